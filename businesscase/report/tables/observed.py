"""Tables of `businesscase evidence`: predictions by reading, what explains them by category, what would be needed."""

from __future__ import annotations

from collections.abc import Iterator

from businesscase.measures.observations import Comparison
from businesscase.measures.result import Result
from businesscase.report.tables.table import Cell, Column, Kind, Table
from businesscase.report.texts.inputs import percentile
from businesscase.report.texts.labels import described
from businesscase.report.texts.observed import amount, reading_label, unit, what
from businesscase.report.texts.texts import Texts
from businesscase.scenario.declare.keys import quantities
from businesscase.scenario.declare.observations import Observation
from businesscase.scenario.declare.quantity import UNITS


def observed_tables(result: Result, texts: Texts) -> Iterator[Table]:
    """For each observation its readings, its categories, and the inputs that would explain it."""
    for one in result.observations.comparisons:
        declared = result.scenario.observations[one.name]
        yield _readings(result, one, declared, texts)
        if declared.is_money:
            yield _categories(result, one, declared, texts)
        if one.needed:
            yield _needed(result, one, declared, texts)


def _readings(result: Result, one: Comparison, declared: Observation, texts: Texts) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            reading_label(each, declared, texts),
            each.weight,
            *(amount(value, declared, texts) for value in (each.p10, each.p50, each.p90, each.standard_error)),
            each.tail,
            each.weight_after,
        )
        for each in one.readings
    ]
    return Table(
        title=texts("observed.table.readings", label=texts.named(declared.label), what=what(result, declared, texts)),
        columns=(
            Column(texts("observed.column.reading"), width=44),
            Column(texts("observed.column.weight"), Kind.SHARE),
            Column("P10", Kind.NUMBER),
            Column("P50", Kind.NUMBER),
            Column("P90", Kind.NUMBER),
            Column(texts("observed.column.error"), Kind.NUMBER),
            Column(texts("observed.column.tail"), Kind.SHARE),
            Column(texts("observed.column.weight_after"), Kind.SHARE),
        ),
        rows=tuple(rows),
        note=texts(
            "observed.table.readings.note",
            value=amount(one.measured, declared, texts), unit=unit(declared, texts), source=declared.value.source,
        ),
    )  # fmt: skip


def _categories(result: Result, one: Comparison, declared: Observation, texts: Texts) -> Table:
    """What each category contributes to the prediction, and its share of the measured amount."""
    reading, known = one.readings[0], result.scenario
    parts = sorted(reading.by_category.items(), key=lambda item: -item[1])
    rows: list[tuple[Cell, ...]] = [
        (texts.category(name, known), value / 1e3, value / one.measured if one.measured else None)
        for name, value in parts
        if round(value / 100.0)
    ]
    total = sum(reading.by_category.values())
    rows.append((texts("observed.all"), total / 1e3, total / one.measured if one.measured else None))
    return Table(
        title=texts("observed.table.categories", reading=reading_label(reading, declared, texts)),
        columns=(
            Column(texts("column.category"), width=44),
            Column(texts("observed.column.thousands"), Kind.SIGNED),
            Column(texts("observed.column.explained"), Kind.SHARE),
        ),
        rows=tuple(rows),
    )


def _needed(result: Result, one: Comparison, declared: Observation, texts: Texts) -> Table:
    numbers = quantities(result.scenario)
    rows: list[tuple[Cell, ...]] = []
    for each in one.needed:
        number = numbers.get(each.key)
        factor = 1.0 if number is None else UNITS[number.unit][1]
        shown = texts.plain(float(f"{each.value / factor:.3g}"))
        rows.append((
            described(result.scenario, each.key, texts) or each.key,
            each.correlation,
            "" if number is None else texts.plain(number.value),
            f"{shown} {'' if number is None else texts(f'unit.{number.unit}')}".strip(),
            percentile(each.percentile, texts),
        ))  # fmt: skip
    return Table(
        title=texts(
            "observed.table.needed",
            reading=reading_label(one.readings[0], declared, texts),
            value=amount(one.measured, declared, texts),
            unit=unit(declared, texts),
        ),
        columns=(
            Column(texts("observed.column.input"), width=44),
            Column(texts("column.correlation"), Kind.CORRELATION),
            Column(texts("observed.column.declared")),
            Column(texts("observed.column.needed")),
            Column(texts("observed.column.percentile")),
        ),
        rows=tuple(rows),
        note=texts(
            "observed.table.needed.note",
            low=amount(one.lowest, declared, texts), high=amount(one.highest, declared, texts),
        ),
    )  # fmt: skip
