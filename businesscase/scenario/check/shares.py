"""Checks of shares: every mix must sum to one, in the central case and in every draw."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from businesscase.core.errors import Fault
from businesscase.core.payers import Payer
from businesscase.core.words import Words
from businesscase.scenario.declare.dated import Dated, in_force, numbers_of
from businesscase.scenario.declare.document import Document
from businesscase.scenario.declare.keys import join, split
from businesscase.scenario.declare.places import Path, Provenance
from businesscase.scenario.declare.quantity import Quantity
from businesscase.scenario.read.faults import fault

_TOLERANCE = 1e-9


def share_faults(scenario: Document) -> Iterator[Fault]:
    """Faults of the mixes of segments and of starts, of financing shares, and of the shares of a level."""
    origin = scenario.provenance
    segments = {name: segment.share for name, segment in scenario.population.segments.items()}
    yield from _mix_faults(origin, ("population", "segments"), segments)
    for name, clock in scenario.clocks.items():
        starts = {state: start.share for state, start in clock.start.items()}
        yield from _mix_faults(origin, ("clocks", name, "start"), starts)
    for name, rule in scenario.financing.items():
        if rule.shares:
            yield from _financing_faults(origin, name, rule.shares)
    for name, level in scenario.effects.levels.items():
        total = sum(target.share.canonical for target in level.targets.values() if target.share is not None)
        if total > 1 + _TOLERANCE:
            message = Words("shares.level", total=total)
            path = ("effects", "levels", name, "targets")
            yield fault(origin, path, message, found=f"{total:g}", expected=Words("shares.most"), at_key=True)
            continue
        highest = sum(_highest(target.share) for target in level.targets.values() if target.share is not None)
        if highest > 1 + _TOLERANCE:
            message = Words("shares.level_high", highest=highest)
            path = ("effects", "levels", name, "targets")
            expected = Words("shares.high")
            yield fault(origin, path, message, found=f"{highest:g}", expected=expected, at_key=True)


def _financing_faults(
    origin: Provenance, name: str, given: Mapping[Payer, Quantity | Dated[Quantity] | str]
) -> Iterator[Fault]:
    """Shares sum to one at every date on which one of them changes, or leave something for the rest."""
    path: Path = ("financing", name, "shares")
    shares = {payer: share for payer, share in given.items() if not isinstance(share, str)}
    rest = [payer for payer in given if payer not in shares]
    for payer in rest[1:]:
        message = Words("shares.rest", rest=rest[0].value)
        yield fault(origin, (*path, payer.value), message, found="rest", expected=Words("shares.rest_once"))
    dates = sorted({begin for share in shares.values() for _, begin, _ in numbers_of(share) if begin is not None})
    for moment in dates or [date.min]:
        total = sum(in_force(share, moment)[1].canonical for share in shares.values())
        if abs(total - 1) > _TOLERANCE and not (rest and total < 1):
            yield _not_one(origin, path, total, Words("from_moment", moment=moment) if dates else "")
    for payer, share in shares.items():
        for suffix, _, number in numbers_of(share):
            if number.is_uncertain and not (rest and len(shares) == 1):
                message = Words("shares.financing")
                at = split(join((*path, payer.value)) + suffix)
                yield fault(origin, at, message, expected=Words("shares.certain"))


def _highest(share: Quantity) -> float:
    return (share.value if share.high is None else share.high) * share.factor


def _mix_faults(origin: Provenance, path: Path, shares: Mapping[str, Quantity | str]) -> Iterator[Fault]:
    numbers = {name: share for name, share in shares.items() if isinstance(share, Quantity)}
    rest = [name for name in shares if name not in numbers]
    total = sum(number.canonical for number in numbers.values())
    for name in rest[1:]:
        message = Words("shares.rest", rest=rest[0])
        yield fault(origin, (*path, name, "share"), message, found="rest", expected=Words("shares.share_rest"))
    if rest:
        if total > 1 + _TOLERANCE:
            message = Words("shares.nothing_left", total=total)
            yield fault(origin, path, message, found=f"{total:g}", expected=Words("shares.most"), at_key=True)
        return
    if abs(total - 1) > _TOLERANCE:
        yield _not_one(origin, path, total)
    for name, number in numbers.items():
        if number.is_uncertain:
            message = Words("shares.uncertain", name=name)
            yield fault(origin, (*path, name, "share"), message, expected=Words("shares.one_rest"))
            break


def _not_one(origin: Provenance, path: Path, total: float, when: str = "") -> Fault:
    message = Words("shares.sum", total=total, when=when)
    return fault(origin, path, message, found=f"{total:g}", expected="1", at_key=True)
