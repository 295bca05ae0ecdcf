"""The print version: what is shown, that it is read back and calculates as the whole book, and its pages on paper."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from businesscase.measures.observations import Comparison, Observed, Reading, Updated
from businesscase.measures.result import Result
from businesscase.pipeline import run
from businesscase.report.texts.texts import Texts
from businesscase.scenario.load.resolve import as_scenario
from businesscase.workbook.grid import Page
from businesscase.workbook.printing import rows_of_a_page
from businesscase.workbook.reading import read_edits
from businesscase.workbook.short import PAGES, shortened
from businesscase.workbook.workbook import build, workbook_bytes
from tests.loaded import loaded
from tests.workbook.cases import result_of, small
from tests.workbook.office import formulas, soffice

ROOT = Path(__file__).parents[2]
STARTER = ROOT / "businesscase" / "scenario" / "explain" / "starter.yaml"
MOST = 12
RESULT = result_of(small())
SHOWN = [
    "Læsmig", "Resume", "Budgetskema", "Per forvaltning", "Serviceramme", "Tilbagebetaling", "Følsomhed", "Usikkerhed",
]  # fmt: skip


def test_the_print_version_is_the_whole_book_with_the_rest_hidden(tmp_path: Path) -> None:
    assert sum(PAGES.values()) == MOST
    file, whole = tmp_path / "short.xlsx", tmp_path / "whole.xlsx"
    file.write_bytes(workbook_bytes(RESULT, Texts("da"), short=True))
    whole.write_bytes(workbook_bytes(RESULT, Texts("da")))
    book = openpyxl.load_workbook(file)
    assert [sheet.title for sheet in book if sheet.sheet_state == "visible"] == SHOWN
    left = {sheet for sheet, _ in formulas(whole)}
    assert {place: of for place, of in formulas(whole).items() if place[0] in left} == formulas(file)
    for sheet in book:
        if sheet.sheet_state == "visible":
            assert sheet.page_setup.orientation == "landscape"
            assert (sheet.page_setup.fitToWidth or 1) == 1
            assert 1 <= (sheet.page_setup.fitToHeight or 1) <= max(PAGES.values())
            assert "&P" in (sheet.oddFooter.right.text or "")
        else:
            assert not sheet.print_area, "LibreOffice prints a hidden sheet that has one"
    links = [cell.value for row in book["Læsmig"].iter_rows() for cell in row if cell.hyperlink]
    assert links == SHOWN[1:]
    assert read_edits(file, RESULT.scenario).values == {}


def test_a_table_of_a_purse_is_not_divided_between_pages() -> None:
    def broken(rows: int, tables: int) -> list[int]:
        page = Page(Texts("da")("book.sheet.departments"))
        page.groups = [3 + rows * place for place in range(tables)]
        page.put(2 + rows * tables, 0, "last")
        shortened([page], Texts("da"))
        return page.parts

    room = rows_of_a_page(Page("one column"))
    assert 25 < room < 40
    assert broken(10, 2) == []
    assert broken(10, 7) == [33, 63], "three tables on each page"
    assert broken(room + 5, 2) == [], "no page holds such a table"
    assert broken(10, 30) == [], "more pages than there may be: as it comes, and smaller"


@pytest.mark.libreoffice
@pytest.mark.slow
@pytest.mark.parametrize("path", [ROOT / "scenarios" / "opgang_til_opgang.yaml", STARTER], ids=lambda path: path.stem)
def test_it_prints_on_twelve_pages_at_most(path: Path, tmp_path: Path) -> None:
    program, counter = soffice(), shutil.which("pdfinfo")
    if counter is None:
        pytest.skip("pdfinfo of poppler counts the pages, and is not installed")
    file = tmp_path / "book.xlsx"
    file.write_bytes(workbook_bytes(run(loaded(path), draws=2, workers=1), Texts("da"), short=True))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').resolve().as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    told = subprocess.run([counter, str(tmp_path / "book.pdf")], check=True, capture_output=True, text=True).stdout
    pages = int(re.search(r"Pages:\s+(\d+)", told).group(1))  # type: ignore[union-attr]
    assert len(SHOWN) <= pages <= MOST


READINGS = tuple(
    Reading(name, weight, after, mean, mean - 9e3, mean, mean + 9e3, 2e4, 0.4, {}, None)
    for name, weight, after, mean in (("as_told", 0.7, 0.8, 5e4), ("all_of_it", 0.3, 0.2, 9e4))
)
MEASURED = Comparison(
    "seen", 7e4, 6.2e4, 2e4, 4e4, 6e4, 8e4, 1e4, 2e5, 2.5e4, -0.31, 0.75, False, READINGS, (),
    Updated(400.0, 0.61, 0.58, 0.02, 1.0, 0.5, 1.5),
)  # fmt: skip


def observed() -> Result:
    """The small result beside a measurement that two readings divide, and one of too few draws."""
    content = {
        "label": {"en": "Seen", "da": "Set"}, "role": "compare", "design": "controlled",
        "saving": {"perspective": "municipality"}, "until": "2022-01-01",
        "value": {"value": 70_000, "unit": "DKK", "price_year": 2021, "source": "invented", "grade": "B"},
        "standard_error": {"value": 25_000, "unit": "DKK", "price_year": 2021, "source": "invented", "grade": "A"},
        "definitions": {
            name: {"label": {"en": name, "da": f"læst {name}"}, "weight": weight, "assumption": "invented"}
            for name, weight in (("as_told", 0.7), ("all_of_it", 0.3))
        },
    }  # fmt: skip
    document = small().model_dump(mode="python", exclude_none=True, exclude_defaults=True)
    scenario = as_scenario({**document, "observations": {"seen": content, "less": {**content, "definitions": {}}}})
    nothing = Updated(12.0, None, None, None, None, None, None)
    few = replace(MEASURED, name="less", readings=READINGS[:1], updated=nothing)
    told = Observed(RESULT.observations.gap, (MEASURED, few), None)
    return replace(RESULT, scenario=scenario, observations=told)


def test_measurements_stand_beside_what_is_predicted_and_are_marked_as_run() -> None:
    assert "Målinger" not in [page.name for page in build(RESULT, Texts("da")).pages]
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(observed(), Texts("da"))))
    assert book.sheetnames[:4] == ["Læsmig", "Resume", "Målinger", "Forudsætninger"]
    rows = [[cell.value for cell in row] for row in book["Målinger"].iter_rows()]
    assert "Værdier fra kørslen" in rows[1][0]
    assert rows[4][:3] == ["Set", "sammenlignet med andre", "tusind kr. pr. familie"]
    assert rows[4][3:] == [7e4, 2.5e4, 4e4, 6.2e4, 8e4, -0.31, 0.75, 0.61]
    assert rows[5][10] == "–", "too few weighted draws for a probability"
    assert [row[1:9] for row in rows if "læst" in str(row[1])] == [
        [f"læst {one.name}", one.weight, one.weight_after, 2e4, one.p10, one.mean, one.p90, 0.4] for one in READINGS
    ]
    assert not [cell for row in book["Målinger"].iter_rows() for cell in row if cell.data_type == "f"]
