"""One level: its targets drawn, and the log ratios that reproduce them, draw by draw, at a step that is fine enough."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from numpy.typing import NDArray

from businesscase.core.errors import NumericalError
from businesscase.core.randomness import standard_normal
from businesscase.core.timeline import MONTHS
from businesscase.model.calibration.forward import ELAPSED_NODES, OneClock
from businesscase.model.inputs.distribution import quantile
from businesscase.model.inputs.inputs import Inputs
from businesscase.scenario.declare.programme import Level

Floats = NDArray[np.float64]
Targets = Callable[[Floats, int], Floats]
FRAILTY_NODES = 5
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
            # a share set by hand is held, without sampling
            out[:, position] = shares[label] if target.share.what_if else gammas[label] / total
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
        stepped = _with_step(clock, 1.0 / parts)
        log_ratio, redrawn = _solve(name, level, stepped, targets, workers)
        if _step_error(_with_step(clock, 0.5 / parts), stepped.target_share, log_ratio) <= STEP_ERROR:
            return log_ratio, redrawn, stepped.target_share
    raise NumericalError(
        f"effects.levels.{name}: hazards on clock '{level.clock}' are too fast for the forward equations: halving a "
        f"step of {365 / parts:.0f} days still moves a stock by more than {STEP_ERROR}"
    )


def _with_step(clock: OneClock, step: float) -> OneClock:
    oldest = np.minimum(np.ceil(clock.memory / step - 1e-9), np.ceil(clock.measured / step)).astype(np.int64)
    return clock._replace(step=step, oldest=oldest, target_share=clock.target_share.copy())


def _quadrature(clock: OneClock) -> tuple[Floats, Floats, Floats, Floats]:
    """Nodes and weights of log frailty and of log elapsed time."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(FRAILTY_NODES)
    if np.all(clock.sigma == 0.0) or np.all(clock.exponent == 0):
        nodes, weights = np.zeros(1), np.ones(1)
    elapsed_nodes, elapsed_weights = np.polynomial.hermite_e.hermegauss(ELAPSED_NODES)
    return nodes, weights / weights.sum(), elapsed_nodes, elapsed_weights / elapsed_weights.sum()


def _step_error(finer: OneClock, wanted: Floats, log_ratio: Floats) -> float:
    """How far the finer step moves a target stock, at most, in the first draws."""
    from businesscase.model.calibration.solving import residuals, solving_space

    tables, work, small = solving_space(finer, ELAPSED_NODES)
    finer.target_share[:] = wanted
    gap, worst = np.zeros(wanted.shape[1]), 0.0
    for draw in range(min(CHECKED, wanted.shape[0])):
        residuals(finer, draw, log_ratio[draw], _quadrature(finer), tables, work, small[0], gap)
        worst = max(worst, float(np.max(np.abs(wanted[draw] * np.expm1(gap)))))
    return worst


def _solve(name: str, level: Level, clock: OneClock, targets: Targets, workers: int) -> tuple[Floats, float]:
    """Solve every draw.

    A few draws combine reported shares with base hazards under which those shares could not have come about. Such a
    combination is impossible, so its shares are drawn again (the report is conditioned on being possible). If that
    concerns more than `MOST_REDRAWN` of the draws, report and base contradict each other and that is an error.
    """
    from businesscase.model.calibration.solving import solve_draws, solving_space

    draws = clock.target_share.shape[0]
    quadrature: Any = _quadrature(clock)
    out, reached = np.zeros((draws, len(level.targets))), np.zeros((draws, len(level.targets)))

    def solve(part: NDArray[np.int64]) -> NDArray[np.int64]:
        done = np.zeros(part.shape[0], dtype=np.int64)
        solve_draws(clock, part, quadrature, *solving_space(clock, ELAPSED_NODES), out, reached, done)
        left: NDArray[np.int64] = part[done == 0]
        return left

    unsolved, redrawn = np.arange(draws), 0.0
    sampled = any(
        (target.share is not None and not target.share.what_if)
        or (target.change is not None and target.change.is_uncertain)
        for target in level.targets.values()
    )
    for attempt in range(ATTEMPTS if sampled else 1):
        clock.target_share[unsolved] = targets(clock.start_share, attempt)[unsolved]
        with ThreadPoolExecutor(workers) as pool:
            unsolved = np.concatenate(list(pool.map(solve, np.array_split(unsolved, workers))))
        if unsolved.size == 0:
            return out, redrawn
        if attempt == 0:
            redrawn = unsolved.size / draws
        if unsolved.size > MOST_REDRAWN * draws:
            break
    draw = int(unsolved[0])
    wanted = ", ".join(
        f"{label} {clock.target_share[draw, i]:.1%} (nearest reached {reached[draw, i]:.1%})"
        for i, label in enumerate(level.targets)
    )
    raise NumericalError(
        f"effects.levels.{name}: the reported level cannot be reached on clock '{level.clock}' in {unsolved.size} of "
        f"{draws} draws; in draw {draw}: {wanted}. Hazard ratios from 1/1000 to 1000 were tried: check the base "
        "hazards, the start, the intake, and which transitions the level acts on"
    )
