"""Discount factors as formulas: year by year from the first outlay, in the middle of each (`rules.discounting`).

With the four operations alone: a root is found in cells. A continuous rate has no formula here: its factors are values.
"""

from __future__ import annotations

import numpy as np

from businesscase.core.vocabulary import Costs
from businesscase.measures.views import discount_factors
from businesscase.report.texts.texts import Texts
from businesscase.rules.amounts import Amounts
from businesscase.rules.discounting import mid_year, years_of
from businesscase.rules.expressions import ONE, Expression
from businesscase.scenario.declare.quantity import parse_span
from businesscase.workbook.formulas import Arithmetic, By
from businesscase.workbook.grid import Page, Series
from businesscase.workbook.layout import FIRST, TOTAL, heads, row_of
from businesscase.workbook.sheets.assumptions import Assumptions
from businesscase.workbook.sheets.lines import CentralCase
from businesscase.workbook.term import Span, Term, at_exact

_STEPS = 3  # of Heron's rule


class Discount:
    """Rows of factors by the first outlay of each cost definition, on a page below a row."""

    def __init__(self, case: CentralCase, inputs: Assumptions, page: Page, row: int, texts: Texts) -> None:
        self.case, self.inputs, self.page, self.row, self.texts = case, inputs, page, row, texts
        self._outlays: dict[float, Term] = {}
        self._factors: dict[float, Series] = {}
        page.put(self.row, 0, texts("book.section.discount"), "heading")
        self.row += 1
        declared = case.result.scenario.discounting
        self.table = None if declared.rates is None else self._table()
        for base in dict.fromkeys(case.periods.outlays.values()):
            self._base(base)

    def outlay(self, costs: Costs) -> Term:
        """Years from the start to the first outlay."""
        return self._outlays[self.case.periods.outlays[costs]]

    def factor(self, costs: Costs) -> Series:
        """Factor of each period."""
        return self._factors[self.case.periods.outlays[costs]]

    def _base(self, base: float) -> None:
        page, periods = self.page, self.case.periods
        page.put(self.row, 0, self.texts("book.discount.outlay"))
        self._outlays[base] = page.put(self.row, FIRST - 1, base, "years")
        self.row += 1
        count = len(periods)
        if self.table is None:
            months = discount_factors(self.case.result.scenario, self.case.result.central_ledger.edges, base=base)
            mean = (periods.weights @ months) / periods.weights.sum(axis=1)
            self._factors[base] = row_of(
                page,
                self.row,
                [self.texts("book.discount.fixed")],
                lambda p: float(mean[p]),
                count,
                "factor",
                summed=False,
            )
            self.row += 2
            return
        years = years_of(periods.edges, base=base)
        number = row_of(
            page,
            self.row,
            [self.texts("book.discount.year")],
            lambda p: float(years[p]),
            count,
            "integer",
            summed=False,
        )
        factors, numbers = self.table
        self._factors[base] = row_of(
            page,
            self.row + 1,
            [self.texts("book.discount.factor")],
            lambda p: at_exact(factors, numbers, number[p]),
            count,
            "factor",
            summed=False,
        )
        self.row += 3

    def _table(self) -> tuple[Span, Span]:
        """Year, rate in force, factor at its beginning and in its middle."""
        page = self.page
        rates, numbers = self.case.result.scenario.discounting.rates, Amounts(self.case.result.scenario)
        assert rates is not None
        before = int(np.ceil(max(self.case.periods.outlays.values(), default=0.0)))
        by_limit = {parse_span(limit): numbers.number(f"discounting.rates.{limit}") for limit in rates}
        rule = mid_year(by_limit, first=-before, last=self.case.result.scenario.time.horizon_years)
        known = dict[Expression, By]()
        page.put(self.row, 0, self.texts("book.discount.half"))
        half = page.put(self.row, TOTAL, 0.5, "factor")
        self.row += 1
        self._heads(("span", "from_year", "in_force", "root"))
        heads(page, self.row - 1, [self.texts("book.discount.guess")], first=TOTAL)
        heads(page, self.row - 1, [self.texts("book.discount.step", n=n + 1) for n in range(_STEPS)], first=FIRST)
        for limit in sorted(rates, key=parse_span):
            rate, root = rule.rates[parse_span(limit)]
            page.put(self.row, 0, self.texts("book.discount.rate", limit=self.texts.spoken(limit)))
            page.put(self.row, 1, parse_span(limit), "years")
            at = page.put(self.row, 2, self.inputs.value(f"discounting.rates.{limit}"), "percent")
            known[rate], known[root] = at, page.put(self.row, 3, self._root(at, half), "factor")
            self.row += 1
        self._heads(("year", "in_force", "begin", "middle"))
        top = self.row
        formulas = Arithmetic(known=known)
        for year in rule.years:
            page.put(self.row, 0, float(year.year), "integer")
            page.put(self.row, 1, formulas.term(year.rate), "percent")
            begin = 1.0 if year.begin is ONE else formulas.term(year.begin)
            known[year.begin] = page.put(self.row, 2, begin, "factor")
            page.put(self.row, 3, formulas.term(year.middle), "factor")
            self.row += 1
        found = page.down(3, top, self.row - 1), page.down(0, top, self.row - 1)
        self.row += 1
        return found

    def _root(self, rate: Term, half: Term) -> Term:
        """What half a year adds: the square root of 1 + rate by Heron's rule, each step a cell.

        The guess 1 + rate / 2 is off by rate squared / 8; a step squares the error, so three leave none to be seen.
        """
        guess = rate * half + 1
        found = self.page.put(self.row, TOTAL, guess, "factor")
        for step in range(_STEPS):
            before = Series(self.page.name, self.row, TOTAL + step, (found.number,))[0]
            found = self.page.put(self.row, FIRST + step, (before + (rate + 1) / before) * half, "factor")
        return found

    def _heads(self, keys: tuple[str, ...]) -> None:
        heads(self.page, self.row, [self.texts(f"book.discount.{key}") for key in keys], numbers_from=1)
        self.row += 1
