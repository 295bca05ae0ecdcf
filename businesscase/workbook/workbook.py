"""The workbook of a result: every sheet in its order."""

from __future__ import annotations

from dataclasses import dataclass

from businesscase.core.collecting import without_collecting
from businesscase.core.version import VERSION
from businesscase.measures.result import Result
from businesscase.report.texts.texts import Texts
from businesscase.scenario.read.dumping import resolved_hash
from businesscase.workbook.grid import NO_VARIANT, VARIANT, Page
from businesscase.workbook.periods import Periods, periods_of
from businesscase.workbook.sheets import front, spread
from businesscase.workbook.sheets.accounts import AccountSheet
from businesscase.workbook.sheets.amounts import AmountSheet, amounts_of
from businesscase.workbook.sheets.assumptions import Assumptions
from businesscase.workbook.sheets.booked import BookedSheets
from businesscase.workbook.sheets.control import Control, Sheets, changes
from businesscase.workbook.sheets.discount import Discount
from businesscase.workbook.sheets.effort import Effort
from businesscase.workbook.sheets.lines import CentralCase, case_of
from businesscase.workbook.sheets.measurements import measurements
from businesscase.workbook.sheets.payback import PaybackSheet
from businesscase.workbook.sheets.purses import departments_of, payers_of
from businesscase.workbook.sheets.quantities import Quantities
from businesscase.workbook.sheets.strategies import StrategySheet
from businesscase.workbook.short import shortened
from businesscase.workbook.writing import book_bytes


@dataclass(frozen=True)
class Book:
    """The sheets in their order, and what tests look at; no accounts where the scenario does not say what is booked."""

    pages: tuple[Page, ...]
    case: CentralCase
    amounts: AmountSheet
    paybacks: PaybackSheet
    accounts: AccountSheet | None
    control: Control


@without_collecting()
def build(
    result: Result, texts: Texts, *, sign: float = 1.0, periods: Periods | None = None, short: bool = False
) -> Book:
    """Every sheet in the making: inputs and quantities first, so that a formula only looks back.

    `periods`: columns of another result, to lay two beside each other; missing: the result's own. `short`: the print
    version.
    """
    case = case_of(result, periods or periods_of(result))
    first, chosen = front.opened(texts, sign)
    inputs = Assumptions(case, texts)
    quantities = Quantities(case, texts)
    effort = Effort(case, inputs, quantities, chosen, texts)
    amounts = amounts_of(case, inputs, quantities, chosen, effort.bookings, texts)
    discount = Discount(case, inputs, effort.page, effort.row + 1, texts)
    paybacks = PaybackSheet(case, amounts, quantities.ruler, discount, chosen, texts)
    booked = BookedSheets.of(case, amounts, quantities.ruler, texts)
    departments = departments_of(case, amounts, quantities.ruler, texts)
    payers = payers_of(case, amounts, quantities.ruler, texts)
    strategies = StrategySheet(case, amounts, discount, texts)
    inputs.finish()
    sheets = Sheets(inputs, amounts, effort, departments, payers, paybacks, booked)
    control = Control(case, sheets, chosen, texts)
    accounts = None if booked is None else booked.accounts
    measured = measurements(result, texts)
    pages = (
        front.summary(result, paybacks, accounts, control, chosen, texts),
        *([] if measured is None else [measured]),
        inputs.page,
        quantities.page,
        amounts.page,
        effort.page,
        *([] if booked is None else [booked.budget.page]),
        departments.page,
        payers.page,
        strategies.page,
        *([] if booked is None else [booked.frame.page]),
        paybacks.page,
        spread.sensitivity(result, chosen, texts),
        spread.uncertainty(result, chosen, texts),
        spread.follow_up(result, texts),
        *([] if booked is None else [booked.accounts.page]),
        control.page,
        changes(VERSION, texts),
    )
    if short:
        shortened((first, *pages), texts)
    front.read_me(first, result, control, pages, texts)
    return Book((first, *pages), case, amounts, paybacks, accounts, control)


def workbook_bytes(result: Result, texts: Texts, *, sign: float = 1.0, short: bool = False) -> bytes:
    """The workbook as it is written to disk: the same bytes for the same result.

    Args:
        result: of a run.
        texts: of its language.
        sign: 1: expenditure is positive, as in municipal accounts; -1: a gain is.
        short: the print version, at most twelve pages; every sheet is there, the others hidden.
    """
    return file_of(build(result, texts, sign=sign, short=short), result, texts)


def file_of(book: Book, result: Result, texts: Texts) -> bytes:
    """Sheets that were built of a result, as they are written to disk."""
    return book_bytes(
        book.pages,
        title=result.scenario.title,
        author=f"businesscase {VERSION}",
        decimal=texts.decimal,
        properties={
            "seed": result.run.seed,
            "scenario_sha256": resolved_hash(result.scenario),
            VARIANT: result.run.variant or NO_VARIANT,
        },
    )
