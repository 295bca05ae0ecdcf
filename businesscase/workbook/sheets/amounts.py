"""The sheet P x Q: quantity x price x share by period, and their sums by payer and category.

Amounts are with the programme less without it, expenditure positive, times the sign that the reader chose.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from businesscase.core.vocabulary import Payer
from businesscase.report.texts.texts import Texts
from businesscase.workbook.grid import Page, Series
from businesscase.workbook.layout import FIRST, HEAD, money, period_heads, row_of
from businesscase.workbook.sheets.assumptions import Assumptions
from businesscase.workbook.sheets.lines import Case, PriceLine
from businesscase.workbook.sheets.quantities import Moved, Quantities
from businesscase.workbook.sheets.rates import By, Rates, at
from businesscase.workbook.term import Span, Term, sum_where

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
class Booking:
    """A row to be written: its account, words, and formula by period."""

    account: Account
    words: list[str]
    of: Callable[[int], Term]


@dataclass
class Amounts:
    """The sheet and the sum of every account by period."""

    page: Page
    accounts: dict[Account, Series] = field(default_factory=dict)
    numbers: dict[Account, Term] = field(default_factory=dict)

    def of(self, keep: Callable[[Account], bool]) -> list[Series]:
        """Accounts that are counted."""
        return [found for account, found in self.accounts.items() if not account.memo and keep(account)]


def amounts_of(
    case: Case,
    inputs: Assumptions,
    quantities: Quantities,
    sign: Term,
    more: Callable[[], list[Booking]],
    texts: Texts,
) -> Amounts:
    """Write the sheet.

    Args:
        case: the central case.
        inputs: prices, shares and rates.
        quantities: changes by price line.
        sign: 1, or -1 where a gain is positive.
        more: bookings of the programme's own cost, from another sheet.
        texts: of its language.
    """
    page = Page(texts("book.sheet.amounts"))
    money(page, "amounts", case.result.scenario.time.price_year, texts)
    labels = [
        texts(f"book.column.{key}")
        for key in ("price", "segment", "step", "partner", "payer", "category", "kind", "number")
    ]
    period_heads(page, case.periods, labels, texts("book.column.total"))
    rates = Rates(case, page, HEAD + 2, inputs, quantities.ruler, texts)
    page.put(HEAD + 1, 0, texts("book.section.rates"), "heading")
    bookings = [b for moved in quantities.moved for b in _bookings(case, rates, quantities, moved, sign, texts)]
    bookings += more()
    accounts = list(dict.fromkeys(booking.account for booking in bookings))
    accounts.sort(key=lambda one: (bool(one.memo), list(Payer).index(one.payer)))
    row = rates.row + 1
    page.put(row, 0, texts("book.section.amounts"), "heading")
    first = row + 1
    line: list[str] = []
    for row, booking in enumerate(bookings, start=first):
        before, line = line, booking.words[:4]
        if line != before:
            page.rules.add(row)
        row_of(page, row, list(booking.words), booking.of, len(case.periods), "kroner")
        page.put(row, NUMBER, float(accounts.index(booking.account) + 1), "integer")
    last = row
    page.put(last + 2, 0, texts("book.section.accounts"), "heading")
    found = Amounts(page)
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
            texts.category(account.category, case.result.scenario.categories),
            texts(f"book.memo.{account.memo}") if account.memo else _department(case, account, texts),
        ]  # fmt: skip
        number = page.put(row, NUMBER, float(accounts.index(account) + 1), "integer")
        summed = [sum_where(column, [(numbers, number)]) for column in columns]
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


def _department(case: Case, account: Account, texts: Texts) -> str:

    found = case.result.scenario.departments.get(account.department or "")
    return "" if found is None else texts.named(found.label)


def _bookings(
    case: Case, rates: Rates, quantities: Quantities, moved: Moved, sign: Term, texts: Texts
) -> Iterator[Booking]:
    """What one price line books, as `ledger.price_matrix`: payers, the household, and levies on what it gets."""
    line, scenario = moved.line, case.result.scenario
    price, words = rates.price(line), quantities.labels(line)[:4]

    def book(
        payer: Payer, category: str, share: By | None, *, less: bool, where: str, memo: str = ""
    ) -> Iterator[Booking]:
        here, away = moved.here, moved.away
        if where == "away" and away is None:
            return
        department = case.tariffs.departments.get(category) if payer is Payer.MUNICIPALITY else None

        def formula(p: int) -> Term:
            quantity = here[p] if where == "here" or away is None else away[p]
            if where == "all" and away is not None:
                quantity = here[p] + away[p]
            amount = quantity * at(price, p)
            if share is not None:
                amount = amount * at(share, p)
            amount = amount * sign
            return -amount if less else amount

        said = [
            texts(f"payer.{payer.value}"),
            texts.category(category, scenario.categories),
            memo and texts(f"book.memo.{memo}"),
        ]
        yield Booking(Account(payer, category, department, memo), [*words, *said], formula)

    def public(payer: Payer, category: str, share: By | None, *, less: bool = False) -> Iterator[Booking]:
        if payer is Payer.MUNICIPALITY:
            yield from book(payer, category, share, less=less, where="here")
            yield from book(Payer.OTHER_MUNICIPALITY, category, share, less=less, where="away")
        else:
            yield from book(payer, category, share, less=less, where="all")

    def cut(share: By | None, *, less: bool = False) -> Iterator[Booking]:
        """What a budget can be cut by: a part of the saving, and every extra cost (`measures.reducible`)."""
        if moved.cut is None or moved.full is None:
            return
        rule, saved, whole = scenario.budget_reducible.get(line.category), moved.cut, moved.full
        part = None if rule is None else rates.inputs.value(f"budget_reducible.{line.category}.share")
        department = (rule.by if rule else None) or case.tariffs.departments.get(line.category)

        def formula(p: int) -> Term:
            quantity = whole[p] if part is None else saved[p] * part + whole[p]
            amount = quantity * at(price, p)
            amount = (amount if share is None else amount * at(share, p)) * sign
            return -amount if less else amount

        said = [
            texts(f"payer.{Payer.MUNICIPALITY.value}"),
            texts.category(line.category, scenario.categories),
            texts("book.memo.cut"),
        ]
        yield Booking(Account(Payer.MUNICIPALITY, line.category, department, "cut"), [*words, *said], formula)

    if line.refund:
        yield from cut(None, less=True)
        payer = scenario.yearly_refusion[line.name].payer
        yield from public(Payer.MUNICIPALITY, line.category, None, less=True)
        yield from public(payer, line.category, None)
        return
    for payer in Payer:
        share = rates.share(line, payer)
        if share is not None:
            yield from public(payer, line.category, share)
            if payer is Payer.MUNICIPALITY:
                yield from cut(share)
            if payer is Payer.CENTRAL_GOVERNMENT and _is_refunded(case, line):
                yield from book(payer, line.category, share, less=False, where="here", memo="refusion")
    if not line.to_household:
        return
    yield from book(Payer.HOUSEHOLD, line.category, None, less=True, where="all")
    segments = tuple(scenario.population.segments)
    for name, levy in scenario.levies.items():
        own = segments if levy.segments is None else tuple(levy.segments)
        if line.category in levy.on and segments[line.segments[0]] in own:
            yield from public(levy.payer, levy.category, rates.levy(name))
            yield from public(levy.receiver, levy.category, rates.levy(name), less=True)


def _is_refunded(case: Case, line: PriceLine) -> bool:
    """Whether the municipality books the state's part on dranst 2."""
    return any(row.refusion == "booked" for row in case.result.scenario.account_of.get(line.category, ()))
