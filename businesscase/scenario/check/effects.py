"""Checks of the programme's effects: what they name, and what a level can act on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from businesscase.core.errors import Fault
from businesscase.scenario.check.clocks import unknown
from businesscase.scenario.declare.document import Document, Time
from businesscase.scenario.declare.places import Path
from businesscase.scenario.declare.programme import Level
from businesscase.scenario.read.faults import fault, unknown_name


def effect_faults(scenario: Document) -> Iterator[Fault]:
    """Faults of the levels and of the ratios."""
    origin, effects = scenario.provenance, scenario.effects
    for kind, group in (("levels", effects.levels), ("ratios", effects.ratios)):
        for name, effect in group.items():
            path = ("effects", kind, name)
            if effect.profile not in effects.profiles:
                yield unknown_name(origin, (*path, "profile"), "profile", effect.profile, effects.profiles)
            if effect.clock not in scenario.clocks:
                yield unknown_name(origin, (*path, "clock"), "clock", effect.clock, scenario.clocks)
            elif isinstance(effect, Level):
                yield from _level_faults(scenario, path, effect)
            else:
                known = scenario.clocks[effect.clock].transitions
                what = f"transition of {effect.clock}"
                yield from unknown(origin, (*path, "transitions"), what, effect.transitions, known)
    yield from _second_levels(scenario)
    yield from _acted_on_twice(scenario)


def horizon(time: Time) -> date:
    """The first day after the horizon."""
    year = time.start.year + time.horizon_years
    try:
        return time.start.replace(year=year)
    except ValueError:  # 29 February
        return time.start.replace(year=year, day=28)


def _level_faults(scenario: Document, path: Path, level: Level) -> Iterator[Fault]:
    origin, clock, time = scenario.provenance, scenario.clocks[level.clock], scenario.time
    if not time.start < level.measured <= horizon(time):
        message = "the level is measured outside the years that are looked at"
        expected = f"a date after {time.start} and up to {horizon(time)}"
        yield fault(origin, (*path, "measured"), message, found=level.measured, expected=expected)
    for move, transition in clock.transitions.items():
        for hindrance in ("couplings", "covariates", "time_covariates"):
            if getattr(transition, hindrance):
                message = f"a level cannot be solved for in {level.clock}: its transition '{move}' has {hindrance}"
                expected = "a clock without couplings and covariates, or an effect of kind hazard_ratio"
                yield fault(origin, (*path, "clock"), message, found=level.clock, expected=expected)
    yield from _unsolvable(scenario, path, level)
    states: dict[str, str] = {}
    for name, target in level.targets.items():
        here = (*path, "targets", name)
        yield from unknown(origin, (*here, "states"), f"state of {level.clock}", target.states, clock.states)
        yield from unknown(
            origin, (*here, "transitions"), f"transition of {level.clock}", target.transitions, clock.transitions
        )
        for index, state in enumerate(target.states):
            if state in states:
                message = f"the state '{state}' is counted twice, here and in '{states[state]}'"
                expected = "targets without common states"
                yield fault(origin, (*here, "states", str(index)), message, found=state, expected=expected)
            states[state] = name
            if state in clock.states and clock.states[state].ends_member:
                message = f"the state '{state}' ends the member: a level is the share of the living"
                expected = "states without ends_member"
                yield fault(origin, (*here, "states", str(index)), message, found=state, expected=expected)


def _unsolvable(scenario: Document, path: Path, level: Level) -> Iterator[Fault]:
    """Clocks whose stocks do not belong to one role, or depend on ages that are drawn."""
    origin, clock = scenario.provenance, scenario.clocks[level.clock]
    if clock.members == "everyone":
        message = f"a level cannot be solved for in {level.clock}: it is a clock of everyone"
        expected = "a clock of parents, or one of children"
        yield fault(origin, (*path, "clock"), message, found=level.clock, expected=expected)
    aged = [move for move, transition in clock.transitions.items() if transition.time == "age"]
    if clock.members == "parents" and aged and scenario.population.listed is None:
        message = (
            f"a level cannot be solved for in {level.clock}: its transition '{aged[0]}' counts from the age, "
            "and the ages of generated parents are drawn"
        )
        expected = "families under population.listed, or a clock without time: age"
        yield fault(origin, (*path, "clock"), message, found=level.clock, expected=expected)


def _second_levels(scenario: Document) -> Iterator[Fault]:
    first: dict[str, str] = {}
    for name, level in scenario.effects.levels.items():
        if level.clock in first:
            message = f"a second level in the clock {level.clock}: '{first[level.clock]}' is there already"
            expected = "put the targets under one level"
            path = ("effects", "levels", name, "clock")
            yield fault(scenario.provenance, path, message, found=level.clock, expected=expected)
        first.setdefault(level.clock, name)


def _acted_on_twice(scenario: Document) -> Iterator[Fault]:
    acted_on: dict[tuple[str, str], str] = {}
    for name, level in scenario.effects.levels.items():
        for label, target in level.targets.items():
            for index, move in enumerate(target.transitions):
                path = ("effects", "levels", name, "targets", label, "transitions", str(index))
                if (level.clock, move) in acted_on:
                    message = f"the transition '{move}' is already solved for in '{acted_on[level.clock, move]}'"
                    expected = "each transition under one target of one level"
                    yield fault(scenario.provenance, path, message, found=move, expected=expected)
                acted_on[level.clock, move] = f"{name}, {label}"
