"""The files of a run: pictures, workbook and manifest."""

from __future__ import annotations

import zipfile
from pathlib import Path

from businesscase.core.door import check_kind, check_name
from businesscase.core.errors import UsageError
from businesscase.core.files import check_file, check_folder, is_replaced, write_file
from businesscase.core.words import Words
from businesscase.measures.result import Result
from businesscase.report.texts.catalogue import LANGUAGES
from businesscase.report.texts.texts import DANISH, ENGLISH, Texts
from businesscase.workbook.grid import WRITTEN


def check_unedited(book: Path) -> None:
    """See that nothing is overwritten but a workbook as it was written: who saves it puts the date in.

    Raises:
        UsageError: if somebody saved it since, or it is none of ours.
    """
    if not is_replaced(book):
        return  # a device or a pipe: nothing is there to be overwritten, and reading it might wait for ever
    try:
        with zipfile.ZipFile(book) as file:
            core = file.read("docProps/core.xml").decode(errors="replace")
    except FileNotFoundError:
        return
    except (OSError, KeyError, RuntimeError, zipfile.BadZipFile):
        core = ""
    if core.count(WRITTEN.isoformat()) < 2:  # created, modified
        raise UsageError(Words("book.saved", book=book))


def check_book(book: Path) -> None:
    """See that a workbook can be written at a path, before a long run rather than after it.

    Raises:
        UsageError: if it cannot, has another ending, or somebody saved one there.
    """
    if book.suffix != ".xlsx" and is_replaced(book):
        raise UsageError(Words("book.ending", book=book))
    check_file(book)
    check_unedited(book)


def write_book(book: Path, content: bytes) -> None:
    """Write a workbook, looking again whether somebody has saved one there meanwhile.

    Raises:
        UsageError: if so, or if it cannot be written.
    """
    check_unedited(book)
    write_file(book, content)


def export(result: Result, book: str | Path, *, language: str = "da", short: bool = False) -> Path:
    """Write the finance workbook of a result, which recalculates itself.

    Args:
        result: of a run.
        book: where, *.xlsx.
        language: "da" or "en".
        short: the print version: twelve A4 pages at most, the other sheets hidden.

    Raises:
        UsageError: if it cannot be written, has another ending, or somebody saved one there; if it is no result, or
            the language has no texts.
    """
    from businesscase.workbook.workbook import workbook_bytes

    check_kind("result", result, Result, "what run gives")
    check_kind("book", book, (str, Path), "the path of a workbook, *.xlsx")
    check_name("language", language, LANGUAGES)
    path = Path(book)
    check_book(path)
    write_book(path, workbook_bytes(result, Texts(language), short=short))
    return path


def result_files(result: Result, stem: str, *, pictures: Texts, workbook: Texts) -> dict[str, bytes]:
    """Name -> content of every file of a run. All are made before one is written."""
    from businesscase.report.figures.figures import payback_picture
    from businesscase.report.figures.observed import observed_picture
    from businesscase.report.figures.purses import purses_picture
    from businesscase.report.json.manifest import manifest_bytes
    from businesscase.workbook.workbook import workbook_bytes

    drawn = {
        "payback": payback_picture(result, pictures),
        "purses": purses_picture(result, pictures),
        **({"evidence": observed_picture(result, pictures)} if result.observations.comparisons else {}),
    }
    files = {f"{name}.{form}": content for name, forms in drawn.items() for form, content in forms.items()}
    files[f"{stem}.xlsx"] = workbook_bytes(result, workbook)
    return {**files, "manifest.json": manifest_bytes(result, files)}


def write_results(
    result: Result, folder: Path, stem: str, *, pictures: Texts = ENGLISH, workbook: Texts = DANISH
) -> list[Path]:
    """Write picture, workbook and manifest into a folder; `stem` is the workbook's name.

    Raises:
        UsageError: if the folder cannot be written.
    """
    check_folder(folder)
    files = result_files(result, stem, pictures=pictures, workbook=workbook)
    for name, content in files.items():
        (write_book if name.endswith(".xlsx") else write_file)(folder / name, content)
    return [folder / name for name in files]
