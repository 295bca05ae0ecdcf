"""How good a prediction was: continuous ranked probability score, Brier score, and the interval of what is measured."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

Floats = NDArray[np.float64]
PERCENTILES = (10.0, 50.0, 90.0)  # an interval of 80 %
SPREAD = 101  # points of the normal distribution that an error is spread over


def crps(draws: Floats, measured: float) -> float:
    """Continuous ranked probability score of an ensemble, in the unit of what is predicted; the lower the better.

    mean |x - y| - sum |x_i - x_j| / (2 m^2), the second term from the sorted draws; of a certain number it is the
    distance to it (Gneiting and Raftery 2007).

    Args:
        draws: of the prediction, shape (m,).
        measured: y.
    """
    m, ordered = len(draws), np.sort(draws)
    apart = float(np.sum((2.0 * np.arange(1, m + 1) - m - 1.0) * ordered)) / m**2
    return float(np.mean(np.abs(draws - measured))) - apart


def brier(probabilities: Sequence[float], happened: Sequence[bool]) -> float:
    """Mean squared distance of probabilities from what happened (0 or 1); the lower the better."""
    return float(np.mean((np.array(probabilities) - np.array(happened, dtype=float)) ** 2))


def measurable(draws: Floats, errors: Floats) -> Floats:
    """What would be measured: each draw spread by its normal error, at even percentiles, shape (m x SPREAD,).

    Args:
        draws: of the prediction, shape (m,).
        errors: standard error of the measurement in each, shape (m,).
    """
    points = ndtri((np.arange(SPREAD) + 0.5) / SPREAD)
    return np.asarray(draws[:, None] + errors[:, None] * points).ravel()


def countable(draws: Floats, errors: Floats) -> Floats:
    """What would be counted where a share of few persons is predicted, as `measurable`.

    A binomial of as many independent persons as have the error (`measures.weighing.share_below`), in whole persons.
    """
    from scipy.stats import binom

    share = np.clip(draws, 1e-9, 1.0 - 1e-9)
    persons = np.maximum(np.round(share * (1.0 - share) / errors**2), 1.0)[:, None]
    points = (np.arange(SPREAD) + 0.5) / SPREAD
    return np.asarray(binom.ppf(points, persons, share[:, None]) / persons).ravel()


def interval(draws: Floats) -> tuple[float, float, float]:
    """The tenth, fiftieth and ninetieth percentile."""
    low, middle, high = np.percentile(draws, PERCENTILES)
    return float(low), float(middle), float(high)
