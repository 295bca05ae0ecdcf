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
NESTED = 200  # studies at quantiles for moment matching; Heath and others find 30 to 50 enough for the variance
OUTER = 500  # studies at most for importance sampling
_BENDS = np.linspace(-0.5, 0.5, 101)  # how much of the square is mixed in
RESAMPLES = 50  # of the draws, for the errors
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
    """The same by moment matching, to the third moment; `means` is `explained`, where known. No random numbers.

    Heath and others match variance alone and keep the shape of E[saved | quantity]. A study blurs a skewed one, so its
    square is mixed in until the skewness is that of the nested studies too.
    """
    means = explained(quantity, saved) if means is None else means
    if not means.any():
        return 0.0
    nested = _learnt(means, quantity, error, NESTED)
    scores = (means - means.mean()) / means.std()
    bend = _BENDS[np.argmin(np.abs(_skewness_bent(scores) - nested.skewness))]
    chosen = scores + bend * (scores * scores - 1.0)
    width = sqrt(max(0.0, float(means.var()) - nested.left))
    return gain(chosen / chosen.std() * width, float(saved.mean()))


def by_importance(saved: Floats, quantity: Floats, error: float, *, means: Floats | None = None) -> float:
    """The same by importance sampling; `means` is `explained`, where that is known already. No random numbers."""
    means = explained(quantity, saved) if means is None else means
    if not means.any():
        return 0.0
    return gain(_learnt(means, quantity, error, OUTER).centres, float(saved.mean()))


@dataclass(frozen=True)
class _Learnt:
    """What studies teach: the mean after each, the skewness of these, and the variance that is left on average."""

    centres: Floats
    skewness: float
    left: float


def _learnt(means: Floats, quantity: Floats, error: float, count: int) -> _Learnt:
    """Studies of `count` quantiles of the quantity, their errors spread evenly beside them."""
    from scipy.special import ndtri

    at = np.quantile(quantity, (np.arange(count) + 0.5) / count)
    weights = _weights(at + error * ndtri((0.5 + _GOLDEN * np.arange(count)) % 1.0), quantity, error)
    centres = np.einsum("ij,j->i", weights, means)  # not by BLAS, whose threads wait longer than this takes
    left = float((np.einsum("ij,j->i", weights, means**2) - centres**2).mean())
    apart = centres - centres.mean()
    spread = float(apart.std())
    return _Learnt(centres, float((apart * apart * apart).mean()) / spread**3 if spread > 0.0 else 0.0, left)


def _skewness_bent(scores: Floats) -> Floats:
    """Skewness of z + b (z^2 - 1) for every bend b, from the moments of z, which has mean 0 and variance 1."""
    square = scores * scores
    third, fourth, fifth, sixth = (
        float(each.mean()) for each in (square * scores, square**2, square**2 * scores, square**2 * square)
    )
    spread = 1.0 + 2.0 * _BENDS * third + _BENDS**2 * (fourth - 1.0)
    found: Floats = (
        third
        + 3.0 * _BENDS * (fourth - 1.0)
        + 3.0 * _BENDS**2 * (fifth - 2.0 * third)
        + _BENDS**3 * (sixth - 3.0 * fourth + 2.0)
    ) / np.maximum(spread, 1e-12) ** 1.5
    return found


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
    together = [
        abs(found[one] - found[two]) <= 2.0 * float((again[:, one] - again[:, two]).std(ddof=1)) + 1e-9
        for one, two in ((0, 1), (0, 2), (1, 2))
    ]
    estimates = {
        method: Estimate(value, float(own)) for method, value, own in zip(Method, found, errors, strict=True)
    }  # fmt: skip
    return Sampled(estimates, all(together))


def _by_all(saved: Floats, quantity: Floats, error: float, seed: int) -> tuple[float, float, float]:
    means = explained(quantity, saved)
    return (
        by_regression(saved, quantity, error, seed=seed),
        by_moments(saved, quantity, error, means=means),
        by_importance(saved, quantity, error, means=means),
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
