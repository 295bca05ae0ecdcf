"""Crossings, values and discount factors of curves."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from businesscase.measures.payback import (
    continuous_factors,
    cumulative,
    first,
    sustained,
    value_at,
    whole_years,
    without_rounding,
)
from tests.second_road.discounting import discount_factor

EDGES = np.arange(7.0)


def test_cumulative_starts_at_zero_and_keeps_the_leading_axes() -> None:
    flows = np.arange(24.0).reshape(2, 3, 4)
    curve = cumulative(flows)
    assert curve.shape == (2, 3, 5)
    assert (curve[..., 0] == 0).all()
    assert np.array_equal(np.diff(curve, axis=-1), flows)


@pytest.mark.parametrize(
    ("curve", "sustained_years", "first_years"),
    [
        ([0, 0, 0, 0, 0, 0, 0], 0.0, 0.0),  # no cost, no effect
        ([0, 1, 2, 3, 4, 5, 6], 0.0, 0.0),  # never negative
        ([0, 1, 0, 1, 0, 1, 0], 0.0, 0.0),  # touches zero, never below
        ([0, -1, -1, -1, -1, -1, -1], math.inf, math.inf),
        ([0, -2, -1, 1, 1, 1, 1], 2.5, 2.5),
        ([0, -2, -1, 0, 1, 1, 1], 3.0, 3.0),  # reached exactly at an edge
        ([0, -2, 2, 2, 2, 2, -1], math.inf, 1.5),  # lost again at the end
        ([0, 2, -2, 2, 2, 2, 2], 2.5, 2.5),  # first is the first *up*crossing
        ([0, -2, 2, -2, -1, 0, 0], 5.0, 1.5),
        ([-3, -2, -1, 0, 1, 2, 3], 3.0, 3.0),  # paid at time 0
    ],
)
def test_crossings(curve: list[float], sustained_years: float, first_years: float) -> None:
    found = np.array(curve, dtype=np.float64)
    assert float(sustained(found, EDGES)) == sustained_years
    assert float(first(found, EDGES)) == first_years


def test_years_count_from_the_start_given_and_are_never_negative() -> None:
    curve = np.array([0.0, 0.0, -2.0, 2.0, 2.0, 2.0, 2.0])
    assert float(sustained(curve, EDGES, start=1.0)) == 1.5
    assert float(first(curve, EDGES, start=1.0)) == 1.5
    early = np.array([0.0, -1.0, 1.0, 1.0, 1.0, 1.0, 1.0])
    assert float(sustained(early, EDGES, start=4.0)) == 0.0


def test_rounding_is_not_a_deficit_and_a_krone_in_a_million_is() -> None:
    curve = np.array([0.0, -1e6, 0.0, -1e-6, 0.0, 0.0, -1e-6])
    assert float(sustained(curve, EDGES)) == 2.0
    assert without_rounding(curve)[3] == 0.0
    curve[-1] = -1.0
    assert float(sustained(curve, EDGES)) == math.inf


def test_cancelling_flows_end_in_exactly_zero() -> None:
    flows = np.array([0.1] * 3 + [-0.3] + [0.0] * 2)
    assert cumulative(flows)[-1] != 0.0, "the example must round"
    assert float(sustained(cumulative(flows), EDGES)) == 0.0


@given(st.lists(st.integers(-5, 5), min_size=6, max_size=6))
def test_against_a_plain_loop(steps: list[int]) -> None:
    """Second road: walk backwards for sustained, forwards for first."""
    curve = cumulative(np.array(steps, dtype=np.float64))
    points = [0, *np.cumsum(steps).tolist()]

    def crossing(left: int) -> float:
        return left + -points[left] / (points[left + 1] - points[left])

    below = [index for index, value in enumerate(points) if value < 0]
    expected = 0.0 if not below else math.inf if below[-1] == 6 else crossing(below[-1])
    assert float(sustained(curve, EDGES)) == pytest.approx(expected)
    ups = [index for index in range(6) if points[index] < 0 <= points[index + 1]]
    expected = 0.0 if not below else crossing(ups[0]) if ups else math.inf
    assert float(first(curve, EDGES)) == pytest.approx(expected)


@given(st.lists(st.integers(-5, 5), min_size=6, max_size=6))
def test_first_is_never_after_sustained_and_both_are_vectorised(steps: list[int]) -> None:
    curve = cumulative(np.array([steps, steps[::-1]], dtype=np.float64))
    late, early = sustained(curve, EDGES), first(curve, EDGES)
    assert late.shape == early.shape == (2,)
    assert (early <= late).all()
    assert float(late[1]) == float(sustained(curve[1], EDGES))


def test_value_is_linear_within_a_period_and_exact_at_the_edges() -> None:
    curve = np.array([[0.0, -4.0, 2.0], [1.0, 1.0, 3.0]])
    edges = np.array([0.0, 1.0, 3.0])
    assert value_at(curve, edges, 1.0).tolist() == [-4.0, 1.0]
    assert value_at(curve, edges, 2.0).tolist() == [-1.0, 2.0]
    assert value_at(curve, edges, 3.0).tolist() == [2.0, 3.0]
    assert value_at(curve, edges, 99.0).tolist() == [2.0, 3.0]
    assert value_at(curve, edges, 0.0).tolist() == [0.0, 1.0]


def test_whole_years_round_up_and_keep_what_is_exact_or_never() -> None:
    years = np.array([0.0, 0.2, 5.0, 5.0 + 1e-12, 5.001, np.inf])
    assert whole_years(years).tolist() == [0, 1, 5, 5, 6, math.inf]


def test_discount_factor_between_years_takes_the_rate_of_the_year_it_lies_in() -> None:
    rates = {0.0: 0.10, 2.0: 0.05}
    assert float(discount_factor(0.0, rates)) == 1.0
    assert float(discount_factor(2.5, rates)) == pytest.approx(1.1**-2 * 1.05**-0.5)
    assert float(discount_factor(-1.0, rates)) == pytest.approx(1.1)
    assert discount_factor(np.zeros((2, 3)), rates).shape == (2, 3)
    assert np.array_equal(discount_factor([1.0, 30.0], {0.0: 0.0}), [1.0, 1.0])


@pytest.mark.parametrize(("rate", "base"), [(0.03, 0.0), (0.03, 1.5), (-0.02, 0.0), (0.0, 0.0)])
def test_continuous_factors_are_means_over_the_period(rate: float, base: float) -> None:
    edges = np.array([0.0, 1 / 12, 0.5, 2.0, 10.0])
    points = [np.linspace(a, b, 2001) for a, b in pairwise(edges)]
    means = [np.trapezoid(np.exp(-rate * (at - base)), at) / (at[-1] - at[0]) for at in points]
    np.testing.assert_allclose(continuous_factors(edges, rate, base=base), means, rtol=1e-7)


def test_continuous_factors_do_not_depend_on_how_time_is_split() -> None:
    """What a krone a year is worth over ten years: (1 - exp(-r 10)) / r, by months and by years alike."""
    for periods in (10, 120):
        edges = np.linspace(0.0, 10.0, periods + 1)
        worth = continuous_factors(edges, 0.03, base=0.0) @ np.diff(edges)
        assert worth == pytest.approx((1 - math.exp(-0.3)) / 0.03, rel=1e-13)
