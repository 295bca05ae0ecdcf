"""What a spreadsheet program made of what was typed, or of the file, in words that say what happened and what to do."""

from __future__ import annotations

from datetime import date as Date
from datetime import datetime, time, timedelta

_ODS, _XLSB = "application/vnd.oasis.opendocument.", "xl/workbook.bin"
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # begins .xls, and .xlsx under a password
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
SAVE_AS = "save it as .xlsx (Excel Workbook), and give that file"


def as_read(value: object) -> str:
    """What a cell holds, as a reader sees it."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, Date):
        return f"a date, {_in_words(value)}"
    if isinstance(value, (time, timedelta)):
        return f"a time of day, {value}"
    return repr(value)[:40]


def why_no_number(value: object) -> tuple[str, str]:
    """What happened to a number, and what is expected instead: a cell where a number should stand, and none does."""
    if isinstance(value, (datetime, Date)):
        meant = _meant(value)
        return (
            f"Excel has read this as a date ({_in_words(value)}): probably the decimal mark was another than Excel's",
            f"write {meant.replace('.', ',')} ({meant} in an English Excel) and set the cell's format to Number",
        )
    if isinstance(value, (time, timedelta)):
        return "Excel has read this as a time of day", "a number, with the cell's format set to Number"
    return "this is not a number", "a number"


def _meant(value: Date) -> str:
    """The decimal that a date was made of: 2.5 is 2 May, and 2.75, which is no day, February 1975."""
    year = value.year % 100
    return f"{value.month}.{year:02d}" if value.day == 1 and year > 31 else f"{value.day}.{value.month}"


def another_unit(what: str, *, by_file: bool, now: str, then: str) -> tuple[str, str]:
    """A unit or price year that is not the one of the row.

    Args:
        what: "unit" or "price year".
        by_file: whether the scenario file has changed since the workbook was written; else the cell was changed.
        now, then: as it is declared, or typed, now; as it was written.
    """
    if by_file:
        return (
            f"the scenario file has another {what} now ('{now}') than when the workbook was written ('{then}')",
            "a workbook exported anew, with your changes made there",
        )
    return (
        f"the {what} was changed here, and it is not read from a workbook: the value still counts in '{then}'",
        f"'{then}' again, and the value in it; or another {what} in the scenario file, and the workbook exported anew",
    )


def other_file(content: bytes, members: dict[str, bytes] | None) -> str | None:
    """What a file is that is no workbook of the kind that is read, and what to do; None where that is not known.

    Args:
        content: of the file.
        members: names of its parts, with the content of `mimetype`; None where it has none.
    """
    if content.startswith(_OLD):
        return f"is an old .xls file or has a password: take the password away, {SAVE_AS}"
    if members is None:
        return None
    if members.get("mimetype", b"").decode("ascii", "replace").startswith(_ODS):
        return f"is an OpenDocument file (.ods): {SAVE_AS}"
    return f"is a binary workbook (.xlsb): {SAVE_AS}" if _XLSB in members else None


def _in_words(day: Date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
