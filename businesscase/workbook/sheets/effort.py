"""The sheet of the programme itself: cost by year and department, grants and their expiry, what is to be financed anew.

The same division as `model.outlays`: a grant relieves the departments as they pay in that year.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from businesscase.core.vocabulary import DISPLACED_CASEWORK, GRANT, PROGRAMME_COST, STEADY_STATE_COST, Payer
from businesscase.report.texts.texts import Texts
from businesscase.scenario.declare.programme import Cost, Grant
from businesscase.workbook.grid import Page, Series
from businesscase.workbook.layout import FIRST, HEAD, money, period_heads, row_of
from businesscase.workbook.remarks import Remarks
from businesscase.workbook.sheets.amounts import Account, Booking
from businesscase.workbook.sheets.assumptions import Assumptions
from businesscase.workbook.sheets.lines import Case
from businesscase.workbook.sheets.quantities import Quantities
from businesscase.workbook.sheets.rates import at
from businesscase.workbook.term import Term, added, either, lift, ratio_or_one, total


class Effort:
    """The sheet, and what it books."""

    def __init__(self, case: Case, inputs: Assumptions, quantities: Quantities, sign: Term, texts: Texts) -> None:
        self.case, self.inputs, self.quantities, self.sign, self.texts = case, inputs, quantities, sign, texts
        self.page, self.row = Page(texts("book.sheet.effort")), HEAD + 1
        self.bookings: list[Booking] = []
        self.programme, self.remarks = case.result.scenario.programme, Remarks(case.result.scenario, texts)
        money(self.page, "effort", case.result.scenario.time.price_year, texts)
        labels = [texts(f"book.column.{key}") for key in ("what", "purse", "lasts")]
        period_heads(self.page, case.periods, labels, texts("book.column.total"))
        self.calendar = self._row(
            ["ruler.calendar"], lambda p: float(case.periods.calendar[p]), "integer", summed=False
        )
        self.indices: dict[str, Series] = {}
        self.costs = self._costs()
        self.grants = self._grants()
        self._net()
        self._served()
        for column, width in enumerate((48, 26, 22, 13, 3, 3, 3, 3, 13)):
            self.page.widths[column] = width
        self.page.keys = 3

    def _row(
        self, words: list[str], of: Callable[[int], Term | float], form: str = "kroner", *, summed: bool = True
    ) -> Series:
        said = [self.texts(f"book.{words[0]}"), *words[1:]] if words[0].startswith(("ruler.", "effort.")) else words
        found = row_of(self.page, self.row, list(said), of, len(self.case.periods), form, summed=summed)
        self.row += 1
        return found

    def _heading(self, key: str) -> None:
        self.row += 1
        self.page.put(self.row, 0, self.texts(f"book.{key}"), "heading")
        self.row += 1

    def _spent(self, kind: str, name: str, item: Cost | Grant, category: str) -> Callable[[int], Term]:
        amount, part = self.inputs.value(f"programme.{kind}.{name}.total"), self.quantities.spending[f"{kind}.{name}"]
        index = self.case.result.scenario.index_of.get(category)
        if item.total.price_year != "as_spent" or index is None:
            return lambda p: amount * part[p] * self.sign
        factor = self._index(index)
        return lambda p: amount * part[p] * factor[p] * self.sign

    def _index(self, index: str) -> Series:
        """What brings money of each calendar year to the price year; 1 where nothing is declared of that year."""
        if index not in self.indices:
            levels, years = self.inputs.level(index)
            to, label = self.inputs.price_year, self.texts.named(self.case.result.scenario.indices[index].label)

            def formula(p: int) -> Term:
                return ratio_or_one(levels, years, to, self.calendar[p])

            self.indices[index] = self._row(["effort.index", label], formula, "factor", summed=False)
        return self.indices[index]

    def _costs(self) -> list[tuple[str | None, Series]]:
        """Cost by department, all costs of a department one by one."""
        prepared = [
            (name, item, self._spent("costs", name, item, PROGRAMME_COST))
            for name, item in self.programme.costs.items()
        ]
        self._heading("effort.cost")
        found: list[tuple[str | None, Series]] = []
        for name, item, spent in prepared:
            label, lasting = self.texts.named(item.label), self.remarks.lasting(f"programme.costs.{name}.total")
            whole = self._row([label, self.texts("book.all"), lasting], spent)
            shares = {d: self.inputs.value(f"programme.costs.{name}.departments.{d}") for d in item.departments}
            everyone = total(list(shares.values()))
            for payer, share in shares.items():
                own = self._row(
                    [label, self.remarks.department(payer), lasting],
                    _times(whole, share, everyone),
                )
                found.append((payer, own))
            if not shares:
                found.append((None, whole))
        for department, series in found:
            self._book(Account(Payer.MUNICIPALITY, PROGRAMME_COST, department), series)
        self.departments: list[str | None] = list(dict.fromkeys(department for department, _ in found))
        self.total = self._row(["effort.total"], lambda p: total([series[p] for _, series in found]))
        mine = {d: [series for name, series in found if name == d] for d in self.departments}
        whole_sum = added(self.total.span)
        count = self.page.put(self.row, FIRST - 1, float(len(self.departments)), "integer")
        self.page.put(self.row, 0, self.texts("book.effort.departments"))
        self.row += 1
        self.whole: dict[str | None, Term] = {}
        for department, rows in mine.items():
            share = either(whole_sum.equals(0), lift(1) / count, total([added(one.span) for one in rows]) / whole_sum)
            self.page.put(self.row, 0, self.texts("book.effort.share"))
            self.page.put(self.row, 1, self.remarks.department(department) if department else self.texts("book.all"))
            self.whole[department] = self.page.put(self.row, FIRST - 1, share, "percent")
            self.row += 1
        self.by_department: dict[str | None, Series] = {}
        for department, rows in mine.items():
            who = self.remarks.department(department) if department else self.texts("book.all")
            share = self.whole[department]
            self.by_department[department] = self._row(
                ["effort.part", who], _part(rows, self.total, share), "percent", summed=False
            )
        return found

    def _grants(self) -> list[Series]:
        prepared = [
            (name, item, self._spent("grants", name, item, GRANT)) for name, item in self.programme.grants.items()
        ]
        if prepared:
            self._heading("effort.grants")
        found = []
        for name, item, spent in prepared:
            label, lasting = self.texts.named(item.label), self.remarks.lasting(f"programme.grants.{name}.total")
            paid = self._row([label, self.texts(f"payer.{item.payer.value}"), lasting], spent)
            found.append(paid)
            self._book(Account(item.payer, GRANT), paid)
            for department, part in self.by_department.items():
                relief = self._row(
                    [
                        self.texts("book.effort.relief", name=label),
                        self.remarks.department(department) if department else "",
                        lasting,
                    ],
                    _less(paid, part),
                )
                self._book(Account(Payer.MUNICIPALITY, GRANT, department), relief)
        return found

    def _net(self) -> None:
        self._heading("effort.new")
        self.net = self._row(["effort.net"], lambda p: self.total[p] - total([one[p] for one in self.grants]))

    def _served(self) -> None:
        """Casework saved, and the price of routine operation, by family-years of service."""
        served, departments = self.quantities.served, self.case.tariffs.departments
        displaced = [self.inputs.value(f"programme.displaced.{name}.per_family") for name in self.programme.displaced]
        steady = self.programme.steady_state
        if displaced or steady is not None:
            self._heading("effort.per_family")
        if displaced:
            saved = self._row(
                [self._category(DISPLACED_CASEWORK)],
                lambda p: -(total(displaced) * served[p] * self.sign),
            )
            self._book(Account(Payer.MUNICIPALITY, DISPLACED_CASEWORK, departments.get(DISPLACED_CASEWORK)), saved)
        if steady is not None:
            price = self.inputs.value("programme.steady_state.per_family")
            length = self.inputs.value("programme.served.length")
            for department, share in self.whole.items():
                own = self._row(
                    [
                        self._category(STEADY_STATE_COST),
                        self.remarks.department(department) if department else "",
                    ],
                    _priced(price / length * share, served, self.sign),
                )
                self._book(Account(Payer.MUNICIPALITY, STEADY_STATE_COST, department), own)

    def _category(self, category: str) -> str:
        return self.texts.category(category, self.case.result.scenario.categories)

    def _book(self, account: Account, series: Series) -> None:
        words = [
            "",
            "",
            "",
            "",
            self.texts(f"payer.{account.payer.value}"),
            self._category(account.category),
        ]
        words[0] = self.texts("book.sheet.effort")
        self.bookings.append(Booking(account, words, lambda p: at(series, p)))


def _times(whole: Series, share: Term, everyone: Term) -> Callable[[int], Term]:
    return lambda p: whole[p] * share / everyone


def _part(rows: Sequence[Series], whole: Series, otherwise: Term) -> Callable[[int], Term]:
    """Part of a whole in each period; the part of all years where there is none."""
    return lambda p: either(whole[p].equals(0), otherwise, total([row[p] for row in rows]) / whole[p])


def _less(paid: Series, part: Series) -> Callable[[int], Term]:
    return lambda p: -(paid[p] * part[p])


def _priced(price: Term, served: Series, sign: Term) -> Callable[[int], Term]:
    return lambda p: price * served[p] * sign
