"""The sheet of the programme itself: cost by year and department, grants and their expiry, what is to be financed anew.

Its rules are those of `rules.programme`; here they are laid out.
"""

from __future__ import annotations

from collections.abc import Callable

from businesscase.report.texts.texts import Texts
from businesscase.rules.programme import SERVICE, Outlay
from businesscase.scenario.load.scenario import Scenario
from businesscase.workbook.formulas import By, ByPeriod, Formulas, at
from businesscase.workbook.grid import Page, Series
from businesscase.workbook.layout import HEAD, money, period_heads, row_of
from businesscase.workbook.sheets.assumptions import Assumptions
from businesscase.workbook.sheets.lines import CentralCase
from businesscase.workbook.sheets.quantities import Quantities
from businesscase.workbook.term import Term, total
from businesscase.workbook.words import StepWords


class Effort:
    """The sheet, and what it books: each outlay with its formula."""

    def __init__(
        self, case: CentralCase, inputs: Assumptions, quantities: Quantities, sign: Term, texts: Texts
    ) -> None:
        self.case, self.texts = case, texts
        self.page = Page(texts("book.sheet.effort"))
        money(self.page, "effort", case.result.scenario.time.price_year, texts)
        labels = [texts(f"book.column.{key}") for key in ("what", "purse", "lasts")]
        period_heads(self.page, case.periods, labels, texts("book.column.total"))
        year = [float(one) for one in case.periods.calendar]
        calendar = self._plain(HEAD + 1, "ruler.calendar", year.__getitem__, "integer", summed=False)
        spent = {**quantities.spending, SERVICE.name: quantities.served}
        self.formulas = Formulas(
            page=self.page,
            row=HEAD + 2,
            inputs=inputs,
            ruler=quantities.ruler,
            moments=case.periods.moments,
            words=StepWords(case.result.scenario, texts),
            flows={name: _signed(flow, sign) for name, flow in spent.items()},
            calendar=calendar,
        )
        self.bookings: list[tuple[Outlay, By]] = []
        self._write()
        for column, width in enumerate((48, 26, 22, 13, 3, 3, 3, 3, 13)):
            self.page.widths[column] = width
        self.page.keys = 3

    @property
    def row(self) -> int:
        """The first row below."""
        return self.formulas.row

    def _write(self) -> None:
        programme, of = self.case.tariffs.programme, self.formulas.of
        for index in programme.indices:
            of(index)
        self._heading("effort.cost")
        self._book(programme.costs)
        whole = of(programme.total)
        assert isinstance(whole, Series)
        self.total = whole
        for share in (*programme.all_years.values(), *programme.in_year.values()):
            of(share)
        if programme.grants:
            self._heading("effort.grants")
        self._book(programme.grants)
        self._heading("effort.new")
        paid = [of(one.money) for one in programme.grants if one.whole is None]
        net = self.formulas.row
        self._plain(net, "effort.net", lambda p: whole[p] - total([at(one, p) for one in paid]), "kroner", summed=True)
        self.formulas.row += 1
        if programme.on_payroll:
            self._heading("effort.on_payroll")
        self._book(programme.on_payroll)
        if programme.services:
            self._heading("effort.per_family")
        self._book(programme.services)

    def _book(self, outlays: tuple[Outlay, ...]) -> None:
        for outlay in outlays:
            if outlay.whole is not None:
                self.formulas.of(outlay.whole)
            self.bookings.append((outlay, self.formulas.of(outlay.money)))

    def _plain(self, row: int, key: str, of: Callable[[int], Term | float], form: str, *, summed: bool) -> Series:
        return row_of(self.page, row, [self.texts(f"book.{key}")], of, len(self.case.periods), form, summed=summed)

    def _heading(self, key: str) -> None:
        self.page.put(self.formulas.row + 1, 0, self.texts(f"book.{key}"), "heading")
        self.formulas.row += 2


def words_of(outlay: Outlay, texts: Texts, scenario: Scenario) -> list[str]:
    """An outlay in the columns of the sheet P x Q."""
    return [
        texts("book.sheet.effort"),
        "",
        "",
        "",
        texts(f"payer.{outlay.payer.value}"),
        texts.category(outlay.category, scenario),
    ]


def _signed(flow: Series, sign: Term) -> By:
    return ByPeriod(lambda p: flow[p] * sign)
