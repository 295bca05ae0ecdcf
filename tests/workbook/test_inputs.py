"""The input workbook: written, filled in, read back; the same scenario as the guide's, and every fault by its cell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from businesscase.core.errors import BusinessCaseError, ScenarioError, UsageError
from businesscase.report.texts.texts import DANISH, ENGLISH
from businesscase.scenario.explain.answers import from_lines
from businesscase.scenario.explain.guided import guided_text
from businesscase.scenario.explain.questions import ORDER as KEYS
from businesscase.workbook.inputs import HIGH, KEY, LOW, SOURCE, VALUE, input_book, read_input_book
from tests.unit.scenario.explain.test_guided import ALL, answers_of

ORDER = ["name", *KEYS]


def rows_of(sheet: Any) -> dict[str, int]:
    found = {sheet.cell(row, KEY + 1).value: row for row in range(1, sheet.max_row + 1)}
    return {key: row for key, row in found.items() if key in ORDER}


def filled(tmp_path: Path, cells: dict[tuple[str, int], Any], forms: dict[str, str] | None = None) -> Path:
    path = tmp_path / "tal.xlsx"
    path.write_bytes(input_book(DANISH))
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    rows = rows_of(sheet)
    for (key, column), value in cells.items():
        sheet.cell(rows[key], column + 1).value = value
    for key, form in (forms or {}).items():
        sheet.cell(rows[key], VALUE + 1).number_format = form
    book.save(path)
    return path


def test_it_is_one_sheet_with_a_row_for_each_number() -> None:
    import io

    for texts, name in ((DANISH, "Tal"), (ENGLISH, "Numbers")):
        book = openpyxl.load_workbook(io.BytesIO(input_book(texts)))
        assert book.sheetnames == [name]
        assert list(rows_of(book.worksheets[0])) == ORDER
    assert input_book(DANISH) == input_book(DANISH)


def test_left_empty_it_gives_the_defaults(tmp_path: Path) -> None:
    answers = read_input_book(filled(tmp_path, {}), "en")
    assert answers == answers_of("")
    assert all(answer.is_default for answer in answers.numbers.values())


def test_filled_in_it_gives_the_scenario_of_the_guide(tmp_path: Path) -> None:
    told = answers_of(ALL)
    cells: dict[tuple[str, int], Any] = {("name", VALUE): told.name, ("work_is", VALUE): "målt"}
    for key, one in told.numbers.items():
        cells[key, VALUE] = one.value
        if one.low is not None:
            cells |= {(key, LOW): one.low, (key, HIGH): one.high}
    answers = read_input_book(filled(tmp_path, cells), "da")
    assert answers == told
    assert guided_text(answers, "da") == guided_text(told, "da")


def test_cells_of_text_and_of_per_cent_are_read_as_the_guide_reads_them(tmp_path: Path) -> None:
    cells = {("adults_per_family", VALUE): "1,4", ("in_work", VALUE): 0.25, ("ascribed", VALUE): 0.4}
    forms = {"in_work": "0%", "ascribed": "0 %"}
    answers = read_input_book(filled(tmp_path, cells, forms), "en")
    assert answers == answers_of("adults_per_family: 1.4\nin_work: 25 %\nascribed: 40")


def test_so_many_of_so_many_is_read_from_a_cell(tmp_path: Path) -> None:
    answers = read_input_book(filled(tmp_path, {("in_work", VALUE): "10 af 42"}), "da")
    assert answers == answers_of("in_work: 10 of 42", "da")


def test_a_source_is_that_of_the_number(tmp_path: Path) -> None:
    answers = read_input_book(filled(tmp_path, {("cost", VALUE): 7, ("cost", SOURCE): "budget 2026"}), "en")
    assert 'source: "budget 2026", grade: B' in guided_text(answers, "en")


WRONG: list[tuple[dict[tuple[str, int], Any], tuple[str, int], str, str]] = [
    ({("families", VALUE): "many"}, ("families", VALUE), "not a number", "ikke et tal"),
    ({("families", VALUE): 12.5}, ("families", VALUE), "whole number", "helt tal"),
    ({("families", VALUE): True}, ("families", VALUE), "holds no number", "indeholder ikke et tal"),
    ({("grants", VALUE): 99}, ("grants", VALUE), "cannot stand here", "kan ikke stå her"),
    ({("ascribed", VALUE): 50, ("ascribed", LOW): 20}, ("ascribed", VALUE), "low and high is missing", "mangler"),
    ({("ascribed", LOW): 20}, ("ascribed", VALUE), "the number itself is not", "tallet selv er ikke"),
    ({("ascribed", VALUE): "50 (20-80)"}, ("ascribed", VALUE), "holds no number", "indeholder ikke et tal"),
    ({("ascribed", LOW): "x"}, ("ascribed", LOW), "not a number", "ikke et tal"),
    ({("work_is", VALUE): "håb"}, ("work_is", VALUE), "neither a goal nor measured", "hverken mål eller målt"),
    ({("name", VALUE): "0102" + "701234"}, ("name", VALUE), "CPR", "CPR"),
    ({("cost", SOURCE): "0102" + "70-1234"}, ("cost", SOURCE), "CPR", "CPR"),
]


@pytest.mark.parametrize(("cells", "at", "english", "danish"), WRONG)
def test_a_wrong_cell_is_refused_by_its_address(
    tmp_path: Path, cells: dict[tuple[str, int], Any], at: tuple[str, int], english: str, danish: str
) -> None:
    path = filled(tmp_path, cells)
    with pytest.raises(ScenarioError) as caught:
        read_input_book(path, "en")
    row = rows_of(openpyxl.load_workbook(path).worksheets[0])[at[0]]
    assert caught.value.faults[0].file.endswith(f"Tal!{'ABCDEFGHI'[at[1]]}{row}")
    assert english in caught.value.said("en")
    assert danish in caught.value.said("da")
    assert "701234" not in caught.value.said("en")


def test_all_wrong_cells_are_told_at_once(tmp_path: Path) -> None:
    path = filled(tmp_path, {("families", VALUE): "many", ("cost", VALUE): -1})
    with pytest.raises(ScenarioError) as caught:
        read_input_book(path, "da")
    assert len(caught.value.faults) == 2
    assert "2 fejl i arbejdsbogen" in caught.value.said("da")


def test_a_lost_row_a_row_twice_and_another_workbook_are_refused(tmp_path: Path) -> None:
    for cells, word in (({("cost", KEY): None}, "is gone"), ({("cost", KEY): "grants"}, "stands twice")):
        with pytest.raises(ScenarioError, match=word):
            read_input_book(filled(tmp_path, cells), "en")
    other = tmp_path / "other.xlsx"
    openpyxl.Workbook().save(other)
    with pytest.raises(ScenarioError, match="no sheet of the fifteen numbers"):
        read_input_book(other, "en")
    (tmp_path / "text.xlsx").write_text("x", encoding="utf-8")
    with pytest.raises(UsageError):
        read_input_book(tmp_path / "text.xlsx", "en")


def test_rows_may_be_sorted_and_moved(tmp_path: Path) -> None:
    path = filled(tmp_path, {("families", VALUE): 42})
    book = openpyxl.load_workbook(path)
    book.worksheets[0].insert_rows(3, 5)
    book.save(path)
    assert read_input_book(path, "en") == answers_of("families: 42")


def test_words_of_a_refusal_are_an_error_of_the_package(tmp_path: Path) -> None:
    with pytest.raises(BusinessCaseError):
        read_input_book(tmp_path / "none.xlsx", "en")
    assert from_lines([], "en", "x")[1] == []
