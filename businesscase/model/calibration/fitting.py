"""One level: its targets drawn, and the log ratios that reproduce them, draw by draw, at a step that is fine enough."""

from __future__ import annotations

import math
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from businesscase.core.errors import NumericalError
from businesscase.core.randomness import standard_normal
from businesscase.core.timeline import MONTHS
from businesscase.model.calibration.forward import OneClock, prepare
from businesscase.model.calibration.solving import solve, stocks
from businesscase.model.inputs.inputs import Inputs
from businesscase.scenario.declare.distribution import quantile
from businesscase.scenario.declare.programme import Level

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Targets = Callable[[Floats, int], Floats]
BLOCK = 512  # draws solved together, so that many are left when most are done; their tables take some megabytes
ATTEMPTS = 50  # at shares that could have come about
MOST_REDRAWN = 0.25  # share of draws beyond which report and base hazards contradict each other
CHECKED = 20  # draws whose stocks are computed again with half the step
STEP_ERROR = 0.002  # of a stock: how far half the step may move it


def drawn_targets(
    name: str, level: Level, states: tuple[str, ...], inputs: Inputs, start_share: Floats, attempt: int
) -> Floats:
    """Drawn stocks per target, shape (draw, target): shares jointly from a Dirichlet, changes relative to the start."""
    from scipy.special import gammaincinv, ndtr

    key = f"effects.levels.{name}"
    out = np.zeros((inputs.draws, len(level.targets)))
    shares = {t: inputs[f"{key}.targets.{t}.share"] for t, target in level.targets.items() if target.share is not None}
    if shares:
        size = inputs[f"{key}.effective_n"]
        rest = 1.0 - sum(shares.values(), np.zeros(inputs.draws))
        if np.any(rest < 0.0):
            raise NumericalError(
                f"{key}: in draw {int(np.argmin(rest))} the reported shares sum to {1.0 - rest.min():.3f}; narrow them"
            )
        gammas = {}
        for label, share in {**shares, "rest": rest}.items():
            chance = ndtr(standard_normal(inputs.seed, inputs.draws, f"{key}.targets.{label}: sampling {attempt}"))
            gammas[label] = gammaincinv(np.maximum(share * size, 1e-9), chance)
        total = sum(gammas.values(), np.zeros(inputs.draws))
    for position, (label, target) in enumerate(level.targets.items()):
        if target.share is not None:
            # a share that is held by hand is not sampled
            out[:, position] = shares[label] if target.share.held else gammas[label] / total
        else:
            columns = [states.index(state) for state in target.states]
            change = inputs[f"{key}.targets.{label}.change"]
            if attempt and target.change is not None and target.change.is_uncertain:
                again = standard_normal(inputs.seed, inputs.draws, f"{key}.targets.{label}.change: {attempt}")
                change = quantile(target.change, again)
            out[:, position] = start_share[:, columns].sum(axis=1) * change
    return out


def solve_level(
    name: str, level: Level, clock: OneClock, targets: Targets, workers: int
) -> tuple[Floats, float, Floats]:
    """Log ratios, the share of draws whose report was drawn again, and the stocks solved for, shape (draw, target).

    Steps are a month, or shorter where hazards are that fast.

    Raises:
        NumericalError: if the level cannot be reached, or no step is fine enough.
    """
    for parts in (MONTHS, 2 * MONTHS, 4 * MONTHS, 8 * MONTHS):
        log_ratio, reached, redrawn = _solve(name, level, clock, 1.0 / parts, targets, workers)
        if _step_error(clock, 0.5 / parts, reached, log_ratio) <= STEP_ERROR:
            return log_ratio, redrawn, reached
    raise NumericalError(
        f"effects.levels.{name}: hazards on clock '{level.clock}' are too fast for the forward equations: halving a "
        f"step of {365 / parts:.0f} days still moves a stock by more than {STEP_ERROR}"
    )


def _step_error(clock: OneClock, step: float, reached: Floats, log_ratio: Floats) -> float:
    """How far a finer step moves a target stock, at most, in the first draws."""
    first = np.arange(min(CHECKED, reached.shape[0]))
    return float(np.max(np.abs(stocks(prepare(clock, first, step), log_ratio[first]) - reached[first])))


def _solve(
    name: str, level: Level, clock: OneClock, step: float, targets: Targets, workers: int
) -> tuple[Floats, Floats, float]:
    """Solve every draw: log ratios, the targets that they reach, and the share of draws that were drawn again.

    A few draws combine reported shares with base hazards under which those shares could not have come about. Such a
    combination is impossible, so its shares are drawn again (the report is conditioned on being possible). If that
    concerns more than `MOST_REDRAWN` of the draws, report and base contradict each other and that is an error.
    """
    draws = clock.sigma.shape[0]
    target, out = np.zeros((draws, len(level.targets))), np.zeros((draws, len(level.targets)))
    reached = np.zeros_like(target)

    def solve_block(part: Ints) -> Ints:
        out[part], reached[part], done = solve(prepare(clock, part, step), target[part])
        return part[~done]

    unsolved, redrawn = np.arange(draws), 0.0
    sampled = any(
        (target.share is not None and not target.share.held)
        or (target.change is not None and target.change.is_uncertain)
        for target in level.targets.values()
    )
    for attempt in range(ATTEMPTS if sampled else 1):
        target[unsolved] = targets(clock.start_share, attempt)[unsolved]
        blocks = np.array_split(unsolved, max(workers, math.ceil(unsolved.size / BLOCK)))
        with ThreadPoolExecutor(workers) as pool:
            unsolved = np.concatenate(list(pool.map(solve_block, filter(len, blocks))))
        if unsolved.size == 0:
            return out, target, redrawn
        if attempt == 0:
            redrawn = unsolved.size / draws
        if unsolved.size > MOST_REDRAWN * draws:
            break
    draw = int(unsolved[0])
    wanted = ", ".join(
        f"{label} {target[draw, i]:.1%} (nearest reached {reached[draw, i]:.1%})"
        for i, label in enumerate(level.targets)
    )
    raise NumericalError(
        f"effects.levels.{name}: the reported level cannot be reached on clock '{level.clock}' in {unsolved.size} of "
        f"{draws} draws; in draw {draw}: {wanted}. Hazard ratios from 1/1000 to 1000 were tried: check the base "
        "hazards, the start, the intake, and which transitions the level acts on"
    )
