"""Checks of clocks and families: states, transitions, couplings and listed families."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from graphlib import CycleError, TopologicalSorter

from businesscase.core.errors import Fault, nearest
from businesscase.core.words import Words
from businesscase.scenario.declare.clocks import Clock, Coupling, Transition
from businesscase.scenario.declare.document import Document
from businesscase.scenario.declare.places import Path, Provenance
from businesscase.scenario.declare.quantity import Quantity
from businesscase.scenario.read.faults import fault, unknown_name

_STEEPEST = 100.0  # of a Weibull shape: above, times to its power leave what a float can hold
_ABOVE_ZERO = ("mean_duration", "scale", "shape")


def clock_faults(scenario: Document) -> Iterator[Fault]:
    """Faults of the clocks, of the couplings between them, and of listed families."""
    origin = scenario.provenance
    for name, clock in scenario.clocks.items():
        path = ("clocks", name)
        if clock.ages.until is not None and clock.ages.until <= clock.ages.since:
            yield fault(origin, (*path, "ages"), Words("clocks.ages_end", until=clock.ages.until))
        yield from unknown(origin, (*path, "start"), Words("a.state"), clock.start, clock.states, at_key=True)
        for state, start in clock.start.items():
            if start.elapsed is not None and start.elapsed.mean.value <= 0:
                message, expected = Words("clocks.no_mean"), Words("clocks.a_time")
                mean = (*path, "start", state, "elapsed", "mean")
                yield fault(origin, mean, message, found=f"{start.elapsed.mean.value:g}", expected=expected)
        for move, transition in clock.transitions.items():
            here = (*path, "transitions", move)
            yield from _move_faults(origin, here, move, clock)
            yield from _law_faults(origin, here, transition)
            for coupling_name, coupling in transition.couplings.items():
                yield from _coupling_faults(scenario, (*here, "couplings", coupling_name), clock, coupling)
    yield from _circles(scenario)
    yield from _ending_faults(scenario)
    yield from _listed_faults(scenario)


def unknown(
    origin: Provenance, path: Path, what: str, used: Iterable[str], known: Iterable[str], *, at_key: bool = False
) -> Iterator[Fault]:
    """One fault for each used name that is not known; `path` is that of their list, or of their mapping (at_key)."""
    names = tuple(known)
    for index, name in enumerate(used):
        if name not in names:
            yield unknown_name(origin, (*path, name if at_key else str(index)), what, name, names, at_key=at_key)


def _move_faults(origin: Provenance, path: Path, move: str, clock: Clock) -> Iterator[Fault]:
    ends = move.split(" -> ")
    if len(ends) != 2 or any(end != end.strip() for end in ends):
        parts = [end.strip() for end in move.split("->")]
        close = " -> ".join(nearest(end, clock.states) or end for end in parts) if len(parts) == 2 else None
        expected = Words("clocks.two_states")
        yield fault(origin, path, Words("clocks.no_move", move=move), expected=expected, nearest=close, at_key=True)
        return
    for end in ends:
        if end not in clock.states:
            yield unknown_name(origin, path, Words("a.state"), end, clock.states, at_key=True)
    if ends[0] == ends[1]:
        message = Words("clocks.to_itself", ends=ends[0])
        yield fault(origin, path, message, expected=Words("clocks.different"), at_key=True)


def _law_faults(origin: Provenance, path: Path, transition: Transition) -> Iterator[Fault]:
    for kind in ("exponential", "weibull"):
        law = getattr(transition, kind)
        for name in _ABOVE_ZERO:
            number = getattr(law, name, None)
            if not isinstance(number, Quantity):
                continue
            lowest = number.value if number.low is None else number.low
            if lowest <= 0:
                message = Words("clocks.above_zero", name=Words(f"law.{name}"))
                yield fault(origin, (*path, kind, name), message, found=f"{lowest:g}")
        probability = getattr(law, "probability", None)
        if isinstance(probability, Quantity):
            highest = probability.factor * (probability.value if probability.high is None else probability.high)
            if highest >= 1:
                message = Words("clocks.certain")
                yield fault(
                    origin,
                    (*path, kind, "probability"),
                    message,
                    found=f"{highest:g}",
                    expected=Words("clocks.below_one"),
                )
            if kind == "weibull" and probability.value <= 0:
                message = Words("clocks.never")
                where = (*path, kind, "probability")
                yield fault(origin, where, message, found=f"{probability.value:g}", expected=Words("clocks.or_no_move"))
    if transition.weibull is not None:
        shape = transition.weibull.shape
        highest = shape.value if shape.high is None else shape.high
        if highest > _STEEPEST:
            message = Words("clocks.too_steep")
            where = (*path, "weibull", "shape")
            yield fault(
                origin, where, message, found=f"{highest:g}", expected=Words("clocks.steepest", limit=_STEEPEST)
            )
    if transition.opens and transition.closes and transition.closes <= transition.opens:
        yield fault(origin, (*path, "closes"), Words("clocks.closes"), found=transition.closes)


def _coupling_faults(scenario: Document, path: Path, clock: Clock, coupling: Coupling) -> Iterator[Fault]:
    origin = scenario.provenance
    other = scenario.clocks.get(coupling.clock)
    if other is None:
        yield unknown_name(origin, (*path, "clock"), Words("a.clock"), coupling.clock, scenario.clocks)
        return
    yield from unknown(
        origin, (*path, "states"), Words("a.state_of", clock=coupling.clock), coupling.states, other.states
    )
    if coupling.of == "self" and other.members not in (clock.members, "everyone"):
        message = Words("clocks.of_self", clock=coupling.clock)
        expected = Words("clocks.clock_of", members=clock.members)
        yield fault(
            origin, (*path, "clock"), message, found=Words("clocks.clock_of", members=other.members), expected=expected
        )
    if coupling.of != "self" and clock.members != "children":
        message = Words("clocks.of_parents", of=coupling.of)
        yield fault(
            origin, (*path, "of"), message, found=Words("clocks.clock_of", members=clock.members), expected="of: self"
        )
    elif coupling.remembered and (coupling.of != "self" or other.ages.until is None):
        message = Words("clocks.not_own", clock=coupling.clock)
        expected = Words("clocks.own_ending")
        yield fault(origin, (*path, "remembered"), message, found=f"of: {coupling.of}", expected=expected)
    elif coupling.remembered and other.ages.until is not None and clock.ages.since < other.ages.until:
        message = Words("clocks.still_runs", clock=coupling.clock)
        expected = Words("clocks.since_later", until=other.ages.until)
        yield fault(origin, (*path, "remembered"), message, found=f"since: {clock.ages.since:g}", expected=expected)
    elif coupling.of != "self" and other.members == "children":
        message = Words("clocks.of_children", of=coupling.of, clock=coupling.clock)
        yield fault(origin, (*path, "clock"), message, found=coupling.clock, expected=Words("clocks.of_grown"))


def _circles(scenario: Document) -> Iterator[Fault]:
    graph = {name: [coupling.clock for _, coupling in _couplings(clock)] for name, clock in scenario.clocks.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle = list(reversed(error.args[1]))
        path: Path = ("clocks", circle[0])
        for (move, label), coupling in _couplings(scenario.clocks[circle[0]]):
            if coupling.clock == circle[1]:
                path = ("clocks", circle[0], "transitions", move, "couplings", label, "clock")
        message = Words("clocks.circle", names=" -> ".join(circle))
        expected = Words("clocks.no_circle")
        yield fault(scenario.provenance, path, message, found=circle[1], expected=expected)


def _ending_faults(scenario: Document) -> Iterator[Fault]:
    """A clock that ends a member comes before all the member's others, so there is one, and it reads none of them."""
    origin, ending = scenario.provenance, dict[str, str]()
    for name, clock in scenario.clocks.items():
        ends = [state for state, declared in clock.states.items() if declared.ends_member]
        if not ends:
            continue
        roles = ("parents", "children") if clock.members == "everyone" else (clock.members,)
        other = next((ending[role] for role in roles if role in ending), None)
        if other is not None:
            message = Words("clocks.second_end", other=other)
            expected = Words("clocks.one_end")
            path: Path = ("clocks", name, "states", ends[0], "ends_member")
            yield fault(origin, path, message, expected=expected)
        for role in roles:
            ending.setdefault(role, name)
        for (move, label), coupling in _couplings(clock):
            if coupling.of == "self":
                message = Words("clocks.end_first", name=name)
                expected = Words("clocks.no_self", name=name)
                path = ("clocks", name, "transitions", move, "couplings", label, "of")
                yield fault(origin, path, message, found="self", expected=expected)


