"""The sheet P x Q: quantity x price x share by period, and their sums by payer and category.

AmountSheet are with the programme less without it, expenditure positive, times the sign that the reader chose.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from businesscase.core.payers import Payer
from businesscase.report.texts.texts import Texts
from businesscase.rules.amounts import Amounts
from businesscase.rules.bookings import Booking, Memo, Where
from businesscase.rules.programme import Outlay
from businesscase.rules.reducible import EXTRA, SAVED, countable
from businesscase.scenario.load.scenario import Scenario
from businesscase.workbook.formulas import By, ByPeriod, Formulas, at
from businesscase.workbook.grid import Page, Series
from businesscase.workbook.layout import FIRST, HEAD, money, period_heads, row_of
from businesscase.workbook.sheets.assumptions import Assumptions
from businesscase.workbook.sheets.effort import words_of
from businesscase.workbook.sheets.lines import CentralCase
from businesscase.workbook.sheets.quantities import Moved, Quantities
from businesscase.workbook.term import Span, Term, sums_where
from businesscase.workbook.words import StepWords

NUMBER = 7  # column of the number of the account that a row is added to


@dataclass(frozen=True)
class Account:
    """Whose money, for what: of the municipality also which department. A memo is counted in no sum of payers.

    Attributes:
        memo: "" or what it is: the state's part of what families here cost, or what a budget can be cut by.
    """

    payer: Payer
    category: str
    department: str | None = None
    memo: str = ""


@dataclass
class Row:
    """A row to be written: its account, words, and formula by period."""

    account: Account
    words: list[str]
    of: By


@dataclass
class AmountSheet:
    """The sheet and the sum of every account by period; `without`: what each line books without the programme."""

    page: Page
    without: list[Row]
    accounts: dict[Account, Series] = field(default_factory=dict)
    numbers: dict[Account, Term] = field(default_factory=dict)

    def of(self, keep: Callable[[Account], bool]) -> list[Series]:
        """Accounts that are counted."""
        return [found for account, found in self.accounts.items() if not account.memo and keep(account)]


def amounts_of(
    case: CentralCase,
    inputs: Assumptions,
    quantities: Quantities,
    sign: Term,
    outlays: Sequence[tuple[Outlay, By]],
    texts: Texts,
) -> AmountSheet:
    """Write the sheet.

    Args:
        case: the central case.
        inputs: prices, shares and rates.
        quantities: changes by price line.
        sign: 1, or -1 where a gain is positive.
        outlays: the programme's own, with their formulas on another sheet.
        texts: of its language.
    """
    page = Page(texts("book.sheet.amounts"))
    money(page, "amounts", case.result.scenario.time.price_year, texts)
    labels = [
        texts(f"book.column.{key}")
        for key in ("price", "segment", "step", "partner", "payer", "category", "kind", "number")
    ]
    period_heads(page, case.periods, labels, texts("book.column.total"))
    steps = StepWords(case.result.scenario, texts)
    formulas = Formulas(
        page=page, row=HEAD + 2, inputs=inputs, ruler=quantities.ruler, moments=case.periods.moments, words=steps
    )
    page.put(HEAD + 1, 0, texts("book.section.rates"), "heading")
    numbers_of = Amounts(case.result.scenario)
    bookings = [
        Row(
            _account(booking),
            [*quantities.labels(moved.line)[:4], *_words(booking, texts, case.result.scenario)],
            of,
        )
        for moved in quantities.moved
        for booking, of in _booked(formulas, numbers_of, moved, sign)
    ]
    without = [
        Row(
            _account(booking),
            [*quantities.labels(moved.line)[:4], *_words(booking, texts, case.result.scenario)],
            _money(quantity, formulas.of(booking.unit), sign),
        )
        for moved in quantities.moved
        for booking in moved.line.charge.bookings
        if not booking.memo and (quantity := _without(moved, booking)) is not None
    ]
    bookings += [Row(_account(outlay), words_of(outlay, texts, case.result.scenario), of) for outlay, of in outlays]
    accounts = list(dict.fromkeys(booking.account for booking in bookings))
    accounts.sort(key=lambda one: (bool(one.memo), list(Payer).index(one.payer)))
    row = formulas.row + 1
    page.put(row, 0, texts("book.section.amounts"), "heading")
    first = row + 1
    line: list[str] = []
    for row, booking in enumerate(bookings, start=first):
        before, line = line, booking.words[:4]
        if line != before:
            page.rules.add(row)
        row_of(page, row, list(booking.words), _at_periods(booking.of), len(case.periods), "kroner")
        page.put(row, NUMBER, float(accounts.index(booking.account) + 1), "integer")
    last = row
    page.put(last + 2, 0, texts("book.section.accounts"), "heading")
    found = AmountSheet(page, without)
    numbers = page.down(NUMBER, first, last)
    columns = [moving(page, FIRST + place, first, last) for place in range(len(case.periods))]
    payer: object = None
    for row, account in enumerate(accounts, start=last + 3):
        if (account.memo or account.payer) != payer:
            payer = account.memo or account.payer
            page.rules.add(row)
        words: list[str | float] = [
            "", "", "", "",
            texts(f"payer.{account.payer.value}"),
            texts.category(account.category, case.result.scenario),
            texts(f"book.memo.{account.memo}") if account.memo else _department(case, account, texts),
        ]  # fmt: skip
        number = page.put(row, NUMBER, float(accounts.index(account) + 1), "integer")
        summed = sums_where(columns, [(numbers, number)])
        found.accounts[account] = row_of(page, row, words, summed.__getitem__, len(case.periods), "kroner")
        found.numbers[account] = number
    for column, width in enumerate((34, 20, 9, 18, 16, 28, 22, 5, 13)):
        page.widths[column] = width
    page.keys = 7
    return found


def moving(page: Page, column: int, first: int, last: int) -> Span:
    """Rows of a column of periods: the column moves along with the formula, the rows do not."""
    fixed = page.down(column, first, last)
    name, _, cells = fixed.text.rpartition("!")
    loose = ":".join("".join(("", part.split("$")[1], "$", part.split("$")[2])) for part in cells.split(":"))
    return Span(f"{name}!{loose}", fixed.values)


def _department(case: CentralCase, account: Account, texts: Texts) -> str:

    found = case.result.scenario.departments.get(account.department or "")
    return "" if found is None else texts.named(found.label)


def _booked(formulas: Formulas, numbers: Amounts, moved: Moved, sign: Term) -> Iterator[tuple[Booking, By]]:
    """What a price line books, each with its formula: quantity x unit."""
    for booking in moved.line.charge.bookings:
        quantity = _quantity(formulas, numbers, moved, booking)
        if quantity is not None:
            yield booking, _money(quantity, formulas.of(booking.unit), sign)


def _quantity(formulas: Formulas, numbers: Amounts, moved: Moved, booking: Booking) -> By | None:
    """What a booking counts; None where there is none of it."""
    if booking.memo is Memo.CUT:
        assert moved.saved is not None and moved.extra is not None
        formulas.flows = {SAVED.name: moved.saved, EXTRA.name: moved.extra}
        return formulas.of(countable(numbers, booking.category))
    return _of_place(moved.here, moved.away, booking.where)


def _without(moved: Moved, booking: Booking) -> By | None:
    """What a booking counts without the programme; None where there is none of it."""
    assert moved.without is not None
    here, away = moved.without
    found = _of_place(here, away, booking.where)
    nothing = not any(here.values) and not (away is not None and any(away.values))
    return None if nothing else found


def _of_place(here: Series, away: Series | None, where: Where) -> By | None:
    """Quantities of families that live here, of those that have moved, or of all."""
    if where is Where.AWAY:
        return away
    if where is Where.HERE or away is None:
        return here
    return ByPeriod(lambda p: here[p] + away[p])


def _money(quantity: By, unit: By, sign: Term) -> By:
    return ByPeriod(lambda p: at(quantity, p) * at(unit, p) * sign)


def _account(one: Booking | Outlay) -> Account:
    memo = one.memo.value if isinstance(one, Booking) else ""
    return Account(one.payer, one.category, one.department, memo)


def _words(booking: Booking, texts: Texts, scenario: Scenario) -> list[str]:
    memo = texts(f"book.memo.{booking.memo.value}") if booking.memo else ""
    return [texts(f"payer.{booking.payer.value}"), texts.category(booking.category, scenario), memo]


def _at_periods(of: By) -> Callable[[int], Term]:
    return lambda p: at(of, p)
