"""Checks of dates: every rule must be in force whenever it is used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from businesscase.core.errors import Fault
from businesscase.core.words import Words
from businesscase.scenario.check.effects import horizon
from businesscase.scenario.declare.dated import Dated, numbers_of
from businesscase.scenario.declare.document import Document
from businesscase.scenario.declare.keys import join, walk
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


@dataclass(frozen=True)
class OutOfReach(Fault):
    """A fault at a date of the scenario that something in the catalogue does not reach: `entry` says what, and when."""

    entry: str = ""


def out_of_reach(scenario: Document, at: Path, entry: str) -> OutOfReach:
    """The fault of an entry of the catalogue that is not in force at a date which the scenario chooses, at `at`."""
    if at == ("time", "start") and scenario.frozen is not None:
        at = ("rules", "frozen")
    found = fault(scenario.provenance, at, "")
    text = getattr(scenario.provenance.place(at), "text", "") or None
    return OutOfReach("", found.key, found.file, found.line, found.column, text, entry=entry)


def one_for_each_date(faults: Iterable[Fault]) -> Iterator[Fault]:
    """The same faults, those of one date as one that names every entry out of its reach."""
    entries: dict[str, dict[str, None]] = {}
    first: dict[str, OutOfReach] = {}
    for each in faults:
        if isinstance(each, OutOfReach):
            first.setdefault(each.key, each)
            entries.setdefault(each.key, {})[each.entry] = None
        else:
            yield each
    for key, at in first.items():
        message = Words("dates.out_of_reach", date=at.found or Words("dates.this"), entries=tuple(entries[key]))
        expected = Words("dates.reached")
        yield Fault(message, key, at.file, at.line, at.column, at.found, expected)


def _gap(scenario: Document, path: Path, value: Dated[Any], first: date, last: date) -> Iterator[Fault]:
    origin = scenario.provenance
    suffix, begin, number = next(numbers_of(value))
    if isinstance(number, Quantity) and number.dimension == "share" and begin is not None and begin > first:
        if not origin.is_own((*path, "since", suffix.removeprefix(".since."))):
            yield out_of_reach(scenario, ("time", "start"), Words("dates.begins", path=join(path), begin=begin))
            return
        message = Words("dates.gap", first=first, begin=begin)
        at = (*path, "since", suffix.removeprefix(".since."))
        yield fault(origin, at, message, found=at[-1], expected=Words("dates.share_before", first=first), at_key=True)
    if value.until is not None and value.until < last:
        if not origin.is_own((*path, "until")):
            cause = ("time", "start" if value.until <= first else "horizon_years")
            yield out_of_reach(scenario, cause, Words("dates.ends", path=join(path), until=value.until))
            return
        message = Words("dates.gap_after", until=value.until, last=last)
        expected = Words("dates.takes_over")
        yield fault(origin, (*path, "until"), message, found=value.until, expected=expected)
