"""The workbook of several cases side by side: amounts of each as values; sums, differences and payback as formulas."""

from __future__ import annotations

from dataclasses import dataclass

from businesscase.core.version import VERSION
from businesscase.measures.comparison import Comparison
from businesscase.report.texts.labels import text
from businesscase.scenario.read.resolve import resolved_hash
from businesscase.workbook.comparison.control import Control
from businesscase.workbook.comparison.front import inputs_page, read_me, summary
from businesscase.workbook.comparison.payback import Paybacks
from businesscase.workbook.comparison.purses import Amounts, Purses, areas_of, departments_of, payers_of
from businesscase.workbook.grid import Page
from businesscase.workbook.sheets.front import opened
from businesscase.workbook.writing import book_bytes


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
        author=f"businesscase {VERSION}",
        decimal="," if language == "da" else ".",
        properties={
            "seed": found.cases[0].result.seed,
            **{
                f"scenario_sha256_{place}": resolved_hash(case.result.scenario)
                for place, case in enumerate(found.cases, start=1)
            },
        },
    )
