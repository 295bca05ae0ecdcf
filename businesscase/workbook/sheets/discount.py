"""Discount factors as formulas: year by year from the first outlay, in the middle of each.

As `measures.payback.mid_year_factors`, with the four operations alone. A continuous rate has no formula here: its
factors are values.
"""

from __future__ import annotations

import numpy as np

from businesscase.core.vocabulary import Costs
from businesscase.measures.views import discount_factors
from businesscase.report.texts.texts import Texts
from businesscase.scenario.declare.quantity import parse_span
from businesscase.workbook.grid import Page, Series
from businesscase.workbook.layout import FIRST, TOTAL, heads, row_of
from businesscase.workbook.sheets.assumptions import Assumptions
from businesscase.workbook.sheets.lines import Case
from businesscase.workbook.term import Span, Term, at_exact, in_force

_STEPS = 3  # of Heron's rule


class Discount:
    """Rows of factors by the first outlay of each cost definition, on a page below a row."""

    def __init__(self, case: Case, inputs: Assumptions, page: Page, row: int, texts: Texts) -> None:
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
        middles = (periods.edges[:-1] + periods.edges[1:]) / 2.0
        years = np.floor(middles - base + 1e-12)
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
        rates = self.case.result.scenario.discounting.rates
        assert rates is not None
        limits = sorted(rates, key=parse_span)
        page.put(self.row, 0, self.texts("book.discount.half"))
        half = page.put(self.row, TOTAL, 0.5, "factor")
        self.row += 1
        self._heads(("span", "from_year", "in_force", "root"))
        heads(page, self.row - 1, [self.texts("book.discount.guess")], first=TOTAL)
        heads(page, self.row - 1, [self.texts("book.discount.step", n=n + 1) for n in range(_STEPS)], first=FIRST)
        first = self.row
        for limit in limits:
            page.put(self.row, 0, self.texts("book.discount.rate", limit=self.texts.spoken(limit)))
            page.put(self.row, 1, parse_span(limit), "years")
            rate = page.put(self.row, 2, self.inputs.value(f"discounting.rates.{limit}"), "percent")
            page.put(self.row, 3, self._root(rate, half), "factor")
            self.row += 1
        since, level, root = (page.down(column, first, self.row - 1) for column in (1, 2, 3))
        self._heads(("year", "in_force", "begin", "middle"))
        top = self.row
        begin = opening = page.put(self.row, 2, 1.0, "factor")
        rate = self._year(0, level, since, root, begin)
        for year in range(1, self.case.result.scenario.time.horizon_years + 1):
            begin = page.put(self.row, 2, begin / (rate + 1), "factor")
            rate = self._year(year, level, since, root, begin)
        begin = opening
        for year in range(1, int(np.ceil(max(self.case.periods.outlays.values(), default=0.0))) + 1):
            number = page.put(self.row, 0, float(-year), "integer")  # before the outlay the first rate holds
            begin = page.put(self.row, 2, begin * (in_force(level, since, number) + 1), "factor")
            self._year(-year, level, since, root, begin)
        found = page.down(3, top, self.row - 1), page.down(0, top, self.row - 1)
        self.row += 1
        return found

    def _year(self, year: int, level: Span, since: Span, root: Span, begin: Term) -> Term:
        """A row of the table: the rate in force, and the factor in the middle from that at the beginning."""
        number = self.page.put(self.row, 0, float(year), "integer")
        rate = self.page.put(self.row, 1, in_force(level, since, number), "percent")
        self.page.put(self.row, 3, begin / in_force(root, since, number), "factor")
        self.row += 1
        return rate

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
