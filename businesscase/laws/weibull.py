# mypy: allow-untyped-defs, allow-incomplete-defs, allow-untyped-calls
"""The Weibull law: hazard shape/scale (t/scale)^(shape - 1). `first` is the shape, `second` the scale in years."""

from __future__ import annotations

import math

import numpy as np

from businesscase.core.compiling import compiled
from businesscase.laws.law import Drawn, Floats, Parameters, parameters_of
from businesscase.scenario.declare.clocks import Weibull
from businesscase.scenario.declare.quantity import parse_span

HAS_SCALE = True  # whether `second` is a time, which must be above 0


def parameters(declared: Weibull, key: str, drawn: Drawn) -> Parameters:
    """Shape, and the scale as given or from its equivalent.

    The mean is scale Gamma(1 + 1/shape); the probability over a time is 1 - exp(-(time/scale)^shape); the hazard at an
    age is shape / scale^shape age^(shape - 1).
    """
    return parameters_of(drawn[f"{key}.shape"], _scale(declared, key, drawn))


def _scale(declared: Weibull, key: str, drawn: Drawn) -> Floats:
    from scipy.special import gamma

    shape = drawn[f"{key}.shape"]
    if declared.scale is not None:
        return drawn[f"{key}.scale"]
    if declared.mean_duration is not None:
        return np.asarray(drawn[f"{key}.mean_duration"] / gamma(1.0 + 1.0 / shape))
    if declared.probability is not None:
        assert declared.over is not None
        return np.asarray(parse_span(declared.over) * (-np.log1p(-drawn[f"{key}.probability"])) ** (-1.0 / shape))
    assert declared.at is not None
    at = parse_span(declared.at)
    return np.asarray((shape * at ** (shape - 1.0) / drawn[f"{key}.rate"]) ** (1.0 / shape))


@compiled
def power(base, exponent):
    """base^exponent of a positive base: two thirds of the time of pow, and a relative error of 1e-15 |log result|."""
    return math.exp(exponent * math.log(base))


@compiled
def hazard(first, second, age):
    """Hazard at an age."""
    return first / second * power(max(age, 1e-12) / second, first - 1.0)


@compiled
def cumulative(first, second, age):
    """Integrated hazard from 0 to an age."""
    return power(age / second, first) if age > 0.0 else 0.0


@compiled
def time_at(first, second, level):
    """Age at which the integrated hazard reaches a level."""
    return second * power(level, 1.0 / first) if level > 0.0 else 0.0


def integrated(law: Parameters, at: Floats) -> Floats:
    """Integrated hazard from 0, for ages `at` that broadcast with the draws."""
    return np.asarray((np.maximum(at, 0.0) / law.second) ** law.first)


def twice_integrated(law: Parameters, at: Floats) -> Floats:
    """Integral from 0 of the integrated hazard."""
    return np.asarray(law.second / (law.first + 1.0) * (at / law.second) ** (law.first + 1.0))


def acceleration(key: str, drawn: Drawn) -> Floats:
    """Power of 1 / r by which all times times r act on the hazard: the shape."""
    return drawn[f"{key}.shape"]


def settles(_law: Parameters) -> None:
    """The hazard always changes."""
