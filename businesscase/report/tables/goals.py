"""The table of goals: what would be without the programme, the goal, and what the model has as it is met."""

from __future__ import annotations

from businesscase.measures.result import Result
from businesscase.report.tables.table import Column, Kind, Table
from businesscase.report.texts.goals import asked, goal_label, value
from businesscase.report.texts.texts import Texts


def goals(result: Result, texts: Texts) -> Table:
    """Every goal by its date, means over draws."""
    return Table(
        title=texts("title.goals"),
        columns=(
            Column(texts("column.goal_asked"), width=44),
            Column(texts("column.by_when"), width=12),
            Column(texts("column.without"), width=14),
            Column(texts("column.goal"), width=14),
            Column(texts("column.in_the_model"), width=14),
            Column(texts("column.met"), Kind.SHARE),
            Column(texts("column.hazards_times"), Kind.RATIO),
        ),
        rows=tuple(
            (
                f"{goal_label(result, row, texts)}: {asked(result, row, texts)}",
                str(row.until),
                *(value(row, each, texts) for each in (row.without, row.full, row.reached)),
                row.met,
                row.ratio,
            )
            for row in result.moved.goals
        ),
        note=texts("note.goals"),
    )
