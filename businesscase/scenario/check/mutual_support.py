"""Checks of mutual support: who the couples are, and what the partner's income is made of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from businesscase.core.errors import Fault
from businesscase.core.words import Words
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
            what = Words("a.state_of", clock=price.clock)
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
        message = Words("support.per_entry")
        yield fault(scenario.provenance, path, message, expected=Words("money.per_time"), at_key=True)
    if price.members == "children" or (clock is not None and clock.members == "children"):
        message = Words("support.children", clock=price.clock)
        yield fault(scenario.provenance, path, message, expected=Words("support.of_parents"), at_key=True)


def _segment_faults(scenario: Document, path: Path, price: Price, support: MutualSupport) -> Iterator[Fault]:
    origin, segments = scenario.provenance, scenario.population.segments
    own = [name for name in segments if price.segments is None or name in price.segments]
    yield from unknown(origin, (*path, "segments"), Words("support.segment"), support.segments, own)
    for index, name in enumerate(support.segments):
        if name in own and segments[name].parents == 1:
            two = [other for other in own if segments[other].parents == 2]
            message = Words("support.one_parent", name=name)
            expected = Words("support.two", names=", ".join(two) or Words("support.none"))
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
                yield unknown_name(origin, at, Words("a.price"), name, scenario.prices)
            elif name not in fitting:
                message = Words("support.no_state", name=name, state=state, clock=price.clock)
                expected = (
                    Words("one_of", names=", ".join(fitting)) if fitting else Words("support.no_price", state=state)
                )
                yield fault(origin, at, message, found=name, expected=expected)
            elif other.per_time is None:
                message = Words("support.income", name=name)
                yield fault(origin, at, message, found=name, expected=Words("money.per_time"))
