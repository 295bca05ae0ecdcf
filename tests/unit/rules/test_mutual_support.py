"""The formula of mutual support against its worked table, and its limits."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from businesscase.rules import mutual_support
from businesscase.rules.evaluate import Columns, Numbers
from businesscase.rules.expressions import Input


def as_rule(name):
    """A rule as a function of numbers, which become declared ones of as many draws."""
    rule = getattr(mutual_support, name)

    def evaluated(*given):
        wide = np.broadcast_arrays(*given)
        values = {str(place): one.ravel() for place, one in enumerate(wide)}
        found = Numbers(values, Columns((date(2023, 1, 1),))).of(rule(*map(Input, values)))
        return found.reshape(wide[0].shape)

    return evaluated


among_couples, counted_hourly, counted_with_allowance = map(
    as_rule, ("among_couples", "counted_hourly", "counted_with_allowance")
)
left_above_own_rate, left_of_couple, net_wage = map(as_rule, ("left_above_own_rate", "left_of_couple", "net_wage"))

RATE = 15_874.0  # kontanthjælp of a provider, 2023; kroner per month throughout
SHO = 8_886.0  # the rate of newcomers in a couple, 2023
PENSION = 16_778.0  # førtidspension, married, 2023


def counted(wage, hours):
    return counted_hourly(net_wage(np.array(wage), 0.08, 90.0), hours, 25.0, 160.0)


# financing rules: wage, hours, benefit beside it, countable income, what is left of two rates
TABLE = [
    (19_500, 137.0, 0, 14_425, 17_323),
    (22_222, 160.0, 0, 16_354, 15_394),
    (24_000, 160.33, 0, 17_990, 13_758),
    (26_000, 160.33, 0, 19_830, 11_918),
    (30_000, 160.33, 0, 23_510, 8_238),
    (6_430, 39.0, 17_404, 22_255, 9_493),
]


@pytest.mark.parametrize(("wage", "hours", "benefit", "income", "left"), TABLE)
def test_the_table_of_an_income_in_work(wage, hours, benefit, income, left):
    found = counted(wage, hours) + benefit
    assert found == pytest.approx(income, abs=1.0)  # the table is in whole kroner
    assert left_of_couple(np.array(RATE), found) == pytest.approx(left, abs=1.0)


def test_the_table_of_a_pension():
    left = left_above_own_rate(np.array(RATE), np.array(PENSION))
    assert left == pytest.approx(14_970)
    assert RATE - left == pytest.approx(904)


def test_a_couple_with_the_rate_of_newcomers():
    """A full-time job at 24,000 ends nearly all help: 17,990 against two rates of 8,886."""
    income = counted(24_000, 160.0)
    assert income == pytest.approx(17_990)
    assert 2 * SHO == 17_772
    assert left_of_couple(np.array(SHO), income) == 0.0


def test_the_two_forms_agree_where_the_income_is_above_the_rate_and_part_below():
    incomes = np.linspace(0.0, 60_000.0, 200)
    both, above = left_of_couple(np.array(RATE), incomes), left_above_own_rate(np.array(RATE), incomes)
    high = incomes >= RATE
    np.testing.assert_allclose(both[high], above[high])
    assert np.all(above[~high] == RATE)  # the partner's benefit below the own rate takes nothing from the other
    assert np.all(both[~high] > RATE)


def test_only_the_married_owe_support():
    left = np.array([0.0, 9_493.0])
    np.testing.assert_array_equal(among_couples(np.array(RATE), left, 0.0), [RATE, RATE])
    np.testing.assert_array_equal(among_couples(np.array(RATE), left, 1.0), left)
    np.testing.assert_allclose(among_couples(np.array(RATE), left, 0.25), 0.25 * left + 0.75 * RATE)


def test_no_wage_counts_for_less_than_nothing():
    assert counted(50, 1.0) == 0.0
    assert counted(1_500, 160.0) == 0.0


def test_the_allowance_runs_through_its_three_stretches():
    """2,500 free, then 65 %, and every krone once wage and what is left of the own rate reach 19,728."""
    net = np.array([0.0, 2_500.0, 2_501.0, 6_000.0, 7_000.0, 8_000.0])
    counts = counted_with_allowance(net, np.array(RATE), 2_500.0, 0.65, 19_728.0)
    meet = (19_728.0 - RATE - 0.65 * 2_500.0) / 0.35
    assert 6_000.0 < meet < 7_000.0
    np.testing.assert_allclose(counts[:4], [0.0, 0.0, 0.65, 0.65 * 3_500.0])
    assert counts[5] - counts[4] == pytest.approx(1_000.0)
    np.testing.assert_allclose(net[4:] + RATE - counts[4:], 19_728.0)


def test_the_allowance_never_counts_more_than_the_wage():
    counts = counted_with_allowance(np.array([10.0, 5_000.0]), np.array(RATE), 0.0, 0.65, 10_000.0)
    np.testing.assert_allclose(counts, [10.0, 5_000.0])


def test_arrays_of_any_shape():
    rate = np.full((3, 1), RATE)
    wage = np.linspace(0.0, 40_000.0, 5)[None, :]
    left = left_of_couple(rate, counted_hourly(net_wage(wage, 0.08, 90.0), 137.0, 25.0, 160.0))
    assert left.shape == (3, 5)
    assert np.all(np.diff(left, axis=1) <= 0.0)
    assert np.all(left >= 0.0)
