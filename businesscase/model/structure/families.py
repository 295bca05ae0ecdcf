"""The fixed list of families: the same for every draw and every engine.

Listed by the user, or generated from composition shares by largest remainder with the declared totals exact. What is
uncertain about composition acts per draw: segment shares as weights, parents' ages as drawn mean and spread.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from businesscase.core.timeline import OLDEST, YOUNGEST
from businesscase.scenario.declare.births import births_of
from businesscase.scenario.declare.composition import child_ages, children_counts, children_of, evenly, families_of
from businesscase.scenario.load.scenario import Scenario


@dataclass(frozen=True)
class Member:
    """One person. `age` is at programme start; of a generated parent it is the standard normal quantile.

    One who is born later has a negative age: the time that is left until then.
    """

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
    """The families of a scenario, whose totals can be met: its checks have seen to that."""
    families = _generated(scenario) if scenario.population.listed is None else _listed(scenario)
    births = scenario.population.births
    if births is None or not births.counted:
        return families
    ages = np.array([_age_of(scenario, family.members[0]) for family in families])
    born = births_of(births, ages, float(scenario.time.horizon_years))
    return tuple(
        replace(
            family,
            members=(*family.members, *(Member(f"born {i + 1}", "child", -at, False) for i, at in enumerate(moments))),
        )
        for family, moments in zip(families, born, strict=True)
    )


def _age_of(scenario: Scenario, parent: Member) -> float:
    """At programme start; of a generated parent with the declared mean and spread."""
    if not parent.age_drawn:
        return parent.age
    declared = scenario.population.parent_ages
    age: float = declared.mean.canonical + declared.spread.canonical * parent.age
    return min(max(age, YOUNGEST), OLDEST)


def _listed(scenario: Scenario) -> tuple[Family, ...]:
    families = []
    for name, family in (scenario.population.listed or {}).items():
        parents = [Member(f"parent {i + 1}", "parent", float(age), False) for i, age in enumerate(family.parents)]
        children = [Member(f"child {i + 1}", "child", float(age), False) for i, age in enumerate(family.children)]
        families.append(Family(name, family.segment, (*parents, *children), dict(family.covariates)))
    return tuple(families)


def _generated(scenario: Scenario) -> tuple[Family, ...]:
    population = scenario.population
    counts = families_of(population)
    names = [(segment, number) for segment, count in counts.items() for number in range(1, count + 1)]
    parents = [population.segments[segment].parents for segment, _ in names]
    children = children_counts(np.array(list(counts.values())), children_of(population))
    return tuple(
        Family(f"{segment} {number}", segment, _members(number, adults, int(kids)), {})
        for (segment, number), adults, kids in zip(names, parents, children, strict=True)
    )


def _members(number: int, parents: int, children: int) -> tuple[Member, ...]:
    from statistics import NormalDist

    normal = NormalDist()
    members = [
        Member(f"parent {i + 1}", "parent", normal.inv_cdf(evenly(number, 0.25 + 0.5 * i)), True)
        for i in range(parents)
    ]
    members += [Member(f"child {i + 1}", "child", age, False) for i, age in enumerate(child_ages(number, children))]
    return tuple(members)
