"""The fixed list of families: the same for every draw and every engine.

Listed by the user, or generated from composition shares by largest remainder with the declared totals exact. What is
uncertain about composition acts per draw: segment shares as weights, parents' ages as drawn mean and spread.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from businesscase.core.errors import ScenarioError
from businesscase.scenario.declare.keys import split
from businesscase.scenario.load.scenario import Scenario
from businesscase.scenario.read.faults import fault

_GOLDEN = 0.6180339887498949  # fractional parts of its multiples fill the unit interval evenly
MOST_CHILDREN = 7


@dataclass(frozen=True)
class Member:
    """One person. `age` is at programme start; of a generated parent it is the standard normal quantile."""

    name: str
    role: str
    age: float
    age_drawn: bool


@dataclass(frozen=True)
class Family:
    """One family: a stable name, its segment, parents before children."""

    name: str
    segment: str
    members: tuple[Member, ...]
    covariates: dict[str, float]


def list_families(scenario: Scenario) -> tuple[Family, ...]:
    """The families of a scenario.

    Raises:
        ScenarioError: if the declared totals cannot be met.
    """
    if scenario.population.listed is not None:
        return _listed(scenario)
    return _generated(scenario)


def segment_shares(scenario: Scenario) -> dict[str, float]:
    """Declared share of each segment, the rest filled in."""
    segments = scenario.population.segments
    shares = {name: s.share.canonical for name, s in segments.items() if not isinstance(s.share, str)}
    return {name: shares.get(name, 1.0 - sum(shares.values())) for name in segments}


def _listed(scenario: Scenario) -> tuple[Family, ...]:
    families = []
    for name, family in (scenario.population.listed or {}).items():
        parents = [Member(f"parent {i + 1}", "parent", float(age), False) for i, age in enumerate(family.parents)]
        children = [Member(f"child {i + 1}", "child", float(age), False) for i, age in enumerate(family.children)]
        families.append(Family(name, family.segment, (*parents, *children), dict(family.covariates)))
    return tuple(families)


def _generated(scenario: Scenario) -> tuple[Family, ...]:
    population = scenario.population
    total = int(population.families.value)
    counts = largest_remainder(np.array(list(segment_shares(scenario).values())), total)
    names = [
        (segment, number)
        for segment, count in zip(population.segments, counts, strict=True)
        for number in range(1, int(count) + 1)
    ]
    parents = [population.segments[segment].parents for segment, _ in names]
    if population.persons is not None:
        children_total = round(population.persons.value) - sum(parents)
    else:
        assert population.children_per_family is not None
        children_total = round(population.children_per_family.value * total)
    if not 0 <= children_total <= MOST_CHILDREN * total:
        key = "population.persons" if population.persons is not None else "population.children_per_family"
        expected = f"0 to {MOST_CHILDREN} children per family, beside {sum(parents)} parents"
        message = f"{children_total} children do not fit {total} families"
        raise ScenarioError([fault(scenario.provenance, split(key), message, expected=expected)])
    children = _children_counts(counts, children_total)
    return tuple(
        Family(f"{segment} {number}", segment, _members(number, adults, int(kids)), {})
        for (segment, number), adults, kids in zip(names, parents, children, strict=True)
    )


def _members(number: int, parents: int, children: int) -> tuple[Member, ...]:
    from statistics import NormalDist

    normal = NormalDist()
    members = [
        Member(f"parent {i + 1}", "parent", normal.inv_cdf((number * _GOLDEN + 0.25 + 0.5 * i) % 1.0), True)
        for i in range(parents)
    ]
    # siblings evenly over the ages 0-18, the family's offset moving with its number
    members += [
        Member(f"child {i + 1}", "child", 18.0 * ((number * _GOLDEN + (i + 0.5) / children) % 1.0), False)
        for i in range(children)
    ]
    return tuple(members)


def largest_remainder(shares: NDArray[np.float64], total: int) -> NDArray[np.int64]:
    """Whole numbers in proportion to shares that sum to total exactly."""
    exact = shares / shares.sum() * total
    counts: NDArray[np.int64] = np.floor(exact + 1e-9).astype(np.int64)
    order = np.argsort(-(exact - counts), kind="stable")
    counts[order[: total - int(counts.sum())]] += 1
    return counts


def _children_counts(segment_counts: NDArray[np.int64], total: int) -> NDArray[np.int64]:
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
