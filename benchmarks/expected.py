"""The expected engine on the Aarhus scenario: cost by clock type, whole time, and against Monte Carlo without noise."""

from __future__ import annotations

import importlib
import math
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.memory import peak
from benchmarks.starting import AARHUS
from benchmarks.tables import Timing, show, timed, verdict
from businesscase.core.payers import Perspective
from businesscase.delivery.schedule import Exposure
from businesscase.engines.choosing import better_sampled
from businesscase.engines.common.occupancy import Occupancy
from businesscase.engines.expected.approximations import Resolution, resolution
from businesscase.engines.expected.engine import expect
from businesscase.engines.expected.plan import Plan, plan
from businesscase.engines.expected.settings import Settings
from businesscase.engines.mixed import solve_and_simulate
from businesscase.engines.montecarlo.engine import simulate
from businesscase.ledger.valuation import value
from businesscase.measures.claims import noise_share
from businesscase.measures.payback import value_at
from businesscase.measures.views import view_of
from businesscase.model.arrays import PER_DRAW
from businesscase.model.compile import compile_model
from businesscase.model.compiled import CompiledModel
from businesscase.scenario.load.resolve import load_scenario
from businesscase.scenario.load.scenario import Scenario

Floats = NDArray[np.float64]
PROBED = 32  # draws with which `pipeline.run` chooses settings
REPLICATIONS = 8
FEW = 4  # replications that `run` takes for refunds alone on this scenario (`engines.choosing`)
GOAL_SECONDS, GOAL_RATIO, GOAL_NOISE = 120.0, 10.0, 0.01
PATIENCE = 180.0  # seconds that the many draws may take; else they are extrapolated


@dataclass
class Watch:
    """What the kernel did, by clock type: processor seconds, compartment-steps of single draws, compartments."""

    seconds: Counter[int] = field(default_factory=Counter)
    steps: Counter[int] = field(default_factory=Counter)
    sizes: dict[int, set[int]] = field(default_factory=dict)


def expected(*, quick: bool) -> None:
    """Time everything on the same draws and print."""
    draws, many, some, repeat = (20, 60, 6, 1) if quick else (1000, 10_000, 200, 3)
    scenario = load_scenario(AARHUS)
    model, compiling = timed(lambda: compile_model(scenario, draws=draws, workers=2))
    probe = compile_model(scenario, draws=8 if quick else PROBED, seed=0)
    exposure = Exposure(model.schedule)
    start = Settings(sampled=better_sampled(probe))  # as `run` begins: the refunds and these are sampled
    expect(probe, Exposure(probe.schedule), settings=start, workers=1)  # compiled, or read from the cache
    simulate(probe, Exposure(probe.schedule), replications=2, workers=1)
    solve_and_simulate(probe, Exposure(probe.schedule), settings=start, replications=2, workers=1)

    found, refining = timed(lambda: resolution(probe, Exposure(probe.schedule), start))
    if not quick:
        refining = _least(
            [refining, *(timed(lambda: resolution(probe, Exposure(probe.schedule), start))[1] for _ in "12")]
        )
    planned, planning = timed(lambda: plan(model, found.settings, cohort=False))
    runs: dict[int, list[Timing]] = {1: [], 2: []}
    for _ in range(repeat):  # in turn, so that a disturbance meets both
        for workers, timings in runs.items():
            _, timing = timed(lambda workers=workers: expect(model, exposure, settings=found.settings, workers=workers))
            timings.append(timing)
    one = _least(runs[1])

    _types(model, exposure, planned, found.settings)
    _, mixing = timed(lambda: solve_and_simulate(model, exposure, settings=found.settings, replications=FEW, workers=2))
    _whole(model, found, (refining, planning, compiling, mixing), runs, many)
    sampled = simulate(model, exposure, replications=REPLICATIONS)
    _against_montecarlo(scenario, model, sampled, some, one, refining, repeat)
    solved = solve_and_simulate(model, exposure, settings=found.settings, replications=REPLICATIONS)
    _agreement(scenario, model, solved, sampled)


def _least(timings: list[Timing]) -> Timing:
    return min(timings, key=lambda timing: timing.processor)


# Cost by type -------------------------------------------------------------------------------------------------------


