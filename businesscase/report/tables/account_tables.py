"""Tables of the municipal accounts: functions by year, classes, and the service frame beside cash."""

from __future__ import annotations

import textwrap

from businesscase.measures.result import Result
from businesscase.report.tables.table import Cell, Column, Kind, Table
from businesscase.report.texts.texts import Texts
from businesscase.scenario.declare.booked import chart_row

SHOWN_YEARS = 5
_NAME = 26  # characters of a function's name that fit beside its years


def accounts_line(result: Result, texts: Texts) -> str | None:
    """What the accounts of the headline's years show, in one sentence; None without an account of anything."""
    if result.accounts is None:
        return None
    within = result.accounts.within

    def amount(value: float) -> str:
        return texts.amount(value, 2, sign=True)

    return texts(
        "accounts.line",
        years=texts.count("years", result.headline.within_years),
        service=amount(within.service),
        cash=amount(within.cash - within.financing),
        taxed=amount(within.cash),
    )


def unverified_line(result: Result, texts: Texts) -> str | None:
    """Functions in use that were not read in a public source."""
    if result.accounts is None or not result.accounts.unverified:
        return None
    return texts("accounts.unverified", functions=", ".join(result.accounts.unverified))


def functions(result: Result, texts: Texts) -> Table:
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
                f"{function}{mark} {textwrap.shorten(texts.named(row.name), _NAME, placeholder=' …')}",
                str(dranst),
                *(amounts.get(year, 0.0) for year in years[:SHOWN_YEARS]),
                sum(amounts.values()),
            )
        )
    costs = texts(f"costs.{result.headline.costs.value}")
    return Table(
        title=texts("title.accounts"),
        columns=(
            Column(texts("column.function"), width=46),
            Column(texts("column.dranst"), width=6),
            *(Column(str(year), Kind.MILLIONS) for year in years[:SHOWN_YEARS]),
            Column(texts("column.horizon"), Kind.MILLIONS),
        ),
        rows=tuple(rows),
        note=texts("note.accounts", costs=costs),
    )


def areas(result: Result, texts: Texts) -> Table:
    """Classes until the headline's date: gross, refusion and net, never stored twice."""
    assert result.accounts is not None
    return Table(
        title=texts("title.areas", years=texts.count("years", result.headline.within_years)),
        columns=(
            Column(texts("column.area"), width=34),
            Column(texts("column.gross_account"), Kind.MILLIONS),
            Column(texts("column.refusion"), Kind.MILLIONS),
            Column(texts("column.net"), Kind.MILLIONS),
        ),
        rows=tuple(
            (texts(f"area.{one.area.value}"), one.gross, one.refusion, one.net) for one in result.accounts.areas
        ),
    )


def frame(result: Result, texts: Texts) -> Table:
    """Service frame and cash side by side, each calendar year."""
    assert result.accounts is not None
    return Table(
        title=texts("title.frame"),
        columns=(
            Column(texts("column.years"), width=8),
            Column(texts("column.service_frame"), Kind.MILLIONS),
            Column(texts("column.cash"), Kind.MILLIONS),
            Column(texts("column.cash_after"), Kind.MILLIONS),
        ),
        rows=tuple(
            (str(year), one.service, one.cash - one.financing, one.cash)
            for year, one in sorted(result.accounts.by_year.items())
        ),
    )
