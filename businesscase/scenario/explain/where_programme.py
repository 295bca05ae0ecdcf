"""Sentences on where a value of the programme, of its effects, or of what was measured acts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce

from businesscase.core.payers import Payer
from businesscase.core.vocabulary import (
    DISPLACED_CASEWORK,
    GRANT,
    ON_PAYROLL,
    PROGRAMME_COST,
    STEADY_STATE_COST,
    Costs,
    Discrepancy,
)
from businesscase.core.words import Words
from businesscase.scenario.declare.places import Path
from businesscase.scenario.load.scenario import Scenario


def on_programme(scenario: Scenario, path: Path) -> Iterator[str]:
    """Of the programme's own money and service."""
    programme = scenario.programme
    kind, name = (*path, "", "")[1:3]
    if kind == "served":
        yield Words("where.served")
    elif kind == "costs" and name:
        years = listed(programme.costs[name].years)
        yield Words("where.spent", years=years, counted=_counted_in(PROGRAMME_COST))
    elif kind == "grants" and name:
        grant = programme.grants[name]
        years, counted = listed(grant.years), _counted_in(GRANT)
        yield Words("where.grant", payer=payer_words(grant.payer), years=years, counted=counted)
    elif kind == "on_payroll":
        yield Words("where.payroll", counted=_counted_in(ON_PAYROLL))
    elif kind == "displaced":
        yield Words("where.displaced", counted=_counted_in(DISPLACED_CASEWORK))
    elif kind == "steady_state":
        yield Words("where.steady", counted=_counted_in(STEADY_STATE_COST))
    elif kind == "success":
        yield Words("where.success")


def _counted_in(category: str) -> str:
    costs = tuple(Words(f"where.costs.{costs.value}") for costs in Costs if category in costs.categories)
    return Words("where.in_costs", costs=costs)


def on_effects(scenario: Scenario, path: Path) -> Iterator[str]:
    """Of what the programme changes."""
    effects = scenario.effects
    kind, name = (*path, "", "")[1:3]
    if kind == "attribution":
        for label, level in effects.levels.items():
            yield Words("where.attribution", level=label, clock=level.clock)
    elif kind == "profiles" and name:
        for group, entries in (("levels", effects.levels), ("ratios", effects.ratios)):
            for label, effect in entries.items():
                if effect.profile == name:
                    yield Words("where.profile", group=group, name=label, clock=effect.clock)
        for label, goal in scenario.goals.items():
            if goal.profile == name:
                clocks = listed([clock for clock, _ in goal.acts_on])
                yield Words("where.profile_goal", name=label, clocks=clocks)
        for label, entry in scenario.not_modelled.items():
            if entry.profile == name:
                yield Words("where.profile_left_out", name=label)
    elif kind == "levels" and name:
        level = effects.levels[name]
        wanted = path[4:5]
        for label, target in level.targets.items():
            if not wanted or wanted == (label,):
                moves, states = listed(target.transitions), either(target.states)
                yield Words("where.level", moves=moves, clock=level.clock, states=states, date=level.measured)
        yield Words("where.credited")
    elif kind == "ratios" and name:
        ratio = effects.ratios[name]
        said = Words(f"where.kind.{ratio.kind}")
        yield Words("where.ratio", moves=listed(ratio.transitions), clock=ratio.clock, kind=said)


def on_goals(scenario: Scenario, path: Path) -> Iterator[str]:
    """Of what is to be reached."""
    if len(path) < 2:
        return
    goal = scenario.goals[path[1]]
    for clock, transitions in goal.acts_on:
        yield Words("where.goal", moves=listed(transitions), clock=clock)
    each = [Words("where.goal_counted", states=either(states), clock=clock) for clock, states in goal.counted_on]
    measure = Words(f"where.measure.{goal.measure}")
    yield Words("where.goal_solved", measure=measure, counted=chained("where.and", each), date=goal.until)
    if path[2:3] == ("met",):
        yield Words("where.goal_met")


def on_not_modelled(scenario: Scenario, path: Path) -> Iterator[str]:
    """Of what the model leaves out, declared."""
    if len(path) > 1:
        entry = scenario.not_modelled[path[1]]
        payer = payer_words(entry.payer)
        if entry.department is None:
            yield Words("where.left_out", payer=payer, profile=entry.profile)
        else:
            yield Words("where.left_out_of", payer=payer, department=entry.department, profile=entry.profile)
        claims = [name for name, claim in scenario.claims.items() if claim.not_modelled is Discrepancy.COUNTED]
        yield Words("where.claims", claims=listed(claims))


def on_team(scenario: Scenario, _path: Path) -> Iterator[str]:
    """Of the team that serves the families."""
    if scenario.programme.served.by == "schedule":
        yield Words("where.team_unused")
    else:
        yield Words("where.team")


def listed(items: Sequence[object]) -> str:
    """Names or numbers one after the other."""
    return ", ".join(map(str, items))


def either(items: Sequence[str]) -> str:
    """One or the other."""
    return chained("where.or", items)


def chained(key: str, items: Sequence[str]) -> str:
    """Several, each joined to those before it by the words of a key."""
    return reduce(lambda one, other: Words(key, one=one, other=other), items)


def payer_words(payer: Payer) -> Words:
    """What a payer is called inside a sentence."""
    return Words(f"where.payer.{payer.value}")


def on_observations(scenario: Scenario, path: Path) -> Iterator[str]:
    """Of the error of what was measured."""
    if len(path) > 2:
        fits = scenario.observations[path[1]].role == "fit"
        yield Words("where.observed_fit") if fits else Words("where.observed")
