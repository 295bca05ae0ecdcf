"""An edited workbook back as a change to its scenario. It comes from outside, so it is looked at before it is opened.

Only the sheet of inputs is read, by key: column and row do not matter to the scenario, and no formula is calculated.
"""

from __future__ import annotations

import hashlib
import io
import math
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from businesscase.core.errors import Fault, ScenarioError, UsageError
from businesscase.report.texts.texts import DANISH, ENGLISH, Texts
from businesscase.scenario.declare.keys import nearest, quantities, split
from businesscase.scenario.declare.places import Path as KeyPath
from businesscase.scenario.declare.places import Place
from businesscase.scenario.declare.quantity import Quantity
from businesscase.scenario.load.edits import Edits
from businesscase.scenario.load.scenario import Scenario
from businesscase.scenario.read.dumping import resolved_hash
from businesscase.workbook.grid import NO_VARIANT, VARIANT, address
from businesscase.workbook.layout import HEAD
from businesscase.workbook.remarks import Remarks
from businesscase.workbook.sheets.assumptions import FACTOR, GRADE, HIGH, KEY, LABEL, LOW, RUN, SINCE, UNIT, VALUE, YEAR

MOST_BYTES, MOST_RATIO, MOST_MEMBERS = 200_000_000, 200, 2_000
_COLUMNS, _MOST_BELOW = max(RUN, FACTOR) + 1, 1_000
_AGREE = 1e-12  # a spreadsheet program may store the last digit otherwise
_REFUSED = {"vbaproject": "macros", "externallinks/": "links to other workbooks", "activex": "controls"}


@dataclass(frozen=True)
class _Row:
    number: int
    cells: tuple[Any, ...]


def read_edits(path: Path, scenario: Scenario, variant: str | None = None) -> Edits:
    """What a reader changed on the sheet of inputs.

    Args:
        path: the workbook, written by `export` or `run --out` and saved again.
        scenario: that it was written from, with the variant's values.
        variant: its name, None for the scenario itself.

    Raises:
        UsageError: if the file cannot be read, is too large, holds macros, or is of another variant.
        ScenarioError: with every fault of the sheet: its cell, what was found, what was expected.
    """
    content = _content(path)
    book = _opened(path, content)
    sheet, texts = _sheet(path, book)
    told = {each.name: each.value for each in book.custom_doc_props.props}
    if book.properties.title != scenario.title:
        raise UsageError(
            f"the workbook '{path}' is of the scenario '{book.properties.title}': expected '{scenario.title}'"
        )
    written_of = told.get(VARIANT)
    if written_of is not None and written_of != (variant or NO_VARIANT):
        named, wanted = f"of the variant '{written_of}'", f"--variant '{written_of}'"
        if written_of == NO_VARIANT:
            named, wanted = "of the scenario itself", "no --variant"
        raise UsageError(f"the workbook '{path}' is {named}: expected {wanted}")
    reader = _Reader(f"{path}, {sheet.title}!", texts, scenario, told.get("scenario_sha256"))
    _check_head(path, sheet, texts)
    rows = list(_inputs(sheet))
    reader.read(rows)
    reader.check_price_year(list(_below(sheet, HEAD + 1 + len(rows))), scenario.time.price_year)
    if reader.faults:
        raise ScenarioError(reader.faults, of="the workbook")
    sha256 = hashlib.sha256(content).hexdigest()
    return Edits(str(path), sha256, reader.values, reader.before, reader.since, reader.places, reader.is_of_another)


