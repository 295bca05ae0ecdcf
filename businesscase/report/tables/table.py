"""`Table`: what terminal and workbook both draw. Cells keep their full value; each floor of print rounds for itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from businesscase.report.texts import formats
from businesscase.report.texts.labels import text

Cell = str | float | int | None


class Kind(StrEnum):
    """What a column holds, so how it is written."""

    TEXT = "text"
    MILLIONS = "millions"  # kroner, shown in millions
    KRONER = "kroner"
    PROBABILITY = "probability"
    SHARE = "share"  # shown in per cent
    PAYBACK = "payback"  # years; None: not within the horizon
    WHOLE_YEARS = "whole_years"  # the same, rounded up
    NUMBER = "number"  # one decimal
    SIGNED = "signed"  # one decimal, always with its sign
    CORRELATION = "correlation"
    RATIO = "ratio"  # two decimals
    RATE = "rate"  # a year, shown in per cent with one decimal
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

    `horizon` is what a payback of None is said to lie beyond.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    horizon: int = 0

    @property
    def decimals(self) -> int:
        """Decimals of amounts in millions, the same for all, so that they line up: two, one above a hundred million."""
        columns = [place for place, column in enumerate(self.columns) if column.kind is Kind.MILLIONS]
        amounts = [row[place] for row in self.rows for place in columns]
        return 1 if any(isinstance(cell, float) and abs(cell) >= 99.995e6 for cell in amounts) else 2


def written(cell: Cell, kind: Kind, language: str, table: Table) -> str:
    """A cell as the terminal shows it."""
    if isinstance(cell, str):
        return cell
    if kind in (Kind.PAYBACK, Kind.WHOLE_YEARS):
        return _payback(cell, language, table.horizon, 1 if kind is Kind.PAYBACK else 0)
    if cell is None:
        return ""
    match kind:
        case Kind.MILLIONS:
            return formats.millions(cell, table.decimals, language)
        case Kind.KRONER | Kind.INTEGER:
            return formats.number(cell, 0, language)
        case Kind.PROBABILITY:
            return formats.probability(cell, language)
        case Kind.SHARE:
            return formats.percent(cell, language)
        case Kind.RATIO:
            return formats.number(cell, 2, language)
        case Kind.RATE:
            return f"{formats.number(100 * cell, 1, language)} %"
        case Kind.SIGNED:
            return formats.number(cell, 1, language, sign=True)
        case Kind.CORRELATION:
            return formats.number(cell, 2, language, sign=True)
        case Kind.PLAIN:
            return formats.plain(cell, language)
        case _:
            return formats.number(cell, 1, language)


def _payback(cell: float | None, language: str, horizon: int, decimals: int) -> str:
    if cell is None:
        return text("not_within", language, horizon=horizon)
    if cell == 0:
        return text("at_once", language)
    return formats.number(cell, decimals, language)
