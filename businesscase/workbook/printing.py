"""How a sheet is divided over A4 pages: one across where that can be read, else several with its keys on each."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from businesscase.workbook.grid import Page, address, quoted

_ROOM = 730.0  # points across A4 landscape within the margins, a little less than there is
_HEIGHT, _LINE = 500.0, 15.0  # points down the page within the margins, and of a row
_LEAST, _MOST = 55, 100  # percent: a smaller print is hard to read
_DEFAULT = 11.0  # width of a column that the sheet does not say


@dataclass(frozen=True)
class Layout:
    """The print set-up of a sheet.

    Attributes:
        scale: percent; None where the sheet fits on one page across by itself.
        breaks: columns before which a new page begins.
        areas: what is printed, each from a new page; empty for everything.
    """

    scale: int | None
    breaks: tuple[int, ...]
    areas: str


def layout_of(page: Page) -> Layout:
    """The fewest pages across on which the print can be read, as large as they allow; one in the print version."""
    widths = [_points(page.widths.get(column, _DEFAULT)) for column in range(page.columns)]
    fewest = _breaks(widths, page.keys, _LEAST)
    if page.whole or page.most or not fewest:
        return Layout(None, (), _areas(page, split=False))
    scale = max(
        percent for percent in range(_LEAST, _MOST + 1) if len(_breaks(widths, page.keys, percent)) <= len(fewest)
    )
    return Layout(scale, _breaks(widths, page.keys, scale), _areas(page, split=True))


def rows_of_a_page(page: Page) -> int:
    """Rows of one line that stand on a page, where the sheet is printed one page across."""
    across = sum(_points(page.widths.get(column, _DEFAULT)) for column in range(page.columns))
    return int(_HEIGHT / (_LINE * min(1.0, _ROOM / across)))


def _points(characters: float) -> float:
    """A column's width on paper: seven pixels a character and five for its edges."""
    return 0.75 * (7.0 * characters + 5.0)


def _breaks(widths: list[float], keys: int, percent: int) -> tuple[int, ...]:
    """Columns before which a page is full, the first `keys` columns standing on every page."""
    room, found, used = 100.0 * _ROOM / percent, [], 0.0
    for column, width in enumerate(widths):
        if used + width > room and column > keys:
            found.append(column)
            used = sum(widths[:keys])
        used += width
    return tuple(found)


def _areas(page: Page, *, split: bool) -> str:
    """The parts of the sheet; where it is split, each as wide as it is itself, so that none leaves empty pages."""
    if not page.parts:
        return ""
    name, bottom, found = quoted(page.name), max(row for row, _ in page.cells), []
    parts = [0, *page.parts, bottom + 1] if page.last is None else [0, page.last + 1]
    for first, after in pairwise(parts):
        own = max(column for row, column in page.cells if first <= row < after)
        # text may run on into empty cells; what is printed alone is as wide as itself
        right = own if split or page.last is not None else page.columns - 1
        found.append(f"{name}{address(first, 0, fixed=True)}:{address(after - 1, right, fixed=True)}")
    return "=" + ",".join(found)
