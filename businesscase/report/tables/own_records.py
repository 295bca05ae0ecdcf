"""The table of own records: each number before, what was counted, and after."""

from __future__ import annotations

from businesscase.report.tables.table import Cell, Column, Table
from businesscase.report.texts.labels import described
from businesscase.report.texts.texts import Texts
from businesscase.scenario.explain.own_records import OwnUpdate, updates
from businesscase.scenario.load.scenario import Scenario


def own_records(scenario: Scenario, texts: Texts) -> Table:
    """One row for each number that own records moved."""
    rows: list[tuple[Cell, ...]] = [
        (
            described(scenario, each.key, texts) or each.key,
            interval(each.before, texts),
            counted(each, texts),
            interval(each.after, texts),
            texts(f"unit.{each.unit}"),
        )
        for each in updates(scenario)
    ]
    return Table(
        title=texts("own.title"),
        columns=(
            Column(texts("own.column.number"), width=44),
            Column(texts("own.column.before"), width=24),
            Column(texts("own.column.data"), width=24),
            Column(texts("own.column.after"), width=24),
            Column(texts("own.column.unit"), width=12),
        ),
        rows=tuple(rows),
        note=texts("own.note"),
    )


def counted(update: OwnUpdate, texts: Texts) -> str:
    """What was counted of a number."""
    key = "own.moves" if update.in_time else "own.stock"
    return texts(key, count=_short(update.count, texts), of=_short(update.of, texts))


def interval(three: tuple[float, float, float], texts: Texts) -> str:
    """A mean with its percentiles."""
    mean, low, high = (_short(number, texts) for number in three)
    return f"{mean} ({low}–{high})"


def _short(value: float, texts: Texts) -> str:
    """Four significant digits of what has decimals."""
    return texts.plain(value if float(value).is_integer() else float(f"{value:.4g}"))
