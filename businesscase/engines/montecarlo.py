"""The Monte Carlo engine: chunks of whole draws through a `concurrent.futures.Executor`, then one `Occupancy`."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor, as_completed
from contextlib import nullcontext

import numpy as np
from numpy.typing import NDArray

from businesscase.delivery.schedule import Exposure
from businesscase.engines.occupancy import Occupancy
from businesscase.errors import NumericalError, UsageError
from businesscase.model.arrays import Arrays
from businesscase.model.compile import key_of
from businesscase.model.compiled import CompiledModel
from businesscase.randomness import run_key

Progress = Callable[[str, float], None]
# Fields of Arrays whose first axis is the draw.
PER_DRAW = (
    "parameters", "band_rates", "log_covariate", "ratio", "coupling_ratio", "profiles", "sigma", "start_share",
    "start_elapsed", "start_benefit", "parent_age", "weight",
)  # fmt: skip


def simulate(
    model: CompiledModel,
    exposure: Exposure,
    *,
    replications: int,
    workers: int | None = None,
    executor: Executor | None = None,
    chunk: int = 10,
    progress: Progress | None = None,
) -> Occupancy:
    """Live every family `replications` times in each draw, under both strategies.

    Results do not depend on workers, executor or chunk: a chunk holds whole draws, and every random number has an
    address of its own.

    Args:
        replications: an even number, at least 2; the two halves measure the noise that is left.
        executor: where chunks run; threads by default, since the kernel releases the interpreter lock. Tasks are
            picklable, so an executor of processes, or of a cluster, takes its place unchanged.

    Raises:
        UsageError: if replications is odd or below 2.
        NumericalError: if a clock moves more often than a path can hold.
    """
    if replications < 2 or replications % 2:
        raise UsageError(f"replications must be an even number of at least 2 (two halves), found {replications}")
    arrays, draws = model.arrays, model.draws
    quantities = np.empty(
        (draws, 2, 2, len(model.segments), arrays.edges.shape[0] - 1, len(model.structure.cells)), dtype=np.float32
    )
    own = ThreadPoolExecutor(workers or os.cpu_count() or 1) if executor is None else None
    with own if own is not None else nullcontext():
        pool = executor if executor is not None else own
        assert pool is not None
        tasks: dict[Future[NDArray[np.float32] | None], slice] = {}
        for first in range(0, draws, chunk):
            part = slice(first, min(first + chunk, draws))
            task = pool.submit(
                simulate_chunk,
                chunk_of(arrays, part),
                exposure.of_draws(part),
                model.inputs.seed,
                part.start,
                replications,
                len(model.segments),
                len(model.structure.cells),
                None if own is None else quantities[part],  # threads share memory: each writes into its place
            )
            tasks[task] = part
        done = 0
        for task in as_completed(tasks):
            found = task.result()
            if found is not None:
                quantities[tasks[task]] = found
            done += tasks[task].stop - tasks[task].start
            if progress is not None:
                progress("simulating life courses", done / draws)
    quantities.setflags(write=False)
    return Occupancy(
        quantities=quantities,
        cells=model.structure.cells,
        edges=arrays.edges,
        segments=model.segments,
        replications=replications,
        key=key_of(
            arrays,
            exposure.schedule.rank,
            exposure.intake,
            exposure.schedule.length,
            exposure.until,
            model.inputs.seed,
            replications,
        ),
    )


def chunk_of(arrays: Arrays, part: slice) -> Arrays:
    """The arrays of some draws only."""
    sliced = {name: np.ascontiguousarray(getattr(arrays, name)[part]) for name in PER_DRAW}
    for array in sliced.values():
        array.setflags(write=False)
    return arrays._replace(**sliced)


def chunk_keys(seed: int, first: int, draws: int, replications: int) -> NDArray[np.uint64]:
    """Random-number keys of a chunk, shape (draw, replication)."""
    return run_key(seed, np.arange(first, first + draws)[:, None], np.arange(replications)[None, :] + 1)


def simulate_chunk(
    arrays: Arrays,
    exposure: Exposure,
    seed: int,
    first: int,
    replications: int,
    segments: int,
    cells: int,
    place: NDArray[np.float32] | None = None,
) -> NDArray[np.float32] | None:
    """One chunk of draws; runs anywhere.

    Returns:
        Quantities of shape (draw, half, strategy, segment, period, cell); None where they were written to `place`.
    """
    from businesscase.engines.courses import simulate_draws
    from businesscase.engines.workspace import family_space, sums

    for array in arrays:  # pickling forgets that arrays are read-only, and the kernel is compiled for that
        array.setflags(write=False)
    draws = arrays.parameters.shape[0]
    shape = (draws, 2, 2, segments, arrays.edges.shape[0] - 1, cells)
    out = np.empty(shape, dtype=np.float32) if place is None else place
    keys = chunk_keys(seed, first, draws, replications)
    scratch = sums(segments, cells, arrays.edges.shape[0] - 1)
    overflow = simulate_draws(
        arrays, exposure.intervals(slice(None)), keys, 2.0 / replications, family_space(arrays), scratch, out
    )
    if overflow >= 0:
        raise NumericalError(f"draw {first + overflow}: a clock moved more than 500 times; check its hazards")
    return out if place is None else None
