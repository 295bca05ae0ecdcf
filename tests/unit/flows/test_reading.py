"""Tables from outside: number formats that are unambiguous, and every fault with its cell."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pandas as pd
import pytest

from businesscase import ScenarioError, UsageError, payback
from businesscase.flows.cells import Cell, grid_of
from businesscase.flows.numbers import Unreadable, amount, month_of
from businesscase.flows.reading import read_flows


def written(folder: Path, text: str, *, name: str = "flows.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def faults(source: Any, **more: Any) -> list[Any]:
    with pytest.raises(ScenarioError) as found:
        read_flows(source, **more)
    return found.value.faults


def remarks(flows: Any) -> list[str]:
    return [remark.name for remark in flows.remarks]


# ---- numbers --------------------------------------------------------------------------------------------------------


def test_a_danish_csv_is_read_and_it_is_said(tmp_path: Path) -> None:
    found = read_flows(
        written(tmp_path, "år;betaler;udgift;besparelse\n2025;Kommunen;1.200.000,50;\n2026;Kommunen;;−1,5\n")
    )
    assert found.paid[0, 0].tolist() == [1_200_000.5, 0.0]
    assert found.saved[0, 0].tolist() == [0.0, -1.5]
    assert remarks(found) == ["danish"]


def test_two_points_before_thousands_can_only_be_danish(tmp_path: Path) -> None:
    found = read_flows(written(tmp_path, "år;udgift\n2025;1.200.000\n2026;450.000\n"))
    assert found.paid[0, 0].tolist() == [1_200_000.0, 450_000.0]
    assert remarks(found) == ["danish"]


def test_a_decimal_point_between_semicolons_is_a_point(tmp_path: Path) -> None:
    found = read_flows(written(tmp_path, "year;cost\n2025;12.5\n2026;1 234\n"))
    assert found.paid[0, 0].tolist() == [12.5, 1234.0]
    assert remarks(found) == []


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("year;cost\n2025;1.234\n", 2, 2, "decimals or Danish thousands?"),
        ('year,cost\n2025,"1,234"\n', 2, 2, "decimals or thousands?"),
        ("year;cost\n2025;12.5\n2026;7,5\n", 2, 2, "a point among numbers with a decimal comma"),
        ("year,cost\n2025,100 kr.\n", 2, 2, "an amount must be a number alone"),
        ("year,cost\n2025,nan\n", 2, 2, "an amount must be finite"),
        ("year,cost\n2025,1e300\n", 2, 2, "outside any sensible range"),
        ("year,cost\n20x5,1\n", 2, 1, "this is no year"),
        ("month,cost\n2025-13,1\n", 2, 1, "this is no month"),
        ("year,payer,cost\n2025,municipalty,1\n", 2, 2, "nearly the name of a payer that is known"),
        ("year,payer,cost\n2025,,1\n", 2, 2, "nobody pays"),
        ("year,payer,cost\n2025,public sector,1\n", 2, 2, "added up from the payers"),
        ("year,cost\n2025,1\n2025,1\n", 3, 1, "stand twice, here and in line 2"),
        ("year,draw,cost\n2025,1,1\n2026,1,1\n2025,2,1\n", 4, 1, "draw 2 has 1 rows, and the first draw 2"),
        ("year,cost\n2025,1\n20222,1\n", 3, 1, "this is no year"),
        ("year,cost\n1025,1\n2022,1\n", 3, 1, "goes from 1025 to 2022"),
        ("year,cost\n2025,1,5\n", 2, None, "3 cells stand in the row, and 2 heads"),
        ("year,cots\n2025,1\n", 1, 2, "there is no such column"),
        ("year,cost,net\n2025,1,1\n", 1, None, "'net' stands beside 'cost' or 'saving'"),
        ("payer,cost\nx,1\n", 1, None, "no column says when"),
        ("year,payer\n2025,x\n", 1, None, "no column holds money"),
        ("year,cost,cost\n2025,1,1\n", 1, 3, "a second column of the kind 'cost'"),
        ("year,cost_1,saving_2\n2025,1,1\n", 1, None, "cost and saving have different draws"),
        ("year,draw,saving_1\n2025,1,1\n", 1, None, "draws stand both in rows and in columns"),
        ("year,cost\nstart,1\n", None, None, "nothing happens after time 0"),
        ("", None, None, "the table is empty"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(
    tmp_path: Path, text: str, line: int | None, column: int | None, words: str
) -> None:
    path = written(tmp_path, text)
    (found,) = faults(path)
    assert words in found.message
    assert found.file == str(path)
    assert found.expected
    if line is not None:
        assert found.line == line
    if column is not None:
        assert found.column == column


def test_every_fault_is_told_at_once_with_the_nearest_names(tmp_path: Path) -> None:
    found = faults(written(tmp_path, "year,payer,cost\n2025,munisipality,x\n20a6,region,1\n"))
    assert [(one.line, one.column) for one in found] == [(2, 2), (2, 3), (3, 1)]
    assert found[0].nearest == "municipality"
    (head,) = faults(written(tmp_path, "year,besparelser\n2025,1\n"))
    assert head.nearest == "besparelse"


def test_free_names_are_payers_and_alike_ones_are_not_confused() -> None:
    found = read_flows({"year": [1, 1, 1], "payer": ["Kommune A", "Kommune B", "Boligforening"], "cost": [1, 2, 3]})
    assert found.payers == ("Kommune A", "Kommune B", "Boligforening")


def test_one_payer_under_two_names_is_one() -> None:
    found = read_flows({"year": [1, 2], "payer": ["municipality", "Kommunen"], "cost": [1, 2]})
    assert found.payers == ("municipality",)
    assert found.paid[0, 0].tolist() == [1.0, 2.0]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_what_excel_writes_is_read(tmp_path: Path, encoding: str) -> None:
    found = read_flows(written(tmp_path, "år;udgift\n2025;1,5\n", encoding=encoding))
    assert found.paid[0, 0, 0] == 1.5
    assert ("encoding" in remarks(found)) is (encoding == "cp1252")


# ---- doors ----------------------------------------------------------------------------------------------------------

ROWS = [
    {"year": 2025, "payer": "municipality", "cost": 100.0, "saving": 0.0},
    {"year": 2026, "payer": "municipality", "cost": 0.0, "saving": 70.0},
    {"year": 2027, "payer": "municipality", "cost": 0.0, "saving": 60.0},
]


def test_rows_columns_frames_files_and_workbooks_are_one_table(tmp_path: Path) -> None:
    frame = pd.DataFrame(ROWS)
    frame.to_csv(tmp_path / "flows.csv", index=False)
    book = openpyxl.Workbook()
    book.active.append(list(ROWS[0]))
    for row in ROWS:
        book.active.append(list(row.values()))
    book.save(tmp_path / "flows.xlsx")
    doors = [ROWS, frame, frame.to_dict("list"), tmp_path / "flows.csv", str(tmp_path / "flows.xlsx")]
    years = {payback(door).headline.undiscounted.sustained_years for door in doors}
    assert years == {2.5}


def test_a_cell_of_a_workbook_is_named_and_a_date_is_no_amount(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Tal"
    book.active.append(["year", "cost"])
    book.active.append([2025, datetime.datetime(2025, 5, 1)])
    book.save(tmp_path / "flows.xlsx")
    (found,) = faults(tmp_path / "flows.xlsx")
    assert found.file.endswith("Tal!B2")
    assert "a spreadsheet takes 1.5 or 1-5 for a date" in found.message


def test_months_of_a_workbook_may_be_dates(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["month", "net"])
    for month in (1, 2, 3):
        book.active.append([datetime.datetime(2025, month, 1), -1 if month == 1 else 1])
    book.save(tmp_path / "flows.xlsx")
    found = read_flows(tmp_path / "flows.xlsx")
    assert (found.begins, found.ends) == ("2025-01", "2025-03")


def test_a_sheet_is_named_or_the_first_is_read_and_it_is_said(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["year", "net"])
    book.active.append([1, 1])
    book.create_sheet("Andet").append(["year", "net"])
    book["Andet"].append([1, 5])
    book.save(tmp_path / "flows.xlsx")
    assert remarks(read_flows(tmp_path / "flows.xlsx")) == ["sheet"]
    assert read_flows(tmp_path / "flows.xlsx", sheet="Andet").saved.max() == 5
    with pytest.raises(UsageError, match="did you mean: Andet"):
        read_flows(tmp_path / "flows.xlsx", sheet="Andre")


def test_draws_in_rows_and_in_columns_are_the_same() -> None:
    rows = [{"year": year, "draw": draw, "net": net} for draw in (1, 2) for year, net in ((1, -10), (2, 6 * draw))]
    columns = {"year": [1, 2], "net_1": [-10, 6], "net_2": [-10, 12]}
    one, two = read_flows(rows), read_flows(columns)
    np.testing.assert_array_equal(one.saved, two.saved)
    np.testing.assert_array_equal(one.paid, two.paid)
    common = [{"year": 1, "draw": None, "cost": 10}, *({"year": 2, "draw": d, "saving": 6 * d} for d in (1, 2))]
    np.testing.assert_array_equal(read_flows(common).saved, one.saved)


def test_a_year_without_rows_counts_as_nothing_and_it_is_said() -> None:
    found = read_flows({"year": [2025, 2028], "net": [-1, 2]})
    assert found.paid.shape[-1] == 4
    assert found.remarks[0].values == {"periods": "2026, 2027"}


def test_items_of_one_payer_are_added_up() -> None:
    found = read_flows({"year": [1, 1, 2], "item": ["a", "b", "a"], "cost": [1, 2, 0]})
    assert found.paid[0, 0].tolist() == [3.0, 0.0]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"within": 0}, "'within' must be a number of years above 0"),
        ({"within": float("nan")}, "'within' must be"),
        ({"rate": 35}, "'rate' must be a yearly rate"),
        ({"clock_start": "enrolment"}, "there is no clock start 'enrolment'"),
        ({"flows_at": "start"}, "there is no place of flows 'start'"),
        ({"unit": "mio"}, "there is no unit 'mio'"),
        ({"payer": "municipalty"}, "did you mean: municipality?"),
        ({"outlay": {"regoin": 5}}, "there is no payer 'regoin' in the table"),
        ({"outlay": {"municipality": 5}, "first_at_once": True}, "expected one of them"),
        ({"seed": -1}, "'seed' must be a whole number"),
    ],
)
def test_an_argument_that_is_not_asked_for_is_refused(more: dict[str, Any], words: str) -> None:
    with pytest.raises(UsageError) as found:
        payback(ROWS, **more)
    assert words in str(found.value)


@pytest.mark.parametrize("door", [5, None, [1, 2], ["a"]])
def test_what_is_no_table_is_refused(door: Any) -> None:
    with pytest.raises(UsageError, match="'flows' is no table"):
        payback(door)


@pytest.mark.parametrize("text", ["2.000.000,00 kr.", "kr. 1.200", "€ 5", "12 %"])
def test_an_amount_with_a_unit_says_that_it_must_stand_alone(text: str) -> None:
    with pytest.raises(Unreadable, match="a number alone"):
        amount(Cell(text, "x.csv", 1, 1), decimal=",", separator=";")


def test_a_formula_that_nobody_calculated_is_no_nothing(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (("year", "payer", "cost", "saving"), (2025, "municipality", "=1000000+200000", 0)):
        book.active.append(row)
    book.save(tmp_path / "flows.xlsx")
    with pytest.raises(ScenarioError, match="a formula that was never calculated"):
        grid_of(tmp_path / "flows.xlsx")


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_rows_above_the_heads_are_skipped_and_said(tmp_path: Path, separator: str) -> None:
    rows = [
        ["Budget of the effort"],
        ["made in March"],
        ["year", "payer", "cost", "saving"],
        ["2025", "state", "5", "9"],
    ]
    file = tmp_path / "flows.csv"
    file.write_text("\n".join(separator.join(row) for row in rows), encoding="utf-8")
    flows = read_flows(file)
    assert [(one.name, one.values["rows"]) for one in flows.remarks] == [
        ("titles", "'Budget of the effort', 'made in March'")
    ]
    assert (flows.paid.sum(), flows.saved.sum()) == (5.0, 9.0)
    file.write_text(file.read_text().replace("9", "nine"))
    with pytest.raises(ScenarioError) as caught:
        read_flows(file)
    assert [fault.line for fault in caught.value.faults] == [4]


@pytest.mark.parametrize(
    "months",
    [
        ("01-2025", "02-2025", "05-2025", "10-2025"),
        ("1/2025", "2/2025", "5/2025", "10/2025"),
        ("jan 2025", "feb. 2025", "maj 2025", "okt 2025"),
        ("januar 2025", "Februar 2025", "maj 2025", "oktober 2025"),
        ("Jan 2025", "February 2025", "May 2025", "oct 2025"),
        ("2025-01", "2025M02", "2025-5", "2025-10-01"),
    ],
)
def test_months_as_they_are_written_in_both_languages(months: tuple[str, ...]) -> None:
    found = [month_of(Cell(month, "a.csv", 1, 1)) for month in months]
    assert found == [12 * 2025 + number - 1 for number in (1, 2, 5, 10)]


@pytest.mark.parametrize("month", ["13-2025", "2025", "jan 25", "1.2025", "janne 2025", "ja 2025"])
def test_what_is_no_month_is_refused(month: str) -> None:
    with pytest.raises(Unreadable, match="no month"):
        month_of(Cell(month, "a.csv", 1, 1))
