"""Blocks of draws, valued as they come and added up in their order; and what all of them together answer."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from types import TracebackType

from businesscase.core.spill import Spill
from businesscase.core.vocabulary import ClockStart
from businesscase.delivery.schedule import Exposure
from businesscase.engines.common.occupancy import MeanOccupancy, Occupancy
from businesscase.engines.store import Simulated
from businesscase.ledger.central import central_of
from businesscase.ledger.ledger import Ledger
from businesscase.ledger.valuation import value
from businesscase.measures.asking import Valued
from businesscase.measures.drawn import Change, Collected, change_of
from businesscase.measures.levels import SAMPLED
from businesscase.measures.observing import Prediction
from businesscase.measures.precision import Found, headline_of
from businesscase.measures.result import Result, Run
from businesscase.measures.returns import in_success, success_cells
from businesscase.measures.summary import Counted, measure
from businesscase.model.central import central_model
from businesscase.model.compiled import CompiledModel
from businesscase.model.inputs.inputs import Inputs
from businesscase.predicting import beside, block_predictions, needs_cohort, seen
from businesscase.scenario.load.scenario import Scenario
from businesscase.simulating import Machine
from businesscase.turning import turning_points


@dataclass(frozen=True)
class Gathered:
    """What is kept of a block of draws once it is valued.

    Attributes:
        money, mean: of the families enrolled as declared.
        cohort: both with all enrolled on the first day, where they were simulated so too.
        predictions: of what was measured (`predicting.block_predictions`).
    """

    money: Change
    mean: MeanOccupancy
    cohort: tuple[Change, MeanOccupancy] | None
    predictions: dict[tuple[str, str], Prediction]


def gathered(scenario: Scenario, model: CompiledModel, block: Simulated) -> Gathered:
    """Value a block.

    Args:
        model: of the draws of the block.
    """
    cells = success_cells(scenario, block.occupancy)
    success = None if cells is None else in_success(block.occupancy, cells)
    plain = seen(model, block.occupancy, cohort=False)
    predictions = block_predictions(scenario, model, plain)
    money, cohort = change_of(plain.ledger, success), None
    del plain  # so that its money is gone before the other view's is made
    if block.cohort is not None:
        enrolled = seen(model, block.cohort, cohort=True)
        predictions |= block_predictions(scenario, model, enrolled, enrolling=True)
        cohort = change_of(enrolled.ledger), _summed(block.cohort)
    return Gathered(money, _summed(block.occupancy), cohort, predictions)


def _summed(occupancy: Occupancy) -> MeanOccupancy:
    summed = MeanOccupancy()
    summed.add(occupancy)
    return summed


class Gathering:
    """Takes valued blocks of draws in their order. Used as a context: what is put aside is gone afterwards."""

    def __init__(self, scenario: Scenario, scrambles: int = 0) -> None:
        self._scenario = scenario
        self._spills = Spill(), Spill()
        self._money, self._cohort = (Collected(spill, scrambles) for spill in self._spills)
        self._mean, self._cohort_mean = MeanOccupancy(), MeanOccupancy()
        self._predictions: list[dict[tuple[str, str], Prediction]] = []

    def __enter__(self) -> Gathering:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for spill in self._spills:
            spill.__exit__(kind, error, at)

    def add(self, block: Gathered) -> None:
        """The next block."""
        self._money.add(block.money)
        self._mean.join(block.mean)
        if block.cohort is not None:
            money, mean = block.cohort
            self._cohort.add(money)
            self._cohort_mean.join(mean)
        self._predictions.append(block.predictions)

    def headline(self, inputs: Inputs, seed: int) -> Found:
        """The headline's probability in what was added so far.

        Args:
            inputs: of all those draws.
        """
        cohort = self._cohort.drawn() if from_enrolment(self._scenario) else None
        return headline_of(self._scenario, self._money.drawn(), cohort, inputs.values, seed=seed)

    def result(self, run: Run, model: CompiledModel, machine: Machine) -> Result:
        """Everything that all draws answer.

        Args:
            run: how they were computed; replications are found here.
            model: of all draws.
        """
        scenario, key = self._scenario, run.origin.hash
        occupancy = self._mean.mean(key)
        enrolled = None
        if from_enrolment(scenario):
            ledger = central_ledger(scenario, model, self._cohort_mean.mean(key), cohort=True)
            enrolled = self._cohort.drawn(), ledger
        central = central_of(central_model(scenario, model), occupancy)
        segments = {name: central_ledger(scenario, model, occupancy, segment=name) for name in model.segments}
        with ThreadPoolExecutor(1) as pool:  # cohorts are lived while the draws answer
            predicted = pool.submit(
                beside, scenario, model, self._predictions, workers=machine.workers, executor=machine.executor
            )
            result = measure(
                scenario,
                run,
                Valued(self._money.drawn(), central.ledger, segments, enrolled),
                Counted(central, families_by_segment(model), model.persons, model.solved.stocks, model.solved.goals),
                predicted.result,
                {
                    **{key: model.inputs[key] for key in model.inputs.uncertain},
                    **{f"{key}{SAMPLED}": reported for key, (reported, _, _) in model.solved.stocks.items()},
                },
            )
        headline = scenario.claims[result.headline.name]
        asked_of = self._cohort_mean.mean(key) if headline.clock_start is ClockStart.ENROLMENT else occupancy
        families = sum(families_by_segment(model).values())
        return replace(result, turning=turning_points(result, model, asked_of, families))

    @property
    def replications(self) -> int:
        """Life courses of every family per draw; 0 where nothing was sampled."""
        return self._mean.replications


def from_enrolment(scenario: Scenario) -> bool:
    """Whether anything counts from enrolment, for which all families are simulated as enrolled on the first day."""
    return needs_cohort(scenario) or any(
        claim.clock_start is ClockStart.ENROLMENT for claim in scenario.claims.values()
    )


def families_by_segment(model: CompiledModel) -> dict[str, float]:
    """Families that each segment stands for, mean over draws of its uncertain share."""
    listed = Counter(family.segment for family in model.families)
    weight = model.arrays.weight.mean(axis=0)
    return {name: float(weight[i]) * listed[name] for i, name in enumerate(model.segments)}


def central_ledger(
    scenario: Scenario, model: CompiledModel, occupancy: Occupancy, *, cohort: bool = False, segment: str | None = None
) -> Ledger:
    """The central curve's money: quantities averaged over draws, at declared prices (shape: one draw, one half)."""
    central = central_model(scenario, model)
    return value(central, occupancy.mean(), Exposure(central.schedule, cohort=cohort), segment=segment)
