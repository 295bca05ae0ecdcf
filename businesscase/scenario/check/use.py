"""Checks of use: whatever a file declares must be used. Entries of an included part of the catalogue need not be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from businesscase.core.errors import Fault
from businesscase.core.words import Words
from businesscase.scenario.declare.booked import ledger_categories
from businesscase.scenario.declare.document import Document
from businesscase.scenario.declare.keys import quantities
from businesscase.scenario.declare.places import Path
from businesscase.scenario.read.faults import fault


def unused_faults(scenario: Document) -> Iterator[Fault]:
    """A fault for everything that stands in the scenario itself and has no effect."""
    for path, message in _unused(scenario):
        if scenario.provenance.is_own(path):
            yield fault(scenario.provenance, path, message, expected=Words("use.or_not"), at_key=True)


def _unused(scenario: Document) -> Iterator[tuple[Path, str]]:
    effects = scenario.effects
    profiles = {level.profile for level in effects.levels.values()}
    profiles |= {ratio.profile for ratio in effects.ratios.values()}
    profiles |= {entry.profile for entry in scenario.not_modelled.values()}
    profiles |= {goal.profile for goal in scenario.goals.values()}
    rules = {price.financing for price in scenario.prices.values()}
    for name in _others(effects.profiles, profiles):
        yield ("effects", "profiles", name), Words("use.profile", name=name)
    for name in _others(scenario.financing, rules):
        yield ("financing", name), Words("use.rule", name=name)
    for name in _others(scenario.indices, scenario.index_of.values()):
        yield ("indices", name), Words("use.index", name=name)
    for name in _others(scenario.categories, ledger_categories(scenario)):
        yield ("categories", name), Words("use.category", name=name)
    for label, clock in scenario.clocks.items():
        reached = {*clock.start, *(move.partition(" -> ")[2] for move in clock.transitions)}
        for state in _others(clock.states, reached):
            message = Words("use.state", state=state)
            yield ("clocks", label, "states", state), message
    if scenario.draws is not None and not any(number.column for number in quantities(scenario).values()):
        yield ("draws",), Words("use.draws")
    yield from _unused_covariates(scenario)
    yield from _unused_frailty(scenario)


def _unused_covariates(scenario: Document) -> Iterator[tuple[Path, str]]:
    clocks = scenario.clocks.values()
    named = {
        name
        for clock in clocks
        for transition in clock.transitions.values()
        for name in (*transition.covariates, *transition.time_covariates)
    }
    named |= {name for plan in scenario.plans.values() if plan.serve_first for name in plan.serve_first.by}
    for family_id, family in (scenario.population.listed or {}).items():
        for name in _others(family.covariates, named):
            path = ("population", "listed", family_id, "covariates", name)
            yield path, Words("use.covariate", name=name)


def _unused_frailty(scenario: Document) -> Iterator[tuple[Path, str]]:
    exponents = [
        ("clocks", label, "transitions", move, "frailty")
        for label, clock in scenario.clocks.items()
        for move, transition in clock.transitions.items()
        if transition.frailty
    ]
    if scenario.population.frailty is not None and not exponents:
        yield ("population", "frailty"), Words("use.exponent")
    if scenario.population.frailty is None:
        for path in exponents:
            yield path, Words("use.frailty")


def _others(names: Iterable[str], used: Iterable[str]) -> list[str]:
    used = set(used)
    return [name for name in names if name not in used]
