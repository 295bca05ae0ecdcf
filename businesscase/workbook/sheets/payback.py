"""The sheet of payback: accumulated cost less saving, when it is recouped for the first time and for good, and a chart.

Interpolated linearly within a period; the library does so within a month, so its years stand beside.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from businesscase.core.categories import is_saving
from businesscase.core.payers import Perspective
from businesscase.core.vocabulary import ClockStart, Savings
from businesscase.measures.payback import first, sustained
from businesscase.report.texts.texts import Texts
from businesscase.rules.bookings import Memo
from businesscase.rules.expressions import NEVER
from businesscase.rules.payback import (
    BALANCE,
    BEGIN,
    COMES_OUT,
    COST,
    END,
    FIRST_AT,
    FOR_GOOD,
    FOR_GOOD_AT,
    IN_DEFICIT,
    OPENING,
    OPENS_IN_DEFICIT,
    SIGN,
    SLACK,
    START,
    STAYS_OUT,
    TOLERANCE,
    TOLERATED,
    WHOLE_YEARS,
    YEARS,
)
from businesscase.rules.payback import FIRST as FIRST_TIME
from businesscase.workbook.asked import AskedPayback, asked_of, curve_of, headline_of
from businesscase.workbook.formulas import Arithmetic, By
from businesscase.workbook.formulas import at as by_period
from businesscase.workbook.grid import Chart, Page, Series
from businesscase.workbook.layout import FIRST, HEAD, TOTAL, Ruler, heads, money, row_of
from businesscase.workbook.sheets.amounts import AmountSheet
from businesscase.workbook.sheets.discount import Discount
from businesscase.workbook.sheets.lines import CentralCase
from businesscase.workbook.term import Term, added, either, total


@dataclass(frozen=True)
class Answer:
    """What the sheet finds: flow and accumulated by period, years for good, whole years and the first time."""

    asked: AskedPayback
    flow: Series
    accumulated: Series
    cost: Term
    years: Term
    whole_years: Term
    first_years: Term
    library: Term


class PaybackSheet:
    """The sheet and its answers."""

    def __init__(
        self, case: CentralCase, amounts: AmountSheet, ruler: Ruler, discount: Discount, sign: Term, texts: Texts
    ) -> None:
        self.case, self.amounts, self.ruler, self.discount = case, amounts, ruler, discount
        self.sign, self.texts, self.page = sign, texts, Page(texts("book.sheet.payback"))
        self.claim = headline_of(case.result)
        self.count = len(case.periods)
        money(self.page, "payback", case.result.scenario.time.price_year, texts)
        self.asked = asked_of(case.result)
        self.row = HEAD + len(self.asked) + 31
        self._table()
        begin = self.row - 6
        self.page.put(begin, 0, texts("book.section.workings"), "heading")
        self.page.parts.append(begin)  # what only formulas read is not printed
        self._words(begin + 1)
        self.page.head, self.page.keys = self.row - 1, 4
        labels = [texts(f"book.column.{key}") for key in ("purse", "costs", "discounting", "what")]
        for column, label in enumerate(labels):
            self.page.put(self.row - 1, column, label, "head")
        for column in range(len(labels), TOTAL):
            self.page.put(self.row - 1, column, "", "head")
        self.page.put(self.row - 1, TOTAL - 1, texts("book.column.slack"), "head_right")
        self.page.put(self.row - 1, TOTAL, texts("book.column.opening"), "head_right")
        self.heads = self.page.series(self.row - 1, FIRST, list(case.periods.labels), "head_right")
        self.answers = tuple(self._answer(asked, HEAD + 1 + place) for place, asked in enumerate(self.asked))
        self._chart()
        more = [10.0] * (FIRST + self.count - 13)  # periods to the right of the table
        for column, width in enumerate((20, 44, 13, 22, 12, 10, 18, 18, 10, 18, 18, 18, 12, *more)):
            self.page.widths[column] = width
        self.page.frozen = (HEAD + 1, 1)

    @property
    def headline(self) -> Answer:
        """The answer to the headline claim."""
        return self.answers[0]

    def _table(self) -> None:
        keys = (
            "purse",
            "costs",
            "discounting",
            "savings",
            "cost",
            "period",
            "sustained",
            "whole",
            "period_first",
            "first",
            "library",
            "library_first",
            "net",
        )
        heads(self.page, HEAD, [self.texts(f"book.column.{key}") for key in keys], numbers_from=4)

    def _words(self, row: int) -> None:
        """What stands where there are no years, and how far from zero a balance may be: formulas read it here."""
        horizon = self.case.result.scenario.time.horizon_years
        self.page.put(row, 0, self.texts("book.never"), "text")
        self.never = self.page.put(row, 1, self.texts("book.not_within", years=self.texts.count("years", horizon)))
        self.page.put(row + 1, 0, self.texts("book.rounding"))
        self.rounding = self.page.put(row + 1, 1, TOLERANCE, "plain")
        self.page.put(row + 2, 0, self.texts("book.no_cost"))
        self.no_cost = self.page.put(row + 2, 1, self.texts("book.no_cost.words"))

    def _answer(self, asked: AskedPayback, top: int) -> Answer:
        texts, page = self.texts, self.page
        page.rules.add(self.row)
        if asked.discounted is self.asked[0].discounted:
            page.rules.add(top)
        said: list[str | float] = [
            texts(f"payer.{asked.perspective.value}"),
            texts(f"costs.{asked.costs.value}"),
            texts(f"discounted.{asked.discounted}"),
        ]
        rows = self._flows(asked)
        flow = self._row([*said, texts("book.row.flow")], lambda p: total([row[p] for row in rows]))
        used = flow
        if asked.discounted:
            factor = self.discount.factor(asked.costs)
            used = self._row([*said, texts("book.row.discounted")], lambda p: flow[p] * factor[p])
        accumulated = self._accumulated([*said, texts("book.row.accumulated")], used)
        counted = self._counted(asked, used, accumulated)
        rule = Arithmetic(counted, {NEVER: self.never})
        rule.known[SLACK] = page.put(self.row, TOTAL - 1, rule.term(SLACK), "check")
        for key, flags in (("deficit", IN_DEFICIT), ("stays", STAYS_OUT), ("upward", COMES_OUT)):
            if flags is IN_DEFICIT:
                rule.known[OPENS_IN_DEFICIT] = page.put(self.row, TOTAL, rule.term(OPENS_IN_DEFICIT), "integer")
            of = rule.of(flags)
            rule.known[flags] = self._row([*said, texts(f"book.row.{key}")], _by_period(of), "integer")
        cost_rows = self._cost_rows(asked)
        shown_cost = page.put(top, 4, total([added(row.span) for row in cost_rows]), "kroner")
        free = shown_cost.equals(0)  # nothing to recoup, so no payback either

        def recouped(term: Term) -> Term:
            return either(free, self.no_cost, term)

        for column, label in enumerate(said):
            page.put(top, column, label)
        page.put(top, 3, texts(f"savings.{asked.savings.value}"))
        position = rule.known[FOR_GOOD_AT] = page.put(top, 5, rule.term(FOR_GOOD_AT), "integer")
        good = page.put(top, 6, recouped(rule.term(FOR_GOOD)), "years")
        # where it is not within the horizon it is text, which the rule leaves out
        counted[YEARS.name] = Term(good.text, 0.0 if isinstance(good.value, str) else good.value)
        whole_years = page.put(
            top, 7, recouped(either(position.equals(0), self.never, rule.term(WHOLE_YEARS))), "integer"
        )
        rule.known[FIRST_AT] = page.put(top, 8, rule.term(FIRST_AT), "integer")
        once = page.put(top, 9, recouped(rule.term(FIRST_TIME)), "years")
        library, library_first = self._library(asked, is_free=not shown_cost.number)
        beside = page.put(top, 10, library, "years")
        page.put(top, 11, library_first, "years")
        page.put(top, 12, added(used.span), "kroner")
        return Answer(asked, flow, accumulated, shown_cost, good, whole_years, once, beside)

    def _counted(self, asked: AskedPayback, used: Series, accumulated: Series) -> dict[str, By]:
        """What the rule of payback counts, by the names that it has there."""
        opening = Series(self.page.name, accumulated.row, FIRST - 1, (0.0,))[0]
        return {
            COST.name: used,
            BALANCE.name: accumulated,
            OPENING.name: opening,
            SIGN.name: self.sign,
            TOLERATED.name: self.rounding,
            BEGIN.name: self.ruler.begins,
            END.name: self.ruler.ends,
            START.name: self._start(asked),
        }

    def _start(self, asked: AskedPayback) -> Term:
        """From when years count: the first outlay, or the start of the programme."""
        if self.claim.clock_start is not ClockStart.FIRST_OUTLAY:
            return _zero()
        return self.discount.outlay(asked.costs)

    def _flows(self, asked: AskedPayback) -> list[Series]:
        return self._saving_rows(asked) + self._cost_rows(asked)

    def _saving_rows(self, asked: AskedPayback) -> list[Series]:
        if asked.savings is Savings.BUDGET_REDUCIBLE:
            return [row for account, row in self.amounts.accounts.items() if account.memo == Memo.CUT]
        return self.amounts.of(lambda a: a.payer in asked.perspective.payers and is_saving(a.category, asked.savings))

    def _cost_rows(self, asked: AskedPayback) -> list[Series]:
        return self.amounts.of(lambda a: a.payer in asked.perspective.payers and a.category in asked.costs.categories)

    def _row(self, words: Sequence[str | float], of: Callable[[int], Term], form: str = "kroner") -> Series:
        found = row_of(self.page, self.row, list(words), of, self.count, form, summed=False)
        self.row += 1
        return found

    def _accumulated(self, words: Sequence[str | float], flow: Series) -> Series:
        """Each the one before it and the flow; the first is the opening, nothing."""
        for column, label in enumerate(words):
            self.page.put(self.row, column, label)
        self.page.put(self.row, TOTAL, 0.0, "kroner")
        before, found = 0.0, []
        for place in range(self.count):
            left = Series(self.page.name, self.row, FIRST + place - 1, (before,))[0]
            term = left + flow[place]
            before = self.page.put(self.row, FIRST + place, term, "kroner").number
            found.append(before)
        self.row += 1
        return Series(self.page.name, self.row - 1, FIRST, tuple(found))

    def _library(self, asked: AskedPayback, *, is_free: bool) -> tuple[float | str, float | str]:
        """What the library finds on its monthly curve."""
        if is_free:
            return str(self.no_cost.value), str(self.no_cost.value)
        view = curve_of(self.case.result, asked, self.case.periods.outlays)
        found = [float(one(view.curve[0, 0], view.edges, start=view.start)) for one in (sustained, first)]
        never = str(self.never.value)
        good, once = (value if np.isfinite(value) else never for value in found)
        return good, once

    def _chart(self) -> None:
        own = [
            a
            for a in self.answers
            if a.asked.costs is self.claim.costs
            and a.asked.savings is self.claim.savings
            and a.asked.discounted is self.claim.discounted
        ]
        wanted = [
            a
            for a in own
            if a.asked.perspective
            in (self.claim.perspective, Perspective.CENTRAL_GOVERNMENT, Perspective.PUBLIC_SECTOR)
        ]
        lines = [
            (Term(self.page.down(0, a.flow.row, a.flow.row).text.partition(":")[0], ""), a.accumulated.span)
            for a in wanted
        ]
        years = self.headline.years.value
        said = years if isinstance(years, str) else self.texts.count("years", years, decimals=1)
        self.page.charts.append(
            Chart(
                row=HEAD + len(self.asked) + 2,
                column=0,
                title=self.texts("book.chart.payback"),
                alt=self.texts(
                    "book.chart.payback.alt",
                    who=self.texts(f"payer.{self.claim.perspective.value}"),
                    when=said,
                ),
                heads=self.heads.span,
                lines=lines,
                axis=self.texts("book.chart.axis"),
            )
        )


def _zero() -> Term:
    return Term("0", 0.0)


def _by_period(of: By) -> Callable[[int], Term]:
    return lambda period: by_period(of, period)
