"""Checks of observations: what is measured exists, the window lies in view, and the readings fit together."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from businesscase.core.errors import Fault, nearest
from businesscase.core.vocabulary import is_not_modelled
from businesscase.core.words import Words
from businesscase.scenario.check.clocks import unknown
from businesscase.scenario.check.effects import horizon
from businesscase.scenario.declare.booked import ledger_categories
from businesscase.scenario.declare.document import Document
from businesscase.scenario.declare.keys import quantities
from businesscase.scenario.declare.observations import DIMENSION, Definition, Observation
from businesscase.scenario.declare.places import Path
from businesscase.scenario.declare.quantity import UNITS
from businesscase.scenario.read.faults import fault, unknown_name

PRICED = ("prices", "financing", "levies", "indices", "yearly_refusion")  # numbers that move no quantity


def observation_faults(scenario: Document) -> Iterator[Fault]:
    """Faults of everything under `observations`."""
    for name, one in scenario.observations.items():
        path = ("observations", name)
        yield from _window_faults(scenario, path, one)
        if one.role == "fit" and one.is_derived:
            message, expected = (
                Words("observations.derived"),
                Words("observations.compare"),
            )
            yield fault(
                scenario.provenance, (*path, "role"), message, found=Words("observations.fit"), expected=expected
            )
        yield from _error_faults(scenario, path, one)
        if one.is_money:
            yield from _money_faults(scenario, path, one)
        else:
            yield from _state_faults(scenario, (*path, one.measure), one)
        yield from _definition_faults(scenario, path, one)


def _window_faults(scenario: Document, path: Path, one: Observation) -> Iterator[Fault]:
    origin, time = scenario.provenance, scenario.time
    if not time.start < one.until <= horizon(time):
        expected = Words("time.within", start=time.start, time=horizon(time))
        message = Words("observations.until")
        yield fault(origin, (*path, "until"), message, found=one.until, expected=expected)
    if one.since is not None and not time.start <= one.since < one.until:
        expected = Words("observations.from", start=time.start, until=one.until)
        message = Words("observations.since")
        yield fault(origin, (*path, "since"), message, found=one.since, expected=expected)


def _error_faults(scenario: Document, path: Path, one: Observation) -> Iterator[Fault]:
    origin = scenario.provenance
    error, arms, wanted = one.standard_error, one.families, DIMENSION[one.measure]
    for word, unit, found in (
        ("value", one.value.unit, one.value.dimension),
        ("standard_error", "" if error is None else error.unit, wanted if error is None else error.dimension),
    ):
        if found != wanted:
            message = Words("observations.unit", unit=unit, measure=one.measure)
            expected = ", ".join(name for name, (dimension, _) in UNITS.items() if dimension == wanted)
            yield fault(origin, (*path, word, "unit"), message, found=unit, expected=Words("one_of", names=expected))
    if error is not None and (error.value <= 0.0 or (error.low is not None and error.low <= 0.0)):
        message = Words("observations.error")
        yield fault(origin, (*path, "standard_error"), message, found=error.value, expected=Words("above_zero"))
    if arms is None:
        return
    for arm in ("programme", "comparison"):
        count = getattr(arms, arm)
        if count is not None and count.value <= 0.0:
            message = Words("observations.empty_arm", arm=arm)
            yield fault(
                origin, (*path, "families", arm), message, found=count.value, expected=Words("observations.a_family")
            )
    if one.arm == "difference" and arms.comparison is None:
        message = Words("observations.one_arm")
        expected = Words("observations.comparison")
        yield fault(origin, (*path, "families", "comparison"), message, expected=expected, missing=True)


def _money_faults(scenario: Document, path: Path, one: Observation) -> Iterator[Fault]:
    here, money, known = (*path, one.measure), one.of_money, ledger_categories(scenario)
    yield from unknown(scenario.provenance, (*here, "categories"), Words("a.category"), money.categories or (), known)
    left_out = _there(scenario, money.leave_out)
    yield from unknown(scenario.provenance, (*here, "leave_out"), Words("a.category"), left_out, known)
    year, index, place = one.value.price_year, one.value.index, (*path, "value")
    if index is not None:
        yield from unknown_index(scenario, (*place, "index"), index)
    elif year != scenario.time.price_year:
        message = Words("observations.price_year")
        expected = Words("observations.index", names=", ".join(scenario.indices) or Words("observations.no_index"))
        yield fault(scenario.provenance, (*place, "price_year"), message, found=year, expected=expected)


def _there(scenario: Document, left_out: Sequence[str]) -> list[str]:
    """What is left out of a count, less what is not modelled where a variant has switched all of that off."""
    return [name for name in left_out if scenario.not_modelled or not is_not_modelled(name)]


def unknown_index(scenario: Document, path: Path, index: str) -> Iterator[Fault]:
    """A fault of an index that is declared nowhere."""
    if index not in scenario.indices:
        yield unknown_name(scenario.provenance, path, Words("a.price_index"), index, scenario.indices)


def _state_faults(scenario: Document, path: Path, one: Observation) -> Iterator[Fault]:
    origin, states = scenario.provenance, one.of_states
    clock = scenario.clocks.get(states.clock)
    if clock is None:
        yield unknown_name(origin, (*path, "clock"), Words("a.clock"), states.clock, scenario.clocks)
        return
    yield from unknown(origin, (*path, "states"), Words("a.state_of", clock=states.clock), states.states, clock.states)


def _definition_faults(scenario: Document, path: Path, one: Observation) -> Iterator[Fault]:
    origin = scenario.provenance
    total = math.fsum(each.weight for each in one.definitions.values())
    if one.definitions and abs(total - 1.0) > 1e-9:
        message = Words("observations.weights")
        yield fault(origin, (*path, "definitions"), message, found=f"{total:g}", expected=Words("observations.sum"))
    for name, each in one.definitions.items():
        here = (*path, "definitions", name)
        if not one.is_money:
            for word in ("perspective", "categories", "leave_out", "values"):
                if getattr(each, word):
                    message = Words("observations.of_money", word=word)
                    yield fault(origin, (*here, word), message, expected=Words("observations.of_states"), at_key=True)
        elif one.measure == "money" and each.compared_with is not None:
            message = Words("observations.no_comparison")
            yield fault(origin, (*here, "compared_with"), message, expected=Words("observations.saving"))
        yield from _counted_faults(scenario, here, each)


def _counted_faults(scenario: Document, path: Path, each: Definition) -> Iterator[Fault]:
    origin, known = scenario.provenance, ledger_categories(scenario)
    for word in ("categories", "leave_out"):
        named = getattr(each, word) or ()
        named = _there(scenario, named) if word == "leave_out" else named
        yield from unknown(origin, (*path, word), Words("a.category"), named, known)
    numbers = quantities(scenario)
    for index, taken in enumerate(each.values):
        here, key = (*path, "values", str(index), "key"), taken.key
        if key not in numbers:
            message = Words("no_number", name=key)
            yield fault(origin, here, message, found=key, nearest=nearest(key, numbers))
        elif key.split(".")[0] not in PRICED:
            message = Words("observations.moves", name=key)
            yield fault(
                origin, here, message, found=key, expected=Words("observations.priced", names=", ".join(PRICED))
            )
