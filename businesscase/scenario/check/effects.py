"""Checks of the programme's effects: what they name, and what a level can act on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from businesscase.core.errors import Fault
from businesscase.scenario.check.clocks import unknown
from businesscase.scenario.declare.clocks import Transition
from businesscase.scenario.declare.document import Document, Time
from businesscase.scenario.declare.places import Path
from businesscase.scenario.declare.programme import Level, RatioEffect, Target
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
                if effect.kind == "time_ratio":
                    yield from _time_ratio_faults(scenario, path, effect)
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
    yield from _reach_faults(scenario, path, level)
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
                path: Path = ("effects", "levels", name, "targets", label, "transitions", str(index))
                if (level.clock, move) in acted_on:
                    message = f"the transition '{move}' is already solved for in '{acted_on[level.clock, move]}'"
                    expected = "each transition under one target of one level"
                    yield fault(scenario.provenance, path, message, found=move, expected=expected)
                acted_on[level.clock, move] = f"{name}, {label}"
    for name, effect in scenario.effects.ratios.items():
        for index, move in enumerate(effect.transitions):
            path = ("effects", "ratios", name, "transitions", str(index))
            if (effect.clock, move) in acted_on:
                message = f"'{move}' has two effects: '{acted_on[effect.clock, move]}' acts on it already"
                yield fault(scenario.provenance, path, message, found=move, expected="each transition in one effect")
            acted_on.setdefault((effect.clock, move), name)


def _time_ratio_faults(scenario: Document, path: Path, effect: RatioEffect) -> Iterator[Fault]:
    """A ratio of times is a ratio of hazards only in the laws whose times it multiplies; one of 0 is none."""
    moves = scenario.clocks[effect.clock].transitions
    others = [move for move in effect.transitions if move in moves and not _is_accelerated(moves[move])]
    if others:
        message = f"a time_ratio needs an exponential or Weibull law; '{others[0]}' has another"
        kind = (*path, "kind")
        yield fault(scenario.provenance, kind, message, found=effect.kind, expected="kind: hazard_ratio")
    if effect.ratio.value == 0:
        message = "a time ratio of 0 would end every stay at once"
        yield fault(scenario.provenance, (*path, "ratio"), message, found="0", expected="a number above 0")


def _is_accelerated(transition: Transition) -> bool:
    return transition.exponential is not None or transition.weibull is not None


def _reach_faults(scenario: Document, path: Path, level: Level) -> Iterator[Fault]:
    """Stocks that no hazards reach, whatever is drawn: nobody, everybody, more than there are."""
    origin, clock = scenario.provenance, scenario.clocks[level.clock]
    starts = {name: begin.share for name, begin in clock.start.items()}
    given = {name: share.canonical for name, share in starts.items() if not isinstance(share, str)}
    at_start = {name: given.get(name, 1.0 - sum(given.values())) for name in starts}
    total = 0.0
    for name, target in level.targets.items():
        here = (*path, "targets", name)
        if target.share is not None:
            stock = target.share.canonical
            total += stock
            if stock <= 0.0:
                message = "a level of nobody: no hazard is so small that none would have entered"
                expected = "a share above 0; one that was seen in nobody is below one in effective_n"
                yield fault(origin, (*here, "share"), message, found=f"{target.share.value:g}", expected=expected)
            elif stock >= 1.0:
                message = "a level of everybody leaves nobody who could enter"
                expected = "a share below 1"
                yield fault(origin, (*here, "share"), message, found=f"{target.share.value:g}", expected=expected)
        elif target.change is not None:
            begun = sum(at_start.get(state, 0.0) for state in target.states)
            stock = target.change.canonical * begun
            total += stock
            if stock <= 0.0:
                nobody = begun <= 0.0
                message = "a change of a stock that is empty at the start" if nobody else "a change to nobody"
                expected = "a share, or states in which somebody starts" if nobody else "a number above 0"
                found = f"{target.change.value:g}"
                yield fault(origin, (*here, "change"), message, found=found, expected=expected)
            elif stock >= 1.0:
                message = f"a change of {begun:g} to {stock:g} of the members"
                expected = f"a change below {1.0 / begun:.4g}"
                yield fault(origin, (*here, "change"), message, found=f"{target.change.value:g}", expected=expected)
    shares = sum(target.share.canonical for target in level.targets.values() if target.share is not None)
    too_many = shares > 1.0 + 1e-9  # which the checks of shares tell
    if total >= 1.0 and not too_many and len(level.targets) > 1 and all(map(_has_some, level.targets.values())):
        message = f"the stocks of the level sum to {total:g}, and leave nobody who could enter"
        where = (*path, "targets")
        yield fault(origin, where, message, found=f"{total:g}", expected="targets that leave some out", at_key=True)
    if level.effective_n is not None and level.effective_n.value <= 0:
        message = "shares of nobody: effective_n must be above 0"
        yield fault(origin, (*path, "effective_n"), message, found=f"{level.effective_n.value:g}")


def _has_some(target: Target) -> bool:
    return target.share is None or 0.0 < target.share.canonical < 1.0
