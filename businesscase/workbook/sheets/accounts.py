"""The municipality's accounts as formulas: bookings by calendar year, the flat record, classes and the budget form."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from businesscase.core.categories import is_counted
from businesscase.core.payers import Payer
from businesscase.core.vocabulary import Area
from businesscase.report.texts.texts import Texts
from businesscase.rules.accounts import OPERATION, OWN, REFUNDED, REFUSION, Entry, booked
from businesscase.rules.bookings import Memo
from businesscase.rules.expressions import Expression
from businesscase.scenario.declare.booked import bookings_of, chart_row, has_account
from businesscase.scenario.declare.municipality import Booking
from businesscase.workbook.formulas import Arithmetic, By
from businesscase.workbook.grid import Page, Series
from businesscase.workbook.layout import HEAD, YEAR_WIDTH, Ruler, heads, money
from businesscase.workbook.sheets.amounts import Account, AmountSheet
from businesscase.workbook.sheets.lines import CentralCase
from businesscase.workbook.term import Term, added, both, either, lift, sum_where, total

YEARS_FROM = 12  # column of the first calendar year
_FUNCTION, _NAME, _DRANST, _ART, _AREA, _DEPARTMENT, _CATEGORY, _SINCE, _UNTIL, _NUMBER, _SHARE, _TOTAL = range(12)


@dataclass(frozen=True)
class Booked:
    """A row of the bookings: where a category of a department is booked from one year to another."""

    account: Account
    function: str
    name: str
    dranst: int
    art: str
    area: Area | None
    since: int
    until: int
    verified: bool
    refusion: bool
    amounts: Series


_Yearly = Callable[[int, Term, Term, Term | None], Term]  # place of the year, first and last year, share


class _Place(NamedTuple):
    """Where an account is booked in a year, and the rows that it makes."""

    function: str
    name: str
    area: Area | None
    verified: bool
    rows: tuple[Entry, ...]


class AccountSheet:
    """The chart sheet: bookings by year, and the flat record below."""

    def __init__(self, case: CentralCase, amounts: AmountSheet, ruler: Ruler, texts: Texts) -> None:
        self.case, self.amounts, self.ruler, self.texts = case, amounts, ruler, texts
        self.page, self.scenario = Page(texts("book.sheet.accounts")), case.result.scenario
        self.calendar = sorted(set(case.periods.years))
        money(self.page, "accounts", self.scenario.time.price_year, texts)
        keys = (
            "function",
            "name",
            "dranst",
            "art",
            "area",
            "department",
            "category",
            "from",
            "until",
            "class",
            "booked_share",
            "total",
        )
        heads(self.page, HEAD, [texts(f"book.column.{key}") for key in keys])
        self.years = self.page.series(HEAD, YEARS_FROM, [float(year) for year in self.calendar], "integer+head")
        self.row = HEAD + 1
        self.rows = tuple(self._booked())
        self.unbooked = self._unbooked()
        self._record()
        for column, width in enumerate((9, 52, 7, 5, 26, 24, 32, 6, 6, 5, 8, 11)):
            self.page.widths[column] = width
        self.page.widths.update(dict.fromkeys(range(YEARS_FROM, YEARS_FROM + len(self.calendar)), YEAR_WIDTH))
        self.page.frozen, self.page.keys = (HEAD + 1, 2), 7

    @property
    def areas(self) -> list[Area]:
        """Classes that occur."""
        return [area for area in Area if any(row.area is area for row in self.rows)]

    def _booked(self) -> Iterator[Booked]:
        costs = self.case.result.headline.costs
        for account in self.amounts.accounts:
            if account.payer is not Payer.MUNICIPALITY or account.memo or not is_counted(account.category, costs):
                continue
            if has_account(self.scenario, account.category):
                yield from self._eras(account)

    def _unbooked(self) -> tuple[Booked, ...]:
        """What is not modelled and is booked nowhere: shown below, counted in no account."""
        whole = self.calendar[0], self.calendar[-1]
        entry = Entry(OPERATION, None, OWN)
        place, found = _Place("", self.texts("book.accounts.none"), None, True, (entry,)), []
        for account, own in self.amounts.accounts.items():
            mine = account.payer is Payer.MUNICIPALITY and not account.memo
            if mine and not has_account(self.scenario, account.category):
                found.append(self._write(account, place, entry, whole, self._by_year(OWN, own, None)))
        return tuple(found)

    def _eras(self, account: Account) -> Iterator[Booked]:
        """One row, or gross and refusion, for each stretch of years with the same bookings and chart."""
        known = [(year, self._places(account, year)) for year in self.calendar]
        own, memo, start = self.amounts.accounts[account], self._memo(account), 0
        for place in range(1, len(known) + 1):
            if place < len(known) and known[place][1] == known[start][1]:
                continue
            years = (known[start][0], known[place - 1][0])
            for at, entry in [(one, entry) for one in known[start][1] for entry in one.rows]:
                if memo is not None or entry.dranst != REFUSION or entry.amount is OWN:  # else nothing is refunded
                    yield self._write(account, at, entry, years, self._by_year(entry.amount, own, memo))
            start = place

    def _places(self, account: Account, year: int) -> tuple[_Place, ...]:
        return tuple(
            self._place(one, year) for one in bookings_of(self.scenario, account.category, account.department, year)
        )

    def _place(self, booking: Booking, year: int) -> _Place:
        row = chart_row(self.scenario, booking.function, year)
        assert row is not None  # the scenario was checked
        return _Place(booking.function, self.texts.named(row.name), row.area, row.verified, tuple(booked(booking)))

    def _memo(self, account: Account) -> Series | None:
        found = [
            row
            for one, row in self.amounts.accounts.items()
            if one.memo == Memo.REFUSION and one.category == account.category
        ]
        return found[0] if found else None

    def _by_year(self, amount: Expression, own: Series, memo: Series | None) -> _Yearly:
        years = self.ruler.years.span

        def formula(place: int, since: Term, until: Term, share: Term | None) -> Term:
            year = self.years[place]
            flows: dict[str, By] = {OWN.name: sum_where(own.span, [(years, year)]), REFUNDED.name: lift(0)}
            if memo is not None:
                flows[REFUNDED.name] = sum_where(memo.span, [(years, year)])
            found = Arithmetic(flows).term(amount)
            return either(both(since <= year, year <= until), found if share is None else found * share, 0)

        return formula

    def _write(
        self,
        account: Account,
        at: _Place,
        entry: Entry,
        between: tuple[int, int],
        of: _Yearly,
    ) -> Booked:
        page, row, area = self.page, self.row, at.area
        dranst, art, refusion = entry.dranst, entry.art or "", entry.dranst == REFUSION
        mark = "*" if at.function and not at.verified else ""
        department = self.scenario.departments.get(account.department or "")
        words: tuple[str | float, ...] = (
            at.function + mark, at.name, float(dranst), art, self.texts(f"area.{area.value}") if area else "",
            self.texts.named(department.label) if department else "",
            self.texts.category(account.category, self.scenario),
        )  # fmt: skip
        for column, word in enumerate(words):
            page.put(row, column, word, "code" if isinstance(word, float) else "text")
        since, until = (
            page.put(row, column, float(year), "integer")
            for column, year in zip((_SINCE, _UNTIL), between, strict=True)
        )
        page.put(row, _NUMBER, float(list(Area).index(area) + 1) if area else 0.0, "integer")
        part = None if entry.share == 1.0 else page.put(row, _SHARE, entry.share, "percent")
        found = page.series(
            row, YEARS_FROM, [of(place, since, until, part) for place in range(len(self.calendar))], "kroner"
        )
        page.put(row, _TOTAL, added(found.span), "kroner")
        self.row += 1
        return Booked(account, at.function, at.name, dranst, art, area, *between, at.verified, refusion, found)

    def _record(self) -> None:
        """One row for each year, function, dranst and art, as Danmarks Statistik asks for it."""
        page = self.page
        self.row += 2
        page.parts.append(self.row)
        page.head = self.row + 2
        page.put(self.row, 0, self.texts("book.title.record"), "heading")
        page.put(self.row + 1, 0, self.texts("book.note.record"), "note")
        self.row += 2
        heads(
            page,
            self.row,
            [
                self.texts(f"book.column.{key}")
                for key in ("function", "name", "dranst", "art", "area", "calendar", "amount")
            ],
        )
        self.row += 1
        groups: dict[tuple[int, str, int, str], list[tuple[Booked, int]]] = {}
        for row in self.rows:
            for place, year in enumerate(self.calendar):
                if row.function and row.since <= year <= row.until:
                    groups.setdefault((year, row.function, row.dranst, row.art), []).append((row, place))
        shown = 0
        self.records: dict[tuple[int, str, int, str], Term] = {}
        for key in sorted(groups):
            row = groups[key][0][0]
            if key[0] != shown:
                shown = key[0]
                page.rules.add(self.row)
            area = self.texts(f"area.{row.area.value}") if row.area else ""
            mark = "" if row.verified else "*"
            said: tuple[str | float, ...] = (key[1] + mark, row.name, float(key[2]), key[3], area, float(key[0]))
            for column, word in enumerate(said):
                page.put(self.row, column, word, "code" if isinstance(word, float) else "text")
            self.records[key] = page.put(
                self.row, 6, total([one.amounts[place] for one, place in groups[key]]), "kroner"
            )
            self.row += 1
