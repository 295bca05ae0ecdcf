"""Sobol points by address: the same whatever the number of draws, evener than random ones, and refused by name."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy.stats import chi2, kstest

from businesscase.core.errors import UsageError
from businesscase.measures.claims import DrawnPaybacks, probability_within
from businesscase.model.inputs.inputs import draw_inputs, normal_names
from businesscase.model.sobol import SCRAMBLES, check_sobol, normals_of, sobol_positions
from businesscase.pipeline import Fitted, run
from businesscase.scenario.load.resolve import load_scenario
from businesscase.scenario.load.scenario import Scenario
from tests.loaded import loaded

PATH = Path(__file__).parents[2] / "invented_municipality.yaml"
POINTS = 64  # of a scramble
DRAWS = SCRAMBLES * POINTS


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return loaded(PATH)


def matrix(scenario: Scenario, draws: int, seed: int = 1) -> np.ndarray:
    found = sobol_positions(scenario, draws=draws, seed=seed)
    return np.stack([found[name] for name in normals_of(scenario)], axis=1)


def test_a_draw_is_the_same_whatever_their_number(scenario: Scenario) -> None:
    many = matrix(scenario, DRAWS)
    np.testing.assert_array_equal(matrix(scenario, 100), many[:100])
    assert not np.any(matrix(scenario, 100, seed=2) == many[:100])
    inputs = draw_inputs(scenario, draws=100, seed=1, positions=sobol_positions(scenario, draws=100, seed=1))
    name = normal_names(scenario)[0]
    np.testing.assert_array_equal(inputs.of_draws(slice(30, 40)).normal(name), many[30:40, 0])


def test_each_number_is_standard_normal(scenario: Scenario) -> None:
    many = matrix(scenario, DRAWS)
    assert np.isfinite(many).all()
    for place in (0, many.shape[1] // 2, many.shape[1] - 1):
        assert kstest(many[:, place], "norm").pvalue > 0.01


def test_the_mean_of_a_smooth_function_is_known_better_and_its_error_is_true(scenario: Scenario) -> None:
    """g is the mean over all inputs of exp(0.3 z): its expectation is exp(0.045), its variance known.

    Means of 64 random draws would scatter by chance less than this with a probability of one in ten thousand.
    """
    many = matrix(scenario, DRAWS)
    values = np.exp(0.3 * many).mean(axis=1)
    means = np.array([values[scramble::SCRAMBLES].mean() for scramble in range(SCRAMBLES)])
    variance = np.exp(0.09) * (np.exp(0.09) - 1.0) / many.shape[1]
    least = variance / POINTS * chi2.ppf(1e-4, SCRAMBLES - 1) / (SCRAMBLES - 1)
    assert means.var(ddof=1) < least
    error = means.std(ddof=1) / np.sqrt(SCRAMBLES)
    assert abs(values.mean() - np.exp(0.045)) < 4.1 * error, "Student's t with 15 degrees: one in a thousand"


def test_the_error_of_a_probability_is_that_between_scrambles() -> None:
    """Of independent draws dealt into scrambles it is the usual one, as far as 15 degrees of freedom tell it."""
    paid = np.where(np.random.default_rng(3).random(1600) < 0.3, 1.0, np.inf)
    dealt = probability_within(DrawnPaybacks(paid, paid[:, None], SCRAMBLES), 5.0, seed=1)
    usual = probability_within(DrawnPaybacks(paid, paid[:, None]), 5.0, seed=1)
    assert dealt.value == usual.value
    low, high = np.sqrt(chi2.ppf([1e-4, 1 - 1e-4], SCRAMBLES - 1) / (SCRAMBLES - 1))
    assert low < dealt.error / usual.error / 1.0875 < high
    stratified = np.where(np.arange(1600) // SCRAMBLES % 10 < 3, 1.0, np.inf)  # the same share in every scramble
    assert probability_within(DrawnPaybacks(stratified, stratified[:, None], SCRAMBLES), 5.0, seed=1).error > 0.0


def test_draws_of_a_file_or_a_fit_and_too_few_are_refused_by_name(scenario: Scenario, tmp_path: Path) -> None:
    (tmp_path / "draws.csv").write_text("caused\n" + "0.3\n" * 50, encoding="utf-8")
    declared = "{value: 0.5, low: 0.2, high: 0.8, unit: share, assumption: invented}\n  profiles"
    text = PATH.read_text(encoding="utf-8")
    assert declared in text
    text = text.replace(declared, "{value: 0.3, unit: share, column: caused, assumption: invented}\n  profiles")
    (tmp_path / "filed.yaml").write_text("draws: {file: draws.csv}\n" + text, encoding="utf-8")
    filed = load_scenario(tmp_path / "filed.yaml")
    with pytest.raises(UsageError, match=r"--sobol draws numbers itself: .*found effects\.attribution"):
        run(filed, draws=40, sobol=True)
    with pytest.raises(UsageError, match="expected no draws that were fitted"):
        run(scenario, draws=40, sobol=True, fitted=Fitted(draw_inputs(scenario, draws=40, seed=1), ()))
    with pytest.raises(UsageError, match="expected no draws that were fitted"):
        run(scenario, draws=40, precision=0.1, fitted=Fitted(draw_inputs(scenario, draws=40, seed=1), ()))
    with pytest.raises(UsageError, match="needs 32 draws or more, found 31"):
        check_sobol(scenario, 31)
