"""The kernel against itself: compiled = uncompiled, any chunking, any workers; tally = plain loop over the records."""

from __future__ import annotations

import os
import subprocess
import sys
from bisect import bisect_left, bisect_right
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from multiprocessing import get_context

import numpy as np
import pytest

from businesscase.core.randomness import philox, run_key
from businesscase.delivery.schedule import Exposure
from businesscase.engines.common.numbers import words
from businesscase.engines.common.workspace import family_space
from businesscase.engines.montecarlo.courses import trace_draws
from businesscase.engines.montecarlo.engine import chunk_keys, simulate
from businesscase.model.arrays import BENEFIT, SELF_SUPPORT
from businesscase.model.compile import compile_model
from tests.loaded import loaded

INVENTED = "tests/invented_municipality.yaml"
AARHUS = "scenarios/opgang_til_opgang.yaml"

DIGEST = """
import hashlib
from businesscase.delivery.schedule import Exposure
from businesscase.engines.montecarlo.engine import simulate
from businesscase.model.compile import compile_model
from businesscase.scenario.load.resolve import load_scenario
model = compile_model(load_scenario("{file}"), draws=1, seed=5)  # levels take longest
occupancy = simulate(model, Exposure(model.schedule), replications=8, workers=1)
for array in (occupancy.quantities, model.arrays.ratio):
    print(hashlib.sha256(array.tobytes()).hexdigest())
"""


