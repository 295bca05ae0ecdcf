"""The print version: the sheets that a committee reads, on twelve A4 pages at most; the others are there, and hidden.

Hidden sheets are not printed, and every formula keeps what it reads.
"""

from __future__ import annotations

from collections.abc import Sequence

from businesscase.report.texts.texts import Texts
from businesscase.workbook.grid import Page

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


def shortened(pages: Sequence[Page], texts: Texts) -> None:
    """Hide what is not printed, and say of the others how many pages they take at most."""
    printed = {texts(f"book.sheet.{key}"): key for key in PAGES}
    for page in pages:
        key = printed.get(page.name)
        page.hidden, page.most = key is None, PAGES.get(key or "", 0)
        if key in _FIRST_PART:
            page.last, page.head = page.parts[0] - 1, None
