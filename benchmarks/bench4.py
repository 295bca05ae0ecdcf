"""BENCH-4, the whole job: moves per second of the general kernel, of a SimPy program and of a monthly NumPy program."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.bench4_programs import MOVES, numpy_program, simpy_program
from benchmarks.bench4_scenario import PERSONS, bench4, costs, moves, severities
from benchmarks.tables import Timing, show, timed, verdict
from businesscase.delivery.schedule import Exposure
from businesscase.engines.montecarlo.engine import simulate
from businesscase.model.compile import compile_model
from businesscase.model.compiled import CompiledModel
from businesscase.scenario.load.scenario import Scenario

Floats = NDArray[np.float64]
REPLICATIONS = 2
SIMPY = "SimPy, a process per person"
NAMES = (
    "medical cost, programme",
    "medical cost, counterfactual",
    "programme cost",
    "moves, programme",
    "moves, counterfactual",
)


@dataclass(frozen=True)
class Job:
    """What a program finds per person, shape (draw, quantity) in the order of NAMES, and the moves it simulated."""

    found: Floats
    moves: float


def bench4_table(*, quick: bool) -> None:
    """Time the programs in turn, compare what they find, and print."""
    draws, small, monthly, repeat = (20, 2, 4, 1) if quick else (1000, 30, 100, 3)
    (scenario, model), before = timed(lambda: _compiled(draws))
    work: dict[str, Callable[[], Job]] = {
        "kernel, one thread": lambda: kernel(scenario, model, 1),
        "kernel, two threads": lambda: kernel(scenario, model, 2),
        "NumPy, monthly steps": lambda: _other(numpy_program(monthly, severities())),
        SIMPY: lambda: _other(simpy_program(small, severities())),
    }
    kernel(*_compiled(2), 1)  # compiled, or read from the cache
    gc.freeze()
    answers: dict[str, list[tuple[Job, Timing]]] = {name: [] for name in work}
    for _ in range(repeat):  # in turn, so that a disturbance meets all of them
        for name, job in work.items():
            answers[name].append(timed(job))
    jobs = {name: found[0][0] for name, found in answers.items()}
    best = {name: min((timing for _, timing in found), key=lambda t: t.wall) for name, found in answers.items()}
    speed = {name: jobs[name].moves / best[name].wall for name in work}
    per_processor = {
        name: jobs[name].moves / min(timing.processor for _, timing in found) for name, found in answers.items()
    }
    one, two, numpy_speed, simpy_speed = speed.values()
    at_hand = max(timing.processors for _, timing in answers["kernel, two threads"])
    show(
        "6. BENCH-4: moves per second, the whole job (simulate, discount, cost, summarise)",
        ("program", "moves", "seconds", "processors", "million per second", "per processor second", "to SimPy"),
        [
            (
                name,
                f"{jobs[name].moves:,.0f}",
                f"{best[name].wall:.2f}",
                f"{best[name].processors:.2f}",
                f"{speed[name] / 1e6:.3g}",
                f"{per_processor[name] / 1e6:.3g}",
                f"{speed[name] / simpy_speed:.3g}",
            )
            for name in work
        ],
        f"{PERSONS} persons, {draws} draws, both strategies; the kernel with {REPLICATIONS} replications, SimPy with",
        f"{small} of the draws, NumPy with {monthly}. Each is the best of {repeat}, by the clock on the wall.",
        f"kernel on two threads / SimPy: {verdict(two / simpy_speed, 50)}",
        f"kernel on one thread / SimPy: {one / simpy_speed:.3g}; / monthly NumPy: {one / numpy_speed:.3g}",
        f"per processor second, kernel / SimPy: {per_processor['kernel, one thread'] / per_processor[SIMPY]:.3g}",
        f"two threads / one thread: {two / one:.3g}"
        + ("" if at_hand > 1.9 else f"; the machine was busy, {at_hand:.2f} processors were to be had"),
        f"Before it: reading, checking and compiling the scenario, {before.wall:.2f} seconds; with them two threads do",
        f"{jobs['kernel, two threads'].moves / (best['kernel, two threads'].wall + before.wall) / simpy_speed:.3g} "
        "times what SimPy does.",
    )
    _agreement(jobs)


def kernel(scenario: Scenario, model: CompiledModel, workers: int) -> Job:
    """The whole job as the library does it, summary included."""
    occupancy = simulate(model, Exposure(model.schedule), replications=REPLICATIONS, workers=workers)
    medical, programme = costs(scenario, model, occupancy)
    moved = moves(model, occupancy)
    found = np.column_stack([medical, programme[:, 0], moved])
    summary(found)
    return Job(found, float(moved.sum()) * model.persons * REPLICATIONS)


def summary(found: Floats) -> Floats:
    """Mean, standard deviation and 95 % interval over draws, shape (4, quantity)."""
    return np.stack([found.mean(axis=0), found.std(axis=0, ddof=1), *np.quantile(found, (0.025, 0.975), axis=0)])


def _compiled(draws: int) -> tuple[Scenario, CompiledModel]:
    scenario = bench4()
    return scenario, compile_model(scenario, draws=draws)


def _other(totals: Floats) -> Job:
    """Totals of shape (draw, strategy, total), put in the order of NAMES."""
    found = np.column_stack([totals[:, :, 0], totals[:, 0, 1], totals[:, :, MOVES]])
    summary(found)
    return Job(found, float(totals[:, :, MOVES].sum()) * PERSONS)


def _agreement(jobs: dict[str, Job]) -> None:
    """What each program finds beside the kernel's answer in the same draws."""
    ours = jobs["kernel, one thread"].found
    same = np.array_equal(ours, jobs["kernel, two threads"].found)
    rows = []
    for place, name in enumerate(NAMES):
        row = [name, f"{ours[:, place].mean():,.5g}"]
        for program in (SIMPY, "NumPy, monthly steps"):
            theirs = jobs[program].found
            difference = theirs[:, place] - ours[: len(theirs), place]
            error = difference.std(ddof=1) / np.sqrt(len(theirs))
            relative = difference.mean() / ours[: len(theirs), place].mean()
            row += [f"{relative:+.2%}", f"{difference.mean() / error:+.1f}"]
        rows.append(row)
    show(
        "   What they find per person, over ten years, against the kernel in the same draws",
        ("quantity", "kernel, mean", "SimPy", "in standard errors", "NumPy", "in standard errors"),
        rows,
        "SimPy should lie within 4 standard errors. Steps of a month are biased: one move a month, charged at its end.",
        f"kernel on one thread and on two: {'equal bit for bit' if same else 'NOT EQUAL'}",
    )