@contextmanager
def watched(steps: int) -> Iterator[Watch]:
    """Count the processor time of every call of the kernel (one thread only)."""
    block: Any = importlib.import_module("businesscase.engines.expected.block")
    advance, solve_parts, watch, kind = block.advance, block._solve_parts, Watch(), 0

    def of_kind(work: Any, number: int, *arguments: Any, **options: Any) -> None:
        nonlocal kind
        kind = number
        solve_parts(work, number, *arguments, **options)

    def timed_advance(system: Any, lives: Any, *others: Any) -> Any:
        begin = time.thread_time()
        try:
            return advance(system, lives, *others)
        finally:
            watch.seconds[kind] += time.thread_time() - begin  # type: ignore[assignment]
            watch.steps[kind] += steps * lives[0].size
            watch.sizes.setdefault(kind, set()).add(lives[0].shape[0])

    block.advance, block._solve_parts = timed_advance, of_kind
    try:
        yield watch
    finally:
        block.advance, block._solve_parts = advance, solve_parts


def _types(model: CompiledModel, exposure: Exposure, planned: Plan, settings: Settings) -> None:
    """What each clock type costs in the kernel, and NumPy around it."""
    with watched(planned.steps) as watch:
        _, whole = timed(lambda: expect(model, exposure, settings=settings, workers=1))
    per = 1e3 * 1000 / model.draws  # milliseconds per 1,000 draws of a second
    rows, kernel, work, solutions = [], 0.0, 0.0, 0
    for kind in planned.order:
        if not watch.steps[kind]:
            continue  # sampled
        parts, depends = planned.parts[kind], planned.depends[kind]
        intake = 1 + len(planned.intake.nodes) if depends.intake else 1
        covariate = len(planned.covariate.nodes) if depends.covariate else 1
        frailty = settings.frailty_nodes if depends.frailty else 1
        sizes, seconds, steps = watch.sizes[kind], watch.seconds[kind], watch.steps[kind] / model.draws
        kernel, work = kernel + seconds, work + steps
        solutions += intake * covariate * frailty * len(parts)
        of = model.structure.types[kind]
        rows.append(
            (
                f"{of.clock} ({of.role})",
                f"{len(parts)}",
                f"{intake} x {covariate} x {frailty}",
                f"{min(sizes)}" if min(sizes) == max(sizes) else f"{min(sizes)}-{max(sizes)}",
                f"{steps:,.0f}",
                f"{seconds * per:,.0f}",
                f"{seconds / (steps * model.draws) * 1e9:.1f}",
                f"{seconds / whole.processor:.0%}",
            )
        )
    around = whole.processor - kernel
    rows.append(
        ("NumPy around the kernel", "", "", "", "", f"{around * per:,.0f}", "", f"{around / whole.processor:.0%}")
    )
    rows.append(
        (
            "together",
            f"{sum(len(parts) for parts in planned.parts)}",
            f"{solutions} solutions",
            "",
            f"{work:,.0f}",
            f"{whole.processor * per:,.0f}",
            f"{whole.processor / (work * model.draws) * 1e9:.1f}",
            "100%",
        )
    )
    show(
        "7. The expected engine on the Aarhus scenario: cost by clock type, one thread",
        ("type", "parts", "nodes", "compartments", "compartment-steps", "ms per 1,000 draws", "ns per step", "share"),
        rows,
        f"{planned.steps} steps. Parts: situations of members (year in which their clock begins, age, parents). Nodes:",
        "strategies with places in the intake x covariate x frailty. Compartments of each part. Compartment-steps: per",
        "draw, at all nodes; ns per step of one draw.",
    )


# Whole time ---------------------------------------------------------------------------------------------------------


