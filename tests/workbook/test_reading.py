"""An edited workbook read back: what was changed, and nothing else; refused where it is not what was written."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pytest

from businesscase import pipeline
from businesscase.core.errors import ScenarioError, UsageError
from businesscase.model.inputs.inputs import draw_inputs
from businesscase.pipeline import run
from businesscase.report.texts import texts
from businesscase.report.texts.catalogue import catalogue
from businesscase.report.texts.texts import Texts
from businesscase.scenario.declare.keys import quantities
from businesscase.scenario.declare.quantity import Quantity
from businesscase.scenario.load.edits import Edits, scaled_interval
from businesscase.scenario.load.scenario import Scenario
from businesscase.workbook import reading
from businesscase.workbook.reading import read_edits
from businesscase.workbook.workbook import workbook_bytes
from tests.workbook.cases import result_of, small, valued_again
from tests.workbook.office import saved_again, soffice, stored, values

RESULT = result_of(small())
SCENARIO = RESULT.scenario
CONTENT = {language: workbook_bytes(RESULT, Texts(language)) for language in ("da", "en")}
SHEET = {"da": "Forudsætninger", "en": "Assumptions"}
VALUE, LOW, UNIT, YEAR, SINCE, RUN, FACTOR, FIXED = 2, 3, 5, 6, 13, 14, 15, 18
WAGE, TAX, LOST = "prices.wage.per_time", "levies.tax.rate", "population.moving_away"
GROWTH = "indices.prices.growth.2021"
Change = Callable[[Any], None]


def cell_of(sheet: Any, key: str, column: int) -> Any:
    return next(row[column] for row in sheet.iter_rows() if row[0].value == key)


def setting(**given: Any) -> Change:
    """Change the sheet by key: the value, or what stands in another column."""

    def change(sheet: Any) -> None:
        for key, value in given.items():
            cell_of(sheet, {"wage": WAGE, "tax": TAX, "lost": LOST}[key], VALUE).value = value

    return change


def edited(folder: Path, change: Change, language: str = "da", content: bytes | None = None) -> Path:
    file = folder / "edited.xlsx"
    file.write_bytes(content or CONTENT[language])
    book = openpyxl.load_workbook(file)
    change(book[SHEET[language]])
    book.save(file)
    return file


def read(folder: Path, change: Change, scenario: Scenario = SCENARIO, **more: Any) -> Edits:
    return read_edits(edited(folder, change, **more), scenario)


@pytest.mark.parametrize("language", ["da", "en"])
def test_what_was_changed_is_read_and_nothing_else(language: str, tmp_path: Path) -> None:
    found = read(tmp_path, setting(wage=31_000, tax=0.31), language=language)
    assert found.values == {WAGE: 31_000.0, TAX: 0.31}
    assert found.before == {WAGE: 25_000.0, TAX: 0.25}
    assert found.since == {}
    assert found.sha256 == hashlib.sha256((tmp_path / "edited.xlsx").read_bytes()).hexdigest()
    changed = quantities(found.applied(SCENARIO))
    for key, number in quantities(SCENARIO).items():
        assert changed[key].value == found.values.get(key, number.value)
        assert changed[key].what_if == (key in found.values), "held fixed, and said so"
    assert "edited.xlsx" in str(changed[WAGE].note)


def test_an_unchanged_workbook_changes_nothing(tmp_path: Path) -> None:
    found = read(tmp_path, lambda _: None)
    assert (found.values, found.since) == ({}, {})
    assert found.applied(SCENARIO) == SCENARIO


def test_what_needs_a_run_is_read_too(tmp_path: Path) -> None:
    assert read(tmp_path, setting(lost=0.2)).values == {LOST: 0.2}


def test_a_file_that_has_changed_since_is_said_and_counts_where_the_workbook_was_not_edited(tmp_path: Path) -> None:
    later = small(tax=0.4, price=99_000.0)
    found = read(tmp_path, setting(tax=0.31), later)
    stay = "prices.stay.per_time.since.2019"
    assert found.since == {TAX: 0.25, stay: 100_000.0}
    assert found.is_of_another
    assert not read(tmp_path, setting(tax=0.31)).is_of_another
    changed = quantities(found.applied(later))
    assert (changed[TAX].value, changed[stay].value) == (0.31, 99_000.0)


def test_a_workbook_of_an_edited_run_still_holds_its_edits(tmp_path: Path) -> None:
    """What was changed before the run stays a change of the file, whatever is changed after it."""
    first = read(tmp_path, setting(wage=31_000))
    content = workbook_bytes(result_of(first.applied(SCENARIO)), Texts("da"))
    assert read(tmp_path, lambda _: None, content=content).values == {WAGE: 31_000.0}
    assert read(tmp_path, setting(wage=25_000), content=content).values == {}, "back to the number of the file"
    again = read(tmp_path, setting(tax=0.31), content=content)
    assert again.values == {WAGE: 31_000.0, TAX: 0.31}
    assert again.before == {WAGE: 25_000.0, TAX: 0.25}


def test_a_changed_share_is_checked_like_a_scenario_and_names_its_cell(tmp_path: Path) -> None:
    found = read(tmp_path, setting(tax=1.5))
    with pytest.raises(ScenarioError) as refused:
        found.applied(SCENARIO)
    words = str(refused.value)
    assert f"{tmp_path / 'edited.xlsx'}, Forudsætninger!C" in words
    assert TAX in words
    assert "1.5" in words


def wrong_unit(sheet: Any) -> None:
    cell_of(sheet, TAX, UNIT).value = "kr."


def other_price_level(sheet: Any) -> None:
    next(row[VALUE] for row in sheet.iter_rows() if row[1].value == "Prisniveau for alle beløb").value = 2030


def wrong_factor(sheet: Any) -> None:
    cell_of(sheet, WAGE, FACTOR).value = 2.0


def wrong_date(sheet: Any) -> None:
    cell_of(sheet, "prices.stay.per_time.since.2021-07-01", SINCE).value = date(2022, 1, 1)


def both_columns(sheet: Any) -> None:
    for column in (VALUE, RUN):
        cell_of(sheet, WAGE, column).value = 31_000


def wrong_low(sheet: Any) -> None:
    cell_of(sheet, WAGE, LOW).value = 3.0


def other_key(sheet: Any) -> None:
    cell_of(sheet, TAX, 0).value = "levies.tax.rat"


def twice(sheet: Any) -> None:
    cell_of(sheet, TAX, 0).value = WAGE


def no_head(sheet: Any) -> None:
    sheet.cell(4, RUN + 1).value = "noget andet"


def empty_row(sheet: Any) -> None:
    cell_of(sheet, TAX, 0).value = None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            setting(wage="31.000,00"),
            ["Forudsætninger!C", WAGE, "'31.000,00'", "this is text, not a number", "write 31000,00 (31000.00"],
        ),
        (setting(wage="12,5"), [WAGE, "this is text, not a number", "write 12,5 (12.5 in an English Excel)"]),
        (setting(wage="25.000"), [WAGE, "this is text, not a number", "a number, with the cell's format"]),
        (setting(wage=None), [WAGE, "an empty cell"]),
        (setting(wage="=25000*1.1"), [WAGE, "a formula that was never calculated"]),
        (setting(wage=True), [WAGE, "True"]),
        (setting(wage="x", tax="y"), ["2 faults in the workbook", WAGE, TAX]),
        (
            wrong_unit,
            ["Forudsætninger!F", "the unit was changed here", "the value still counts in", "exported anew", "kr."],
        ),
        (
            setting(wage=datetime(2023, 5, 2)),
            ["Forudsætninger!C", WAGE, "Excel has read this as a date (2 May 2023)", "write 2,5", "format to Number"],
        ),
        (setting(wage=datetime(1975, 2, 1)), ["read this as a date (1 February 1975)", "write 2,75"]),
        (setting(wage=time(2, 30)), ["read this as a time of day", "02:30:00"]),
        (wrong_low, ["Forudsætninger!D", "an interval is not read from a workbook"]),
        (other_price_level, ["Forudsætninger!C", "time.price_year", "2030", "2021"]),
        (wrong_factor, ["Forudsætninger!P", "its formulas use it", WAGE, "12"]),
        (wrong_date, ["Forudsætninger!N", "its formulas use it", "2021-07-01"]),
        (both_columns, ["Forudsætninger!O", "what was run, and not to be changed", "25000"]),
        (other_key, ["Forudsætninger!A", "unknown key 'levies.tax.rat'", "did you mean: levies.tax.rate?", "no row"]),
        (twice, ["the key stands twice", "1 numbers of the scenario have no row: levies.tax.rate"]),
        (empty_row, ["numbers of the scenario have no row"]),
        (no_head, ["Forudsætninger!O4", "noget andet", "Som kørt"]),
    ],
)
def test_faults_of_the_sheet_name_the_cell(change: Change, words: list[str], tmp_path: Path) -> None:
    with pytest.raises(ScenarioError) as refused:
        read(tmp_path, change)
    for word in words:
        assert word in str(refused.value)


@pytest.mark.parametrize(("wage", "is_far"), [(25_000 * 55_000, True), (2.5, True), (500_000, False), (0, False)])
def test_a_number_far_from_what_is_declared_is_used_and_said(
    wage: float, is_far: bool, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A slip of thousands, or of the unit: the cell, what is declared and what was typed."""
    found = read(tmp_path, setting(wage=wage))
    assert found.values[WAGE] == wage
    said = [record.msg for record in caplog.records if record.name == "businesscase"]
    assert len(said) == is_far
    for one in said:
        for language, words in (("en", "more than 100 times away"), ("da", "mere end 100 gange fra")):
            told = one.said(language)
            assert words in told
            assert WAGE in told
            assert "Forudsætninger!C" in told
        assert "25.000" in one.said("da")


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Workbooks that were edited and saved from LibreOffice, which starts once for them."""
    soffice()
    folder = tmp_path_factory.mktemp("saved")
    changes = {"formula": {"wage": "=25000*1.1"}, "nothing": {}, "numbers": {"wage": 31_000, "tax": 0.31}}
    files = [edited(folder, setting(**given)).rename(folder / f"{name}.xlsx") for name, given in changes.items()]
    return dict(zip(changes, saved_again(files, folder), strict=True))


def test_a_calculated_formula_is_its_value(saved: dict[str, Path]) -> None:
    assert read_edits(saved["formula"], SCENARIO).values == {WAGE: pytest.approx(27_500.0)}


def test_a_spreadsheet_program_changes_no_number(saved: dict[str, Path]) -> None:
    found = read_edits(saved["nothing"], SCENARIO)
    assert (found.values, found.since) == ({}, {})


def test_the_edited_workbook_calculates_what_its_run_writes(saved: dict[str, Path], tmp_path: Path) -> None:
    """The round trip: the reader's spreadsheet and the library's next workbook hold the same money."""
    found = read_edits(saved["numbers"], SCENARIO)
    own = tmp_path / "own.xlsx"
    own.write_bytes(workbook_bytes(valued_again(RESULT, dict(found.values)), Texts("da")))
    shown, wanted = values(saved["numbers"]), stored(own)
    money = [place for place in wanted if place[0] in ("P×Q", "Per betaler", "Budgetskema", "Serviceramme")]
    numbers = [place for place in money if isinstance(wanted[place], (int, float))]
    assert len(numbers) > 500
    assert {place: shown[place] for place in numbers} == pytest.approx({p: wanted[p] for p in numbers}, abs=1e-6)


def test_a_variant_is_read_with_its_variant_only(tmp_path: Path) -> None:

    content = workbook_bytes(replace(RESULT, run=replace(RESULT.run, variant="other prices")), Texts("da"))
    file = edited(tmp_path, lambda _: None, content=content)
    with pytest.raises(UsageError, match="of the variant 'other prices': expected --variant 'other prices'"):
        read_edits(file, SCENARIO)
    assert read_edits(file, SCENARIO, "other prices").values == {}
    with pytest.raises(UsageError, match="of the scenario itself: expected no --variant"):
        read_edits(edited(tmp_path, lambda _: None), SCENARIO, "other prices")


def test_what_lies_far_below_the_inputs_is_not_looked_at(tmp_path: Path) -> None:
    """A stray cell in the last row of the sheet is not forty million cells to read."""

    def far(sheet: Any) -> None:
        sheet.cell(1_048_576, 40).value = "x"

    assert read(tmp_path, far).values == {}


def test_another_workbook_is_refused(tmp_path: Path) -> None:
    other = SCENARIO.model_copy(update={"title": "Another"})
    with pytest.raises(UsageError, match="is of the scenario 'A tiny test': expected 'Another'"):
        read_edits(edited(tmp_path, lambda _: None), other)
    locked = tmp_path / "locked.xlsx"
    content = bytearray(CONTENT["da"])
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):  # flag every part as encrypted
        at = content.find(mark)
        while at >= 0:
            content[at + place] |= 1
            at = content.find(mark, at + 4)
    locked.write_bytes(content)
    with pytest.raises(UsageError, match="cannot read the workbook"):
        read_edits(locked, SCENARIO)
    openpyxl.Workbook().save(tmp_path / "mine.xlsx")
    with pytest.raises(
        UsageError, match="no sheet of inputs: found Sheet; expected a workbook as this version exports it"
    ):
        read_edits(tmp_path / "mine.xlsx", SCENARIO)
    for name, file, words in (
        ("ods", archive(tmp_path / "book.ods", {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "ods"),
        ("xlsb", archive(tmp_path / "book.xlsb", {"xl/workbook.bin": b"x"}), "xlsb"),
    ):
        with pytest.raises(UsageError, match=rf"\(\.{words}\): save it as \.xlsx"):
            read_edits(file, SCENARIO)
        assert file.suffix == f".{name}"
    (tmp_path / "old.xls").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 600)
    with pytest.raises(UsageError, match=r"old \.xls file or has a password.*save it as \.xlsx"):
        read_edits(tmp_path / "old.xls", SCENARIO)
    (tmp_path / "text.xlsx").write_text("not a workbook")
    with pytest.raises(UsageError, match=r"is not a workbook: expected an \.xlsx file without a password"):
        read_edits(tmp_path / "text.xlsx", SCENARIO)
    with pytest.raises(UsageError, match="cannot read the workbook"):
        read_edits(tmp_path / "none.xlsx", SCENARIO)


def archive(file: Path, parts: dict[str, bytes]) -> Path:
    """The workbook with parts added or replaced."""
    source = file.with_name("whole.xlsx")
    source.write_bytes(CONTENT["da"])
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name, old.read(name)))
        for name, content in parts.items():
            if name not in old.namelist():
                new.writestr(name, content)
    return file


def test_what_would_fill_the_memory_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "opened", lambda *_: pytest.fail("it was opened"))
    bomb = archive(tmp_path / "bomb.xlsx", {"xl/media/zeros.bin": b"\0" * 201_000_000})
    with pytest.raises(UsageError, match="would unpack to 2"):
        read_edits(bomb, SCENARIO)
    dense = archive(tmp_path / "dense.xlsx", {"xl/media/zeros.bin": b"\0" * 150_000_000})
    with pytest.raises(UsageError, match="200 times its size"):
        read_edits(dense, SCENARIO)
    many = archive(tmp_path / "many.xlsx", {f"xl/media/{place}.bin": b"" for place in range(2_001)})
    with pytest.raises(UsageError, match="2,000 at most"):
        read_edits(many, SCENARIO)
    for part, words in (
        ("xl/vbaProject.bin", "macros"),
        ("xl/externalLinks/externalLink1.xml", "links to other"),
        ("xl/activeX/activeX1.bin", "controls"),
    ):
        with pytest.raises(UsageError, match=words):
            read_edits(archive(tmp_path / "more.xlsx", {part: b"x"}), SCENARIO)


def test_a_number_that_no_float_holds_is_a_fault_of_its_cell(tmp_path: Path) -> None:
    (tmp_path / "book.xlsx").write_bytes(CONTENT["da"])
    with zipfile.ZipFile(tmp_path / "book.xlsx") as parts:
        sheet = parts.read("xl/worksheets/sheet3.xml")
    assert b"<v>25000</v>" in sheet
    long = sheet.replace(b"<v>25000</v>", b"<v>" + b"9" * 400 + b"</v>", 1)
    with pytest.raises(ScenarioError, match="this is not a number"):
        read_edits(archive(tmp_path / "long.xlsx", {"xl/worksheets/sheet3.xml": long}), SCENARIO)


def test_xml_that_declares_entities_is_refused(tmp_path: Path) -> None:
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>&b;</t></si></sst>'
    )
    with pytest.raises(UsageError, match="cannot read the workbook"):
        read_edits(archive(tmp_path / "lol.xlsx", {"xl/sharedStrings.xml": bomb}), SCENARIO)


@pytest.mark.parametrize(
    ("added", "words"),
    [
        (b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>', "17,179,869,2\\d\\d merged or linked"),
        (
            b'<hyperlinks><hyperlink display="x" ref="A1:XFD1048576" location="x"/></hyperlinks>',
            "17,179,869,2\\d\\d merged",
        ),
        (b'<mergeCells count="1"><mergeCell ref="A1&#58;XFD1048576"/></mergeCells>', "area of no known form"),
        (b"<mergeCells count='1'><mergeCell ref = 'A1:Z9'\n/></mergeCells>", None),
    ],
)
def test_few_bytes_that_stand_for_all_cells_are_refused(tmp_path: Path, added: bytes, words: str | None) -> None:
    (tmp_path / "book.xlsx").write_bytes(CONTENT["da"])
    with zipfile.ZipFile(tmp_path / "book.xlsx") as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml")
    assert sheet.count(b"</sheetData>") == 1
    changed = archive(
        tmp_path / "book.xlsx",
        {"xl/worksheets/sheet1.xml": sheet.replace(b"</sheetData>", b"</sheetData>" + added)},
    )
    if words is None:
        assert read_edits(changed, SCENARIO).values == {}
    else:
        with pytest.raises(UsageError, match=words):
            read_edits(changed, SCENARIO)


def test_a_sheet_in_another_encoding_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="not written in UTF-8"):
        read_edits(archive(tmp_path / "b.xlsx", {"xl/worksheets/sheet1.xml": "<x/>".encode("utf-16")}), SCENARIO)


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet3.xml", "[Content_Types].xml"])
def test_a_broken_part_is_told(part: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot read the workbook"):
        read_edits(archive(tmp_path / "broken.xlsx", {part: b"<broken"}), SCENARIO)


# Whatever the words are called by now.


def test_a_workbook_is_read_back_after_every_text_has_been_reworded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reworded(language: str) -> dict[str, str | tuple[str, ...]]:
        return {
            key: f"<{words}>" if isinstance(words, str) else tuple(f"<{form}>" for form in words)
            for key, words in catalogue(language).items()
        }

    file = edited(tmp_path, setting(wage=31_000))
    monkeypatch.setattr(texts, "catalogue", reworded)
    assert Texts("da")("book.sheet.assumptions") == "<Forudsætninger>"
    assert read_edits(file, SCENARIO).values == {WAGE: 31_000.0}
    later = small(tax=0.4)
    assert read_edits(file, later).since == {TAX: 0.25}


def test_a_price_year_that_was_changed_is_told_by_who_changed_it(tmp_path: Path) -> None:
    """In the book it is not read; in the file it makes the book out of date. Each is another thing to do."""

    def later(sheet: Any) -> None:
        cell_of(sheet, WAGE, YEAR).value = 2024

    with pytest.raises(ScenarioError, match="the price year was changed here") as here:
        read(tmp_path, later)
    assert "'2021' again, and the value in it; or another price year in the scenario file" in str(here.value)
    number = quantities(SCENARIO)[WAGE].model_dump(exclude_none=True, exclude={"what_if"})
    changed = SCENARIO.with_values({WAGE: {**number, "price_year": 2020}})
    with pytest.raises(ScenarioError, match="the scenario file has another price year now") as there:
        read(tmp_path, lambda _: None, changed)
    for words in ("('2020')", "when the workbook was written ('2021')", "exported anew, with your changes made there"):
        assert words in str(there.value)


def test_a_sheet_of_another_name_is_read_too(tmp_path: Path) -> None:
    def renamed(sheet: Any) -> None:
        for name in list(sheet.parent.defined_names):
            if name.startswith("businesscase_"):
                given = sheet.parent.defined_names[name]
                given.attr_text = given.attr_text.replace("Forudsætninger", "Mine")
        sheet.title = "Mine"
        cell_of(sheet, WAGE, VALUE).value = 31_000

    assert read(tmp_path, renamed).values == {WAGE: 31_000.0}


# What an edited number keeps.


def fixing(sheet: Any, word: str = "ja") -> None:
    cell_of(sheet, WAGE, FIXED).value = word


def certain(sheet: Any) -> None:
    setting(wage=31_000)(sheet)
    fixing(sheet)


def uncertain(key: str = WAGE, low: float = 20_000.0, high: float = 32_000.0) -> Scenario:
    """The small scenario, one number with an interval: its wage between 20,000 and 32,000."""
    number = quantities(SCENARIO)[key].model_dump(exclude_none=True, exclude={"what_if"})
    return SCENARIO.with_values({key: {**number, "low": low, "high": high}})


def test_an_edited_number_keeps_its_uncertainty_scaled(tmp_path: Path) -> None:
    content = workbook_bytes(result_of(uncertain()), Texts("da"))
    found = read(tmp_path, setting(wage=50_000), uncertain(), content=content)
    changed = quantities(found.applied(uncertain()))[WAGE]
    assert (changed.value, changed.low, changed.high) == (50_000.0, 40_000.0, 64_000.0)
    assert (changed.what_if, changed.held, changed.source) == (True, False, None)
    again = workbook_bytes(result_of(found.applied(uncertain())), Texts("da"))
    kept = read(tmp_path, lambda _: None, uncertain(), content=again)
    assert (kept.values, kept.fixed) == ({WAGE: 50_000.0}, frozenset())
    assert quantities(kept.applied(uncertain()))[WAGE].high == 64_000.0


def test_a_fixed_number_is_held_and_said_so(tmp_path: Path) -> None:
    found = read(tmp_path, certain)
    assert found.fixed == {WAGE}
    changed = quantities(found.applied(SCENARIO))[WAGE]
    assert (changed.value, changed.low, changed.held) == (31_000.0, None, True)
    content = workbook_bytes(result_of(found.applied(SCENARIO)), Texts("da"))
    assert read(tmp_path, lambda _: None, content=content).fixed == {WAGE}, "the workbook of that run says it too"


def test_an_edited_share_is_drawn_around_its_new_value(tmp_path: Path) -> None:
    before = uncertain(TAX, 0.1, 0.5)
    content = workbook_bytes(result_of(before), Texts("da"))
    changed = read(tmp_path, setting(tax=0.9), before, content=content).applied(before)
    drawn = draw_inputs(changed, draws=4_000, seed=1)[TAX]
    assert 0 < drawn.min() < drawn.max() < 1
    assert abs(drawn.mean() - 0.9) < 4 * drawn.std() / np.sqrt(4_000)
    assert drawn.std() > 0.03


def test_what_cannot_be_drawn_is_told_before_anything_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Growth may be negative, but what is skewed above 0 has no distribution that is skewed the same way below."""
    before = uncertain(GROWTH, 0.0143, 0.0857)
    content = workbook_bytes(result_of(before), Texts("da"))

    def shrinking(sheet: Any) -> None:
        cell_of(sheet, GROWTH, VALUE).value = -0.03

    found = read(tmp_path, shrinking, before, content=content)
    monkeypatch.setattr(pipeline, "compile_model", lambda *_, **__: pytest.fail("it was run"))
    with pytest.raises(ScenarioError) as refused:
        run(before, edits=found)
    for words in ("Forudsætninger!C", GROWTH, "-0.03", "a number above 0", "'ja' in its cell of the column Fast"):
        assert words in str(refused.value)
    with pytest.raises(ScenarioError, match="cannot exceed 1"):  # what no distribution helps is told instead
        read(tmp_path, setting(tax=1.5), before, content=content).applied(before)


