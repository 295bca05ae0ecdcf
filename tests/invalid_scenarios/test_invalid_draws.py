"""Faults of a file of draws: each at its number in the scenario, or at its cell in the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from businesscase.core.errors import ScenarioError
from businesscase.scenario import Scenario, load_scenario

VALID = (Path(__file__).parents[1] / "invented_municipality.yaml").read_text(encoding="utf-8")
ATTRIBUTION = "{value: 0.5, low: 0.2, high: 0.8, unit: share, assumption: invented}\n  profiles"
MEAN = "{value: 6, low: 4, high: 9, unit: years, assumption: invented}"
PRICE = "{value: 800, low: 600, high: 1000, unit: DKK per week, price_year: 2022, assumption: invented}"
HEAD = "caused,log_years,price\n"


def load(tmp_path: Path, table: str, *, column: str = "caused") -> Scenario:
    text = VALID.replace(
        ATTRIBUTION, f"{{value: 50, unit: percent, column: {column}, assumption: invented}}\n  profiles"
    )
    text = text.replace(MEAN, "{value: 6, unit: years, column: log_years, transform: exp, assumption: invented}")
    text = text.replace(
        PRICE, "{value: 800, unit: DKK per week, price_year: 2022, column: price, assumption: invented}"
    )
    (tmp_path / "draws.csv").write_text(table, encoding="utf-8")
    (tmp_path / "broken.yaml").write_text(f"draws: {{file: draws.csv}}\n{text}", encoding="utf-8")
    return load_scenario(tmp_path / "broken.yaml")


def broken(tmp_path: Path, table: str, *, column: str = "caused") -> ScenarioError:
    with pytest.raises(ScenarioError) as caught:
        load(tmp_path, table, column=column)
    return caught.value


def test_the_valid_file_is_valid(tmp_path: Path) -> None:
    scenario = load(tmp_path, HEAD + "30,1.7,700\n\n60,1.9,900\n")
    assert scenario.table is not None
    assert scenario.table.rows == 2
    assert scenario.table.lines == (2, 4)


def test_a_missing_column_has_a_nearest_name(tmp_path: Path) -> None:
    error = broken(tmp_path, HEAD + "30,1.7,700\n", column="causd")
    (fault,) = error.faults
    assert fault.file.endswith("broken.yaml")
    assert fault.line == 1 + VALID[: VALID.index("attribution")].count("\n") + 1
    assert fault.nearest == "caused"
    assert "there is no column of" in fault.message
    assert "caused, log_years, price" in str(error)


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ("x,1.7,700", ("the column caused has a cell without a number", "found:    x")),
        (",1.7,700", ("found:    nothing",)),
        ("nan,1.7,700", ("without a number",)),
        ('"30,5",1.7,700', ("a decimal comma: write 30.5",)),
        ("30,1000,700", ("the column log_years", "a number that has a finite exp")),
        ("130,1.7,700", ("outside what 'effects.attribution' may be", "a share cannot exceed 1")),
        ("-1,1.7,700", ("cannot be below 0", "found:    -1")),
        ("30,1.7,-5", ("a money rate here cannot be below 0",)),
        ("30,-800,700", ("mean duration must be above zero",)),
    ],
)
def test_a_cell_is_named_by_file_and_line(tmp_path: Path, cells: str, words: tuple[str, ...]) -> None:
    error = broken(tmp_path, f"{HEAD}30,1.7,700\n40,1.8,800\n{cells}\n50,1.6,900\n")
    (fault,) = error.faults
    assert fault.file.endswith("draws.csv")
    assert fault.line == 4
    for word in words:
        assert word in str(error)


def test_all_at_once(tmp_path: Path) -> None:
    error = broken(tmp_path, f"{HEAD}x,1.7,700\n130,y,700\n40,1.7,-1\n")
    assert [(one.file[-9:], one.line) for one in error.faults] == [("draws.csv", line) for line in (2, 3, 4)]


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("", "needs a head of different names"),
        (HEAD, "one row per draw"),
        ("caused,caused,price\n30,1.7,700\n", "different names"),
        (HEAD + "30,1.7,700\n30,1.7\n", "line 3 of draws.csv has 2 cells, and the head has 3"),
    ],
)
def test_not_a_table(tmp_path: Path, table: str, words: str) -> None:
    (fault,) = broken(tmp_path, table).faults
    assert words in fault.message
    assert fault.line == 1


def test_a_number_from_a_file_cannot_be_correlated(tmp_path: Path) -> None:
    group = (
        "correlations:\n  one:\n    keys: [effects.attribution, effects.ratios.fewer_placements.ratio]\n"
        "    common: {value: 0.5, low: 0.2, high: 0.8, unit: share, assumption: invented}\n"
    )
    start, end = VALID.index("correlations:"), VALID.index("claims:")
    text = VALID[:start] + group + VALID[end:]
    text = text.replace(ATTRIBUTION, "{value: 0.5, unit: share, column: caused, assumption: invented}\n  profiles")
    (tmp_path / "draws.csv").write_text("caused\n0.3\n")
    (tmp_path / "broken.yaml").write_text(f"draws: {{file: draws.csv}}\n{text}", encoding="utf-8")
    with pytest.raises(ScenarioError, match=r"'effects\.attribution' is drawn from a file") as caught:
        load_scenario(tmp_path / "broken.yaml")
    assert [fault.line for fault in caught.value.faults] == [
        ("draws\n" + text)[: ("draws\n" + text).index("keys: [effects.attribution")].count("\n") + 1
    ]


def test_a_file_that_no_number_uses(tmp_path: Path) -> None:
    (tmp_path / "draws.csv").write_text("caused\n0.3\n")
    (tmp_path / "broken.yaml").write_text(f"draws: {{file: draws.csv}}\n{VALID}", encoding="utf-8")
    with pytest.raises(ScenarioError, match="no number names a column"):
        load_scenario(tmp_path / "broken.yaml")
