"""What of a saving was seen in this programme: by level, category and date."""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray

from businesscase.core.timeline import years_since
from businesscase.ledger.ledger import Ledger
from businesscase.measures.payback import cumulative, value_at
from businesscase.measures.saving import mean_savings
from businesscase.scenario.declare.finance import Claim
from businesscase.scenario.load.scenario import Scenario

Floats = NDArray[np.float64]

NOTHING = 0.01  # DKK of absolute savings that are only rounding


def observed_until(scenario: Scenario) -> float | None:
    """Years from programme start to the last observed level, None if none was observed."""
    dates = [level.measured for level in scenario.effects.levels.values() if level.observed]
    return years_since(scenario.time.start, max(dates)) if dates else None


def observed_categories(scenario: Scenario) -> dict[str, float]:
    """Ledger category -> years from programme start until which it was observed; others were not observed at all.

    A category is observed where all its prices stand on clocks with an observed level, up to the earliest of those
    clocks' last dates. Taxes and equalisation follow the categories that they are levied on.
    """
    dates: dict[str, date] = {}
    for level in scenario.effects.levels.values():
        if level.observed:
            dates[level.clock] = max(dates.get(level.clock, level.measured), level.measured)
    years = {clock: years_since(scenario.time.start, measured) for clock, measured in dates.items()}
    clocks = clocks_of(scenario)
    found = {
        category: min(years[clock] for clock in on)
        for category, on in clocks.items()
        if all(one in years for one in on)
    }
    bases: dict[str, set[str]] = {}
    for levy in scenario.levies.values():
        bases.setdefault(levy.category, set()).update(set(levy.on) & set(clocks))
    levied = {
        category: min(found[base] for base in on)
        for category, on in bases.items()
        if on and all(base in found for base in on)
    }
    return {**found, **levied}


def clocks_of(scenario: Scenario) -> dict[str, set[str]]:
    """Ledger category -> the clocks that its prices, contributions and refunds stand on."""
    clocks: dict[str, set[str]] = {}
    for price in scenario.prices.values():
        clocks.setdefault(price.category, set()).add(price.clock)
    for contribution in scenario.contributions.values():
        clocks.setdefault(contribution.category, set()).add(scenario.prices[contribution.on].clock)
    for rule in scenario.yearly_refusion.values():
        clocks.setdefault(rule.category, set()).update(
            scenario.prices[name].clock for name in rule.of if name in scenario.prices
        )
    return clocks


def extrapolated_share(scenario: Scenario, headline: Claim, ledger: Ledger, until: float) -> float | None:
    """Share of the savings up to a time that does not rest on outcomes observed in this programme.

    Savings are absolute by month (mean over draws, the programme's cost left out), so that a loss is not set off
    against a gain. What was observed is taken together by date: kontanthjælp saved and fleksløntilskud paid instead
    are one observed move, and only their difference is a saving. What was not observed is taken category by category.
    None where nothing is saved or lost.
    """
    observed = observed_categories(scenario)
    apart: dict[str | float, Floats] = {}
    for category, flows in mean_savings(ledger, headline.perspective.payers, headline.savings).items():
        group = observed.get(category, category)
        apart[group] = apart.get(group, np.zeros_like(flows)) + flows
    total = seen = 0.0
    for group, flows in apart.items():
        grown = cumulative(np.abs(flows))
        total += float(value_at(grown, ledger.edges, until))
        if isinstance(group, float):
            seen += float(value_at(grown, ledger.edges, min(until, group)))
    return None if total < NOTHING else 1.0 - seen / total
