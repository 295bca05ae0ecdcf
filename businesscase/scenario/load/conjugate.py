"""Conjugate updates: a rate by a count (gamma), a share by a stock (beta), the time spent so far by a grouped stock.

The distribution that a number is drawn from is matched by its mean and its variance to the conjugate one, so that a
posterior is a matter of adding counts; it is written back as mean, 5th and 95th percentile
(docs/how_to/own_records.md).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from businesscase.scenario.declare.clocks import Transition
from businesscase.scenario.declare.distribution import mean_and_variance
from businesscase.scenario.declare.quantity import Quantity, parse_span

Floats = NDArray[np.float64]
_TAILS = (0.05, 0.95)
_Z95 = 1.6448536269514722
_GRID = (np.arange(20_000) + 0.5) / 20_000  # positions at which the mean of a transformed hazard is taken
Interval = tuple[float, float, float]
"""Mean, 5th and 95th percentile, in the unit of the number."""


@dataclass(frozen=True)
class Hazard:
    """How a number of a law (canonical) makes the hazard that was counted.

    Attributes:
        of: the hazard of a number, but for its level.
        back: the number of such a hazard.
        level: the hazard at the time since the law began at which it was counted, per unit of `of`.
        in_proportion: whether the number is itself a rate.
    """

    of: Callable[[Floats], Floats]
    back: Callable[[Floats], Floats]
    level: float
    in_proportion: bool = False


def posterior_rate(prior: Quantity, hazard: Hazard, count: float, exposure: float) -> Interval:
    """A number of a law after so many moves: gamma(a, b) becomes gamma(a + count, b + exposure).

    `exposure`: person-years times the level of the hazard at the time at which they were counted.
    """
    from scipy.special import gammaincinv

    shape, rate = gamma_of(prior, hazard)
    shape, rate = shape + count, rate + exposure
    ends = hazard.back(np.asarray(gammaincinv(shape, _TAILS), np.float64) / rate)
    mean = hazard.back(np.array([shape / rate]))[0]
    if not hazard.in_proportion:
        mean = hazard.back(np.asarray(gammaincinv(shape, _GRID), np.float64) / rate).mean()
    return _interval(mean, ends, prior.factor)


def gamma_of(prior: Quantity, hazard: Hazard) -> tuple[float, float]:
    """Shape and rate (person-years) of the gamma distribution with the mean and the variance of the hazard."""
    mean, variance = mean_and_variance(prior, hazard.of)
    return mean * mean / variance, mean / variance


def posterior_share(prior: Quantity, count: float, of: float) -> Interval:
    """A share after so many of so many: beta(a, b) becomes beta(a + count, b + the others)."""
    from scipy.special import betaincinv

    mean, variance = mean_and_variance(prior)
    both = mean * (1.0 - mean) / variance - 1.0
    first, second = mean * both + count, (1.0 - mean) * both + of - count
    return _interval(first / (first + second), np.asarray(betaincinv(first, second, _TAILS)), prior.factor)


def posterior_times(
    mean: Quantity, spread: Quantity, by_duration: Mapping[str, float], design_effect: float
) -> tuple[Interval, Interval | None]:
    """Mean and spread of a lognormal time after persons grouped by it; no spread where that is known.

    What the groups say of both is found by maximum likelihood; each is weighed against what was believed by their
    precisions on the log scale.
    """
    from scipy.optimize import minimize

    limits = np.array([*map(parse_span, by_duration), math.inf])
    counts = np.array([*by_duration.values()]) / design_effect

    def unlikely(at: Floats) -> float:
        share = _lognormal(limits, math.exp(at[0]), math.exp(at[1]))
        return -float(counts @ np.log(np.maximum(np.diff(share), 1e-300)))

    start = np.log([mean.canonical, max(spread.canonical, 0.1 * mean.canonical)])
    found = minimize(unlikely, start, method="Nelder-Mead", options={"xatol": 1e-8, "fatol": 1e-10, "maxiter": 4000})
    precisions = 1.0 / np.maximum(np.diag(np.linalg.inv(_curvature(unlikely, found.x))), 1e-18)
    times = _weighed(mean, found.x[0], precisions[0])
    return times, _weighed(spread, found.x[1], precisions[1]) if spread.is_uncertain else None


def hazard_of(transition: Transition, band: str | None, duration: float | None) -> tuple[str, Hazard]:
    """The field of a transition whose number is updated, and how it makes the hazard at a time since the law began."""
    if transition.bands is not None:
        return f"bands.{band}", _in_proportion(1.0)
    if transition.gompertz is not None:
        assert duration is not None
        return "gompertz.rate", _in_proportion(math.exp(transition.gompertz.slope.canonical * duration))
    if transition.exponential is not None:
        law = transition.exponential
        if law.rate is not None:
            return "exponential.rate", _in_proportion(1.0)
        if law.mean_duration is not None:
            return "exponential.mean_duration", _by_power(1.0, -1.0)
        return "exponential.probability", _by_chance(1.0 / parse_span(law.over or ""))
    assert transition.weibull is not None
    assert duration is not None
    weibull = transition.weibull
    shape = weibull.shape.canonical
    if weibull.rate is not None:
        return "weibull.rate", _in_proportion((duration / parse_span(weibull.at or "")) ** (shape - 1.0))
    level = shape * duration ** (shape - 1.0)  # of a scale of one year
    if weibull.probability is not None:
        return "weibull.probability", _by_chance(level / parse_span(weibull.over or "") ** shape)
    if weibull.scale is not None:
        return "weibull.scale", _by_power(level, -shape)
    return "weibull.mean_duration", _by_power(level * math.gamma(1.0 + 1.0 / shape) ** shape, -shape)


def _in_proportion(level: float) -> Hazard:
    return Hazard(lambda number: number, lambda hazard: hazard, level, in_proportion=True)


def _by_power(level: float, power: float) -> Hazard:
    return Hazard(lambda number: number**power, lambda hazard: hazard ** (1.0 / power), level)


def _by_chance(level: float) -> Hazard:
    return Hazard(lambda number: -np.log1p(-number), lambda hazard: -np.expm1(-hazard), level)


def _interval(mean: float, ends: Floats, factor: float) -> Interval:
    low, high = sorted(map(float, ends))
    return float(mean) / factor, low / factor, high / factor


def _weighed(prior: Quantity, place: float, precision: float) -> Interval:
    mean, variance = mean_and_variance(prior)
    spread = math.log1p(variance / mean**2)
    before = math.log(mean) - 0.5 * spread
    weight = precision + 1.0 / spread
    middle, width = (precision * place + before / spread) / weight, 1.0 / math.sqrt(weight)
    ends = np.exp([middle - _Z95 * width, middle + _Z95 * width])
    return _interval(math.exp(middle + 0.5 * width**2), ends, prior.factor)


def _lognormal(limits: Floats, mean: float, spread: float) -> Floats:
    """Share below each limit of a lognormal time."""
    from scipy.special import ndtr

    variance = math.log1p((spread / mean) ** 2)
    inside = (limits > 0) & np.isfinite(limits)
    logs = np.log(np.where(inside, limits, 1.0))
    below = ndtr((logs - math.log(mean) + 0.5 * variance) / math.sqrt(variance))
    return np.where(inside, below, np.where(limits > 0, 1.0, 0.0))


def _curvature(function: Callable[[Floats], float], at: Floats, step: float = 1e-3) -> Floats:
    """Second derivatives by central differences."""
    size = len(at)
    found = np.zeros((size, size))
    for i in range(size):
        for j in range(size):
            e, f = np.eye(size)[i] * step, np.eye(size)[j] * step
            found[i, j] = function(at + e + f) - function(at + e - f) - function(at - e + f) + function(at - e - f)
    return found / (4 * step**2)
