"""Compiled kernels on disk: where they may lie, and what becomes of files that are not whole."""

from __future__ import annotations

import hashlib
import logging
import os
import pickle
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numba
import pytest

from businesscase.core import kernel_cache
from businesscase.core.kernel_cache import VARIABLE, KernelCache, Places, cache_places, private_folder
from businesscase.report.figures import matplotlib_folder

owned = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="this system has no owners")
compiled = pytest.mark.skipif(bool(numba.config.DISABLE_JIT), reason="nothing is compiled")


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Path]:
    """A named folder, a home and a temporary folder of the test's own."""
    made = {name: tmp_path / name for name in ("named", "home", "temporary")}
    for folder in made.values():
        folder.mkdir()
    monkeypatch.setenv(VARIABLE, str(made["named"]))
    monkeypatch.setenv("HOME", str(made["home"]))
    monkeypatch.setenv("TMPDIR", str(made["temporary"]))
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setattr(kernel_cache, "_said", set())
    return made


@pytest.fixture
def read_only(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Let nothing be written below a folder (also for root, whom its mode would not stop)."""
    closed: list[Path] = []
    before = kernel_cache._can_be_written
    allowed = lambda folder: not any(folder.is_relative_to(each) for each in closed) and before(folder)  # noqa: E731
    monkeypatch.setattr(kernel_cache, "_can_be_written", allowed)
    return closed.append


def fill(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "kernel.nbc").write_bytes(b"kernel")


def no_home() -> Path:
    raise RuntimeError("Could not determine home directory.")


def test_the_named_folder_is_used_where_it_can_be_written(places: dict[str, Path]) -> None:
    found = cache_places("k")
    assert found == Places((places["named"] / "k",), places["named"] / "k", "")
    assert not found.filled
    assert not any(places["home"].iterdir())


def test_a_filled_one_that_cannot_be_written_is_read(places: dict[str, Path], read_only: Any) -> None:
    fill(places["named"] / "k")
    read_only(places["named"])
    found = cache_places("k")
    own = places["home"] / ".cache" / "businesscase" / "k"
    assert (found.read, found.write, found.notice) == ((places["named"] / "k", own), own, "")
    assert found.filled
    read_only(places["home"])
    read_only(places["temporary"])
    alone = cache_places("k")
    assert (alone.read, alone.write) == ((places["named"] / "k",), None)


def test_an_empty_one_that_cannot_be_written_is_told(places: dict[str, Path], read_only: Any) -> None:
    read_only(places["named"])
    assert cache_places("k").notice == (
        f"{places['named']} cannot be written: compiled kernels are kept in {places['home'] / '.cache/businesscase'}"
    )


@owned
def test_without_a_home_a_private_folder_serves(places: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE)
    monkeypatch.setattr(Path, "home", no_home)
    found = cache_places("k")
    private = places["temporary"] / f"businesscase-{os.geteuid()}"
    assert (found.read, found.write) == ((private / "k",), private / "k")
    assert found.notice == f"this user has no home: compiled kernels are kept in {private}"
    assert private.stat().st_mode & 0o777 == 0o700


@owned
@pytest.mark.parametrize("kind", ["somebody else's", "open to others", "a link", "a file", "swapped at will"])
def test_a_folder_that_others_could_fill_is_not_used(
    places: dict[str, Path], monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.delenv(VARIABLE)
    monkeypatch.setattr(Path, "home", no_home)
    name, user = places["temporary"] / f"businesscase-{os.geteuid()}", os.geteuid()
    elsewhere = places["named"] / "elsewhere"
    elsewhere.mkdir(mode=0o700)
    if kind == "a link":
        name.symlink_to(elsewhere)
    elif kind == "a file":
        name.write_text("")
    elif kind == "swapped at will":
        places["temporary"].chmod(0o777)
    else:
        name.mkdir(mode=0o700)
        if kind == "open to others":
            name.chmod(0o755)
        else:
            named = f"businesscase-{user + 1}"
            name.rename(places["temporary"] / named)
            monkeypatch.setattr(os, "geteuid", lambda: user + 1)
    assert private_folder() is None
    found = cache_places("k")
    assert (found.read, found.write) == ((), None)
    assert "are not kept" in found.notice
    assert not any(elsewhere.iterdir())


def triple(number: float) -> float:
    return 3.0 * number


def called(places: Places) -> float:
    """What the function gives, compiled in a dispatcher of its own."""
    dispatcher: Any = numba.njit(triple)
    dispatcher._cache = KernelCache(triple, places)
    return float(dispatcher(2.0))


@compiled
@pytest.mark.parametrize("damage", ["emptied", "cut", "turned over", "of something else", "gone"])
def test_a_damaged_file_is_compiled_again(tmp_path: Path, damage: str) -> None:
    places = Places((tmp_path,), tmp_path)
    assert called(places) == 6.0
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    other = pickle.dumps(("signature", "nothing numba wrote"))
    broken = {
        "emptied": b"", "cut": whole[: len(whole) // 2], "turned over": whole[:-1] + bytes([whole[-1] ^ 1]),
        "of something else": hashlib.sha256(other).digest() + other, "gone": None,
    }[damage]  # fmt: skip
    if broken is None:
        file.unlink()
    else:
        file.write_bytes(broken)
    assert called(places) == 6.0
    assert file.stat().st_size > len(whole) * 0.9, "whole again"
    assert [each.name for each in tmp_path.iterdir()] == [file.name]


@compiled
def test_a_kernel_is_read_from_where_nothing_can_be_written(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    filled = tmp_path / "filled"
    filled.mkdir()
    called(Places((filled,), filled))
    caplog.clear()
    assert called(Places((filled,), None, "not kept")) == 6.0
    assert caplog.messages == [], "nothing was compiled, so nothing is missed"


@compiled
def test_what_cannot_be_kept_is_said_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kernel_cache, "_said", set())
    with caplog.at_level(logging.WARNING, "businesscase"):
        for _ in range(2):
            assert called(Places((), None, "compiled kernels are not kept")) == 6.0
        assert caplog.messages == ["compiled kernels are not kept"]
        gone = tmp_path / "gone"
        for _ in range(2):
            assert called(Places((gone,), gone)) == 6.0
    assert len(caplog.messages) == 2
    assert str(gone) in caplog.messages[1]


@owned
def test_matplotlib_has_a_private_folder_where_there_is_no_home(
    places: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("MPLCONFIGDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.delitem(matplotlib_folder.sys.modules, "matplotlib", raising=False)
    loaded = dict(matplotlib_folder.sys.modules)
    monkeypatch.setattr(matplotlib_folder, "_load", lambda: None)
    matplotlib_folder.import_matplotlib_quietly()
    assert "MPLCONFIGDIR" not in os.environ, "a home that can be written is left alone"
    monkeypatch.setattr(Path, "home", no_home)
    matplotlib_folder.import_matplotlib_quietly()
    assert os.environ.pop("MPLCONFIGDIR") == str(places["temporary"] / f"businesscase-{os.geteuid()}" / "matplotlib")
    assert dict(matplotlib_folder.sys.modules) == loaded
