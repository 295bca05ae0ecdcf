"""The declared schedule: service given per month, against a plain loop over families."""

from __future__ import annotations

import numpy as np
import pytest

from businesscase.core.timeline import month_edges, overlap
from businesscase.delivery.schedule import Exposure
from businesscase.model.compiled import Schedule


@pytest.mark.parametrize("intake", [0.0, 0.4, 2.5])
def test_family_years_per_month(intake):
    rank = (np.array([3, 0, 2, 1, 4]) + 0.5) / 5
    exposure = Exposure(Schedule(rank, np.array([intake, intake + 0.1]), np.array([2.0, 0.3])))
    edges, chosen = month_edges(6), np.array([True, True, False, True, True])
    intervals = exposure.intervals(slice(None))
    expected = [sum(overlap(*intervals[draw, family], edges) for family in np.flatnonzero(chosen)) for draw in range(2)]
    np.testing.assert_allclose(exposure.family_years(chosen, edges), expected, atol=1e-12)


def test_service_ends_with_the_money():
    rank = (np.arange(5) + 0.5) / 5
    exposure = Exposure(Schedule(rank, np.array([2.5]), np.array([2.0]), until=2.0))
    edges, everyone = month_edges(6), np.ones(5, dtype=bool)
    intervals = exposure.intervals(slice(None))
    assert intervals[..., 1].max() == 2.25  # the last family would begin after the end: an empty interval
    expected = sum(overlap(*interval, edges) for interval in intervals[0])
    np.testing.assert_allclose(exposure.family_years(everyone, edges), [expected], atol=1e-12)
    assert Exposure(exposure.schedule, cohort=True).intervals(slice(None)).max() == 2.0
