"""Checks of the municipality's inside: departments, accounts, and what a budget can be cut by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from businesscase.core.categories import is_saving
from businesscase.core.errors import Fault, nearest
from businesscase.core.payers import Perspective
from businesscase.core.vocabulary import Savings, is_not_modelled
from businesscase.core.words import Words
from businesscase.scenario.check.dates import out_of_reach
from businesscase.scenario.check.effects import horizon
from businesscase.scenario.declare.booked import (
    DIVIDED,
    bookings_of,
    chart_row,
    ledger_categories,
    municipal_categories,
    municipal_lines,
)
from businesscase.scenario.declare.document import Document
from businesscase.scenario.declare.municipality import Booking
from businesscase.scenario.declare.places import Path
from businesscase.scenario.read.faults import fault, unknown_name

_TOLERANCE = 1e-9
_FUNCTION = re.compile(r"\d\.\d\d\.\d\d")


def municipality_faults(scenario: Document, *, changed: bool) -> Iterator[Fault]:
    """Every fault of departments, accounts and reducible savings; a change may leave a category without prices."""
    yield from _department_faults(scenario, changed)
    yield from _cost_faults(scenario)
    broken = list(_chart_faults(scenario))
    yield from broken or _account_faults(scenario, changed)
    yield from _reducible_faults(scenario, changed)
    yield from _claim_faults(scenario)


def _department_faults(scenario: Document, changed: bool) -> Iterator[Fault]:
    origin, booked = scenario.provenance, municipal_categories(scenario)
    named = [name for name in ledger_categories(scenario) if not is_not_modelled(name)]  # those name a department
    known = dict.fromkeys([*booked, *named])
    owner: dict[str, str] = {}
    for name, department in scenario.departments.items():
        for index, category in enumerate(department.categories):
            path: Path = ("departments", name, "categories", str(index))
            if category in owner:
                message = Words("departments.two", category=category, owner=owner[category], name=name)
                yield fault(origin, path, message, found=category, expected=Words("departments.one"))
            owner.setdefault(category, name)
            if category in DIVIDED and category not in booked:
                message = Words("departments.divided", category=category)
                yield fault(origin, path, message, found=category, expected="programme.costs.*.departments")
            elif category not in known and not changed and origin.is_own(path):
                yield unknown_name(origin, path, Words("a.category"), category, known)
    for category in booked if scenario.departments else ():
        if category not in owner:
            message = Words("departments.none", category=category)
            close = nearest(category, owner)
            expected = Words("departments.each")
            yield fault(origin, ("departments",), message, expected=expected, nearest=close, at_key=True)


def _cost_faults(scenario: Document) -> Iterator[Fault]:
    origin, declared = scenario.provenance, scenario.departments
    for name, cost in scenario.programme.costs.items():
        path: Path = ("programme", "costs", name, "departments")
        if declared and not cost.departments:
            message = Words("departments.who", name=name)
            expected = Words("departments.shares", names=", ".join(declared))
            yield fault(origin, path, message, expected=expected, at_key=True, missing=True)
            continue
        for department in cost.departments:
            if department not in declared:
                yield unknown_name(
                    origin, (*path, department), Words("a.department"), department, declared, at_key=True
                )
        total = sum(share.canonical for share in cost.departments.values())
        if cost.departments and abs(total - 1) > _TOLERANCE:
            message = Words("departments.sum", total=total)
            yield fault(origin, path, message, found=f"{total:g}", expected="1", at_key=True)


def _chart_faults(scenario: Document) -> Iterator[Fault]:
    origin = scenario.provenance
    for code, rows in scenario.accounts.items():
        path: Path = ("accounts", code)
        if not _FUNCTION.fullmatch(code):
            message = Words("accounts.no_code", code=code)
            expected = Words("accounts.a_code")
            yield fault(origin, path, message, found=code, expected=expected, at_key=True)
        for index, row in enumerate(rows):
            here = (*path, str(index))
            if row.until is not None and row.until < row.since:
                yield fault(origin, (*here, "until"), Words("accounts.row_ends"), found=row.until)
            for other in rows[:index]:
                later = max(row.since, other.since)
                if row.holds_in(later) and other.holds_in(later):
                    message = Words("accounts.overlap", code=code, later=later)
                    yield fault(
                        origin, (*here, "since"), message, found=row.since, expected=Words("accounts.no_overlap")
                    )


def _account_faults(scenario: Document, changed: bool) -> Iterator[Fault]:
    origin, lines = scenario.provenance, municipal_lines(scenario)
    if not scenario.account_of:
        return
    years = range(scenario.time.start.year, (horizon(scenario.time) - timedelta(days=1)).year + 1)
    known = dict.fromkeys([*(category for category, _ in lines), *ledger_categories(scenario)])
    for category, rows in scenario.account_of.items():
        path: Path = ("account_of", category)
        if category not in known and not changed and origin.is_own(path):
            yield unknown_name(origin, path, Words("a.category"), category, known, at_key=True)
        for index, row in enumerate(rows):
            if row.department is not None and row.department not in scenario.departments and scenario.departments:
                here = (*path, str(index), "department")
                yield unknown_name(origin, here, Words("a.department"), row.department, scenario.departments)
            yield from _function_faults(scenario, (*path, str(index), "function"), row, years)
        yield from _share_faults(scenario, path, rows)
    reported = set()
    for category, department in lines:
        missing = [year for year in years if not bookings_of(scenario, category, department, year)]
        if missing and category not in reported:
            reported.add(category)
            where = "" if department is None else Words("accounts.of_department", department=department)
            message = Words("accounts.unbooked", category=category, where=where, missing=missing[0])
            path = ("account_of", category) if category in scenario.account_of else ("account_of",)
            close = nearest(category, scenario.account_of) if category not in scenario.account_of else None
            yield fault(origin, path, message, expected=Words("accounts.a_function"), nearest=close, at_key=True)


def _share_faults(scenario: Document, path: Path, rows: list[Booking]) -> Iterator[Fault]:
    """Bookings of the same department and year are the parts of one category."""
    parts: dict[tuple[str | None, int | None], float] = {}
    for row in rows:
        parts[row.department, row.since] = parts.get((row.department, row.since), 0.0) + row.share
    for (department, since), whole in parts.items():
        if abs(whole - 1.0) > _TOLERANCE:
            own = "" if department is None else Words("accounts.of_department", department=department)
            message = Words(
                "accounts.sum", own=own, since=Words("from_moment", moment=since) if since else "", whole=whole
            )
            yield fault(scenario.provenance, path, message, found=f"{whole:g}", expected="1", at_key=True)


def _function_faults(scenario: Document, path: Path, row: Booking, years: range) -> Iterator[Fault]:
    origin, code = scenario.provenance, row.function
    first = max(years[0], row.since or years[0])
    if code not in scenario.accounts:
        close = nearest(code, scenario.accounts)
        message = Words("accounts.no_function", code=code)
        yield fault(origin, path, message, found=code, expected=Words("accounts.listed"), nearest=close)
        return
    missing = [year for year in years if year >= first and chart_row(scenario, code, year) is None]
    if not missing:  # so it is of nearly all, and comparing bookings takes long
        return
    used = [rows for rows in scenario.account_of.values() if row in rows]
    later = [other.since for rows in used for other in rows if other.department == row.department and other.since]
    ends = min((since for since in later if since > first), default=years[-1] + 1)
    missing = [year for year in missing if year < ends]
    if missing:
        spans = tuple(
            Words("accounts.span", first=one.since, last=one.until or Words("accounts.now"))
            for one in scenario.accounts[code]
        )
        if not origin.is_own(path):
            of_start = missing[0] == years[0]  # in the others the start is reached, and not the end
            cause: Path = ("time", "start" if of_start else "horizon_years")
            yield out_of_reach(scenario, cause, Words("accounts.reach", code=code, spans=spans))
            return
        message = Words("accounts.not_in_year", code=code, missing=missing[0])
        yield fault(origin, path, message, found=code, expected=Words("accounts.of_year", spans=spans))


def _reducible_faults(scenario: Document, changed: bool) -> Iterator[Fault]:
    origin = scenario.provenance
    saved = [name for name in municipal_categories(scenario) if is_saving(name, Savings.BUDGET_REDUCIBLE)]
    for category, rule in scenario.budget_reducible.items():
        path: Path = ("budget_reducible", category)
        if category not in saved and not changed and origin.is_own(path):
            yield unknown_name(origin, path, Words("a.saved_category"), category, saved, at_key=True)
        if rule.by is not None and rule.by not in scenario.departments:
            yield unknown_name(origin, (*path, "by"), Words("a.department"), rule.by, scenario.departments)


def _claim_faults(scenario: Document) -> Iterator[Fault]:
    origin = scenario.provenance
    for name, claim in scenario.claims.items():
        if claim.savings is not Savings.BUDGET_REDUCIBLE:
            continue
        path: Path = ("claims", name)
        if claim.perspective is not Perspective.MUNICIPALITY:
            message = Words("claims.only_municipality")
            found = claim.perspective.value
            yield fault(origin, (*path, "perspective"), message, found=found, expected="municipality")
        if not scenario.budget_reducible:
            message = Words("claims.nothing_reducible")
            yield fault(origin, (*path, "savings"), message, found=claim.savings.value, expected="budget_reducible")
        if claim.headline:
            message = Words("claims.all_savings")
            expected = Words("claims.tax")
            yield fault(origin, (*path, "savings"), message, found=claim.savings.value, expected=expected)
