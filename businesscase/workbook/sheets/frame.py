"""The sheet of the service frame and cash: the bookings by class, gross, refunded and net."""

from __future__ import annotations

from collections.abc import Callable

from businesscase.core.vocabulary import Area
from businesscase.report.texts.texts import Texts
from businesscase.rules.accounts import Total
from businesscase.workbook.grid import Page, Series
from businesscase.workbook.layout import HEAD, YEAR_WIDTH, heads, money, sums
from businesscase.workbook.sheets.accounts import AccountSheet
from businesscase.workbook.term import Term, added


class FrameSheet:
    """Service frame and cash by calendar year, and every class gross, refunded and net."""

    def __init__(self, accounts: AccountSheet, texts: Texts) -> None:
        self.page = page = Page(texts("book.sheet.frame"))
        money(page, "frame", accounts.scenario.time.price_year, texts)
        heads(page, HEAD, [texts("book.column.area"), texts("book.column.total")])
        years = page.series(HEAD, 2, list(map(float, accounts.calendar)), "integer+head")
        row, self.net = HEAD + 1, {}
        for area in accounts.areas:
            parts = []
            for key, chosen in (("gross", lambda r: not r.refusion), ("refusion", lambda r: r.refusion)):
                rows = [one for one in accounts.rows if one.area is area and chosen(one)]
                label = f"{texts(f'area.{area.value}')}, {texts(f'book.frame.{key}')}"
                parts.append(self._row(row, label, sums([one.amounts for one in rows]), len(years)))
                row += 1
            label = f"{texts(f'area.{area.value}')}, {texts('book.frame.net')}"
            self.net[area] = self._row(row, label, sums(parts), len(years), "kroner+bold")
            row += 1
        row += 1
        service, cash = (
            sums([one.amounts for one in accounts.rows if counted.counts(one.area, one.dranst)])
            for counted in (Total.SERVICE, Total.CASH)
        )
        financing = self.net.get(Area.FINANCING)
        self.service, self.before_tax, self.cash = (
            self._row(row + place, texts(f"book.frame.{key}"), of, len(years), "kroner+bold")
            for place, (key, of) in enumerate(
                {"service": service, "before_tax": _less(cash, financing), "cash": cash}.items()
            )
        )
        page.widths |= {0: 56, 1: 11, **dict.fromkeys(range(2, 2 + len(years)), YEAR_WIDTH)}
        page.keys = 2
        page.frozen, page.head = (HEAD + 1, 1), HEAD

    def _row(self, row: int, label: str, of: Callable[[int], Term], count: int, form: str = "kroner") -> Series:
        self.page.put(row, 0, label, "bold" if form.endswith("bold") else "text")
        found = self.page.series(row, 2, [of(place) for place in range(count)], form)
        self.page.put(row, 1, added(found.span), form)
        return found


def _less(cash: Callable[[int], Term], financing: Series | None) -> Callable[[int], Term]:
    return cash if financing is None else lambda place: cash(place) - financing[place]
