"""Rank correlations, against scipy's."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from businesscase.measures.sensitivity import drivers, ranks


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
