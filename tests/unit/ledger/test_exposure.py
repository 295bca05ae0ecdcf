"""The declared schedule: service given per month, against a plain loop over families."""

from __future__ import annotations

import numpy as np
import pytest

from businesscase.delivery.schedule import Exposure
from businesscase.model.compiled import Schedule
from businesscase.timeline import month_edges, overlap


@pytest.mark.parametrize("intake", [0.0, 0.4, 2.5])
def test_family_years_per_month(intake):
    rank = (np.array([3, 0, 2, 1, 4]) + 0.5) / 5
    exposure = Exposure(Schedule(rank, np.array([intake, intake + 0.1]), np.array([2.0, 0.3])))
    edges, chosen = month_edges(6), np.array([True, True, False, True, True])
    intervals = exposure.intervals(slice(None))
    expected = [sum(overlap(*intervals[draw, family], edges) for family in np.flatnonzero(chosen)) for draw in range(2)]
    np.testing.assert_allclose(exposure.family_years(chosen, edges), expected, atol=1e-12)
