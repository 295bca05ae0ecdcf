"""The mixed engine: expectations where they can be solved, life courses for the rest."""

from __future__ import annotations

from concurrent.futures import Executor

from businesscase.delivery.schedule import Exposure
from businesscase.engines.common.chunks import Progress, occupancy_key
from businesscase.engines.common.occupancy import Occupancy
from businesscase.engines.expected.engine import expected
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
    without: Occupancy | None = None,
) -> Occupancy:
    """Person-time and entries from the forward equations; from life courses of the same model the rest.

    That is kroner of yearly cases, and the cells of the types that the settings say are sampled.

    Args:
        without: of the same model with other times of service; the counterfactual is taken from there.

    Returns:
        Two halves, equal but for what is sampled, so that their difference is the noise of that alone.

    Raises:
        NumericalError: as the two engines.
    """
    if settings.sampled:
        cells, sampled = montecarlo.simulate_types(
            model, exposure, settings.sampled, replications=replications, workers=workers, executor=executor,
            progress=progress, without=without,
        )  # fmt: skip
    else:
        cells = model.yearly.cell
        sampled = montecarlo.simulate_refunds(
            model, exposure, replications=replications, workers=workers, executor=executor, progress=progress,
            without=without,
        )  # fmt: skip
    quantities = expected(
        model, exposure, settings=settings, halves=2, workers=workers, progress=progress, without=without
    )
    quantities[..., cells] = sampled
    quantities.setflags(write=False)
    return Occupancy(
        quantities=quantities,
        cells=model.structure.cells,
        edges=model.arrays.edges,
        segments=model.segments,
        replications=replications,
        key=f"{occupancy_key(model, exposure, 0)}+{occupancy_key(model, exposure, replications)}",
    )