class _Reader:
    """The rows of the sheet against the numbers that the scenario declares."""

    def __init__(self, where: str, texts: Texts, scenario: Scenario, sha256: str | None) -> None:
        self.where, self.texts, self.declared = where, texts, quantities(scenario)
        self.remarks = Remarks(scenario, texts)
        self.is_same = sha256 == resolved_hash(scenario)
        self.is_of_another = sha256 is not None and not self.is_same
        self.faults: list[Fault] = []
        self.values: dict[str, float] = {}
        self.before: dict[str, float] = {}
        self.since: dict[str, float] = {}
        self.places: dict[KeyPath, Place] = {}

    def read(self, rows: list[_Row]) -> None:
        """Compare every row; each number of the scenario has one."""
        seen: dict[str, int] = {}
        for row in rows:
            key = str(row.cells[KEY])
            if key in seen:
                self._fault(row, KEY, f"the key stands twice, the first time in row {seen[key]}", key)
            elif key not in self.declared:
                close = nearest(key, self.declared)
                self._fault(row, KEY, f"unknown key '{key}': the scenario has no such number", key, nearest=close)
            else:
                self._compare(row, key, self.declared[key])
            seen.setdefault(key, row.number)
        missing = [key for key in self.declared if key not in seen]
        if missing:
            shown = ", ".join(missing[:5]) + (f" and {len(missing) - 5} more" if len(missing) > 5 else "")
            message = f"{len(missing)} numbers of the scenario have no row: {shown}"
            self.faults.append(Fault(message, file=self.where.removesuffix("!"), expected="a row for each, as written"))

    def check_price_year(self, rows: list[_Row], wanted: int) -> None:
        """See that the price level below the inputs, which formulas use, is that of the scenario."""
        for row in rows:
            if row.cells[LABEL] == self.texts("book.price_year") and row.cells[VALUE] != wanted:
                message = "this is not read from a workbook, and its formulas use it: change it in the scenario file"
                self._fault(row, VALUE, message, "time.price_year", found=row.cells[VALUE], expected=str(wanted))

    def _compare(self, row: _Row, key: str, number: Quantity) -> None:
        year = self.texts("as_spent") if number.price_year == "as_spent" else number.price_year
        for column, wanted in ((UNIT, self.texts(f"unit.{number.unit}")), (YEAR, year)):
            if row.cells[column] != wanted:
                message = "the scenario file declares it otherwise now: write the workbook again"
                self._fault(row, column, message, key, found=row.cells[column], expected=str(wanted))
                return
        earlier = row.cells[GRADE] == self.texts("grade.what if") and not number.what_if
        for column, bound in ((LOW, number.low), (HIGH, number.high)):
            if not earlier and not _agrees(row.cells[column], bound):
                message = "an interval is not read from a workbook: change it in the scenario file"
                self._fault(row, column, message, key, found=row.cells[column], expected=str(bound or "nothing"))
        fixed = {FACTOR: number.factor, SINCE: self.remarks.since(key) or None}
        for column, declared in fixed.items():
            found = row.cells[column]
            found = found.date() if isinstance(found, datetime) else found
            if found != declared and not (isinstance(declared, float) and _agrees(found, declared)):
                message = "this is not read from a workbook, and its formulas use it: change it in the scenario file"
                self._fault(row, column, message, key, found=found, expected=str(declared or "nothing"))
        now, then = self._number(row, VALUE, key), self._number(row, RUN, key)
        if now is None or then is None:
            return
        if earlier:  # of a workbook that was itself written with changed numbers
            then = number.value
        elif not _agrees(then, number.value):
            if self.is_same:
                message = "this is what was run, and not to be changed"
                self._fault(row, RUN, message, key, found=then, expected=str(number.value))
            self.since[key] = then
        if now != then:
            self.values[key], self.before[key] = now, then
            self.places[split(key)] = Place(self._cell(row, VALUE), 0, 0, 0, 0)
        if earlier:
            self.is_of_another = False  # its own hash is that of the changed numbers

    def _number(self, row: _Row, column: int, key: str) -> float | None:
        """The number of a cell; None, and a fault, where it holds none."""
        value = row.cells[column]
        try:
            if not isinstance(value, bool) and isinstance(value, (int, float)) and math.isfinite(value):
                return float(value)
        except OverflowError:
            pass
        found = "an empty cell, or a formula that was never calculated" if value is None else repr(value)[:40]
        self._fault(row, column, "this is not a number", key, found=found, expected="a number")
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
        said = None if found is None else str(found)
        self.faults.append(Fault(message, key, self._cell(row, column), None, None, said, expected, nearest))


def _agrees(found: Any, declared: float | None) -> bool:
    if declared is None or not isinstance(found, (int, float)):
        return found is None and declared is None
    return math.isclose(found, declared, rel_tol=_AGREE, abs_tol=0.0)


