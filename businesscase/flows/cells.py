"""Tables from outside as cells with their places: CSV, workbook, or what Python holds."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from businesscase.core.civil_numbers import MOST, civil_number_fault, civil_number_faults, is_civil_number
from businesscase.core.errors import Fault, ScenarioError, UsageError, nearest
from businesscase.core.system import system_words
from businesscase.core.words import Words
from businesscase.flows.heads import are_heads
from businesscase.flows.table import Remark, Taken

_THOUSANDS = re.compile(r"[+-]?\d{1,3}(\.\d{3}){2,}")  # 1.234.567; one point alone may stand before decimals
MOST_CELLS = 20_000_000
STANDARD_INPUT = "standard input"
_TITLES = 20  # rows among which the heads are looked for
OF = "the table"  # what faults are counted in


@dataclass(frozen=True)
class Cell:
    """What stands in a cell: a text as in a file, or a value; and where, as messages say it."""

    value: Any
    file: str
    line: int
    column: int

    def fault(self, message: str, *, expected: str | None = None, near: str | None = None) -> Fault:
        """A fault of this cell."""
        found = None if self.value is None else str(self.value)
        return Fault(
            message, file=self.file, line=self.line, column=self.column, found=found, expected=expected, nearest=near
        )

    @property
    def empty(self) -> bool:
        """Whether nothing stands in it."""
        return self.value is None or (isinstance(self.value, str) and not self.value.strip())


@dataclass(frozen=True)
class Grid:
    """Heads and rows of a table.

    Attributes:
        decimal: the sign before decimals of numbers that are text: "," only where cells are separated by ";" or tabs.
    """

    source: str
    heads: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    decimal: str = "."
    separator: str = ""
    remarks: tuple[Remark, ...] = ()


def grid_of(flows: Any, sheet: str | None = None) -> Grid:
    """The cells of a file (or of a CSV in bytes), of a list of rows, of columns by name, or of a data frame.

    Raises:
        UsageError: if it is none of these, or a file that cannot be read.
        ScenarioError: if it holds no table.
    """
    if isinstance(flows, bytes):
        return _of_csv(STANDARD_INPUT, flows)
    if isinstance(flows, (str, Path)):
        path = Path(flows)
        return _of_book(path, sheet) if path.suffix.lower() in (".xlsx", ".xlsm") else _of_csv(str(path), _read(path))
    if hasattr(flows, "to_dict") and hasattr(flows, "columns"):  # a data frame, without importing what makes them
        flows = {str(name): list(flows[name]) for name in flows.columns}
    if isinstance(flows, Mapping):
        columns = {str(name): list(column) for name, column in flows.items()}
        if len({len(column) for column in columns.values()}) > 1:
            raise UsageError(Words("flows.lengths"))
        return _of_rows(list(columns), list(zip(*columns.values(), strict=True)))
    if isinstance(flows, Sequence) and all(isinstance(row, Mapping) for row in flows):
        names = list(dict.fromkeys(str(name) for row in flows for name in row))
        return _of_rows(names, [[row.get(name) for name in names] for row in flows])
    raise UsageError(
        str(
            Fault(
                Words("flows.no_table"), found=type(flows).__name__,
                expected=Words("flows.a_table"),
            )
        )
    )  # fmt: skip


def _of_rows(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> Grid:
    heads = tuple(Cell(name, "flows", 0, 0) for name in names)
    body = tuple(
        tuple(
            Cell(_plain(value), f"flows, row {number}, {name}", 0, 0)
            for name, value in zip(names, row, strict=True)
        )
        for number, row in enumerate(rows)
    )  # fmt: skip
    persons = [civil_number_fault(cell.file) for row in body for cell in row if is_civil_number(cell.value)]
    if persons:
        raise ScenarioError(persons[:MOST], of=OF)
    return _filled("flows", heads, body)


def _plain(value: Any) -> Any:
    """A value of numpy or of a data frame as Python has it; what a frame leaves out is nothing."""
    value = value.item() if hasattr(value, "item") and getattr(value, "shape", None) == () else value
    return None if isinstance(value, float) and value != value else value  # noqa: PLR0124


def _filled(source: str, heads: tuple[Cell, ...], rows: Iterable[tuple[Cell, ...]], **more: Any) -> Grid:
    """The grid without empty rows.

    Raises:
        ScenarioError: if no row is left.
    """
    kept = tuple(row for row in rows if not all(cell.empty for cell in row))
    if not heads or not kept:
        raise ScenarioError([Fault(Words("flows.empty"), file=source, expected=Words("flows.rows"))], of=OF)
    if len(heads) * len(kept) > MOST_CELLS:
        raise UsageError(Words("flows.most_rows", source=source, count=len(kept), most=MOST_CELLS))
    return Grid(source, heads, kept, **more)


# CSV ----------------------------------------------------------------------------------------------------------------


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(Words("flows.unread", path=path, why=system_words(error))) from None


def _of_csv(name: str, content: bytes) -> Grid:
    text, remarks = _text(content, name)
    persons = civil_number_faults(text, name)
    if persons:
        raise ScenarioError(persons, of=OF)
    separator = _separator([line for line in text.splitlines() if line.strip()])
    try:
        lines = list(_numbered(text, separator))
    except csv.Error as error:
        raise ScenarioError([Fault(Words("flows.no_csv", why=error), file=name)], of=OF) from None
    cells = [
        tuple(Cell(value, name, number, column) for column, value in enumerate(values, start=1))
        for number, values in lines
    ]
    if not cells:
        return _filled(name, (), ())
    (heads, *rows), titles = _below_titles(cells)
    remarks = (*remarks, *titles)
    while heads and heads[-1].empty and all(len(row) < len(heads) or row[len(heads) - 1].empty for row in rows):
        heads = heads[:-1]  # Excel leaves separators after the last column
    faults = [
        row[0].fault(Words("flows.row_cells", cells=len(row), heads=len(heads)), expected=Words("flows.cells"))
        for row in rows
        if any(not cell.empty for cell in row[len(heads) :])
    ]
    if faults:
        message = Words("flows.two_cells") if separator == "," else None
        if message:
            faults[0] = row_note(faults[0], message)
        raise ScenarioError(faults, of=OF)
    short = [row + tuple(Cell(None, name, row[0].line, at + 1) for at in range(len(row), len(heads))) for row in rows]
    comma = separator != "," and any(_is_danish(str(cell.value)) for row in short for cell in row)
    danish = [Remark(Taken.DANISH, {})] if comma else []
    return _filled(
        name, heads, (row[: len(heads)] for row in short), decimal="," if comma else ".", separator=separator,
        remarks=(*remarks, *danish),
    )  # fmt: skip


def _separator(lines: Sequence[str]) -> str:
    """What stands between cells in the row of heads, or in the first row where no row has heads."""
    signs = (";", "\t", ",")
    for line in lines[:_TITLES]:
        for sign in signs:
            if are_heads(line.replace('"', "").split(sign)):
                return sign
    return next((sign for sign in signs[:2] if sign in "".join(lines[:1])), signs[2])


def _below_titles(rows: Sequence[tuple[Cell, ...]]) -> tuple[Sequence[tuple[Cell, ...]], tuple[Remark, ...]]:
    """The rows from the heads on, where others stand above them: a title, who made the table."""
    at = next((at for at, row in enumerate(rows[:_TITLES]) if are_heads(str(cell.value) for cell in row)), 0)
    told = ", ".join(f"'{cell.value}'" for row in rows[:at] for cell in row if not cell.empty)
    return rows[at:], (Remark(Taken.TITLES, {"rows": told}),) if told else ()


def row_note(fault: Fault, message: str) -> Fault:
    """A fault with what was probably meant."""
    return Fault(
        Words("flows.meant", fault=fault.message, meant=message), file=fault.file, line=fault.line,
        expected=Words("flows.semicolons"),
    )  # fmt: skip


def _is_danish(text: str) -> bool:
    """Whether a number can only be Danish: a comma where another sign separates cells, or points before thousands."""
    return _numeric(text) and ("," in text or _THOUSANDS.fullmatch(text.strip()) is not None)


def _numeric(text: str) -> bool:
    """Whether a text could be a number, by its signs."""
    return bool(text.strip()) and all(letter in "0123456789.,-+−  \u202f'" for letter in text)


def _numbered(text: str, separator: str) -> Iterable[tuple[int, list[str]]]:
    reader = csv.reader(text.splitlines(keepends=True), delimiter=separator, strict=True)
    before = 0
    for values in reader:
        if values:
            yield before + 1, values
        before = reader.line_num


def _text(content: bytes, name: str) -> tuple[str, tuple[Remark, ...]]:
    """UTF-8, with or without a mark; UTF-16 with one; else what Danish Excel writes, which is said."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace"), ()
    if b"\0" in content[:4096]:
        raise ScenarioError([Fault(Words("flows.no_text"), file=name, expected=Words("flows.csv"))], of=OF)
    try:
        return content.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace"), (Remark(Taken.ENCODING, {}),)


