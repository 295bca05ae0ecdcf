"""What all sheets with periods share: the columns of the periods, their heads, and titles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from businesscase.report.texts.texts import Texts
from businesscase.workbook.grid import Page, Series
from businesscase.workbook.periods import Periods
from businesscase.workbook.term import Term, added, total

TOTAL = 8  # column of the total, or of the opening value
FIRST = 9  # column of the first period, the same on every sheet with periods
YEAR_WIDTH = 9.5  # of a column of a calendar year in 1,000 kroner
HEAD = 3  # row of the heads
RULER = HEAD + 1  # rows of the time ruler below it: year, begin, end, day of the rules


@dataclass(frozen=True)
class Ruler:
    """The time of the periods, on the sheet of quantities."""

    labels: Series
    years: Series
    begins: Series
    ends: Series
    moments: Series


def titled(page: Page, title: str, note: str) -> None:
    """Title in A1, what is here in A2."""
    page.put(0, 0, title, "title")
    page.put(1, 0, note, "note")


def money(page: Page, key: str, price_year: int, texts: Texts) -> None:
    """Title and note of a sheet of money: unit and price level first."""
    titled(page, texts(f"book.title.{key}"), texts("book.money", year=price_year, note=texts(f"book.note.{key}")))


def heads(page: Page, row: int, words: list[str], *, numbers_from: int | None = None, first: int = 0) -> None:
    """Heads of columns beside each other, from a column on; those of numbers to the right."""
    for column, word in enumerate(words, start=first):
        right = numbers_from is not None and column >= numbers_from
        page.put(row, column, word, "head_right" if right else "head")


def period_heads(page: Page, periods: Periods, labels: list[str], total: str) -> Series:
    """The heads of a sheet with periods: labels, total, periods."""
    heads(page, HEAD, labels)
    for column in range(len(labels), TOTAL):
        page.put(HEAD, column, "", "head")
    page.put(HEAD, TOTAL, total, "head_right")
    page.frozen, page.head = (HEAD + 1, 2), HEAD
    return page.series(HEAD, FIRST, list(periods.labels), "head_right")


def row_of(
    page: Page,
    row: int,
    labels: Sequence[str | float],
    of: Callable[[int], Term | float],
    periods: int,
    form: str,
    *,
    summed: bool = True,
) -> Series:
    """One row: labels, the same formula for every period, and their total."""
    for column, label in enumerate(labels):
        page.put(row, column, label, "text" if isinstance(label, str) else "number")
    found = page.series(row, FIRST, [of(place) for place in range(periods)], form)
    if summed:
        page.put(row, TOTAL, added(found.span), form)
    return found


def sums(rows: Sequence[Series]) -> Callable[[int], Term]:
    """The formula that adds rows up, column by column."""
    return lambda place: total([row[place] for row in rows])