def digest(file: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", DIGEST.format(file=file)],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.mark.slow
def test_uncompiled_equals_compiled_bit_for_bit():
    assert digest(INVENTED, NUMBA_DISABLE_JIT="1") == digest(INVENTED)


@pytest.fixture(scope="module")
def model():
    return compile_model(loaded(INVENTED), draws=12, seed=3)


def test_the_compiled_hash_is_the_vectorised_one():
    identity, tag = np.uint64(0xDEADBEEFCAFEF00D), np.uint64(0x12345678)
    key = run_key(7, 3, 2)
    for count in range(5):
        expected = philox(key, identity, tag, np.uint64(count))
        found = words(np.uint64(key), identity, tag, np.uint64(count))
        assert [int(word) for word in found] == [int(word) for word in expected]


def test_philox_known_answer():
    """Random123's known-answer vector of Philox4x32-10 for an all-ones counter and key."""
    ones64, ones32 = np.uint64(0xFFFFFFFFFFFFFFFF), np.uint64(0xFFFFFFFF)
    first, second = philox(ones64, ones64, ones32, ones32)
    halves = [int(word) >> shift & 0xFFFFFFFF for word in (first, second) for shift in (0, 32)]
    assert halves == [0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD]


@pytest.mark.parametrize(("workers", "chunk"), [(1, 12), (2, 1), (3, 5)])
def test_workers_and_chunks_change_no_bit(model, workers, chunk):
    exposure = Exposure(model.schedule)
    one = simulate(model, exposure, replications=4, workers=1, chunk=7)
    other = simulate(model, exposure, replications=4, workers=workers, chunk=chunk)
    assert one.quantities.tobytes() == other.quantities.tobytes()
    assert one.key == other.key


@pytest.mark.slow
def test_spawned_processes_change_no_bit(model):
    exposure = Exposure(model.schedule)
    one = simulate(model, exposure, replications=2, workers=1)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        other = simulate(model, exposure, replications=2, executor=pool, chunk=6)
    assert one.quantities.tobytes() == other.quantities.tobytes()


def test_more_draws_leave_the_first_ones_as_they_were(model):
    longer = compile_model(loaded(INVENTED), draws=14, seed=3)
    one = simulate(model, Exposure(model.schedule), replications=2).quantities
    other = simulate(longer, Exposure(longer.schedule), replications=2).quantities
    assert one.tobytes() == other[:12].tobytes()


@pytest.mark.parametrize("file", [INVENTED, AARHUS])
def test_a_plain_loop_over_the_records_gives_the_same_cells(file):
    """The tally in the kernel, with its difference arrays and bands, against loops that add stay by stay.

    Refunds of yearly cases have a loop of their own (test_yearly_cases.py).
    """
    scenario = loaded(file)
    if scenario.yearly_refusion:
        scenario = scenario.with_values({"yearly_refusion": None})
    model = compile_model(scenario, draws=2, seed=11)
    arrays, exposure = model.arrays, Exposure(model.schedule)
    replications = 2
    records = np.zeros((200_000, 7))
    intervals = exposure.service(slice(None))
    keys = chunk_keys(11, 0, 2, replications)
    rows = trace_draws(arrays, intervals, keys, family_space(arrays), records)
    assert rows > 0
    family_of = np.searchsorted(arrays.family_clocks, np.arange(len(arrays.clock_id)), side="right") - 1
    expected = np.zeros((2, 2, 2, len(model.segments), arrays.edges.shape[0] - 1, len(model.structure.cells)))
    paths: dict[tuple[int, ...], list[tuple[float, int]]] = {}
    for *life, _, after, time in records[:rows]:
        paths.setdefault(tuple(map(int, life)), []).append((time, int(after)))
    for (draw, replication, strategy, clock), path in paths.items():
        family = family_of[clock]
        partner = arrays.family_clocks[family] + arrays.clock_partner[clock] if arrays.clock_partner[clock] >= 0 else -1
        beside = paths.get((draw, replication, strategy, partner), [])
        benefit = _benefit_at_start(arrays, draw, clock, keys[draw, replication])
        target = expected[draw, replication % 2, strategy, arrays.family_segment[family]]
        _add_path(arrays, clock, path, beside, benefit, target)
    weight = model.arrays.weight[:, None, None, :, None, None]
    found = simulate(model, exposure, replications=replications).quantities
    np.testing.assert_allclose(found, expected * weight, rtol=2e-6, atol=2e-6)


def _benefit_at_start(arrays, draw, clock, key):
    from businesscase.engines.common.starts import age_at, start_of

    runs = arrays.type_ages[arrays.clock_type[clock], 0] <= age_at(arrays, draw, clock)
    return start_of(arrays, draw, key, clock, runs)[2]


def _add_path(arrays, clock, path, beside, benefit, target):
    """Add one path, stay by stay, month by month, band by band, and where the partner matters moment by moment."""
    first = arrays.type_states[arrays.clock_type[clock]]
    supports: list[tuple[float, float]] = []
    edges = arrays.edges.tolist()
    for position, ((begin, state), (end, _)) in enumerate(pairwise(path)):
        g = first + state
        if position > 0:
            target[min(int(begin * 12 + 1e-12), target.shape[0] - 1), arrays.state_entry_cell[g]] += 1
        counts = arrays.state_counts[g]
        limits = [*(arrays.benefit_limits[1:] - benefit + begin), np.inf]
        low = begin
        for band in range(arrays.state_bands[g]):
            high = end if counts != BENEFIT or arrays.state_bands[g] == 1 else min(max(limits[band], low), end)
            pairs = arrays.state_pairs[g]
            cell = arrays.state_cell[g] + band * pairs
            months = range(max(bisect_right(edges, low) - 1, 0), min(bisect_left(edges, high), target.shape[0]))
            for month in months:
                since, until = max(low, arrays.edges[month]), min(high, arrays.edges[month + 1])
                target[month, cell] += max(until - since, 0.0)
                for (there, where), (left, _) in pairwise(beside if pairs > 1 else []):
                    together = max(min(until, left) - max(since, there), 0.0)
                    target[month, cell] -= together
                    target[month, cell + arrays.state_situation[first + where]] += together
            low = high
        if counts == BENEFIT:
            benefit += end - begin
        elif counts == SELF_SUPPORT and benefit > 0:
            supports.append((begin, end))
            within = sum(max(0.0, b - max(a, end - arrays.reset[1])) for a, b in supports)
            if within >= arrays.reset[0]:
                benefit, supports = 0.0, []
