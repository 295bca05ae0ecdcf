"""The team as a queue: Erlang C, Pollaczek and Khinchine, Little, and Ciw with the same numbers."""

from __future__ import annotations

from math import factorial

import numpy as np
import pytest

from tests.queues import completed, served, waits

Z = 4.0  # standard errors
RUNS, FAMILIES, WARM = 20, 2500, 500


def runs(servers, rate, mean, spread, seed):
    """Mean wait of each of many independent runs, after warming up; gamma service times."""
    random, found = np.random.default_rng(seed), []
    shape = None if spread == 0 else spread**-2
    for _ in range(RUNS):
        arrives = np.cumsum(random.exponential(1 / rate, FAMILIES))
        lengths = np.full(FAMILIES, mean) if shape is None else random.gamma(shape, mean / shape, FAMILIES)
        cases = served(arrives, lengths, servers, until=float(arrives[-1] + 1e4))
        assert completed(cases)
        found.append(waits(cases)[WARM:].mean())
    return np.array(found)


def erlang_c(servers, load):
    """Probability that an arriving family waits (Erlang 1917)."""
    last = load**servers / factorial(servers) * servers / (servers - load)
    return last / (sum(load**n / factorial(n) for n in range(servers)) + last)


@pytest.mark.parametrize(("servers", "load"), [(1, 0.6), (4, 2.8)])
def test_waits_of_m_m_c(servers, load):
    found = runs(servers, rate=load, mean=1.0, spread=1.0, seed=1)
    expected = erlang_c(servers, load) / (servers - load)
    assert abs(found.mean() - expected) < Z * found.std(ddof=1) / np.sqrt(RUNS)
    assert found.std(ddof=1) / np.sqrt(RUNS) < 0.12 * expected  # so that the test can fail


@pytest.mark.parametrize("spread", [0.0, 0.5])
def test_waits_of_m_g_1(spread):
    load = 0.6
    found = runs(1, rate=load, mean=1.0, spread=spread, seed=2)
    expected = load * (1 + spread**2) / 2 / (1 - load)  # Pollaczek and Khinchine
    assert abs(found.mean() - expected) < Z * found.std(ddof=1) / np.sqrt(RUNS)
    assert found.std(ddof=1) / np.sqrt(RUNS) < 0.12 * expected


def test_littles_law_holds_on_the_records():
    random = np.random.default_rng(3)
    arrives, lengths = np.cumsum(random.exponential(0.4, 400)), random.exponential(1.0, 400)
    cases = served(arrives, lengths, 3, until=1e4)
    begins, end = np.array([case.begins for case in cases]), max(case.ends for case in cases)
    # families that wait, counted at every event, against arrivals per year x mean wait
    moments = np.sort(np.concatenate([arrives, begins]))
    waiting = [(arrives <= moment).sum() - (begins <= moment).sum() for moment in moments[:-1]]
    mean_waiting = np.dot(waiting, np.diff(moments)) / end
    np.testing.assert_allclose(mean_waiting, len(cases) / end * waits(cases).mean(), rtol=1e-12)


@pytest.mark.parametrize("servers", [1, 3])
def test_ciw_waits_the_same_with_the_same_numbers(servers):
    ciw = pytest.importorskip("ciw")
    random = np.random.default_rng(4)
    between, lengths = random.exponential(1 / (0.8 * servers), 1500), random.gamma(2.0, 0.5, 1500)
    arrives = np.cumsum(between)
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Sequential([*between.tolist(), 1e9])],
        service_distributions=[ciw.dists.Sequential(lengths.tolist())],
        number_of_servers=[servers],
    )
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_customers(len(between))
    theirs = sorted(simulation.get_all_records(), key=lambda record: record.arrival_date)
    ours = served(arrives, lengths, servers, until=1e5)
    np.testing.assert_allclose([case.begins for case in ours], [each.service_start_date for each in theirs], rtol=1e-9)
    np.testing.assert_allclose([case.ends for case in ours], [each.service_end_date for each in theirs], rtol=1e-9)
    # mean wait and utilisation follow; both within 1 % a fortiori
    assert waits(ours).mean() == pytest.approx(np.mean([each.waiting_time for each in theirs]), rel=1e-6)


def test_more_pairs_never_lengthen_a_wait():
    random = np.random.default_rng(5)
    arrives, lengths = np.cumsum(random.exponential(0.3, 300)), random.exponential(1.0, 300)
    before = None
    for pairs in (2, 3, 4, 7, 50):
        begins = np.array([case.begins for case in served(arrives, lengths, pairs, until=1e4)])
        assert before is None or (begins <= before + 1e-9).all()
        before = begins
    np.testing.assert_array_equal(before, arrives)
