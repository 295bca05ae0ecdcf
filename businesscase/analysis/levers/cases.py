"""`Case`: a scenario counted once and valued as often as wanted. What moves no quantity is never simulated again."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from businesscase.analysis.levers.blocks import Block, Taking
from businesscase.core.vocabulary import Engine
from businesscase.delivery.schedule import Exposure
from businesscase.delivery.serving import served_by_team
from businesscase.engines.choosing import Choice, choose
from businesscase.engines.common.chunks import occupancy_key
from businesscase.engines.common.occupancy import MeanOccupancy, Occupancy
from businesscase.ledger.ledger import Ledger
from businesscase.ledger.valuation import value
from businesscase.model.calibration.calibration import ROUNDS
from businesscase.model.central import central_model
from businesscase.model.compile import compile_model
from businesscase.model.compiled import CompiledModel, Solved, of_draws
from businesscase.model.inputs.inputs import Inputs, draw_inputs
from businesscase.pipeline import noise_of
from businesscase.scenario.load.scenario import Scenario
from businesscase.simulating import (
    Progress,
    Simulate,
    ahead,
    engine_of,
    probe_with_goals,
    silent,
    simulated,
    with_goals,
)

if TYPE_CHECKING:
    from businesscase.engines.expected.approximations import Resolution


FEW_ROUNDS = 4  # of drawing again, 15 attempts


@dataclass(frozen=True)
class Setting:
    """How quantities are counted, the same for every case of an analysis.

    Attributes:
        choice: the engine, chosen on the scenario as declared.
        simulate: that engine.
        found: how finely it works, where goals were solved for with it.
        seed: of all random numbers.
        workers: threads.
        cohort: whether every family enrols on the start date, as a claim that counts from enrolment needs.
    """

    choice: Choice
    simulate: Simulate
    found: Resolution | None
    seed: int
    workers: int
    cohort: bool


@dataclass(frozen=True)
class Case:
    """A scenario with its quantities.

    Attributes:
        scenario: what is declared.
        model: compiled, for the draws it was counted with.
        central: the same as one draw, with money at its declared values.
        mean: quantities averaged over draws and halves.
        ledger: the central curve's money.
        key: hash of all that the engine received.
    """

    scenario: Scenario
    model: CompiledModel
    central: CompiledModel
    mean: Occupancy
    ledger: Ledger
    key: str


def setting_of(
    scenario: Scenario,
    *,
    engine: Engine | str = Engine.AUTO,
    replications: int | None = None,
    seed: int = 1,
    workers: int | None = None,
    cohort: bool = False,
) -> Setting:
    """Choose the engine as `pipeline.run` does.

    Raises:
        NumericalError: if the engine asked for cannot represent the scenario.
    """
    threads = workers or os.cpu_count() or 1
    first: Future[CompiledModel] = Future()
    first.set_running_or_notify_cancel()
    try:
        first.set_result(compile_model(scenario, draws=2, seed=seed, workers=threads))
    except Exception as error:  # it is asked for only where the probe cannot be compiled either
        first.set_exception(error)
    probe, found = probe_with_goals(scenario, first, threads)
    probe = served_by_team(scenario, probe)
    choice = choose(probe, engine, replications=replications, noise=partial(noise_of, scenario, probe), known=found)
    simulate = engine_of(choice, workers=workers, executor=None)
    return Setting(choice, simulate, found, seed, threads, cohort)


def compiled(
    setting: Setting,
    scenario: Scenario,
    draws: int,
    *,
    kept: Solved | None = None,
    inputs: Inputs | None = None,
    same_steps: bool = False,
) -> CompiledModel:
    """The model with its levels and goals solved for; those that were solved already are taken from `kept`.

    With `same_steps` the others are solved with the steps of those, however fast their hazards have become, and a draw
    whose report stays impossible is given up sooner: at the end of a number's range one of a few takes minutes else.

    Raises:
        NumericalError: if a level cannot be reached.
    """
    like = kept if same_steps else None
    model = compile_model(
        scenario, draws=draws, seed=setting.seed, workers=setting.workers, kept=kept, inputs=inputs,
        steps=None if like is None else like.steps, rounds=ROUNDS if like is None else FEW_ROUNDS,
    )  # fmt: skip
    model = with_goals(scenario, model, setting.found, workers=setting.workers, kept=kept)
    return served_by_team(scenario, model)


def case_of(
    setting: Setting,
    scenario: Scenario,
    draws: int,
    *,
    like: Case | None = None,
    inputs: Inputs | None = None,
    values: Mapping[str, float] | None = None,
    taking: Taking | None = None,
    roughly: bool = False,
    progress: Progress = silent,
) -> Case:
    """Count a scenario; one whose engine receives the same arrays as another case has that one's quantities.

    Args:
        setting: how quantities are counted.
        scenario: what is declared.
        draws: of its uncertain inputs.
        like: a case with as many draws.
        inputs: drawn already; None: drawn here.
        values: key -> value (canonical unit) in every draw, of numbers that the scenario holds fixed elsewhere.
        taking: is told of every block of draws; then nothing is taken over from another case.
        roughly: whether levels are solved with the steps of `like`; at the end of a number's range they would have to
            be many times as fine, for a value that no more than a few draws tell about.
        progress: told of the simulation.

    Raises:
        NumericalError: as `compiled`.
    """
    values = values or {}
    if values:
        inputs = inputs or draw_inputs(scenario, draws=draws, seed=setting.seed)
        inputs = replace(inputs, values={**inputs.values, **{key: np.full(draws, at) for key, at in values.items()}})
    model = compiled(
        setting, scenario, draws, kept=None if like is None else like.model.solved, inputs=inputs, same_steps=roughly
    )
    key = occupancy_key(model, Exposure(model.schedule, cohort=setting.cohort), 0)
    central = at_values(central_model(scenario, model), values)
    if like is not None and like.key == key and taking is None:
        mean = like.mean
    else:
        means = MeanOccupancy()
        for own, occupancy in counted(setting, model, progress):
            means.add(occupancy)
            if taking is not None:
                exposure = Exposure(own.schedule, cohort=setting.cohort)
                taking(Block(own, occupancy, exposure, value(own, occupancy, exposure)))
        mean = means.mean(key)
    return Case(scenario, model, central, mean, valued(setting, central, mean), key)


def at_values(central: CompiledModel, values: Mapping[str, float]) -> CompiledModel:
    """A central model with some numbers at other values (canonical unit) than declared."""
    taken = {key: np.array([number]) for key, number in values.items()}
    schedule = central.schedule
    for field_of, key in (("intake", "programme.served.intake"), ("length", "programme.served.length")):
        if key in taken:
            schedule = replace(schedule, **{field_of: taken[key]})  # type: ignore[arg-type]
    return replace(
        central, schedule=schedule, inputs=replace(central.inputs, values={**central.inputs.values, **taken})
    )  # fmt: skip


def valued(setting: Setting, central: CompiledModel, mean: Occupancy) -> Ledger:
    """The central curve's money of quantities averaged over draws; nothing is simulated."""
    return value(central, mean, Exposure(central.schedule, cohort=setting.cohort))


def counted(setting: Setting, model: CompiledModel, progress: Progress) -> Iterator[tuple[CompiledModel, Occupancy]]:
    """Blocks of draws of a model as they are simulated, each with its own model."""
    for one in ahead(simulated(model, setting.simulate, cohort=setting.cohort, progress=progress)):
        occupancy = one.cohort if setting.cohort else one.occupancy
        assert occupancy is not None
        yield of_draws(model, one.draws), occupancy
