"""The print version: the sheets that a committee reads, on twelve A4 pages at most; the others are there, and hidden.

Hidden sheets are not printed, and every formula keeps what it reads.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from businesscase.report.texts.texts import Texts
from businesscase.workbook.grid import Page
from businesscase.workbook.printing import rows_of_a_page

# Sheet -> pages that it takes at most; together twelve. What is read on a screen (inputs, quantities, products, chart,
# control) is left out, and so is the sheet of the effort, too wide for a page: its sums are in the budget form.
PAGES = {
    "front": 1,
    "summary": 2,
    "measurements": 1,
    "budget": 1,
    "departments": 3,
    "frame": 1,
    "payback": 1,
    "sensitivity": 1,
    "uncertainty": 1,
}
_FIRST_PART = ("payback",)  # sheets whose workings are not printed


def _whole_tables(page: Page) -> list[int]:
    """Rows at which a page begins so that no table is divided; none where they are too many, or a table too long."""
    room, end = rows_of_a_page(page), max(row for row, _ in page.cells) + 1
    found, first = [], 0
    for begin, after in pairwise([*page.groups, end]):
        if after - first > room and begin > page.groups[0]:
            found.append(begin)
            first = begin
        if after - first > room:
            return []
    return found if len(found) < page.most else []


def shortened(pages: Sequence[Page], texts: Texts) -> None:
    """Hide what is not printed, and say of the others how many pages they take at most."""
    printed = {texts(f"book.sheet.{key}"): key for key in PAGES}
    for page in pages:
        key = printed.get(page.name)
        page.hidden, page.most = key is None, PAGES.get(key or "", 0)
        if page.hidden:
            continue
        if page.groups:
            page.parts = _whole_tables(page)
        elif key not in _FIRST_PART:  # of several areas LibreOffice fits none to so many pages
            page.parts = []
        if key in _FIRST_PART:
            page.last, page.head = page.parts[0] - 1, None
