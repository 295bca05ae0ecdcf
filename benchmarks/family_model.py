"""The benchmark's family model, compiled; what both programs of comparison assume of it; and what its months cost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from businesscase.core.payers import Perspective
from businesscase.delivery.schedule import Exposure
from businesscase.engines.common.occupancy import Occupancy
from businesscase.laws.registry import BANDS, EXPONENTIAL
from businesscase.ledger.valuation import value
from businesscase.measures.saving import saving
from businesscase.model.arrays import ENTRY, Arrays
from businesscase.model.compile import compile_model
from businesscase.model.compiled import CompiledModel
from businesscase.scenario.load.resolve import load_scenario

Floats = NDArray[np.float64]
FILE = Path(__file__).parent / "family_model.yaml"
PERSONS_PER_FAMILY = 207 / 62


def family_model(draws: int, *, seed: int = 1, families: int = 62, effect: float = 1.0) -> CompiledModel:
    """The model with this many families; `effect` scales what the programme changes (ratio - 1)."""
    scenario = load_scenario(FILE)
    values: dict[str, float] = {}
    if families != 62:
        values = {"population.families": families, "population.persons": round(families * PERSONS_PER_FAMILY)}
    if effect != 1.0:
        for name, declared in scenario.effects.ratios.items():
            values[f"effects.ratios.{name}.ratio"] = 1.0 + effect * (declared.ratio.value - 1.0)
    return compile_model(scenario.with_values(values) if values else scenario, draws=draws, seed=seed)


def check_supported(arrays: Arrays) -> None:
    """Refuse what the two programs of comparison would silently leave out."""
    assert set(arrays.law.tolist()) <= {EXPONENTIAL, BANDS}, "constant hazards or bands only"
    assert np.all(arrays.time_scale == ENTRY), "hazards by duration only"
    assert arrays.covariates.shape[1] == 0, "no covariates"
    assert not np.any(arrays.state_ends), "no deaths"
    assert not np.any(np.isfinite(arrays.opens) | np.isfinite(arrays.closes)), "no dates"
    assert np.all(arrays.weight == 1.0), "fixed shares of segments"
    assert np.all(np.isnan(arrays.start_benefit)), "benefit time at start follows from the time in the state"


def yearly_saving(model: CompiledModel, occupancy: Occupancy, perspective: Perspective) -> Floats:
    """Cumulative saving by year end before the programme's cost, DKK, shape (draw, half, year)."""
    exposure = Exposure(model.schedule)
    return saving(value(model, occupancy, exposure), perspective).cumsum(axis=2)[:, :, 11::12]


def as_occupancy(quantities: Floats, like: Occupancy) -> Occupancy:
    """Quantities of shape (draw, strategy, period, cell), counted by another program, as an `Occupancy`."""
    full = np.zeros((quantities.shape[0], 1, 2, len(like.segments), *quantities.shape[2:]))
    full[:, 0, :, 0] = quantities
    return replace(like, quantities=full)
