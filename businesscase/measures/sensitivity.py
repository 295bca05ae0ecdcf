"""Which inputs move with the answer, over the draws that are there anyway."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from businesscase.measures.rows import Driver
from businesscase.scenario.declare.keys import series_of
from businesscase.scenario.declare.quantity import Quantity

Floats = NDArray[np.float64]


def drivers(inputs: Mapping[str, Floats], answer: Floats) -> tuple[Driver, ...]:
    """Rank (Spearman) correlation over draws of every input that varies with an answer, strongest first.

    Args:
        inputs: key -> value per draw, shape (draw,).
        answer: shape (draw,).

    Returns:
        Sorted by size of the correlation, then by key; empty where fewer than three draws or no variation.
    """
    if len(answer) < 3 or np.ptp(answer) == 0:
        return ()
    ranked = _standardised_ranks(answer)
    found = [
        Driver(key, float(np.mean(_standardised_ranks(values) * ranked)))
        for key, values in inputs.items()
        if np.ptp(values) > 0
    ]
    return tuple(sorted(found, key=lambda driver: (-abs(driver.correlation), driver.key)))


def beyond_chance(found: Sequence[Driver], draws: int, declared: Mapping[str, Quantity]) -> list[Driver]:
    """The drivers that chance would not put among so many (`chance`), in their order, each draw named once.

    Args:
        found: what `drivers` returned.
        draws: number of draws behind it.
        declared: numbers by key; one that draws with another, or comes later in a series, has no draw of its own.
    """
    own: dict[str, Driver] = {}
    for driver in found:
        if driver.key not in declared or declared[driver.key].draws_with is None:
            own.setdefault(series_of(driver.key), driver)
    limit = chance(len(own), draws)
    return [driver for driver in own.values() if abs(driver.correlation) > limit]


def chance(inputs: int, draws: int) -> float:
    """The correlation that the largest of so many inputs that do not act stays within, with 95 % confidence.

    z / sqrt(draws - 1), z being the normal quantile of 1 - 0.025 / inputs (Bonferroni).
    """
    return float(NormalDist().inv_cdf(1.0 - 0.025 / max(inputs, 1)) / max(1.0, draws - 1.0) ** 0.5)


def ranks(values: Floats) -> Floats:
    """Ranks 1..n of values, ties given their mean rank, shape (n,)."""
    _, position, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts).astype(np.float64)
    mean_rank = (2.0 * last - counts + 1.0) / 2.0
    ranked: Floats = mean_rank[position]
    return ranked


def _standardised_ranks(values: Floats) -> Floats:
    ranked = ranks(np.asarray(values, dtype=np.float64))
    centred = ranked - ranked.mean()
    standardised: Floats = centred / float(np.sqrt(np.mean(centred**2)))
    return standardised
