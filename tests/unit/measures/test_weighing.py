"""Draws weighted by what was measured, against closed forms: conjugate normal and beta, and their ranks."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from businesscase.measures.observing import Prediction
from businesscase.measures.weighing import (
    effective,
    log_likelihood,
    log_normal,
    normal_scores,
    paired_error,
    share_below,
    two_sided,
    weighted_percentiles,
    weights_of,
)
from businesscase.scenario.declare.observations import Observation

DRAWS = 20_000
LABEL = {"en": "x", "da": "x"}


def test_conjugate_normal() -> None:
    """A normal prior and a normal error: the posterior mean and spread in closed form, within four standard errors."""
    prior, error, measured = 1.5, 0.8, 2.2
    draws = np.random.default_rng(1).normal(0.0, prior, DRAWS)
    weights = weights_of(log_normal(measured, draws, np.full(DRAWS, error)))
    wanted = measured * prior**2 / (prior**2 + error**2)
    spread = prior * error / np.hypot(prior, error)
    size = effective(weights)
    assert abs(weights @ draws - wanted) < 4.0 * spread / np.sqrt(size)
    assert abs(weights @ (draws - wanted) ** 2 / spread**2 - 1.0) < 4.0 * np.sqrt(2.0 / size)
    low, middle, high = weighted_percentiles(draws, weights, (10.0, 50.0, 90.0))
    for found, at in ((low, 0.1), (middle, 0.5), (high, 0.9)):
        density = stats.norm.pdf(stats.norm.ppf(at)) / spread
        assert abs(found - stats.norm.ppf(at, wanted, spread)) < 4.0 * np.sqrt(at * (1 - at) / size) / density


def test_conjugate_beta() -> None:
    """A beta prior weighted by a binomial count has the beta posterior."""
    draws = np.random.default_rng(2).beta(2.0, 5.0, DRAWS)
    weights = weights_of(stats.binom.logpmf(9, 20, draws))
    posterior = stats.beta(2.0 + 9, 5.0 + 11)
    size = effective(weights)
    assert abs(weights @ draws - posterior.mean()) < 4.0 * posterior.std() / np.sqrt(size)


def test_equal_weights_are_all_effective() -> None:
    assert effective(weights_of(np.zeros(250))) == pytest.approx(250.0)
    assert effective(weights_of(np.array([0.0, -np.inf, -np.inf]))) == pytest.approx(1.0)


def test_ranks_of_truths_are_uniform() -> None:
    """Simulation-based calibration (Talts and others 2018): the rank of the truth among posterior draws is uniform."""
    generator, truths, kept = np.random.default_rng(3), 200, 99
    pool = generator.standard_normal((4000, 3))
    prediction, error = pool @ [1.0, 0.5, -0.3], 0.7
    ranks, covered = [], 0
    for _ in range(truths):
        own = generator.standard_normal(3)
        measured = own @ [1.0, 0.5, -0.3] + error * generator.standard_normal()
        weights = weights_of(log_normal(measured, prediction, np.full(len(pool), error)))
        chosen = generator.choice(len(pool), size=kept, p=weights)
        ranks.append(int(np.sum(pool[chosen, 0] < own[0])))
        low, high = weighted_percentiles(pool[:, 0], weights, (10.0, 90.0))
        covered += int(low < own[0] < high)
    counts = np.histogram(ranks, bins=10, range=(0, kept + 1))[0]
    assert stats.chisquare(counts).pvalue > 0.01
    assert abs(covered / truths - 0.8) < 3.0 * np.sqrt(0.8 * 0.2 / truths)


def test_the_error_of_a_change_is_its_scatter_over_sets_of_draws() -> None:
    """500 sets of draws: the mean of the estimated variance is that of the changes themselves; far below unpaired."""
    generator, sets, draws = np.random.default_rng(4), 500, 300
    changes, variances, unpaired = [], [], []
    for _ in range(sets):
        values = generator.standard_normal(draws)
        hits = (values > 1.0).astype(float)
        weights = weights_of(log_normal(1.0, values, np.full(draws, 2.0)))
        even = np.full(draws, 1.0 / draws)
        changes.append(weights @ hits - even @ hits)
        variances.append(paired_error(hits, weights, even) ** 2)
        unpaired.append(hits.var() * (1.0 / draws + 1.0 / effective(weights)))
    freedom = sets - 1
    low, high = stats.chi2(freedom).ppf([0.0005, 0.9995]) / freedom
    assert low < np.var(changes, ddof=1) / np.mean(variances) < high
    assert np.mean(variances) < 0.2 * np.mean(unpaired)
    assert paired_error(hits, even, even) == 0.0


def test_readings_are_mixed_by_their_weights() -> None:
    """The likelihood of two readings is their weighted sum, and each reading has its own error."""
    declared = Observation.model_validate(
        {
            "label": LABEL, "role": "fit", "design": "randomised", "share": {"clock": "life", "states": ["a"]},
            "until": np.datetime64("2021-01-01").astype(object),
            "value": {"value": 0.4, "unit": "share", "grade": "B", "source": "invented"},
            "standard_error": {"value": 0.1, "unit": "share", "grade": "A", "source": "invented"},
            "definitions": {name: {"label": LABEL, "weight": share, "assumption": "invented"}
                            for name, share in (("one", 0.3), ("other", 0.7))},
        }
    )  # fmt: skip
    values = {"one": np.array([0.2, 0.5]), "other": np.array([0.4, 0.1])}
    errors = {"one": np.array([0.1, 0.2]), "other": np.array([0.05, 0.3])}
    predictions = {
        ("share", name): Prediction(value[:, None], value[:, None], value[:, None], {})
        for name, value in values.items()
    }
    found = log_likelihood("share", declared, predictions, {("share", name): each for name, each in errors.items()})
    wanted = sum(
        share * stats.norm.pdf(0.4, values[name], errors[name]) for name, share in (("one", 0.3), ("other", 0.7))
    )
    assert np.exp(found) == pytest.approx(wanted, rel=1e-12)


def test_tails_and_scores() -> None:
    assert two_sided(0.5) == 1.0
    assert two_sided(0.01) == pytest.approx(0.02)
    assert two_sided(0.99) == pytest.approx(0.02)
    scores = normal_scores(np.arange(1001.0) ** 3)
    assert abs(scores.mean()) < 1e-12
    assert scores.std() == pytest.approx(1.0, abs=0.01)


@pytest.mark.parametrize(("persons", "counted", "share"), [(31, 3, 0.02), (19, 6, 0.16), (50, 0, 0.01), (10, 10, 0.9)])
def test_a_counted_share_has_the_binomial_tail(persons: int, counted: int, share: float) -> None:
    """Independent persons: exactly that of the binomial, half of what equals the count; a normal error is far off."""
    value = np.array([share])
    error = np.sqrt(value * (1.0 - value) / persons)
    found = share_below(_share("programme"), counted / persons, value, error)
    wanted = stats.binom.cdf(counted - 1, persons, share) + 0.5 * stats.binom.pmf(counted, persons, share)
    assert found == pytest.approx(wanted, abs=1e-9)
    normal = share_below(_share("difference"), counted / persons, value, error)
    assert normal == pytest.approx(stats.norm.cdf((counted / persons - share) / error[0]), abs=1e-12)


def test_families_alike_count_as_fewer_persons() -> None:
    """A larger error than independent persons have: the same count surprises less."""
    value = np.array([0.02])
    alone = np.sqrt(value * (1.0 - value) / 31)
    tails = [two_sided(share_below(_share("programme"), 3 / 31, value, factor * alone)) for factor in (1.0, 1.4)]
    assert tails[0] < tails[1]


def _share(arm: str) -> Observation:
    return Observation.model_validate(
        {
            "label": LABEL, "role": "compare", "design": "level", "share": {"clock": "life", "states": ["a"]},
            "arm": arm, "until": np.datetime64("2021-01-01").astype(object),
            "value": {"value": 0.4, "unit": "share", "grade": "B", "source": "invented"},
            "standard_error": {"value": 0.1, "unit": "share", "grade": "A", "source": "invented"},
        }
    )  # fmt: skip
