"""`with_goals`: in every draw the hazard ratios under which the outcome is as much of the goal as is met.

Each goal multiplies the hazards of its transitions by one ratio, with its profile. All ratios of a draw are solved for
together, so that a goal may act on what another is counted on; the order in which goals stand does not matter
(docs/explanation/goals.md).
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from businesscase.core.compiling import sources_hash
from businesscase.core.errors import NumericalError
from businesscase.core.words import Words
from businesscase.delivery.schedule import Exposure
from businesscase.engines.choosing import better_sampled
from businesscase.engines.common.chunks import Progress
from businesscase.engines.expected.approximations import WORK, Resolution, resolution
from businesscase.engines.expected.plan import plan, work
from businesscase.engines.expected.refusals import refusals
from businesscase.engines.expected.settings import Settings
from businesscase.engines.goals.counting import Counted, counted
from businesscase.engines.goals.evaluating import expected, ratios, sampled
from businesscase.engines.goals.meeting import EXACT, IN_LIVES, SAMPLED, meet
from businesscase.engines.goals.reach import check_reached, missed
from businesscase.engines.goals.together import together
from businesscase.model.compiled import CompiledModel, Solved, key_of
from businesscase.scenario.load.scenario import Scenario

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
BLOCK = 64  # draws solved for together
TOGETHER = 720  # families times draws, where whole families are looked at, whose lives are kept: bounds memory
_PLACES = ("laws", "model", "delivery", "engines", "core/randomness.py", "core/timeline.py")


def probe_with_goals(
    scenario: Scenario, probe: CompiledModel, *, workers: int
) -> tuple[CompiledModel, Resolution | None]:
    """The probe with its goals solved for, and how finely the expected engine has to work; None where they are sampled.

    How finely hangs on the ratios and they on that: they are solved for roughly first. Clocks that the run will sample
    (`better_sampled`) are no part of it, unless a goal is counted on one.
    """
    if not scenario.goals:
        return probe, None
    found, rough = None, replace(Settings(), sampled=better_sampled(probe))
    if is_expected(scenario, probe, rough):
        try:
            roughly = with_goals(scenario, probe, settings=rough, workers=workers, unmet=True)
            if work(plan(roughly, rough, cohort=False)) <= WORK:
                found = resolution(roughly, Exposure(roughly.schedule), rough)
        except NumericalError:
            pass  # hazards too fast for its steps, or approximations too coarse: lives are sampled instead
    settings = None if found is None else found.settings
    return with_goals(scenario, probe, settings=settings, workers=workers), found


def is_expected(scenario: Scenario, probe: CompiledModel, settings: Settings) -> bool:
    """Whether outcomes of the goals can be expected; otherwise they are counted in lives."""
    sampled = {probe.structure.types[kind].clock for kind in settings.sampled}
    on = {clock for goal in scenario.goals.values() for clock, _ in goal.counted_on}
    joint = any(goal.parts for goal in scenario.goals.values())
    return not joint and not on & sampled and not refusals(probe, settings.sampled)


def with_goals(
    scenario: Scenario,
    model: CompiledModel,
    *,
    settings: Settings | None,
    workers: int | None = None,
    kept: Solved | None = None,
    progress: Progress | None = None,
    unmet: bool = False,
) -> CompiledModel:
    """The model with the ratios of its goals; as it is where the scenario has none.

    Args:
        scenario: what is declared.
        model: compiled of it.
        settings: of the expected engine (`probe_with_goals`); None: outcomes are sampled.
        workers: threads.
        kept: a solution of an earlier run; it is used if it is of the same goals.
        progress: called with a stage and the fraction done.
        unmet: whether goals may be beyond what can happen in the model.

    Raises:
        NumericalError: if they are and may not, with how many there are without the programme; or as the engine.
    """
    names = sorted(scenario.goals)
    if not names:
        return model
    goals = [scenario.goals[name] for name in names]
    edges = [
        np.array([k for clock, moves in goal.acts_on for k in model.structure.edge_numbers(clock, moves)], np.int64)
        for goal in goals
    ]
    joint = any(goal.parts for goal in goals)
    draws = np.arange(model.draws)
    plain = _with_ratio(model, ratios(model, edges, draws, np.zeros((model.draws, len(names)))))
    key = _key(scenario, plain, settings)
    if kept is not None and kept.goals_key == key:
        return _solved(_with_ratio(plain, kept.ratio), key, dict(kept.goals))
    what = [together(scenario, plain, goal) if goal.parts else counted(scenario, plain, goal) for goal in goals]
    if settings is None or joint:
        precision = IN_LIVES if joint else SAMPLED
        outcomes = sampled(plain, edges, what)
    else:
        precision = EXACT
        outcomes = expected(plain, edges, [each for each in what if isinstance(each, Counted)], settings)
    size = max(1, TOGETHER // len(plain.families)) if joint else BLOCK
    blocks = [draws[i : i + size] for i in range(0, len(draws), size)]
    log_ratio, found = np.zeros((model.draws, len(names))), np.zeros((4, model.draws, len(names)))
    solve = partial(meet, dict(zip(names, goals, strict=True)), plain, outcomes, precision)
    with ThreadPoolExecutor(workers or os.cpu_count() or 1) as pool:
        for done, (part, (at, rows)) in enumerate(zip(blocks, pool.map(solve, blocks), strict=True)):
            log_ratio[part], found[:, part] = at, rows
            if progress is not None:
                progress(Words("stage.goals"), (done + 1) / len(blocks))
    stocks = {}
    for place, (name, goal) in enumerate(zip(names, goals, strict=True)):
        off = missed(goal, found[:, :, place], precision.missed)
        stocks[f"goals.{name}"] = np.stack([*found[:, :, place], off, np.exp(log_ratio[:, place])])
        if not unmet:
            check_reached(scenario, name, stocks[f"goals.{name}"])
    return _solved(_with_ratio(plain, ratios(plain, edges, draws, log_ratio)), key, stocks)


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
