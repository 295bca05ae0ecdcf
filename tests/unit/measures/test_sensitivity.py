"""Rank correlations, against scipy's."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from businesscase.measures.sensitivity import beyond_chance, drivers, ranks


def test_ranks_share_ties_as_scipy_does() -> None:
    values = np.array([3.0, 1.0, 3.0, 2.0, 3.0, 2.0])
    assert ranks(values).tolist() == stats.rankdata(values).tolist()


def test_correlations_are_spearmans_and_sorted_by_size() -> None:
    generator = np.random.default_rng(1)
    inputs = {
        "weak": generator.standard_normal(200),
        "strong": generator.standard_normal(200),
        "tied": generator.integers(0, 4, 200).astype(float),
        "constant": np.ones(200),
    }
    answer = np.exp(inputs["weak"] - 3 * inputs["strong"] + inputs["tied"])
    found = drivers(inputs, answer)
    assert [driver.key for driver in found] == sorted(
        ["weak", "strong", "tied"], key=lambda key: -abs(stats.spearmanr(inputs[key], answer).statistic)
    )
    for driver in found:
        assert driver.correlation == pytest.approx(stats.spearmanr(inputs[driver.key], answer).statistic)
    assert found[0].key == "strong"
    assert found[0].correlation < 0


@pytest.mark.parametrize("answer", [np.ones(50), np.arange(2.0)])
def test_nothing_to_correlate_gives_nothing(answer: np.ndarray) -> None:
    assert drivers({"x": np.arange(float(len(answer)))}, answer) == ()


def test_of_many_inputs_that_do_not_act_hardly_ever_one_is_named() -> None:
    """Two hundred random inputs and one that acts, 100 draws, a hundred times: by chance in about 5 of 100."""
    random = np.random.default_rng(1)
    named = 0
    for _ in range(100):
        inputs = {f"idle {number}": random.normal(size=100) for number in range(200)}
        inputs["acts"] = random.normal(size=100)
        found = beyond_chance(drivers(inputs, inputs["acts"] + random.normal(size=100)), 100, {})
        assert found[0].key == "acts"
        named += len(found) > 1
    assert named <= 5 + 4 * np.sqrt(100 * 0.05 * 0.95)


def test_the_numbers_of_a_series_are_named_once() -> None:
    values = np.arange(50.0)
    inputs = {f"prices.stay.per_time.since.{year}": values for year in (2018, 2019)}
    assert len(beyond_chance(drivers(inputs, values), 50, {})) == 1
