"""Probabilities over draws: correction for noise inside draws, errors, bounds, verdicts."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from businesscase.core.vocabulary import Basis, Verdict
from businesscase.measures.claims import (
    DrawnPaybacks,
    Probability,
    noise_share,
    probability_by_year,
    probability_within,
    verdict,
    wilson_bounds,
)


def simulated(draws: int, noise: float, seed: int = 3) -> DrawnPaybacks:
    """DrawnPaybacks 5 + 0.8 + input N(0, 1) + sampling noise; P(<= 5) without noise is Phi(-0.8) = 0.2119."""
    generator = np.random.default_rng(seed)
    truth = 5.8 + generator.standard_normal((draws, 1))
    halves = truth + noise * math.sqrt(2) * generator.standard_normal((draws, 2))
    return DrawnPaybacks(halves.mean(axis=1), halves)


def test_correction_removes_most_of_the_bias_of_noise_inside_draws() -> None:
    draws, truth = 40_000, 0.211855
    found = probability_within(simulated(draws, noise=0.5), 5.0, seed=1)
    # raw: P(N(0.8, 1 + 0.25) <= 0); what the correction leaves is of second order in the noise variance.
    raw = 0.5 * math.erfc(0.8 / math.sqrt(1.25) / math.sqrt(2))
    half = 0.5 * math.erfc(0.8 / math.sqrt(1.5) / math.sqrt(2))
    assert abs(found.raw - raw) < 4 * math.sqrt(raw * (1 - raw) / draws)
    assert raw - truth > 4 * abs(2 * raw - half - truth), "the example must have a bias worth removing"
    assert abs(found.value - (2 * raw - half)) < 4 * found.error
    assert abs(found.raw - truth) > 4 * found.error, "uncorrected, the bias shows at this many draws"


def test_bootstrapped_error_is_the_standard_error_of_the_corrected_hits() -> None:
    paybacks = simulated(2000, noise=0.5)
    hits = 2.0 * (paybacks.whole <= 5) - (paybacks.halves <= 5).mean(axis=1)
    found = probability_within(paybacks, 5.0, seed=7)
    # 4,000 resamples give the error itself a relative standard error of 1 / sqrt(8000)
    assert found.error == pytest.approx(hits.std() / math.sqrt(2000), rel=4 / math.sqrt(8000))
    assert found.value == pytest.approx(hits.mean())
    assert found == probability_within(paybacks, 5.0, seed=7), "same seed, same error"


@pytest.mark.parametrize("payback", [1.0, math.inf])
@pytest.mark.parametrize("draws", [1, 50, 1000])
def test_zero_and_one_have_an_error(payback: float, draws: int) -> None:
    paybacks = DrawnPaybacks(np.full(draws, payback), np.full((draws, 2), payback))
    found = probability_within(paybacks, 5.0, seed=1)
    assert found.value == (1.0 if payback == 1.0 else 0.0)
    assert found.error > 0
    width = found.upper - found.lower
    z = 1.959964
    assert width == pytest.approx(z**2 / (draws + z**2), rel=1e-6), "Wilson's bound at 0 and 1"
    assert found.lower <= found.value <= found.upper


def test_a_single_draw_shows_nothing() -> None:
    paybacks = DrawnPaybacks(np.array([1.0]), np.array([[1.0, 1.0]]))
    assert verdict(probability_within(paybacks, 5.0, seed=1), 0.8) is Verdict.OPEN


def test_not_within_the_horizon_stays_in_the_denominator() -> None:
    whole = np.array([3.0, math.inf, math.inf, 7.0])
    found = probability_within(DrawnPaybacks(whole, whole[:, None]), 5.0, seed=1)
    assert found.value == 0.25
    by_year, never = probability_by_year(DrawnPaybacks(whole, whole[:, None]), np.arange(1.0, 11.0))
    assert by_year.tolist() == [0, 0, 0.25, 0.25, 0.25, 0.25, 0.5, 0.5, 0.5, 0.5]
    assert never == 0.5


def test_never_counts_paybacks_after_the_last_printed_year_as_reached() -> None:
    whole = np.array([9.5, math.inf])
    by_year, never = probability_by_year(DrawnPaybacks(whole, whole[:, None]), np.arange(1.0, 10.0))
    assert by_year[-1] == 0.0
    assert never == 0.5


@given(st.integers(0, 2**31), st.floats(0.0, 3.0))
def test_curve_over_years_is_monotone_and_within_zero_and_one(seed: int, noise: float) -> None:
    by_year, never = probability_by_year(simulated(30, noise, seed), np.arange(1.0, 11.0))
    assert (np.diff(by_year) >= 0).all()
    assert by_year[0] >= 0
    assert by_year[-1] <= 1 - never <= 1


def test_wilson_matches_the_published_formula_and_widens_with_the_error() -> None:
    """Wilson 1927; 81 of 263 gives 0.2553 to 0.3662 (Newcombe 1998, table I)."""
    share = 81 / 263
    plain = wilson_bounds(share, 263, 0.0)
    assert plain == pytest.approx((0.2553, 0.3662), abs=5e-5)
    wider = wilson_bounds(share, 263, 2 * math.sqrt(share * (1 - share) / 263))
    assert wider[0] < plain[0] < share < plain[1] < wider[1]
    assert wider[1] - wider[0] == pytest.approx(2 * (plain[1] - plain[0]), rel=0.05)
    assert wilson_bounds(share, 263, 1e-9) == plain, "never surer than the number of draws"


@pytest.mark.parametrize(
    ("lower", "upper", "assumed", "measured"),
    [
        (0.80, 0.9, Verdict.LIKELY, Verdict.SUPPORTED),
        (0.79, 0.9, Verdict.OPEN, Verdict.OPEN),
        (0.1, 0.2, Verdict.UNLIKELY, Verdict.REFUTED),
        (0.1, 0.21, Verdict.OPEN, Verdict.OPEN),
        (0.4, 0.6, Verdict.OPEN, Verdict.OPEN),
        (0.0, 1.0, Verdict.OPEN, Verdict.OPEN),
    ],
)
def test_verdict_needs_the_whole_interval_beyond_the_confidence(
    lower: float, upper: float, assumed: Verdict, measured: Verdict
) -> None:
    middle = (lower + upper) / 2
    found = Probability(middle, middle, 0.01, lower, upper)
    assert verdict(found, 0.8) is assumed
    assert verdict(found, 0.8, basis=Basis.MEASURED) is measured
    assert verdict(found, 0.8, basis=Basis.CONTESTED) is Verdict.CONTESTED
    for basis in Basis:
        assert verdict(found, 0.8, 0.31, basis) is Verdict.UNDECIDED, "noise forbids every verdict"
        assert verdict(found, 0.8, 0.3, basis) is verdict(found, 0.8, 0.0, basis)


def test_noise_share_recovers_the_share_of_variance() -> None:
    draws, noise = 20_000, 0.5
    generator = np.random.default_rng(5)
    values = generator.standard_normal((draws, 1)) + noise * math.sqrt(2) * generator.standard_normal((draws, 2))
    truth = noise**2 / (1 + noise**2)
    found = noise_share(values)
    assert found is not None
    # both variances have a relative standard error of sqrt(2 / draws)
    assert abs(found - truth) < 4 * truth * 2 * math.sqrt(2 / draws)


def test_noise_share_of_special_cases_is_never_nan() -> None:
    assert noise_share(np.zeros((5, 2))) == 0.0
    assert noise_share(np.ones((5, 1))) == 0.0
    assert noise_share(np.array([[1.0, 2.0]])) is None
    assert noise_share(np.array([[1.0, 1.0], [2.0, 2.0]])) == 0.0
    assert noise_share(np.array([[1.0, -1.0], [2.0, -2.0]])) == 1.0
