"""Checks of dates: every rule must be in force whenever it is used."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from businesscase.core.errors import Fault
from businesscase.scenario.check.effects import horizon
from businesscase.scenario.declare.dated import Dated, numbers_of
from businesscase.scenario.declare.document import Document
from businesscase.scenario.declare.keys import walk
from businesscase.scenario.declare.places import Path
from businesscase.scenario.declare.quantity import Quantity
from businesscase.scenario.read.faults import fault


def date_faults(scenario: Document) -> Iterator[Fault]:
    """Faults of dated numbers that leave time without a rule.

    An amount or a factor before its first date is that of the first date, in its price year; a share, which is law, is
    not carried back.
    """
    first, last = in_view(scenario)
    used = {price.financing for price in scenario.prices.values()}
    named = {"prices": scenario.prices, "levies": scenario.levies, "contributions": scenario.contributions}
    sections: list[tuple[Path, object]] = [((name,), section) for name, section in named.items()]
    sections += [(("financing", name), rule) for name, rule in scenario.financing.items() if name in used]
    for start, section in sections:
        for path, value in walk(section, start):
            if isinstance(value, Dated):
                yield from _gap(scenario, path, value, first, last)


def in_view(scenario: Document) -> tuple[date, date]:
    """The first and the last day whose rules and amounts are looked at."""
    frozen = scenario.frozen
    return (scenario.time.start, horizon(scenario.time)) if frozen is None else (frozen, frozen)


def _gap(scenario: Document, path: Path, value: Dated[Any], first: date, last: date) -> Iterator[Fault]:
    origin = scenario.provenance
    suffix, begin, number = next(numbers_of(value))
    if isinstance(number, Quantity) and number.dimension == "share" and begin is not None and begin > first:
        message = f"a gap: nothing says what holds from {first} to {begin}"
        at = (*path, "since", suffix.removeprefix(".since."))
        yield fault(origin, at, message, found=at[-1], expected=f"a share from {first} or before", at_key=True)
    if value.until is not None and value.until < last:
        message = f"a gap: it ends on {value.until}, and is used until {last}"
        expected = "what takes its place, as another entry of since"
        yield fault(origin, (*path, "until"), message, found=value.until, expected=expected)
