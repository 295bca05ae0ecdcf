"""The declared rule of payback against look-ups in arrays: random curves, with ties and with deficits at the start."""

from __future__ import annotations

import numpy as np
import pytest

from businesscase.measures import payback as declared
from tests.second_road import payback as plain

EDGES = np.arange(121) / 12


@pytest.mark.parametrize("seed", range(60))
def test_random_curves(seed: int) -> None:
    generator = np.random.default_rng(seed)
    flows = generator.normal(0.0, 1.0, (20, 3, 120)) * (1.0 if seed % 2 else 1e6)
    flows[..., :40] -= (0.0, 0.3, 1.0)[seed % 3] * np.abs(flows).mean()
    if seed % 4 == 0:  # whole numbers come back to exactly nothing
        flows = np.round(flows / np.abs(flows).max() * 3.0)
    curve = declared.cumulative(flows, opening=(0.0, 0.0, -5.0)[seed % 3])
    for name in ("sustained", "first"):
        wanted, found = (getattr(road, name)(curve, EDGES, start=0.25) for road in (plain, declared))
        np.testing.assert_array_equal(np.isinf(found), np.isinf(wanted))
        np.testing.assert_allclose(found, wanted, rtol=1e-9, atol=1e-9)
