"""DrawnPaybacks, ratios and discount factors with known answers: closed forms, and figures printed by their sources.

A flow at the end of year k is a step of the curve at k; the curve is linear in between, as in the sources.
"""

from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import NDArray

from businesscase.measures.claims import DrawnPaybacks, probability_within
from businesscase.measures.payback import (
    cumulative,
    first,
    mid_year_factors,
    sustained,
    value_at,
    whole_years,
)
from tests.second_road.discounting import discount_factor

Floats = NDArray[np.float64]
DANISH = {0.0: 0.035, 35.0: 0.025, 70.0: 0.015}


def yearly(opening: float, flows: list[float] | Floats) -> tuple[Floats, Floats]:
    """Curve of an opening flow at time 0 and flows at the ends of years 1, 2, ..., and its time axis."""
    curve = cumulative(np.asarray(flows, dtype=np.float64), opening=opening)
    return curve, np.arange(curve.shape[-1], dtype=np.float64)


def present(rate: float, flows: list[float]) -> Floats:
    """Flows at year ends discounted at a constant rate."""
    discounted: Floats = np.asarray(flows) * discount_factor(np.arange(1, len(flows) + 1), {0.0: rate})
    return discounted


@pytest.mark.parametrize(("rates", "truth"), [({0.0: 0.0}, 0.691462), ({0.0: 0.035}, 0.485236)])
def test_share_of_draws_is_the_normal_probability_and_turns_with_discounting(
    rates: dict[float, float], truth: float
) -> None:
    draws = 10_000
    saving = np.random.default_rng(1).normal(22, 4, size=(draws, 1))
    factors = discount_factor(np.arange(1, 6), rates)
    curve = cumulative(saving * factors, opening=-100.0)
    paybacks = sustained(curve, np.arange(6.0))
    found = probability_within(DrawnPaybacks(paybacks, paybacks[:, None]), 5.0, seed=1)
    standard_error = math.sqrt(truth * (1 - truth) / draws)
    assert abs(found.value - truth) < 4 * standard_error
    assert found.error == pytest.approx(standard_error, rel=0.1)
    assert found.raw == found.value, "one half: nothing to correct"


def test_each_payer_has_a_payback_of_its_own() -> None:
    shares = {"municipality": 0.6, "central_government": 0.4, "public_sector": 1.0}
    cost = {"municipality": -100.0, "central_government": 0.0, "public_sector": -100.0}
    found = {}
    for payer, share in shares.items():
        curve, edges = yearly(cost[payer], [30 * share] * 10)
        found[payer] = float(sustained(curve, edges))
    assert found["public_sector"] == pytest.approx(10 / 3)
    assert found["municipality"] == pytest.approx(100 / 18)
    assert found["central_government"] == 0.0
    assert found["municipality"] > 5


def test_savings_that_drop_off_pay_back_late_or_never() -> None:
    savings = 40 * 0.7 ** np.arange(60)
    curve, edges = yearly(-120.0, savings)
    assert float(sustained(curve, edges)) == pytest.approx(6.50005, abs=5e-6)
    curve, edges = yearly(-140.0, savings)
    assert float(sustained(curve, edges)) == math.inf
    assert float(first(curve, edges)) == math.inf


def test_recrossing_separates_first_from_sustained() -> None:
    curve, edges = yearly(-100.0, [60, 60, -50, 20, 20, 20])
    assert curve.tolist() == [-100, -40, 20, -30, -10, 10, 30]
    assert float(first(curve, edges)) == pytest.approx(5 / 3)
    assert float(sustained(curve, edges)) == pytest.approx(4.5)
    assert float(whole_years(first(curve, edges))) == 2
    assert float(whole_years(sustained(curve, edges))) == 5


def test_rolling_intake_pays_back_later_than_a_cohort() -> None:
    cohort = np.array([-100.0, 30, 30, 30, 30, 30])
    programme = sum(np.pad(cohort, (shift, 3 - shift)) for shift in range(3))
    curve = np.cumsum(programme)
    assert curve.tolist() == [-100, -170, -210, -120, -30, 60, 120, 150, 150]
    assert float(sustained(curve, np.arange(9.0))) == pytest.approx(13 / 3)
    assert float(sustained(np.cumsum(cohort), np.arange(6.0))) == pytest.approx(10 / 3)
    assert -curve.min() == 210


def test_exactly_five_years_is_within_five_years() -> None:
    flows = np.full(20, 500.0)
    flows[0] -= 3000.0
    payback = sustained(np.cumsum(flows), np.arange(1.0, 21.0), start=1.0)
    assert float(payback) == 5.0
    assert float(whole_years(payback)) == 5
    found = probability_within(DrawnPaybacks(payback[None], payback[None, None]), 5.0, seed=1)
    assert found.value == 1.0


