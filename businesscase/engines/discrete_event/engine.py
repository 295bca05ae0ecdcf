"""The discrete-event engine: families and clocks as SimPy processes, one environment per population and strategy.

The reference implementation. It reads the same `CompiledModel` and the same random numbers by address as the Monte
Carlo kernel and lives the same lives, event by event, where nothing feeds back (tests/agreement). To understand the
model, read `processes` (families and clocks) and `exits` (hazards). It is slower by two orders of magnitude, and does
what the kernel cannot: end a service when the family's own situation says so.
"""

from __future__ import annotations

from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import nullcontext
from multiprocessing import get_context

import numpy as np
from numpy.typing import NDArray

from businesscase.core.timeline import overlap
from businesscase.delivery.schedule import Exposure
from businesscase.engines.common.chunks import (
    Progress,
    by_chunks,
    chunk_keys,
    occupancy_key,
)
from businesscase.engines.common.occupancy import Occupancy, take_counterfactual
from businesscase.engines.common.profiles import effective_years
from businesscase.engines.common.soundness import check_mass, check_model
from businesscase.engines.common.tally import MOVES, tally
from businesscase.engines.common.workspace import case_space, sums
from businesscase.engines.common.yearly_cases import add_refunds
from businesscase.engines.discrete_event.populations import Names, kinds_of, live, names_of
from businesscase.engines.discrete_event.processes import Clock, Family
from businesscase.model.arrays import Arrays, arrays_of_draws
from businesscase.model.compiled import CompiledModel
from businesscase.model.tariffs.yearly import YearlyCases, yearly_of_draws

Floats = NDArray[np.float64]


def simulate(
    model: CompiledModel,
    exposure: Exposure,
    *,
    replications: int,
    workers: int | None = None,
    executor: Executor | None = None,
    chunk: int = 1,
    progress: Progress | None = None,
    without: Occupancy | None = None,
) -> Occupancy:
    """Live every family `replications` times in each draw, under both strategies.

    Args:
        replications: an even number, at least 2; the two halves measure the noise that is left.
        workers: processes; one, the caller's own, unless more are asked for.
        executor: where chunks of draws run instead. Results do not depend on any of these.
        without: of the same model with other times of service; the counterfactual is taken from there, not lived again.

    Returns:
        Quantities that equal those of `montecarlo.engine.simulate` to rounding where nothing ends a service early, and
        the years of service that were given where something can.

    Raises:
        NumericalError: if a share, rate or ratio is none, a clock moves more often than 500 times, a transition misses
            its exponential number, or members are not conserved; names the clock.
    """
    check_model(model)
    arrays, draws, segments = model.arrays, model.draws, len(model.segments)
    periods, cells = arrays.edges.shape[0] - 1, len(model.structure.cells)
    quantities = np.empty((draws, 2, 2, segments, periods, cells), dtype=np.float32)
    served = np.zeros((draws, 2, segments, periods))
    effective = np.zeros((draws, 2, segments, arrays.profiles.shape[1], periods))
    own = _pool(workers) if executor is None else None
    with own if own is not None else nullcontext():
        pool = executor if executor is not None else own
        assert pool is not None

        def submit(part: slice) -> Future[tuple[NDArray[np.float32], Floats, Floats]]:
            return pool.submit(
                simulate_chunk,
                arrays_of_draws(arrays, part),
                yearly_of_draws(model.yearly, part),
                exposure.of_draws(part),
                names_of(model),
                model.inputs.seed,
                model.inputs.first + part.start,
                replications,
                segments,
                cells,
                2 if without is None else 1,
            )

        for part, (lived, given, full) in by_chunks(draws, chunk, submit, progress):
            quantities[part], served[part], effective[part] = lived, given, full
    if without is not None:
        take_counterfactual(quantities, without)
    for array in (quantities, served, effective):
        array.setflags(write=False)
    follows = model.feeds_back or exposure.schedule.given is not None  # else the schedule says what service is given
    return Occupancy(
        quantities=quantities,
        cells=model.structure.cells,
        edges=arrays.edges,
        segments=model.segments,
        replications=replications,
        key=occupancy_key(model, exposure, replications),
        served=served if follows else None,
        effective=effective if follows else None,
    )


def histories(model: CompiledModel, exposure: Exposure, keys: NDArray[np.uint64]) -> Floats:
    """Event histories of all draws, as `courses.trace_draws` writes them.

    Args:
        keys: random-number keys, shape (draw, replication).

    Returns:
        Rows (draw, replication, strategy, clock, from, to, time); from = -1 is a start, to = -1 the end of a path.
    """
    rows: list[tuple[float, ...]] = []
    names, service = names_of(model), exposure.service(slice(None))
    for draw, replication in np.ndindex(keys.shape):
        kinds = kinds_of(model.arrays, draw, names)
        key, endings = np.uint64(keys[draw, replication]), model.schedule.endings
        served = live(model.arrays, draw, key, kinds, service[draw], endings)
        others = live(model.arrays, draw, key, kinds, np.zeros_like(service[draw]))
        clocks = zip(_clocks(served), _clocks(others), strict=True)
        for number, lives in enumerate(clocks):
            for strategy, clock in enumerate(lives):
                before = -1
                for moment, state in [*clock.path, (clock.ends, -1)]:
                    rows.append((draw, replication, strategy, number, before, state, moment))
                    before = state
    return np.array(rows)


