"""What the head of a column may be called, in English or Danish; columns of draws are numbered."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

Kind = Literal["year", "month", "payer", "draw", "item", "cost", "saving", "net"]
AMOUNTS: tuple[Kind, ...] = ("cost", "saving", "net")
HEADS: dict[str, Kind] = {
    "year": "year", "month": "month", "payer": "payer", "draw": "draw", "item": "item", "cost": "cost",
    "saving": "saving", "net": "net",
    "år": "year", "måned": "month", "betaler": "payer", "simulering": "draw", "post": "item", "udgift": "cost",
    "besparelse": "saving", "netto": "net",
}  # fmt: skip
NUMBERED = re.compile(r"(.+?)[ _.-]*(\d+)")


def kind_of(name: str) -> tuple[Kind | None, int | None]:
    """What a column holds by its head, and the number of its draw; None where the head is not known, or has none."""
    name = name.strip().lower()
    match = NUMBERED.fullmatch(name)
    if name in HEADS or match is None:
        return HEADS.get(name), None
    return HEADS.get(match[1]), int(match[2])


def are_heads(values: Iterable[str]) -> bool:
    """Whether a row is that of the heads: two of them are known."""
    return sum(kind_of(value)[0] is not None for value in values) >= 2
