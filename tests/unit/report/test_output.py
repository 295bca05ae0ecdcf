"""Files: refused early, complete or absent."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from builders import result

from businesscase.errors import UsageError
from businesscase.report import output
from businesscase.report.manifest import manifest
from businesscase.scenario.resolve import resolved_hash

FOUND = result()


def test_results_are_written_with_a_manifest_of_what_they_are(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    written = output.write_results(FOUND, folder, "invented")
    assert sorted(path.name for path in written) == [
        "invented.xlsx",
        "manifest.json",
        "payback.png",
        "payback.svg",
        "pockets.png",
        "pockets.svg",
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
    assert set(told["files"]) == {"payback.png", "payback.svg", "pockets.png", "pockets.svg", "invented.xlsx"}


def test_the_same_result_gives_the_same_files(tmp_path: Path) -> None:
    first = output.write_results(FOUND, tmp_path / "a", "x")
    second = output.write_results(FOUND, tmp_path / "b", "x")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
    assert "20" not in str(manifest(FOUND, {}).get("created", "")), "no dates"


@pytest.mark.parametrize("place", ["file", "file/below"])
def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(UsageError, match="cannot write in the folder"):
        output.check_folder(tmp_path / place)
    with pytest.raises(UsageError):
        output.check_file(tmp_path / "file" / "x.json")
    assert (tmp_path / "file").read_text() == "in the way"


def test_a_file_that_is_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="it is a folder"):
        output.check_file(tmp_path)
    output.check_file(tmp_path / "fine.json")
    assert list(tmp_path.iterdir()) == [], "looking leaves nothing behind"


def test_a_failed_write_leaves_the_old_file_and_no_half_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "result.json"
    target.write_text("old")

    def fail(self: Path, other: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(UsageError, match="No space left"):
        output.write_file(target, b"new")
    monkeypatch.undo()
    assert [path.name for path in tmp_path.iterdir()] == ["result.json"]
    assert target.read_text() == "old"


def test_an_existing_file_is_replaced_whole(tmp_path: Path) -> None:
    target = tmp_path / "result.json"
    target.write_text("a much longer old content")
    output.write_file(target, b"new")
    assert target.read_bytes() == b"new"
    assert target.stat().st_mode & 0o444 == 0o444, "readable by others as any file, not only by its owner"
