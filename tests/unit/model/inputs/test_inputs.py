"""Drawn inputs: mean and percentiles as declared, dependence as declared, addresses that do not move."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from businesscase.core.errors import ScenarioError
from businesscase.core.randomness import standard_normal
from businesscase.laws.frailty import conditional_rate
from businesscase.model.inputs.inputs import draw_inputs
from businesscase.scenario.declare.distribution import quantile
from businesscase.scenario.declare.quantity import Quantity
from businesscase.scenario.load.resolve import load_scenario
from tests.loaded import loaded

DRAWS = 200_000


def quantity(value, low, high, unit):
    money = {"price_year": 2023} if "DKK" in unit else {}
    return Quantity(value=value, low=low, high=high, unit=unit, assumption="test", **money)


@pytest.mark.parametrize(
    ("value", "low", "high", "unit"),
    [
        (0.05, 0.025, 0.09, "per year"),
        (0.015, 0.005, 0.04, "per year"),
        (0.5, 0.1, 0.9, "share"),
        (0.05, 0.002, 0.25, "share"),
        (50.0, 20.0, 80.0, "percent"),
        (0.95, 0.8, 1.1, "ratio"),
        (28.0, 20.0, 44.0, "months"),
        (-0.1, -0.2, 0.0, "per year"),
        (899_000.0, 750_000.0, 1_050_000.0, "DKK"),
    ],
)
def test_mean_and_percentiles_are_the_declared_ones(value, low, high, unit):
    z = standard_normal(1, np.zeros(DRAWS, np.int64), "a test", np.arange(DRAWS))
    declared = quantity(value, low, high, unit)
    drawn = quantile(declared, z) / declared.factor
    error = drawn.std() / np.sqrt(DRAWS)
    assert abs(drawn.mean() - value) < 4 * error
    share = np.sqrt(0.05 * 0.95 / DRAWS)  # standard error of a share of 5 %
    assert abs((drawn < low).mean() - 0.05) < 4 * share
    assert abs((drawn > high).mean() - 0.05) < 4 * share
    if unit == "share":
        assert drawn.min() > 0
        assert drawn.max() < 1


def test_a_value_that_cannot_be_the_mean_is_refused_with_what_can_be():
    with pytest.raises(ValueError, match=r"0\.0999 cannot be the mean.*can lie between"):
        quantile(quantity(0.0999, 0.001, 0.1, "per year"), np.zeros(1))


def test_the_refusal_names_file_line_and_key(tmp_path):
    text = Path("tests/invented_municipality.yaml").read_text(encoding="utf-8")
    broken = text.replace("moving_away: {value: 0.02, low: 0.01", "moving_away: {value: 0.0299, low: 0.02")
    path = tmp_path / "broken.yaml"
    path.write_text(broken, encoding="utf-8")
    with pytest.raises(ScenarioError, match=r"broken\.yaml:\d+:\d+: value 0\.0299 cannot be the mean") as caught:
        load_scenario(path)
    assert caught.value.faults[0].key == "population.moving_away"
    assert "the mean can lie between" in str(caught.value.faults[0].expected)


def test_positions_are_standard_normal_and_independent_between_names():
    one, two = standard_normal(1, DRAWS, "one"), standard_normal(1, DRAWS, "two")
    assert abs(one.mean()) < 4 / np.sqrt(DRAWS)
    assert abs(one.std() - 1) < 4 / np.sqrt(2 * DRAWS)
    assert abs(np.corrcoef(one, two)[0, 1]) < 4 / np.sqrt(DRAWS)


def test_a_common_correlation_and_a_shared_draw():
    scenario = loaded("tests/invented_municipality.yaml").with_values({"correlations.labour_market.common": 0.5})
    inputs = draw_inputs(scenario, draws=20_000, seed=2)
    first, second = (inputs[key] for key in scenario.correlations["labour_market"].keys)
    rank = np.corrcoef(np.argsort(np.argsort(first)), np.argsort(np.argsort(second)))[0, 1]
    expected = 6 / np.pi * np.arcsin(0.25)  # Spearman's for a normal copula of 0.5
    assert abs(rank - expected) < 4 / np.sqrt(20_000)
    job = "clocks.public_benefit.transitions.job -> on_benefit.bands"
    order = np.argsort(inputs[f"{job}.0 months"])
    assert np.all(np.diff(inputs[f"{job}.12 months"][order]) >= 0)


def test_more_draws_and_other_inputs_move_no_draw():
    scenario = loaded("tests/invented_municipality.yaml")
    few, many = draw_inputs(scenario, draws=10, seed=1), draw_inputs(scenario, draws=30, seed=1)
    held = draw_inputs(scenario.with_values({"effects.attribution": 0.3}), draws=10, seed=1)
    for key in few.values:
        assert np.array_equal(few[key], many[key][:10])
        if key != "effects.attribution":
            assert np.array_equal(few[key], held[key])
    assert np.all(held["effects.attribution"] == 0.3)


def test_a_conditional_rate_averages_to_the_marginal_one():
    rate = conditional_rate(np.array([0.1, 0.5]), 3.0, np.array([0.8, 0.8]))
    nodes, weights = np.polynomial.hermite_e.hermegauss(80)
    factor = np.exp(0.8 * nodes - 0.32)
    survival = np.exp(-rate[:, None] * 3.0 * factor) @ weights / weights.sum()
    np.testing.assert_allclose(survival, np.exp([-0.3, -1.5]), rtol=1e-5)
    assert np.all(rate > [0.1, 0.5])  # the frail leave first, so the average family's rate is higher
