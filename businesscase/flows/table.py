"""`Flows`: money of several payers by period and draw, entering where a ledger would.

A period without length at the start is a moment: what is paid or saved at time 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from businesscase.core.payers import Payer, Perspective
from businesscase.core.vocabulary import ClockStart

Floats = NDArray[np.float64]
EVERYONE = "everyone"


class Taken(StrEnum):
    """What reading takes for granted, and says."""

    DANISH = "danish"  # a comma is a decimal comma
    ENCODING = "encoding"  # not UTF-8
    SHEET = "sheet"  # the first of several
    GAPS = "gaps"  # periods without rows
    TITLES = "titles"  # rows above the heads


@dataclass(frozen=True)
class Remark:
    """Something that was taken for granted and is printed, with the values in its words."""

    name: Taken
    values: Mapping[str, object]


@dataclass(frozen=True)
class Flows:
    """A table that was read.

    Attributes:
        source: where it stood.
        payers: their names, as first written.
        paid, saved: DKK, shape (payer, draw, period); a negative cost lessens the cost.
        edges: limits of the periods in years since the first one began, shape (period + 1,).
        begins, ends: the first and the last period as they are named, "2021" or "2021-03".
        drawn: whether the table holds draws; without, nothing is said of probabilities.
        remarks: what was taken for granted.
    """

    source: str
    payers: tuple[str, ...]
    paid: Floats
    saved: Floats
    edges: Floats
    begins: str
    ends: str
    drawn: bool
    remarks: tuple[Remark, ...]

    @property
    def opens(self) -> bool:
        """Whether something is paid or saved at time 0."""
        return bool(self.edges[1] == self.edges[0])


@dataclass(frozen=True)
class Terms:
    """What has to be said about flows before they have a payback.

    Attributes:
        clock_start: from when years count: the first outlay, whoever pays it, or the start of the table.
        within: years in which the cost is to be recouped.
        rates: discounting: lower limit in years since the first outlay -> yearly rate.
        given: whether the rate was given; otherwise it is that of the state.
        at_end: whether the money of a year is discounted at its end, as in textbooks, and not in its middle.
        payer: whose answer stands first.
        seed: of the bootstrap behind a probability.
    """

    clock_start: ClockStart
    within: float
    rates: Mapping[float, float]
    given: bool
    at_end: bool
    payer: str
    seed: int


def recognised(name: str) -> Payer | None:
    """The payer that a name stands for, in English or Danish; None for a free name."""
    return _NAMES.get(name.strip().lower().replace("_", " "))


def identity(name: str) -> str:
    """What two names of one payer have in common: the payer that they stand for, or the name in small letters."""
    payer = recognised(name)
    return name.strip().lower() if payer is None else payer.value


def known_names() -> tuple[str, ...]:
    """Names under which payers are recognised."""
    return tuple(_NAMES)


_DANISH = {
    "kommune": Payer.MUNICIPALITY, "kommunen": Payer.MUNICIPALITY, "regionen": Payer.REGION,
    "stat": Payer.CENTRAL_GOVERNMENT, "staten": Payer.CENTRAL_GOVERNMENT, "andre kommuner": Payer.OTHER_MUNICIPALITY,
    "fond": Payer.FOUNDATION, "fonden": Payer.FOUNDATION, "husholdning": Payer.HOUSEHOLD,
    "husholdninger": Payer.HOUSEHOLD, "husholdningerne": Payer.HOUSEHOLD,
}  # fmt: skip
_ENGLISH = {
    "households": Payer.HOUSEHOLD,
    "other municipalities": Payer.OTHER_MUNICIPALITY,
    "state": Payer.CENTRAL_GOVERNMENT,
}
_NAMES: dict[str, Payer] = {payer.value.replace("_", " "): payer for payer in Payer} | _ENGLISH | _DANISH
RESERVED = (EVERYONE, Perspective.PUBLIC_SECTOR.value)  # added up here, so that no row of a table may have them
