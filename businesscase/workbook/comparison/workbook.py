"""The workbook of several cases side by side: amounts of each as values; sums, differences and payback as formulas."""

from __future__ import annotations

from dataclasses import dataclass

from businesscase.core.collecting import without_collecting
from businesscase.core.version import VERSION
from businesscase.measures.comparison import Comparison
from businesscase.report.texts.texts import Texts
from businesscase.scenario.read.dumping import resolved_hash
from businesscase.workbook.comparison.control import Control
from businesscase.workbook.comparison.front import inputs_page, read_me, summary
from businesscase.workbook.comparison.payback import ComparedPaybacks
from businesscase.workbook.comparison.purses import ComparedAmounts, ComparedPurses, areas_of, departments_of, payers_of
from businesscase.workbook.grid import Page
from businesscase.workbook.sheets.front import opened
from businesscase.workbook.writing import book_bytes


@dataclass(frozen=True)
class Book:
    """The sheets in their order, and what tests look at."""

    pages: tuple[Page, ...]
    amounts: ComparedAmounts
    payers: ComparedPurses
    departments: ComparedPurses
    areas: ComparedPurses | None
    paybacks: ComparedPaybacks
    control: Control


@without_collecting()
def build(found: Comparison, texts: Texts, *, sign: float = 1.0) -> Book:
    """Every sheet in the making: amounts first, so that a formula only looks back."""
    first, chosen = opened(texts, sign)
    amounts = ComparedAmounts(found, texts)
    payers = payers_of(found, amounts, chosen, texts)
    departments = departments_of(found, amounts, chosen, texts)
    areas = areas_of(found, amounts.calendar, chosen, texts)
    paybacks = ComparedPaybacks(found, chosen, texts)
    control = Control(found, amounts, payers, departments, areas, chosen, texts)
    pages = (
        summary(found, paybacks, control, texts),
        inputs_page(found, texts),
        payers.page,
        departments.page,
        *([areas.page] if areas is not None else []),
        paybacks.page,
        amounts.page,
        control.page,
    )
    read_me(first, found, control, pages, texts)
    return Book((first, *pages), amounts, payers, departments, areas, paybacks, control)


def compared_bytes(found: Comparison, texts: Texts, *, sign: float = 1.0) -> bytes:
    """The workbook as it is written to disk: the same bytes for the same comparison.

    Args:
        found: the cases.
        texts: of its language.
        sign: 1: expenditure is positive, as in municipal accounts; -1: a gain is.
    """
    return book_bytes(
        build(found, texts, sign=sign).pages,
        title=texts("compare.title", count=len(found.cases)),
        author=f"businesscase {VERSION}",
        decimal=texts.decimal,
        properties={
            "seed": found.cases[0].result.run.seed,
            **{
                f"scenario_sha256_{place}": resolved_hash(case.result.scenario)
                for place, case in enumerate(found.cases, start=1)
            },
        },
    )
