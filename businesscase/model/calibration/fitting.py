"""One level: what was reported in each draw, and the log ratios that credit the programme with its share of the gap."""

from __future__ import annotations

import math
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from businesscase.core.errors import NumericalError
from businesscase.core.timeline import MONTHS
from businesscase.core.words import Words
from businesscase.model.calibration.forward import Block, OneClock, prepare
from businesscase.model.calibration.roots import TOLERANCE
from businesscase.model.calibration.solving import solve, stocks
from businesscase.model.inputs.inputs import Inputs
from businesscase.scenario.declare.programme import Level

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Told = Callable[[float], None]
BLOCK = 512  # draws solved together, so that many are left when most are done; their tables take some megabytes
CHECKED = 20  # draws whose stocks are computed again with half the step
COARSE = 3  # times the step: a ninth of the work, and its solution is where the fine one begins
ROUGH = 1e-4  # relative: a coarse solution is only where the fine one begins
FAR = 0.1  # relative, of a report: out of reach by more with coarse steps, whose own error is a tenth of that
NEAR = 1e-3  # relative, of a report: whether it can be reached is known by then
STEP_ERROR = 0.002  # of a stock: how far half the step may move it


def sampling_name(level: str, label: str) -> str:
    """Name of the normal number behind the sampling error of a reported share; of the rest of them too."""
    return f"effects.levels.{level}.targets.{label}: sampling 0"


def sampled(level: Level) -> list[str]:
    """Labels that have a sampling error: the reported shares and what they leave."""
    shares = [label for label, target in level.targets.items() if target.share is not None]
    return [*shares, "rest"] if shares else []


class Fit(NamedTuple):
    """A level solved in some draws.

    Attributes:
        log_ratio: of each target's transitions, which the programme is credited with, (draw, target).
        reported: stocks as participants were reported to stand, (draw, target).
        without: those that the clock has when the level's hazards are left as they are, (draw, target).
        credited: those with `log_ratio`, (draw, target).
        nearest: to `reported` that was reached, (draw, target).
        possible: whether `reported` was, (draw,); where it was not, nothing is credited.
    """

    log_ratio: Floats
    reported: Floats
    without: Floats
    credited: Floats
    nearest: Floats
    possible: NDArray[np.bool_]


def drawn_reports(name: str, level: Level, inputs: Inputs) -> Floats:
    """What was reported of each target, (draw, target): shares jointly from a Dirichlet; a change as it is drawn."""
    from scipy.special import gammaincinv, ndtr

    key = f"effects.levels.{name}"
    out = np.zeros((inputs.draws, len(level.targets)))
    shares = {t: inputs[f"{key}.targets.{t}.share"] for t, target in level.targets.items() if target.share is not None}
    if shares:
        size = inputs[f"{key}.effective_n"]
        rest = 1.0 - sum(shares.values(), np.zeros(inputs.draws))
        if np.any(rest < 0.0):
            raise NumericalError(
                Words("levels.shares_drawn", at=key, draw=int(np.argmin(rest)), total=1.0 - rest.min())
            )
        gammas = {}
        for label, share in {**shares, "rest": rest}.items():
            chance = ndtr(inputs.normal(sampling_name(name, label)))
            gammas[label] = gammaincinv(np.maximum(share * size, 1e-9), chance)
        total = sum(gammas.values(), np.zeros(inputs.draws))
    for position, (label, target) in enumerate(level.targets.items()):
        if target.share is not None:
            # a share that is held by hand is not sampled
            out[:, position] = shares[label] if target.share.held else gammas[label] / total
        else:
            out[:, position] = inputs[f"{key}.targets.{label}.change"]
    return out


def reported_stocks(level: Level, states: tuple[str, ...], reports: Floats, start_share: Floats) -> Floats:
    """Stocks that were reported, (draw, target): a change is one of the stock at the start.

    Args:
        states: of the clock, in order.
        reports: of `drawn_reports`.
        start_share: (draw, state).
    """
    out = reports.copy()
    for position, target in enumerate(level.targets.values()):
        if target.share is None:
            out[:, position] *= start_share[:, [states.index(state) for state in target.states]].sum(axis=1)
    return out


