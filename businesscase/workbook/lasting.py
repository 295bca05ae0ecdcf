"""How long a change lasts: an effect fades after the service, and with it whatever it changes."""

from __future__ import annotations

from collections.abc import Callable

from businesscase.core.vocabulary import not_modelled
from businesscase.measures.observed import clocks_of
from businesscase.scenario.load.scenario import Scenario


def half_life_of(scenario: Scenario) -> Callable[[str], float]:
    """Ledger category -> years in which the effects behind it halve: the longest of those on its clocks.

    Of a category without an effect of its own, the longest of all: it moves with the others.
    """
    effects = scenario.effects
    years = {name: profile.half_life.canonical for name, profile in effects.profiles.items()}
    on: dict[str, list[float]] = {}
    acting = [(one.clock, one.profile) for one in effects.levels.values()]
    acting += [(one.clock, one.profile) for one in effects.ratios.values()]
    acting += [(clock, one.profile) for one in scenario.goals.values() for clock, _ in one.acts_on]
    for clock, profile in acting:
        on.setdefault(clock, []).append(years[profile])
    longest = max((one for each in on.values() for one in each), default=0.0)
    found = {
        category: max((one for clock in clocks for one in on.get(clock, ())), default=longest)
        for category, clocks in clocks_of(scenario).items()
    }
    found |= {not_modelled(name): years[one.profile] for name, one in scenario.not_modelled.items()}
    return lambda category: found.get(category, longest)


def fades(scenario: Scenario) -> Callable[[str], bool]:
    """Whether a category's change is temporary: halved before the horizon at the latest."""
    half_life, horizon = half_life_of(scenario), float(scenario.time.horizon_years)
    return lambda category: half_life(category) < horizon
