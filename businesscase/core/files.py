"""Files on disk: checked before anything is simulated, complete or not there at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from businesscase.core.errors import UsageError


def check_folder(folder: Path) -> None:
    """Make the folder if need be, and see that a file can be written in it.

    Raises:
        UsageError: if it cannot; before a long run rather than after it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise UsageError(f"cannot write in the folder '{folder}': {error.strerror or error}") from None


def check_file(path: Path) -> None:
    """See that a file can be written at a path.

    Raises:
        UsageError: if the path is a folder, or its folder cannot be written.
    """
    if path.is_dir():
        raise UsageError(f"cannot write the file '{path}': it is a folder")
    check_folder(path.parent)


def write_file(path: Path, content: bytes) -> None:
    """Write under a temporary name beside the file, then rename, so that an interrupted run leaves no half file.

    Raises:
        UsageError: if it cannot be written.
    """
    with written(path) as file:
        file.write(content)


@contextmanager
def written(path: Path) -> Iterator[BinaryIO]:
    """A file to write piece by piece: it takes its name when all of it is there, and is gone if that fails.

    Raises:
        UsageError: if it cannot be written.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                yield file
            temporary.chmod(0o666 & ~_umask())
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(f"cannot write the file '{path}': {error.strerror or error}") from None


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
