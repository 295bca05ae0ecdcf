"""What a spreadsheet program made of what was typed, or of the file, in words that say what happened and what to do."""

from __future__ import annotations

import logging
import re
from datetime import date as Date
from datetime import datetime, time, timedelta

from businesscase.core.words import Figure, Words
from businesscase.scenario.declare.quantity import Quantity

_ODS, _XLSB = "application/vnd.oasis.opendocument.", "xl/workbook.bin"
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # begins .xls, and .xlsx under a password
FAR = 100.0  # times the declared number, from where on a typed one is said to be far
_TYPED = re.compile(r"\s*[-−+]?\d[\d.,\s]*")
_BEFORE_THREE = re.compile(r"\s*[-−+]?\d{1,3}[.,]\d{3}\s*")
SAVE_AS = Words("book.save_as")


def as_read(value: object) -> str:
    """What a cell holds, as a reader sees it."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, Date):
        return Words("book.a_date", date=_in_words(value))
    if isinstance(value, (time, timedelta)):
        return Words("book.a_time", time=value)
    return repr(value)[:40]


def why_no_number(value: object) -> tuple[str, str]:
    """What happened to a number, and what is expected instead: a cell where a number should stand, and none does."""
    if isinstance(value, (datetime, Date)):
        meant = _meant(value)
        return (
            Words("book.read_as_date", date=_in_words(value)),
            Words("book.write", danish=meant.replace(".", ","), english=meant),
        )
    if isinstance(value, (time, timedelta)):
        return Words("book.read_as_time"), Words("book.as_number")
    if isinstance(value, str) and _TYPED.fullmatch(value):
        typed = re.sub(r"\s|[.](?=\d{3}(?:\D|$))", "", value).replace(",", ".")
        is_plain = not _BEFORE_THREE.fullmatch(value)  # otherwise thousands may be meant, or decimals
        write = Words("book.write", danish=typed.replace(".", ","), english=typed)
        return Words("book.read_as_text"), write if is_plain else Words("book.as_number")
    return Words("guide.no_number"), Words("a_number")


def _meant(value: Date) -> str:
    """The decimal that a date was made of: 2.5 is 2 May, and 2.75, which is no day, February 1975."""
    year = value.year % 100
    return f"{value.month}.{year:02d}" if value.day == 1 and year > 31 else f"{value.day}.{value.month}"


def warn_where_far(place: str, key: str, number: Quantity, now: float) -> None:
    """Warn of a number that is beyond `FAR` times the declared one and its interval: a slip of thousands, or of unit.

    A warning and no fault: what is allowed at all the declarations say, and a what-if may be far from what is believed.
    """
    bounds = [abs(each) for each in (number.low, number.value, number.high) if each]
    if not bounds or not now or min(bounds) / FAR <= abs(now) <= max(bounds) * FAR:
        return
    shown = {"now": now, "declared": number.value, "low": number.low, "high": number.high}
    words = {name: Words("book.nothing") if each is None else Figure(f"{each:,.6g}") for name, each in shown.items()}
    log = logging.getLogger("businesscase")
    log.warning(Words("book.far", place=place, name=key, times=f"{FAR:g}", unit=number.unit, **words))


def another_unit(what: str, *, by_file: bool, now: str, then: str) -> tuple[str, str]:
    """A unit or price year that is not the one of the row.

    Args:
        what: a.unit or a.price_year, keys of their words.
        by_file: whether the scenario file has changed since the workbook was written; else the cell was changed.
        now, then: as it is declared, or typed, now; as it was written.
    """
    if by_file:
        return (
            Words("book.another_unit", what=Words(f"{what}.other"), now=now, then=then),
            Words("book.anew"),
        )
    return (
        Words("book.unit_changed", what=Words(what), then=then),
        Words("book.unit_again", other=Words(f"{what}.other"), then=then),
    )


def other_file(content: bytes, members: dict[str, bytes] | None) -> str | None:
    """What a file is that is no workbook of the kind that is read, and what to do; None where that is not known.

    Args:
        content: of the file.
        members: names of its parts, with the content of `mimetype`; None where it has none.
    """
    if content.startswith(_OLD):
        return Words("book.old", save_as=SAVE_AS)
    if members is None:
        return None
    if members.get("mimetype", b"").decode("ascii", "replace").startswith(_ODS):
        return Words("book.ods", save_as=SAVE_AS)
    return Words("book.xlsb", save_as=SAVE_AS) if _XLSB in members else None


def _in_words(day: Date) -> Words:
    return Words("book.day", day=day.day, month=Words(f"month.{day.month}"), year=day.year)
