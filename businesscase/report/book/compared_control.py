"""The checks of a comparison: sums that must agree, and the library's own figures beside the sheet's."""

from __future__ import annotations

from businesscase.measures.comparison import Case, Comparison, by_area, by_calendar_year
from businesscase.report.book.compared_purses import TOTAL, Amounts, Purses
from businesscase.report.book.grid import Page
from businesscase.report.book.layout import HEAD, heads, say, titled
from businesscase.report.book.term import Term, added, either, size, sum_where, total
from businesscase.report.labels import text

_TOLERANCE = 1e-4  # kroner


class Control:
    """The sheet; `master` says whether all is well."""

    def __init__(
        self,
        found: Comparison,
        amounts: Amounts,
        payers: Purses,
        departments: Purses,
        areas: Purses | None,
        sign: Term,
        language: str,
    ) -> None:
        self.amounts, self.sign, self.language = amounts, sign, language
        self.page = page = Page(say("sheet.control", language))
        titled(page, say("title.control", language), say("compare.control.note", language))
        page.put(HEAD, 0, say("control.tolerance", language))
        self.tolerance = page.put(HEAD, 1, _TOLERANCE, "check")
        page.put(HEAD + 1, 0, say("control.words", language))
        self.ok = page.put(HEAD + 1, 1, say("control.words.ok", language))
        self.fail = page.put(HEAD + 1, 2, say("control.words.fail", language))
        self.row = HEAD + 5
        keys = ("check", "left", "right", "difference", "fails", "result", "library_all", "number")
        heads(page, self.row, [say(f"column.{key}", language) for key in keys], numbers_from=1)
        self.row += 1
        first = self.row
        municipality = text("payer.municipality", language)
        for number, case in enumerate(found.cases, start=1):
            every = self._all(number)
            self._check("payers", case, _sum(payers, case, None), every)
            mine = _sum(payers, case, municipality)
            self._check("departments", case, _sum(departments, case, None), mine)
            if areas is not None and by_area(case):
                self._check("areas", case, _sum(areas, case, None), mine)
            own = sum(float(line.sum()) for line in by_calendar_year(case)[1].values())
            library = page.put(self.row, 6, own, "amount")
            self._check("ledger", case, every, library * sign)
        fails = page.down(4, first, self.row - 1)
        page.put(HEAD + 2, 0, say("control.master", language), "bold")
        self.master = page.put(HEAD + 2, 1, either(added(fails).equals(0), self.ok, self.fail), "bold")
        for column, width in enumerate((74, 18, 18, 14, 8, 34, 18)):
            page.widths[column] = width

    def _all(self, number: int) -> Term:
        """All amounts of a case, by its number in a cell of this sheet."""
        own = self.page.put(self.row, 7, float(number), "integer")
        return sum_where(self.amounts.column(TOTAL), [(self.amounts.case_numbers, own)]) * self.sign

    def _check(self, key: str, case: Case, one: Term, other: Term) -> None:
        page, row = self.page, self.row
        page.put(row, 0, say(f"compare.check.{key}", self.language, case=case.name), "wrap")
        left, right = page.put(row, 1, one, "amount"), page.put(row, 2, other, "amount")
        gap = page.put(row, 3, left - right, "check")
        wrong = page.put(row, 4, either(size(gap) <= self.tolerance, 0, 1), "integer")
        page.put(row, 5, either(wrong.equals(0), self.ok, self.fail))
        self.row += 1


def _sum(purses: Purses, case: Case, name: str | None) -> Term:
    """The tables of a case added up, or the one of a name."""
    rows = [series.span for (purse, of), series in purses.net.items() if of == case.name and name in (None, purse)]
    return total([added(row) for row in rows])
