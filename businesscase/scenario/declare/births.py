"""When children are born into the families: a fixed list, as many as the rates give.

Systematic sampling: the expected births of the families, laid end to end, are cut into pieces of one birth, and each
piece has its birth in its middle. So their number is the expected one to within one half, each family has its
expected number to within one, and a family that is served or not has the same children.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from businesscase.scenario.declare.population import Births

Floats = NDArray[np.float64]


def births_of(births: Births, ages: Floats, years: float) -> list[list[float]]:
    """Moments of the births of each family, in years since programme start.

    Args:
        births: rates by age of the mother.
        ages: of the mothers at programme start, shape (family,).
        years: until when children are born.
    """
    found: list[list[float]] = []
    summed = 0.5  # of expected births, so that the first is born when half a birth is expected
    for age in ages.tolist():
        moments: list[float] = []
        for begin, end, rate in _stretches(births, age, years):
            expected = rate * (end - begin)
            moments += [begin + (whole - summed) / rate for whole in range(int(summed) + 1, int(summed + expected) + 1)]
            summed += expected
        found.append(moments)
    return found


def expected_births(births: Births, ages: Floats, years: float) -> float:
    """Of all families."""
    return sum(rate * (end - begin) for age in ages.tolist() for begin, end, rate in _stretches(births, age, years))


def _stretches(births: Births, age: float, years: float) -> list[tuple[float, float, float]]:
    """Times between which a mother of an age at programme start has a rate, in order."""
    bands = sorted(births.rates.values(), key=lambda band: band.since)
    found = [(max(band.since - age, 0.0), min(band.until - age, years), band.rate.canonical) for band in bands]
    return [(begin, end, rate) for begin, end, rate in found if begin < end and rate > 0.0]
