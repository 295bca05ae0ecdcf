"""Teams as plain queues, for tests against closed forms: one place for each server, and nobody ever away."""

from __future__ import annotations

import numpy as np
from simpy import Environment

from businesscase.delivery.plan import Post, TeamPlan
from businesscase.delivery.team import Case, Ending, Room, Team

NEVER = float("inf")


def served(
    arrives, lengths, servers, *, until, patience=None, chosen=None, places=1.0, phases=((0.0, 1.0),), shared=0.0
):
    """Families after a life of a team of `servers` pairs that are always there."""
    patience = np.full(len(arrives), NEVER) if patience is None else patience
    choices = np.zeros(len(arrives), dtype=int) if chosen is None else chosen
    cases = [
        Case(float(a), float(s), NEVER, float(p), int(c))
        for a, s, p, c in zip(arrives, lengths, patience, choices, strict=True)
    ]
    world = Environment()
    rooms = [Room((0.0,), (places,)) for _ in range(servers)]
    team = Team(world, rooms, cases, phases=phases, until=until, chosen=chosen is not None, shared=shared)
    world.run(until=until)
    team.close()
    return cases


def waits(cases):
    """Of those whose service began."""
    return np.array([case.begins - case.arrives for case in cases if case.pair >= 0])


def completed(cases):
    return all(case.ending is Ending.COMPLETED for case in cases)


def plan(pairs=2, draws=1, until=10.0, members=2, begins=0.0, **numbers):
    """A plan of equal pairs; what is not given is nothing, and lasts two years."""
    given = {
        "caseload": 3.0, "lead": 0.0, "start_up": 0.0, "at_first": 1.0, "spells": 0.0, "spell_length": 0.0,
        "turnover": 0.0, "withdraws": 0.0, "drops_out": 0.0, "length": 2.0, "spread": 0.0, "shared": 0.0, "visits": 0.0,
        **numbers,
    }  # fmt: skip
    names = tuple(f"pair {number + 1}" for number in range(pairs))
    posts = tuple(Post(f"{name}/{m + 1}", "worker", n, begins) for n, name in enumerate(names) for m in range(members))
    arrays = {name: np.full(draws, value) for name, value in given.items()}
    return TeamPlan(
        names, posts, False, until, phases=((0.0, np.ones(draws)),), visits_begin=0.0, loss=np.zeros((draws, 3)),
        **arrays,
    )  # fmt: skip
