"""The distribution of an uncertain input: a two-piece normal on the scale that suits its unit.

Given the mean and the 5th and 95th percentile there are three things to match, so a two-parameter family cannot do.
On a link scale (log for what is positive, logit for shares, none otherwise) the distribution is normal with one
spread below and another above its median; the spreads put 5 % below `low` and 5 % above `high`, and the median is
solved so that the mean is the declared value (docs/explanation/uncertainty.md).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from businesscase.core.words import RuleBroken
from businesscase.scenario.declare.quantity import Quantity

_Z95 = 1.6448536269514722
_FAR = 40.0  # on the logit scale: as far as any share that a float holds
Floats = NDArray[np.float64]


def scale_of(quantity: Quantity) -> str:
    """The link scale: logit for shares, log for other positive quantities, identity where low is not positive.

    Where a quantity cannot be negative the declaration has refused a low of 0, and for a share a high of 1.
    """
    if quantity.dimension == "share":
        return "logit"
    if quantity.dimension == "number" or quantity.low is None or quantity.low <= 0:
        return "identity"
    return "log"


def quantile(quantity: Quantity, z: Floats) -> Floats:
    """Values of the quantity (canonical unit) at standard normal positions z; constant if it is not uncertain.

    Raises:
        ValueError: if no two-piece normal with this mean has these percentiles; says which means are possible.
    """
    if not quantity.is_uncertain:
        return np.full(np.shape(z), quantity.canonical)
    low, median, high = _on_scale(quantity)
    spread = np.where(z < 0, (median - low) / _Z95, (high - median) / _Z95)
    values: Floats = _LINKS[scale_of(quantity)][1](median + spread * z)
    return values


def position(quantity: Quantity, value: float) -> float:
    """Standard normal position of a value (canonical unit) of an uncertain quantity: the inverse of `quantile`.

    Minus or plus infinity at the ends of the scale, such as a share of 0 or 1.
    """
    low, median, high = _on_scale(quantity)
    link = scale_of(quantity)
    if link != "identity" and value <= 0.0:
        return -math.inf
    if link == "logit" and value >= 1.0:
        return math.inf
    at = _LINKS[link][0](value)
    return _Z95 * (at - median) / (median - low if at < median else high - median)


def cannot_be_drawn(quantity: Quantity) -> RuleBroken | None:
    """Why a number that is uncertain by its interval has no distribution, None if it has one."""
    try:
        if quantity.is_uncertain:
            _on_scale(quantity)
    except RuleBroken as problem:
        return problem
    return None


def mean_and_variance(
    quantity: Quantity, of: Callable[[Floats], Floats] = lambda values: values
) -> tuple[float, float]:
    """Mean and variance of a number's distribution (canonical unit), or of a function of it; by quadrature."""
    z, weight = np.concatenate([-_HALF_Z, _HALF_Z]), np.concatenate([_HALF_WEIGHT, _HALF_WEIGHT])
    values = of(quantile(quantity, z))
    mean = float(values @ weight) / float(weight.sum())
    return mean, float((values - mean) ** 2 @ weight) / float(weight.sum())


def moved(share: Quantity, value: float) -> tuple[float, float]:
    """5th and 95th percentile of an uncertain share once its distribution is moved so that its mean is `value`.

    It is moved along its own scale, the logit, where it keeps its shape: so it stays between 0 and 1, and the value
    can be its mean. Both in the unit of the share.
    """
    low, median, high = _on_scale(share)

    def mean(by: float) -> float:
        return float(_means("logit", low + by, high + by, np.array([median + by]))[0])

    wanted = value * share.factor
    middle = _logit(wanted) - median
    by = _turning(lambda at: mean(at) > wanted, middle - _FAR, middle + _FAR)
    ends = _expit(np.array([low, high]) + by) / share.factor
    return float(ends[0]), float(ends[1])


def _on_scale(quantity: Quantity) -> tuple[float, float, float]:
    """5th percentile, median and 95th percentile on the link scale."""
    assert quantity.low is not None and quantity.high is not None
    link = scale_of(quantity)
    low, high = (_LINKS[link][0](bound * quantity.factor) for bound in (quantity.low, quantity.high))
    return low, _median(link, low, high, quantity.canonical), high


def _logit(share: float) -> float:
    return math.log(share / (1.0 - share))


def _expit(value: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-value)))


_LINKS: dict[str, tuple[Callable[[float], float], Callable[[Floats], Floats]]] = {
    "log": (math.log, np.exp),
    "logit": (_logit, _expit),
    "identity": (float, np.asarray),
}


@lru_cache(maxsize=4_096)
def _median(link: str, low: float, high: float, mean: float) -> float:
    """Median on the link scale for which the mean is as declared; the solution nearest the middle."""
    grid = np.linspace(low, high, 401)
    means = _means(link, low, high, grid)
    if link == "identity" and abs(means[200] - mean) < 1e-12:
        return float(grid[200])
    gap = means - mean
    crossing = np.flatnonzero(np.sign(gap[:-1]) != np.sign(gap[1:]))
    if crossing.size == 0:
        raise RuleBroken("rule.no_mean", value=mean, low=means.min(), high=means.max())
    nearest = int(crossing[np.argmin(np.abs(crossing - 200))])
    return _between(
        lambda at: float(_means(link, low, high, np.array([at]))[0]) - mean,
        (float(grid[nearest]), float(gap[nearest])),
        (float(grid[nearest + 1]), float(gap[nearest + 1])),
    )


def _between(gap: Callable[[float], float], before: tuple[float, float], after: tuple[float, float]) -> float:
    """Where a gap closes between two places, each with its gap, of other signs; by regula falsi (Illinois)."""
    (near, near_gap), (far, far_gap) = before, after
    at = far
    for _ in range(60):
        at, last = far - far_gap * (far - near) / (far_gap - near_gap), at
        found = gap(at)
        if found == 0.0 or abs(at - last) <= 1e-15 * abs(at):
            break
        if (found > 0.0) == (far_gap > 0.0):
            near_gap *= 0.5
        else:
            near, near_gap = far, far_gap
        far, far_gap = at, found
    return at


def _turning(holds: Callable[[float], bool], before: float, after: float) -> float:
    """Where something that does not hold at first, and does at last, begins to hold; by halving sixty times."""
    for _ in range(60):
        middle = 0.5 * (before + after)
        if holds(middle):
            after = middle
        else:
            before = middle
    return 0.5 * (before + after)


def _means(link: str, low: float, high: float, median: Floats) -> Floats:
    """Mean of the two-piece normal, for each median; by Gauss-Legendre on each half of z in (-9, 9)."""
    below, above = (median - low) / _Z95, (high - median) / _Z95
    inverse = _LINKS[link][1]
    total = np.zeros_like(median)
    for sign, spread in ((-1.0, below), (1.0, above)):
        z = sign * _HALF_Z
        total += inverse(median[:, None] + spread[:, None] * z[None, :]) @ _HALF_WEIGHT
    return total


_nodes, _weights = np.polynomial.legendre.leggauss(60)
_HALF_Z = 4.5 * (_nodes + 1.0)
_HALF_WEIGHT = 4.5 * _weights * np.exp(-0.5 * _HALF_Z**2) / math.sqrt(2.0 * math.pi)