def fine_step(name: str, level: Level, clock: OneClock, reported: Floats) -> float:
    """The step in years at which the first draws' stocks are right: a month, or shorter where hazards are that fast.

    Raises:
        NumericalError: if no step is fine enough.
    """
    first = np.arange(min(CHECKED, len(reported)))
    for parts in (MONTHS, 2 * MONTHS, 4 * MONTHS, 8 * MONTHS):
        log_ratio, reached, possible = solve(prepare(clock, first, 1.0 / parts), reported[first])
        finer = stocks(prepare(clock, first, 0.5 / parts), log_ratio)
        if np.abs(finer - reached)[possible].max(initial=0.0) <= STEP_ERROR:
            return 1.0 / parts
    raise NumericalError(Words("levels.too_fast", name=name, clock=level.clock, days=365 / parts, error=STEP_ERROR))


def fit(
    name: str, clock: OneClock, step: float, reported: Floats, attribution: Floats, workers: int, told: Told
) -> Fit:
    """Solve every draw: is the report possible, and by which ratios is its share of the gap credited?

    Args:
        reported: stocks, (draw, target).
        attribution: share of the gap between `reported` and the stocks without the programme, (draw,).
        told: called with the fraction of the draws that are done.
    """

    def fit_block(part: Ints) -> Fit:
        own, share = reported[part], attribution[part, None]
        coarse, block, none = prepare(clock, part, COARSE * step), prepare(clock, part, step), np.zeros_like(own)
        roughly, without = stocks(coarse, none), stocks(block, none)
        about = _root(coarse, own, none, tolerance=ROUGH)
        # unless all of it is credited it is only a place on the way
        near = np.where(share[:, 0] == 1.0, TOLERANCE, NEAR)
        hopeful = np.flatnonzero(_gap(about.reached, own) < FAR)
        start = np.where(_alike(without, own), none, about.at)
        full = _Root(start, about.slopes, about.reached.copy(), np.zeros(len(part), dtype=bool))
        if hopeful.size:
            found = _root(block.of_draws(hopeful), own[hopeful], start[hopeful], about.of_draws(hopeful), near[hopeful])
            full.at[hopeful], full.reached[hopeful], full.solved[hopeful] = found.at, found.reached, found.solved
        target, done = without + share * (own - without), np.flatnonzero(full.solved)
        if done.size:
            own, share, roughly = own[done], share[done], roughly[done]
            all_of_it = about.of_draws(done)
            start = share * all_of_it.at
            about = _root(coarse.of_draws(done), roughly + share * (own - roughly), start, all_of_it, ROUGH)
            # none and all of the gap are credited exactly; of a part, what the step moved of all of it
            exact = (share == 1.0) | _alike(without[done], target[done])
            start = np.where(exact, share * full.at[done], about.at + share * (full.at[done] - all_of_it.at))
            found = _root(block.of_draws(done), target[done], start, about)
            none[done], target[done] = found.at, found.reached
            if not found.solved.all():
                at = float(share[~found.solved][0, 0])
                raise NumericalError(Words("levels.uncredited", name=name, share=at, draws=np.sum(~found.solved)))
        return Fit(none, reported[part], without, target, full.reached, full.solved)

    draws = np.arange(len(reported))
    blocks = np.array_split(draws, max(workers, math.ceil(draws.size / BLOCK)))
    with ThreadPoolExecutor(workers) as pool:
        found = []
        for each in pool.map(fit_block, filter(len, blocks)):
            found.append(each)
            told(sum(len(one.possible) for one in found) / draws.size)
        return Fit(*map(np.concatenate, zip(*found, strict=True)))


class _Root(NamedTuple):
    """Log ratios, Jacobians there, stocks reached, and which draws are solved."""

    at: Floats
    slopes: Floats
    reached: Floats
    solved: NDArray[np.bool_]

    def of_draws(self, part: Ints) -> _Root:
        """Some draws only."""
        return _Root(self.at[part], self.slopes[part], self.reached[part], self.solved[part])


def _root(
    block: Block, target: Floats, start: Floats, about: _Root | None = None, tolerance: Floats | float = TOLERANCE
) -> _Root:
    """What makes a block reach its targets; `about` is the root of a coarser one, with slopes where that is solved."""
    slopes = np.zeros((*target.shape, target.shape[1]))
    if about is not None:
        slopes += np.where(about.solved[:, None, None], about.slopes, 0.0)
    at, reached, solved = solve(block, target, start, slopes, tolerance)
    return _Root(at, slopes, reached, solved)


def _alike(stocks: Floats, target: Floats) -> NDArray[np.bool_]:
    """Draws in which the targets are reached already, shape (draw, 1)."""
    return _gap(stocks, target)[:, None] < TOLERANCE


def _gap(stocks: Floats, target: Floats) -> Floats:
    """How far the worst stock is from its target, relative, shape (draw,)."""
    gap: Floats = np.abs(np.log(np.maximum(stocks, 1e-12) / target)).max(axis=1)
    return gap
