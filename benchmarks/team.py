"""Families served per second by the team, beside Ciw on the same queue."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec

import numpy as np
from simpy import Environment

from benchmarks.tables import show, timed
from businesscase.delivery.team import Case, Room, Team

SERVERS, LOAD = 5, 4.0
_NEVER = float("inf")


def team(*, quick: bool) -> None:
    """Print families served per second: five pairs with one place each, Poisson arrivals, exponential service."""
    families, repeats = (2_000, 1) if quick else (20_000, 3)
    random = np.random.default_rng(1)
    between, lengths = random.exponential(1.0 / LOAD, families), random.exponential(1.0, families)
    ours = _fastest(lambda: _ours(between, lengths), repeats)
    rows = [("delivery.team (SimPy)", f"{families / ours:,.0f}", "1.0")]
    if find_spec("ciw") is not None:
        theirs = _fastest(lambda: _ciw(between, lengths), repeats)
        rows.append(("Ciw", f"{families / theirs:,.0f}", f"{ours / theirs:.2f}"))
    show(
        "The team: families served per second",
        ("", "families/s", "beside ours"),
        rows,
        f"M/M/{SERVERS} at a load of {LOAD:g}: the same arrivals and times in service for both; best of {repeats}",
    )


def _fastest(work: Callable[[], None], repeats: int) -> float:
    return min(timed(work)[1].wall for _ in range(repeats))


def _ours(between: np.ndarray, lengths: np.ndarray) -> None:
    cases = [
        Case(arrives, length, _NEVER, _NEVER, 0)
        for arrives, length in zip(np.cumsum(between).tolist(), lengths.tolist(), strict=True)
    ]
    world = Environment()
    Team(world, [Room((0.0,), (1.0,))] * SERVERS, cases, until=1e9)
    world.run()
    assert all(case.pair >= 0 for case in cases)


def _ciw(between: np.ndarray, lengths: np.ndarray) -> None:
    import ciw

    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Sequential([*between.tolist(), 1e9])],
        service_distributions=[ciw.dists.Sequential(lengths.tolist())],
        number_of_servers=[SERVERS],
    )
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_customers(len(between))
    assert len(simulation.get_all_records()) >= len(between)
