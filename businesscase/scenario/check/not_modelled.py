"""Checks of what is not modelled and declared: its profile, its department, and the claims that count it or not."""

from __future__ import annotations

from collections.abc import Iterator

from businesscase.core.errors import Fault
from businesscase.core.payers import Payer
from businesscase.core.vocabulary import Discrepancy, not_modelled
from businesscase.core.words import Words
from businesscase.scenario.declare.booked import bookings_of
from businesscase.scenario.declare.document import Document
from businesscase.scenario.read.faults import fault, unknown_name


def not_modelled_faults(scenario: Document, *, changed: bool) -> Iterator[Fault]:
    """Faults of the entries and of the claims; a change may leave a claim without anything to leave out."""
    origin = scenario.provenance
    for name, entry in scenario.not_modelled.items():
        path = ("not_modelled", name)
        if entry.profile not in scenario.effects.profiles:
            yield unknown_name(origin, (*path, "profile"), Words("a.profile"), entry.profile, scenario.effects.profiles)
        if entry.department is not None and entry.department not in scenario.departments:
            yield unknown_name(
                origin, (*path, "department"), Words("a.department"), entry.department, scenario.departments
            )
        elif entry.department is not None and entry.payer is not Payer.MUNICIPALITY:
            message = Words("not_modelled.payer", payer=entry.payer.value)
            expected = Words("not_modelled.none")
            yield fault(origin, (*path, "department"), message, found=entry.department, expected=expected)
        yield from _account_faults(scenario, name, entry.department)
    for name, claim in scenario.claims.items():
        path = ("claims", name)
        if claim.not_modelled is Discrepancy.COUNTED:
            continue
        if claim.headline:
            message = Words("not_modelled.headline")
            found = claim.not_modelled.value
            yield fault(origin, (*path, "not_modelled"), message, found=found, expected="counted")
        elif not scenario.not_modelled and not changed:
            message = Words("not_modelled.nothing")
            yield fault(origin, (*path, "not_modelled"), message, found=claim.not_modelled.value, expected="counted")


def _account_faults(scenario: Document, name: str, department: str | None) -> Iterator[Fault]:
    """An entry needs no account; where it has one, it needs it in every year."""
    category = not_modelled(name)
    if category not in scenario.account_of:
        return
    first = scenario.time.start.year
    if not bookings_of(scenario, category, department, first):
        message = Words("not_modelled.account", category=category, first=first)
        expected = Words("not_modelled.from_start")
        yield fault(scenario.provenance, ("account_of", category), message, expected=expected, at_key=True)
