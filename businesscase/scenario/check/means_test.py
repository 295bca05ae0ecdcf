"""Checks of means tests: whose income it is, and of which prices it is made."""

from __future__ import annotations

from collections.abc import Iterator

from businesscase.core.errors import Fault
from businesscase.core.words import Words
from businesscase.scenario.check.clocks import unknown
from businesscase.scenario.declare.document import Document
from businesscase.scenario.declare.finance import Price
from businesscase.scenario.declare.means_test import MeansTest
from businesscase.scenario.declare.places import Path
from businesscase.scenario.read.faults import fault, unknown_name


def means_test_faults(scenario: Document) -> Iterator[Fault]:
    """Faults of every price that falls with the income of the household."""
    for name, price in scenario.prices.items():
        if price.means_test is not None:
            path = ("prices", name, "means_test")
            yield from _place_faults(scenario, path, price)
            yield from _income_faults(scenario, path, price, price.means_test)
            if price.means_test.ceiling is not None:
                states, what = price.means_test.ceiling.states, Words("means.state")
                yield from unknown(scenario.provenance, (*path, "ceiling", "states"), what, states, price.states)


def _place_faults(scenario: Document, path: Path, price: Price) -> Iterator[Fault]:
    clock, origin = scenario.clocks.get(price.clock), scenario.provenance
    if price.per_time is None:
        yield fault(origin, path, Words("means.per_entry"), expected=Words("money.per_time"), at_key=True)
    if price.members == "children" or (clock is not None and clock.members == "children"):
        message = Words("means.children", clock=price.clock)
        yield fault(origin, path, message, expected=Words("support.of_parents"), at_key=True)
    if price.mutual_support is not None:
        expected = Words("one_of", names="mutual_support, means_test")
        yield fault(origin, path, Words("means.both"), expected=expected, at_key=True)


def _income_faults(scenario: Document, path: Path, price: Price, test: MeansTest) -> Iterator[Fault]:
    origin = scenario.provenance
    fitting = [
        name for name, other in scenario.prices.items() if other.clock == price.clock and other.per_time is not None
    ]
    for kind, names in (("wages", test.wages), ("benefits", test.benefits)):
        for index, name in enumerate(names):
            at = (*path, kind, str(index))
            other = scenario.prices.get(name)
            if other is None:
                yield unknown_name(origin, at, Words("a.price"), name, scenario.prices)
            elif name not in fitting:
                message = Words("means.other_clock", name=name, clock=price.clock)
                yield fault(origin, at, message, found=name, expected=Words("one_of", names=", ".join(fitting)))
            elif other.means_test is not None:
                message = Words("means.itself", name=name)
                yield fault(origin, at, message, found=name, expected=Words("means.income"))
