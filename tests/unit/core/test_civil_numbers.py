"""Civil registration numbers are refused wherever they appear; those of the tests are made here, not written."""

from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment

from businesscase.core.civil_numbers import civil_numbers, is_civil_number
from businesscase.core.errors import BusinessCaseError, ScenarioError
from businesscase.flows.reading import read_flows
from businesscase.scenario import as_scenario, load_scenario
from businesscase.scenario.declare.draw_table import read_table
from businesscase.scenario.read.dumping import declared
from businesscase.som.reading import load_som
from businesscase.workbook.opening import content_of, opened
from tests.loaded import loaded

ROOT = Path(__file__).parents[3]
INVENTED = ROOT / "tests" / "invented_municipality.yaml"
DATE, SERIAL = "01" + "02" + "70", "12" + "34"
PLAIN, DASHED = DATE + SERIAL, "-".join((DATE, SERIAL))
WRITTEN = (PLAIN, DASHED, DATE + " " + SERIAL, DATE + "\u2013" + SERIAL, DATE + " - " + SERIAL, "61" + DASHED[2:])


def refused(error: BusinessCaseError) -> None:
    for language in ("en", "da"):
        said = error.said(language)
        assert "CPR" in said
        assert not any(part in said for part in (PLAIN, DASHED, DATE, SERIAL))


@pytest.mark.parametrize("number", WRITTEN)
@pytest.mark.parametrize("around", ["{}", "a text with {}.", "7,{},8", "7;{};8", '"{}"', "cpr{}", "({})"])
def test_it_is_found_however_it_is_written(number: str, around: str) -> None:
    text = around.format(number)
    assert list(civil_numbers(text)) == [around.index("{")]


@pytest.mark.parametrize(
    "text",
    [
        "9" * 10,  # no such day
        "01" + "13" + "70" + SERIAL,  # no such month
        "31" + "02" + "70" + SERIAL,  # no such date
        DATE + "0000",  # a round amount
        "1" + PLAIN,  # eleven digits
        PLAIN + "5",
        "0." + PLAIN,  # decimals
        PLAIN + ".25",
        "https://example.org/" + PLAIN,
        "2026-01-01",
        "5.28.21",
    ],
)
def test_other_digits_are_left_alone(text: str) -> None:
    assert list(civil_numbers(text)) == []


def test_numbers_of_a_cell_are_looked_at_as_they_are_shown() -> None:
    assert is_civil_number(int("1" + PLAIN[1:]))
    assert is_civil_number(int(PLAIN), "0000000000")
    assert is_civil_number(float(PLAIN), "000000-0000")
    assert not is_civil_number(int(PLAIN))
    assert not is_civil_number(True)


@pytest.mark.parametrize("number", WRITTEN[:2])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Neighbour to Neighbour", "title: {} Neighbour"),
        ("# An invented", "# {} An invented"),
        ("assumption: invented}", "assumption: '{}'}}"),
        ("    single:\n", "    single: # {}\n"),
    ],
)
def test_a_scenario_that_holds_one_is_refused_with_its_line(tmp_path: Path, number: str, old: str, new: str) -> None:
    text = INVENTED.read_text(encoding="utf-8")
    broken = text.replace(old, new.format(number), 1)
    file = tmp_path / "mine.yaml"
    file.write_text(broken, encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load_scenario(file)
    refused(caught.value)
    assert caught.value.faults[0].line == broken[: broken.index(number)].count("\n") + 1


def test_neither_escapes_nor_python_hide_one(tmp_path: Path) -> None:
    text = INVENTED.read_text(encoding="utf-8")
    hidden = "".join(f"\\x{ord(digit):02x}" for digit in PLAIN)
    file = tmp_path / "mine.yaml"
    file.write_text(text.replace("assumption: invented", f'assumption: "{hidden}"', 1), encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load_scenario(file)
    refused(caught.value)
    scenario = loaded(INVENTED)
    for data in (declared(scenario) | {"title": PLAIN}, declared(scenario) | {DASHED: 1}):
        with pytest.raises(ScenarioError) as caught:
            as_scenario(data)
        refused(caught.value)
    with pytest.raises(ScenarioError) as caught:
        scenario.with_values({"title": DASHED})
    refused(caught.value)


def test_tables_of_draws_and_of_flows_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    for write in ("person,year,amount\n{},2026,5\n", "year;payer;cost\n2026;{};7\n"):
        file.write_text(write.format(PLAIN), encoding="utf-8")
        for read in (read_table, read_flows):
            with pytest.raises(ScenarioError) as caught:
                read(file)
            refused(caught.value)
            assert caught.value.faults[0].line == 2
    with pytest.raises(ScenarioError) as caught:
        read_flows([{"year": 2026, "payer": DASHED, "cost": 7}])
    refused(caught.value)


def test_a_som_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "som.yaml"
    file.write_text(f"title: {DASHED}\n", encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load_som(file)
    refused(caught.value)


@pytest.mark.parametrize("kind", ["text", "number", "remark"])
def test_a_workbook_is_refused_with_the_cell_on_whatever_sheet(tmp_path: Path, kind: str) -> None:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("Other")
    cell = sheet["C7"]
    if kind == "text":
        cell.value = f"one of them: {DASHED}"
    elif kind == "number":
        cell.value, cell.number_format = int(PLAIN), "0000000000"
    else:
        cell.value, cell.comment = 7, Comment(PLAIN, "x")
    path = tmp_path / "book.xlsx"
    book.save(path)
    with pytest.raises(ScenarioError) as caught:
        opened(path, content_of(path))
    refused(caught.value)
    assert caught.value.faults[0].file.endswith("Other!C7")


def test_nothing_in_the_repository_holds_one() -> None:
    folders = ("businesscase", "scenarios", "examples", "tests", "docs", "benchmarks")
    kinds = {".py", ".yaml", ".md", ".csv", ".json", ".po", ".ipynb"}
    for folder in folders:
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in kinds and "__pycache__" not in path.parts:
                text = path.read_text(encoding="utf-8")
                lines = {text[:at].count("\n") + 1 for at in civil_numbers(text)}
                assert not lines, f"{path.relative_to(ROOT)}: {lines}"
