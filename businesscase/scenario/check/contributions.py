"""Checks of contributions: the price that they are paid on, the step of its staircase, and what is taken off."""

from __future__ import annotations

from collections.abc import Iterator

from businesscase.core.errors import Fault
from businesscase.core.words import Words
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
            message = Words("contributions.itself")
            yield fault(origin, (*path, "receiver"), message, found=contribution.receiver.value)
        if price is None:
            yield unknown_name(origin, (*path, "on"), Words("a.price"), contribution.on, scenario.prices)
            continue
        yield from _step_faults(scenario, path, contribution, price)
        yield from _reduction_faults(scenario, path, contribution, price)


def _step_faults(scenario: Document, path: Path, contribution: Contribution, price: Price) -> Iterator[Fault]:
    origin, rule = scenario.provenance, scenario.financing.get(price.financing)
    if rule is None:
        return  # said of the price
    if rule.staircase is None:
        message = Words("contributions.no_steps", on=contribution.on, financing=price.financing)
        expected = Words("contributions.staircase")
        yield fault(origin, (*path, "on"), message, found=contribution.on, expected=expected)
    elif contribution.from_step not in rule.staircase.refusion:
        what = Words("contributions.step", financing=price.financing)
        yield unknown_name(origin, (*path, "from_step"), what, contribution.from_step, rule.staircase.refusion)


def _reduction_faults(scenario: Document, path: Path, contribution: Contribution, price: Price) -> Iterator[Fault]:
    origin, at, name = scenario.provenance, (*path, "less", "of"), contribution.less.of
    other = scenario.prices.get(name)
    if other is None:
        yield unknown_name(origin, at, Words("a.price"), name, scenario.prices)
        return
    if other.per_time is None:
        message = Words("contributions.per_entry", name=name)
        yield fault(origin, at, message, found=name, expected=Words("money.per_time"))
    missing = [state for state in price.states if other.clock != price.clock or state not in other.states]
    if missing:
        message = Words("contributions.no_state", name=name, missing=missing[0], clock=price.clock)
        expected = Words("contributions.same_states", on=contribution.on, names=", ".join(price.states))
        yield fault(origin, at, message, found=name, expected=expected)
