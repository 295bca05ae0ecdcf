"""Checks of what a population comes to: totals that can be met, segments that somebody is in, members who are left."""

from __future__ import annotations

from collections.abc import Iterator

from businesscase.core.errors import Fault
from businesscase.core.timeline import years_since
from businesscase.core.words import Words
from businesscase.scenario.declare.composition import (
    MOST_CHILDREN,
    child_ages,
    children_counts,
    children_of,
    families_of,
    parents_of,
    segment_shares,
)
from businesscase.scenario.declare.document import Document
from businesscase.scenario.declare.places import Path
from businesscase.scenario.declare.programme import Level
from businesscase.scenario.read.faults import fault


def composition_faults(scenario: Document) -> Iterator[Fault]:
    """Faults of the families that are listed from shares, and of levels that nobody is left for.

    Only of shares that make a mix; those that do not are told by the checks of shares.
    """
    shares = segment_shares(scenario.population)
    if scenario.population.listed is None:
        if min(shares.values()) < 0 or abs(sum(shares.values()) - 1) > 1e-9:
            return
        faults = [*_total_faults(scenario), *_rounding_faults(scenario)]
        yield from faults
        if faults:
            return
    for name, level in scenario.effects.levels.items():
        yield from _left_faults(scenario, ("effects", "levels", name), level)


def _total_faults(scenario: Document) -> Iterator[Fault]:
    population = scenario.population
    total, children = int(population.families.value), children_of(population)
    if 0 <= children <= MOST_CHILDREN * total:
        return
    parents = parents_of(population)
    if population.persons is None:
        message = Words("composition.children", children=children, total=total)
        expected = Words("composition.most_children", most=MOST_CHILDREN)
        path: Path = ("population", "children_per_family")
        found = population.children_per_family
    else:
        message = Words("composition.persons", persons=population.persons.value, total=total, parents=parents)
        expected = Words(
            "composition.most_persons", parents=parents, value=parents + MOST_CHILDREN * total, most=MOST_CHILDREN
        )
        path, found = ("population", "persons"), population.persons
    yield fault(
        scenario.provenance, path, message, found=None if found is None else f"{found.value:g}", expected=expected
    )


def _rounding_faults(scenario: Document) -> Iterator[Fault]:
    shares, families = segment_shares(scenario.population), families_of(scenario.population)
    total = sum(families.values())
    for name, share in shares.items():
        if share > 1e-9 and families[name] == 0:
            message = Words("composition.rounds", share=share, total=total)
            expected = Words("composition.larger")
            path = ("population", "segments", name, "share")
            yield fault(scenario.provenance, path, message, found=f"{share:.3g}", expected=expected)


def _left_faults(scenario: Document, path: Path, level: Level) -> Iterator[Fault]:
    """A level is the share of members in a clock: at the date of measurement somebody must be in it."""
    clock = scenario.clocks.get(level.clock)
    if clock is None or clock.members == "everyone":
        return
    measured = years_since(scenario.time.start, level.measured)
    since, until = clock.ages.since, clock.ages.until
    if clock.members == "children":
        until = 18.0 if until is None else min(until, 18.0)  # children end at eighteen (decision 15)
    ages = _parent_ages(scenario) if clock.members == "parents" else _child_ages(scenario)
    if not any(max(since - age, 0.0) < measured and (until is None or age + measured < until) for age in ages):
        message = Words("composition.nobody_left", clock=level.clock)
        expected = Words("composition.earlier")
        yield fault(scenario.provenance, (*path, "measured"), message, found=level.measured, expected=expected)


def _parent_ages(scenario: Document) -> Iterator[float]:
    if scenario.population.listed is None:
        yield scenario.population.parent_ages.mean.canonical
    for family in (scenario.population.listed or {}).values():
        yield from family.parents


def _child_ages(scenario: Document) -> Iterator[float]:
    import numpy as np

    for family in (scenario.population.listed or {}).values():
        yield from family.children
    if scenario.population.listed is None:
        counts = families_of(scenario.population)
        kids = iter(children_counts(np.array(list(counts.values())), children_of(scenario.population)))
        for count in counts.values():
            for number in range(1, count + 1):
                yield from child_ages(number, int(next(kids)))
