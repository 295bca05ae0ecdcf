"""A workbook from outside, looked at before it is opened: what it would unpack to, and what it may not hold."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path
from typing import Any

from businesscase.core.errors import UsageError
from businesscase.workbook.misread import other_file

MOST_BYTES, MOST_RATIO, MOST_MEMBERS = 200_000_000, 200, 2_000
_REFUSED = {"vbaproject": "macros", "externallinks/": "links to other workbooks", "activex": "controls"}


def content_of(path: Path) -> bytes:
    """The bytes of the file, after a look at what it would unpack to.

    Raises:
        UsageError: if it is no workbook, or not one to open.
    """
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise UsageError(f"the workbook '{path}' is {size:,} bytes: expected {MOST_BYTES:,} at most")
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(f"cannot read the workbook '{path}': {error.strerror or error}") from None
    try:
        members = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError):
        found = other_file(content, None) or "is not a workbook: expected an .xlsx file without a password"
        raise UsageError(f"'{path}' {found}") from None
    unpacked, packed = sum(each.file_size for each in members), sum(each.compress_size for each in members)
    if len(members) > MOST_MEMBERS or unpacked > MOST_BYTES or unpacked > MOST_RATIO * max(packed, 1):
        raise UsageError(
            f"the workbook '{path}' would unpack to {unpacked:,} bytes in {len(members):,} parts, from {packed:,}: "
            f"expected {MOST_BYTES:,} in {MOST_MEMBERS:,} at most, and {MOST_RATIO} times its size"
        )
    for part, name in _REFUSED.items():
        if any(part in each.filename.lower() for each in members):
            raise UsageError(
                f"the workbook '{path}' has {name}: expected the file as it was exported, only numbers new"
            )
    other = other_file(content, _kinds(content))
    if other is not None:
        raise UsageError(f"'{path}' {other}")
    return content


def _kinds(content: bytes) -> dict[str, bytes]:
    """The parts by name, with the little that says of what kind the file is."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        found = dict.fromkeys(parts.namelist(), b"")
        if "mimetype" in found:
            try:
                with parts.open("mimetype") as told:
                    found["mimetype"] = told.read(200)
            except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError):
                return found  # what cannot be read is told when the workbook is opened
    return found


def opened(path: Path, content: bytes) -> Any:
    """The workbook with the values of its cells; XML that declares entities is refused (`defusedxml`)."""
    import defusedxml.common
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    broken = (
        defusedxml.common.DefusedXmlException, InvalidFileException, zipfile.BadZipFile, KeyError, ValueError,
        TypeError, AttributeError, IndexError, SyntaxError, EOFError, RuntimeError, NotImplementedError, OverflowError,
        MemoryError, zlib.error,
    )  # fmt: skip
    assert openpyxl.DEFUSEDXML, "openpyxl reads with defusedxml where that is installed"
    try:
        return openpyxl.load_workbook(io.BytesIO(content), data_only=True, keep_vba=False, keep_links=False)
    except broken as problem:
        raise UsageError(f"cannot read the workbook '{path}': {problem or type(problem).__name__}") from None
