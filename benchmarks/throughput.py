"""Family-draws per second: the kernel on one thread and on two, a SimPy program, a monthly NumPy program."""

from __future__ import annotations

import gc
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from benchmarks import numpy_program, simpy_program
from benchmarks.family_model import as_occupancy, check_supported, family_model, yearly_saving
from benchmarks.tables import Timing, show, timed, verdict
from businesscase.core.payers import Perspective
from businesscase.delivery.schedule import Exposure
from businesscase.engines.common.occupancy import Occupancy
from businesscase.engines.montecarlo.engine import simulate
from businesscase.model.compiled import CompiledModel

Floats = NDArray[np.float64]
FAMILIES = 62


def throughput(*, quick: bool) -> None:
    """Time the four, check that they count the same, and print."""
    draws, replications, repeat = (20, 2, 1) if quick else (300, 8, 3)
    model = family_model(draws)
    check_supported(model.arrays)
    exposure = Exposure(model.schedule)

    def kernel(workers: int, chunk: int = 10) -> Occupancy:
        return simulate(model, exposure, replications=replications, workers=workers, chunk=chunk)

    kernel(1)  # compiled, or read from the cache
    one, two = [], []
    for _ in range(repeat):  # in turn, so that a disturbance meets both
        occupancy, timing = timed(lambda: kernel(1))
        one.append(timing)
        on_two, timing = timed(lambda: kernel(2))
        two.append(timing)
    others = [on_two, *(kernel(workers, chunk) for workers, chunk in ((2, 7), (1, 1), (3, draws)))]
    same = all(np.array_equal(occupancy.quantities, other.quantities) for other in others)

    few, some = (2, 10) if quick else (15, 60)
    small, middle, large = family_model(few), family_model(some), family_model(20 if quick else 200)
    gc.freeze()  # what this library holds would otherwise be searched for garbage while the others run
    tight, tight_time = _best(lambda: simpy_program.simulate(middle, Exposure(middle.schedule), replications=1), repeat)
    loose, loose_time = _best(
        lambda: simpy_program.simulate(small, Exposure(small.schedule), replications=1, bound_by_state=False), repeat
    )
    monthly, monthly_time = _best(
        lambda: numpy_program.simulate(large, Exposure(large.schedule), replications=1), repeat
    )

    work = draws * replications
    quickest = min(one, key=lambda timing: timing.processor)
    rows = [
        ("kernel, one thread", work, quickest),
        ("kernel, two threads", work, min(two, key=lambda timing: timing.wall)),
        ("NumPy, monthly steps", large.draws, monthly_time),
        ("SimPy, one bound per clock", few, loose_time),
        ("SimPy, one bound per state", some, tight_time),
    ]
    ratio = {name: quickest.processor / work / (timing.processor / runs) for name, runs, timing in rows}
    scaling = min(timing.wall for timing in one) / min(timing.wall for timing in two)
    at_hand = max(timing.processors for timing in two)
    show(
        "1. Family-draws per second",
        ("program", "family-draws", "seconds", "processors", "per second", "per processor second", "kernel's share"),
        [_row(name, runs * FAMILIES, timing, ratio[name]) for name, runs, timing in rows],
        "A family-draw: one family lived for ten years in one draw and one replication, under both strategies.",
        f"Each is the best of {repeat}. Ratios are of processor time, which other work on the machine moves least;",
        "the gain of a second thread can only be read off the clock on the wall.",
        f"kernel / SimPy with one bound on the total hazard of a clock: {verdict(1 / ratio[rows[3][0]], 100)}",
        f"kernel / SimPy with a bound for each state: {1 / ratio[rows[4][0]]:.3g}",
        f"kernel / monthly NumPy: {verdict(1 / ratio[rows[2][0]], 20)}",
        f"two threads / one thread: {verdict(scaling, 1.8)}"
        + ("" if at_hand > 1.9 else f"; the machine was busy, {at_hand:.2f} processors were to be had"),
        f"results for 1, 2, 3 threads and chunks of 10, 7, 1 and {draws} draws: "
        + ("equal bit for bit" if same else "NOT EQUAL"),
    )
    _agreement(occupancy, tight, loose, monthly)
    _money(model, occupancy, [("SimPy, one bound per state", tight, middle), ("NumPy, monthly steps", monthly, large)])


