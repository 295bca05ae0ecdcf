"""The Monte Carlo engine: chunks of whole draws through a `concurrent.futures.Executor`, then one `Occupancy`."""

from __future__ import annotations

from collections.abc import Collection
from concurrent.futures import Executor, Future
from contextlib import nullcontext
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from businesscase.core.errors import NumericalError
from businesscase.core.words import Words
from businesscase.delivery.schedule import Exposure
from businesscase.engines.common.chunks import (
    Progress,
    by_chunks,
    chunk_keys,
    occupancy_key,
    threads,
)
from businesscase.engines.common.occupancy import Occupancy, take_counterfactual
from businesscase.engines.common.service import given_service
from businesscase.engines.common.soundness import check_model
from businesscase.engines.montecarlo.needed import cells_for, needed_for
from businesscase.model.arrays import Arrays, arrays_of_draws
from businesscase.model.compiled import CompiledModel
from businesscase.model.tariffs.yearly import YearlyCases, yearly_of_draws


def simulate(
    model: CompiledModel,
    exposure: Exposure,
    *,
    replications: int,
    workers: int | None = None,
    executor: Executor | None = None,
    chunk: int = 10,
    progress: Progress | None = None,
    without: Occupancy | None = None,
) -> Occupancy:
    """Live every family `replications` times in each draw, under both strategies.

    Results do not depend on workers, executor or chunk: a chunk holds whole draws, and every random number has an
    address of its own.

    Args:
        replications: an even number, at least 2; the two halves measure the noise that is left.
        executor: where chunks run; threads by default, since the kernel releases the interpreter lock. Tasks are
            picklable, so an executor of processes, or of a cluster, takes its place unchanged.
        without: of the same model with other times of service; the counterfactual is taken from there, not lived again.

    Raises:
        NumericalError: if the model ends a service by the families' own situation, if a share, rate or ratio is none,
            or if a clock moves more often than a path can hold.
    """
    quantities = _lived(
        model, model.arrays, model.yearly, exposure, np.arange(len(model.structure.cells)), refunds=False,
        replications=replications, workers=workers, executor=executor, chunk=chunk, progress=progress,
        without=without,
    )  # fmt: skip
    served, effective = given_service(model, exposure)
    return Occupancy(
        quantities=quantities,
        cells=model.structure.cells,
        edges=model.arrays.edges,
        segments=model.segments,
        replications=replications,
        key=occupancy_key(model, exposure, replications),
        served=served,
        effective=effective,
    )


def simulate_refunds(
    model: CompiledModel,
    exposure: Exposure,
    *,
    replications: int,
    workers: int | None = None,
    executor: Executor | None = None,
    chunk: int = 10,
    progress: Progress | None = None,
    without: Occupancy | None = None,
) -> NDArray[np.float32]:
    """Refunds of yearly cases in the lives of `simulate`; only the clocks on which they hang are lived.

    Returns:
        Kroner, shape (draw, half, strategy, segment, period, rule), equal to those of `simulate` in the cells of
        `model.tariffs.yearly`.

    Raises:
        NumericalError: as `simulate`.
    """
    arrays, yearly, families = needed_for(model.arrays, model.yearly, model.structure)
    return _lived(
        model, arrays, yearly, _of_families(exposure, families), model.yearly.cell, refunds=True,
        replications=replications, workers=workers, executor=executor, chunk=chunk, progress=progress,
        without=without,
    )  # fmt: skip


