# mypy: allow-untyped-defs, allow-incomplete-defs, allow-untyped-calls
"""All laws: their numbers in the arrays, and what asks each law's module.

Arrays ask the module that is called like the field of a declaration. Kernels branch on the number, so a new law has a
number and its branches here; a number without a branch is an error, never another law.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from importlib import import_module
from typing import Any, Protocol

import numpy as np

from businesscase.core.compiling import compiled
from businesscase.laws import exponential, gompertz, weibull
from businesscase.laws.frailty import conditional_rate
from businesscase.laws.law import Drawn, Floats, Ints, Parameters
from businesscase.scenario.declare.clocks import LAWS, Transition
from businesscase.scenario.declare.quantity import parse_span

EXPONENTIAL, WEIBULL, GOMPERTZ, BANDS = range(4)  # in the order of LAWS
_UNKNOWN = "a law that the kernels do not know"
_MODULES: tuple[Any, ...] = tuple(import_module(f"businesscase.laws.{name}") for name in LAWS)


class Hazards(Protocol):
    """Arrays of transitions k: `model.arrays.Arrays`, or those of one clock."""

    @property
    def law(self) -> Ints:
        """Shape (k,)."""

    @property
    def parameters(self) -> Floats:
        """Shape (draw, k, 2)."""

    @property
    def band_first(self) -> Ints:
        """Shape (k + 1,)."""

    @property
    def band_limits(self) -> Floats:
        """Shape (band,)."""

    @property
    def band_rates(self) -> Floats:
        """Shape (draw, band)."""


def declared_law(transition: Transition) -> int:
    """Number of the law of a transition."""
    return next(number for number, name in enumerate(LAWS) if getattr(transition, name) is not None)


def parameters_of(transition: Transition, key: str, drawn: Drawn, frailty_sigma: Floats) -> tuple[int, Parameters]:
    """Number of the law of the transition declared at `key`, and its parameters in each draw.

    Args:
        frailty_sigma: standard deviation of log frailty, shape (draw,); used for marginal rates only.
    """
    law = declared_law(transition)
    found: Parameters = _MODULES[law].parameters(getattr(transition, LAWS[law]), f"{key}.{LAWS[law]}", drawn)
    if transition.marginal:
        assert transition.exponential is not None
        over = transition.exponential.over
        period = parse_span(over) if over else 1.0
        found = found._replace(first=conditional_rate(found.first, period, frailty_sigma * transition.frailty))
    return law, found


def has_scale(hazards: Hazards, k: int) -> bool:
    """Whether the second parameter of transition k is a time, which must be above 0."""
    return bool(_MODULES[hazards.law[k]].HAS_SCALE)


def stacked(parameters: Sequence[Parameters]) -> Floats:
    """First and second parameter of transitions k, shape (draw, k, 2)."""
    return np.stack([np.stack([own.first, own.second], axis=1) for own in parameters], axis=1)


def acceleration(transition: Transition, key: str, drawn: Drawn) -> Floats | float | None:
    """Power a of a hazard ratio r^-a that does what all times times r does; None where no ratio does."""
    law = declared_law(transition)
    found: Floats | float | None = _MODULES[law].acceleration(f"{key}.{LAWS[law]}", drawn)
    return found


def parameters_in(hazards: Hazards, k: int) -> Parameters:
    """Parameters of transition k."""
    own = slice(int(hazards.band_first[k]), int(hazards.band_first[k + 1]))
    first, second = hazards.parameters[:, k, 0], hazards.parameters[:, k, 1]
    return Parameters(first, second, hazards.band_limits[own], hazards.band_rates[:, own])


def integrated(hazards: Hazards, k: int, at: Floats) -> Floats:
    """Integrated hazard of transition k from 0 to `at` in years (any shape that broadcasts with the draws)."""
    found: Floats = _MODULES[hazards.law[k]].integrated(parameters_in(hazards, k), at)
    return found


def twice_integrated(hazards: Hazards, k: int, at: Floats) -> Floats:
    """Integral from 0 of the integrated hazard of transition k."""
    found: Floats = _MODULES[hazards.law[k]].twice_integrated(parameters_in(hazards, k), at)
    return found


def settles(hazards: Hazards, k: int) -> tuple[float, Floats] | None:
    """Age from which the hazard of transition k changes no more, and that hazard; None if it always does."""
    found: tuple[float, Floats] | None = _MODULES[hazards.law[k]].settles(parameters_in(hazards, k))
    return found


def remembers(hazards: Hazards, k: int) -> float:
    """Years from which the hazard of transition k changes no more; infinite if it always does."""
    found = settles(hazards, k)
    return math.inf if found is None else found[0]


@compiled
def is_constant(law):
    """Whether the hazard is constant between the limits of bands, so that kernels take it out of integrals."""
    return law in (EXPONENTIAL, BANDS)


@compiled
def is_steep(law):
    """Whether the hazard may be infinite at 0, so that it is integrated on the scale of its own integral."""
    return law == WEIBULL


@compiled
def hazard(law, first, second, age):
    """Hazard of a law at an age on its own time scale."""
    if law == WEIBULL:
        return weibull.hazard(first, second, age)
    if law == GOMPERTZ:
        return gompertz.hazard(first, second, age)
    if is_constant(law):
        return exponential.hazard(first, second, age)
    raise ValueError(_UNKNOWN)


@compiled
def cumulative(law, first, second, age):
    """Integrated hazard of a law from 0 to an age on its own time scale (a band counts as a constant hazard)."""
    if law == WEIBULL:
        return weibull.cumulative(first, second, age)
    if law == GOMPERTZ:
        return gompertz.cumulative(first, second, age)
    if is_constant(law):
        return exponential.cumulative(first, second, age)
    raise ValueError(_UNKNOWN)


@compiled
def time_at(law, first, second, level):
    """Age at which the integrated hazard of a law reaches a level; infinite if it never does."""
    if law == WEIBULL:
        return weibull.time_at(first, second, level)
    if law == GOMPERTZ:
        return gompertz.time_at(first, second, level)
    if is_constant(law):
        return exponential.time_at(first, second, level)
    raise ValueError(_UNKNOWN)
