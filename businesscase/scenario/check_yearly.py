"""Checks of yearly refusion: whether its prices exist, and are such that a refund of a yearly case makes sense."""

from __future__ import annotations

from collections.abc import Iterator

from businesscase.errors import Fault
from businesscase.scenario.document import Scenario
from businesscase.scenario.faults import fault, unknown_name
from businesscase.scenario.finance import Price
from businesscase.scenario.places import Path
from businesscase.vocabulary import Payer


def yearly_faults(scenario: Scenario) -> Iterator[Fault]:
    """Faults of the refunds of expensive cases. A price that a part of the catalogue names need not be there."""
    origin = scenario.provenance
    refunded: dict[str, str] = {}
    for name, rule in scenario.yearly_refusion.items():
        household = any(brackets.pooled == "household" for brackets in rule.since.values())
        for index, price_name in enumerate(rule.of):
            path: Path = ("yearly_refusion", name, "of", str(index))
            price = scenario.prices.get(price_name)
            if price is None:
                if origin.is_own(path):
                    yield unknown_name(origin, path, "price", price_name, scenario.prices)
                continue
            if price_name in refunded:
                message = f"the price '{price_name}' is refunded by '{refunded[price_name]}' already"
                expected = "each price once: the refund of one rule is not taken off what the other sees"
                yield fault(origin, path, message, found=price_name, expected=expected)
            refunded.setdefault(price_name, name)
            yield from _price_faults(scenario, path, price_name, price)
            if household and _role(scenario, price) not in ("children", None):
                message = f"the costs of a household's children are added, and '{price_name}' is that of others too"
                expected = "prices of children, or pooled: person"
                yield fault(origin, path, message, found=price_name, expected=expected)


def _price_faults(scenario: Scenario, path: Path, name: str, price: Price) -> Iterator[Fault]:
    origin = scenario.provenance
    if price.per_time is None:
        message = f"the price '{name}' is paid per entry, which no month can be made of"
        yield fault(origin, path, message, found=name, expected="a price with per_time")
    financing = scenario.financing.get(price.financing)
    if financing is not None and set(financing.shares or ()) != {Payer.MUNICIPALITY}:
        message = f"the price '{name}' is financed by '{price.financing}', not by the municipality alone"
        expected = "a price that the municipality pays: it is refunded what it paid"
        yield fault(origin, path, message, found=name, expected=expected)


def _role(scenario: Scenario, price: Price) -> str | None:
    clock = scenario.clocks.get(price.clock)
    return price.members or (None if clock is None else clock.members)
