"""Options of the command line as numbers: `municipality=1200000`, `3.5%`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from businesscase.core.errors import Fault, UsageError
from businesscase.core.words import Words

_EITHER = re.compile(r"[+-]?\d{1,3}[.,]\d{3}")  # thousands or decimals
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(\.\d{3}){2,}(,\d+)?")
_SPACES = re.compile(r"(?<=\d)[ \u00a0\u202f'](?=\d{3}(?:\D|$))")


def outlays_of(given: Iterable[str]) -> dict[str, float]:
    """Payer -> amount, of texts such as "municipality=1200000".

    Raises:
        UsageError: if one is not of that form, or a payer stands twice.
    """
    found: dict[str, float] = {}
    for text in given:
        name, sign, amount = text.rpartition("=")
        if _EITHER.fullmatch(amount.strip()):
            raise _refused("outlay", text, Words("flows.one_way"))
        bare = _SPACES.sub("", amount.strip())
        value = _number((bare.replace(".", "") if _THOUSANDS.fullmatch(bare) else bare).replace(",", "."))
        if not sign or not name.strip() or value is None:
            raise _refused("outlay", text, Words("flows.payer_amount"))
        if name.strip() in found:
            raise _refused("outlay", text, Words("flows.payer_once"))
        found[name.strip()] = value
    return found


def rate_of(text: str) -> float:
    """A yearly rate: "0.035", "3.5%", "3,5 %".

    Raises:
        UsageError: if it is none.
    """
    bare = text.strip()
    value = _number(bare.removesuffix("%").strip().replace(",", "."))
    if value is None:
        raise _refused("rate", text, Words("flows.a_rate"))
    if bare.endswith("%"):
        return value / 100.0
    if abs(value) >= 1.0:
        raise _refused("rate", text, Words("flows.rate_meant", bare=bare))
    return value


def _number(text: str) -> float | None:
    try:
        return float(text.strip().replace("\u2212", "-"))
    except ValueError:
        return None


def _refused(name: str, found: str, expected: str) -> UsageError:
    return UsageError(Fault(Words("flows.option", name=name), found=found, expected=expected))
