"""The line beside the measurements: what each block of draws predicts, and how far realised cohorts scatter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from businesscase.core.vocabulary import Engine
from businesscase.delivery.schedule import Exposure
from businesscase.engines.choosing import Choice
from businesscase.engines.common.occupancy import Occupancy
from businesscase.engines.store import Simulated
from businesscase.ledger.ledger import Ledger
from businesscase.ledger.valuation import revalued, value
from businesscase.measures.observing import Book, Prediction, enrols, predicted, readings
from businesscase.measures.summary import Beside
from businesscase.measures.weighing import log_likelihood
from businesscase.model.compiled import CompiledModel, of_draws
from businesscase.rules.amounts import Amounts
from businesscase.rules.evaluate import Columns, Numbers
from businesscase.rules.expressions import Carried
from businesscase.scenario.declare.keys import quantities
from businesscase.scenario.declare.observations import Definition, Observation
from businesscase.scenario.load.scenario import Scenario
from businesscase.simulating import engine_of, silent, simulated_block

Floats = NDArray[np.float64]
REALISED = 200  # draws in which two cohorts are lived, for the error of a comparison
TOGETHER = 25  # of them at a time: the other draws answer meanwhile, and take memory too


@dataclass(frozen=True)
class Seen:
    """A block of draws as counted and valued, under one view of when families enrol."""

    occupancy: Occupancy
    ledger: Ledger
    exposure: Exposure


def seen(model: CompiledModel, occupancy: Occupancy, *, cohort: bool) -> Seen:
    """A block under one view.

    Args:
        model: of the draws of the block.
        occupancy: its quantities under that view.
        cohort: whether all families are enrolled on the first day; else as declared.
    """
    exposure = replace(Exposure(model.schedule), cohort=cohort)
    return Seen(occupancy, value(model, occupancy, exposure), exposure)


def needs_cohort(scenario: Scenario) -> bool:
    """Whether any reading counts from enrolment, for which families are lived once more."""
    return any(enrols(one) for one in scenario.observations.values())


def predictions_of(scenario: Scenario, model: CompiledModel, block: Simulated) -> dict[tuple[str, str], Prediction]:
    """What the draws of a block predict, by observation and reading.

    Args:
        model: of these draws.
        block: their quantities; with those of all families enrolled on the first day where a reading counts from then.
    """
    found = block_predictions(scenario, model, seen(model, block.occupancy, cohort=False))
    if block.cohort is not None:
        found |= block_predictions(scenario, model, seen(model, block.cohort, cohort=True), enrolling=True)
    return found


def block_predictions(
    scenario: Scenario, model: CompiledModel, counted: Seen, *, enrolling: bool = False
) -> dict[tuple[str, str], Prediction]:
    """What the draws of a block predict by those readings that count from enrolment, or by all others.

    Args:
        scenario: what is declared.
        model: of these draws.
        counted: the block; where readings count from enrolment, with all families enrolled on the first day.
        enrolling: which readings.
    """
    listed = Counter(family.segment for family in model.families)
    families = model.arrays.weight @ np.array([float(listed[name]) for name in model.segments])
    levels = {name: _level(scenario, model, observation) for name, observation in scenario.observations.items()}
    found: dict[tuple[str, str], Prediction] = {}
    for taken, asked in _by_prices(scenario, enrolling=enrolling).items():
        ledger = _revalued(scenario, model, counted, taken) if taken else counted.ledger
        book = Book(ledger, counted.occupancy, families)
        for name, label, reading in asked:
            own, level = predicted(scenario, scenario.observations[name], reading, book), levels[name]
            found[name, label] = own if level is None else own.over(level)
        del ledger, book  # so that the money at some prices is gone before that at others is made
    return found


_Taken = tuple[tuple[str, float], ...]


def _by_prices(scenario: Scenario, *, enrolling: bool) -> dict[_Taken, list[tuple[str, str, Definition | None]]]:
    """Such readings by the prices that they take, at which they share their money: observation and reading."""
    found: dict[_Taken, list[tuple[str, str, Definition | None]]] = {}
    for name, observation in scenario.observations.items():
        for label, reading in readings(observation).items():
            if (reading is not None and reading.clock_start is not None) is enrolling:
                taken = () if reading is None else tuple((one.key, one.value) for one in reading.values)
                found.setdefault(taken, []).append((name, label, reading))
    return found


def _level(scenario: Scenario, model: CompiledModel, observation: Observation) -> Floats | None:
    """Prices of the scenario's year over those in which an amount was measured, shape (draw or 1,); None: the same."""
    index, year = observation.value.index, observation.value.price_year
    if index is None or year == scenario.time.price_year:
        return None
    carried = Carried(index, Amounts(scenario).levels(index), scenario.time.price_year, year)
    return Numbers(model.inputs.values, Columns((scenario.time.start,))).of(carried)[:, 0]


def _revalued(scenario: Scenario, model: CompiledModel, counted: Seen, taken: _Taken) -> Ledger:
    """The money at the prices that a reading takes."""
    declared = quantities(scenario)
    values = {key: np.full(model.draws, number * declared[key].factor) for key, number in taken}
    return revalued(counted.ledger, model, counted.occupancy, counted.exposure, values)


