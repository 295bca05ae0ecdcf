"""Sentences on where a value of the programme, of its effects, or of what was measured acts."""

from __future__ import annotations

from collections.abc import Iterator

from businesscase.core.vocabulary import (
    DISPLACED_CASEWORK,
    GRANT,
    ON_PAYROLL,
    PROGRAMME_COST,
    STEADY_STATE_COST,
    Costs,
    Discrepancy,
)
from businesscase.scenario.declare.places import Path
from businesscase.scenario.load.scenario import Scenario


def on_programme(scenario: Scenario, path: Path) -> Iterator[str]:
    """Of the programme's own money and service."""
    programme = scenario.programme
    kind, name = (*path, "", "")[1:3]
    if kind == "served":
        yield "when each family is served, and so when every effect of the programme begins and fades"
    elif kind == "costs" and name:
        years = programme.costs[name].years
        yield f"spent evenly over {listed(years)}; {_counted_in(PROGRAMME_COST)}"
    elif kind == "grants" and name:
        grant = programme.grants[name]
        yield f"paid by {grant.payer.value}, booked evenly over {listed(grant.years)}; {_counted_in(GRANT)}"
    elif kind == "on_payroll":
        yield f"of the cost less grants, no extra cost; {_counted_in(ON_PAYROLL)}"
    elif kind == "displaced":
        yield f"saved for each family while it is served; {_counted_in(DISPLACED_CASEWORK)}"
    elif kind == "steady_state":
        yield f"for each family, over the time it is served; {_counted_in(STEADY_STATE_COST)}"
    elif kind == "success":
        yield "what a success costs, and how many are needed; no other figure"


def _counted_in(category: str) -> str:
    return f"counted in the costs {', '.join(costs.value for costs in Costs if category in costs.categories)}"


def on_effects(scenario: Scenario, path: Path) -> Iterator[str]:
    """Of what the programme changes."""
    effects = scenario.effects
    kind, name = (*path, "", "")[1:3]
    if kind == "attribution":
        for label, level in effects.levels.items():
            yield f"the share of the gap to effects.levels.{label} that is credited in the clock {level.clock}"
    elif kind == "profiles" and name:
        for group, entries in (("levels", effects.levels), ("ratios", effects.ratios)):
            for label, effect in entries.items():
                if effect.profile == name:
                    yield f"how effects.{group}.{label} grows and fades (clock {effect.clock})"
        for label, goal in scenario.goals.items():
            if goal.profile == name:
                clocks = listed([clock for clock, _ in goal.acts_on])
                yield f"how the effect of goals.{label} grows and fades (clock {clocks})"
        for label, entry in scenario.not_modelled.items():
            if entry.profile == name:
                yield f"how not_modelled.{label} grows and fades"
    elif kind == "levels" and name:
        level = effects.levels[name]
        wanted = path[4:5]
        for label, target in level.targets.items():
            if not wanted or wanted == (label,):
                moves, states = listed(target.transitions), " or ".join(target.states)
                yield f"the hazards {moves} of {level.clock}, by the share in {states} on {level.measured}"
        yield "credited as far as effects.attribution says"
    elif kind == "ratios" and name:
        ratio = effects.ratios[name]
        yield f"multiplies {listed(ratio.transitions)} of {ratio.clock} as a {ratio.kind.replace('_', ' ')}"


def on_goals(scenario: Scenario, path: Path) -> Iterator[str]:
    """Of what is to be reached."""
    if len(path) < 2:
        return
    goal = scenario.goals[path[1]]
    for clock, transitions in goal.acts_on:
        yield f"the hazards {listed(transitions)} of {clock}, all by one ratio"
    counted = " and ".join(f"{' or '.join(states)} of {clock}" for clock, states in goal.counted_on)
    yield f"solved for by the {goal.measure} in {counted} by {goal.until}"
    if path[2:3] == ("met",):
        yield "how much of the way from what would be without the programme to the goal is gone"


def on_not_modelled(scenario: Scenario, path: Path) -> Iterator[str]:
    """Of what the model leaves out, declared."""
    if len(path) > 1:
        entry = scenario.not_modelled[path[1]]
        whose = "" if entry.department is None else f", department {entry.department}"
        yield f"saved by {entry.payer.value}{whose} per family, as effects.profiles.{entry.profile} grows and fades"
        claims = [name for name, claim in scenario.claims.items() if claim.not_modelled is Discrepancy.COUNTED]
        yield f"counted in the claims {listed(claims)}"


def on_team(scenario: Scenario, _path: Path) -> Iterator[str]:
    """Of the team that serves the families."""
    if scenario.programme.served.by == "schedule":
        yield "nothing in a run, where programme.served.by is schedule; businesscase capacity and rollout use it"
    else:
        yield "when each family is served, and what the team costs (businesscase capacity, rollout)"


def listed(items: list[str] | list[int]) -> str:
    """One after the other."""
    return ", ".join(map(str, items))


def on_observations(scenario: Scenario, path: Path) -> Iterator[str]:
    """Of the error of what was measured."""
    if len(path) > 2:
        does = "fits the inputs (businesscase fit)" if scenario.observations[path[1]].role == "fit" else "fits nothing"
        yield f"how sure what was measured is: it is compared with the model's prediction, and {does}"
