"""The sheet of measurements: what was measured beside what the model predicts, as it was run."""

from __future__ import annotations

from collections.abc import Iterator

from businesscase.measures.observations import LEAST_EFFECTIVE, Comparison
from businesscase.measures.result import Result
from businesscase.report.texts.observed import DAYS, reading_label, unit, what
from businesscase.report.texts.texts import Texts
from businesscase.scenario.declare.observations import Observation
from businesscase.workbook.grid import Page
from businesscase.workbook.layout import HEAD, heads, titled

_KEYS = (
    "observation", "design", "unit", "measured", "error", "p10", "mean", "p90", "distance", "tail", "weighed",
)  # fmt: skip
_READING_KEYS = ("observation", "reading", "weight", "weight_after", "error", "p10", "mean", "p90", "tail")


def measurements(result: Result, texts: Texts) -> Page | None:
    """A row for each observation, and one for each reading of what was counted; None where nothing is declared."""
    if not result.observations.comparisons:
        return None
    page = Page(texts("book.sheet.measurements"))
    titled(page, texts("book.title.measurements"), texts("book.note.measurements"))
    heads(page, HEAD, [texts(f"book.column.{key}") for key in _KEYS], numbers_from=3)
    row = HEAD
    for one, declared in _compared(result):
        row += 1
        said = (texts.named(declared.label), texts(f"design.{declared.design}"), unit(declared, texts))
        for column, word in enumerate(said):
            page.put(row, column, word, "wrap")
        _amounts(page, row, 3, (one.measured, one.standard_error, one.p10, one.mean, one.p90), declared)
        page.put(row, 8, one.z, "number")
        page.put(row, 9, one.tail, "probability")
        found = one.updated.probability
        page.put(row, 10, "–" if found is None else found, "probability")
    row += 1
    page.put(row, 0, texts("book.measurements.weighed", least=texts.number(LEAST_EFFECTIVE, 0)), "note")
    _readings(page, row + 2, result, texts)
    for column, width in enumerate((44, 26, 20, 12, 14, 14, 14, 14, 17, 14, 14)):
        page.widths[column] = width
    page.frozen, page.head, page.whole = (HEAD + 1, 1), HEAD, True
    return page


def _readings(page: Page, row: int, result: Result, texts: Texts) -> None:
    """What is predicted by each reading of what was counted, where it is not known which holds."""
    several = [(one, declared) for one, declared in _compared(result) if len(one.readings) > 1]
    if not several:
        return
    page.put(row, 0, texts("book.measurements.readings"), "heading")
    row += 1
    heads(page, row, [texts(f"book.column.{key}") for key in _READING_KEYS], numbers_from=2)
    for one, declared in several:
        page.rules.add(row + 1)
        for each in one.readings:
            row += 1
            page.put(row, 0, f"{texts.named(declared.label)}: {what(result, declared, texts)}", "wrap")
            page.put(row, 1, reading_label(each, declared, texts), "wrap")
            page.put(row, 2, each.weight, "percent")
            page.put(row, 3, each.weight_after, "percent")
            _amounts(page, row, 4, (each.standard_error, each.p10, each.mean, each.p90), declared)
            page.put(row, 8, each.tail, "probability")


def _compared(result: Result) -> Iterator[tuple[Comparison, Observation]]:
    for one in result.observations.comparisons:
        yield one, result.scenario.observations[one.name]


def _amounts(page: Page, row: int, column: int, values: tuple[float, ...], declared: Observation) -> None:
    """Values in the unit that stands beside them; money is stored in kroner and shown in thousands, as everywhere."""
    form = "saved" if declared.is_money else "percent" if declared.measure == "share" else "number"
    factor = DAYS if declared.measure == "time" else 1.0
    for place, value in enumerate(values, start=column):
        page.put(row, place, factor * value, form)
