"""LibreOffice as the judge: every cell of a workbook calculated again from scratch, and compared."""

from __future__ import annotations

import html
import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

REQUIRED = "BUSINESSCASE_REQUIRE_LIBREOFFICE"
_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
{items}</oor:items>
"""
_ITEM = (
    '<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="{name}" oor:op="fuse">'
    "<value>0</value></prop></item>\n"
)


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


def recalculated(files: list[Path], folder: Path) -> list[Path]:
    """Copies of the files in which every formula was calculated again, whatever value was stored."""
    profile, out = folder / "profile", folder / "recalculated"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    items = "".join(_ITEM.format(name=name) for name in ("OOXMLRecalcMode", "ODFRecalcMode"))
    (profile / "user" / "registrymodifications.xcu").write_text(_RECALCULATE.format(items=items))
    command = [soffice(), f"-env:UserInstallation={profile.resolve().as_uri()}", "--headless", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", str(out), *map(str, files)], check=True, capture_output=True, timeout=600)
    found = [out / file.name for file in files]
    assert all(file.exists() for file in found), "LibreOffice wrote no file"
    return found


def values(file: Path) -> dict[tuple[str, str], Any]:
    """Every stored value: (sheet, cell) -> value."""
    book = openpyxl.load_workbook(file, data_only=True)
    return {(s.title, c.coordinate): c.value for s in book for row in s.iter_rows() for c in row if c.value is not None}


def formulas(file: Path) -> dict[tuple[str, str], str]:
    """Every formula: (sheet, cell) -> formula."""
    book = openpyxl.load_workbook(file)
    return {
        (s.title, c.coordinate): str(c.value) for s in book for row in s.iter_rows() for c in row if c.data_type == "f"
    }


_CELL = re.compile(r'<c r="([A-Z]+[0-9]+)"([^>]*)><f[^>]*?(?:/>|>(.*?)</f>)(?:<v(?: [^>]*)?>(.*?)</v>)?')
_SHEET = re.compile(r'<sheet [^>]*?name="([^"]*)"[^>]*?r:id="([^"]*)"')


def calculated(file: Path) -> dict[tuple[str, str], float | str]:
    """Every formula's stored value: (sheet, cell) -> value. Read off the file itself, which is fast where many are."""
    found: dict[tuple[str, str], float | str] = {}
    with zipfile.ZipFile(file) as parts:
        sheets = _SHEET.findall(parts.read("xl/workbook.xml").decode())
        for number, (name, _) in enumerate(sheets, start=1):
            content = parts.read(f"xl/worksheets/sheet{number}.xml").decode()
            for place, kind, _, value in _CELL.findall(content):
                text = 't="str"' in kind or 't="e"' in kind
                found[html.unescape(name), place] = html.unescape(value) if text else float(value or "nan")
    return found


def same(before: Any, after: Any, *, within: float = 1e-6) -> bool:
    """Whether two cells hold the same: kroner to `within`, text to the letter."""
    if isinstance(before, (int, float)) and isinstance(after, (int, float)):
        return abs(before - after) <= within
    return bool(before == after)


def with_inputs(file: Path, edits: dict[str, float], sheet: str, to: Path) -> Path:
    """A copy with inputs changed by key, as a reader would."""
    book = openpyxl.load_workbook(file)
    page = book[sheet]
    rows = {row[0].value: row for row in page.iter_rows() if row[0].value}
    for key, value in edits.items():
        rows[key][2].value = value
    book.save(to)
    return to
