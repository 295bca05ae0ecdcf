"""The workbook of a result: every sheet in its order."""

from __future__ import annotations

from dataclasses import dataclass

import businesscase
from businesscase.measures.result import Result
from businesscase.report.book.amounts import Amounts, amounts_of
from businesscase.report.book.assumptions import Assumptions
from businesscase.report.book.effort import Effort
from businesscase.report.book.grid import Page
from businesscase.report.book.layout import say
from businesscase.report.book.lines import Case, case_of
from businesscase.report.book.periods import periods_of
from businesscase.report.book.quantities import Quantities
from businesscase.report.book.writing import book_bytes
from businesscase.scenario.resolve import resolved_hash


@dataclass(frozen=True)
class Book:
    """The sheets, and what tests look at: the case and the sums by account."""

    pages: tuple[Page, ...]
    case: Case
    amounts: Amounts


def build(result: Result, language: str, *, sign: float = 1.0) -> Book:
    """Every sheet in the making."""
    case = case_of(result, periods_of(result))
    front = Page(say("sheet.front", language))
    chosen = front.put(5, 1, sign, "input", unlocked=True)
    inputs = Assumptions(case, language)
    quantities = Quantities(case, language)
    effort = Effort(case, inputs, quantities, chosen, language)
    amounts = amounts_of(case, inputs, quantities, chosen, lambda: effort.bookings, language)
    inputs.finish()
    return Book((front, inputs.page, quantities.page, amounts.page, effort.page), case, amounts)


def workbook_bytes(result: Result, language: str, *, sign: float = 1.0) -> bytes:
    """The workbook as it is written to disk.

    Args:
        result: of a run.
        language: "da" or "en".
        sign: 1: expenditure is positive, as in municipal accounts; -1: a gain is.
    """
    book = build(result, language, sign=sign)
    return book_bytes(
        book.pages,
        title=result.scenario.title,
        author=f"businesscase {businesscase.__version__}",
        properties={"seed": result.seed, "scenario_sha256": resolved_hash(result.scenario)},
    )
