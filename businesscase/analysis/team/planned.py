"""The life of a team that is rolled out: pairs as planned and as a ceiling allows, families cohort by cohort."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from businesscase.core.errors import UsageError
from businesscase.core.randomness import name_id
from businesscase.core.words import Words
from businesscase.delivery.costs import team_costs
from businesscase.delivery.plan import TeamPlan, plan_of
from businesscase.delivery.records import Records
from businesscase.delivery.serving import live, team_keys
from businesscase.model.inputs.inputs import Inputs
from businesscase.scenario.declare.rollout import Rollout
from businesscase.scenario.load.scenario import Scenario


def records_of_plan(scenario: Scenario, inputs: Inputs, rollout: Rollout) -> tuple[Records, NDArray[np.int64]]:
    """A life of the team in each draw, and its pairs by year as planned and as begun, shape (2, year)."""
    planned = np.cumsum([rollout.pairs.get(year, 0) for year in range(1, rollout.lasts + 1)])
    begun = planned
    if rollout.ceiling is not None:
        begun = np.minimum(planned, _most(scenario, inputs, rollout, int(planned.max())))
    begins, closes = _opened(begun)
    if not begins:
        raise UsageError(Words("team.ask.ceiling", ceiling=rollout.ceiling))
    plan = replace(_lasting(plan_of(scenario, inputs, begins=begins), rollout), closes=closes)
    names, arrives = list[str](), list[float]()
    for year, families in sorted(rollout.cohorts.items()):
        own = [f"cohort {year}/family {number + 1}" for number in range(families)]
        order = np.argsort([name_id(name) for name in own], kind="stable")
        moments = np.empty(families)
        moments[order] = year - 1 + (np.arange(families) + 0.5) / families
        names += own
        arrives += moments.tolist()
    keys = team_keys(inputs.seed, inputs.first, inputs.draws)
    wide = np.broadcast_to(np.array(arrives), (inputs.draws, len(arrives)))
    visited = np.full(inputs.draws, float(max(rollout.cohorts)))  # pairs visit for as long as families come
    return live(plan, keys, tuple(names), wide, visited), np.array([planned, begun])


def _opened(pairs: NDArray[np.int64]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """When each pair begins and closes, from the pairs that take families in each year: the last to begin close first.

    The second is empty where none closes.
    """
    begins, closes, still = list[float](), list[float](), list[int]()
    for year, change in enumerate(np.diff(pairs, prepend=0)):
        for _ in range(max(change, 0)):
            still.append(len(begins))
            begins.append(float(year))
            closes.append(np.inf)
        for _ in range(max(-change, 0)):
            closes[still.pop()] = float(year)
    return tuple(begins), tuple(closes) if np.isfinite(closes).any() else ()


def _lasting(plan: TeamPlan, rollout: Rollout) -> TeamPlan:
    return replace(plan, until=float(rollout.lasts))


def _most(scenario: Scenario, inputs: Inputs, rollout: Rollout, planned: int) -> int:
    """The largest team, up to the planned, that costs no more a year than the ceiling when all its posts are held."""
    assert rollout.ceiling is not None
    none_leave = {"turnover": np.zeros(inputs.draws), "spells": np.zeros(inputs.draws)}
    year = np.array([0.0, 1.0])
    for pairs in range(planned, 0, -1):
        plan = replace(_lasting(plan_of(scenario, inputs, begins=(0.0,) * pairs), rollout), **none_leave)  # type: ignore[arg-type]
        nobody = np.full((inputs.draws, 1), np.inf)
        alone = live(plan, team_keys(inputs.seed, inputs.first, inputs.draws), ("nobody",), nobody)
        costs = team_costs(scenario, inputs, alone, year, routine=True)
        if np.mean(np.sum(list(costs.values()), axis=0)) <= rollout.ceiling * 1e6:
            return pairs
    return 0
