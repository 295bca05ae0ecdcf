"""Checks of mutual support: who the couples are, and what the partner's income is made of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from businesscase.core.errors import Fault
from businesscase.scenario.check.clocks import unknown
from businesscase.scenario.declare.dated import Dated, numbers_between
from businesscase.scenario.declare.document import Document
from businesscase.scenario.declare.finance import Price
from businesscase.scenario.declare.keys import join, split, walk
from businesscase.scenario.declare.mutual_support import MutualSupport, PartnerIncome
from businesscase.scenario.declare.places import Path
from businesscase.scenario.declare.quantity import Quantity
from businesscase.scenario.read.faults import fault, unknown_name


def mutual_support_faults(scenario: Document) -> Iterator[Fault]:
    """Faults of every price that falls with the partner's income."""
    for name, price in scenario.prices.items():
        support, path = price.mutual_support, ("prices", name, "mutual_support")
        if support is None:
            continue
        yield from _place_faults(scenario, path, price)
        yield from _segment_faults(scenario, path, price, support)
        clock = scenario.clocks.get(price.clock)
        if clock is not None:
            what = f"state of {price.clock}"
            yield from unknown(
                scenario.provenance, (*path, "partner"), what, support.partner, clock.states, at_key=True
            )
        for state, income in support.partner.items():
            yield from _income_faults(scenario, (*path, "partner", state), price, state, income)


def money_of(path: Path, price: Price, first: date, last: date) -> Iterator[tuple[Path, Quantity]]:
    """Money in the mutual support or the means test of a price that is in force at some time between two days."""
    for form in ("mutual_support", "means_test"):
        for below, value in walk(getattr(price, form)):
            if isinstance(value, (Quantity, Dated)) and "since" not in below:
                for suffix, number in numbers_between(value, first, last):
                    if isinstance(number, Quantity) and number.price_year is not None:
                        yield split(join((*path, form, *below)) + suffix), number


def _place_faults(scenario: Document, path: Path, price: Price) -> Iterator[Fault]:
    clock = scenario.clocks.get(price.clock)
    if price.per_time is None:
        message = "mutual support reduces an amount per time, and this price is per entry"
        yield fault(scenario.provenance, path, message, expected="a price with per_time", at_key=True)
    if price.members == "children" or (clock is not None and clock.members == "children"):
        message = f"mutual support is between parents, and this price is for children (clock {price.clock})"
        yield fault(scenario.provenance, path, message, expected="a price of a clock of parents", at_key=True)


def _segment_faults(scenario: Document, path: Path, price: Price, support: MutualSupport) -> Iterator[Fault]:
    origin, segments = scenario.provenance, scenario.population.segments
    own = [name for name in segments if price.segments is None or name in price.segments]
    yield from unknown(origin, (*path, "segments"), "segment of this price", support.segments, own)
    for index, name in enumerate(support.segments):
        if name in own and segments[name].parents == 1:
            two = [other for other in own if segments[other].parents == 2]
            message = f"the families of the segment '{name}' have one parent: nobody owes support"
            expected = f"segments with two parents: {', '.join(two) or 'none is declared'}"
            yield fault(origin, (*path, "segments", str(index)), message, found=name, expected=expected)


def _income_faults(
    scenario: Document, path: Path, price: Price, state: str, income: PartnerIncome
) -> Iterator[Fault]:  # fmt: skip
    origin = scenario.provenance
    fitting = [
        name for name, other in scenario.prices.items() if other.clock == price.clock and state in other.states
    ]  # fmt: skip
    for kind, names in (("wages", income.wages), ("benefits", income.benefits)):
        for index, name in enumerate(names):
            at = (*path, kind, str(index))
            other = scenario.prices.get(name)
            if other is None:
                yield unknown_name(origin, at, "price", name, scenario.prices)
            elif name not in fitting:
                message = f"the price '{name}' does not stand on the partner's state '{state}' of {price.clock}"
                expected = f"one of: {', '.join(fitting)}" if fitting else f"a price of {state}, but none is declared"
                yield fault(origin, at, message, found=name, expected=expected)
            elif other.per_time is None:
                message = f"the price '{name}' is per entry, and an income is an amount per time"
                yield fault(origin, at, message, found=name, expected="a price with per_time")
