"""Moving away: the municipality pays for families still resident, another municipality for the rest.

Moving is independent of the life courses, so its expectation can be applied to expected quantities: the share that has
not moved by t is exp(-rate t), averaged over each period.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from businesscase.rules.amounts import Amounts
from businesscase.rules.evaluate import Columns, Numbers
from businesscase.rules.expressions import Expression

Floats = NDArray[np.float64]


def moving_rate(amounts: Amounts) -> Expression | None:
    """Rate at which families leave the municipality; None where none do, so that nothing is booked for them."""
    declared = amounts.scenario.population.moving_away
    return None if declared is None or not declared.canonical else amounts.number("population.moving_away")


def resident(rate: Expression | None, values: Mapping[str, Floats], edges: Floats) -> Floats | None:
    """Share of families that still live here, mean over each period, shape (draw, period); None where none move."""
    return None if rate is None else resident_share(Numbers(values, Columns(())).of(rate)[:, 0], edges)


def resident_share(rate: Floats, edges: Floats) -> Floats:
    """Share that has not moved, mean over each period, shape (draw, period); `rate` is by draw, shape (draw,)."""
    stay = np.exp(-rate[:, None] * edges[None, :])
    safe = np.where(rate > 0.0, rate, 1.0)[:, None]
    mean: Floats = np.where(rate[:, None] > 0.0, (stay[:, :-1] - stay[:, 1:]) / (safe * np.diff(edges)), 1.0)
    return mean
