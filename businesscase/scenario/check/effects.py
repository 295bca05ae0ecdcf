"""Checks of the programme's effects: what they name, and what a level can act on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from businesscase.core.errors import Fault
from businesscase.core.words import Words
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
                yield unknown_name(origin, (*path, "profile"), Words("a.profile"), effect.profile, effects.profiles)
            if effect.clock not in scenario.clocks:
                yield unknown_name(origin, (*path, "clock"), Words("a.clock"), effect.clock, scenario.clocks)
            elif isinstance(effect, Level):
                yield from _level_faults(scenario, path, effect)
            else:
                known = scenario.clocks[effect.clock].transitions
                what = Words("a.transition_of", clock=effect.clock)
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
        message = Words("levels.measured")
        expected = Words("time.within", start=time.start, time=horizon(time))
        yield fault(origin, (*path, "measured"), message, found=level.measured, expected=expected)
    for move, transition in clock.transitions.items():
        for hindrance in ("couplings", "covariates", "time_covariates"):
            if getattr(transition, hindrance):
                message = Words("levels.hindered", clock=level.clock, move=move, hindrance=hindrance)
                expected = Words("levels.unhindered")
                yield fault(origin, (*path, "clock"), message, found=level.clock, expected=expected)
    yield from _unsolvable(scenario, path, level)
    yield from _reach_faults(scenario, path, level)
    states: dict[str, str] = {}
    for name, target in level.targets.items():
        here = (*path, "targets", name)
        yield from unknown(
            origin, (*here, "states"), Words("a.state_of", clock=level.clock), target.states, clock.states
        )
        yield from unknown(
            origin,
            (*here, "transitions"),
            Words("a.transition_of", clock=level.clock),
            target.transitions,
            clock.transitions,
        )
        for index, state in enumerate(target.states):
            if state in states:
                message = Words("levels.twice", state=state, states=states[state])
                expected = Words("levels.apart")
                yield fault(origin, (*here, "states", str(index)), message, found=state, expected=expected)
            states[state] = name
            if state in clock.states and clock.states[state].ends_member:
                message = Words("levels.ends_member", state=state)
                expected = Words("states.living")
                yield fault(origin, (*here, "states", str(index)), message, found=state, expected=expected)


def _unsolvable(scenario: Document, path: Path, level: Level) -> Iterator[Fault]:
    """Clocks whose stocks do not belong to one role, or depend on ages that are drawn."""
    origin, clock = scenario.provenance, scenario.clocks[level.clock]
    if clock.members == "everyone":
        message = Words("levels.everyone", clock=level.clock)
        expected = Words("levels.one_role")
        yield fault(origin, (*path, "clock"), message, found=level.clock, expected=expected)
    aged = [move for move, transition in clock.transitions.items() if transition.time == "age"]
    if clock.members == "parents" and aged and scenario.population.listed is None:
        message = Words("levels.by_age", clock=level.clock, aged=aged[0])
        expected = Words("levels.listed")
        yield fault(origin, (*path, "clock"), message, found=level.clock, expected=expected)


def _second_levels(scenario: Document) -> Iterator[Fault]:
    first: dict[str, str] = {}
    for name, level in scenario.effects.levels.items():
        if level.clock in first:
            message = Words("levels.second", clock=level.clock, first=first[level.clock])
            expected = Words("levels.together")
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
                    message = Words("levels.solved", move=move, acted_on=acted_on[level.clock, move])
                    expected = Words("levels.one_target")
                    yield fault(scenario.provenance, path, message, found=move, expected=expected)
                acted_on[level.clock, move] = f"{name}, {label}"
    for name, effect in scenario.effects.ratios.items():
        for index, move in enumerate(effect.transitions):
            path = ("effects", "ratios", name, "transitions", str(index))
            if (effect.clock, move) in acted_on:
                message = Words("goal.taken", move=move, by=acted_on[effect.clock, move])
                yield fault(scenario.provenance, path, message, found=move, expected=Words("effects.one_each"))
            acted_on.setdefault((effect.clock, move), name)


def _time_ratio_faults(scenario: Document, path: Path, effect: RatioEffect) -> Iterator[Fault]:
    """A ratio of times is a ratio of hazards only in the laws whose times it multiplies; one of 0 is none."""
    moves = scenario.clocks[effect.clock].transitions
    others = [move for move in effect.transitions if move in moves and not _is_accelerated(moves[move])]
    if others:
        message = Words("effects.no_times", others=others[0])
        kind = (*path, "kind")
        yield fault(scenario.provenance, kind, message, found=effect.kind, expected="kind: hazard_ratio")
    if effect.ratio.value == 0:
        message = Words("effects.no_time")
        yield fault(scenario.provenance, (*path, "ratio"), message, found="0", expected=Words("above_zero"))


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
                message = Words("levels.nobody")
                expected = Words("levels.seen_in_none")
                yield fault(origin, (*here, "share"), message, found=f"{target.share.value:g}", expected=expected)
            elif stock >= 1.0:
                message = Words("levels.everybody")
                expected = Words("levels.below_one")
                yield fault(origin, (*here, "share"), message, found=f"{target.share.value:g}", expected=expected)
        elif target.change is not None:
            begun = sum(at_start.get(state, 0.0) for state in target.states)
            stock = target.change.canonical * begun
            total += stock
            if stock <= 0.0:
                nobody = begun <= 0.0
                message = Words("levels.empty_stock") if nobody else Words("levels.to_nobody")
                expected = Words("levels.somebody") if nobody else Words("above_zero")
                found = f"{target.change.value:g}"
                yield fault(origin, (*here, "change"), message, found=found, expected=expected)
            elif stock >= 1.0:
                message = Words("levels.change", begun=begun, stock=stock)
                expected = Words("levels.change_below", value=1.0 / begun)
                yield fault(origin, (*here, "change"), message, found=f"{target.change.value:g}", expected=expected)
    shares = sum(target.share.canonical for target in level.targets.values() if target.share is not None)
    too_many = shares > 1.0 + 1e-9  # which the checks of shares tell
    if total >= 1.0 and not too_many and len(level.targets) > 1 and all(map(_has_some, level.targets.values())):
        message = Words("levels.all_taken", total=total)
        where = (*path, "targets")
        yield fault(origin, where, message, found=f"{total:g}", expected=Words("levels.some_left"), at_key=True)
    if level.effective_n is not None and level.effective_n.value <= 0:
        message = Words("levels.of_nobody")
        yield fault(origin, (*path, "effective_n"), message, found=f"{level.effective_n.value:g}")


def _has_some(target: Target) -> bool:
    return target.share is None or 0.0 < target.share.canonical < 1.0
