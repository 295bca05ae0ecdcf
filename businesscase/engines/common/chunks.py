"""Chunks of whole draws: what every sampling engine hands to an `Executor`, and how the results come back."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor, as_completed
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from businesscase.core.randomness import run_key
from businesscase.core.words import Words
from businesscase.delivery.schedule import Exposure
from businesscase.model.compiled import CompiledModel, key_of

Progress = Callable[[str, float], None]
Done = TypeVar("Done")


class _Here(Executor):
    """Runs what it is given at once, in the thread that asks: each further thread keeps memory of its own."""

    def submit(self, task: Callable[..., Done], /, *args: Any, **named: Any) -> Future[Done]:
        """Run it."""
        done: Future[Done] = Future()
        try:
            done.set_result(task(*args, **named))
        except BaseException as error:
            done.set_exception(error)
        return done


def threads(workers: int | None) -> Executor:
    """So many threads, one per processor if none are asked for; one is the caller's own."""
    many = workers or os.cpu_count() or 1
    return _Here() if many == 1 else ThreadPoolExecutor(many)


def by_chunks(
    draws: int, chunk: int, submit: Callable[[slice], Future[Done]], progress: Progress | None
) -> Iterator[tuple[slice, Done]]:
    """Submit all chunks and give their results as they come; if one fails, those that wait are not begun."""
    tasks = {submit(part): part for part in (slice(i, min(i + chunk, draws)) for i in range(0, draws, chunk))}
    done = 0
    try:
        for task in as_completed(tasks):
            yield tasks[task], task.result()
            done += tasks[task].stop - tasks[task].start
            if progress is not None:
                progress(Words("stage.lives"), done / draws)
    except BaseException:
        for task in tasks:
            task.cancel()
        raise


def chunk_keys(seed: int, first: int, draws: int, replications: int) -> NDArray[np.uint64]:
    """Random-number keys of a chunk whose first draw has the number `first`, shape (draw, replication)."""
    return run_key(seed, np.arange(first, first + draws)[:, None], np.arange(replications)[None, :] + 1)


def occupancy_key(model: CompiledModel, exposure: Exposure, replications: int) -> str:
    """Hash of everything that a sampling engine receives: equal key, equal lives."""
    schedule = exposure.schedule
    endings = [
        np.array([ending.kind, float(ending.every), ending.lasting, *ending.states]) for ending in schedule.endings
    ]
    return key_of(
        model.arrays,
        *(model.yearly if len(model.yearly.cell) else ()),
        schedule.rank,
        exposure.intake,
        schedule.length,
        exposure.until,
        *(each for each in (schedule.given, schedule.strength) if each is not None),
        *(() if schedule.offer is None else (schedule.offer.numbers,)),
        model.inputs.seed,
        model.inputs.first,
        replications,
        *endings,
    )