# Workbook -----------------------------------------------------------------------------------------------------------


def _of_book(path: Path, sheet: str | None) -> Grid:
    from openpyxl.utils import get_column_letter

    from businesscase.workbook.opening import content_of, opened

    content = content_of(path)
    book = opened(path, content)
    if sheet is not None and sheet not in book.sheetnames:
        close = nearest(sheet, book.sheetnames)
        names = ", ".join(book.sheetnames)
        raise UsageError(
            Fault(Words("flows.no_sheet", path=path, sheet=sheet), expected=Words("one_of", names=names), nearest=close)
        )
    chosen = book[sheet or book.sheetnames[0]]
    remarks = (Remark(Taken.SHEET, {"sheet": chosen.title}),) if sheet is None and len(book.sheetnames) > 1 else ()
    rows = [
        tuple(
            Cell(cell.value, f"{path}, {chosen.title}!{get_column_letter(column)}{number}", 0, 0)
            for column, cell in enumerate(row, start=1)
        )
        for number, row in enumerate(chosen.iter_rows(), start=1)
    ]
    _check_calculated(rows, opened(path, content, formulas=True)[chosen.title])
    rows = [row for row in rows if not all(cell.empty for cell in row)]
    if not rows:
        return _filled(str(path), (), ())
    below, titles = _below_titles(rows)
    rows, remarks = list(below), (*remarks, *titles)
    width = max(place + 1 for place, cell in enumerate(rows[0]) if not cell.empty)
    beyond = [
        cell.fault(Words("flows.no_head"), expected=Words("flows.head"))
        for row in rows[1:]
        for cell in row[width:]
        if not cell.empty
    ]
    if beyond:
        raise ScenarioError(beyond, of=OF)
    return _filled(str(path), rows[0][:width], (row[:width] for row in rows[1:]), remarks=remarks)


def _check_calculated(rows: Sequence[tuple[Cell, ...]], formulas: Any) -> None:
    """See that every formula has a value: one that nobody calculated would be read as nothing.

    Raises:
        ScenarioError: if one has none.
    """
    faults = [
        replace(cell, value=str(other.value)).fault(Words("flows.uncalculated"), expected=Words("flows.save"))
        for row, others in zip(rows, formulas.iter_rows(), strict=True)
        for cell, other in zip(row, others, strict=True)
        if cell.value is None and other.value is not None
    ]
    if faults:
        raise ScenarioError(faults, of=OF)