@pytest.mark.parametrize(("rate", "truth"), [(0.03, 2.679070), (0.0, 2.554128)])
def test_continuous_time_payback_within_the_bound_of_monthly_interpolation(rate: float, truth: float) -> None:
    outlay, saving, total_rate, month = 6000.0, 3000.0, 0.2 + rate, 1 / 12
    edges = np.arange(20 * 12 + 1) / 12
    curve = saving * (1 - np.exp(-total_rate * edges)) / total_rate - outlay
    exact = -math.log(1 - outlay * total_rate / saving) / total_rate
    assert exact == pytest.approx(truth, abs=1e-6)
    # The chord of a curve lies within h^2/8 max|K''| of it, and the crossing within that over the least slope.
    bend = saving * total_rate * math.exp(-total_rate * (exact - month))
    slope = saving * math.exp(-total_rate * (exact + month))
    bound = month**2 / 8 * bend / slope
    assert bound < 3e-4
    found = float(sustained(curve, edges))
    assert exact <= found <= exact + bound, "the chord of a concave curve lies below it"


def test_continuous_time_value_and_its_limit() -> None:
    outlay, saving, total_rate = 6000.0, 3000.0, 0.23
    edges = np.arange(200 * 12 + 1) / 12
    curve = saving * (1 - np.exp(-total_rate * edges)) / total_rate - outlay
    assert float(value_at(curve, edges, 10.0)) == pytest.approx(5735.7542, abs=1e-4)
    assert float(curve[-1]) == pytest.approx(7043.4783, abs=1e-4)


@pytest.mark.parametrize("saving", [3000.0, 1380.0, 1000.0])
def test_continuous_time_never_pays_back_what_the_savings_never_reach(saving: float) -> None:
    edges = np.arange(40 * 12 + 1) / 12
    curve = saving * (1 - np.exp(-0.23 * edges)) / 0.23 - 6000.0
    assert (float(sustained(curve, edges)) == math.inf) == (saving <= 6000 * 0.23)


@pytest.mark.parametrize(
    ("year", "factor"),
    [(1, 0.966184), (5, 0.841973), (10, 0.708919), (35, 0.299977), (36, 0.292660), (70, 0.126402), (71, 0.124534)],
)
def test_danish_discount_factors_are_products_of_yearly_factors(year: int, factor: float) -> None:
    assert float(discount_factor(year, DANISH)) == pytest.approx(factor, abs=5e-7)


def test_mid_year_factor_is_the_geometric_mean_of_the_year_limits() -> None:
    edges = np.arange(40 * 12 + 1) / 12
    factors = mid_year_factors(edges, DANISH, base=0.0)
    limits = discount_factor(np.arange(41), DANISH)
    assert np.allclose(factors[::12], np.sqrt(limits[:-1] * limits[1:]), rtol=1e-12)
    assert np.allclose(factors.reshape(40, 12), factors[::12, None], rtol=0, atol=0)
    later = mid_year_factors(edges, DANISH, base=1.5)
    assert later[18] == pytest.approx(1.035**-0.5), "the first year from the base"
    assert later[17] == pytest.approx(1.035**0.5), "before the base a krone is worth more"


def test_published_ten_thousand() -> None:
    """calcdomain.com/payback-period; 4.263, not the printed 4.24, which uses a mis-rounded factor."""
    curve, edges = yearly(-10_000.0, [3000.0] * 5)
    assert float(sustained(curve, edges)) == pytest.approx(10 / 3)
    curve, edges = yearly(-10_000.0, present(0.10, [3000.0] * 5))
    assert float(sustained(curve, edges)) == pytest.approx(4.263, abs=5e-4)


def test_published_two_hundred() -> None:
    flows = [50.0, 60.0, 70.0, 200.0]
    curve, edges = yearly(-200.0, flows)
    assert float(sustained(curve, edges)) == pytest.approx(3.10)
    curve, edges = yearly(-200.0, present(0.10, flows))
    assert float(curve[-1]) == pytest.approx(84.236, abs=5e-4)
    assert float(sustained(curve, edges)) == pytest.approx(3.3834, abs=5e-5)


def test_published_two_hundred_thousand() -> None:
    curve, edges = yearly(-200_000.0, present(0.12, [60e3, 80e3, 70e3, 60e3, 50e3]))
    assert curve[1:5] == pytest.approx([-146_428.57, -82_653.06, -32_828.44, 5_302.64], abs=0.005)
    assert float(curve[-1]) == pytest.approx(33_673.98, abs=0.005)
    assert float(sustained(curve, edges)) == pytest.approx(3.8609, abs=5e-5)


def test_published_two_hundred_and_ten() -> None:
    curve, edges = yearly(-210.0, present(0.11, [85.0, 75.0, 85.0, 105.0]))
    assert curve[1:] == pytest.approx([-133.42, -72.55, -10.40, 58.77], abs=0.005)
    assert float(sustained(curve, edges)) == pytest.approx(3.15, abs=0.005)
