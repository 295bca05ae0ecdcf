"""Tables for those who trace a figure: every number with its origin, quantities and accounts by year."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from businesscase.measures.quantities import mean_quantities
from businesscase.measures.result import Result
from businesscase.report.labels import category_label, clock_label, named, state_label, text
from businesscase.report.table import Cell, Column, Kind, Table
from businesscase.report.tables import year_head
from businesscase.scenario.keys import quantities
from businesscase.vocabulary import Payer, Strategy


def assumptions(result: Result, language: str) -> Table:
    """Every number with its interval and origin, in the order of the scenario."""
    rows: list[tuple[Cell, ...]] = []
    for key, each in quantities(result.scenario).items():
        price_year = text("as_spent", language) if each.price_year == "as_spent" else each.price_year
        unit, grade = text(f"unit.{each.unit}", language), text(f"grade.{each.evidence_grade}", language)
        origin = each.source or each.assumption or ""
        rows.append((key, each.value, each.low, each.high, unit, price_year, grade, origin, each.note or ""))
    return Table(
        title=text("title.assumptions", language),
        columns=(
            Column(text("column.key", language), width=46),
            Column(text("column.value", language), Kind.PLAIN, 13),
            Column(text("column.low", language), Kind.PLAIN, 13),
            Column(text("column.high", language), Kind.PLAIN, 13),
            Column(text("column.unit", language), width=16),
            Column(text("column.price_year", language), Kind.PLAIN, 11),
            Column(text("column.grade", language), width=22),
            Column(text("column.origin", language), width=60),
            Column(text("column.note", language), width=44),
        ),
        rows=tuple(rows),
        note=text("note.assumptions", language),
    )


def quantities_by_year(result: Result, language: str) -> Table:
    """Person-years and moves per state and year, with and without the programme, mean over draws."""
    months = mean_quantities(result.occupancy)
    starts = _year_starts(result.occupancy.edges)
    yearly = np.add.reduceat(months, starts, axis=1)
    cells = result.occupancy.cells
    groups = list(dict.fromkeys((cell.clock, cell.kind, cell.state) for cell in cells.cells))
    rows: list[tuple[Cell, ...]] = []
    for clock, kind, state in groups:
        columns = cells.find(clock, (state,), kind=kind)
        for row, strategy in enumerate(Strategy):
            amounts = yearly[row][:, columns].sum(axis=1)
            label = (
                named(result.scenario.yearly_refusion[state].label, language)
                if kind == "kroner"
                else state_label(result.scenario, clock, state, language)
            )
            counted = text(f"kind.{kind}", language)
            strategy_label = text(f"strategy.{strategy.value}", language)
            where = clock_label(result.scenario, clock, language)
            rows.append((where, label, counted, strategy_label, *map(float, amounts)))
    return Table(
        title=text("title.quantities", language),
        columns=(
            Column(text("column.clock", language), width=26),
            Column(text("column.state", language), width=40),
            Column(text("column.kind", language), width=16),
            Column(text("column.strategy", language), width=20),
            *(Column(year_head(result.scenario, year, language), Kind.NUMBER, 13) for year in range(len(starts))),
        ),
        rows=tuple(rows),
    )


def accounts(result: Result, language: str) -> Table:
    """The central ledger (mean quantities at declared prices) by line, strategy and year."""
    ledger = result.central_ledger
    starts = _year_starts(ledger.edges)
    rows: list[tuple[Cell, ...]] = []
    order = sorted(range(len(ledger.lines)), key=lambda row: list(Payer).index(ledger.lines[row].payer))
    for row in order:
        line = ledger.lines[row]
        payer, category = text(f"payer.{line.payer.value}", language), category_label(line.category, language)
        served, not_served = np.add.reduceat(ledger.amounts[:, :, :, row].mean(axis=(0, 1)), starts, axis=-1)
        parts = {
            "strategy.programme": served,
            "strategy.counterfactual": not_served,
            "column.savings": not_served - served,
        }
        for key, yearly in parts.items():
            rows.append((payer, category, text(key, language), *map(float, yearly), float(yearly.sum())))
    return Table(
        title=text("title.ledger", language, price_year=result.scenario.time.price_year),
        columns=(
            Column(text("column.payer", language), width=20),
            Column(text("column.category", language), width=38),
            Column(text("column.strategy", language), width=20),
            *(Column(year_head(result.scenario, year, language), Kind.KRONER, 13) for year in range(len(starts))),
            Column(text("column.total", language), Kind.KRONER, 15),
        ),
        rows=tuple(rows),
        note=text("note.ledger", language),
    )


def _year_starts(edges: NDArray[np.float64]) -> list[int]:
    """First period of each year since the start."""
    years = np.floor(edges[:-1] + 1e-9)
    return [int(index) for index in np.flatnonzero(np.diff(years, prepend=-1.0))]
