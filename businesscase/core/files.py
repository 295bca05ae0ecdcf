"""The one module that writes files: checked before anything is simulated, complete or not there at all.

A regular file, or a name that is new, is written under a temporary name beside it and renamed; of a link that is the
file it leads to. Anything else that is there already (a device, a named pipe, a descriptor such as /dev/fd/63 or
/dev/stdout) cannot be replaced without harm, so it is written straight through.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import stat
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from businesscase.core.errors import UsageError
from businesscase.core.system import system_words
from businesscase.core.words import Words

_DESCRIPTOR = r"/(?:dev|proc/(?:self|{process})(?:/task/\d+)?)/fd/(\d+)"
_STANDARD = {"/dev/stdin": 0, "/dev/stdout": 1, "/dev/stderr": 2}
_NOT_FOR_FILES = ("/dev", "/dev/fd", "/proc", "/sys")  # where a new name is a slip, also for root
_TEMPORARY = ".businesscase-"  # begins the names of files that are not whole yet
_ABANDONED = 3600.0  # seconds after which nobody writes one any more
_MOST_LINKS = 40  # as the kernel follows


def check_folder(folder: Path) -> None:
    """Make the folder if need be, and see that a file can be written in it.

    Raises:
        UsageError: if it cannot; before a long run rather than after it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _try_out(folder)
    except (OSError, ValueError) as error:
        raise UsageError(Words("files.folder", folder=folder, why=system_words(error))) from None


def sweep(folder: Path) -> None:
    """Take away what processes that were killed have left half-written in a folder."""
    for left in folder.glob(f"{_TEMPORARY}*"):
        with contextlib.suppress(OSError):  # another run may have just finished it
            if time.time() - left.stat().st_mtime > _ABANDONED:
                left.unlink()


def check_file(path: Path) -> None:
    """See that a file can be written at a path.

    Raises:
        UsageError: if the path is a folder, or its folder or what is there cannot be written.
    """
    with _explained(path):
        target = _target(path)
        if isinstance(target, int):
            os.fstat(target)
        elif target is None:
            _check_access(path)
        else:
            if target.exists():
                _check_access(target)
            check_folder(target.parent)


def is_replaced(path: Path) -> bool:
    """Whether writing there makes a new file or replaces a regular one; otherwise it is written straight through.

    Raises:
        UsageError: if nothing can be written there.
    """
    with _explained(path):
        return isinstance(_target(path), Path)


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole, so that an interrupted run leaves no half file.

    Raises:
        UsageError: if it cannot be written; what was there before is there still.
    """
    with written(path) as file:
        file.write(content)


@contextmanager
def written(path: Path) -> Iterator[BinaryIO]:
    """A file to write piece by piece: it takes its name when all of it is there, and is gone if that fails.

    Raises:
        UsageError: if it cannot be written.
    """
    with _explained(path):
        target = _target(path)
        if isinstance(target, Path):
            with _replacing(target) as file:
                yield file
        else:
            with _straight(path, target) as file:
                yield file


@contextmanager
def _replacing(target: Path) -> Iterator[BinaryIO]:
    """A new file that takes the target's place, mode and owner."""
    before = target.stat() if target.exists() else None
    temporary = target.parent / f"{_TEMPORARY}{secrets.token_hex(8)}"
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        if before is not None:
            with contextlib.suppress(OSError, AttributeError):  # who may not give a file away writes it as his own
                os.chown(temporary, before.st_uid, before.st_gid)
            temporary.chmod(stat.S_IMODE(before.st_mode) & 0o777)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def _straight(path: Path, descriptor: int | None) -> Iterator[BinaryIO]:
    """What is there already, opened for writing as it is: never emptied, for it may be somebody's output so far."""
    if descriptor is None:
        handle = os.open(path, os.O_WRONLY)
    else:  # opened anew it would begin at its start, over what was written to it before
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
        handle = os.dup(descriptor)
    with os.fdopen(handle, "wb") as file:
        yield file


def _target(path: Path) -> Path | int | None:
    """The file that is made or replaced; the descriptor that a path names; None for anything else that is there.

    Raises:
        OSError: if it cannot be told, or nothing can be written there.
    """
    place = path
    for _ in range(_MOST_LINKS):
        place = Path(os.path.realpath(place.parent)) / place.name
        found = re.fullmatch(_DESCRIPTOR.format(process=os.getpid()), str(place))
        if found or str(place) in _STANDARD:
            return int(found[1]) if found else _STANDARD[str(place)]
        if not place.is_symlink():
            break
        place = place.parent / place.readlink()
    try:
        mode = place.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        if str(place.parent) in _NOT_FOR_FILES:
            raise
        return place
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(0, Words("files.is_folder"))
    return place if stat.S_ISREG(mode) else None


def _check_access(path: Path) -> None:
    if not os.access(path, os.W_OK):
        raise PermissionError(0, Words("files.not_to_be_written"))


def _try_out(folder: Path) -> None:
    """Write nothing there, where the system can under no name at all."""
    with tempfile.TemporaryFile(dir=folder):
        pass


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:
        raise UsageError(Words("files.file", path=path, why=system_words(error))) from None
