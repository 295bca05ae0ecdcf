"""LibreOffice as the judge: every cell of a workbook calculated again from scratch, and compared."""

from __future__ import annotations

import html
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from businesscase.workbook.grid import address

Cells = dict[tuple[str, str], float | str]  # (sheet, cell) -> value
REQUIRED = "BUSINESSCASE_REQUIRE_LIBREOFFICE"
_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
{items}</oor:items>
"""
_ITEM = (
    '<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="{name}" oor:op="fuse">'
    "<value>0</value></prop></item>\n"
)
# Commas, text in quotes and numbers not, UTF-8, every digit rather than what is shown, a file for every sheet.
_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,1033,true,true,false,false,false,-1"
_FIELD = re.compile(r'(?:"((?:[^"]|"")*)"|([^",\n]*))([,\n])')
_SHEET = re.compile(r'<sheet name="([^"]*)"')
_TEXT = re.compile(r"<si><t(?: [^>]*)?>([^<]*)</t></si>")
_CELL = re.compile(r'<c r="([A-Z]+[0-9]+)"(?: s="[0-9]+")?(?: t="(\w+)")?>(?:<f>([^<]*)</f>)?<v>([^<]*)</v></c>')
_STORED = re.compile(r"(?<=</f>)<v>[^<]*</v>")
_TITLES = re.compile(r'<definedName name="_xlnm.Print_Titles"[^>]*>[^<]*</definedName>')


def soffice() -> str:
    """The program; skips the test where there is none, or fails where one is required (as in .ci/run)."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        said = (
            "LibreOffice (soffice) is not installed, so no workbook is recalculated: apt-get install libreoffice-calc"
        )
        if os.environ.get(REQUIRED):
            pytest.fail(said)
        pytest.skip(said)
    return found


def _converted(files: list[Path], folder: Path, to: str) -> Path:
    """The folder of what LibreOffice made of the files, having calculated every formula, whatever value was stored."""
    profile, out = folder / "profile", folder / "recalculated"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    items = "".join(_ITEM.format(name=name) for name in ("OOXMLRecalcMode", "ODFRecalcMode"))
    (profile / "user" / "registrymodifications.xcu").write_text(_RECALCULATE.format(items=items))
    command = [soffice(), f"-env:UserInstallation={profile.resolve().as_uri()}", "--headless", "--convert-to", to]
    subprocess.run([*command, "--outdir", str(out), *map(str, files)], check=True, capture_output=True, timeout=600)
    return out


def saved_again(files: list[Path], folder: Path) -> list[Path]:
    """The files as somebody saves them from LibreOffice."""
    out = _converted(files, folder, "xlsx")
    found = [out / file.name for file in files]
    assert all(file.exists() for file in found), "LibreOffice wrote no file"
    return found


def recalculated(files: list[Path], folder: Path) -> list[Cells]:
    """Every cell of the files that is not empty, formulas as LibreOffice calculates them.

    It is given no stored value that it could repeat. Nor the rows to print on every page, for each of which it looks
    for the page breaks of a million rows, half of its time; what it writes and what is read is text, a third of it.
    """
    bare = folder / "bare"
    bare.mkdir(exist_ok=True)
    given = [copied(file, bare / f"{number}.xlsx", _bare) for number, file in enumerate(files)]
    out = _converted(given, folder, _CSV)
    return [_read(out, file) for file in given]


def _bare(part: str, content: str) -> str:
    if part == "xl/workbook.xml":
        return _TITLES.sub("", content)
    return _STORED.sub("", content) if part.startswith("xl/worksheets/sheet") else content


def _read(folder: Path, file: Path) -> Cells:
    found: Cells = {}
    with zipfile.ZipFile(file) as parts:
        names = [html.unescape(name) for name in _SHEET.findall(parts.read("xl/workbook.xml").decode())]
    for name in names:
        row = column = 0
        for text, number, end in _FIELD.findall((folder / f"{file.stem}-{name}.csv").read_text("utf-8")):
            if number:
                found[name, address(row, column)] = _number(number)
            elif text:
                found[name, address(row, column)] = text.replace('""', '"')
            row, column = (row, column + 1) if end == "," else (row + 1, 0)
    return found