def simulate_chunk(
    arrays: Arrays,
    yearly: YearlyCases,
    exposure: Exposure,
    names: Names,
    seed: int,
    first: int,
    replications: int,
    segments: int,
    cells: int,
    strategies: int,
) -> tuple[NDArray[np.float32], Floats, Floats]:
    """One chunk of draws; runs anywhere.

    Returns:
        Quantities of shape (draw, half, strategy, segment, period, cell), family-years of service of shape (draw, half,
        segment, period), and of full effect by profile, shape (draw, half, segment, profile, period).
    """
    for array in (*arrays, *yearly):  # pickling forgets that arrays are read-only, and the tally is compiled for that
        array.setflags(write=False)
    draws, periods = arrays.parameters.shape[0], arrays.edges.shape[0] - 1
    quantities = np.zeros((draws, 2, 2, segments, periods, cells), dtype=np.float32)
    served = np.zeros((draws, 2, segments, periods))
    effective = np.zeros((draws, 2, segments, arrays.profiles.shape[1], periods))
    keys, room = chunk_keys(seed, first, draws, replications), case_space(arrays, yearly)
    service, endings = exposure.service(slice(None)), exposure.schedule.endings
    offer = None if exposure.cohort else exposure.schedule.offer  # from enrolment nobody waits
    for draw in range(draws):
        kinds = kinds_of(arrays, draw, names)
        weight = 2.0 / replications * arrays.weight[draw]
        for half in range(2):
            part, whole = sums(segments, cells, periods)
            present = np.zeros(len(kinds))
            for replication in range(half, replications, 2):
                key = keys[draw, replication]
                families = live(arrays, draw, key, kinds, service[draw], endings, offer)
                for family, segment in zip(families, arrays.family_segment, strict=True):
                    served[draw, half, segment] += weight[segment] * overlap(family.begins, family.ends, arrays.edges)
                    effective[draw, half, segment] += weight[segment] * _effective(arrays, draw, family)
                both = [families]
                if strategies > 1:
                    both.append(live(arrays, draw, key, kinds, np.zeros_like(service[draw])))
                for strategy, lived in enumerate(both):
                    for number, (family, segment) in enumerate(zip(lived, arrays.family_segment, strict=True)):
                        partners = arrays.clock_partner[arrays.family_clocks[number] :]
                        _add(arrays, family, partners, part[strategy, segment], whole[strategy, segment], present)
                        if len(yearly.cell):
                            add_refunds(
                                arrays, yearly, draw, key, number, strategy, *_paths(family), room,
                                part[strategy, segment],
                            )  # fmt: skip
            # `whole` counts the full months of stays as pairs +1, -1
            years = part + np.cumsum(whole, axis=-1) * np.diff(arrays.edges)
            check_mass(names.clocks, _years_of(arrays, years), present, first + draw)
            weighted = years * weight[None, :, None, None]
            quantities[draw, half] = np.swapaxes(weighted, 2, 3)
    return quantities, served, effective


def _effective(arrays: Arrays, draw: int, family: Family) -> Floats:
    """Years of full effect of a family's service as it was given, shape (profile, period)."""
    lag, ramp, decay = arrays.profiles[draw].T[:, :, None]
    begin, end = np.array(family.begins), np.array(family.ends)
    return family.strength * np.diff(effective_years(arrays.edges, begin, end, lag, ramp, decay), axis=1)


def _add(
    arrays: Arrays, family: Family, partners: NDArray[np.int64], part: Floats, whole: Floats, present: Floats
) -> None:
    """Add the paths of a family to the cells, and the years for which members were there, by their ages and deaths."""
    for number, clock in enumerate(family.clocks):
        facts, member = clock.facts, clock.member
        present[facts.kind.number] += max(min(facts.limit, member.until) - facts.begins, 0.0)
        if clock.path:
            partner = _path(family.clocks[partners[number]] if partners[number] >= 0 else None)
            scratch = np.zeros(MOVES), np.zeros(MOVES)
            first_state = arrays.type_states[facts.kind.number]
            situations = arrays.state_situation[first_state:]
            tally(arrays, first_state, situations, _path(clock), partner, facts.benefit, *scratch, part, whole)


def _path(clock: Clock | None) -> tuple[Floats, NDArray[np.int64], int, float]:
    """A clock's path as the tally reads it: times, states, number of stays, end; of no clock, one without stays."""
    path = [] if clock is None else clock.path
    times = np.array([moment for moment, _ in path], dtype=np.float64)
    states = np.array([state for _, state in path], dtype=np.int64)
    return times, states, len(path), 0.0 if clock is None else clock.ends


def _paths(family: Family) -> tuple[Floats, NDArray[np.int64], NDArray[np.int64], Floats]:
    """Times and states of every clock, shape (clock, move), the number of its moves, and its end."""
    moves = np.array([len(clock.path) for clock in family.clocks])
    times = np.zeros((len(moves), max(int(moves.max()), 1)))
    states = np.zeros(times.shape, dtype=np.int64)
    for row, clock in enumerate(family.clocks):
        for move, (moment, state) in enumerate(clock.path):
            times[row, move], states[row, move] = moment, state
    return times, states, moves, np.array([clock.ends for clock in family.clocks])


def _years_of(arrays: Arrays, years: Floats) -> Floats:
    """Person-years by kind of clock, of cells with shape (strategy, segment, cell, period)."""
    by_cell = years.sum(axis=(0, 1, 3))
    counts = arrays.state_bands * arrays.state_pairs
    states = [by_cell[c : c + n].sum() for c, n in zip(arrays.state_cell, counts, strict=True)]
    return np.add.reduceat(states, arrays.type_states[:-1])


def _clocks(families: list[Family]) -> list[Clock]:
    return [clock for family in families for clock in family.clocks]


def _pool(workers: int | None) -> Executor:
    if workers is None or workers == 1:
        return ThreadPoolExecutor(1)
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"))
