"""Tables of a fit: every claim before and after, and the inputs that moved."""

from __future__ import annotations

from collections.abc import Iterator

from businesscase.analysis.fit.fitting import Fit
from businesscase.report.tables.table import Cell, Column, Kind, Table
from businesscase.report.texts import sentences
from businesscase.report.texts.labels import described
from businesscase.report.texts.texts import Texts


def fitted_tables(found: Fit, texts: Texts) -> Iterator[Table]:
    """Claims before and after, money of the headline, inputs that moved."""
    assert found.changes is not None
    yield _claims(found, texts)
    yield _moved(found, texts)


def _claims(found: Fit, texts: Texts) -> Table:
    prior, changes = found.prior, found.changes
    assert changes is not None
    rows: list[tuple[Cell, ...]] = []
    for one in changes.claims:
        name = texts.named(prior.scenario.claims[one.name].label) + (" *" if one.headline else "")
        words = [sentences.verdict_word(each, texts) for each in (one.before, one.after)]
        rows.append((name, one.before.probability, words[0], one.after.probability, one.error, words[1]))
    return Table(
        title=texts("fit.table.claims"),
        columns=(
            Column(texts("column.claim"), width=52),
            Column(texts("fit.column.before"), Kind.PROBABILITY),
            Column(texts("column.verdict"), width=18),
            Column(texts("fit.column.after"), Kind.PROBABILITY),
            Column(texts("fit.column.error"), Kind.PROBABILITY),
            Column(texts("column.verdict"), width=18),
        ),
        rows=tuple(rows),
        note=" ".join([texts("note.claims"), sentences.ranges((one.confidence for one in prior.claims), texts)]),
    )


def _moved(found: Fit, texts: Texts) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for one in found.moved:
        before, after = (
            f"{_short(mean, texts)} ({_short(low, texts)}–{_short(high, texts)})"
            for mean, low, high in (one.before, one.after)
        )
        name = described(found.prior.scenario, one.key, texts) or one.key
        rows.append((name, before, after, texts(f"unit.{one.unit}"), one.shift))
    return Table(
        title=texts("fit.table.moved"),
        columns=(
            Column(texts("observed.column.input"), width=44),
            Column(texts("fit.column.before"), width=24),
            Column(texts("fit.column.after"), width=24),
            Column(texts("fit.column.unit"), width=16),
            Column(texts("fit.column.shift"), Kind.CORRELATION),
        ),
        rows=tuple(rows),
        note=texts("fit.table.moved.note") if rows else texts("fit.table.moved.none"),
    )


def _short(value: float, texts: Texts) -> str:
    """Three significant digits."""
    return texts.plain(float(f"{value:.3g}"))
