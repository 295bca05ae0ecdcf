"""Tables of flows with known answers: closed forms, and cases that their sources print."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from businesscase import payback

# Published cases. Year 0, then years 1, 2, ...; million dollars as printed, so rounded to a tenth.
# Westchester Community College, report for 2021-22 (Lightcast), table 3.2, students: payback 7.3, internal rate 16.4 %.
WESTCHESTER = [
    -45.5, 1.3, 2.5, 3.9, 5.7, 9.3, 9.7, 10.1, 10.5, 10.9, 11.3, 11.6, 12.0, 12.3, 12.6, 12.9, 13.3, 13.5, 13.7, 13.9,
    14.0, 14.1, 14.2, 14.2, 14.2, 14.2, 14.1, 14.0, 13.8, 13.7, 13.4, 13.2, 12.9, 12.6, 12.2, 11.9, 11.5, 11.0, 10.6,
    10.2,
]  # fmt: skip
# Monroe Community College, report of November 2016 (Emsi), table 3.4, taxpayers: payback 9.0, cost of year 0 84.8,
# saving of year 0 30.3.
MONROE = [30.3, 1.8, 2.5, 3.9, 5.9, 9.7, 10.0, 10.4, 10.7, 11.0, 11.4]


def yearly(net: list[float], **more: Any) -> Any:
    return payback({"year": list(range(len(net))), "net": net}, unit="million", **more).headline


def test_an_outlay_at_time_0_gives_the_published_payback_and_rate_of_westchester() -> None:
    found = yearly(WESTCHESTER, first_at_once=True, flows_at="end", rate=0.044)
    assert found.undiscounted.sustained_years == pytest.approx(7 + 3.0 / 10.5)
    assert round(found.undiscounted.sustained_years, 1) == 7.3
    assert found.internal_rate_of_return == pytest.approx(0.164, abs=0.0005)
    assert found.discounted.net.central / 1e6 == pytest.approx(147.8, abs=0.8), "the flows are rounded to a tenth"
    counted = yearly(WESTCHESTER)
    assert counted.undiscounted.sustained_years == pytest.approx(8 + 3.0 / 10.5), "year 0 as a year that passes"


def test_both_conventions_of_monroe_can_be_declared() -> None:
    table = {"year": list(range(len(MONROE))), "cost": [84.8] + [0.0] * (len(MONROE) - 1), "saving": MONROE}
    passing = payback(table, unit="million").headline
    assert passing.undiscounted.sustained_years == pytest.approx(8.9626, abs=1e-4)
    assert round(passing.undiscounted.sustained_years, 1) == 9.0
    moment = payback(table, unit="million", first_at_once=True).headline
    assert moment.undiscounted.sustained_years == pytest.approx(7.9626, abs=1e-4)


@pytest.mark.parametrize(
    ("outlay", "savings", "rate", "plain", "discounted"),
    [
        (10_000, [3_000] * 5, 0.10, 10 / 3, 4.26327),
        (200, [50, 60, 70, 200], 0.10, 3.10, 3.3834),
        (200_000, [60_000, 80_000, 70_000, 60_000, 50_000], 0.12, 2 + 60 / 70, 3.8609),
        (210, [85, 75, 85, 105], 0.11, 2 + 50 / 85, 3.15),
    ],
)
def test_textbook_paybacks(outlay: float, savings: list[float], rate: float, plain: float, discounted: float) -> None:
    found = payback(
        {"year": list(range(1, len(savings) + 1)), "saving": savings},
        outlay={"payer": outlay}, rate=rate, flows_at="end",
    ).headline  # fmt: skip
    assert found.undiscounted.sustained_years == pytest.approx(plain, abs=1e-4)
    assert found.discounted.sustained_years == pytest.approx(discounted, abs=5e-3 if discounted == 3.15 else 1e-4)


@pytest.mark.parametrize(
    ("flows", "rate", "value"),
    [([-200, 50, 60, 70, 200], 0.10, 84.236), ([-200_000, 60_000, 80_000, 70_000, 60_000, 50_000], 0.12, 33_673.98)],
)
def test_published_net_present_values(flows: list[float], rate: float, value: float) -> None:
    found = payback({"year": list(range(len(flows))), "net": flows}, rate=rate, first_at_once=True, flows_at="end")
    assert found.headline.discounted.net.central == pytest.approx(value, abs=0.01)
    assert found.headline.undiscounted.net.central == pytest.approx(sum(flows))


def test_first_and_sustained_differ_where_the_curve_crosses_again() -> None:
    found = yearly([-100, 60, 60, -50, 20, 20, 20], first_at_once=True).undiscounted
    assert found.first_years == pytest.approx(5 / 3)
    assert found.sustained_years == pytest.approx(4.5)


def test_both_rates_are_found_however_high() -> None:
    """-1, 30, -40: x in (1 - 30 x + 40 x^2) / ... gives 39.9 % and 2,760 %."""
    root = math.sqrt(900 - 160)
    truth = sorted(80 / (30 + sign * root) - 1 for sign in (1, -1))
    for more in ({}, {"first_at_once": True, "flows_at": "end"}):
        found = yearly([-1, 30, -40], **more)
        assert found.internal_rates == pytest.approx(truth)
        assert found.internal_rate_of_return is None
    assert truth == pytest.approx([0.3985, 27.6015], abs=1e-4)


def test_rolling_intake_needs_most_after_three_years() -> None:
    cohort = np.array([-100.0, 30, 30, 30, 30, 30])
    flows = sum(np.pad(cohort, (shift, 3 - shift)) for shift in range(3))
    found = payback({"year": list(range(9)), "net": flows}, first_at_once=True).headline
    assert found.undiscounted.sustained_years == pytest.approx(13 / 3)
    assert found.peak_need.central == 210
    assert found.peak_years == 2.0, "t = 2 is where the last cohort is paid for"


def test_each_payer_and_all_of_them() -> None:
    years = list(range(1, 11))
    table = {
        "year": years * 2, "payer": ["municipality"] * 10 + ["staten"] * 10, "saving": [18.0] * 10 + [12.0] * 10
    }  # fmt: skip
    found = payback(table, outlay={"kommunen": 100.0})
    assert found.headline.name == "municipality"
    assert found.headline.undiscounted.sustained_years == pytest.approx(100 / 18)
    assert found.party("public_sector").undiscounted.sustained_years == pytest.approx(10 / 3)
    assert found.party("everyone").undiscounted.ratio.central == pytest.approx(3.0)
    assert found.headline.undiscounted.ratio.central == pytest.approx(1.8)
    assert not found.party("staten").pays


@pytest.mark.parametrize(("rate", "truth"), [(0.0, 0.691462), (0.035, 0.485236)])
def test_share_of_draws_is_the_normal_probability(rate: float, truth: float) -> None:
    """Cost 100 at time 0, savings N(22, 4): P(5 B >= 100), and at 3.5 % P(B >= 22.148)."""
    draws = 4000
    saving = np.random.default_rng(1).normal(22, 4, size=draws)
    columns = {"year": [1, 2, 3, 4, 5]} | {f"saving_{draw}": [one] * 5 for draw, one in enumerate(saving)}
    found = payback(columns, outlay={"payer": 100.0}, rate=rate, flows_at="end").headline
    own = found.discounted.probability
    error = math.sqrt(truth * (1 - truth) / draws)
    assert abs(own.value - truth) < 4 * error
    assert own.lower < own.value < own.upper
    assert own.upper - own.lower == pytest.approx(2 * 1.96 * error, rel=0.1)


def test_exactly_five_years_is_within_five_years() -> None:
    flows = [500.0 - 3000.0] + [500.0] * 19
    found = payback({"year": list(range(1, 21)), "net": flows}, first_at_once=True).headline
    assert found.undiscounted.sustained_years == 5.0


def test_a_table_by_month_is_that_of_years_in_twelfths() -> None:
    months = [f"{2021 + at // 12}-{at % 12 + 1:02d}" for at in range(72)]
    monthly = payback({"month": months, "saving": [2.5] * 72}, outlay={"payer": 100.0}).headline
    yearly_too = payback({"year": list(range(2021, 2027)), "saving": [30.0] * 6}, outlay={"payer": 100.0}).headline
    for own in ("undiscounted", "discounted"):
        one, other = getattr(monthly, own), getattr(yearly_too, own)
        assert one.sustained_years == pytest.approx(other.sustained_years)
        assert one.net.central == pytest.approx(other.net.central)
    assert monthly.internal_rates == pytest.approx(yearly_too.internal_rates)


def test_a_table_without_draws_says_nothing_of_probabilities() -> None:
    found = yearly([-1.0, 2.0])
    assert found.undiscounted.probability is None
    assert found.undiscounted.probability_by_year == ()