def _content(path: Path) -> bytes:
    """The bytes of the file, after a look at what it would unpack to.

    Raises:
        UsageError: if it is no workbook, or not one to open.
    """
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise UsageError(f"the workbook '{path}' is {size:,} bytes: expected {MOST_BYTES:,} at most")
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(f"cannot read the workbook '{path}': {error.strerror or error}") from None
    try:
        members = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError):
        raise UsageError(f"'{path}' is not a workbook: expected an .xlsx file without a password") from None
    unpacked, packed = sum(each.file_size for each in members), sum(each.compress_size for each in members)
    if len(members) > MOST_MEMBERS or unpacked > MOST_BYTES or unpacked > MOST_RATIO * max(packed, 1):
        raise UsageError(
            f"the workbook '{path}' would unpack to {unpacked:,} bytes in {len(members):,} parts, from {packed:,}: "
            f"expected {MOST_BYTES:,} in {MOST_MEMBERS:,} at most, and {MOST_RATIO} times its size"
        )
    for part, name in _REFUSED.items():
        if any(part in each.filename.lower() for each in members):
            raise UsageError(
                f"the workbook '{path}' has {name}: expected the file as it was exported, only numbers new"
            )
    return content


def _opened(path: Path, content: bytes) -> Any:
    """The workbook with the values of its cells; XML that declares entities is refused (`defusedxml`)."""
    import defusedxml.common
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    broken = (
        defusedxml.common.DefusedXmlException, InvalidFileException, zipfile.BadZipFile, KeyError, ValueError,
        TypeError, AttributeError, IndexError, SyntaxError, EOFError, RuntimeError, NotImplementedError, OverflowError,
        MemoryError, zlib.error,
    )  # fmt: skip
    assert openpyxl.DEFUSEDXML, "openpyxl reads with defusedxml where that is installed"
    try:
        return openpyxl.load_workbook(io.BytesIO(content), data_only=True, keep_vba=False, keep_links=False)
    except broken as problem:
        raise UsageError(f"cannot read the workbook '{path}': {problem or type(problem).__name__}") from None


def _sheet(path: Path, book: Any) -> tuple[Any, Texts]:
    """The sheet of inputs, and the language it is in."""
    names = {texts("book.sheet.assumptions"): texts for texts in (DANISH, ENGLISH)}
    for name, texts in names.items():
        if name in book.sheetnames:
            return book[name], texts
    raise UsageError(
        f"the workbook '{path}' has no sheet of inputs: found {', '.join(book.sheetnames)}; "
        f"expected {' or '.join(names)}"
    )


def _check_head(path: Path, sheet: Any, texts: Texts) -> None:
    """See that the columns stand where they were written."""
    wanted = {
        KEY: "key", VALUE: "value", LOW: "low", HIGH: "high", UNIT: "unit", YEAR: "price_year", GRADE: "grade",
        SINCE: "since", RUN: "as_run", FACTOR: "factor",
    }  # fmt: skip
    faults = []
    for column, name in wanted.items():
        found, expected = sheet.cell(HEAD + 1, column + 1).value, texts(f"book.column.{name}")
        if found != expected:
            message = "this is not the head of the inputs as it was written"
            place = f"{path}, {sheet.title}!{address(HEAD, column)}"
            faults.append(Fault(message, file=place, found=str(found or "nothing"), expected=expected))
    if faults:
        raise ScenarioError(faults, of="the workbook")


def _below(sheet: Any, last: int) -> Iterator[_Row]:
    """The rows below the inputs: levels of the indices and the price level; so many as there may be, and no more."""
    rows = sheet.iter_rows(min_row=last + 1, max_row=last + _MOST_BELOW, max_col=_COLUMNS, values_only=True)
    for number, cells in enumerate(rows, start=last + 1):
        yield _Row(number, cells)


def _inputs(sheet: Any) -> Iterator[_Row]:
    """The rows from below the heads to the first that is empty; nothing beyond is looked at, however far it lies."""
    rows = sheet.iter_rows(min_row=HEAD + 2, max_col=_COLUMNS, values_only=True)
    for number, cells in enumerate(rows, start=HEAD + 2):
        if cells[KEY] in (None, ""):
            return
        yield _Row(number, cells)
