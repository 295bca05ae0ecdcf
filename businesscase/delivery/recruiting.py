"""When families accept: as the declared intake says, or door by door."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from businesscase.core.randomness import name_id, philox, uniform
from businesscase.delivery.plan import TeamPlan
from businesscase.model.inputs.inputs import Inputs
from businesscase.scenario.declare.quantity import parse_span
from businesscase.scenario.declare.team import Recruitment

Floats = NDArray[np.float64]


def evenly(rank: Floats, intake: Floats) -> Floats:
    """Families accept evenly over the intake, shape (draw, family)."""
    return intake[:, None] * rank[None, :]


def door_to_door(
    declared: Recruitment, inputs: Inputs, plan: TeamPlan, keys: NDArray[np.uint64], rank: Floats
) -> tuple[Floats, Floats]:
    """When each family accepts, shape (draw, family), infinite where too few doors open; until when pairs visit.

    Pairs visit doors in turn, evenly in time. At its n-th visit a family that has not accepted yet does so with the
    chance 1 - (1 - accepts) x (1 - known_face)^(n - 1): each visit takes its share of the reluctance that is left.
    The first that accepts is the first family by rank, and visits stop when all families have accepted.

    Args:
        declared: how it is done.
        inputs: drawn numbers.
        plan: the team; each pair visits from its first day on.
        keys: random-number keys, shape (draw,).
        rank: order of the families, shape (family,).
    """
    key = "team.recruitment"
    accepts, known = inputs[f"{key}.accepts"][:, None, None], inputs[f"{key}.known_face"][:, None, None]
    most = max(round(float(inputs[f"{key}.doors"].max())), 1)
    names = np.array([name_id(f"door {number}") for number in range(most)], dtype=np.uint64)
    visits = np.arange(declared.at_most, dtype=np.uint64)
    word, _ = philox(keys[:, None, None], names[None, :, None], np.uint64(name_id("accepts")), visits[None, None, :])
    opens = uniform(word) < 1.0 - (1.0 - accepts) * (1.0 - known) ** visits.astype(np.float64)
    first = np.where(opens.any(axis=2), opens.argmax(axis=2), declared.at_most)  # visit at which it accepts
    order = np.argsort(rank, kind="stable")
    arrives, visited = np.full((plan.draws, len(rank)), np.inf), np.zeros(plan.draws)
    begins = [max(parse_span(declared.begins), start) for start in _starts(plan)]
    for draw in range(plan.draws):
        doors = max(round(float(inputs[f"{key}.doors"][draw])), 1)
        accepted, made = _visit_numbers(first[draw, :doors], declared.at_most)
        taken = accepted[: len(rank)]
        last = taken[-1] if len(taken) == len(rank) else made
        moments = _moments(np.append(taken, last), begins, float(inputs[f"{key}.visits"][draw]))
        arrives[draw, order[: len(moments[:-1])]] = moments[:-1]
        visited[draw] = moments[-1] if len(moments) else 0.0
    return arrives, visited


def _starts(plan: TeamPlan) -> list[float]:
    return [min(post.begins for post in plan.posts if post.pair == pair) for pair in range(len(plan.pairs))]


def _visit_numbers(first: NDArray[np.int64], at_most: int) -> tuple[NDArray[np.int64], int]:
    """Number, counted over all visits, of the visits at which families accept, and of the last visit.

    Doors are visited in turn, round by round; those that have accepted are passed by.
    """
    found, before = list[NDArray[np.int64]](), 0
    for number in range(at_most):
        left = np.flatnonzero(first >= number)
        found.append(before + 1 + np.flatnonzero(first[left] == number))
        before += len(left)
    return np.concatenate(found), before


def _moments(numbers: NDArray[np.int64], begins: list[float], rate: float) -> Floats:
    """When the visits with these numbers are made: each pair makes `rate` a year from its beginning on."""
    if rate <= 0.0:
        return np.zeros(0)
    starts = np.sort(begins)
    # visits made by each beginning; between two of them they grow by the rate of the pairs that have begun
    made = np.concatenate([[0.0], np.cumsum(np.diff(starts) * rate * np.arange(1, len(starts)))])
    pairs = np.searchsorted(made, numbers, side="left")
    found: Floats = starts[pairs - 1] + (numbers - made[pairs - 1]) / (rate * pairs)
    return found
