"""Blocks of draws through the chosen engine: what the line and whatever runs beside it simulate with."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Protocol, TypeVar

from businesscase.core.errors import NumericalError
from businesscase.core.vocabulary import Engine
from businesscase.delivery.schedule import Exposure
from businesscase.engines.choosing import Choice, Noise, choose
from businesscase.engines.common.occupancy import Occupancy
from businesscase.engines.sizing import BLOCK
from businesscase.engines.store import Simulated
from businesscase.model.compile import compile_model
from businesscase.model.compiled import CompiledModel, Solved, of_draws
from businesscase.scenario.load.scenario import Scenario

if TYPE_CHECKING:
    from businesscase.engines.expected.approximations import Resolution

Progress = Callable[[str, float], None]
Simulate = Callable[..., Occupancy]
Coming = TypeVar("Coming")
Done = TypeVar("Done")
PROBED = 32  # draws with which the engine is chosen
BESIDE = 2  # blocks that are simulated and valued side by side: each takes memory


class Compiling(Protocol):
    """A model that is being compiled, or will be once it is asked for."""

    def result(self) -> CompiledModel:
        """Wait for it."""


@dataclass(frozen=True)
class Machine:
    """With what a run is computed: threads (processes), and an executor where chunks of draws run instead."""

    workers: int | None
    executor: Executor | None

    @property
    def threads(self) -> int:
        """Threads that solve."""
        return self.workers or os.cpu_count() or 1

    def divided(self, engine: Engine) -> tuple[int, int | None]:
        """Blocks that are worked on side by side, and workers of each; those of `discrete_event` are processes."""
        if engine is Engine.DISCRETE_EVENT:
            return 1, self.workers
        blocks = min(self.threads, BESIDE)
        return blocks, -(-self.threads // blocks)


@dataclass(frozen=True)
class Start:
    """What is known before the draws of a run are.

    Attributes:
        probe: the few draws with which the engine is chosen.
        found: how finely the expected engine works, None where it does not.
        engine, replications: that are asked for.
        noise: shares of noise in the probe.
    """

    probe: CompiledModel
    found: Resolution | None
    engine: Engine | str
    replications: int | None
    noise: Noise
    machine: Machine

    def choose(self) -> Choice:
        """The engine."""
        return choose(self.probe, self.engine, replications=self.replications, noise=self.noise, known=self.found)


def probe_of(scenario: Scenario, compiling: Compiling, workers: int) -> CompiledModel:
    """A few draws of a seed of their own, so that the choice of the engine depends on the scenario alone.

    Where those few happen to contradict a reported level, which so few may, the first of the run's own are looked at.
    """
    try:
        return compile_model(scenario, draws=PROBED, seed=0, workers=workers)
    except NumericalError:
        own = compiling.result()
        return of_draws(own, slice(0, min(BLOCK, own.draws)))


def probe_with_goals(scenario: Scenario, compiling: Compiling, workers: int) -> tuple[CompiledModel, Resolution | None]:
    """The same with its goals solved for, and how finely the expected engine then works, None where it does not."""
    probe = probe_of(scenario, compiling, workers)
    if not scenario.goals:
        return probe, None
    from businesscase.engines.goals import solving

    return solving.probe_with_goals(scenario, probe, workers=workers)


def with_goals(
    scenario: Scenario,
    model: CompiledModel,
    found: Resolution | None,
    *,
    workers: int,
    kept: Solved | None = None,
    progress: Progress | None = None,
    unmet: bool = False,
) -> CompiledModel:
    """The model with the goals solved for, as finely as its probe had them; `unmet`: they may be out of reach."""
    if not scenario.goals:
        return model
    from businesscase.engines.goals import solving

    settings = None if found is None else found.settings
    return solving.with_goals(
        scenario, model, settings=settings, workers=workers, kept=kept, progress=progress, unmet=unmet
    )


def blocks_of(draws: int) -> list[slice]:
    """Draws in blocks, in their order."""
    return [slice(first, min(first + BLOCK, draws)) for first in range(0, draws, BLOCK)]


def simulated(model: CompiledModel, simulate: Simulate, *, cohort: bool, progress: Progress) -> Iterator[Simulated]:
    """Blocks of draws, as they are simulated."""
    for part in blocks_of(model.draws):
        yield simulated_block(model, part, simulate, cohort=cohort, progress=progress)


def simulated_block(
    model: CompiledModel, part: slice, simulate: Simulate, *, cohort: bool, progress: Progress
) -> Simulated:
    """One block of a model's draws."""
    own = of_draws(model, part)
    exposure = Exposure(own.schedule)

    def say(stage: str, fraction: float) -> None:
        progress(stage, (part.start + fraction * (part.stop - part.start)) / model.draws)

    lived = simulate(own, exposure, progress=say)
    enrolled = simulate(own, replace(exposure, cohort=True), progress=say, without=lived) if cohort else None
    return Simulated(part, lived, enrolled)


def side_by_side(blocks: Iterable[Coming], work: Callable[[Coming], Done], beside: int) -> Iterator[Done]:
    """What comes of each block, in their order; so many are worked on at a time, and none is begun far ahead."""
    with ThreadPoolExecutor(beside) as pool:
        coming = deque[Future[Done]]()
        try:
            for block in blocks:
                coming.append(pool.submit(work, block))
                if len(coming) > beside:
                    yield coming.popleft().result()
            while coming:
                yield coming.popleft().result()
        finally:
            for one in coming:
                one.cancel()


def ahead(blocks: Iterator[Coming]) -> Iterator[Coming]:
    """The same blocks (or chunks), each simulated while the one before it is valued."""
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(next, blocks, None)
        while (block := coming.result()) is not None:
            coming = pool.submit(next, blocks, None)
            yield block
            del block


def engine_of(choice: Choice, *, workers: int | None, executor: Executor | None) -> Simulate:
    """The chosen engine with everything but the model, the exposure and whom it tells how far it is."""
    sampling = {"replications": choice.replications, "workers": workers, "executor": executor}
    if choice.engine is Engine.EXPECTED:
        from businesscase.engines.expected.engine import expect

        assert choice.settings is not None
        return partial(expect, settings=choice.settings, workers=workers)
    if choice.engine is Engine.MIXED:
        from businesscase.engines.mixed import solve_and_simulate

        assert choice.settings is not None
        return partial(solve_and_simulate, settings=choice.settings, **sampling)  # type: ignore[arg-type]
    if choice.engine is Engine.DISCRETE_EVENT:
        from businesscase.engines.discrete_event import engine as discrete_event

        return partial(discrete_event.simulate, **sampling)  # type: ignore[arg-type]
    from businesscase.engines.montecarlo import engine as montecarlo

    return partial(montecarlo.simulate, **sampling)  # type: ignore[arg-type]


def silent(_stage: str, _fraction: float) -> None:
    """Progress that nobody watches."""
