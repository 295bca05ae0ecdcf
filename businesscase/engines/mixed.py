"""The mixed engine: expectations where they can be solved, life courses for what is not linear in them."""

from __future__ import annotations

from concurrent.futures import Executor
from dataclasses import replace

import numpy as np

from businesscase.delivery.schedule import Exposure
from businesscase.engines.common.chunks import Progress, occupancy_key
from businesscase.engines.common.occupancy import Occupancy
from businesscase.engines.expected.engine import expect
from businesscase.engines.expected.settings import Settings
from businesscase.engines.montecarlo import engine as montecarlo
from businesscase.model.compiled import CompiledModel


def solve_and_simulate(
    model: CompiledModel,
    exposure: Exposure,
    *,
    settings: Settings,
    replications: int,
    workers: int | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Occupancy:
    """Person-time and entries from the forward equations, kroner of yearly cases from life courses of the same model.

    Returns:
        Two halves, equal but for the kroner, so that their difference is the noise of those alone.

    Raises:
        NumericalError: as the two engines.
    """
    refunds = montecarlo.simulate_refunds(
        model, exposure, replications=replications, workers=workers, executor=executor, progress=progress
    )
    solved = expect(model, exposure, settings=settings, workers=workers, progress=progress)
    quantities = np.repeat(solved.quantities, 2, axis=1)
    quantities[..., model.yearly.cell] = refunds
    quantities.setflags(write=False)
    key = f"{solved.key}+{occupancy_key(model, exposure, replications)}"
    return replace(solved, quantities=quantities, replications=replications, key=key)
