"""Weighing draws by what was measured: likelihoods, effective draws, weighted percentiles."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from businesscase.measures.observing import Prediction, readings
from businesscase.measures.sensitivity import ranks
from businesscase.scenario.declare.observations import Observation

Floats = NDArray[np.float64]
TINY = 1e-12


def log_likelihood(
    name: str,
    observation: Observation,
    predictions: Mapping[tuple[str, str], Prediction],
    errors: Mapping[tuple[str, str], Floats],
) -> Floats:
    """Log density of the measured value in every draw, readings mixed by their weights, shape (draw,)."""
    parts = [
        np.log(1.0 if reading is None else reading.weight)
        + log_normal(observation.value.canonical, predictions[name, label].value.mean(axis=1), errors[name, label])
        for label, reading in readings(observation).items()
    ]
    total: Floats = np.logaddexp.reduce(parts, axis=0)
    return total


def log_normal(value: float, mean: Floats, deviation: Floats) -> Floats:
    """Log density of a normal distribution."""
    density: Floats = -0.5 * ((value - mean) / deviation) ** 2 - np.log(deviation) - 0.5 * np.log(2.0 * np.pi)
    return density


def weights_of(likelihood: Floats) -> Floats:
    """Weights of the draws that sum to one, from log likelihoods, shape (draw,)."""
    found = np.exp(likelihood - likelihood.max())
    return np.asarray(found / found.sum())


def effective(weights: Floats) -> float:
    """Kish's effective number of draws: 1 / sum of squared weights that sum to one."""
    return float(1.0 / np.sum(weights**2))


def evenly(possible: NDArray[np.bool_]) -> Floats:
    """Weights of the draws that are possible, each the same, summing to one, shape (draw,)."""
    found: Floats = possible / possible.sum()
    return found


def of_possible(likelihood: Floats, possible: NDArray[np.bool_]) -> Floats:
    """Log likelihoods, -inf where a reported level contradicted the draw's base hazards, shape (draw,)."""
    found: Floats = np.where(possible, likelihood, -np.inf)
    return found


def paired_error(values: Floats, after: Floats, before: Floats) -> float:
    """Standard error of `after @ values - before @ values`, both weights of the same draws and summing to one.

    By the delta method for means of weighted draws (Owen, Monte Carlo theory, methods and examples, 9.2): a draw that
    both sides share counts once, by what it adds to the difference.
    """
    added = after * (values - after @ values) - before * (values - before @ values)
    return float(np.sqrt(np.sum(added**2)))


def weighted_percentiles(values: Floats, weights: Floats, percentiles: tuple[float, ...]) -> tuple[float, ...]:
    """Percentiles of weighted values: linear between the middles of the steps of their distribution."""
    order = np.argsort(values, kind="stable")
    middle = np.cumsum(weights[order]) - weights[order] / 2.0
    return tuple(float(each) for each in np.interp(np.array(percentiles) / 100.0, middle, values[order]))


def share_below(observation: Observation, measured: float, value: Floats, error: Floats) -> float:
    """Share of what could be measured, prediction and error together, that lies below what was; half of what equals it.

    Of a share of persons in one arm the error is that of a count, and few persons make it uneven: a binomial of as many
    independent persons as have this error (fewer than were asked, where members of a family are alike), carried on to
    numbers that are not whole by the incomplete beta function. All else is normal.

    Args:
        measured: what was.
        value, error: predicted, and its standard error, shape (draw,).
    """
    from scipy.special import betainc, ndtr

    if observation.measure != "share" or observation.arm == "difference":
        return float(ndtr((measured - value) / error).mean())
    share = np.clip(value, TINY, 1.0 - TINY)
    persons = share * (1.0 - share) / error**2
    count = np.clip(measured, 0.0, 1.0) * persons
    most = np.where(count >= persons, 1.0, betainc(np.maximum(persons - count, TINY), count + 1.0, 1.0 - share))
    fewer = np.where(count <= 0.0, 0.0, betainc(persons - count + 1.0, np.maximum(count, TINY), 1.0 - share))
    return float(0.5 * (most + fewer).mean())


def two_sided(below: float) -> float:
    """Two-sided tail share, from the share that lies below."""
    return 2.0 * min(below, 1.0 - below)


def normal_scores(values: Floats) -> Floats:
    """Normal scores of values by their ranks (Blom): what they would be, were they standard normal, shape (n,)."""
    from scipy.special import ndtri

    scores: Floats = ndtri((ranks(values) - 0.375) / (len(values) + 0.25))
    return scores
