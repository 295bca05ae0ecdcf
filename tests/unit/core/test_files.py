"""Files: refused early, complete or absent."""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path

import pytest

from businesscase.core.errors import UsageError
from businesscase.core.files import check_file, check_folder, write_file, written

posix = pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no such devices")


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


@pytest.mark.parametrize("hops", [1, 2])
def test_a_link_stays_and_what_it_leads_to_changes(tmp_path: Path, hops: int) -> None:
    (tmp_path / "far").mkdir()
    target, link = tmp_path / "far" / "result.json", tmp_path / "link.json"
    target.write_text("old")
    target.chmod(0o640)
    link.symlink_to("far/result.json" if hops == 1 else "second")
    if hops == 2:
        (tmp_path / "second").symlink_to(target)
    check_file(link)
    write_file(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert target.stat().st_mode & 0o777 == 0o640, "as open to others as it was"
    assert [path.name for path in target.parent.iterdir()] == ["result.json"]


def test_a_link_to_nothing_makes_what_it_leads_to(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to("new.json")
    write_file(link, b"new")
    assert link.is_symlink()
    assert (tmp_path / "new.json").read_bytes() == b"new"


def test_a_link_to_itself_is_told(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    for act in (check_file, lambda path: write_file(path, b"")):
        with pytest.raises(UsageError, match="cannot write the file"):
            act(tmp_path / "a")


@posix
def test_a_named_pipe_is_written_to_its_reader(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    check_file(pipe)  # asks for no reader
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()), daemon=True)
    reader.start()
    write_file(pipe, b"new")
    reader.join(timeout=20)
    assert read == [b"new"]
    assert stat.S_ISFIFO(pipe.stat().st_mode), "a pipe still"


@posix
def test_a_device_stays_a_device_and_its_fault_is_told(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to("/dev/full")
    for path in (Path("/dev/full"), link):
        check_file(path)
        with pytest.raises(UsageError, match=f"cannot write the file '{path}': No space left"):
            write_file(path, b"new")
        assert stat.S_ISCHR(path.stat().st_mode)
    write_file(Path("/dev/null"), b"new")
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)
    assert link.is_symlink()


@posix
def test_a_descriptor_is_written_where_it_stands(tmp_path: Path) -> None:
    """As a shell hands over `>(command)`, and /dev/stdout of a command whose output goes on in a file."""
    file = tmp_path / "file"
    with file.open("wb", buffering=0) as opened:
        opened.write(b"first ")
        path = Path(f"/dev/fd/{opened.fileno()}")
        check_file(path)
        write_file(path, b"second ")
        opened.write(b"third")
    assert file.read_bytes() == b"first second third"
    with pytest.raises(UsageError, match="cannot write the file '/dev/fd/873'"):
        check_file(Path("/dev/fd/873"))


@posix
def test_nothing_is_made_among_the_devices() -> None:
    before = os.listdir("/dev")
    with pytest.raises(UsageError, match="cannot write the file"):
        check_file(Path("/dev/nosuchdevice"))
    with pytest.raises(UsageError, match="cannot write the file"):
        write_file(Path("/dev/nosuchdevice"), b"new")
    assert os.listdir("/dev") == before


def test_what_is_there_is_kept_where_the_new_file_fails_half_way(tmp_path: Path) -> None:
    target = tmp_path / "result.json"
    target.write_text("old")

    def half() -> None:
        with written(target) as file:
            file.write(b"half")
            raise OSError(28, "No space left on device")

    with pytest.raises(UsageError, match="No space left"):
        half()
    assert [path.name for path in tmp_path.iterdir()] == ["result.json"]
    assert target.read_text() == "old"


def test_the_longest_name_there_is_can_be_written(tmp_path: Path) -> None:
    target = tmp_path / ("n" * 250 + ".json")
    write_file(target, b"new")
    assert target.read_bytes() == b"new"
