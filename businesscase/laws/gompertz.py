# mypy: allow-untyped-defs, allow-incomplete-defs, allow-untyped-calls
"""The Gompertz law: hazard rate exp(slope t). `first` is the rate at 0, `second` the slope per year."""

from __future__ import annotations

import math

import numpy as np

from businesscase.core.compiling import compiled
from businesscase.laws.law import Drawn, Floats, Parameters, parameters_of
from businesscase.scenario.declare.clocks import Gompertz

HAS_SCALE = False  # whether `second` is a time, which must be above 0


def parameters(_declared: Gompertz, key: str, drawn: Drawn) -> Parameters:
    """Rate and slope as they are declared."""
    return parameters_of(drawn[f"{key}.rate"], drawn[f"{key}.slope"])


@compiled
def hazard(first, second, age):
    """Hazard at an age."""
    return first * math.exp(second * age)


@compiled
def cumulative(first, second, age):
    """Integrated hazard from 0 to an age."""
    if second == 0.0:
        return first * age
    return first * math.expm1(second * age) / second


@compiled
def time_at(first, second, level):
    """Age at which the integrated hazard reaches a level; infinite if it never does."""
    if second == 0.0:
        return level / first
    grown = second * level / first
    return math.log1p(grown) / second if grown > -1.0 else math.inf


def integrated(law: Parameters, at: Floats) -> Floats:
    """Integrated hazard from 0, for ages `at` that broadcast with the draws."""
    small = np.abs(law.second) < 1e-12
    grown = law.first * np.expm1(law.second * at) / np.where(small, 1.0, law.second)
    return np.asarray(np.where(small, law.first * at, grown))


def twice_integrated(law: Parameters, at: Floats) -> Floats:
    """Integral from 0 of the integrated hazard."""
    grown = law.second * at
    small = np.abs(grown) < 1e-4
    exact = (np.expm1(grown) - grown) / np.where(small, 1.0, law.second) ** 2
    return np.asarray(law.first * np.where(small, at**2 * (0.5 + grown / 6.0), exact))


def acceleration(_key: str, _drawn: Drawn) -> None:
    """A Gompertz law whose times are multiplied is one of another slope, not of another level."""


def settles(_law: Parameters) -> None:
    """The hazard always changes."""
