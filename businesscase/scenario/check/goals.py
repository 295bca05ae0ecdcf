"""Checks of goals: names, dates and units, and that nothing else acts on the same transitions."""

from __future__ import annotations

from collections.abc import Iterator

from businesscase.core.errors import Fault
from businesscase.core.words import Words
from businesscase.scenario.check.clocks import unknown
from businesscase.scenario.check.effects import horizon
from businesscase.scenario.declare.document import Document
from businesscase.scenario.declare.goals import Goal, Part
from businesscase.scenario.declare.places import Path
from businesscase.scenario.declare.quantity import UNITS
from businesscase.scenario.read.faults import fault, unknown_name


def goal_faults(scenario: Document) -> Iterator[Fault]:
    """Faults of everything under `goals`."""
    origin, profiles = scenario.provenance, scenario.effects.profiles
    for name, goal in scenario.goals.items():
        path: Path = ("goals", name)
        if goal.profile not in profiles:
            yield unknown_name(origin, (*path, "profile"), Words("a.profile"), goal.profile, profiles)
        yield from _window_faults(scenario, path, goal)
        yield from _amount_faults(scenario, path, goal)
        for here, clock, states, transitions in _places(path, goal):
            yield from _name_faults(scenario, here, clock, states, transitions)
        for label, part in goal.parts.items():
            yield from _part_faults(scenario, (*path, "parts", label), part)
    yield from _acted_on_twice(scenario)


def _places(path: Path, goal: Goal) -> Iterator[tuple[Path, str, list[str], list[str]]]:
    """Where clock, states and transitions stand, and what they are: of the goal, or of each of its parts."""
    if goal.clock is not None:
        yield path, goal.clock, goal.states, goal.transitions
    for label, part in goal.parts.items():
        yield (*path, "parts", label), part.clock, part.states, part.transitions


def _name_faults(
    scenario: Document, path: Path, name: str, states: list[str], transitions: list[str]
) -> Iterator[Fault]:
    origin, clock = scenario.provenance, scenario.clocks.get(name)
    if clock is None:
        yield unknown_name(origin, (*path, "clock"), Words("a.clock"), name, scenario.clocks)
        return
    yield from unknown(origin, (*path, "states"), Words("a.state_of", clock=name), states, clock.states)
    yield from unknown(
        origin, (*path, "transitions"), Words("a.transition_of", clock=name), transitions, clock.transitions
    )
    for index, state in enumerate(states):
        if state in clock.states and clock.states[state].ends_member:
            where, message = (*path, "states", str(index)), Words("goal.ends_member", state=state)
            yield fault(origin, where, message, found=state, expected=Words("goal.other_states"))


def _part_faults(scenario: Document, path: Path, part: Part) -> Iterator[Fault]:
    origin, clock = scenario.provenance, scenario.clocks.get(part.clock)
    if clock is None:
        return
    yield from unknown(origin, (*path, "begun_in"), Words("a.state_of", clock=part.clock), part.begun_in, clock.states)
    if clock.members not in ("everyone", "parents" if part.role == "parent" else "children"):
        message = Words("goal.of_others", of=part.of, clock=part.clock, members=clock.members)
        yield fault(origin, (*path, "of"), message, found=part.of)


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
        for path, clock, _, transitions in _places(("goals", name), goal):
            twice = False
            for index, move in enumerate(transitions):
                before = taken.get((clock, move))
                if before is not None:
                    message, where = Words("goal.taken", move=move, by=before), (*path, "transitions", str(index))
                    yield fault(origin, where, message, found=move, expected=Words("goal.one_each"))
                    twice = True
                taken[clock, move] = f"goals.{name}"
            if clock in solved and not twice:
                message = Words("goal.clock_of_level", clock=clock, by=solved[clock])
                yield fault(origin, (*path, "clock"), message, found=clock, expected=Words("goal.level_or_goal"))
