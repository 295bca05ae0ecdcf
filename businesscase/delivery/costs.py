"""What a team costs, by department and month: posts as they were held, and overheads by the size of the team."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from businesscase.core.timeline import overlap
from businesscase.delivery.plan import TeamPlan, team_of
from businesscase.delivery.records import Records
from businesscase.delivery.staff import Standing, Stint
from businesscase.model.inputs.inputs import Inputs
from businesscase.rules.amounts import Amounts
from businesscase.rules.evaluate import Columns, Numbers
from businesscase.scenario.declare.team import Overhead
from businesscase.scenario.load.scenario import Scenario

Floats = NDArray[np.float64]


def team_costs(
    scenario: Scenario, inputs: Inputs, records: Records, edges: Floats, *, routine: bool
) -> dict[str, Floats]:
    """Department -> DKK in prices of the price year, shape (draw, period), from the team's first day until it ends.

    A post is paid while somebody holds it, sick or well; its refunded sick pay is not deducted. Overheads follow the
    posts that there are, held or not.

    Args:
        scenario: declares the team.
        inputs: drawn numbers.
        records: a life of the team in each draw.
        edges: limits of the periods, shape (period + 1,).
        routine: whether development and evaluation are left out.
    """
    found: dict[str, Floats] = {}
    for department, money in _amounts(scenario, inputs, records, edges, routine):
        found[department] = found.get(department, 0.0) + money
    return found


def person_years(records: Records, edges: Floats) -> dict[str, Floats]:
    """Profession -> years for which its posts were held, shape (draw, period)."""
    found: dict[str, Floats] = {}
    for number, post in enumerate(records.plan.posts):
        held = np.array([_held(posts[number], edges) for posts in records.posts])
        found[post.profession] = found.get(post.profession, 0.0) + held
    return found


def _amounts(
    scenario: Scenario, inputs: Inputs, records: Records, edges: Floats, routine: bool
) -> Iterator[tuple[str, Floats]]:
    team, amounts, numbers = team_of(scenario), Amounts(scenario), Numbers(inputs.values, Columns(()))

    def money(key: str) -> Floats:
        return np.broadcast_to(numbers.of(amounts.number(f"team.{key}")), (inputs.draws, 1))

    for profession, held in person_years(records, edges).items():
        yield _payer(team.professions[profession].department), held * money(f"professions.{profession}.post")
    size, there = posts_by_period(records, edges), team_years(records.plan, edges)
    for name, overhead in team.overheads.items():
        if not overhead.routine and routine:
            continue
        payer, key = _payer(overhead.department), f"overheads.{name}"
        if overhead.once is not None:
            yield payer, money(f"{key}.once") * there / there.sum()
        else:
            yield payer, money(f"{key}.per_year") * _years(overhead, size, there, np.diff(edges))


def posts_by_period(records: Records, edges: Floats) -> Floats:
    """Posts that there are, held or not, mean over each period, shape (draw, period)."""
    begins = np.array([post.begins for post in records.plan.posts])[None, :, None]
    ends = np.array([[stints[-1].ends if stints else 0.0 for stints in posts] for posts in records.posts])[:, :, None]
    years = np.clip(np.minimum(edges[1:], ends) - np.maximum(edges[:-1], begins), 0.0, None)
    return np.asarray(years.sum(axis=1) / np.diff(edges))


def team_years(plan: TeamPlan, edges: Floats) -> Floats:
    """Years in each period from the team's first day until service ends, shape (period,)."""
    return overlap(min(post.begins for post in plan.posts), plan.until, edges)


def _years(overhead: Overhead, size: Floats, there: Floats, length: Floats) -> Floats:
    """Years in each period for which an overhead is paid: for each post, once for the team, or in steps with its size.

    A step is taken with the mean size of the period.
    """
    if overhead.each == "post":
        return size * length
    if overhead.for_every is None:
        return there
    return np.asarray(np.ceil(size / overhead.for_every - 1e-9) * there)


def _payer(department: str | None) -> str:
    assert department is not None  # `check.team` has seen to it
    return department


def _held(stints: tuple[Stint, ...], edges: Floats) -> Floats:
    """Years in each period in which a post was held, shape (period,)."""
    if not stints:
        return np.zeros(len(edges) - 1)
    moments = [stints[0].begins, *(one.ends for one in stints)]
    years = [0.0 if one.standing is Standing.EMPTY else one.ends - one.begins for one in stints]
    return np.diff(np.interp(edges, moments, np.concatenate([[0.0], np.cumsum(years)])))
