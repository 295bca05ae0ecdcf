"""How many families of each segment a declared population comes to, and how many children each has.

By largest remainder, the declared totals exact: the same for the checks, which see whether it can be done, and for the
model, which lists the families.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from businesscase.scenario.declare.population import Population

_GOLDEN = 0.6180339887498949  # fractional parts of its multiples fill the unit interval evenly
MOST_CHILDREN = 7


def families_of(population: Population) -> dict[str, int]:
    """Families of each segment."""
    shares = segment_shares(population)
    counts = largest_remainder(np.array(list(shares.values())), int(population.families.value))
    return dict(zip(shares, map(int, counts), strict=True))


def parents_of(population: Population) -> int:
    """Parents of all families."""
    return sum(population.segments[name].parents * count for name, count in families_of(population).items())


def children_of(population: Population) -> int:
    """Children of all families; negative where the parents are more than the declared persons."""
    if population.persons is not None:
        return round(population.persons.value) - parents_of(population)
    assert population.children_per_family is not None
    return round(population.children_per_family.value * int(population.families.value))


def segment_shares(population: Population) -> dict[str, float]:
    """Declared share of each segment, the rest filled in."""
    segments = population.segments
    shares = {name: s.share.canonical for name, s in segments.items() if not isinstance(s.share, str)}
    return {name: shares.get(name, 1.0 - sum(shares.values())) for name in segments}


def evenly(number: int, offset: float) -> float:
    """The place in the unit interval of the family with a number in its segment, moved by an offset."""
    return (number * _GOLDEN + offset) % 1.0


def child_ages(number: int, children: int) -> list[float]:
    """Ages of siblings, evenly over 0-18, the family's offset moving with its number in its segment."""
    return [18.0 * evenly(number, (i + 0.5) / children) for i in range(children)]


def largest_remainder(shares: NDArray[np.float64], total: int) -> NDArray[np.int64]:
    """Whole numbers in proportion to shares that sum to total exactly."""
    exact = shares / shares.sum() * total
    counts: NDArray[np.int64] = np.floor(exact + 1e-9).astype(np.int64)
    order = np.argsort(-(exact - counts), kind="stable")
    counts[order[: total - int(counts.sum())]] += 1
    return counts


def children_counts(segment_counts: NDArray[np.int64], total: int) -> NDArray[np.int64]:
    """Children per family: quantiles of 1 + Binomial(6, p) within each segment, total exact.

    p is set so that the total is nearest; what is left goes one by one to families in the middle of the distribution.
    """
    from scipy.special import bdtr

    families = int(segment_counts.sum())
    positions = np.concatenate([(np.arange(count) + 0.5) / count for count in segment_counts if count > 0])
    kids = np.arange(MOST_CHILDREN)

    def counts_for(p: float) -> NDArray[np.int64]:
        cumulative = bdtr(kids[:-1], MOST_CHILDREN - 1, p)
        counts: NDArray[np.int64] = 1 + np.searchsorted(cumulative, positions).astype(np.int64)
        return counts

    if total <= families:  # fewer than one each: the first families in an even spread have one
        return np.diff(np.floor(np.arange(families + 1) * total / families)).astype(np.int64)
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if counts_for(middle).sum() < total else (low, middle)
    counts = counts_for(high)
    order = np.argsort(np.abs(positions - 0.5), kind="stable")
    while counts.sum() != total:
        step = 1 if counts.sum() < total else -1
        for family in order:
            if 0 <= counts[family] + step <= MOST_CHILDREN and counts.sum() != total:
                counts[family] += step
    return counts
