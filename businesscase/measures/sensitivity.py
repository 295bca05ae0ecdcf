"""Which inputs move with the answer, over the draws that are there anyway."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from businesscase.measures.result import Driver

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
