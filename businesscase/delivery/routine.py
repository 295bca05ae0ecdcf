"""What a family costs when the effort is routine, from the simulated team: without development and evaluation.

A project pays for its empty places at both ends, an effort that goes on does not. So the cost is that of a place of the
team times what a family takes of one, over the share of the places that are taken in routine.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from businesscase.core.timeline import month_edges
from businesscase.delivery.costs import team_costs
from businesscase.delivery.plan import plan_of
from businesscase.delivery.records import Records
from businesscase.delivery.rooms import room_years
from businesscase.delivery.serving import lives_of
from businesscase.model.inputs.inputs import draw_inputs
from businesscase.model.service import ranks
from businesscase.model.structure.families import list_families
from businesscase.scenario.load.scenario import Scenario

Floats = NDArray[np.float64]
LIVES = 400  # of the team, of a seed of their own: the cost is a number of the scenario, the same in every run
_SIMULATED = "simulated: the declared team in routine"
_KEY = "programme.steady_state"


def with_routine_cost(scenario: Scenario) -> Scenario:
    """The scenario with the cost of routine as its team has it, where it asks for that; else as it is.

    The cost becomes a declared number, with its mean and interval over the lives of the team: everything that reads
    such a number reads it, and the draws of a run draw from it.

    Raises:
        ScenarioError: if no distribution has such a mean and interval.
    """
    steady = scenario.programme.steady_state
    if steady is None or steady.use is None:
        return scenario
    cost = simulated_cost(scenario)
    low, high = np.percentile(cost, [5, 95])
    used = f"{steady.use.value:.0%}"
    return scenario.with_values(
        {
            f"{_KEY}.use": None,
            f"{_KEY}.per_family": {
                "value": _rounded(cost.mean()), "low": _rounded(low), "high": _rounded(high), "unit": "DKK",
                "price_year": scenario.time.price_year,
                "assumption": f"{_SIMULATED}, {used} of its places taken ({LIVES} lives)",
            },
        }
    )  # fmt: skip


def is_simulated(scenario: Scenario) -> bool:
    """Whether the cost of routine is that of the simulated team."""
    steady = scenario.programme.steady_state
    cost = None if steady is None else steady.per_family
    return cost is not None and (cost.assumption or "").startswith(_SIMULATED)


def simulated_cost(scenario: Scenario) -> Floats:
    """Routine cost of a family in each life of the team, at the declared share of places taken, shape (life,)."""
    served = scenario.with_values({"programme.served.by": "team"})
    inputs = draw_inputs(served, draws=LIVES, seed=0)
    families = list_families(served)
    records = lives_of(served, inputs, families, ranks(families), plan_of(served, inputs))
    costs = team_costs(served, inputs, records, month_edges(served.time.horizon_years), routine=True)
    money = np.sum([paid.sum(axis=1) for paid in costs.values()], axis=0)
    return np.asarray(at_full_use(records, money) / inputs[f"{_KEY}.use"])


def at_full_use(records: Records, money: Floats) -> Floats:
    """Cost of a family if every place were taken, shape (draw,); `money` is what the team costs in all.

    A family counts with the places x years of its whole service, which no end of a project cuts off: those whose
    service ended by itself before that are the short ones.
    """
    return np.asarray(money / room_years(records) * records.whole.mean(axis=1))


def _rounded(kroner: float) -> float:
    return float(round(kroner, -2))
