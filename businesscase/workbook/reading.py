"""An edited workbook back as a change to its scenario. It comes from outside, so it is looked at before it is opened.

Only the sheet of inputs is read, by the names that the file defines and by key, never by words: a workbook is read
back whatever they are called by now. No formula is calculated.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from typing import Any

from businesscase.core.door import check_kind
from businesscase.core.errors import Fault, ScenarioError, UsageError, nearest
from businesscase.core.words import Words
from businesscase.scenario.declare.keys import quantities, split
from businesscase.scenario.declare.places import Path as KeyPath
from businesscase.scenario.declare.places import Place
from businesscase.scenario.declare.quantity import Quantity
from businesscase.scenario.load.edits import Edits
from businesscase.scenario.load.scenario import Scenario
from businesscase.scenario.read.dumping import resolved_hash
from businesscase.workbook.grid import NO_VARIANT, VARIANT, address
from businesscase.workbook.layout import HEAD
from businesscase.workbook.misread import another_unit, as_read, warn_where_far, why_no_number
from businesscase.workbook.opening import content_of, opened
from businesscase.workbook.remarks import since
from businesscase.workbook.sheets.assumptions import (
    DECLARED,
    FACTOR,
    FIXED,
    HEADS,
    HIGH,
    KEY,
    LOW,
    MARK,
    NO,
    PRICE_LEVEL,
    RUN,
    SINCE,
    UNIT,
    VALUE,
    WRITTEN,
    YEAR,
    YES,
    declaration,
)

_COLUMNS = DECLARED + 1
WHAT_IF = "what if"  # grade of a number that was set by hand
_AGREE = 1e-12  # a spreadsheet program may store the last digit otherwise


@dataclass(frozen=True)
class _Row:
    number: int
    cells: tuple[Any, ...]


def read_edits(path: str | Path, scenario: Scenario, variant: str | None = None) -> Edits:
    """What a reader changed on the sheet of inputs.

    Args:
        path: the workbook, written by `export` or `run --out` and saved again.
        scenario: that it was written from, with the variant's values.
        variant: its name, None for the scenario itself.

    Raises:
        UsageError: if the file cannot be read, is too large, holds macros, or is of another variant.
        ScenarioError: with every fault of the sheet: its cell, what was found, what was expected.
    """
    check_kind("path", path, (str, Path), "the path of a workbook, *.xlsx")
    check_kind("scenario", scenario, Scenario, "the Scenario that it was written from")
    path = Path(path)
    content = content_of(path)
    book = opened(path, content)
    sheet, at = _inputs_of(path, book)
    told = {each.name: each.value for each in book.custom_doc_props.props}
    if book.properties.title != scenario.title:
        raise UsageError(Words("book.other_scenario", path=path, title=book.properties.title, title_2=scenario.title))
    written_of = told.get(VARIANT)
    if written_of is not None and written_of != (variant or NO_VARIANT):
        named, wanted = Words("book.of_variant", written_of=written_of), f"--variant '{written_of}'"
        if written_of == NO_VARIANT:
            named, wanted = Words("book.of_itself"), Words("book.no_variant")
        raise UsageError(Words("book.other_variant", path=path, named=named, wanted=wanted))
    words = tuple(str(_named(sheet, at, name).value) for name in (YES, NO))
    reader = _Reader(f"{path}, {sheet.title}!", scenario, told.get("scenario_sha256"), words)
    rows = list(_inputs(sheet))
    reader.read(rows)
    reader.check_price_level(_named(sheet, at, PRICE_LEVEL), scenario.time.price_year)
    if reader.faults:
        raise ScenarioError(reader.faults, of="the workbook")
    sha256 = hashlib.sha256(content).hexdigest()
    return Edits(
        str(path),
        sha256,
        reader.values,
        reader.before,
        reader.since,
        reader.places,
        reader.is_of_another,
        frozenset(reader.fixed),
        Words("edits.holding", yes=reader.yes, column=sheet.cell(HEAD + 1, FIXED + 1).value),
    )


class _Reader:
    """The rows of the sheet against the numbers that the scenario declares."""

    def __init__(self, where: str, scenario: Scenario, sha256: str | None, words: tuple[str, ...]) -> None:
        self.where, self.declared = where, quantities(scenario)
        self.yes, self.no = words
        self.is_same = sha256 == resolved_hash(scenario)
        self.is_of_another = sha256 is not None and not self.is_same
        self.faults: list[Fault] = []
        self.values: dict[str, float] = {}
        self.before: dict[str, float] = {}
        self.since: dict[str, float] = {}
        self.places: dict[KeyPath, Place] = {}
        self.fixed: set[str] = set()

    def read(self, rows: list[_Row]) -> None:
        """Compare every row; each number of the scenario has one."""
        seen: dict[str, int] = {}
        for row in rows:
            key = str(row.cells[KEY])
            if key in seen:
                self._fault(row, KEY, Words("book.key_twice", row=seen[key]), key)
            elif key not in self.declared:
                close = nearest(key, self.declared)
                self._fault(row, KEY, Words("book.unknown_key", name=key), key, nearest=close)
            else:
                self._compare(row, key, self.declared[key])
            seen.setdefault(key, row.number)
        missing = [key for key in self.declared if key not in seen]
        if missing:
            more = Words("and_more", count=len(missing) - 5) if len(missing) > 5 else ""
            message = Words("book.lost_rows", count=len(missing), shown=", ".join(missing[:5]), more=more)
            self.faults.append(Fault(message, file=self.where.removesuffix("!"), expected=Words("book.a_row")))

    def check_price_level(self, cell: Any, wanted: int) -> None:
        """See that the price level below the inputs, which formulas use, is that of the scenario."""
        if cell.value != wanted:
            message = Words("book.not_read")
            place, found = self.where + cell.coordinate, str(cell.value)
            self.faults.append(Fault(message, "time.price_year", place, None, None, found, str(wanted), None))

    def _compare(self, row: _Row, key: str, number: Quantity) -> None:
        unit, year, grade, unit_words, year_words = (*str(row.cells[DECLARED]).split("|"), "", "", "", "")[:5]
        own_unit, own_year, _ = declaration(number)
        told = (UNIT, "a.unit", unit, own_unit, unit_words), (YEAR, "a.price_year", year, own_year, year_words)
        for column, what, before, own, words in told:
            said = "" if row.cells[column] is None else str(row.cells[column])
            if before != own or said != words:
                by_file = before != own
                shown = (own, before) if by_file else (said, words)
                message, expected = another_unit(what, by_file=by_file, now=shown[0], then=shown[1])
                self._fault(row, column, message, key, found=said, expected=expected)
                return
        earlier = grade == WHAT_IF and not number.what_if
        for column, bound in ((LOW, number.low), (HIGH, number.high)):
            if not earlier and not _agrees(row.cells[column], bound):
                message = Words("book.interval")
                cell = row.cells[column]
                read = as_read(cell) if isinstance(cell, (datetime, time)) else cell
                self._fault(
                    row, column, message, key, found=read, expected=str(bound) if bound else Words("book.nothing")
                )
        fixed = {FACTOR: number.factor, SINCE: since(key)}
        for column, declared in fixed.items():
            found = row.cells[column]
            found = found.date() if isinstance(found, datetime) else found
            if found != declared and not (isinstance(declared, float) and _agrees(found, declared)):
                message = Words("book.not_read")
                self._fault(
                    row,
                    column,
                    message,
                    key,
                    found=found,
                    expected=str(declared) if declared else Words("book.nothing"),
                )
        now, then = self._number(row, VALUE, key), self._number(row, RUN, key)
        if now is None or then is None:
            return
        if earlier:  # of a workbook that was itself written with changed numbers
            then = number.value
        elif not _agrees(then, number.value):
            if self.is_same:
                message = Words("book.was_run")
                self._fault(row, RUN, message, key, found=then, expected=str(number.value))
            self.since[key] = then
        is_fixed = self._is_fixed(row, key)
        if now != then or (is_fixed and not number.held and number.is_uncertain):
            self.values[key], self.before[key] = now, then
            warn_where_far(self._cell(row, VALUE), key, number, now)
            self.fixed |= {key} if is_fixed else set()
            self.places[split(key)] = Place(self._cell(row, VALUE), 0, 0, 0, 0)
        if earlier:
            self.is_of_another = False  # its own hash is that of the changed numbers

    def _is_fixed(self, row: _Row, key: str) -> bool:
        """Whether the number is to be held fixed: the cell says the workbook's own word for yes."""
        found = row.cells[FIXED]
        if found not in (self.yes, self.no, None):
            self._fault(
                row,
                FIXED,
                Words("book.neither"),
                key,
                found=found,
                expected=Words("or", one=self.yes, other=self.no),
            )
        return bool(found == self.yes)

    def _number(self, row: _Row, column: int, key: str) -> float | None:
        """The number of a cell; None, and a fault, where it holds none."""
        value = row.cells[column]
        try:
            if not isinstance(value, bool) and isinstance(value, (int, float)) and math.isfinite(value):
                return float(value)
        except OverflowError:
            pass
        found = Words("book.empty_cell") if value is None else as_read(value)
        message, expected = why_no_number(value)
        self._fault(row, column, message, key, found=found, expected=expected)
        return None

    def _cell(self, row: _Row, column: int) -> str:
        return self.where + address(row.number - 1, column)

    def _fault(
        self,
        row: _Row,
        column: int,
        message: str,
        key: str,
        *,
        found: object = None,
        expected: str | None = None,
        nearest: str | None = None,
    ) -> None:
        said = found if found is None or isinstance(found, str) else str(found)
        self.faults.append(Fault(message, key, self._cell(row, column), None, None, said, expected, nearest))


