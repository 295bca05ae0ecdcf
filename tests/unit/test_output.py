"""Files: refused early, complete or absent."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import openpyxl
import pytest

from businesscase import output
from businesscase.core.errors import UsageError
from businesscase.report.json.manifest import manifest
from businesscase.scenario.read.dumping import resolved_hash
from tests.unit.measures.builders import result

FOUND = result()


def test_results_are_written_with_a_manifest_of_what_they_are(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    written = output.write_results(FOUND, folder, "invented")
    assert sorted(path.name for path in written) == [
        "invented.xlsx",
        "manifest.json",
        "payback.png",
        "payback.svg",
        "purses.png",
        "purses.svg",
    ]
    assert sorted(path.name for path in folder.iterdir()) == sorted(path.name for path in written), (
        "nothing half-written"
    )
    told = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert told["scenario_sha256"] == resolved_hash(FOUND.scenario)
    assert (told["seed"], told["draws"], told["replications"]) == (1, 40, 8)
    assert told["packages"]["numpy"]
    for name, digest in told["files"].items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    assert set(told["files"]) == {"payback.png", "payback.svg", "purses.png", "purses.svg", "invented.xlsx"}


def test_the_same_result_gives_the_same_files(tmp_path: Path) -> None:
    first = output.write_results(FOUND, tmp_path / "a", "x")
    second = output.write_results(FOUND, tmp_path / "b", "x")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
    assert "20" not in str(manifest(FOUND, {}).get("created", "")), "no dates"


def test_a_workbook_that_somebody_saved_is_not_overwritten(tmp_path: Path) -> None:
    output.write_results(FOUND, tmp_path, "x")
    book = tmp_path / "x.xlsx"
    output.check_unedited(book)
    output.check_unedited(tmp_path / "not_there.xlsx")
    openpyxl.load_workbook(book).save(book)
    saved = book.read_bytes()
    for content in (saved, b"\xd0\xcf\x11\xe0 with a password", b""):
        book.write_bytes(content)
        with pytest.raises(UsageError, match="was saved by somebody since it was written"):
            output.check_unedited(book)
        with pytest.raises(UsageError, match="was saved by somebody"):
            output.write_book(book, b"new")
        assert book.read_bytes() == content
