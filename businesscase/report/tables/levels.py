"""The table of levels: what was reported, what would have been anyway, and what the programme is credited with."""

from __future__ import annotations

from businesscase.measures.levels import LevelStock
from businesscase.measures.result import Result
from businesscase.report.tables.table import Column, Kind, Table
from businesscase.report.texts.labels import worded
from businesscase.report.texts.texts import Texts


def levels(result: Result, texts: Texts) -> Table:
    """Every target at its date: reported, without, credited with the programme, and the credited share of the gap."""
    rows = result.moved.levels
    return Table(
        title=texts("title.levels"),
        columns=(
            Column(texts("column.level"), width=44),
            Column(texts("column.measured"), width=12),
            Column(reported(result, texts), Kind.SHARE),
            Column(texts("column.without"), Kind.SHARE),
            Column(texts("column.credited"), Kind.SHARE),
            Column(texts("column.share_of_gap"), Kind.SHARE),
        ),
        rows=tuple(
            (
                level_label(result, row, texts),
                str(row.measured),
                row.reported,
                row.without,
                row.credited,
                "–" if row.share_of_gap is None else row.share_of_gap,
            )
            for row in rows
        ),
        note=note(result, texts),
    )


def reported(result: Result, texts: Texts) -> str:
    """Head of the first figure: whether participants were seen to stand there, or it is assumed."""
    seen = {row.observed for row in result.moved.levels}
    return texts(
        "column.reported_or_assumed" if len(seen) > 1 else "column.reported" if True in seen else "column.assumed"
    )


def level_label(result: Result, row: LevelStock, texts: Texts) -> str:
    """Words of a target; an asterisk where it is assumed and others are not."""
    words = worded(result.scenario.effects, ("levels", row.level, "targets", row.target), texts)
    _, level, _, target = (said for _, said in words)
    mark = " *" if not row.observed and any(each.observed for each in result.moved.levels) else ""
    return f"{level}: {target}{mark}"


def note(result: Result, texts: Texts) -> str:
    """What credited means, and which effects from controlled studies act on the same clocks."""
    rows, effects = result.moved.levels, result.scenario.effects
    said = texts("note.levels" if any(row.observed for row in rows) else "note.levels.assumed")
    clocks = {row.clock for row in rows}
    beside = [name for name, effect in effects.ratios.items() if effect.clock in clocks]
    if not beside:
        return said
    names = (list(worded(effects, ("ratios", name), texts))[-1][1] for name in beside)
    return f"{said} {texts('note.levels.ratios', effects=', '.join(names))}"
