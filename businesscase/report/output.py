"""Files on disk: checked before anything is simulated, complete or not there at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from businesscase.errors import UsageError
from businesscase.measures.result import Result


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
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            temporary.chmod(0o666 & ~_umask())
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(f"cannot write the file '{path}': {error.strerror or error}") from None


def result_files(result: Result, stem: str, *, picture_language: str, workbook_language: str) -> dict[str, bytes]:
    """Name -> content of every file of a run. All are made before one is written."""
    from businesscase.report.book.workbook import workbook_bytes
    from businesscase.report.figures import payback_picture
    from businesscase.report.manifest import manifest_bytes
    from businesscase.report.pockets_figure import pockets_picture

    pictures = {
        "payback": payback_picture(result, picture_language),
        "pockets": pockets_picture(result, picture_language),
    }
    files = {f"{name}.{form}": content for name, forms in pictures.items() for form, content in forms.items()}
    files[f"{stem}.xlsx"] = workbook_bytes(result, workbook_language)
    return {**files, "manifest.json": manifest_bytes(result, files)}


def write_results(
    result: Result, folder: Path, stem: str, *, picture_language: str = "en", workbook_language: str = "da"
) -> list[Path]:
    """Write picture, workbook and manifest into a folder; `stem` is the workbook's name.

    Raises:
        UsageError: if the folder cannot be written.
    """
    check_folder(folder)
    files = result_files(result, stem, picture_language=picture_language, workbook_language=workbook_language)
    for name, content in files.items():
        write_file(folder / name, content)
    return [folder / name for name in files]


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
