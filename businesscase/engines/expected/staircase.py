"""The count of benefit weeks as stages: how far a member has come, and what self-support has been gathered for a reset.

The rule (docs/explanation/money.md) is not Markov: self-support counts towards the reset while it lies within a window
of three years. Here self-support gathered since the last reset is kept in a few classes and leaves the window at the
rate that has the right mean. Weeks advance step by step, so that the limits at 4, 26 and 52 weeks are met; a step that
straddles a limit is divided between the bands in proportion.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
TOP, COUNTING, EXACT, PAUSED, CLEAR = "top", "counting", "exact", "paused", "clear"


@dataclass(frozen=True, order=True)
class Stage:
    """A stage of the count.

    Attributes:
        kind: `top`: past the last limit; `counting`: in a benefit below it; `exact`: the same for those who have been
            on benefit since all began at one moment; `paused`: out of benefit with something counted; `clear`: out of
            benefit with nothing counted.
        number: of `top` the class of gathered self-support (0 none); of `counting` the steps counted, spread over the
            step before; of `exact` just the steps; of `paused` the band; of
            `clear` 1 for who has been reset in the present stay.
    """

    kind: str
    number: int = 0


@dataclass(frozen=True)
class Staircase:
    """Limits of accumulated benefit time and the reset rule, in steps.

    Attributes:
        limits: lower limits of the bands, shape (band,).
        reset: self-support that resets the count; `within`: window in which it counts.
        bins: classes of gathered self-support; forget: weight of the rate at which it leaves the window.
        offset: how far into a step the clock begins, for those whose count is exact.
    """

    limits: Floats
    reset: float
    within: float
    bins: int
    forget: float
    offset: float = 0.0

    @property
    def bands(self) -> int:
        """Number of bands."""
        return len(self.limits)

    @property
    def last(self) -> int:
        """Last stage in which weeks are counted: beyond it every moment lies past the last limit."""
        return math.ceil(float(self.limits[-1]) - 1e-9)

    @property
    def forgotten(self) -> float:
        """Share of gathered self-support that leaves the window in a step; the mean wait is window - reset."""
        if math.isinf(self.within) or self.forget == 0.0:
            return 0.0
        return -math.expm1(-self.forget / max(self.within - self.reset, 1e-9))

    def at(self, weeks: float) -> Stage:
        """Stage of somebody who enters a benefit in the middle of a step with this count, in steps."""
        return Stage(TOP) if weeks >= self.limits[-1] else Stage(COUNTING, min(round(weeks), self.last))

    def halfway(self, stage: Stage) -> float:
        """Count of an exact stage in the middle of its step."""
        return max(stage.number - self.offset, 0.0) + 0.5 * min(1.0, stage.number + 1.0 - self.offset)

    def paused(self, stage: Stage) -> Stage:
        """Stage after leaving benefit while counting."""
        weeks = self.halfway(stage) if stage.kind == EXACT else max(stage.number, 0.25)
        band = int(np.searchsorted(self.limits, weeks, side="right")) - 1
        return Stage(PAUSED, min(band, self.bands - 2))

    def resumed(self, stage: Stage) -> Stage:
        """Stage when entering benefit again."""
        if stage.kind == PAUSED:
            return self.at(0.5 * (self.limits[stage.number] + self.limits[stage.number + 1]))
        return Stage(COUNTING, 0) if stage.kind == CLEAR else stage

    def gathered(self, stage: Stage, duration: float) -> Stage:
        """Stage after leaving self-support of this duration (steps) with the count at its top."""
        if stage.kind != TOP:
            return stage
        # whose total reaches the reset stands in `clear` already
        total = min(self.carried(stage) + duration, self.reset)
        return Stage(TOP, min(1 + int(total / (self.reset / self.bins)), self.bins))

    def carried(self, stage: Stage) -> float:
        """Self-support gathered before this stay, in steps: the middle of its class."""
        if stage.kind != TOP or stage.number == 0:
            return 0.0
        return (stage.number - 0.5) * self.reset / self.bins

    def in_band(self, stage: Stage, band: int) -> float:
        """Share of a step that somebody in this stage of a benefit spends in a band.

        Who passes the last limit during a step stands at the top already, in the proportion of `beyond`.
        """
        top = self.bands - 1
        if stage.kind == EXACT:
            upper = self.limits[band + 1] if band < top else math.inf
            begin, end = max(stage.number - self.offset, 0.0), stage.number + 1.0 - self.offset
            return max(0.0, float(min(upper, end) - max(self.limits[band], begin))) / (end - begin)
        if stage.kind == TOP or band == top:
            return float(stage.kind == TOP and band == top)
        upper = 0.0 if band + 1 == top else _above(stage.number, self.limits[band + 1])
        return _above(stage.number, self.limits[band]) - upper

    def beyond(self, counted: int, limit: float) -> float:
        """Share who pass a limit between counts `counted` and `counted` + 1: a step is divided in proportion."""
        before, after = _above(counted, limit), _above(counted + 1, limit)
        return 1.0 if before >= 1.0 else (after - before) / (1.0 - before)


def _above(counted: int, limit: float) -> float:
    """Share of a step spent above a limit by somebody who began it with a count of `counted` - 1 to `counted` steps."""
    if limit <= 0.0:
        return 1.0
    if counted == 0:  # who enters evenly over the step
        return (1.0 - limit) ** 2 if limit < 1.0 else 0.0
    gap = limit - (counted - 1)  # of the sum of two uniform numbers
    if gap <= 0.0:
        return 1.0
    if gap <= 1.0:
        return 1.0 - 0.5 * gap**2
    return 0.5 * (2.0 - gap) ** 2 if gap < 2.0 else 0.0
