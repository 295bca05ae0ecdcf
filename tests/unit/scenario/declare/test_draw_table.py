"""Numbers drawn from a file: what they become, what holds them fixed, and what makes two scenarios the same."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from businesscase.core.errors import UsageError
from businesscase.model.inputs.inputs import draw_inputs
from businesscase.report.terminal.explained import explanation_lines
from businesscase.scenario import Scenario, as_scenario, from_yaml, load_scenario, resolved_hash, to_yaml
from businesscase.scenario.explain.explain import explain
from businesscase.scenario.read.reading import read_yaml

ROOT = Path(__file__).parents[4]
VALID = (ROOT / "tests" / "invented_municipality.yaml").read_text(encoding="utf-8")
ATTRIBUTION = "{value: 0.5, low: 0.2, high: 0.8, unit: share, assumption: invented}\n  profiles"
MEAN = "{value: 6, low: 4, high: 9, unit: years, assumption: invented}"
YEARS = "clocks.public_benefit.transitions.supported_job -> on_benefit.exponential.mean_duration"
ROWS = np.array([[30.0, 1.7], [40.0, 1.9], [70.0, 1.8]])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    text = VALID.replace(ATTRIBUTION, "{value: 50, unit: percent, column: caused, assumption: invented}\n  profiles")
    text = text.replace(MEAN, "{value: 6, unit: years, column: log_years, transform: exp, assumption: invented}")
    rows = "\n".join(",".join(map(str, row)) for row in ROWS)
    (tmp_path / "numbers.csv").write_text(f"caused, log_years\n{rows}\n", encoding="utf-8")
    (tmp_path / "one.yaml").write_text(f"draws: {{file: numbers.csv}}\n{text}", encoding="utf-8")
    return tmp_path


@pytest.fixture
def scenario(folder: Path) -> Scenario:
    return load_scenario(folder / "one.yaml")


def test_draw_i_is_row_i_in_the_unit_of_the_quantity(scenario: Scenario) -> None:
    for seed, draws in ((1, 3), (2, 2)):
        inputs = draw_inputs(scenario, draws=draws, seed=seed)
        np.testing.assert_allclose(inputs["effects.attribution"], ROWS[:draws, 0] / 100, rtol=1e-15)
        np.testing.assert_allclose(inputs[YEARS], np.exp(ROWS[:draws, 1]), rtol=1e-15)
        assert {"effects.attribution", YEARS} <= set(inputs.uncertain)


def test_the_file_moves_no_other_number(scenario: Scenario) -> None:
    ours = draw_inputs(scenario, draws=3, seed=1)
    plain = draw_inputs(load_scenario(ROOT / "tests" / "invented_municipality.yaml"), draws=3, seed=1)
    for key, values in plain.values.items():
        if key not in ("effects.attribution", YEARS):
            np.testing.assert_array_equal(values, ours[key])


def test_more_draws_than_rows_cannot_be_had(scenario: Scenario) -> None:
    with pytest.raises(UsageError, match=r"numbers\.csv holds 3 draws, and 4 were asked for"):
        draw_inputs(scenario, draws=4, seed=1)


def test_a_number_held_fixed_is_not_read_from_the_file(scenario: Scenario) -> None:
    held = scenario.with_values({"effects.attribution": 40})
    assert np.all(draw_inputs(held, draws=3, seed=1)["effects.attribution"] == 0.4)
    np.testing.assert_allclose(draw_inputs(held, draws=3, seed=1)[YEARS], np.exp(ROWS[:, 1]))
    assert np.all(draw_inputs(scenario.variant("all of it caused"), draws=3, seed=1)["effects.attribution"] == 0.01)


def test_all_held_fixed_any_number_of_draws_can_be_had(scenario: Scenario) -> None:
    assert draw_inputs(scenario.with_values({"effects.attribution": 40, YEARS: 5}), draws=9, seed=1).draws == 9


def test_the_content_is_part_of_the_identity_and_not_where_it_lies(folder: Path, scenario: Scenario) -> None:
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    for name in ("numbers.csv", "one.yaml"):
        shutil.copy(folder / name, elsewhere / name)
    (elsewhere / "one.yaml").write_text((elsewhere / "one.yaml").read_text().replace("numbers.csv", "other.csv"))
    shutil.move(elsewhere / "numbers.csv", elsewhere / "other.csv")
    assert resolved_hash(load_scenario(elsewhere / "one.yaml")) == resolved_hash(scenario)
    (elsewhere / "other.csv").write_text((elsewhere / "other.csv").read_text().replace("30.0", "31.0"))
    changed = load_scenario(elsewhere / "one.yaml")
    assert resolved_hash(changed) != resolved_hash(scenario)
    assert changed != load_scenario(folder / "one.yaml")


def test_a_loaded_scenario_keeps_its_draws_when_the_file_goes(folder: Path, scenario: Scenario) -> None:
    (folder / "numbers.csv").unlink()
    assert draw_inputs(scenario, draws=3, seed=1)["effects.attribution"][0] == 0.3


def test_from_python_the_file_is_looked_for_in_the_working_folder(
    folder: Path, scenario: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    assert as_scenario(read_yaml("one.yaml").data) == scenario
    assert from_yaml(to_yaml(scenario)) == scenario


def test_explain_says_that_a_number_is_drawn_from_the_file(scenario: Scenario) -> None:
    assert explain(scenario, "effects.attribution").drawn_from == "the column caused of numbers.csv"
    assert explain(scenario, YEARS).drawn_from == "the column log_years of numbers.csv, exp of each cell"
    lines = "\n".join(explanation_lines(explain(scenario, YEARS)))
    assert "drawn from the column log_years of numbers.csv, exp of each cell" in lines
    assert explain(scenario, "population.moving_away").drawn_from is None
