"""Civil registration numbers (CPR) are refused in whatever is read: the place is told, the number never.

Ten digits, of which the first six are a date (day, month, year): with a hyphen, a dash, a space or nothing before the
last four. No check digit is asked for: since 2007 numbers are issued without one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from businesscase.core.errors import Fault
from businesscase.core.words import Words

_JOINED = r"(\d{2})(\d{2})\d{2}(?P<between>%s)(\d{4})"
_DASHED = re.compile(r"(?<!\d)" + _JOINED % r"\s?[-\u2010-\u2015\u2212]\s?" + r"(?!\d)")
_PLAIN = re.compile(r"(?<!\d)(?<!\d\.)" + _JOINED % r"[ \u00a0]?" + r"(?!\.?\d)")  # a comma separates cells
_DATE = re.compile(r"\d{6}")  # with which both begin: most lines have none and are not looked through further
_ADDRESS = re.compile(r"\w+://\S+")  # of a page: its digits are a name there, unless a hyphen says otherwise
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_REPLACED = 60  # added to the day of a number that stands in for one that somebody does not have yet
_AS_NUMBER = re.compile(r"0{6}.{0,3}0{4}")  # the format of a cell that shows ten digits, or six and four
MOST = 20  # faults that are told: more of them are the same mistake


def civil_numbers(text: str) -> Iterator[int]:
    """Where a text seems to hold one: place of its first digit, rising."""
    if not _DATE.search(text):
        return
    found = {each.start() for each in _DASHED.finditer(text) if _is_date(each[1], each[2])}
    addresses = [each.span() for each in _ADDRESS.finditer(text)]
    for each in _PLAIN.finditer(text):
        is_issued = each[4] != "0000" and 1 <= int(each[1]) <= max(_DAYS)
        in_address = any(first <= each.start() < last for first, last in addresses)
        if is_issued and not in_address and _is_date(each[1], each[2]):
            found.add(each.start())
    yield from sorted(found)


def is_civil_number(value: object, form: str = "") -> bool:
    """Whether a text, or a whole number, seems to hold one; `form` is how a cell shows the number."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return False
    if isinstance(value, float):
        if not value.is_integer():
            return False
        value = int(value) if _AS_NUMBER.search(form) else 0
    if isinstance(value, int) and _AS_NUMBER.search(form):
        value = f"{value:010d}"
    return any(True for _ in civil_numbers(str(value)))


def civil_number_faults(text: str, file: str) -> list[Fault]:
    """A fault for each line of a text that seems to hold one; the line itself is not shown."""
    faults: list[Fault] = []
    for number, line in enumerate(text.split("\n"), start=1):
        for at in civil_numbers(line):
            faults.append(civil_number_fault(file, number, at + 1))
            break
        if len(faults) == MOST:
            break
    return faults


def civil_number_fault(file: str, line: int | None = None, column: int | None = None, key: str = "") -> Fault:
    """What is said of one."""
    key = "" if is_civil_number(key) else key
    return Fault(Words("civil_number"), key, file, line, column, None, Words("no_persons"), text="")


def civil_numbers_in(data: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Paths in plain data at which a name or a value seems to hold one."""
    if isinstance(data, Mapping):
        for name, value in data.items():
            if is_civil_number(str(name)):
                yield path
            yield from civil_numbers_in(value, (*path, str(name)))
    elif isinstance(data, (list, tuple)):
        for place, value in enumerate(data):
            yield from civil_numbers_in(value, (*path, str(place)))
    elif is_civil_number(data):
        yield path


def _is_date(day: str, month: str) -> bool:
    """Whether a day and a month exist; of the year nothing is asked."""
    number = int(day) - (_REPLACED if int(day) > _REPLACED else 0)
    return 1 <= int(month) <= len(_DAYS) and 1 <= number <= _DAYS[int(month) - 1]
