"""`Page`: the cells of a sheet before they are written, addressed by row and column, never by text.

A cell that is put gives back a `Term`, so formulas refer to cells and not to addresses. The same cells always make the
same file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date as Date
from datetime import datetime
from functools import lru_cache

from businesscase.core.errors import UsageError
from businesscase.core.words import Words
from businesscase.workbook.term import Span, Term

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_ILLEGAL = re.compile(r"[\[\]:*?/\\]")
MOST_ROWS, MOST_COLUMNS, LONGEST_NAME, LONGEST_TEXT = 1_048_576, 16_384, 31, 32_767
VARIANT, NO_VARIANT = "variant", "none"  # property of the file: the variant that it was written of
WRITTEN = datetime(2000, 1, 1)  # the date in every file, so that the same pages give the same bytes
_EPOCH = Date(1899, 12, 30)

Content = Term | float | str | Date | None


@dataclass(slots=True)
class Cell:
    """What is written in a cell: a formula with its value, or a value."""

    content: Content
    form: str
    unlocked: bool = False


@dataclass(slots=True)
class Series:
    """Cells beside each other, one for each period or year."""

    page: str
    row: int
    column: int
    values: tuple[float | str, ...]

    def __getitem__(self, place: int) -> Term:
        return Term(f"{quoted(self.page)}{address(self.row, self.column + place)}", self.values[place])

    def __len__(self) -> int:
        return len(self.values)

    @property
    def span(self) -> Span:
        """All of them, at a fixed place."""
        first, last = (
            address(self.row, self.column, fixed=True),
            address(self.row, self.column + len(self.values) - 1, fixed=True),
        )
        return Span(f"{quoted(self.page)}{first}:{last}", self.values)

    def since(self, place: int) -> Span:
        """From one of them to the last."""
        last = address(self.row, self.column + len(self.values) - 1, fixed=True)
        return Span(f"{quoted(self.page)}{address(self.row, self.column + place)}:{last}", self.values[place:])


@dataclass
class Chart:
    """Lines or bars of cells: where they stand, what they show, and words for those who do not see them."""

    row: int
    column: int
    title: str
    alt: str
    heads: Span
    lines: list[tuple[Term, Span]]
    axis: str
    pattern: str = "#,##0,"
    bars: bool = False


def chart_height(chart: Chart) -> int:
    """Pixels; bars need more the more there are."""
    return max(400, 26 * len(chart.heads.values) + 100) if chart.bars else 400


def chart_rows(chart: Chart) -> int:
    """Rows of one line that a chart covers: each has twenty pixels."""
    return -(-chart_height(chart) // 20)


@dataclass
class Page:
    """A sheet in the making.

    Attributes:
        name: as on the tab.
        cells: by (row, column), both from 0.
        widths: of columns, in characters.
        heights: of rows, in points; those that are not named are of one line.
        frozen: row and column of the first cell that scrolls.
        head: row that is repeated on every printed page below it.
        keys: columns that are repeated on every printed page, where it takes several across.
        parts: rows at which a new part of the print begins, with a page of its own.
        rules: rows with a thin line above them: where a new group begins.
        whole: whether it is printed on one page, however long.
        groups: rows at which a table begins that is not to be divided in the print version.
        most: pages that it may take in the print version; 0: as many as it needs.
        last: last row that is printed there; None: all are.
        hidden: whether it is there and not shown, nor printed.
        charts: lines and bars.
        links: (row, column) -> name of a sheet.
        options: (row, column) -> what may be entered there.
        marks: name that the file defines -> the cell it is of, by which the file is read back.
    """

    name: str
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    frozen: tuple[int, int] = (0, 0)
    head: int | None = None
    keys: int = 0
    parts: list[int] = field(default_factory=list)
    rules: set[int] = field(default_factory=set)
    whole: bool = False
    groups: list[int] = field(default_factory=list)
    most: int = 0
    last: int | None = None
    hidden: bool = False
    charts: list[Chart] = field(default_factory=list)
    links: dict[tuple[int, int], str] = field(default_factory=dict)
    options: dict[tuple[int, int], list[float] | list[str]] = field(default_factory=dict)
    marks: dict[str, tuple[int, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if len(self.name) > LONGEST_NAME or _ILLEGAL.search(self.name) or not self.name:
            raise UsageError(Words("usage.sheet_name", name=self.name))

    @property
    def columns(self) -> int:
        """How many columns it has."""
        return max((column for _, column in self.cells), default=0) + 1

    def put(self, row: int, column: int, content: Content, form: str = "text", *, unlocked: bool = False) -> Term:
        """Fill a cell; a reference to it, at a fixed place.

        Raises:
            UsageError: if the sheet has no such row or column.
        """
        value = self._fill(row, column, content, form, unlocked=unlocked)
        return Term(f"{quoted(self.name)}{address(row, column, fixed=True)}", value)

    def _fill(self, row: int, column: int, content: Content, form: str, *, unlocked: bool = False) -> float | str:
        """Fill a cell; what it holds, as a formula sees it."""
        if row >= MOST_ROWS or column >= MOST_COLUMNS:
            raise UsageError(Words("usage.sheet_full", name=self.name, row=row + 1, column=column + 1))
        if isinstance(content, str):
            content = _CONTROL.sub("", content)[:LONGEST_TEXT]
        self.cells[row, column] = Cell(content, form, unlocked)
        return as_value(content)

    def series(self, row: int, column: int, contents: Sequence[Content], form: str) -> Series:
        """Fill cells beside each other."""
        values = [self._fill(row, column + place, content, form) for place, content in enumerate(contents)]
        return Series(self.name, row, column, tuple(values))

    def down(self, column: int, first: int, last: int) -> Span:
        """Cells of a column from one row to another, that included."""
        ends = f"{address(first, column, fixed=True)}:{address(last, column, fixed=True)}"
        found = [self.cells.get((row, column), Cell("", "text")).content for row in range(first, last + 1)]
        return Span(f"{quoted(self.name)}{ends}", tuple(map(as_value, found)))


def as_value(content: Content) -> float | str:
    """What a cell holds, as a formula sees it: dates are days since 30 December 1899."""
    if isinstance(content, Term):
        return content.value
    if isinstance(content, Date):
        return float((content - _EPOCH).days)
    return "" if content is None else content if isinstance(content, str) else float(content)


@lru_cache(maxsize=65_536)
def address(row: int, column: int, *, fixed: bool = False) -> str:
    """The name of a cell: B3, or $B$3."""
    letters, left = "", column + 1
    while left:
        left, rest = divmod(left - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"${letters}${row + 1}" if fixed else f"{letters}{row + 1}"


@lru_cache(maxsize=64)
def quoted(name: str) -> str:
    """The name of a sheet as it stands before an address."""
    doubled = name.replace("'", "''")
    return f"'{doubled}'!"
