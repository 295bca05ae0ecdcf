"""Checks of yearly refusion: its prices, which a yearly case must be able to consist of, and its steps, which rise."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from businesscase.core.errors import Fault
from businesscase.core.payers import Payer
from businesscase.core.words import Words
from businesscase.scenario.check.effects import horizon
from businesscase.scenario.declare.dated import in_force, numbers_of
from businesscase.scenario.declare.document import Document
from businesscase.scenario.declare.finance import Price
from businesscase.scenario.declare.places import Path
from businesscase.scenario.declare.yearly_refusion import Brackets, Step
from businesscase.scenario.read.faults import fault, unknown_name


def yearly_faults(scenario: Document) -> Iterator[Fault]:
    """Faults of the refunds of expensive cases. A price that a part of the catalogue names need not be there."""
    origin = scenario.provenance
    refunded: dict[str, str] = {}
    for name, rule in scenario.yearly_refusion.items():
        for since, brackets in rule.since.items():
            later = min((year for year in rule.since if year > since), default=None)
            yield from _step_faults(scenario, ("yearly_refusion", name, "since", str(since)), brackets, since, later)
        household = any(brackets.pooled == "household" for brackets in rule.since.values())
        for index, price_name in enumerate(rule.of):
            path: Path = ("yearly_refusion", name, "of", str(index))
            price = scenario.prices.get(price_name)
            if price is None:
                if origin.is_own(path):
                    yield unknown_name(origin, path, Words("a.price"), price_name, scenario.prices)
                continue
            if price_name in refunded:
                message = Words("yearly.twice", price_name=price_name, refunded=refunded[price_name])
                expected = Words("yearly.once")
                yield fault(origin, path, message, found=price_name, expected=expected)
            refunded.setdefault(price_name, name)
            yield from _price_faults(scenario, path, price_name, price)
            if household and _role(scenario, price) not in ("children", None):
                message = Words("yearly.others", price_name=price_name)
                expected = Words("yearly.of_children")
                yield fault(origin, path, message, found=price_name, expected=expected)


def _step_faults(scenario: Document, path: Path, brackets: Brackets, since: int, later: int | None) -> Iterator[Fault]:
    """Steps of brackets that do not rise on some 1 January from `since` until they are replaced."""
    steps, end = brackets.refunded, horizon(scenario.time)
    end = end if later is None else min(end, date(later, 1, 1))
    for name, step in steps.items():
        until = getattr(step.above, "until", None)
        if until is not None and until < end:
            message = Words("yearly.limit_ends", name=name, until=until, end=end)
            at = (*path, "refunded", name, "above", "until")
            yield fault(scenario.provenance, at, message, found=until, expected=Words("yearly.later"))
    for lower, higher in pairwise(steps):
        above: Path = (*path, "refunded", higher, "above")
        for year in _years(steps[lower], steps[higher], since, later):
            low, high = (in_force(steps[name].above, date(year, 1, 1))[1] for name in (lower, higher))
            if low.price_year != high.price_year:
                message = Words("yearly.price_years", year=year, lower=lower, higher=higher)
                yield fault(scenario.provenance, above, message, found=high.price_year, expected=str(low.price_year))
                break
            if high.canonical <= low.canonical:
                message = Words("yearly.not_rising", higher=higher, lower=lower, year=year)
                expected = Words("yearly.more", low=low.value, unit=low.unit)
                yield fault(scenario.provenance, above, message, found=f"{high.value:.12g}", expected=expected)
                break
        if steps[higher].share.canonical < steps[lower].share.canonical and not brackets.by_time:
            message = Words("yearly.shares", higher=higher, lower=lower)
            found, expected = f"{steps[higher].share.value:g}", Words("yearly.rising")
            yield fault(
                scenario.provenance, (*path, "refunded", higher, "share"), message, found=found, expected=expected
            )


def _years(lower: Step, higher: Step, since: int, later: int | None) -> list[int]:
    """Years on whose 1 January a limit may be another than the year before, from `since` on."""
    begins = [begin for step in (lower, higher) for _, begin, _ in numbers_of(step.above) if begin is not None]
    years = {begin.year + (begin > date(begin.year, 1, 1)) for begin in begins}
    return [since, *sorted(year for year in years if year > since and (later is None or year < later))]


def _price_faults(scenario: Document, path: Path, name: str, price: Price) -> Iterator[Fault]:
    origin = scenario.provenance
    if price.per_time is None:
        message = Words("yearly.per_entry", name=name)
        yield fault(origin, path, message, found=name, expected=Words("money.per_time"))
    financing = scenario.financing.get(price.financing)
    if financing is not None and set(financing.shares or ()) != {Payer.MUNICIPALITY}:
        message = Words("yearly.not_own", name=name, financing=price.financing)
        expected = Words("yearly.own")
        yield fault(origin, path, message, found=name, expected=expected)


def _role(scenario: Document, price: Price) -> str | None:
    clock = scenario.clocks.get(price.clock)
    return price.members or (None if clock is None else clock.members)
