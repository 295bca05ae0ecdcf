"""Discount factors as formulas: year by year from the first outlay, in the middle of each.

As `measures.payback.mid_year_factors`. A continuous rate has no formula here: its factors are values.
"""

from __future__ import annotations

import numpy as np

from businesscase.measures.views import discount_factors
from businesscase.report.book.assumptions import Assumptions
from businesscase.report.book.grid import Page, Series
from businesscase.report.book.layout import FIRST, row_of, say
from businesscase.report.book.lines import Case
from businesscase.report.book.term import Span, Term, at_exact, in_force, lift
from businesscase.scenario.quantity import parse_span
from businesscase.vocabulary import Costs


class Discount:
    """Rows of factors by the first outlay of each cost definition, on a page below a row."""

    def __init__(self, case: Case, inputs: Assumptions, page: Page, row: int, language: str) -> None:
        self.case, self.inputs, self.page, self.row, self.language = case, inputs, page, row, language
        self._outlays: dict[float, Term] = {}
        self._factors: dict[float, Series] = {}
        page.put(self.row, 0, say("section.discount", language), "heading")
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
        page.put(self.row, 0, say("discount.outlay", self.language))
        self._outlays[base] = page.put(self.row, FIRST - 1, base, "years")
        self.row += 1
        count = len(periods)
        if self.table is None:
            months = discount_factors(self.case.result.scenario, self.case.result.central_ledger.edges, base=base)
            mean = (periods.weights @ months) / periods.weights.sum(axis=1)
            self._factors[base] = row_of(
                page,
                self.row,
                [say("discount.fixed", self.language)],
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
            [say("discount.year", self.language)],
            lambda p: float(years[p]),
            count,
            "integer",
            summed=False,
        )
        factors, numbers = self.table
        self._factors[base] = row_of(
            page,
            self.row + 1,
            [say("discount.factor", self.language)],
            lambda p: at_exact(factors, numbers, number[p]),
            count,
            "factor",
            summed=False,
        )
        self.row += 3

    def _table(self) -> tuple[Span, Span]:
        """Year, rate in force, factor at its beginning and in its middle."""
        page, scenario = self.page, self.case.result.scenario
        rates = scenario.discounting.rates
        assert rates is not None
        limits = sorted(rates, key=parse_span)
        page.put(self.row, 0, say("discount.half", self.language))
        half = page.put(self.row, FIRST - 1, 0.5, "factor")
        self.row += 1
        first = self.row
        for limit in limits:
            page.put(self.row, 0, say("discount.rate", self.language, limit=limit))
            page.put(self.row, 1, parse_span(limit), "years")
            page.put(self.row, 2, self.inputs.value(f"discounting.rates.{limit}"), "percent")
            self.row += 1
        since, level = page.down(1, first, self.row - 1), page.down(2, first, self.row - 1)
        for column, key in enumerate(("discount.year", "discount.in_force", "discount.begin", "discount.middle")):
            page.put(self.row, column, say(key, self.language), "head")
        self.row += 1
        top, horizon = self.row, scenario.time.horizon_years
        least = -int(np.ceil(max(self.case.periods.outlays.values(), default=0.0)))
        begin = None
        for year in range(least, horizon + 1):
            number = page.put(self.row, 0, float(year), "integer")
            rate = page.put(self.row, 1, in_force(level, since, number), "percent")
            if begin is None:
                value = (rate + 1) ** (lift(0) - number)  # before the outlay the first rate holds
            else:
                value = begin[0] / (begin[1] + 1)
            at_begin = page.put(self.row, 2, value, "factor")
            page.put(self.row, 3, at_begin / (rate + 1) ** half, "factor")
            begin = (at_begin, rate)
            self.row += 1
        found = page.down(3, top, self.row - 1), page.down(0, top, self.row - 1)
        self.row += 1
        return found