def _number(text: str) -> float | str:
    """What stands without quotes, in the form of its cell; an error as it is written."""
    try:
        return float(text)
    except ValueError:
        if text.endswith("%"):
            return float(text[:-1]) / 100.0
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            return float((datetime.fromisoformat(text) - datetime(1899, 12, 30)).days)
        return text


def copied(file: Path, to: Path, change: Callable[[str, str], str]) -> Path:
    """A copy of a workbook, each part of it changed by its name and content."""
    with zipfile.ZipFile(file) as parts, zipfile.ZipFile(to, "w") as own:
        for name in parts.namelist():
            own.writestr(name, change(name, parts.read(name).decode()))
    return to


def _cells(file: Path) -> Iterator[tuple[tuple[str, str], str, float | str]]:
    """Cells of a file as the library writes it, none left out: where, its formula if it has one, its value."""
    with zipfile.ZipFile(file) as parts:
        texts = [html.unescape(text) for text in _TEXT.findall(parts.read("xl/sharedStrings.xml").decode())]
        for number, name in enumerate(_SHEET.findall(parts.read("xl/workbook.xml").decode()), start=1):
            content, sheet = parts.read(f"xl/worksheets/sheet{number}.xml").decode(), html.unescape(name)
            cells = _CELL.findall(content)
            assert len(cells) == content.count("<v>") == content.count("</c>"), "a cell of another form"
            for place, kind, formula, value in cells:
                held = texts[int(value)] if kind == "s" else html.unescape(value) if kind else float(value)
                yield (sheet, place), formula, held


def stored(file: Path) -> Cells:
    """Every value of a file as the library writes it."""
    return {place: value for place, _, value in _cells(file)}


def calculated(file: Path) -> Cells:
    """Every formula's stored value."""
    return {place: value for place, formula, value in _cells(file) if formula}


def formulas(file: Path) -> dict[tuple[str, str], str]:
    """Every formula."""
    return {place: html.unescape(formula) for place, formula, _ in _cells(file) if formula}


def values(file: Path) -> dict[tuple[str, str], Any]:
    """Every stored value of a file, whoever wrote it."""
    book = openpyxl.load_workbook(file, data_only=True)
    return {(s.title, c.coordinate): c.value for s in book for row in s.iter_rows() for c in row if c.value is not None}


def same(before: Any, after: Any, *, within: float = 1e-6) -> bool:
    """Whether two cells hold the same: kroner to `within`, text to the letter."""
    if isinstance(before, (int, float)) and isinstance(after, (int, float)):
        return abs(before - after) <= within
    return bool(before == after)


def is_error(value: float | str | None) -> bool:
    """Whether a cell holds what LibreOffice shows where it can calculate nothing."""
    return isinstance(value, str) and value.startswith(("#", "Err:"))


def with_cells(file: Path, sheet: str, changes: dict[str, Callable[[str], str]], to: Path) -> Path:
    """A copy in which the XML inside cells of a sheet is changed, as a reader would change the cells."""
    with zipfile.ZipFile(file) as parts:
        names = [html.unescape(name) for name in _SHEET.findall(parts.read("xl/workbook.xml").decode())]

    def changed(part: str, content: str) -> str:
        if part == f"xl/worksheets/sheet{names.index(sheet) + 1}.xml":
            for place, change in changes.items():
                ((before, inside, after),) = re.findall(f'^(.*<c r="{place}"[^>]*>)(.*?)(</c>.*)$', content, re.S)
                content = f"{before}{change(inside)}{after}"
        return content

    return copied(file, to, changed)


def with_inputs(file: Path, edits: dict[str, float], sheet: str, to: Path) -> Path:
    """A copy with inputs changed by key."""
    cells = stored(file)
    rows = {value: place[1:] for (name, place), value in cells.items() if name == sheet and re.match("A[0-9]", place)}
    assert all(isinstance(cells[sheet, f"C{rows[key]}"], float) for key in edits)
    changes = {f"C{rows[key]}": lambda _, number=value: f"<v>{number!r}</v>" for key, value in edits.items()}
    return with_cells(file, sheet, changes, to)
