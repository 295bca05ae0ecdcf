"""EVSI of a study that estimates one quantity, by three methods.

A study of a draw in which the quantity is q reports x = q + e, e normal with the study's standard error. What the
decision learns is E[saved | x].

* regression: saved on simulated x (Strong, Oakley, Brennan and Breeze 2015);
* moment matching: E[saved | q] made as narrow as the variance that a study takes away on average, from a few studies at
  quantiles of q (Heath, Manolopoulou and Baio 2018);
* importance sampling: E[saved | q] averaged over draws by how likely each makes the study's report (Menzies 2016).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from businesscase.analysis.sensitivity.closed import conditional_mean
from businesscase.analysis.voi.gains import Estimate, gain, shrunk

Floats = NDArray[np.float64]
REPEATED = 4  # studies simulated of each draw for the regression
NESTED = 50  # studies at quantiles for moment matching: Heath and others find 30 to 50 enough
OUTER = 500  # studies at most for importance sampling
RESAMPLES = 100  # of the draws, for the errors
_GOLDEN = (sqrt(5.0) - 1.0) / 2.0  # its multiples are evenly spread, so that errors lie evenly beside quantiles


class Method(StrEnum):
    """Ways to estimate what a study is worth."""

    REGRESSION = "regression"
    MOMENTS = "moment_matching"
    IMPORTANCE = "importance_sampling"


@dataclass(frozen=True)
class Sampled:
    """What a study is worth, by each method; `agree`: any two within two standard errors of their difference."""

    estimates: dict[Method, Estimate]
    agree: bool


def explained(quantity: Floats, saved: Floats) -> Floats:
    """E[saved | quantity] less the mean of what is saved, shape (draw,)."""
    return shrunk(conditional_mean(quantity[None], saved))


def by_regression(saved: Floats, quantity: Floats, error: float, *, seed: int) -> float:
    """What the study is worth, mean over `REPEATED` studies of each draw.

    Args:
        saved: net saving of each draw, shape (draw,).
        quantity: what is estimated, shape (draw,).
        error: standard error of the study.
        seed: of the studies' errors.
    """
    normal = np.random.default_rng(seed).standard_normal((REPEATED, len(saved)))
    worth = [
        gain(explained(quantity + error * own, saved), float(saved.mean()))
        for own in normal
    ]  # fmt: skip
    return float(np.mean(worth))


def by_moments(saved: Floats, quantity: Floats, error: float, *, means: Floats | None = None) -> float:
    """The same by moment matching; `means` is `explained`, where that is known already. No random numbers."""
    from scipy.special import ndtri

    means = explained(quantity, saved) if means is None else means
    whole = float(means.var())
    if whole == 0.0:
        return 0.0
    at = np.quantile(quantity, (np.arange(NESTED) + 0.5) / NESTED)
    errors = ndtri((0.5 + _GOLDEN * np.arange(NESTED)) % 1.0)
    weights = _weights(at + error * errors, quantity, error)
    centre = weights @ means
    left = float((weights @ means**2 - centre**2).mean())
    return gain(means * sqrt(max(0.0, 1.0 - left / whole)), float(saved.mean()))


def by_importance(saved: Floats, quantity: Floats, error: float, *, seed: int) -> float:
    """The same by importance sampling."""
    means = explained(quantity, saved)
    count = min(OUTER, len(saved))
    at = np.quantile(quantity, (np.arange(count) + 0.5) / count)
    reports = at + error * np.random.default_rng(seed).standard_normal(count)
    return gain(_weights(reports, quantity, error) @ means, float(saved.mean()))


def sampled(saved: Floats, quantity: Floats, error: float, *, seed: int) -> Sampled:
    """By all three, with errors bootstrapped over draws, each resample with studies of its own."""
    found = _by_all(saved, quantity, error, seed)
    random = np.random.default_rng(seed)
    again = np.array([
        _by_all(saved[chosen], quantity[chosen], error, seed + 1 + place)
        for place in range(RESAMPLES)
        for chosen in [random.integers(0, len(saved), len(saved))]
    ])  # fmt: skip
    errors = again.std(axis=0, ddof=1)
    apart = [
        abs(found[one] - found[two]) <= 2.0 * float((again[:, one] - again[:, two]).std(ddof=1)) + 1e-9
        for one, two in ((0, 1), (0, 2), (1, 2))
    ]
    estimates = {
        method: Estimate(value, float(own)) for method, value, own in zip(Method, found, errors, strict=True)
    }  # fmt: skip
    return Sampled(estimates, all(apart))


def _by_all(saved: Floats, quantity: Floats, error: float, seed: int) -> tuple[float, float, float]:
    return (
        by_regression(saved, quantity, error, seed=seed),
        by_moments(saved, quantity, error),
        by_importance(saved, quantity, error, seed=seed),
    )


def _weights(reports: Floats, quantity: Floats, error: float) -> Floats:
    """How likely each draw makes each report, shape (report, draw); each row sums to one."""
    away = (reports[:, None] - quantity) / error
    power = -0.5 * away**2
    power -= power.max(axis=1, keepdims=True)  # a report far from every draw is of the nearest
    weights = np.exp(power)
    weights /= weights.sum(axis=1, keepdims=True)
    found: Floats = weights
    return found
