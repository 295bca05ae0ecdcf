"""The sheet of both strategies: what each payer pays with the programme and without it, and person-years by state.

Without the programme is quantity x unit, as on the sheet P x Q; with it is that and the change which stands there.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from businesscase.core.vocabulary import Strategy
from businesscase.measures.quantities import mean_quantities, states_of
from businesscase.report.texts.labels import clock_label, state_label
from businesscase.report.texts.texts import Texts
from businesscase.workbook.formulas import at
from businesscase.workbook.grid import Page, Series
from businesscase.workbook.layout import FIRST, HEAD, TOTAL, money, period_heads, row_of
from businesscase.workbook.layout import sums as sums_of
from businesscase.workbook.sheets.amounts import Account, AmountSheet, moving
from businesscase.workbook.sheets.discount import Discount
from businesscase.workbook.sheets.lines import CentralCase
from businesscase.workbook.term import Term, lift, products, sums_where

_NUMBER = 6  # column of the number of the account that a row is added to
_DISCOUNTED = TOTAL - 1


class StrategySheet:
    """The sheet, and both rows of every account."""

    def __init__(self, case: CentralCase, amounts: AmountSheet, discount: Discount, texts: Texts) -> None:
        self.case, self.amounts, self.texts = case, amounts, texts
        self.factor = discount.factor(case.result.headline.costs)
        self.page, self.rows = Page(texts("book.sheet.strategies")), dict[tuple[Account, Strategy], Series]()
        money(self.page, "strategies", case.result.scenario.time.price_year, texts)
        keys = ("payer", "category", "department", "strategy")
        labels = [*(texts(f"book.column.{key}") for key in keys), "", "", texts("book.column.number")]
        period_heads(self.page, case.periods, [*labels, texts("book.column.discounted")], texts("book.column.total"))
        self.accounts = [account for account in amounts.accounts if not account.memo]
        self.row = HEAD + 2
        top = self.row + 2 * len(self.accounts) + 4 + 2 * self._states()  # the workings stand last, and are looked up
        self._heading(HEAD + 1, "strategies")
        first, last = self._workings(top)
        self._money(first, last)
        self._time()
        for column, width in enumerate((16, 44, 22, 16, 5, 5, 5, 13, 13)):
            self.page.widths[column] = width
        self.page.keys = 4

    def _heading(self, row: int, key: str) -> None:
        self.page.put(row, 0, self.texts(f"book.section.{key}"), "heading")

    def _workings(self, row: int) -> tuple[int, int]:
        """What each price line books without the programme; the first and the last row."""
        page, texts = self.page, self.texts
        self._heading(row, "without")
        first = last = row + 1
        for last, line in enumerate(self.amounts.without, start=first):
            words = [line.words[4], line.words[5], line.words[0], texts("strategy.counterfactual"), *line.words[2:4]]
            row_of(page, last, list(words), partial(at, line.of), len(self.case.periods), "kroner")
            page.put(last, _NUMBER, float(self.accounts.index(line.account) + 1), "integer")
        return first, last

    def _money(self, first: int, last: int) -> None:
        """Both rows of every account."""
        page, case, texts = self.page, self.case, self.texts
        booked = {line.account for line in self.amounts.without}
        numbers = page.down(_NUMBER, first, last) if booked else None
        periods = range(len(case.periods))
        columns = [moving(page, FIRST + place, first, last) for place in periods] if booked else []
        for number, account in enumerate(self.accounts, start=1):
            page.rules.add(self.row)
            department = case.result.scenario.departments.get(account.department or "")
            words = [
                texts(f"payer.{account.payer.value}"),
                texts.category(account.category, case.result.scenario),
                "" if department is None else texts.named(department.label),
            ]
            shown = page.put(self.row, _NUMBER, float(number), "integer")
            if account in booked and numbers is not None:
                sums = sums_where(columns, [(numbers, shown)])
            else:
                sums = [lift(0) for _ in periods]  # the programme's own money: there is none of it without
            without = self._row(account, Strategy.COUNTERFACTUAL, words, sums.__getitem__)
            change = self.amounts.accounts[account]
            self._row(account, Strategy.PROGRAMME, words, sums_of([without, change]))

    def _row(self, account: Account, strategy: Strategy, words: list[str], of: Callable[[int], Term]) -> Series:
        said = [*words, self.texts(f"strategy.{strategy.value}")]
        found = row_of(self.page, self.row, list(said), of, len(self.case.periods), "kroner")
        self.page.put(self.row, _DISCOUNTED, products(found.span, self.factor.span), "kroner")
        self.rows[account, strategy] = found
        self.row += 1
        return found

    def _states(self) -> int:
        return sum(map(len, states_of(self.case.result.occupancy, "time").values()))

    def _time(self) -> None:
        """Person-years in every state: they come from the run."""
        occupancy, periods, texts = self.case.result.occupancy, self.case.periods, self.texts
        self._heading(self.row + 1, "person_years")
        self.row += 2
        quantities = mean_quantities(occupancy)
        for clock, states in states_of(occupancy, "time").items():
            for state in states:
                self.page.rules.add(self.row)
                lived = quantities[:, :, occupancy.cells.find(clock, (state,))].sum(axis=2)
                for strategy in (Strategy.COUNTERFACTUAL, Strategy.PROGRAMME):
                    words = [
                        clock_label(self.case.result.scenario, clock, texts),
                        state_label(self.case.result.scenario, clock, state, texts),
                        "",
                        texts(f"strategy.{strategy.value}"),
                    ]
                    values = periods.summed(lived[strategy.axis])
                    of = [float(value) for value in values].__getitem__
                    found = row_of(self.page, self.row, list(words), of, len(periods), "quantity")
                    self.page.put(self.row, _DISCOUNTED, products(found.span, self.factor.span), "quantity")
                    self.row += 1