def beside(
    scenario: Scenario,
    model: CompiledModel,
    blocks: list[dict[tuple[str, str], Prediction]],
    *,
    lived: Mapping[tuple[str, str], Prediction] | None = None,
    workers: int | None = None,
    executor: Executor | None = None,
) -> Beside:
    """The predictions of all draws, from those of their blocks in order, and how likely the measurements are in each.

    Args:
        scenario: what is declared.
        model: of all draws.
        blocks: their predictions.
        lived: realised cohorts, where they have been lived before (`realised`).
        workers, executor: for those that have not.
    """
    if not scenario.observations:
        return Beside({}, {}, {}, possible(model))
    joined = _joined(scenario, blocks)
    lived = lived or realised(scenario, model, workers=workers, executor=executor)
    errors = standard_errors(scenario, model, lived)
    likelihoods = {name: log_likelihood(name, one, joined, errors) for name, one in scenario.observations.items()}
    return Beside(joined, errors, likelihoods, possible(model))


def possible(model: CompiledModel) -> NDArray[np.bool_]:
    """Whether no reported level contradicted the base hazards of a draw as they were drawn first, shape (draw,)."""
    again = np.zeros(model.draws, dtype=bool)
    for attempt in model.solved.attempts.values():
        again |= attempt > 0
    return ~again


def _joined(scenario: Scenario, blocks: list[dict[tuple[str, str], Prediction]]) -> dict[tuple[str, str], Prediction]:
    """The predictions of all draws, from those of their blocks in order."""
    keys = ((name, label) for name, observation in scenario.observations.items() for label in readings(observation))
    return {key: _one_after_another([block[key] for block in blocks]) for key in keys}


def _one_after_another(parts: list[Prediction]) -> Prediction:
    return Prediction(
        np.concatenate([part.programme for part in parts]),
        np.concatenate([part.counterfactual for part in parts]),
        np.concatenate([part.value for part in parts]),
        {name: np.concatenate([part.by_category[name] for part in parts]) for name in parts[0].by_category},
        None if parts[0].anyway is None else np.concatenate([part.anyway for part in parts if part.anyway is not None]),
    )


def realised(
    scenario: Scenario, model: CompiledModel, *, workers: int | None = None, executor: Executor | None = None
) -> dict[tuple[str, str], Prediction]:
    """Predictions of the first draws from life courses: each half of a draw is one realised cohort of the families.

    Nothing where no observation asks for its error.
    """
    if all(one.families is None for one in scenario.observations.values()):
        return {}
    engine = Engine.DISCRETE_EVENT if model.feeds_back else Engine.MONTECARLO
    simulate = engine_of(Choice(engine, "", replications=2), workers=workers, executor=executor)
    first = of_draws(model, slice(0, min(REALISED, model.draws)))
    cohort = needs_cohort(scenario)

    def predictions(part: slice) -> dict[tuple[str, str], Prediction]:
        block, own = simulated_block(first, part, simulate, cohort=cohort, progress=silent), of_draws(first, part)
        return predictions_of(scenario, own, block)

    parts = [slice(i, min(i + TOGETHER, first.draws)) for i in range(0, first.draws, TOGETHER)]
    return _joined(scenario, [predictions(part) for part in parts])


def standard_errors(
    scenario: Scenario, model: CompiledModel, realised: Mapping[tuple[str, str], Prediction]
) -> dict[tuple[str, str], Floats]:
    """How far each measured value may lie from what it estimates, by observation and reading, shape (draw,).

    As declared, or from the number of families in each arm: the variance of a realised cohort, here that of two lived
    in the same draw, times its families over those of the arm. Members of a family live together, so clustering is in.
    That the families of the arms are not alike, as far as their make-up is declared, is not.

    Args:
        scenario: what is declared.
        model: of the draws whose errors are asked for.
        realised: predictions of draws of which each half is one cohort.
    """
    families = float(len(model.families))
    found = {}
    for name, observation in scenario.observations.items():
        key = f"observations.{name}"
        for label, reading in readings(observation).items():
            if observation.standard_error is not None:
                found[name, label] = model.inputs[f"{key}.standard_error"]
                continue
            assert observation.families is not None
            lived = realised[name, label]
            size = model.inputs[f"{key}.families.programme"]
            twice = reading is not None and reading.compared_with == "before"  # the same families are compared
            if twice or observation.arm != "difference":
                spread = variance(lived.value) / size
            else:
                other = model.inputs[f"{key}.families.comparison"]
                spread = variance(lived.programme) / size + variance(lived.counterfactual) / other
            error = np.sqrt(spread * families)
            # where no two of so few cohorts differ nothing is known of the error: as large as the value
            found[name, label] = np.where(error > 0.0, error, abs(observation.value.canonical) or 1.0)
    return found


def variance(halves: Floats) -> float:
    """Of a cohort within a draw, from two in each, shape (draw, 2)."""
    return float(np.mean((halves[:, 0] - halves[:, 1]) ** 2) / 2.0)
