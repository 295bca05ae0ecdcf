"""The sheet of checks: sums that must agree, and the run's own figures beside the sheet's; and the log of changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from businesscase.core.categories import is_counted, is_tax
from businesscase.core.payers import Payer, Perspective
from businesscase.core.vocabulary import PROGRAMME_COST, Savings
from businesscase.ledger.ledger import Line
from businesscase.report.texts.texts import Texts
from businesscase.rules.accounts import Total
from businesscase.scenario.declare.booked import has_account
from businesscase.workbook.checks import KEPT, Checks
from businesscase.workbook.grid import Page, Series
from businesscase.workbook.layout import HEAD, heads, titled
from businesscase.workbook.sheets.accounts import AccountSheet
from businesscase.workbook.sheets.amounts import Account, AmountSheet
from businesscase.workbook.sheets.assumptions import Assumptions
from businesscase.workbook.sheets.booked import BookedSheets
from businesscase.workbook.sheets.effort import Effort
from businesscase.workbook.sheets.lines import CentralCase
from businesscase.workbook.sheets.payback import PaybackSheet
from businesscase.workbook.sheets.purses import PurseSheet
from businesscase.workbook.term import Term, added, differing, lift, total


@dataclass(frozen=True)
class Sheets:
    """The sheets whose sums are compared; none that need accounts where the scenario has none."""

    inputs: Assumptions
    amounts: AmountSheet
    effort: Effort
    departments: PurseSheet
    payers: PurseSheet
    paybacks: PaybackSheet
    booked: BookedSheets | None


class Control:
    """The sheet; `master` says whether all is well, `changed` how many inputs differ from the run."""

    def __init__(self, case: CentralCase, sheets: Sheets, sign: Term, texts: Texts) -> None:
        self.case, self.sheets, self.sign, self.texts = case, sheets, sign, texts
        self.checks = checks = Checks("note.control", (), texts)
        self.page = page = checks.page
        moved = page.put(HEAD + 1, 3, texts("book.control.words.changed"))
        left, right = sheets.inputs.changed
        page.put(checks.free, 0, texts("book.control.changed"))
        self.changed = page.put(checks.free, 1, differing(left, right), "integer")
        for words, one, other in self._sums():
            checks.check(words, one, other)
        page.put(checks.row + 1, 0, texts("book.control.library"), "heading")
        checks.row += 2
        for words, one, other in self._library():  # the run's own figures count while no input is changed
            checks.check(words, one, other, unless=(self.changed > 0, moved))
        self.master = checks.master()

    def _sums(self) -> Iterator[tuple[str, Term, Term]]:
        sheets, costs, say = self.sheets, self.case.result.headline.costs, self._say
        mine = [net for (payer, _), net in sheets.departments.net.items() if payer is Payer.MUNICIPALITY]
        whole = sheets.payers.net.get((Payer.MUNICIPALITY, None))
        nets = list(sheets.payers.net.values())
        counted = sheets.amounts.of(lambda a: not is_tax(a.category) and is_counted(a.category, costs))
        yield say("payers"), _sum(nets), _sum(counted)
        yield say("departments"), _sum(mine), _sum([whole] if whole else [])
        yield from self._saved(_sum(mine))
        if sheets.booked is not None:
            yield from self._booked(sheets.booked, _sum(mine))
        gross = sheets.amounts.of(lambda a: a.category == PROGRAMME_COST)
        yield say("programme"), _sum([sheets.effort.total]), _sum(gross)
        yield say("taxes"), _sum(sheets.amounts.of(lambda a: is_tax(a.category))), lift(0)

    def _say(self, key: str, **parts: str) -> str:
        return self.texts(f"book.check.{key}", **parts)

    def _saved(self, net: Term) -> Iterator[tuple[str, Term, Term]]:
        """The municipality's net of the purses is what its payback accumulates, undiscounted."""
        taxed = _sum(self.sheets.amounts.of(lambda a: a.payer is Payer.MUNICIPALITY and is_tax(a.category)))
        for answer in self.sheets.paybacks.answers:
            asked = answer.asked
            own = asked.perspective is Perspective.MUNICIPALITY and asked.costs is self.case.result.headline.costs
            if own and not asked.discounted and asked.savings is not Savings.BUDGET_REDUCIBLE:
                after = net + taxed if asked.savings is Savings.AFTER_TAX else net
                yield self._say("saved"), after, added(answer.flow.span)

    def _booked(self, booked: BookedSheets, net: Term) -> Iterator[tuple[str, Term, Term]]:
        """The budget form, the service frame and the chart hold the same money as the purses, department by department.

        What is not modelled may have no account: the budget form shows it below, and to the frame it is added.
        """
        sheets, costs, scenario = self.sheets, self.case.result.headline.costs, self.case.result.scenario
        accounts, say = booked.accounts, self._say
        left = _sum([row.amounts for row in accounts.unbooked])
        mine = sheets.amounts.of(
            lambda a: (
                a.payer is Payer.MUNICIPALITY and is_counted(a.category, costs) and has_account(scenario, a.category)
            )
        )
        yield say("budget"), net, booked.budget.whole
        yield say("frame"), net, _sum([booked.frame.before_tax]) + left
        for (payer, name), own in sheets.departments.net.items():
            if payer is Payer.MUNICIPALITY and name is not None:
                words = say("budget.department", department=self.texts.named(scenario.departments[name].label))
                yield words, _sum([own]), booked.budget.of(name)
        yield say("classes"), _sum(list(booked.frame.net.values())), _sum(mine)
        yield say("cash"), _sum([booked.frame.cash]), _sum(mine)
        framed = [row.amounts for row in accounts.rows if Total.SERVICE.counts(row.area, row.dranst)]
        yield say("service"), _sum([booked.frame.service]), _sum(framed)
        yield say("bookings"), _sum([row.amounts for row in accounts.rows]), _sum(mine)
        if accounts.records:
            records = total(list(accounts.records.values())) if len(accounts.records) < 200 else _record_sum(accounts)
            yield say("record"), records, _sum(mine)

    def _library(self) -> Iterator[tuple[str, Term, Term]]:
        """Every account over the horizon, as the run's central ledger has it; both signs follow the reader's choice.

        The run's own figure is kept beside the check that is written next.
        """
        ledger, page = self.case.result.central_ledger, self.page
        change = ledger.amounts[0, 0, 0] - ledger.amounts[0, 0, 1]
        run: dict[Line, float] = {}
        for row, line in enumerate(ledger.lines):
            run[line] = run.get(line, 0.0) + float(change[row].sum())
        page.put(self.checks.row - 1, KEPT, self.texts("book.control.run"), "head_right")
        for account, series in self.sheets.amounts.accounts.items():
            if account.memo:
                continue
            value = run.get(Line(account.payer, account.category, account.department), 0.0)
            kept = page.put(self.checks.row, KEPT, value, "amount")
            yield self._words(account), added(series.span), kept * self.sign

    def _words(self, account: Account) -> str:
        department = self.case.result.scenario.departments.get(account.department or "")
        category = self.texts.category(account.category, self.case.result.scenario)
        said = [self.texts(f"payer.{account.payer.value}"), category]
        return ", ".join([*said, *([self.texts.named(department.label)] if department else [])])


