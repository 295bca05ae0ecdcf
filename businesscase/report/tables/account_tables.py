"""Tables of the municipal accounts: functions by year, classes, and the service frame beside cash."""

from __future__ import annotations

import textwrap

from businesscase.measures.result import Result
from businesscase.report.tables.table import Cell, Column, Kind, Table
from businesscase.report.texts import formats
from businesscase.report.texts.labels import named, text
from businesscase.scenario.declare.booked import chart_row

SHOWN_YEARS = 5
_NAME = 26  # characters of a function's name that fit beside its years


def accounts_line(result: Result, language: str) -> str | None:
    """What the accounts of the headline's years show, in one sentence; None without an account of anything."""
    if result.accounts is None:
        return None
    within = result.accounts.within

    def amount(value: float) -> str:
        return formats.number(value / 1e6, 2, language, sign=True)

    return text(
        "accounts.line",
        language,
        years=formats.years(result.headline.within_years),
        service=amount(within.service),
        cash=amount(within.cash - within.financing),
        taxed=amount(within.cash),
    )


def unverified_line(result: Result, language: str) -> str | None:
    """Functions in use that were not read in a public source."""
    if result.accounts is None or not result.accounts.unverified:
        return None
    return text("accounts.unverified", language, functions=", ".join(result.accounts.unverified))


def functions(result: Result, language: str) -> Table:
    """Every function and dranst, arts together: the first calendar years one by one, and all years of the horizon."""
    assert result.accounts is not None
    years = sorted(result.accounts.by_year)
    found: dict[tuple[str, int], dict[int, float]] = {}
    for one in result.accounts.records:
        amounts = found.setdefault((one.function, one.dranst), {})
        amounts[one.year] = amounts.get(one.year, 0.0) + one.amount
    rows: list[tuple[Cell, ...]] = []
    for (function, dranst), amounts in sorted(found.items()):
        row = chart_row(result.scenario, function, min(amounts))
        assert row is not None
        mark = "*" if function in result.accounts.unverified else ""
        rows.append(
            (
                f"{function}{mark} {textwrap.shorten(named(row.name, language), _NAME, placeholder=' …')}",
                str(dranst),
                *(amounts.get(year, 0.0) for year in years[:SHOWN_YEARS]),
                sum(amounts.values()),
            )
        )
    costs = text(f"costs.{result.headline.costs.value}", language)
    return Table(
        title=text("title.accounts", language),
        columns=(
            Column(text("column.function", language), width=46),
            Column(text("column.dranst", language), width=6),
            *(Column(str(year), Kind.MILLIONS) for year in years[:SHOWN_YEARS]),
            Column(text("column.horizon", language), Kind.MILLIONS),
        ),
        rows=tuple(rows),
        note=text("note.accounts", language, costs=costs),
    )


def areas(result: Result, language: str) -> Table:
    """Classes until the headline's date: gross, refusion and net, never stored twice."""
    assert result.accounts is not None
    return Table(
        title=text("title.areas", language, years=formats.years(result.headline.within_years)),
        columns=(
            Column(text("column.area", language), width=34),
            Column(text("column.gross_account", language), Kind.MILLIONS),
            Column(text("column.refusion", language), Kind.MILLIONS),
            Column(text("column.net", language), Kind.MILLIONS),
        ),
        rows=tuple(
            (text(f"area.{one.area.value}", language), one.gross, one.refusion, one.net)
            for one in result.accounts.areas
        ),
    )


def frame(result: Result, language: str) -> Table:
    """Service frame and cash side by side, each calendar year."""
    assert result.accounts is not None
    return Table(
        title=text("title.frame", language),
        columns=(
            Column(text("column.years", language), width=8),
            Column(text("column.service_frame", language), Kind.MILLIONS),
            Column(text("column.cash", language), Kind.MILLIONS),
            Column(text("column.cash_after", language), Kind.MILLIONS),
        ),
        rows=tuple(
            (str(year), one.service, one.cash - one.financing, one.cash)
            for year, one in sorted(result.accounts.by_year.items())
        ),
    )