def _whole(
    model: CompiledModel,
    found: Resolution,
    before: tuple[Timing, Timing, Timing, Timing],
    runs: dict[int, list[Timing]],
    many: int,
) -> None:
    """Whole time of `expect` and of what comes before it; then many draws."""
    refining, planning, compiling, mixing = before
    one, two = (min(timings, key=lambda timing: timing.wall) for timings in runs.values())
    rows = [
        _row(f"expect, {model.draws:,} draws, one thread", one, model.draws),
        _row(f"expect, {model.draws:,} draws, two threads", two, model.draws),
    ]
    seconds, note = _many(model, found.settings, many, two)
    if seconds is None:
        rows.append((f"expect, {many:,} draws, extrapolated", f"{two.wall * many / model.draws:.1f}", "", "", ""))
    else:
        rows.append(_row(f"expect, {many:,} draws, two threads", seconds, many))
    rows += [
        _row(f"mixed, as `run` does, {FEW} replications of refunds, two threads", mixing, model.draws),
        _row("plan (within expect, once)", planning, 0),
        _row("resolution, once per scenario", refining, 0),
        _row(f"compile and calibrate {model.draws:,} draws", compiling, model.draws),
    ]
    at_hand = max(timing.processors for timing in runs[2])
    show(
        "   Whole time, both strategies",
        ("work", "seconds", "processor seconds", "processors", "ms of processor per draw"),
        rows,
        _settings(found.settings),
        f"bound of the approximations: {found.bound:.2%} of a year's person-time ("
        + ", ".join(f"{each.name} {each.distance:.3%}" for each in found.approximations)
        + ")",
        f"seconds for {model.draws:,} draws on two threads: {two.wall:.3g}, with resolution "
        f"{_below(two.wall + refining.wall, GOAL_SECONDS)}",
        f"two threads / one thread: {one.wall / two.wall:.3g}"
        + ("" if at_hand > 1.9 else f"; {at_hand:.2f} processors were in use"),
        note,
    )


def _row(name: str, timing: Timing, draws: int) -> tuple[str, ...]:
    per_draw = f"{1e3 * timing.processor / draws:.2f}" if draws else ""
    return name, f"{timing.wall:.2f}", f"{timing.processor:.2f}", f"{timing.processors:.2f}", per_draw


def _below(value: float, goal: float) -> str:
    return f"{value:.3g} (goal below {goal:g}: {'reached' if value <= goal else 'NOT reached'})"


def _settings(settings: Settings) -> str:
    return "settings: " + ", ".join(
        f"{name} {len(value)} types" if isinstance(value, frozenset) else f"{name} {value:g}"
        for name, value in vars(settings).items()
    )


