"""Compiled kernels on disk: where they may lie, each whole or not used at all.

They are read from every folder of this user and written into the first that can be written, so a cache that was filled
beforehand and cannot be written (a container image) is used as it is. What is read is unpickled, that is, trusted: so
the folder in the temporary one, where everybody may put things, is of this user alone or is not used.
"""

from __future__ import annotations

import hashlib
import logging
import os
import pickle
import stat
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from businesscase.core.errors import UsageError
from businesscase.core.files import check_folder, write_file
from businesscase.core.words import Words

VARIABLE = "BUSINESSCASE_CACHE"
_DIGEST = 32  # bytes of SHA-256 before what is kept
_said: set[str] = set()


@dataclass(frozen=True)
class Places:
    """Where compiled kernels lie: folders they are read from, the one they are written into, and what to say of it."""

    read: tuple[Path, ...]
    write: Path | None
    notice: str = ""

    @property
    def filled(self) -> bool:
        """Whether there is a kernel in one of them."""
        return any(any(folder.glob("*.nbc")) for folder in self.read)


def cache_places(name: str) -> Places:
    """Folders called `name` in BUSINESSCASE_CACHE, in the user's own cache folder, and in a private temporary one."""
    named, home = os.environ.get(VARIABLE), _home()
    roots = [Path(named)] if named else []
    roots += [home / ".cache" / "businesscase"] if home is not None else []
    read: list[Path] = []
    for place, root in enumerate(roots):
        folder = root / name
        if _can_be_written(folder):
            kept_there = Words("kernels.elsewhere", why=Words("kernels.unwritable", folder=roots[0]), folder=root)
            return Places((*read, folder), folder, kept_there if place and not read else "")
        if any(folder.glob("*.nbc")):
            read.append(folder)
    wanted = Words("kernels.unwritable", folder=roots[0]) if roots else Words("kernels.no_home")
    private = private_folder()
    if private is not None and _can_be_written(private / name):
        kept_there = Words("kernels.elsewhere", why=wanted, folder=private)
        return Places((*read, private / name), private / name, "" if read else kept_there)
    notice = Words("kernels.not_kept", why=wanted, variable=VARIABLE)
    return Places(tuple(read), None, notice)


def private_folder() -> Path | None:
    """A folder of this user alone in the temporary one; None if it cannot be had, or somebody else was there first."""
    try:
        temporary = Path(tempfile.gettempdir())
        user = os.geteuid() if hasattr(os, "geteuid") else "own"
        folder = temporary / f"businesscase-{user}"
        folder.mkdir(mode=0o700, exist_ok=True)
        found, around = folder.lstat(), temporary.stat()
    except OSError:
        return None
    if not hasattr(os, "geteuid"):
        return folder  # the temporary folder is the user's own there
    shared = around.st_mode & stat.S_IWOTH and not around.st_mode & stat.S_ISVTX  # anybody could put another in place
    safe = stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid() and not found.st_mode & 0o077
    return folder if safe and not shared else None


class KernelCache:
    """The cache of one function, as numba's dispatcher asks for it: `load_overload`, `save_overload`.

    A file is a digest and what it is the digest of. One that was emptied or cut, or that another version of numba
    wrote, counts as none: the function is compiled again.
    """

    def __init__(self, function: Callable[..., Any], places: Places) -> None:
        self._function = function
        self._places = places

    @property
    def cache_path(self) -> str | None:
        """Where kernels are written."""
        return None if self._places.write is None else str(self._places.write)

    def load_overload(self, signature: Any, target: Any) -> Any:
        """The compiled function for arguments of these types, None if it is not kept."""
        from numba.core import compiler

        rebuild: Any = compiler.CompileResult._rebuild
        target.refresh()
        name = self._name(signature, target.codegen())
        for folder in self._places.read:
            try:
                content = (folder / name).read_bytes()
                if hashlib.sha256(content[_DIGEST:]).digest() != content[:_DIGEST]:
                    continue
                kept, parts = pickle.loads(content[_DIGEST:])
                if kept == signature:
                    return rebuild(target, *parts)
            except Exception:  # noqa: S112, BLE001, RUF100  # whatever is wrong with a file, compiling heals it
                continue
        return None

    def save_overload(self, signature: Any, compiled: Any) -> None:
        """Keep a compiled function, where that can be done; otherwise say so once."""
        from numba.core import serialize

        dumps: Any = serialize.dumps
        if self._places.notice:
            _say(self._places.notice)
        if self._places.write is None or compiled.library.has_dynamic_globals or compiled.lifted:
            return
        content = dumps((signature, compiled._reduce()))
        file = self._places.write / self._name(signature, compiled.library.codegen)
        try:
            write_file(file, hashlib.sha256(content).digest() + content)
        except UsageError as error:
            _say(Words("kernels.failed", why=error))

    def enable(self) -> None:
        """Part of what numba asks for."""

    def disable(self) -> None:
        """Part of what numba asks for."""

    def flush(self) -> None:
        """Part of what numba asks for."""

    def _name(self, signature: Any, codegen: Any) -> str:
        """Of the function's file: its sources are told apart by the folder, its types and the processor here."""
        import numba

        function = self._function
        closure = [repr(cell.cell_contents) for cell in function.__closure__ or ()]
        parts = (
            function.__module__, function.__qualname__, function.__code__.co_code, closure, repr(signature),
            codegen.magic_tuple(), numba.__version__, sys.implementation.cache_tag,
        )  # fmt: skip
        digest = hashlib.sha256(repr(parts).encode()).hexdigest()
        return f"{function.__module__.rsplit('.', 1)[-1]}.{function.__name__}-{digest[:24]}.nbc"


def _home() -> Path | None:
    """The user's home; None if there is none: HOME unset, and the user not in the table of users."""
    try:
        home = Path.home()
    except RuntimeError:
        return None
    return home if home.is_absolute() else None


def _can_be_written(folder: Path) -> bool:
    try:
        check_folder(folder)
    except UsageError:
        return False
    return True


def _say(words: str) -> None:
    """One line on stderr, once; not again in the processes that an engine starts."""
    import multiprocessing

    if words not in _said and multiprocessing.parent_process() is None:
        logging.getLogger("businesscase").warning(words)
    _said.add(words)
