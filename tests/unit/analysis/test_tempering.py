"""The sampler against closed forms: a linear Gaussian target, ranks of truths, importance weights."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from businesscase.analysis.fit.tempering import State, advance, begin
from businesscase.core.randomness import standard_normal
from businesscase.measures.weighing import effective, weights_of

Floats = NDArray[np.float64]
DIMENSIONS = 40
SLOPES = np.zeros(DIMENSIONS)
SLOPES[:3] = 1.0, 0.5, -0.7


def prior(seed: int, draws: int) -> Floats:
    return np.stack([standard_normal(seed, draws, "prior", place) for place in range(DIMENSIONS)], axis=1)


def sampled(measured: float, error: float, *, draws: int, seed: int = 1) -> State:
    def likelihood(positions: Floats) -> Floats:
        found: Floats = -0.5 * ((measured - positions @ SLOPES) / error) ** 2
        return found

    return to_the_end(prior(seed, draws), likelihood, seed)


def to_the_end(start: Floats, likelihood: Callable[[Floats], Floats], seed: int) -> State:
    state = begin(start, likelihood(start))
    while not state.done:
        state = advance(state, likelihood, seed=seed)
    return state


def test_a_linear_gaussian_target_in_closed_form() -> None:
    """Means over twenty seeds, whose spread is the standard error; what is not measured stays as it was."""
    measured, error = 2.0, 0.6
    gain = SLOPES / (SLOPES @ SLOPES + error**2)
    means, spreads = [], []
    for seed in range(20):
        state = sampled(measured, error, draws=400, seed=seed)
        means.append(state.positions.mean(axis=0))
        spreads.append(state.positions.var(axis=0))
    for found, wanted in ((means, gain * measured), (spreads, 1.0 - gain * SLOPES)):
        z = (np.mean(found, axis=0) - wanted) / (np.std(found, axis=0, ddof=1) / np.sqrt(20))
        limit = stats.t(19).ppf(1.0 - 0.0005 / DIMENSIONS)  # of forty dimensions at once
        assert np.abs(z).max() < limit


def test_where_importance_weights_are_enough_they_say_the_same() -> None:
    measured, error, draws = 0.8, 1.5, 4000
    start = prior(5, draws)
    weights = weights_of(-0.5 * ((measured - start @ SLOPES) / error) ** 2)
    state = sampled(measured, error, draws=draws, seed=5)
    assert state.step == 1
    spread = start[:, 0].std() * np.sqrt(1.0 / effective(weights) + 1.0 / len(np.unique(state.origins)))
    assert abs(weights @ start[:, 0] - state.positions[:, 0].mean()) < 4.0 * spread
    assert state.effective_first == effective(weights)
    assert 1.0 <= state.ancestors <= len(np.unique(state.origins))
    copies = replace(state, origins=np.repeat([3, 7], [draws // 4, draws - draws // 4]))
    assert np.isclose(copies.ancestors, 1.0 / (0.25**2 + 0.75**2))


@pytest.mark.slow
def test_ranks_of_truths_are_uniform() -> None:
    """Simulation-based calibration over 200 truths; nominal 80 % intervals cover 80 %."""
    generator, error, truths, kept = np.random.default_rng(11), 0.8, 200, 19
    ranks, covered = [], 0
    for number in range(truths):
        truth = generator.standard_normal(DIMENSIONS)
        state = sampled(truth @ SLOPES + error * generator.standard_normal(), error, draws=240, seed=number)
        own = state.positions[:, 0]
        ranks.append(int(np.sum(generator.choice(own, size=kept, replace=False) < truth[0])))
        low, high = np.percentile(own, [10, 90])
        covered += int(low < truth[0] < high)
    assert stats.chisquare(np.bincount(ranks, minlength=kept + 1).reshape(5, -1).sum(axis=1)).pvalue > 0.01
    assert 0.75 <= covered / truths <= 0.85


def test_the_same_seed_gives_the_same_draws_and_another_does_not() -> None:
    first, again, other = (sampled(2.0, 0.6, draws=200, seed=seed).positions for seed in (3, 3, 4))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_impossible_draws_are_left() -> None:
    """A likelihood of nothing beyond a limit: no draw of the posterior lies there."""

    def likelihood(positions: Floats) -> Floats:
        found: Floats = np.where(positions[:, 1] > 0.5, -np.inf, -0.5 * (1.0 - positions[:, 0]) ** 2)
        return found

    state = to_the_end(prior(1, 500)[:, :3], likelihood, 1)
    assert state.positions[:, 1].max() <= 0.5