def changes(version: str, texts: Texts) -> Page:
    """Who changed what when: the first row is the run itself, the others are for the reader."""
    page = Page(texts("book.sheet.changes"))
    titled(page, texts("book.title.changes"), texts("book.note.changes"))
    keys = ("version", "day", "by", "sheet", "change", "checked")
    heads(page, HEAD, [texts(f"book.column.{key}") for key in keys])
    for column, word in enumerate(("1", "", f"businesscase {version}", "", texts("book.changes.first"), "")):
        page.put(HEAD + 1, column, word, "wrap")
    for row in range(HEAD + 2, HEAD + 22):
        for column in range(len(keys)):
            page.put(row, column, None, "entry", unlocked=True)
    for column, width in enumerate((10, 14, 24, 20, 60, 24)):
        page.widths[column] = width
    page.frozen, page.head = (HEAD + 1, 0), HEAD
    return page


def _sum(rows: list[Series]) -> Term:
    return total([added(row.span) for row in rows])


def _record_sum(accounts: AccountSheet) -> Term:
    """The flat record as one run: a formula that names each of very many cells would be too long."""
    cells = [term.text.rpartition("$")[2] for term in accounts.records.values()]
    rows = [int(one) - 1 for one in cells]
    return added(accounts.page.down(6, min(rows), max(rows)))
