"""Compare an engine without sampling noise to life courses: by cell and year, by payer and year, in standard errors."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from businesscase.engines.common.occupancy import Occupancy
from businesscase.model.compiled import CompiledModel

Floats = NDArray[np.float64]
CHANCE = 1e-3  # that a comparison of engines which agree fails at all


def threshold(comparisons: int) -> float:
    """Standard errors that the largest of so many independent comparisons stays below, but for `CHANCE`; at least 4."""
    return max(4.0, NormalDist().inv_cdf(1.0 - 0.5 * CHANCE / max(comparisons, 1)))


def by_year(quantities: NDArray[np.floating]) -> Floats:
    """Sum the months of whole years; months are the last axis but one."""
    *outer, months, cells = quantities.shape
    whole = quantities[..., : months // 12 * 12, :].astype(np.float64)
    return whole.reshape(*outer, months // 12, 12, cells).sum(axis=-2)


def standard_errors(sampled: Floats, expected: Floats, replications: int) -> Floats:
    """Standard error of the mean over draws of a sampled engine, from the difference of its halves.

    Where nearly nothing happens, what happened says little about what might have: a person-year or an entry more in one
    replication is the least that is allowed for.

    Args:
        sampled: shape (draw, half, ...); expected: mean over draws, shape (...).
    """
    draws = sampled.shape[0]
    noise = ((sampled[:, 0] - sampled[:, 1]) ** 2 / 4.0).sum(axis=0) / draws**2
    return np.sqrt(np.maximum(noise, np.maximum(expected, 1e-9) / (draws * replications)))


def allowed(model: CompiledModel, expected: Floats, bound: float) -> Floats:
    """What the named approximations may move of each cell: a share of the clock's person-time in the year.

    Args:
        expected: mean over draws by year, shape (strategy, segment, year, cell).
    """
    cells = model.structure.cells.cells
    out = np.zeros_like(expected)
    for kind in model.structure.types:
        own = [i for i, cell in enumerate(cells) if (cell.clock, cell.role) == (kind.clock, kind.role)]
        time = [i for i in own if cells[i].kind == "time"]
        out[..., own] = bound * expected[..., time].sum(axis=-1, keepdims=True)
    return out


def worst_cell(model: CompiledModel, sampled: Occupancy, solved: Occupancy, bound: float) -> tuple[float, str]:
    """Largest distance of a cell and year beyond what is allowed, in standard errors over `threshold`, and where.

    Args:
        bound: share of a clock's person-time in a year that approximations may move; 0 asks for agreement as it stands.
    """
    cells = model.structure.cells.cells
    lived, mean = by_year(sampled.quantities), by_year(solved.quantities)[:, 0].mean(axis=0)
    errors = standard_errors(lived, mean, sampled.replications)
    beyond = np.abs(lived.mean(axis=(0, 1)) - mean) - allowed(model, mean, bound)
    over = beyond / errors / threshold(mean.size)
    place = np.unravel_index(int(np.argmax(over)), over.shape)
    cell = cells[int(place[3])]
    where = f"strategy {place[0]}, year {place[2]}, {cell.clock}.{cell.state} {cell.kind}, band {cell.band}"
    where += "" if cell.partner is None else f", partner {cell.partner}"
    shown = f"{where}: expected {mean[place]:.5f}, sampled {lived.mean(axis=(0, 1))[place]:.5f} +- {errors[place]:.5f}"
    return float(over[place]), shown