def _many(model: CompiledModel, settings: Settings, many: int, two: Timing) -> tuple[Timing | None, str]:
    """Many draws if time and memory allow, and a note on them."""
    repeated = _repeated(model, many // model.draws)
    cells, months = len(model.structure.cells), model.arrays.edges.shape[0] - 1
    size = 4.0 * many * 2 * len(model.segments) * months * cells
    fits = two.wall * many / model.draws < PATIENCE and size < 0.4 * _memory()
    if not fits:
        return None, f"{many:,} draws were not run: {size / 1e9:.1f} GB of quantities"
    exposure = Exposure(repeated.schedule)
    _, timing = timed(lambda: expect(repeated, exposure, settings=settings, workers=2))
    peaked = peak()
    return timing, (
        f"{many:,} draws: the {model.draws:,} over and over, since compiling takes longer; {size / 1e9:.2f} GB of "
        "quantities" + (f", peak of the process {peaked / 1e9:.1f} GB" if peaked else "")
    )


def _repeated(model: CompiledModel, times: int) -> CompiledModel:
    """The same draws several times over."""
    arrays = {name: np.concatenate([getattr(model.arrays, name)] * times) for name in PER_DRAW}
    for array in arrays.values():
        array.setflags(write=False)
    schedule = replace(
        model.schedule, intake=np.tile(model.schedule.intake, times), length=np.tile(model.schedule.length, times)
    )
    inputs = replace(model.inputs, draws=model.draws * times)
    return replace(model, arrays=model.arrays._replace(**arrays), schedule=schedule, inputs=inputs)


def _memory() -> float:
    """Bytes of memory that are free, or plenty where the system does not tell."""
    try:
        with open("/proc/meminfo") as file:
            return next((float(line.split()[1]) * 1024 for line in file if line.startswith("MemAvailable")), math.inf)
    except OSError:
        return math.inf


# Against Monte Carlo ------------------------------------------------------------------------------------------------


def _against_montecarlo(
    scenario: Scenario,
    model: CompiledModel,
    sampled: Occupancy,
    some: int,
    one: Timing,
    refining: Timing,
    repeat: int,
) -> None:
    """Processor time per draw of both engines, Monte Carlo with replications for little noise."""
    headline = next(claim for claim in scenario.claims.values() if claim.headline)
    view = view_of(scenario, headline, value(model, sampled, Exposure(model.schedule)))
    share = noise_share(value_at(view.curve, view.edges, view.start + headline.within_years)) or 0.0
    odds = share / (1.0 - share) * (1.0 - GOAL_NOISE) / GOAL_NOISE
    needed = max(2, 2 * math.ceil(0.5 * REPLICATIONS * odds))
    few = compile_model(scenario, draws=some, workers=2)
    exposure = Exposure(few.schedule)
    rows = []
    ours = 1e3 * one.processor / model.draws
    with_resolution = ours + 1e3 * refining.processor / model.draws
    theirs = 0.0
    for replications in (REPLICATIONS, needed):
        timing = _least(
            [timed(lambda r=replications: simulate(few, exposure, replications=r, workers=1))[1] for _ in range(repeat)]
        )
        theirs = 1e3 * timing.processor / some
        rows.append((f"montecarlo, {replications} replications", f"{theirs:.2f}", f"{theirs / ours:.2f}"))
    rows.append(("expected", f"{ours:.2f}", "1"))
    rows.append((f"expected, with resolution over {model.draws:,} draws", f"{with_resolution:.2f}", ""))
    show(
        f"   Monte Carlo brought to {GOAL_NOISE:.0%} noise",
        ("engine", "ms of processor per draw", "to expected"),
        rows,
        f"noise share of the headline's K({headline.within_years:g}) with {REPLICATIONS} replications: {share:.2%}, so "
        f"{needed} are needed ({some} draws measured)",
        f"montecarlo / expected: {verdict(theirs / ours, GOAL_RATIO)}",
        f"montecarlo / expected with resolution: {verdict(theirs / with_resolution, GOAL_RATIO)}",
    )


def _agreement(scenario: Scenario, model: CompiledModel, solved: Occupancy, sampled: Occupancy) -> None:
    """Mean saving of each year from both engines in the same draws."""
    headline = next(claim for claim in scenario.claims.values() if claim.headline)
    exposure = Exposure(model.schedule)
    books = [value(model, occupancy, exposure) for occupancy in (solved, sampled)]
    rows = []
    for perspective in (Perspective.MUNICIPALITY, Perspective.PUBLIC_SECTOR):
        claim = headline.model_copy(update={"perspective": perspective})
        ours, theirs = (_yearly(scenario, claim, book) for book in books)
        difference = theirs - ours
        error = difference.std(axis=0, ddof=1) / np.sqrt(len(difference))
        z = difference.mean(axis=0) / error
        worst = int(np.argmax(np.abs(z)))
        total = np.abs(ours.mean(axis=0)).max()
        rows.append(
            (
                perspective.value.replace("_", " "),
                f"{np.abs(z).max():.1f}",
                f"{worst + 1}",
                f"{np.sqrt(np.mean(z**2)):.2f}",
                f"{difference.mean(axis=0)[worst] / 1e3:+,.0f}",
                f"{ours.mean(axis=0)[worst] / 1e3:,.0f}",
                f"{np.abs(difference.mean(axis=0)).max() / total:.2%}",
            )
        )
    show(
        "   Agreement: mean net saving of each year, Monte Carlo less the engine of `run` (mixed) in the same draws",
        ("perspective", "largest, standard errors", "in year", "root mean square", "1,000 kr.", "of", "largest"),
        rows,
        f"{model.draws:,} draws, {sampled.replications} replications. Last column: largest difference as a share of "
        "the largest yearly saving or cost.",
        "Within 4 standard errors is chance; a root mean square near 1 is chance alone.",
    )


def _yearly(scenario: Scenario, claim: Any, ledger: Any) -> Floats:
    """Net saving of each year, shape (draw, year)."""
    view = view_of(scenario, claim, ledger)
    years = range(int(scenario.time.horizon_years) + 1)
    at = np.stack([value_at(view.curve, view.edges, year).mean(axis=1) for year in years], axis=1)
    return np.asarray(np.diff(at, axis=1))
