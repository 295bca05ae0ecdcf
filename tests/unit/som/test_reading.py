# ruff: noqa: E501  (one fault on one line)
"""SØM files: each fault with its line, what was found and what was expected; all faults of a stage at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from businesscase.core.errors import ScenarioError
from businesscase.scenario.declare.keys import quantities
from businesscase.scenario.load.resolve import load_scenario
from businesscase.som.declaration import follow_up_years
from businesscase.som.reading import load_som, money_of

ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "examples" / "som_example.yaml"
VALID = EXAMPLE.read_text(encoding="utf-8")
HOSPITAL = "0-9: {value: 2, low: -1, high: 5, unit: thousand DKK, price_year: 2025, assumption: invented}"

# what is changed, into what, words of the fault, a text on the line that it names
BROKEN = [
    ("success_rate:  ", "succes_rate:  ", ("unknown key 'succes_rate'", "did you mean: success_rate?"), "succes_rate:"),
    ("value: 10, low: 3, high: 19, unit: percent", "value: 10, low: 3, high: 19, unit: persons", ("wrong unit 'persons'", "share, percent"), "unit: persons, assumption: \"invented; in"),
    ("value: 10, low: 3, high: 19, unit: percent", "value: 10, unit: percent", ("needs low and high",), "success_rate:"),
    ("value: 1.2, unit: mio DKK, price_year: 2024, ", "value: 1,2, unit: mio DKK, price_year: 2024, ", ("a decimal comma: write 1.2",), "value: 1,2"),
    ("value: 1.2, unit: mio DKK, price_year: 2024", "value: 1.2, unit: mio DKK, price_year: 2022", ("the index lacks the growth of 2023, 2024", "between 2022 and 2025"), "price_year: 2022"),
    ("  2027: {value: 40,", "  2035: {value: 40,", ("2035 lies outside the years looked at", "2025 to 2034", "participants.2035"), "2035:"),
    ("    2027: {value: 1.1, low: 0.9", "    2024: {value: 1.1, low: 0.9", ("2024 lies outside the years looked at", "costs.municipality.2024"), "2024: {value: 1.1, low"),
    ("start: 2025-01-01", "start: 2025-07-01", ("must be a first of January", "2025-01-01"), "start: 2025-07-01"),
    ("      region:", "      regionen:", ("'regionen' cannot stand here", "did you mean: region?"), "regionen:"),
    ("        4-9: {value: 45", "        4 to 9: {value: 45", ("'4 to 9' is not a year since success", "a year or a range, such as 0 or 1-3"), "4 to 9:"),
    ("        4-9: {value: 45", "        9-4: {value: 45", ("'9-4' is not a year since success",), "9-4:"),
    ("        4-9: {value: 45", "        3-9: {value: 45", ("year 3 stands twice, here and in '1-3'",), "3-9:"),
    (HOSPITAL, HOSPITAL.replace("0-9", "0-10"), ("year 10 since success lies beyond the 10 years", "0 to 9"), "0-10:"),
    ("  hospital:", "  programme_cost:", ("the name 'programme_cost' is taken by the accounts",), "programme_cost:"),
    (HOSPITAL, HOSPITAL.replace("thousand DKK", "DKK per year"), ("wrong unit 'DKK per year'", "DKK, thousand DKK, mio DKK"), "DKK per year"),
    (HOSPITAL, HOSPITAL.replace("2025", "as_spent"), ("as_spent is for costs",), "as_spent"),
    (HOSPITAL, HOSPITAL.replace("low: -1, high: 5", "column: beta"), ("a SØM scenario has no file of draws",), "column: beta"),
    ("phase_in: {value: 6, low: 3, high: 9,", "phase_in: {value: 6, low: 3, high: 15,", ("finish within the year they are counted in", "at most 1 year"), "phase_in:"),
    ("half_life: {value: 8, low: 3, high: 20, unit: years, assumption", "half_life: {value: 0, unit: years, grade: B, source", ("a half-life must be above 0", "leave it out"), "half_life:"),
    ("by_payer.municipality.0}", "by_payer.municipality.1}", ("there is no number 'consequences.transfers.by_payer.municipality.1'", "did you mean: consequences.transfers.by_payer.municipality.1-3?"), "municipality.1}"),
    ("price_year: 2024, source", "price_year: 2025, source", ("no amount needs the index",), "index:"),
    ("within_years: 5", "within_years: 0", ("more than 0",), "within_years"),
    ("within_years: 5", "clock_start: enrolment\nwithin_years: 5", ("first_outlay", "programme_start"), "clock_start: enrolment"),
    ("within_years: 5", "outlay_at_start: {municipality: {value: 1, unit: mio DKK, price_year: 2022, source: x, grade: A}}\nwithin_years: 5", ("the index lacks the growth of 2023, 2024",), "outlay_at_start:"),
    ("perspective: municipality", "perspective: kommune", ("'kommune' cannot stand here", "one of: "), "perspective: kommune"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "words", "at"), BROKEN, ids=lambda value: str(value)[:40])
def test_each_fault_names_its_line_and_what_would_do(old, new, words, at, tmp_path: Path) -> None:
    assert old in VALID, old
    text = VALID.replace(old, new, 1)
    file = tmp_path / "som.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load_som(file)
    message = str(caught.value)
    for word in words:
        assert word in message
    assert len(caught.value.faults) == 1, message
    assert caught.value.faults[0].line == text[: text.index(at)].count("\n") + 1


def test_all_faults_of_a_stage_are_told_at_once(tmp_path: Path) -> None:
    text = VALID.replace("start: 2025-01-01", "start: 2025-07-01").replace("  2027: {value: 40,", "  2035: {value: 40,")
    file = tmp_path / "som.yaml"
    file.write_text(text.replace("  hospital:", "  grant:"), encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load_som(file)
    assert [fault.key for fault in caught.value.faults] == ["time.start", "participants.2035", "consequences.grant"]


def test_amounts_without_an_index_are_asked_for_one() -> None:
    data = VALID[: VALID.index("\nindex:")] + VALID[VALID.index("\ndiscounting:") :]
    from businesscase.scenario.read.reading import parse_yaml

    with pytest.raises(ScenarioError, match="in the prices of 2024, and no index brings it to 2025"):
        load_som(parse_yaml(data, "").data)


def test_each_kind_of_file_says_which_command_is_its_own() -> None:
    with pytest.raises(ScenarioError, match="this is a scenario of families") as caught:
        load_som(ROOT / "tests" / "invented_municipality.yaml")
    assert "businesscase run" in str(caught.value)
    with pytest.raises(ScenarioError, match="this is a SØM scenario") as caught:
        load_scenario(EXAMPLE)
    assert "businesscase som" in str(caught.value)


def test_a_file_a_mapping_and_the_scenario_itself_are_one() -> None:
    from businesscase.scenario.read.reading import read_yaml

    scenario = load_som(EXAMPLE)
    assert load_som(scenario) is scenario
    assert load_som(read_yaml(EXAMPLE).data) == scenario
    assert scenario.provenance.place(("success_rate",)) is not None


def test_every_number_has_a_key_and_every_amount_is_one_of_them() -> None:
    scenario = load_som(EXAMPLE)
    keys = quantities(scenario)
    assert "consequences.transfers.by_payer.municipality.1-3" in keys
    assert "participants.2025" in keys
    assert {".".join(path) for path, _ in money_of(scenario)} == {
        key for key, number in keys.items() if number.dimension == "money"
    }


@pytest.mark.parametrize(("key", "years"), [("0", [0]), ("1-3", [1, 2, 3]), ("4-4", [4]), ("10", [10])])
def test_years_since_success(key: str, years: list[int]) -> None:
    assert list(follow_up_years(key)) == years


@pytest.mark.parametrize("key", ["", "a", "-1", "1-", "3-1", "1,2", "1.5"])
def test_what_is_no_year_since_success_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="not a year since success"):
        follow_up_years(key)
