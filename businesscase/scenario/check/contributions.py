"""Checks of contributions: the price that they are paid on, the step of its staircase, and what is taken off."""

from __future__ import annotations

from collections.abc import Iterator

from businesscase.core.errors import Fault
from businesscase.scenario.declare.document import Document
from businesscase.scenario.declare.finance import Contribution, Price
from businesscase.scenario.declare.places import Path
from businesscase.scenario.read.faults import fault, unknown_name


def contribution_faults(scenario: Document) -> Iterator[Fault]:
    """Faults of what payers add to prices."""
    origin = scenario.provenance
    for name, contribution in scenario.contributions.items():
        path: Path = ("contributions", name)
        price = scenario.prices.get(contribution.on)
        if contribution.payer == contribution.receiver:
            message = "the contribution is paid to the payer itself"
            yield fault(origin, (*path, "receiver"), message, found=contribution.receiver.value)
        if price is None:
            yield unknown_name(origin, (*path, "on"), "price", contribution.on, scenario.prices)
            continue
        yield from _step_faults(scenario, path, contribution, price)
        yield from _reduction_faults(scenario, path, contribution, price)


def _step_faults(scenario: Document, path: Path, contribution: Contribution, price: Price) -> Iterator[Fault]:
    origin, rule = scenario.provenance, scenario.financing.get(price.financing)
    if rule is None:
        return  # said of the price
    if rule.staircase is None:
        message = f"the price '{contribution.on}' is financed by '{price.financing}', which has no steps"
        expected = "a price that a staircase pays"
        yield fault(origin, (*path, "on"), message, found=contribution.on, expected=expected)
    elif contribution.from_step not in rule.staircase.refusion:
        what = f"step of the staircase '{price.financing}'"
        yield unknown_name(origin, (*path, "from_step"), what, contribution.from_step, rule.staircase.refusion)


def _reduction_faults(scenario: Document, path: Path, contribution: Contribution, price: Price) -> Iterator[Fault]:
    origin, at, name = scenario.provenance, (*path, "less", "of"), contribution.less.of
    other = scenario.prices.get(name)
    if other is None:
        yield unknown_name(origin, at, "price", name, scenario.prices)
        return
    if other.per_time is None:
        message = f"the price '{name}' is per entry, and what is taken off is an amount per time"
        yield fault(origin, at, message, found=name, expected="a price with per_time")
    missing = [state for state in price.states if other.clock != price.clock or state not in other.states]
    if missing:
        message = f"the price '{name}' does not stand on the state '{missing[0]}' of {price.clock}"
        expected = f"a price of the states of '{contribution.on}': {', '.join(price.states)}"
        yield fault(origin, at, message, found=name, expected=expected)
