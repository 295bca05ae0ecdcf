"""Two sheets of purses by calendar year: the municipality's departments, and all payers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from businesscase.core.categories import is_cost, is_counted, is_saving, is_tax
from businesscase.core.payers import Payer
from businesscase.core.vocabulary import Savings
from businesscase.report.texts.texts import Texts
from businesscase.rules.bookings import Memo
from businesscase.workbook.grid import Page, Series
from businesscase.workbook.layout import HEAD, YEAR_WIDTH, Ruler, money, sums
from businesscase.workbook.sheets.amounts import Account, AmountSheet
from businesscase.workbook.sheets.lines import CentralCase
from businesscase.workbook.term import Term, added, sum_where

_FIRST = 3  # column of the first calendar year


class PurseSheet:
    """A sheet with a table for each purse."""

    def __init__(self, case: CentralCase, amounts: AmountSheet, ruler: Ruler, key: str, texts: Texts) -> None:
        self.case, self.amounts, self.ruler, self.texts = case, amounts, ruler, texts
        self.page, self.row = Page(texts(f"book.sheet.{key}")), HEAD
        self.calendar = sorted(set(case.periods.years))
        money(self.page, key, case.result.scenario.time.price_year, texts)
        self.net: dict[tuple[Payer, str | None], Series] = {}
        self.paid: dict[tuple[Payer, str | None], Term] = {}
        self.saved: dict[tuple[Payer, str | None], Term] = {}
        years = range(_FIRST, _FIRST + len(self.calendar))
        self.page.widths.update({0: 34, 1: 30, 2: 11, **dict.fromkeys(years, YEAR_WIDTH)})
        self.page.frozen, self.page.keys = (0, 2), 3

    def table(self, name: str, payer: Payer, department: str | None, keep: Callable[[Account], bool]) -> None:
        """Cost, saving, tax and net of one purse by calendar year; what budgets can be cut by as a memo."""
        costs = self.case.result.headline.costs
        own = [a for a in self.amounts.accounts if not a.memo and a.payer is payer and keep(a)]
        own = [a for a in own if is_counted(a.category, costs)]
        cut = [a for a in self.amounts.accounts if a.memo == Memo.CUT and a.payer is payer and keep(a)]
        if not own and not cut:
            return
        page, whole = self.page, payer is Payer.MUNICIPALITY and len({a.department for a in own}) > 1
        page.groups.append(self.row)
        page.put(self.row, 0, name, "heading")
        self.row += 1
        for column, key in enumerate(("what", "category", "total")):
            page.put(self.row, column, self.texts(f"book.column.{key}"), "head")
        self.years = page.series(self.row, _FIRST, list(map(float, self.calendar)), "integer+head")
        self.row += 1
        blocks = {
            "cost": [a for a in own if is_cost(a.category)],
            "saving": [a for a in own if is_saving(a.category, Savings.BEFORE_TAX)],
        }
        sums = {key: self._block(key, rows, whole=whole) for key, rows in blocks.items() if rows}
        self.net[payer, department] = self._sum("purse.net", list(sums.values()))
        for key, into in (("cost", self.paid), ("saving", self.saved)):
            if key in sums:
                into[payer, department] = added(sums[key].span)
        taxed = [a for a in own if is_tax(a.category)]
        if taxed:
            self._block("tax", taxed, whole=whole)
        if cut:
            self._block("cut", cut, whole=whole)
        self.row += 1

    def _block(self, key: str, accounts: Sequence[Account], *, whole: bool) -> Series:
        rows = []
        for account in accounts:
            series = self.amounts.accounts[account]
            department = self.case.result.scenario.departments.get(account.department or "") if whole else None
            own = [self.texts.named(department.label)] if department else []
            self.page.put(self.row, 0, ", ".join([self.texts(f"book.purse.{key}"), *own]))
            self.page.put(self.row, 1, self.texts.category(account.category, self.case.result.scenario))
            rows.append(self._write(self._yearly(series), "kroner"))
        return rows[0] if len(rows) == 1 and key == "cut" else self._sum(f"purse.{key}.sum", rows)

    def _sum(self, key: str, rows: Sequence[Series]) -> Series:
        self.page.put(self.row, 0, self.texts(f"book.{key}"), "bold")
        return self._write(sums(rows), "kroner+bold")

    def _yearly(self, series: Series) -> Callable[[int], Term]:
        years = self.ruler.years.span
        return lambda place: sum_where(series.span, [(years, self.years[place])])

    def _write(self, of: Callable[[int], Term], form: str) -> Series:
        found = self.page.series(self.row, _FIRST, [of(place) for place in range(len(self.calendar))], form)
        self.page.put(self.row, 2, added(found.span), form)
        self.row += 1
        return found


def departments_of(case: CentralCase, amounts: AmountSheet, ruler: Ruler, texts: Texts) -> PurseSheet:
    """A table for each department, or for the whole municipality where none is declared."""
    found, declared = PurseSheet(case, amounts, ruler, "departments", texts), case.result.scenario.departments
    for name, department in declared.items():
        found.table(texts.named(department.label), Payer.MUNICIPALITY, name, _of(name))
    if not declared or any(
        a.department is None and a.payer is Payer.MUNICIPALITY and not a.memo for a in amounts.accounts
    ):
        label = texts("book.purse.undivided") if declared else texts("payer.municipality")
        found.table(label, Payer.MUNICIPALITY, None, lambda a: a.department is None)
    return found


def payers_of(case: CentralCase, amounts: AmountSheet, ruler: Ruler, texts: Texts) -> PurseSheet:
    """A table for each payer."""
    found = PurseSheet(case, amounts, ruler, "payers", texts)
    for payer in Payer:
        found.table(texts(f"payer.{payer.value}"), payer, None, lambda a: not a.memo)
    return found


def _of(department: str) -> Callable[[Account], bool]:
    return lambda account: account.department == department
