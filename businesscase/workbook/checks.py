"""Lines of checks: two figures that must agree, their difference, and one word for all of them."""

from __future__ import annotations

from businesscase.report.texts.texts import Texts
from businesscase.workbook.grid import Page
from businesscase.workbook.layout import HEAD, heads, titled
from businesscase.workbook.term import Term, added, either, size

_TOLERANCE = 1e-4  # kroner
_WORDS = ("check", "left", "right", "difference", "fails", "result")
KEPT = len(_WORDS)  # first column free for figures that are compared


class Checks:
    """A sheet of checks in the making.

    Attributes:
        ok, fail: cells of the words for what agrees and what does not.
        free: first row below these for a fact of the sheet's own.
        row: of the next line.
    """

    def __init__(self, note: str, kept: tuple[str, ...], texts: Texts) -> None:
        """`note`: key of what the sheet holds; `kept`: keys of the heads of the figures that are compared."""
        self.texts, self.page = texts, Page(texts("book.sheet.control"))
        titled(self.page, texts("book.title.control"), texts(f"book.{note}"))
        self.page.put(HEAD, 0, texts("book.control.tolerance"))
        self._tolerance = self.page.put(HEAD, 1, _TOLERANCE, "check")
        self.page.put(HEAD + 1, 0, texts("book.control.words"))
        self.ok = self.page.put(HEAD + 1, 1, texts("book.control.words.ok"))
        self.fail = self.page.put(HEAD + 1, 2, texts("book.control.words.fail"))
        self.free, self._master = HEAD + 2, HEAD + 3
        self.page.head = HEAD + 6
        heads(self.page, self.page.head, [texts(f"book.column.{key}") for key in (*_WORDS, *kept)], numbers_from=1)
        self.row = self._first = self.page.head + 1
        for column, width in enumerate((66, 17, 17, 14, 8, 34, 17)):
            self.page.widths[column] = width

    def check(self, words: str, one: Term, other: Term, *, unless: tuple[Term, Term] | None = None) -> None:
        """One line. `unless`: where this is true the line does not count, and what it says instead."""
        page, row = self.page, self.row
        page.put(row, 0, words, "wrap")
        left, right = page.put(row, 1, one, "amount"), page.put(row, 2, other, "amount")
        gap = page.put(row, 3, left - right, "check")
        wrong = either(size(gap) <= self._tolerance, 0, 1)
        found = page.put(row, 4, wrong if unless is None else either(unless[0], 0, wrong), "integer")
        said = either(found.equals(0), self.ok, self.fail)
        page.put(row, 5, said if unless is None else either(unless[0], unless[1], said), "right")
        self.row += 1

    def master(self) -> Term:
        """The word for all lines so far."""
        fails = self.page.down(4, self._first, self.row - 1)
        self.page.put(self._master, 0, self.texts("book.control.master"), "bold")
        return self.page.put(self._master, 1, either(added(fails).equals(0), self.ok, self.fail), "bold")
