# mypy: allow-untyped-defs, allow-incomplete-defs, allow-untyped-calls
"""The exponential law: a constant hazard. `first` is the rate."""

from __future__ import annotations

import numpy as np

from businesscase.core.compiling import compiled
from businesscase.laws.law import Drawn, Floats, Parameters, parameters_of
from businesscase.scenario.declare.clocks import Exponential
from businesscase.scenario.declare.quantity import parse_span

HAS_SCALE = False  # whether `second` is a time, which must be above 0


def parameters(declared: Exponential, key: str, drawn: Drawn) -> Parameters:
    """Rate as given, or from a mean duration, or from the probability p over a time: -log(1 - p) / time."""
    if declared.rate is not None:
        return parameters_of(drawn[f"{key}.rate"])
    if declared.mean_duration is not None:
        return parameters_of(1.0 / drawn[f"{key}.mean_duration"])
    assert declared.over is not None
    return parameters_of(-np.log1p(-drawn[f"{key}.probability"]) / parse_span(declared.over))


@compiled
def hazard(first, _second, _age):
    """Hazard at an age."""
    return first


@compiled
def cumulative(first, _second, age):
    """Integrated hazard from 0 to an age."""
    return first * age


@compiled
def time_at(first, _second, level):
    """Age at which the integrated hazard reaches a level."""
    return level / first


def integrated(law: Parameters, at: Floats) -> Floats:
    """Integrated hazard from 0, for ages `at` that broadcast with the draws."""
    return law.first * at


def twice_integrated(law: Parameters, at: Floats) -> Floats:
    """Integral from 0 of the integrated hazard."""
    return law.first * 0.5 * at**2


def acceleration(_key: str, _drawn: Drawn) -> float:
    """Power of 1 / r by which all times times r act on the hazard."""
    return 1.0


def settles(law: Parameters) -> tuple[float, Floats]:
    """Age from which the hazard changes no more, and the hazard from then on."""
    return 0.0, law.first
