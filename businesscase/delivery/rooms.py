"""What the lives of its posts make of a pair: places over time, and stretches in which somebody settled is there."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from businesscase.delivery.plan import TeamPlan
from businesscase.delivery.records import Records
from businesscase.delivery.staff import Standing, Stint
from businesscase.delivery.team import Room
from businesscase.model.offer import Stretches

Floats = NDArray[np.float64]


def rooms_of(plan: TeamPlan, draw: int, posts: list[tuple[Stint, ...]], visited: float) -> list[Room]:
    """Places of each pair over time: its caseload times the mean of what its members count, less what visits take.

    Args:
        plan: the team.
        draw: one of its draws.
        posts: their lives in it.
        visited: until when pairs visit families that are not served yet.
    """
    counts = {Standing.FULL: 1.0, Standing.NEW: float(plan.at_first[draw]), Standing.SICK: 0.0, Standing.EMPTY: 0.0}
    caseload, visits, found = float(plan.caseload[draw]), float(plan.visits[draw]), list[Room]()
    for number in range(len(plan.pairs)):
        lives = [life for post, life in zip(plan.posts, posts, strict=True) if post.pair == number]
        moments = sorted({moment for life in lives for one in life for moment in (one.begins, one.ends)})
        begins, ends = (max(plan.visits_begin, moments[0]), min(visited, moments[-1])) if moments else (0.0, 0.0)
        if visits > 0.0 and begins < ends:
            moments = sorted({*moments, begins, ends})
        counted = np.zeros(len(moments))
        index = {moment: place for place, moment in enumerate(moments)}
        for life in lives:
            for one in life:
                counted[index[one.begins] : index[one.ends]] += counts[one.standing]
        places = caseload * counted / len(lives)
        if visits > 0.0 and begins < ends:
            during = slice(index[begins], index[ends])
            places[during] = np.maximum(places[during] - visits, 0.0)
        found.append(Room(tuple(moments[:-1]), tuple(places[:-1].tolist())))
    return found


def room_years(records: Records) -> Floats:
    """Places x years that all pairs had until service ended, shape (draw,)."""
    plan, found = records.plan, np.zeros(records.plan.draws)
    for draw, posts in enumerate(records.posts):
        for room in rooms_of(plan, draw, posts, float(records.visited[draw])):
            found[draw] += float(np.diff([*room.since, plan.until]) @ np.array(room.places)) if room.since else 0.0
    return found


def settled_of(plan: TeamPlan, posts: list[tuple[Stint, ...]]) -> tuple[Stretches, ...]:
    """Of each pair the stretches of time in which some member counts in full, merged."""
    return tuple(_settled(plan, posts, pair) for pair in range(len(plan.pairs)))


def _settled(plan: TeamPlan, posts: list[tuple[Stint, ...]], pair: int) -> Stretches:
    stints = sorted(
        (one.begins, one.ends)
        for post, life in zip(plan.posts, posts, strict=True)
        if post.pair == pair
        for one in life
        if one.standing is Standing.FULL
    )
    merged: list[tuple[float, float]] = []
    for begins, ends in stints:
        if merged and begins <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], ends))
        else:
            merged.append((begins, ends))
    return tuple(merged)
