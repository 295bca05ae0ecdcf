"""Moving away: the municipality pays for families still resident, another municipality for the rest.

Moving is independent of the life courses, so its expectation can be applied to expected quantities: the share that has
not moved by t is exp(-rate t), averaged over each period.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def resident_share(rate: Floats, edges: Floats) -> Floats:
    """Share that has not moved, mean over each period, shape (draw, period); `rate` is by draw, shape (draw,)."""
    stay = np.exp(-rate[:, None] * edges[None, :])
    safe = np.where(rate > 0.0, rate, 1.0)[:, None]
    mean: Floats = np.where(rate[:, None] > 0.0, (stay[:, :-1] - stay[:, 1:]) / (safe * np.diff(edges)), 1.0)
    return mean
