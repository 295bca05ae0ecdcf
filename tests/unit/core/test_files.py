"""Files: refused early, complete or absent."""

from __future__ import annotations

from pathlib import Path

import pytest

from businesscase.core.errors import UsageError
from businesscase.core.files import check_file, check_folder, write_file


@pytest.mark.parametrize("place", ["file", "file/below"])
def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(UsageError, match="cannot write in the folder"):
        check_folder(tmp_path / place)
    with pytest.raises(UsageError):
        check_file(tmp_path / "file" / "x.json")
    assert (tmp_path / "file").read_text() == "in the way"


def test_a_file_that_is_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="it is a folder"):
        check_file(tmp_path)
    check_file(tmp_path / "fine.json")
    assert list(tmp_path.iterdir()) == [], "looking leaves nothing behind"


def test_a_failed_write_leaves_the_old_file_and_no_half_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "result.json"
    target.write_text("old")

    def fail(self: Path, other: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(UsageError, match="No space left"):
        write_file(target, b"new")
    monkeypatch.undo()
    assert [path.name for path in tmp_path.iterdir()] == ["result.json"]
    assert target.read_text() == "old"


def test_an_existing_file_is_replaced_whole(tmp_path: Path) -> None:
    target = tmp_path / "result.json"
    target.write_text("a much longer old content")
    write_file(target, b"new")
    assert target.read_bytes() == b"new"
    assert target.stat().st_mode & 0o444 == 0o444, "readable by others as any file, not only by its owner"
