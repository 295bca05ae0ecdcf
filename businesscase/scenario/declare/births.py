"""When children are born into the families: a fixed list, as many as the rates give.

A birth falls each time the expected births of all families together have grown by one, the first at one half; and it
falls to the family that is furthest behind its own expected births (largest remainder, in time). So at every moment
there are as many as expected to within one half, and a longer horizon adds children without moving any.
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
    found: list[list[float]] = [[] for _ in ages]
    had = np.zeros(len(ages))
    turns = np.unique(np.clip([0.0, years, *_turns(births, ages)], 0.0, years))
    summed = np.array([expected_births(births, ages, turn).sum() for turn in turns])
    rising = np.append(True, np.diff(summed) > 0.0)
    for whole in np.arange(0.5, summed[-1], 1.0):
        moment = float(np.interp(whole, summed[rising], turns[rising]))
        family = int(np.argmax(expected_births(births, ages, moment) - had))
        found[family].append(moment)
        had[family] += 1.0
    return found


def expected_births(births: Births, ages: Floats, years: float) -> Floats:
    """Of each family until then, shape (family,)."""
    total = np.zeros(len(ages))
    for band in births.rates.values():
        begin, end = np.maximum(band.since - ages, 0.0), np.minimum(band.until - ages, years)
        total += band.rate.canonical * np.maximum(end - begin, 0.0)
    return total


def _turns(births: Births, ages: Floats) -> list[float]:
    """Moments at which the rate of some family changes."""
    return [float(at) for band in births.rates.values() for at in (*(band.since - ages), *(band.until - ages))]
