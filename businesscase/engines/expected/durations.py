"""Classes of durations: how finely the time already spent in a state is followed, and the mean hazard in each class.

Members enter class 0 in the middle of a step and leave it at its end; from then on they lie evenly within a class
[low, high), counted in steps at the beginning of a step. Classes of one step move on whole; of a wider class a share
1 / width moves on, which spreads ages a little and matters only where a hazard is not smooth in time, so bands are
followed step by step. Where a hazard is smooth in time, those who stand in the state when the clock begins are followed
at a few nodes of their elapsed time instead, with the hazard at their own duration; so are those who enter it then.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from businesscase.laws.registry import integrated, remembers, settles, twice_integrated
from businesscase.model.arrays import ENTRY, Arrays

Floats = NDArray[np.float64]
ELAPSED_NODES = 3  # Gauss-Legendre nodes in the probability of elapsed time


@dataclass(frozen=True)
class Durations:
    """Limits of the classes after the entering one, in steps; empty where the state remembers nothing.

    Attributes:
        low, high: shape (class,); the last `high` is infinite.
        smooth: whether stays that have begun before the clock are followed at `ELAPSED_NODES` nodes. These positions
            come after the classes, and after them that of stays that begin with the clock.
    """

    low: Floats
    high: Floats
    smooth: bool = False

    @property
    def count(self) -> int:
        """Number of classes with the entering one; 1 without memory."""
        return 1 + len(self.low)

    @property
    def begun(self) -> int:
        """Position of stays that begin with the clock; without memory there is one position only."""
        return self.count + ELAPSED_NODES if self.count > 1 else 0

    def node(self, position: int) -> int:
        """Which node of elapsed time a position is (the last: none elapsed), -1 if it is a class."""
        return position - self.count if position >= max(self.count, 2) else -1

    def onward(self, position: int) -> float:
        """Share of a class that moves to the next one at the end of a step."""
        if position == 0:
            return 1.0 if self.count > 1 else 0.0
        if self.node(position) >= 0:
            return 0.0
        width = self.high[position - 1] - self.low[position - 1]
        return 0.0 if math.isinf(width) else float(1.0 / width)

    def middle(self, position: int) -> float:
        """Mean duration in the middle of a step, in steps."""
        if position == 0:
            return 0.25
        if self.node(position) >= 0:
            return math.inf
        low, high = self.low[position - 1], self.high[position - 1]
        return float(low + 1.0 if math.isinf(high) else 0.5 * (low + high) + 0.5)

    def holding(self, duration: float) -> int:
        """Position of the class that holds a duration in steps."""
        return 1 + int(np.searchsorted(self.high, duration, side="right"))


def durations_of(arrays: Arrays, exits: list[int], step: float, growth: float, reset: float | None) -> Durations:
    """The classes of a state with these exits; `reset` if self-support in it resets the count of benefit weeks."""
    horizon = float(arrays.edges[-1]) / step
    single, smooth = 0.0, False
    if reset is not None:
        single = reset
    for k in exits:
        if arrays.time_scale[k] != ENTRY:
            continue
        lasting = remembers(arrays, k)
        if math.isinf(lasting):
            smooth = True
        else:
            single = max(single, lasting)
    whole = math.ceil(single / step - 1e-9)
    if whole == 0 and not smooth:
        return Durations(np.zeros(0), np.zeros(0))
    limits_in_steps = [float(n) for n in range(max(whole, 1) + 1)]
    while smooth and limits_in_steps[-1] < horizon:
        last = limits_in_steps[-1]
        limits_in_steps.append(min(last + max(1.0, math.floor(last * (growth - 1.0))), max(horizon, last + 1.0)))
    low = np.array(limits_in_steps)
    return Durations(low, np.append(low[1:], np.inf), smooth)


def mean_hazards(arrays: Arrays, k: int, durations: Durations, step: float) -> Floats:
    """Mean hazard of transition k over a step for each class of durations, shape (class, draw).

    For members spread evenly over [low, high) it is the second difference of the twice integrated hazard I:
    (I(high + 1) - I(low + 1) - I(high) + I(low)) / (width x step^2); for who enters in it 2 I(step) / step^2.
    """
    if arrays.time_scale[k] != ENTRY:
        return np.ones((durations.count, arrays.parameters.shape[0]))
    settled = settles(arrays, k)
    if settled is not None and settled[0] == 0.0:
        return np.broadcast_to(settled[1], (durations.count, arrays.parameters.shape[0]))
    low = durations.low
    high = np.where(np.isinf(durations.high), 1.5 * low + 1.0, durations.high)
    low, high = low[:, None] * step, high[:, None] * step

    def twice(at: Floats) -> Floats:
        return twice_integrated(arrays, k, at)

    difference = twice(high + step) - twice(low + step) - twice(high) + twice(low)
    after = difference / ((high - low) * step)
    entering = 2.0 * twice(np.full((1, 1), step)) / step**2
    rates = np.concatenate([entering, after])
    if settled is not None:
        rates[-1] = settled[1]
    return np.asarray(np.maximum(rates, 0.0))  # rounding of a difference of equal numbers


def mean_hazard_of_part(arrays: Arrays, k: int, low: float, cut: float, step: float) -> Floats:
    """Mean hazard over a step of those in a class of one step who lie below a cut, or beyond it, shape (draw,).

    Age within [low, low + 1) at the beginning and time in the step are even, so their sum is triangular on (0, 2).

    Args:
        low: lower limit of the class in steps; cut: steps above it, negative for those beyond (`compartments.Hazard`).
    """
    begin, end = (0.0, cut) if cut > 0.0 else (-cut, 2.0)
    limits = sorted({begin, end, *([1.0] if begin < 1.0 < end else [])})
    nodes, weights = np.polynomial.legendre.leggauss(8)
    total, mass = np.zeros(arrays.parameters.shape[0]), 0.0
    for lower, upper in itertools.pairwise(limits):
        for node, weight in zip(nodes, weights, strict=True):
            at = 0.5 * (lower + upper) + 0.5 * (upper - lower) * node
            dense = 0.5 * (upper - lower) * weight * min(at, 2.0 - at)
            width = 1e-4  # a hazard as the slope of its integral, which every law has
            age = np.array([[low + at - width], [low + at + width]]) * step
            reached = integrated(arrays, k, age)
            total += dense * (reached[1] - reached[0]) / (2.0 * width * step)
            mass += dense
    return np.asarray(total / mass)
