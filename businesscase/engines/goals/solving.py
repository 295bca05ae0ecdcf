"""`with_goals`: in every draw the hazard ratios under which the outcome is as much of the goal as is met.

Each goal multiplies the hazards of its transitions by one ratio, with its profile. All ratios of a draw are solved for
together, so that a goal may act on what another is counted on; the order in which goals stand does not matter
(docs/explanation/goals.md).
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from businesscase.core.compiling import sources_hash
from businesscase.core.errors import NumericalError
from businesscase.core.vocabulary import Strategy
from businesscase.delivery.schedule import Exposure
from businesscase.engines.common.chunks import Progress
from businesscase.engines.expected.approximations import WORK, Resolution, resolution
from businesscase.engines.expected.plan import plan, work
from businesscase.engines.expected.refusals import refusals
from businesscase.engines.expected.settings import Settings
from businesscase.engines.goals.counting import Counted, asked, counted
from businesscase.engines.goals.evaluating import Outcomes, expected, ratios, sampled
from businesscase.engines.goals.reach import check_reached
from businesscase.model.calibration.roots import LARGEST, NUDGE, TOLERANCE, find_roots
from businesscase.model.compiled import CompiledModel, Solved, key_of
from businesscase.scenario.declare.goals import Goal
from businesscase.scenario.load.scenario import Scenario

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
BLOCK = 64  # draws solved for together
LEAST = 1e-9  # of an outcome: below nothing is left to be solved for
_PLACES = ("model", "delivery", "engines", "core/randomness.py", "core/timeline.py")


class Precision(NamedTuple):
    """Relative tolerance of outcomes, the step of a log ratio that shows a slope, and when a goal is out of reach."""

    tolerance: float
    nudge: float
    missed: float


EXACT = Precision(TOLERANCE, NUDGE, 1e-6)
SAMPLED = Precision(2e-3, 0.2, 0.05)


def probe_with_goals(scenario: Scenario, probe: CompiledModel, *, workers: int) -> tuple[CompiledModel, Resolution | None]:
    """The probe with its goals solved for, and how finely the expected engine has to work; None where they are sampled.

    How finely hangs on the ratios and they on that: they are solved for roughly first.
    """
    if not scenario.goals:
        return probe, None
    if not refusals(probe):
        try:
            roughly = with_goals(scenario, probe, settings=Settings(), workers=workers)
            if work(plan(roughly, Settings(), cohort=False)) <= WORK:
                found = resolution(roughly, Exposure(roughly.schedule))
                return with_goals(scenario, probe, settings=found.settings, workers=workers), found
        except NumericalError:
            pass  # hazards too fast for its steps, or approximations too coarse: lives are sampled instead
    return with_goals(scenario, probe, settings=None, workers=workers), None


def with_goals(
    scenario: Scenario,
    model: CompiledModel,
    *,
    settings: Settings | None,
    workers: int | None = None,
    kept: Solved | None = None,
    progress: Progress | None = None,
) -> CompiledModel:
    """The model with the ratios of its goals; as it is where the scenario has none.

    Args:
        scenario: what is declared.
        model: compiled of it.
        settings: of the expected engine (`probe_with_goals`); None: outcomes are sampled.
        workers: threads.
        kept: a solution of an earlier run; it is used if it is of the same goals.
        progress: called with a stage and the fraction done.

    Raises:
        ScenarioError: if a goal is beyond what can happen in the model; says how many there are without the programme.
        NumericalError: as the engine.
    """
    names = sorted(scenario.goals)
    if not names:
        return model
    goals = [scenario.goals[name] for name in names]
    edges = [np.array(model.structure.edge_numbers(goal.clock, goal.transitions), np.int64) for goal in goals]
    draws = np.arange(model.draws)
    plain = _with_ratio(model, ratios(model, edges, draws, np.zeros((model.draws, len(names)))))
    key = _key(scenario, plain, settings)
    if kept is not None and kept.goals_key == key:
        return _solved(_with_ratio(plain, kept.ratio), key, dict(kept.goals))
    what = [counted(scenario, plain, goal) for goal in goals]
    if settings is None:
        precision, blocks = SAMPLED, [draws]
        outcomes = sampled(plain, edges, what, workers or os.cpu_count() or 1, progress)
    else:
        precision, blocks = EXACT, [draws[i : i + BLOCK] for i in range(0, len(draws), BLOCK)]
        outcomes = expected(plain, edges, what, settings)
    log_ratio, found = np.zeros((model.draws, len(names))), np.zeros((4, model.draws, len(names)))
    solve = partial(_solve, names, goals, plain, outcomes, precision)
    with ThreadPoolExecutor(workers or os.cpu_count() or 1) as pool:
        for done, (part, (at, rows)) in enumerate(zip(blocks, pool.map(solve, blocks), strict=True)):
            log_ratio[part], found[:, part] = at, rows
            if progress is not None:
                progress("solving for the goals", (done + 1) / len(blocks))
    stocks = {f"goals.{name}": found[:, :, place] for place, name in enumerate(names)}
    for name in names:
        check_reached(scenario, name, stocks[f"goals.{name}"], precision.missed)
    return _solved(_with_ratio(plain, ratios(plain, edges, draws, log_ratio)), key, stocks)


def _solve(
    names: Sequence[str], goals: Sequence[Goal], model: CompiledModel, outcomes: Outcomes, precision: Precision,
    draws: Ints,
) -> tuple[Floats, Floats]:  # fmt: skip
    """Log ratios of a block, shape (draw, goal), and without, goal, met and reached, shape (4, draw, goal).

    Where a goal is out of reach in a draw its hazards go as far as ratios go, and the other goals are met beside it.
    """
    size, number = len(draws), len(names)
    without = outcomes(draws, np.zeros((size, number)))[:, :, Strategy.COUNTERFACTUAL.axis]
    full = np.stack(
        [asked(name, goal, model, without[:, g], draws) for g, (name, goal) in enumerate(zip(names, goals, strict=True))],
        axis=1,
    )
    met = np.stack([model.inputs[f"goals.{name}.met"][draws] for name in names], axis=1)
    wanted = np.where(met == 0.0, without, without + met * (full - without))
    target = np.maximum(wanted, LEAST)
    bound, at_bound = np.zeros((size, number)), np.zeros((size, number), bool)

    def gaps(chosen: Ints, log_ratio: Floats) -> Floats:
        reached = outcomes(draws[chosen], log_ratio)[:, :, Strategy.PROGRAMME.axis]
        gap = np.log(np.maximum(reached, 1e-12) / target[chosen])
        return np.where(at_bound[chosen], log_ratio - bound[chosen], gap)

    roots = partial(find_roots, tolerance=precision.tolerance, nudge=precision.nudge)
    at, gap, solved = roots(gaps, np.zeros((size, number)))
    for _ in range(number):
        left = np.flatnonzero(~solved & (np.abs(gap) >= precision.tolerance).any(axis=1))
        stopped = np.abs(at) >= LARGEST - 1e-9
        new = left[(stopped[left] & ~at_bound[left]).any(axis=1)]
        if not new.size or number == 1:
            break
        at_bound[new] |= stopped[new]
        bound[new] = at[new]

        def of_new(chosen: Ints, log_ratio: Floats, new: Ints = new) -> Floats:
            return gaps(new[chosen], log_ratio)

        at[new], gap[new], solved[new] = roots(of_new, at[new])
    reached = outcomes(draws, at)[:, :, Strategy.PROGRAMME.axis]
    return at, np.stack([without, full, wanted, reached])


def _with_ratio(model: CompiledModel, ratio: Floats) -> CompiledModel:
    ratio = np.ascontiguousarray(ratio)
    ratio.setflags(write=False)
    return replace(model, arrays=model.arrays._replace(ratio=ratio))


def _solved(model: CompiledModel, key: str, stocks: dict[str, Floats]) -> CompiledModel:
    return replace(model, solved=replace(model.solved, ratio=model.arrays.ratio, goals_key=key, goals=stocks))


def _key(scenario: Scenario, plain: CompiledModel, settings: Settings | None) -> str:
    """Hash of all that the solution comes from, this code included; `plain` as it is before it."""
    schedule, inputs = plain.schedule, plain.inputs
    declared = (sources_hash(_PLACES), settings, scenario.goals, scenario.time.start, schedule.endings)
    drawn = [array for key, array in inputs.values.items() if key.startswith("goals.")]
    served = (schedule.rank, schedule.intake, schedule.length, schedule.until)
    return key_of(plain.arrays, *served, *drawn, inputs.seed, inputs.first,
                  np.frombuffer(repr(declared).encode(), np.uint8))  # fmt: skip
