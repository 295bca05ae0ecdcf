"""Checks of goals: names, dates and units, and that nothing else acts on the same transitions."""

from __future__ import annotations

from collections.abc import Iterator

from businesscase.core.errors import Fault
from businesscase.core.words import Words
from businesscase.scenario.check.clocks import unknown
from businesscase.scenario.check.effects import horizon
from businesscase.scenario.declare.document import Document
from businesscase.scenario.declare.goals import Goal
from businesscase.scenario.declare.places import Path
from businesscase.scenario.declare.quantity import UNITS
from businesscase.scenario.read.faults import fault, unknown_name


def goal_faults(scenario: Document) -> Iterator[Fault]:
    """Faults of everything under `goals`."""
    origin, profiles = scenario.provenance, scenario.effects.profiles
    for name, goal in scenario.goals.items():
        path: Path = ("goals", name)
        if goal.profile not in profiles:
            yield unknown_name(origin, (*path, "profile"), "profile", goal.profile, profiles)
        yield from _window_faults(scenario, path, goal)
        yield from _amount_faults(scenario, path, goal)
        clock = scenario.clocks.get(goal.clock)
        if clock is None:
            yield unknown_name(origin, (*path, "clock"), "clock", goal.clock, scenario.clocks)
            continue
        yield from unknown(origin, (*path, "states"), f"state of {goal.clock}", goal.states, clock.states)
        yield from unknown(
            origin, (*path, "transitions"), f"transition of {goal.clock}", goal.transitions, clock.transitions
        )
        for index, state in enumerate(goal.states):
            if state in clock.states and clock.states[state].ends_member:
                where, message = (*path, "states", str(index)), Words("goal.ends_member", state=state)
                yield fault(origin, where, message, found=state, expected=Words("goal.other_states"))
    yield from _acted_on_twice(scenario)


def _window_faults(scenario: Document, path: Path, goal: Goal) -> Iterator[Fault]:
    origin, time = scenario.provenance, scenario.time
    if not time.start < goal.until <= horizon(time):
        expected = Words("goal.date", first=str(time.start), last=str(horizon(time)))
        yield fault(origin, (*path, "until"), Words("goal.until"), found=goal.until, expected=expected)
    if goal.since is None:
        return
    if goal.is_stock:
        message = Words("goal.since_of_stock", measure=goal.measure)
        yield fault(origin, (*path, "since"), message, expected=Words("goal.leave_out"), at_key=True)
    elif not time.start <= goal.since < goal.until:
        expected = Words("goal.date", first=str(time.start), last=str(goal.until))
        yield fault(origin, (*path, "since"), Words("goal.since"), found=goal.since, expected=expected)


def _amount_faults(scenario: Document, path: Path, goal: Goal) -> Iterator[Fault]:
    origin, amount, here = scenario.provenance, goal.amount, (*path, goal.kind)
    if amount.dimension not in goal.dimensions:
        units = ", ".join(unit for unit, (dimension, _) in UNITS.items() if dimension in goal.dimensions)
        message = Words("goal.unit", unit=amount.unit, measure=goal.measure)
        yield fault(origin, (*here, "unit"), message, found=amount.unit, expected=Words("one_of", names=units))
        return
    if goal.of is not None and goal.of.value <= 0:
        yield fault(origin, (*path, "of"), Words("goal.of_none"), found=f"{goal.of.value:g}")
        return
    if amount.value < 0:
        yield fault(origin, here, Words("goal.negative"), found=f"{amount.value:g}")
    if goal.measure == "share" and goal.times is None:
        share = amount.canonical / (goal.of.canonical if goal.of is not None else 1.0)
        if share > 1.0:
            yield fault(origin, here, Words("goal.above_all"), found=f"{share:g}", expected=Words("at_most", limit=1.0))


def _acted_on_twice(scenario: Document) -> Iterator[Fault]:
    """Each transition is acted on by one effect or goal, and a level has its clock for itself."""
    origin, effects = scenario.provenance, scenario.effects
    taken = {
        (level.clock, move): f"effects.levels.{name}"
        for name, level in effects.levels.items()
        for target in level.targets.values()
        for move in target.transitions
    }
    for name, ratio in effects.ratios.items():
        taken |= {(ratio.clock, move): f"effects.ratios.{name}" for move in ratio.transitions}
    solved = {level.clock: f"effects.levels.{name}" for name, level in effects.levels.items()}
    for name, goal in scenario.goals.items():
        twice = False
        for index, move in enumerate(goal.transitions):
            before = taken.get((goal.clock, move))
            if before is not None:
                message = Words("goal.taken", move=move, by=before)
                where = ("goals", name, "transitions", str(index))
                yield fault(origin, where, message, found=move, expected=Words("goal.one_each"))
                twice = True
            taken[goal.clock, move] = f"goals.{name}"
        if goal.clock in solved and not twice:
            message = Words("goal.clock_of_level", clock=goal.clock, by=solved[goal.clock])
            expected = Words("goal.level_or_goal")
            yield fault(origin, ("goals", name, "clock"), message, found=goal.clock, expected=expected)
