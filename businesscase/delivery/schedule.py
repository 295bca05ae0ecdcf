"""Who is served, from when to when: here a declared schedule, the same for every replication."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from businesscase.model.compiled import Schedule

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Exposure:
    """The intervals in which families are served.

    Attributes:
        intervals: beginning and end in years since programme start, shape (draw, replication, family, 2); the
            replication axis has length 1 where all replications share the schedule.
        cohort: whether every family enrols at programme start (the view of one cohort).
    """

    intervals: Floats
    cohort: bool = False


def scheduled(schedule: Schedule, *, cohort: bool = False) -> Exposure:
    """The declared schedule as an exposure; `cohort`: as if every family enrolled on the first day."""
    begin = schedule.intake[:, None] * schedule.rank[None, :] * (0.0 if cohort else 1.0)
    intervals = np.stack([begin, begin + schedule.length[:, None]], axis=2)[:, None, :, :]
    return Exposure(intervals, cohort)
