"""Checks of plans: names of variants and characteristics, and places that are no more than the families."""

from __future__ import annotations

from collections.abc import Iterator

from businesscase.core.errors import Fault
from businesscase.core.words import Words
from businesscase.scenario.declare.document import Document
from businesscase.scenario.declare.places import Path
from businesscase.scenario.declare.plans import TRAITS, ServeFirst
from businesscase.scenario.read.faults import fault, unknown_name


def plan_faults(scenario: Document) -> Iterator[Fault]:
    """Faults of `plans`."""
    for name, plan in scenario.plans.items():
        path: Path = ("plans", name)
        if plan.against is not None and plan.against not in scenario.variants:
            at = (*path, "against")
            yield unknown_name(scenario.provenance, at, Words("a.variant"), plan.against, scenario.variants)
        if plan.serve_first is not None:
            yield from _first_faults(scenario, (*path, "serve_first"), plan.serve_first)


def traits_of(scenario: Document) -> tuple[str, ...]:
    """What a rule may ask about a family: what is known of every one, and the covariates of those that are listed."""
    listed = (scenario.population.listed or {}).values()
    return tuple(dict.fromkeys([*TRAITS, *(name for family in listed for name in family.covariates)]))


def _first_faults(scenario: Document, path: Path, first: ServeFirst) -> Iterator[Fault]:
    origin, names = scenario.provenance, traits_of(scenario)
    for index, name in enumerate(first.by):
        at = (*path, "by", str(index))
        if name not in names:
            yield unknown_name(origin, at, Words("a.trait"), name, names)
        elif name in first.by[:index]:
            yield fault(origin, at, Words("plans.twice", name=name), found=name)
    families = scenario.population.families.value
    if scenario.population.listed is not None:
        families = len(scenario.population.listed)
    if first.families > families:
        message = Words("plans.too_many", places=first.families, families=int(families))
        expected = Words("plans.at_most", families=int(families))
        yield fault(origin, (*path, "families"), message, found=first.families, expected=expected)
