"""The krone that the architecture follows to a cell: its formula is in the workbook, of the rows that are said."""

from __future__ import annotations

import re
from pathlib import Path

from businesscase.report.texts.texts import Texts
from businesscase.workbook.grid import Page
from businesscase.workbook.term import Term
from businesscase.workbook.workbook import build
from tests.loaded import loaded
from tests.workbook.cases import result_of

ARCHITECTURE = Path(__file__).parents[2] / "docs" / "explanation" / "architecture.md"


def test_the_krone_of_the_architecture_is_in_the_workbook() -> None:
    (row, formula) = re.findall(r"row (\d+) of\s+\*P×Q\* is\s+`=([^`]+)`", ARCHITECTURE.read_text(encoding="utf-8"))[0]
    pages = {
        page.name: page for page in build(result_of(loaded("scenarios/opgang_til_opgang.yaml")), Texts("da")).pages
    }
    products, quantities = pages["P×Q"], pages["Mængder"]
    column = re.findall(r"'Mængder'!([A-Z])\d", formula)[0]
    content = products.cells[int(row) - 1, ord(column) - ord("A")].content
    assert isinstance(content, Term)
    assert content.text.replace("'P×Q'!", "") == formula
    counted, amount, share = (int(number) for number in re.findall(rf"{column}(\d+)", formula))
    who = ["Ledighedsydelse", "Enlig forælder", "4 uger"]
    assert _labels(products, int(row), 5) == [*who, "", "Kommunen"]
    assert _labels(quantities, counted, 6) == [*who, "", "Ændring", "i kommunen"]
    assert _labels(products, amount, 1) == ["Ledighedsydelse"]
    assert _labels(products, share, 1)[0].startswith("Refusionstrappen: Kommunen, 4 ")


def _labels(page: Page, row: int, count: int) -> list[str]:
    cells = [page.cells.get((row - 1, column)) for column in range(count)]
    return [str(cell.content) if cell is not None and cell.content is not None else "" for cell in cells]
