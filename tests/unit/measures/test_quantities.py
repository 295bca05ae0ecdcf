"""Person-years, entries and shares of a known occupancy."""

from __future__ import annotations

import numpy as np
import pytest

from businesscase.measures.quantities import shares_by_year, totals_until
from tests.unit.measures.builders import HORIZON, occupancy


def test_shares_add_over_bands_and_to_one() -> None:
    shares = shares_by_year(occupancy(draws=2))
    assert list(shares) == ["public_benefit", "social_measure"]
    assert shares["public_benefit"]["programme"]["support"] == pytest.approx([0.6] * HORIZON)
    assert shares["public_benefit"]["counterfactual"]["job"] == pytest.approx([0.2] * HORIZON)
    assert shares["social_measure"]["programme"]["placed"] == pytest.approx([0.05] * HORIZON)
    for strategies in shares.values():
        for states in strategies.values():
            assert [sum(year) for year in zip(*states.values(), strict=True)] == pytest.approx([1.0] * HORIZON)


def test_a_clock_nobody_is_in_has_shares_of_zero() -> None:
    empty = occupancy()
    empty.quantities[..., 6 * 12 :, :] = 0.0
    job = shares_by_year(empty)["public_benefit"]["programme"]["job"]
    assert job[5] == pytest.approx(0.4)
    assert job[6:] == (0.0,) * 4


def test_a_jump_within_the_year_is_not_carried_beyond_where_it_ends() -> None:
    changing = occupancy()
    changing.quantities[:, :, 0, :, : 12 + 11, :] = changing.quantities[:, :, 1, :, : 12 + 11, :]
    job = shares_by_year(changing)["public_benefit"]["programme"]["job"]
    assert job[:3] == pytest.approx([0.2, 0.4, 0.4])


def test_the_share_is_that_of_the_end_of_the_year_and_not_of_its_last_month() -> None:
    """Leaving at a hazard of 0.9 a year: e^-0.9 are there after a year; half a month before it 4 % more are."""
    changing, hazard = occupancy(), 0.9
    edges = changing.edges
    there = -np.diff(np.exp(-hazard * edges)) / hazard
    support, job = (changing.cells.find("public_benefit", (state,)) for state in ("support", "job"))
    changing.quantities[..., support] = 0.0
    changing.quantities[..., job] = 0.0
    changing.quantities[..., support[0]] = there[None, None, None, None, :]
    changing.quantities[..., job[0]] = (np.diff(edges) - there)[None, None, None, None, :]
    found = np.array(shares_by_year(changing)["public_benefit"]["programme"]["support"])
    truth = np.exp(-hazard * np.arange(1.0, HORIZON + 1))
    bend = hazard**2 * truth / 12**2
    assert (np.abs(found - truth) < 0.5 * bend + 1e-6).all()
    assert there[11] * 12 / truth[0] > 1.035, "the mean of the last month is not the end"


def test_totals_count_parts_of_months_and_keep_time_and_entries_apart() -> None:
    years = totals_until(occupancy(draws=3), 2.5, "time")
    assert years["public_benefit.support"] == pytest.approx((15.0, 20.0))
    assert years["social_measure.placed"] == pytest.approx((2.5, 5.0))
    entries = totals_until(occupancy(), 1 + 1 / 24, "entry")
    assert entries == {
        "public_benefit.job": pytest.approx((0.4 * 12.5, 0.2 * 12.5)),
        "social_measure.placed": pytest.approx((0.1 * 12.5, 0.2 * 12.5)),
    }
