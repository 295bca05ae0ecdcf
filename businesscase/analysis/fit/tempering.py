"""Tempered sequential Monte Carlo over standard normal positions, moved by preconditioned Crank-Nicolson steps.

Draws of the prior are weighted by the likelihood raised to a power that grows from 0 to 1, each step as far as keeps
half of them effective (Del Moral, Doucet and Jasra 2006, 2012); they are resampled and moved. A move
x' = sqrt(1 - s^2) x + s xi keeps the standard normal prior, so only the likelihood decides whether it is accepted, in
any number of dimensions (Cotter, Roberts, Stuart and White 2013; within such a sampler Kantas, Beskos and Jasra 2014).
Where one step suffices this is importance resampling, followed by moves.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from businesscase.core.randomness import standard_normal
from businesscase.measures.weighing import effective, weights_of

Floats = NDArray[np.float64]
LogLikelihood = Callable[[Floats], Floats]
KEPT = 0.5  # share of the draws that each step of the power keeps effective
WANTED = 0.3  # share of moves that should be accepted
REMEMBERED = 0.3  # correlation with the place before the last step's moves, below which no more are made
ON_THE_WAY = 0.6  # the same of the steps before it, which only have to part the copies
MOST_MOVES = 12  # in one step of the power
_AT_ONCE = 50_000  # random numbers of a move: fewer calls, and no more memory than the draws themselves


@dataclass(frozen=True)
class State:
    """Where the sampler stands; everything that follows is determined by it and the seed.

    Attributes:
        positions: standard normal under the prior, shape (draw, dimension).
        likelihood: log likelihood at them, shape (draw,); -inf where the model cannot be.
        power: to which the likelihood has been raised.
        step: steps of the power made.
        moves: moves made since the last one; `moving` while more are to come.
        size: s of the next move, in (0, 1].
        remembered: correlation with where the draws stood when they were last resampled.
        origins: number of the prior draw from which each descends, shape (draw,).
        accepted: share of the last move's proposals.
        effective_first: effective draws of importance weights on the prior draws.
    """

    positions: Floats
    likelihood: Floats
    power: float
    step: int
    moves: int
    moving: bool
    size: float
    remembered: float
    origins: NDArray[np.int64]
    accepted: float
    effective_first: float

    @property
    def ancestors(self) -> float:
        """Effective number of different prior draws from which they descend (Kish): what they are worth at least."""
        return effective(np.bincount(self.origins) / len(self.origins))

    @property
    def done(self) -> bool:
        """Whether the draws are of the posterior, moved far enough."""
        return self.power >= 1.0 and not self.moving


def begin(positions: Floats, likelihood: Floats) -> State:
    """The sampler at the prior.

    Args:
        positions: draws of independent standard normals, shape (draw, dimension).
        likelihood: log likelihood at them, shape (draw,).
    """
    first = effective(weights_of(likelihood))
    origins = np.arange(len(positions))
    return State(positions, likelihood, 0.0, 0, 0, False, 0.7, 0.0, origins, 1.0, first)


def advance(state: State, log_likelihood: LogLikelihood, *, seed: int) -> State:
    """One step of the power with its resampling, or one move.

    Args:
        state: where it stands, not done.
        log_likelihood: positions of shape (draw, dimension) -> log likelihood, shape (draw,).
        seed: of the run; every random number has an address of its own.
    """
    return _move(state, log_likelihood, seed) if state.moving else _resample(state, seed)


def _resample(state: State, seed: int) -> State:
    from scipy.special import ndtr

    power = _next_power(state.likelihood, state.power)
    weights = weights_of((power - state.power) * state.likelihood)
    draws = len(weights)
    start = float(ndtr(standard_normal(seed, 1, f"fit: resampling {state.step}"))[0])
    chosen = np.searchsorted(np.cumsum(weights), (start + np.arange(draws)) / draws * (1.0 - 1e-12))
    return replace(
        state,
        positions=state.positions[chosen],
        likelihood=state.likelihood[chosen],
        power=power,
        step=state.step + 1,
        moves=0,
        moving=True,
        remembered=1.0,
        origins=state.origins[chosen],
    )


def _next_power(likelihood: Floats, power: float) -> float:
    """The greatest power that keeps enough draws effective, by bisection; 1 if that does."""

    def kept(candidate: float) -> bool:
        return effective(weights_of((candidate - power) * likelihood)) >= KEPT * len(likelihood)

    if kept(1.0):
        return 1.0
    low, high = power, 1.0
    for _ in range(60):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if kept(middle) else (low, middle)
    return high


def _move(state: State, log_likelihood: LogLikelihood, seed: int) -> State:
    from scipy.special import ndtr

    draws, dimensions = state.positions.shape
    name = f"fit: move {state.step}.{state.moves}"
    parts = np.array_split(np.arange(dimensions)[:, None], 1 + draws * dimensions // _AT_ONCE)
    noise = np.concatenate([standard_normal(seed, draws, name, places) for places in parts]).T.copy()
    proposed = np.sqrt(1.0 - state.size**2) * state.positions + state.size * noise
    likelihood = log_likelihood(proposed)
    chance = ndtr(standard_normal(seed, draws, f"{name} accepted"))
    accepted = np.log(chance) < state.power * (likelihood - state.likelihood)
    share = float(accepted.mean())
    stays = 1.0 - share * (1.0 - math.sqrt(1.0 - state.size**2))
    remembered = state.remembered * stays
    return replace(
        state,
        positions=np.where(accepted[:, None], proposed, state.positions),
        likelihood=np.where(accepted, likelihood, state.likelihood),
        moves=state.moves + 1,
        moving=remembered > (REMEMBERED if state.power >= 1.0 else ON_THE_WAY) and state.moves + 1 < MOST_MOVES,
        size=float(np.clip(state.size * np.exp(share - WANTED), 0.05, 1.0)),
        remembered=remembered,
        accepted=share,
    )