def _couplings(clock: Clock) -> Iterator[tuple[tuple[str, str], Coupling]]:
    for move, transition in clock.transitions.items():
        for label, coupling in transition.couplings.items():
            yield (move, label), coupling


def _listed_faults(scenario: Document) -> Iterator[Fault]:
    origin, population = scenario.provenance, scenario.population
    path: Path = ("population", "listed")
    needed = {
        name: ("clocks", label, "transitions", move, kind, name)
        for label, clock in scenario.clocks.items()
        for move, transition in clock.transitions.items()
        for kind in ("covariates", "time_covariates")
        for name in getattr(transition, kind)
    }
    if population.listed is None:
        for name, where in needed.items():
            message = Words("listed.no_covariate", name=name)
            yield fault(origin, where, message, expected=Words("listed.that_state"), at_key=True)
        return
    for family_id, family in population.listed.items():
        here = (*path, family_id)
        segment = population.segments.get(family.segment)
        if segment is None:
            yield unknown_name(origin, (*here, "segment"), Words("a.segment"), family.segment, population.segments)
        elif len(family.parents) != segment.parents:
            message = Words("listed.parents", segment=family.segment, parents=segment.parents)
            yield fault(origin, (*here, "parents"), message, found=len(family.parents), expected=str(segment.parents))
        for name in needed:
            if name not in family.covariates:
                yield fault(origin, here, Words("listed.lacks", family_id=family_id, name=name), at_key=True)
    yield from _total(origin, "families", population.families, len(population.listed))
    if population.persons is not None:
        persons = sum(len(family.parents) + len(family.children) for family in population.listed.values())
        yield from _total(origin, "persons", population.persons, persons)


def _total(origin: Provenance, name: str, declared: Quantity, listed: int) -> Iterator[Fault]:
    if declared.value != listed:
        message = Words("listed.total", name=name)
        yield fault(origin, ("population", name), message, found=f"{declared.value:g}", expected=str(listed))
