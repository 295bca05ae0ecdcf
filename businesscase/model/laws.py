"""Laws of transitions as parameters per draw: the one place where a declared hazard is converted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from businesscase.model.arrays import BANDS, EXPONENTIAL, GOMPERTZ, WEIBULL
from businesscase.model.inputs.inputs import Inputs
from businesscase.scenario.declare.clocks import Exponential, Transition, Weibull
from businesscase.scenario.declare.quantity import parse_span

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Law:
    """A law in the form the kernels read.

    Attributes:
        kind: EXPONENTIAL, WEIBULL, GOMPERTZ or BANDS.
        parameters: shape (draw, 2): rate; shape and scale; rate and slope; unused for bands.
        limits: lower limits of the bands, shape (band,).
        rates: rates of the bands, shape (draw, band).
    """

    kind: int
    parameters: Floats
    limits: Floats
    rates: Floats


def law_of(transition: Transition, key: str, inputs: Inputs, frailty_sigma: Floats) -> Law:
    """Convert the declared law of the transition at `key`; `frailty_sigma` is used for marginal rates only."""
    parameters = np.zeros((inputs.draws, 2))
    limits, rates = np.zeros(0), np.zeros((inputs.draws, 0))
    if transition.exponential is not None:
        kind = EXPONENTIAL
        rate = _exponential_rate(transition.exponential, f"{key}.exponential", inputs)
        if transition.marginal:
            period = parse_span(transition.exponential.over) if transition.exponential.over else 1.0
            rate = conditional_rate(rate, period, frailty_sigma * transition.frailty)
        parameters[:, 0] = rate
    elif transition.weibull is not None:
        kind = WEIBULL
        parameters[:, 0] = inputs[f"{key}.weibull.shape"]
        parameters[:, 1] = _weibull_scale(transition.weibull, f"{key}.weibull", inputs)
    elif transition.gompertz is not None:
        kind = GOMPERTZ
        parameters[:, 0] = inputs[f"{key}.gompertz.rate"]
        parameters[:, 1] = inputs[f"{key}.gompertz.slope"]
    else:
        assert transition.bands is not None
        kind = BANDS
        limits = np.array([parse_span(limit) for limit in transition.bands])
        rates = np.stack([inputs[f"{key}.bands.{limit}"] for limit in transition.bands], axis=1)
    return Law(kind, parameters, limits, rates)


def _exponential_rate(law: Exponential, key: str, inputs: Inputs) -> Floats:
    if law.rate is not None:
        return inputs[f"{key}.rate"]
    if law.mean_duration is not None:
        return 1.0 / inputs[f"{key}.mean_duration"]
    assert law.over is not None
    return -np.log1p(-inputs[f"{key}.probability"]) / parse_span(law.over)


def _weibull_scale(law: Weibull, key: str, inputs: Inputs) -> Floats:
    """Scale as given, or from: mean = scale Gamma(1 + 1/shape); 1 - exp(-(over/scale)^shape); the hazard at `at`."""
    from scipy.special import gamma

    shape = inputs[f"{key}.shape"]
    if law.scale is not None:
        return inputs[f"{key}.scale"]
    if law.mean_duration is not None:
        return np.asarray(inputs[f"{key}.mean_duration"] / gamma(1.0 + 1.0 / shape))
    if law.probability is not None:
        assert law.over is not None
        return np.asarray(parse_span(law.over) * (-np.log1p(-inputs[f"{key}.probability"])) ** (-1.0 / shape))
    assert law.at is not None
    at = parse_span(law.at)
    # rate = shape / scale^shape at^(shape - 1)
    return np.asarray((shape * at ** (shape - 1.0) / inputs[f"{key}.rate"]) ** (1.0 / shape))


def conditional_rate(marginal: Floats, period: float, log_spread: Floats) -> Floats:
    """Rate of a family with factor 1 such that the population's average over the period is `marginal`.

    Solves E[exp(-rate W period)] = exp(-marginal period) for a lognormal W of mean 1 and standard deviation
    `log_spread` of its log, by Newton's method with Gauss-Hermite quadrature; all arguments of shape (draw,).
    """
    nodes, weights = np.polynomial.hermite_e.hermegauss(21)
    weights = weights / weights.sum()
    factor = np.exp(log_spread[:, None] * nodes - 0.5 * log_spread[:, None] ** 2)
    target = np.exp(-marginal * period)
    rate = np.array(marginal, dtype=np.float64)
    for _ in range(50):
        survival = np.exp(-rate[:, None] * factor * period)
        gap = survival @ weights - target
        step = gap / ((survival * factor * period) @ weights)
        rate = np.maximum(rate + step, 1e-12)
        if np.max(np.abs(step)) < 1e-13:
            break
    return rate
