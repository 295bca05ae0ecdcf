"""`expect`: expected quantities of all draws, in blocks, from Kolmogorov's forward equations. Nothing is sampled."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from businesscase.core.recent import of_itself
from businesscase.core.words import Words
from businesscase.delivery.schedule import Exposure
from businesscase.engines.common.chunks import Progress, occupancy_key, threads
from businesscase.engines.common.occupancy import Occupancy, take_counterfactual
from businesscase.engines.common.soundness import check_model
from businesscase.engines.expected.block import solve_into
from businesscase.engines.expected.plan import Recipes, plan
from businesscase.engines.expected.settings import Settings
from businesscase.model.compiled import CompiledModel

SMALLEST, BLOCK = 16, 128  # draws advanced together: enough for vector instructions, few enough for the second cache


def expect(
    model: CompiledModel,
    exposure: Exposure,
    *,
    settings: Settings,
    workers: int | None = None,
    progress: Progress | None = None,
    without: Occupancy | None = None,
) -> Occupancy:
    """Expected person-time and entries of every draw under both strategies: one half, no replications.

    Kroner of yearly cases follow no forward equation: they are NaN until `mixed.solve_and_simulate` fills them.

    Args:
        settings: how finely (`approximations.resolution` finds it). Results do not depend on workers.
        without: of the same model with other times of service; what does not hang on these is taken from there.

    Raises:
        NumericalError: if a number is none that hazards can be made of, hazards are too fast for the steps, or
            probabilities are not conserved; names the clock.
    """
    quantities = expected(
        model, exposure, settings=settings, halves=1, workers=workers, progress=progress, without=without
    )
    quantities.setflags(write=False)
    return Occupancy(
        quantities=quantities,
        cells=model.structure.cells,
        edges=model.arrays.edges,
        segments=model.segments,
        replications=0,
        key=occupancy_key(model, exposure, 0),
    )


def expected(
    model: CompiledModel,
    exposure: Exposure,
    *,
    settings: Settings,
    halves: int,
    workers: int | None,
    progress: Progress | None,
    without: Occupancy | None,
) -> NDArray[np.float32]:
    """The quantities of `expect`, the same in so many halves, so that what is sampled can be written into them."""
    check_model(model)
    arrays = model.arrays
    planned = plan(model, settings, cohort=exposure.cohort, known=_recipes(model))
    cells, months = len(model.structure.cells), arrays.edges.shape[0] - 1
    quantities = np.empty((model.draws, halves, 2, len(model.segments), months, cells), dtype=np.float32)
    blocks = _blocks((arrays.parameters[:, :, 0] * arrays.ratio).max(axis=1, initial=0.0))

    def solve(part: NDArray[np.int64]) -> int:
        solve_into(model, planned, exposure, part, quantities, without)
        return len(part)

    done = 0
    with threads(workers) as pool:
        for count in pool.map(solve, blocks):
            done += count
            if progress is not None:
                progress(Words("stage.forward"), done / model.draws)
    if without is not None:
        take_counterfactual(quantities, without)
    quantities[..., model.yearly.cell] = np.nan
    return quantities


@of_itself(4)  # both views of a block are solved by the same recipes
def _recipes(_model: CompiledModel) -> Recipes:
    return {}


def _blocks(hazards: NDArray[np.float64]) -> list[NDArray[np.int64]]:
    """Draws in blocks of alike hazards, the fastest first: a block takes as long as the fastest of its draws."""
    order = np.argsort(-hazards, kind="stable")
    blocks, first = [], 0
    while first < len(order):
        alike = int(np.count_nonzero(hazards[order[first:]] > 0.5 * hazards[order[first]]))
        size = min(max(alike, SMALLEST), BLOCK)
        blocks.append(order[first : first + size])
        first += size
    return blocks