def _best(work: Callable[[], Floats], repeat: int) -> tuple[Floats, Timing]:
    """What a program counts, and its least processor time."""
    answers = [timed(work) for _ in range(repeat)]
    return answers[0][0], min((timing for _, timing in answers), key=lambda timing: timing.processor)


def _row(name: str, family_draws: int, timing: Timing, ratio: float) -> tuple[str, ...]:
    speeds = f"{family_draws / timing.wall:,.0f}", f"{family_draws / timing.processor:,.0f}"
    share = f"1 / {1 / ratio:.3g}" if ratio < 0.9 else f"{ratio:.2f}"
    return name, f"{family_draws:,}", f"{timing.wall:.2f}", f"{timing.processors:.2f}", *speeds, share


def _agreement(occupancy: Occupancy, tight: Floats, loose: Floats, monthly: Floats) -> None:
    """Mean occupancy over ten years by cell and strategy, against the kernel's."""
    ours = occupancy.quantities.mean(axis=1, dtype=np.float64).sum(axis=(2, 3))
    mean = ours.mean(axis=0)
    counted = mean > 1.0
    single = ours.var(axis=0, ddof=1) * occupancy.replications  # variance of one replication; the law is the same
    rows, biases = [], []
    for name, theirs in (
        ("SimPy, one bound per state", tight),
        ("SimPy, one bound per clock", loose),
        ("NumPy, monthly steps", monthly),
    ):
        difference = theirs.sum(axis=2).mean(axis=0) - mean
        error = np.sqrt(single / len(theirs) + single / (len(ours) * occupancy.replications))
        z = np.abs(difference[counted] / error[counted])
        bias = np.abs(difference[counted] / mean[counted])
        biases.append(difference / np.where(counted, mean, np.inf))
        rows.append(
            (name, f"{len(theirs)}", f"{z.max():.1f}", f"{np.sqrt(np.mean(z**2)):.2f}", f"{np.median(bias):.1%}")
        )
    bias = biases[-1][1]
    cells = occupancy.cells.cells
    largest = [
        f"  {cells[i].clock}.{cells[i].state}, {cells[i].kind}, band {cells[i].band}: {bias[i]:+.1%}"
        for i in np.argsort(-np.abs(bias))[:4]
    ]
    show(
        "   Mean occupancy over ten years, cell by cell, against the kernel",
        ("program", "runs", "largest difference in standard errors", "root mean square", "median difference"),
        rows,
        f"{int(counted.sum())} cells of both strategies above one person-year or entry. SimPy should lie within 4",
        "standard errors; a root mean square near 1 is chance alone. Largest bias of monthly steps:",
        *largest,
    )


def _money(model: CompiledModel, occupancy: Occupancy, others: list[tuple[str, Floats, CompiledModel]]) -> None:
    """The saving that each program finds."""
    rows = []
    counted = [("kernel", occupancy, model)]
    counted += [(name, as_occupancy(quantities, occupancy), theirs) for name, quantities, theirs in others]
    for name, quantities, theirs in counted:
        saved = yearly_saving(theirs, quantities, Perspective.PUBLIC_SECTOR).mean(axis=1) / 1e6
        error = saved.std(axis=0, ddof=1) / np.sqrt(len(saved))
        rows.append((name, *(f"{saved[:, year - 1].mean():.2f} ± {error[year - 1]:.2f}" for year in (2, 5, 10))))
    show(
        "   Saving of the public sector, mio. kr. ± one standard error (invented prices)",
        ("program", "2 years", "5 years", "10 years"),
        rows,
    )
