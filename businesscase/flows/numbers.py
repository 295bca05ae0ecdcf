"""Amounts and periods of cells: one way to read each, and words for what cannot be read."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from businesscase.core.timeline import MONTHS
from businesscase.core.words import LANGUAGES, Words
from businesscase.flows.cells import Cell

MOST = 1e15  # kroner: more than any public purse; beyond it a cell holds something else
START = "start"  # the period that is a moment: time 0
_GROUPED = r"[+-]?\d{1,3}(?:\.\d{3})+"
_SPACES = re.compile(r"(?<=\d)[ \u00a0\u202f'](?=\d{3}(?:\D|$))")
_WORDS = re.compile(r"[$€£%]|[^\W\d_eE]|[eE](?!\d|[+-])")  # all letters but that of an exponent
_MONTHS = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})(?:-01)?"),
    re.compile(r"(?P<year>\d{4})[Mm](?P<month>\d{1,2})"),
    re.compile(r"(?P<month>\d{1,2})[-/](?P<year>\d{4})"),
)
_NAMED_MONTH = re.compile(r"(?P<month>[a-z]{3,})\.?[ -](?P<year>\d{4})")


class Unreadable(ValueError):
    """What is wrong with a cell, and what was expected."""

    def __init__(self, message: str, expected: str) -> None:
        super().__init__(message)
        self.message, self.expected = message, expected


def amount(cell: Cell, *, decimal: str, separator: str) -> float:
    """The number in a cell; an empty one is nothing paid.

    Args:
        cell: of a table.
        decimal: the sign before decimals of the whole table.
        separator: between its cells, "" where it is no CSV.

    Raises:
        Unreadable: if it holds no number, or one that can be read in two ways.
    """
    value = cell.value
    if cell.empty:
        return 0.0
    if isinstance(value, (bool, date, datetime)):
        what = Words("flows.a_date" if isinstance(value, date) else "true_or_false")
        raise Unreadable(Words("flows.amount_is", what=what), Words("a_number"))
    found = float(value) if isinstance(value, (int, float)) else _number(str(value), decimal, separator)
    if not math.isfinite(found):
        raise Unreadable(Words("flows.finite"), Words("a_number"))
    if abs(found) > MOST:
        raise Unreadable(Words("flows.sensible"), Words("flows.most", most=MOST))
    return found


def _number(text: str, decimal: str, separator: str) -> float:
    bare = _SPACES.sub("", text.strip().replace("−", "-"))
    if _WORDS.search(bare) and bare.lower().lstrip("+-") not in ("nan", "inf", "infinity"):
        raise Unreadable(Words("flows.alone"), Words("flows.a_number"))
    if decimal == ",":
        if re.fullmatch(_GROUPED + r"(,\d+)?", bare):
            return float(bare.replace(".", "").replace(",", "."))
        if "." in bare:
            raise Unreadable(Words("flows.point"), Words("or", one="1.234,5", other="1234,5"))
        bare = bare.replace(",", ".")
    elif "," in bare:
        raise Unreadable(
            Words("flows.comma"),
            Words("flows.decimal_point"),
        )
    elif separator not in ("", ",") and re.fullmatch(_GROUPED, bare):
        raise Unreadable(
            Words("flows.point_before_three"),
            Words("or", one="1234", other="1,234"),
        )
    try:
        return float(bare)
    except ValueError:
        raise Unreadable(Words("flows.alone"), Words("flows.a_number")) from None


def year_of(cell: Cell) -> int | None:
    """A year, calendar or counted from any number; None: time 0.

    Raises:
        Unreadable: if it is none.
    """
    if _is_start(cell.value):
        return None
    if isinstance(cell.value, (date, datetime)):
        raise Unreadable(Words("flows.year_is_date"), Words("flows.whole_year"))
    found = _whole(cell.value)
    if found is None or not -1000 <= found <= 10_000:
        raise Unreadable(Words("flows.no_year"), Words("flows.a_year", start=START))
    return found


def month_of(cell: Cell) -> int | None:
    """A month, counted from that of year 0; None: time 0.

    Raises:
        Unreadable: if it is none.
    """
    value = cell.value
    if _is_start(value):
        return None
    if isinstance(value, (date, datetime)) and value.day == 1:
        return MONTHS * value.year + value.month - 1
    written = str(value).strip().lower()
    for form in _MONTHS:
        match = form.fullmatch(written)
        if match and 1 <= int(match["month"]) <= MONTHS:
            return MONTHS * int(match["year"]) + int(match["month"]) - 1
    named = _NAMED_MONTH.fullmatch(written)
    if named and named["month"] in _month_names():
        return MONTHS * int(named["year"]) + _month_names()[named["month"]] - 1
    raise Unreadable(Words("flows.no_month"), Words("flows.a_month", start=START))


@cache
def _month_names() -> Mapping[str, int]:
    """Names of months in both languages, in full and by their first three letters."""
    words = {number: Words(f"month.{number}") for number in range(1, MONTHS + 1)}
    full = {word.said(language).lower(): number for number, word in words.items() for language in LANGUAGES}
    return full | {name[:3]: number for name, number in full.items()}


def month_name(month: int) -> str:
    """A month as it is written."""
    return f"{month // MONTHS}-{month % MONTHS + 1:02d}"


def _is_start(value: Any) -> bool:
    return isinstance(value, str) and value.strip().lower() == START


def _whole(value: Any) -> int | None:
    if isinstance(value, bool):
        return None
    try:
        found = float(value)
    except (TypeError, ValueError):
        return None
    return int(found) if math.isfinite(found) and found == int(found) else None
