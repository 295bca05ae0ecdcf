"""A workbook from outside, looked at before it is opened: what it would unpack to, and what it may not hold."""

from __future__ import annotations

import functools
import io
import re
import warnings
import zipfile
import zlib
from pathlib import Path
from typing import Any

from businesscase.core.civil_numbers import MOST, civil_number_fault, is_civil_number
from businesscase.core.errors import ScenarioError, UsageError
from businesscase.core.system import system_words
from businesscase.core.words import Words
from businesscase.workbook.misread import other_file

MOST_BYTES, MOST_RATIO, MOST_MEMBERS = 50_000_000, 200, 2_000  # a real one unpacks to 5,000,000 in 35 parts
MOST_CELLS = 100_000  # in merged and linked areas
_AREA = re.compile(rb"<(?:[^\s<>/:]+:)?(?:mergeCell|hyperlink)\b([^>]*)>")
_REFERENCE = re.compile(rb"""\sref\s*=\s*["']([A-Z]{1,3})([0-9]{1,7})(?::([A-Z]{1,3})([0-9]{1,7}))?["']""")
_REFUSED = {
    "vbaproject": Words("book.macros"),
    "externallinks/": Words("book.links"),
    "activex": Words("book.controls"),
}


def content_of(path: Path) -> bytes:
    """The bytes of the file, after a look at what it would unpack to.

    Raises:
        UsageError: if it is no workbook, or not one to open.
    """
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise UsageError(Words("book.large", path=path, size=size, most=MOST_BYTES))
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(Words("book.unread", path=path, why=system_words(error))) from None
    try:
        members = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError):
        found = other_file(content, None) or Words("book.no_workbook")
        raise UsageError(Words("book.other_file", path=path, found=found)) from None
    unpacked, packed = sum(each.file_size for each in members), sum(each.compress_size for each in members)
    if len(members) > MOST_MEMBERS or unpacked > MOST_BYTES or unpacked > MOST_RATIO * max(packed, 1):
        raise UsageError(
            Words(
                "book.unpacks",
                path=path,
                unpacked=unpacked,
                count=len(members),
                packed=packed,
                most=MOST_BYTES,
                parts=MOST_MEMBERS,
                ratio=MOST_RATIO,
            )
        )
    for part, name in _REFUSED.items():
        if any(part in each.filename.lower() for each in members):
            raise UsageError(Words("book.holds", path=path, name=name))
    other = other_file(content, _kinds(content))
    if other is not None:
        raise UsageError(Words("book.other_file", path=path, found=other))
    return content


def _kinds(content: bytes) -> dict[str, bytes]:
    """The parts by name, with the little that says of what kind the file is."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        found = dict.fromkeys(parts.namelist(), b"")
        if "mimetype" in found:
            try:
                with parts.open("mimetype") as told:
                    found["mimetype"] = told.read(200)
            except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError):
                return found  # what cannot be read is told when the workbook is opened
    return found


def opened(path: Path, content: bytes, *, formulas: bool = False) -> Any:
    """The workbook with the values of its cells, or their formulas; XML that declares entities is refused (defusedxml).

    A formula has no value where no program has calculated it yet.

    Raises:
        UsageError: if it cannot be read.
        ScenarioError: if a cell or a remark on any sheet seems to hold a civil registration number.
    """
    import openpyxl

    assert openpyxl.DEFUSEDXML, "openpyxl reads with defusedxml where that is installed"
    try:
        _check_areas(path, content)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what it leaves out: a reader of ours needs none of that
            book = openpyxl.load_workbook(io.BytesIO(content), data_only=not formulas, keep_vba=False, keep_links=False)
        _check_persons(path, book)
        return book
    except (UsageError, ScenarioError):
        raise
    except Exception as problem:  # of whatever kind: nothing is known of the file, and nothing but it is read
        raise UsageError(Words("book.unread", path=path, why=problem or type(problem).__name__)) from None


def _check_persons(path: Path, book: Any) -> None:
    faults = []
    for sheet in book.worksheets:
        for cell in list(sheet._cells.values()):
            remark = getattr(cell, "comment", None)
            if is_civil_number(cell.value, cell.number_format) or (remark is not None and is_civil_number(remark.text)):
                faults.append(civil_number_fault(f"{path}, {sheet.title}!{cell.coordinate}"))
    if faults:
        raise ScenarioError(faults[:MOST], of="the workbook")


def _check_areas(path: Path, content: bytes) -> None:
    """See that no few bytes stand for all cells of a sheet: openpyxl makes each cell of a merged or linked area.

    Raises:
        UsageError: if they do, or if it cannot be told.
    """
    cells = 0
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        for each in book.infolist():
            part = book.read(each)
            if each.filename.endswith((".xml", ".rels")) and b"\0" in part[:8]:
                raise UsageError(Words("book.no_utf8", path=path))
            for found in _AREA.finditer(part):
                corners = _REFERENCE.search(found[1])
                if corners is None:
                    raise UsageError(Words("book.area", path=path))
                first, last, upper, lower = corners[1], corners[3] or corners[1], corners[2], corners[4] or corners[2]
                cells += (abs(_column(last) - _column(first)) + 1) * (abs(int(lower) - int(upper)) + 1)
    if cells > MOST_CELLS:
        raise UsageError(Words("book.areas", path=path, cells=cells, most=MOST_CELLS))


def _column(letters: bytes) -> int:
    return functools.reduce(lambda number, letter: 26 * number + letter - 64, letters, 0)
