"""Who leaves in a step, against the exponential function, on both sides of the limit of the series."""

from __future__ import annotations

import numpy as np

from businesscase.core.compiling import compiled
from businesscase.model.calibration.advancing import SHORT, Space, _leave

HAZARDS = np.concatenate([[0.0], np.geomspace(1e-12, SHORT, 200), np.geomspace(SHORT, 900.0, 50)])


@compiled
def leave(amount, space):
    """The inlined part as a function."""
    _leave(amount, space)


def left_of(hazards: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Who stays of one, and what was noted of who left."""
    empty, draws = np.zeros((1, 1, 1)), len(hazards)
    space = Space(empty, empty, empty[0], empty[0], empty[0], np.zeros(draws), hazards.copy(), np.zeros(draws))
    amount = np.ones(draws)
    leave(amount, space)
    np.testing.assert_array_equal(space.left, space.out)
    return amount, space.left


def test_who_stays_and_who_leaves():
    stay, left = left_of(HAZARDS)
    np.testing.assert_allclose(stay, np.exp(-HAZARDS), rtol=0, atol=4e-16)
    np.testing.assert_allclose(left * HAZARDS, -np.expm1(-HAZARDS), rtol=2e-15)


def test_a_draw_does_not_depend_on_its_company():
    short = HAZARDS[HAZARDS <= SHORT]
    alone = left_of(short)
    together = left_of(HAZARDS)
    for one, both in zip(alone, together, strict=True):
        np.testing.assert_array_equal(one, both[: len(short)])
