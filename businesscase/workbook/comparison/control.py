"""The checks of a comparison: sums that must agree, and the library's own figures beside the sheet's."""

from __future__ import annotations

from businesscase.measures.comparison import Case, Comparison, by_area, by_calendar_year
from businesscase.report.texts.texts import Texts
from businesscase.workbook.checks import KEPT, Checks
from businesscase.workbook.comparison.purses import TOTAL, ComparedAmounts, ComparedPurses
from businesscase.workbook.term import Term, added, sum_where, total


class Control:
    """The sheet; `master` says whether all is well."""

    def __init__(
        self,
        found: Comparison,
        amounts: ComparedAmounts,
        payers: ComparedPurses,
        departments: ComparedPurses,
        areas: ComparedPurses | None,
        sign: Term,
        texts: Texts,
    ) -> None:
        self.amounts, self.sign = amounts, sign
        self.checks = checks = Checks("compare.control.note", ("library_all", "number"), texts)
        self.page, municipality = checks.page, texts("payer.municipality")

        def check(key: str, case: Case, one: Term, other: Term) -> None:
            checks.check(texts(f"book.compare.check.{key}", case=case.name), one, other)

        for number, case in enumerate(found.cases, start=1):
            every, mine = self._all(number), _sum(payers, case, municipality)
            check("payers", case, _sum(payers, case, None), every)
            check("departments", case, _sum(departments, case, None), mine)
            if areas is not None and by_area(case):
                unbooked = total(amounts.unbooked[case.name]) * sign
                check("areas", case, _sum(areas, case, None) + unbooked, mine)
            own = sum(float(line.sum()) for line in by_calendar_year(case)[1].values())
            check("ledger", case, every, self.page.put(checks.row, KEPT, own, "amount") * sign)
        self.master = checks.master()

    def _all(self, number: int) -> Term:
        """All amounts of a case, by its number in a cell of this sheet."""
        own = self.page.put(self.checks.row, KEPT + 1, float(number), "integer")
        return sum_where(self.amounts.column(TOTAL), [(self.amounts.case_numbers, own)]) * self.sign


def _sum(purses: ComparedPurses, case: Case, name: str | None) -> Term:
    """The tables of a case added up, or the one of a name."""
    rows = [series.span for (purse, of), series in purses.net.items() if of == case.name and name in (None, purse)]
    return total([added(row) for row in rows])
