"""The life of every post: held by whom, new, present, sick or empty. Nothing that happens to families changes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from businesscase.core.randomness import name_id, philox, uniform
from businesscase.delivery.plan import TeamPlan

Floats = NDArray[np.float64]
Lasts = Callable[[Floats], Floats]  # uniform numbers, shape (draw, post, count) -> durations


class Standing(IntEnum):
    """What a post is for the families of its pair."""

    EMPTY = 0  # unpaid; a successor is on the way
    SICK = 1  # paid
    NEW = 2  # in start-up
    FULL = 3


@dataclass(frozen=True)
class Stint:
    """A post from `begins` to `ends`, half-open, in one standing."""

    begins: float
    ends: float
    standing: Standing


def lives_of_posts(plan: TeamPlan, keys: NDArray[np.uint64]) -> list[list[tuple[Stint, ...]]]:
    """Stints of every post from its first day until service ends, without a gap, by draw and post.

    The holders of a post leave after exponential times, and a successor comes after the lead. Spells of sickness begin
    at exponential times while nobody in the post is sick; those that fall into an empty post do not count, and those
    of a holder end with the leaving. A member who falls ill in start-up goes on with it by the calendar.

    Args:
        plan: the team.
        keys: random-number keys, shape (draw,).
    """
    names = np.array([name_id(f"team/{post.name}") for post in plan.posts], dtype=np.uint64)
    stays = _renewals(plan, keys, names, "leaves", plan.turnover, lambda _: plan.lead[:, None, None])
    mean = plan.spell_length[:, None, None]
    sick = _renewals(plan, keys, names, "falls ill", plan.spells, lambda number: -np.log(number) * mean)
    return [
        [
            tuple(_stints(plan, draw, post.begins, stays[draw, number], sick[draw, number]))
            for number, post in enumerate(plan.posts)
        ]
        for draw in range(plan.draws)
    ]


def _renewals(
    plan: TeamPlan, keys: NDArray[np.uint64], names: NDArray[np.uint64], what: str, rate: Floats, lasts: Lasts
) -> Floats:
    """Beginning and end of what comes at a rate and lasts, shape (draw, post, count, 2), beyond the end of service."""
    tag, count = np.uint64(name_id(what)), 8
    begins = np.array([post.begins for post in plan.posts])
    while True:
        numbers = np.arange(count, dtype=np.uint64)
        first, second = philox(keys[:, None, None], names[None, :, None], tag, numbers[None, None, :])
        with np.errstate(divide="ignore"):
            waits = -np.log(uniform(first)) / rate[:, None, None]
        cycles = np.stack([waits, np.broadcast_to(lasts(uniform(second)), waits.shape)], axis=3)
        moments = begins[None, :, None] + np.cumsum(cycles.reshape(*waits.shape[:2], -1), axis=2)
        if moments[..., -1].min() >= plan.until:
            return np.asarray(moments.reshape(cycles.shape))
        count *= 2


def _stints(plan: TeamPlan, draw: int, begins: float, stays: Floats, sick: Floats) -> Iterator[Stint]:
    first = begins
    for leaves, follows in stays.tolist():
        if first >= plan.until:
            return
        yield from _of_holder(first, min(leaves, plan.until), float(plan.start_up[draw]), sick.tolist())
        if leaves < min(follows, plan.until):
            yield Stint(leaves, min(follows, plan.until), Standing.EMPTY)
        first = follows


def _of_holder(first: float, leaves: float, start_up: float, sick: list[list[float]]) -> Iterator[Stint]:
    """Stints of one holder of a post."""
    full = min(first + start_up, leaves)
    spells = [(falls, min(recovers, leaves)) for falls, recovers in sick if first <= falls < leaves]
    now = first
    for falls, recovers in [*spells, (leaves, leaves)]:
        if now < min(full, falls):
            yield Stint(now, min(full, falls), Standing.NEW)
        if max(now, full) < falls:
            yield Stint(max(now, full), falls, Standing.FULL)
        if falls < recovers:
            yield Stint(falls, recovers, Standing.SICK)
        now = recovers
