"""`Table`: what terminal and workbook both draw. Cells keep their full value; each floor of print rounds for itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from businesscase.report.texts.texts import Texts, size_of

Cell = str | float | int | None


class Kind(StrEnum):
    """What a column holds, so how it is written."""

    TEXT = "text"
    MILLIONS = "millions"  # kroner, shown in millions; in thousands where no amount of the table reaches a million
    KRONER = "kroner"
    PROBABILITY = "probability"
    SHARE = "share"  # shown in per cent
    PAYBACK = "payback"  # years; None: not within the horizon
    YEARS = "years"  # the same with two decimals
    WHOLE_YEARS = "whole_years"  # the same, rounded up
    NUMBER = "number"  # one decimal
    SIGNED = "signed"  # one decimal, always with its sign
    CORRELATION = "correlation"
    RATIO = "ratio"  # two decimals
    RATE = "rate"  # a year, or a share that is judged by a limit: shown in per cent with one decimal
    INTEGER = "integer"
    PLAIN = "plain"  # the digits it was given


_PAYBACKS = {Kind.YEARS: 2, Kind.PAYBACK: 1, Kind.WHOLE_YEARS: 0}  # decimals


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
    horizon: float = 0

    @property
    def amounts(self) -> list[float]:
        """Every amount of money that is shown in millions, or in less: one unit for all, so that they compare."""
        columns = [place for place, column in enumerate(self.columns) if column.kind is Kind.MILLIONS]
        cells = [row[place] for row in self.rows for place in columns]
        return [float(cell) for cell in cells if isinstance(cell, (int, float))]

    @property
    def size(self) -> float:
        """The unit of amounts in kroner: a million, or less where none reaches it; the largest has two digits."""
        largest = max(map(abs, self.amounts), default=0.0)
        return size_of([largest]) if round(largest, 2) else 1e6

    def said(self, words: str, texts: Texts) -> str:
        """Title or note with the unit in which amounts are shown."""
        if self.size == 1e6:
            return words
        millions = texts("amounts.millions")
        smaller = texts("amounts.thousands" if self.size == 1e3 else "amounts.kroner")
        capital = millions[:1].upper() + millions[1:]
        return words.replace(millions, smaller).replace(capital, smaller[:1].upper() + smaller[1:])

    @property
    def decimals(self) -> int:
        """Decimals of amounts in millions, the same for all, so that they line up: two, one above a hundred million."""
        return 1 if any(abs(amount) >= 99.995e6 for amount in self.amounts) else 2


def written(cell: Cell, kind: Kind, texts: Texts, table: Table) -> str:
    """A cell as the terminal shows it."""
    if isinstance(cell, str):
        return cell
    if kind in _PAYBACKS:
        return _payback(cell, texts, table.horizon, _PAYBACKS[kind])
    if cell is None:
        return ""
    match kind:
        case Kind.MILLIONS:
            size = table.size
            return texts.millions(cell, table.decimals) if size == 1e6 else texts.number(cell / size, 0)
        case Kind.KRONER | Kind.INTEGER:
            return texts.number(cell, 0)
        case Kind.PROBABILITY:
            return texts.probability(cell)
        case Kind.SHARE:
            return texts.percent(cell)
        case Kind.RATIO:
            return texts.number(cell, 2)
        case Kind.RATE:
            return f"{texts.number(100 * cell, 1)} %"
        case Kind.SIGNED:
            return texts.number(cell, 1, sign=True)
        case Kind.CORRELATION:
            return texts.number(cell, 2, sign=True)
        case Kind.PLAIN:
            return texts.plain(cell)
        case _:
            return texts.number(cell, 1)


def _payback(cell: float | None, texts: Texts, horizon: float, decimals: int) -> str:
    if cell is None:
        return texts("not_within", horizon=horizon if isinstance(horizon, int) else texts.plain(round(horizon, 2)))
    if cell == 0:
        return texts("at_once")
    return texts.number(cell, decimals)
