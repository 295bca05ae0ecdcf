"""`Table`: what terminal and workbook both draw. Cells keep their full value; each floor of print rounds for itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from businesscase.report import formats
from businesscase.report.labels import text

Cell = str | float | int | None


class Kind(StrEnum):
    """What a column holds, so how it is written."""

    TEXT = "text"
    MILLIONS = "millions"  # kroner, shown in millions
    KRONER = "kroner"
    PROBABILITY = "probability"
    SHARE = "share"  # shown in per cent
    PAYBACK = "payback"  # years; None: not within the horizon
    NUMBER = "number"  # one decimal
    SIGNED = "signed"  # one decimal, always with its sign
    CORRELATION = "correlation"
    INTEGER = "integer"
    PLAIN = "plain"  # the digits it was given


@dataclass(frozen=True)
class Column:
    """Head and kind of a column; `width` in characters is for the workbook."""

    head: str
    kind: Kind = Kind.TEXT
    width: int = 12


@dataclass(frozen=True)
class Table:
    """Rows of cells under a title.

    `horizon` is what a payback of None is said to lie beyond; `ruled` are the rows after which a line is drawn.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    horizon: int = 0
    ruled: tuple[int, ...] = ()


def written(cell: Cell, kind: Kind, language: str, horizon: int) -> str:
    """A cell as the terminal shows it."""
    if isinstance(cell, str):
        return cell
    if kind is Kind.PAYBACK:
        return _payback(cell, language, horizon)
    if cell is None:
        return ""
    match kind:
        case Kind.MILLIONS:
            return formats.millions(cell, language)
        case Kind.KRONER | Kind.INTEGER:
            return formats.number(cell, 0, language)
        case Kind.PROBABILITY:
            return formats.probability(cell, language)
        case Kind.SHARE:
            return formats.percent(cell, language)
        case Kind.SIGNED:
            return formats.number(cell, 1, language, sign=True)
        case Kind.CORRELATION:
            return formats.number(cell, 2, language, sign=True)
        case Kind.PLAIN:
            return formats.plain(cell, language)
        case _:
            return formats.number(cell, 1, language)


def _payback(cell: Cell, language: str, horizon: int) -> str:
    if cell is None:
        return text("not_within", language, horizon=horizon)
    if cell == 0:
        return text("at_once", language)
    return formats.number(float(cell), 1, language)
