"""The piecewise constant law: a hazard in each band of ages. `first` and `second` are unused.

Kernels take a band as a stretch of time (`rates` times a constant hazard of one), so they know no integral of it.
"""

from __future__ import annotations

import numpy as np

from businesscase.laws.law import Drawn, Floats, Parameters
from businesscase.scenario.declare.clocks import Bands
from businesscase.scenario.declare.quantity import parse_span

HAS_SCALE = False  # whether `second` is a time, which must be above 0


def parameters(declared: Bands, key: str, drawn: Drawn) -> Parameters:
    """Lower limits and hazards as they are declared."""
    rates = np.stack([drawn[f"{key}.{limit}"] for limit in declared], axis=1)
    unused = np.zeros(rates.shape[0])
    return Parameters(unused, unused, np.array([parse_span(limit) for limit in declared]), rates)


def integrated(law: Parameters, at: Floats) -> Floats:
    """Integrated hazard from 0, for ages `at` that broadcast with the draws."""
    total = np.zeros(np.broadcast_shapes(at.shape, law.first.shape))
    for band, (lower, width) in enumerate(_bands(law)):
        total = total + law.rates[:, band] * np.clip(at - lower, 0.0, width)
    return total


def twice_integrated(law: Parameters, at: Floats) -> Floats:
    """Integral from 0 of the integrated hazard."""
    total = np.zeros(np.broadcast_shapes(at.shape, law.first.shape))
    for band, (lower, width) in enumerate(_bands(law)):
        inside = np.clip(at - lower, 0.0, width)
        beyond = np.maximum(at - lower - width, 0.0) * width if np.isfinite(width) else np.zeros_like(at)
        total = total + law.rates[:, band] * (0.5 * inside**2 + beyond)
    return total


def _bands(law: Parameters) -> list[tuple[float, float]]:
    """Lower limit and width of each band."""
    return list(zip(law.limits, np.diff(law.limits, append=np.inf), strict=True))


def acceleration(_key: str, _drawn: Drawn) -> None:
    """Bands whose times are multiplied have other limits."""


def settles(law: Parameters) -> tuple[float, Floats]:
    """Age from which the hazard changes no more, and the hazard from then on."""
    return float(law.limits[-1]), law.rates[:, -1]