def _agrees(found: Any, declared: float | None) -> bool:
    if declared is None or not isinstance(found, (int, float)):
        return found is None and declared is None
    return math.isclose(found, declared, rel_tol=_AGREE, abs_tol=0.0)


def _inputs_of(path: Path, book: Any) -> tuple[Any, dict[str, str]]:
    """The sheet of inputs, and name -> cell of what the file marks there.

    Raises:
        UsageError: if the file has no such names: it is no workbook of ours, or older than them.
        ScenarioError: if a column is gone, or does not stand where it was written.
    """
    marks = {name.removeprefix(MARK): each for name, each in book.defined_names.items() if name.startswith(MARK)}
    found = {name: list(each.destinations) for name, each in marks.items()}
    sheets = {sheet for places in found.values() for sheet, _ in places if sheet in book.sheetnames}
    if len(sheets) != 1:
        raise UsageError(Words("book.no_inputs", path=path, names=", ".join(book.sheetnames)))
    (title,) = sheets
    at = {name: places[0][1].replace("$", "") for name, places in found.items() if places and places[0][0] == title}
    faults, sheet = [], book[title]
    written = str(_named(sheet, at, WRITTEN).value).split("|") if WRITTEN in at else []
    for column, name in enumerate(HEADS):
        moved, head = at.get(name) != address(HEAD, column), sheet.cell(HEAD + 1, column + 1).value
        if moved or written[column : column + 1] != [head]:
            message, place = Words("book.head"), f"{path}, {title}!"
            said, expected = str(head) if head else Words("book.nothing"), (*written[column : column + 1], name)[0]
            faults.append(Fault(message, file=place + address(HEAD, column), found=said, expected=expected))
    gone = [name for name in (PRICE_LEVEL, YES, NO, WRITTEN) if name not in at]
    faults += [Fault(Words("book.gone", mark=MARK, name=name), file=f"{path}, {title}") for name in gone]
    if faults:
        raise ScenarioError(faults, of="the workbook")
    return sheet, at


def _named(sheet: Any, at: dict[str, str], name: str) -> Any:
    return sheet[at[name]]


def _inputs(sheet: Any) -> Iterator[_Row]:
    """The rows from below the heads to the first that is empty; nothing beyond is looked at, however far it lies."""
    rows = sheet.iter_rows(min_row=HEAD + 2, max_col=_COLUMNS, values_only=True)
    for number, cells in enumerate(rows, start=HEAD + 2):
        if cells[KEY] in (None, ""):
            return
        yield _Row(number, cells)
