"""The workbook of several cases side by side: amounts of each as values; sums, differences and payback as formulas."""

from __future__ import annotations

from dataclasses import dataclass

import businesscase
from businesscase.measures.comparison import Comparison
from businesscase.report.book.compared_control import Control
from businesscase.report.book.compared_front import inputs_page, read_me, summary
from businesscase.report.book.compared_payback import Paybacks
from businesscase.report.book.compared_purses import Amounts, Purses, areas_of, departments_of, payers_of
from businesscase.report.book.front import opened
from businesscase.report.book.grid import Page
from businesscase.report.book.writing import book_bytes
from businesscase.report.labels import text
from businesscase.scenario.resolve import resolved_hash


@dataclass(frozen=True)
class Book:
    """The sheets in their order, and what tests look at."""

    pages: tuple[Page, ...]
    amounts: Amounts
    payers: Purses
    departments: Purses
    areas: Purses | None
    paybacks: Paybacks
    control: Control


def build(found: Comparison, language: str, *, sign: float = 1.0) -> Book:
    """Every sheet in the making: amounts first, so that a formula only looks back."""
    first, chosen = opened(language, sign)
    amounts = Amounts(found, language)
    payers = payers_of(found, amounts, chosen, language)
    departments = departments_of(found, amounts, chosen, language)
    areas = areas_of(found, amounts.calendar, chosen, language)
    paybacks = Paybacks(found, chosen, language)
    control = Control(found, amounts, payers, departments, areas, chosen, language)
    pages = (
        summary(found, paybacks, control, language),
        inputs_page(found, language),
        payers.page,
        departments.page,
        *([areas.page] if areas is not None else []),
        paybacks.page,
        amounts.page,
        control.page,
    )
    read_me(first, found, control, pages, language)
    return Book((first, *pages), amounts, payers, departments, areas, paybacks, control)


def compared_bytes(found: Comparison, language: str, *, sign: float = 1.0) -> bytes:
    """The workbook as it is written to disk: the same bytes for the same comparison.

    Args:
        found: the cases.
        language: "da" or "en".
        sign: 1: expenditure is positive, as in municipal accounts; -1: a gain is.
    """
    return book_bytes(
        build(found, language, sign=sign).pages,
        title=text("compare.title", language, count=len(found.cases)),
        author=f"businesscase {businesscase.__version__}",
        decimal="," if language == "da" else ".",
        properties={
            "seed": found.cases[0].result.seed,
            **{
                f"scenario_sha256_{place}": resolved_hash(case.result.scenario)
                for place, case in enumerate(found.cases, start=1)
            },
        },
    )