def test_a_number_may_be_fixed_where_it_stands(tmp_path: Path) -> None:
    content = workbook_bytes(result_of(uncertain()), Texts("da"))
    found = read(tmp_path, fixing, uncertain(), content=content)
    assert (found.values, found.fixed) == ({WAGE: 25_000.0}, {WAGE})
    changed = quantities(found.applied(uncertain()))[WAGE]
    assert (changed.held, changed.value, changed.low) == (True, 25_000.0, None)


def test_another_word_is_a_fault_of_its_cell(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match=r"Forudsætninger!S\d+.*neither of the two words") as refused:
        read(tmp_path, lambda sheet: fixing(sheet, "måske"))
    assert "ja or nej" in str(refused.value)


@pytest.mark.parametrize(
    ("unit", "given", "value", "interval"),
    [
        ("ratio", (2.0, 1.0, 4.0), 3.0, (1.5, 6.0)),
        ("share", (0.5, 0.3, 0.8), 1.0, (None, None)),
        ("ratio", (2.0, 1.0, 4.0), 0.0, (None, None)),
        ("per year", (0.0, -0.01, 0.01), 0.02, (0.01, 0.03)),
        ("per year", (0.02, 0.01, 0.04), -0.02, (-0.04, -0.01)),
        ("ratio", (2.0, None, None), 3.0, (None, None)),
        ("ratio", (0.3, 0.3, 0.3), 0.7, (None, None)),
    ],
)
def test_an_interval_is_scaled_within_what_the_number_may_be(
    unit: str,
    given: tuple[float, float | None, float | None],
    value: float,
    interval: tuple[float | None, float | None],
) -> None:
    number, low, high = given
    quantity = Quantity(value=number, low=low, high=high, unit=unit, what_if=True)
    assert scaled_interval(quantity, value) == (pytest.approx(interval) if interval[0] is not None else (None, None))