def simulate_types(
    model: CompiledModel,
    exposure: Exposure,
    kinds: Collection[int],
    *,
    replications: int,
    workers: int | None = None,
    executor: Executor | None = None,
    chunk: int = 10,
    progress: Progress | None = None,
    without: Occupancy | None = None,
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Cells of some types of clocks, and refunds, in the lives of `simulate`; only what these hang on is lived.

    Returns:
        Those cells, and their quantities, shape (draw, half, strategy, segment, period, cell).

    Raises:
        NumericalError: as `simulate`.
    """
    arrays, yearly, families = needed_for(model.arrays, model.yearly, model.structure, kinds)
    cells = cells_for(model.yearly, model.structure, kinds)
    return cells, _lived(
        model, arrays, yearly, _of_families(exposure, families), cells, refunds=False,
        replications=replications, workers=workers, executor=executor, chunk=chunk, progress=progress,
        without=without,
    )  # fmt: skip


def _of_families(exposure: Exposure, families: NDArray[np.bool_]) -> Exposure:
    own = exposure.schedule
    given, strength = (None if each is None else each[:, families] for each in (own.given, own.strength))
    return replace(exposure, schedule=replace(own, rank=own.rank[families], given=given, strength=strength))


def _lived(
    model: CompiledModel,
    arrays: Arrays,
    yearly: YearlyCases,
    exposure: Exposure,
    cells: NDArray[np.int64],
    *,
    refunds: bool,
    replications: int,
    workers: int | None,
    executor: Executor | None,
    chunk: int,
    progress: Progress | None,
    without: Occupancy | None,
) -> NDArray[np.float32]:
    """All chunks of draws, shape (draw, half, strategy, segment, period, cell); `cells` of the model are counted."""
    check_model(model)
    if model.feeds_back:
        names = ", ".join(f"programme.served.ends_when.{ending.name}" for ending in model.schedule.endings)
        raise NumericalError(Words("engine.one_after_other", names=names))
    draws = model.draws
    shape = (draws, 2, 2, len(model.segments), arrays.edges.shape[0] - 1, len(cells))
    quantities = np.empty(shape, dtype=np.float32)
    own = threads(workers) if executor is None else None
    with own if own is not None else nullcontext():
        pool = executor if executor is not None else own
        assert pool is not None

        def submit(part: slice) -> Future[NDArray[np.float32] | None]:
            return pool.submit(
                simulate_chunk,
                arrays_of_draws(arrays, part),
                yearly_of_draws(yearly, part),
                exposure.of_draws(part),
                model.inputs.seed,
                model.inputs.first + part.start,
                replications,
                len(model.segments),
                len(cells),
                refunds,
                2 if without is None else 1,
                None if own is None else quantities[part],  # threads share memory: each writes into its place
            )

        for part, lived in by_chunks(draws, chunk, submit, progress):
            if lived is not None:
                quantities[part] = lived
    if without is not None:
        take_counterfactual(quantities, without, cells)
    quantities.setflags(write=False)
    return quantities


def simulate_chunk(
    arrays: Arrays,
    yearly: YearlyCases,
    exposure: Exposure,
    seed: int,
    first: int,
    replications: int,
    segments: int,
    cells: int,
    refunds: bool,
    strategies: int,
    place: NDArray[np.float32] | None = None,
) -> NDArray[np.float32] | None:
    """One chunk of draws, or of their `refunds` alone; runs anywhere.

    Returns:
        Quantities of shape (draw, half, strategy, segment, period, cell); None where they were written to `place`.
    """
    from businesscase.engines.common.workspace import case_space, family_space, sums

    for array in (*arrays, *yearly):  # pickling forgets that arrays are read-only, and the kernel is compiled for that
        array.setflags(write=False)
    draws = arrays.parameters.shape[0]
    shape = (draws, 2, 2, segments, arrays.edges.shape[0] - 1, cells)
    out = np.empty(shape, dtype=np.float32) if place is None else place
    keys = chunk_keys(seed, first, draws, replications)
    part, whole = sums(segments, cells, arrays.edges.shape[0] - 1)
    what = (
        arrays, yearly, exposure.service(slice(None)), keys, 2.0 / replications, family_space(arrays),
        case_space(arrays, yearly),
    )  # fmt: skip
    if refunds:  # each kernel is compiled by who needs it
        from businesscase.engines.montecarlo.refunds import refund_draws

        overflow = refund_draws(*what, part, out, strategies)
    else:
        from businesscase.engines.montecarlo.courses import simulate_draws

        overflow = simulate_draws(*what, (part, whole), out, strategies)
    if overflow >= 0:
        raise NumericalError(Words("life.too_often", draw=first + overflow))
    return out if place is None else None
