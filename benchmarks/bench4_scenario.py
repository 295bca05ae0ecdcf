"""BENCH-4 as a scenario: `bench4.yaml` with its persons listed, its point estimate, and its costs by strategy."""

from __future__ import annotations

from pathlib import Path
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from businesscase.core.vocabulary import PROGRAMME_COST
from businesscase.delivery.schedule import Exposure
from businesscase.engines.common.occupancy import Occupancy
from businesscase.ledger.valuation import value
from businesscase.measures.views import discount_factors
from businesscase.model.compiled import CompiledModel
from businesscase.scenario.declare.keys import quantities
from businesscase.scenario.load.resolve import load_scenario
from businesscase.scenario.load.scenario import Scenario

Floats = NDArray[np.float64]
FILE = Path(__file__).parent / "bench4.yaml"
PERSONS = 1000


def severities(persons: int = PERSONS) -> list[float]:
    """Covariates of the persons: the quantiles of a standard normal distribution at (i - 1/2) / persons."""
    return [NormalDist().inv_cdf((number + 0.5) / persons) for number in range(persons)]


def bench4(persons: int = PERSONS) -> Scenario:
    """The scenario with this many persons and the draws of its file."""
    listed: dict[str, object] = {
        f"person {number}": {"segment": "person", "parents": [40], "covariates": {"severity": z}}
        for number, z in enumerate(severities(persons), start=1)
    }
    values = {"population.families": persons, "population.listed": {"average": None, **listed}}
    return load_scenario(FILE).with_values(values)


def point_estimate() -> Scenario:
    """One person of severity 0, every number held at its value."""
    scenario = load_scenario(FILE)
    return scenario.with_values({key: number.value for key, number in quantities(scenario).items() if number.column})


def costs(scenario: Scenario, model: CompiledModel, occupancy: Occupancy) -> tuple[Floats, Floats]:
    """Discounted medical and programme cost per person, shape (draw, strategy) each."""
    ledger = value(model, occupancy, Exposure(model.schedule))
    flows = ledger.amounts.mean(axis=1) @ discount_factors(scenario, ledger.edges, base=0.0) / model.persons
    programme = np.array([line.category == PROGRAMME_COST for line in ledger.lines])
    return flows[:, :, ~programme].sum(axis=2), flows[:, :, programme].sum(axis=2)


def moves(model: CompiledModel, occupancy: Occupancy) -> Floats:
    """Moves per person and replication, shape (draw, strategy)."""
    entries = [place for place, cell in enumerate(model.structure.cells.cells) if cell.kind == "entry"]
    counted = occupancy.quantities[..., entries].mean(axis=1, dtype=np.float64)
    return np.asarray(counted.sum(axis=(2, 3, 4)) / model.persons)
