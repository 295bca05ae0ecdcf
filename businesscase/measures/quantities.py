"""Person-years, entries and shares per state from an `Occupancy`: what moved, without money."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from businesscase.core.timeline import overlap
from businesscase.core.vocabulary import Strategy
from businesscase.engines.common.occupancy import Occupancy

Floats = NDArray[np.float64]


def mean_quantities(occupancy: Occupancy) -> Floats:
    """Person-years or entries per month, mean over draws and halves, all segments, shape (strategy, period, cell)."""
    total: Floats = occupancy.quantities.mean(axis=(0, 1), dtype=np.float64).sum(axis=1)
    return total


def shares_by_year(occupancy: Occupancy) -> dict[str, dict[str, dict[str, tuple[float, ...]]]]:
    """Share of members in each state at the end of each whole year: clock -> strategy -> state -> years 1, 2, ...

    Among the members whose clock runs then; 0 in every state when nobody's does. Person-time is kept by month, so how
    many are there at a moment is read off a line through the mean of the last month, which is that of its middle, with
    the lesser of the last two slopes between months (none where they point apart: then numbers have jumped, and a line
    would overshoot). Exact where numbers change evenly.
    """
    quantities = mean_quantities(occupancy) / np.diff(occupancy.edges)[:, None]
    years = _last_months(occupancy.edges)
    shares: dict[str, dict[str, dict[str, tuple[float, ...]]]] = {}
    for clock, states in states_of(occupancy, "time").items():
        cells = [occupancy.cells.find(clock, (state,)) for state in states]
        by_month = np.stack([quantities[:, :, rows].sum(axis=2) for rows in cells])  # state, strategy, month
        at_year_end = np.stack([_at_end(by_month[:, :, : last + 1], occupancy.edges) for last in years], axis=2)
        total = at_year_end.sum(axis=0)
        share = at_year_end / np.where(total > 0, total, 1.0)
        shares[clock] = {
            strategy.value: {state: tuple(map(float, share[row, column])) for row, state in enumerate(states)}
            for column, strategy in enumerate(Strategy)
        }
    return shares


def _at_end(by_period: Floats, edges: Floats) -> Floats:
    """Persons at the end of the last period, from means over periods, shape (..., period) -> (...)."""
    if by_period.shape[-1] < 3:
        return by_period[..., -1]
    length = np.diff(edges[: by_period.shape[-1] + 1])[-3:]
    late, early = np.diff(by_period[..., -3:], axis=-1)[..., ::-1].transpose(-1, *range(by_period.ndim - 1))
    slopes = late / (0.5 * (length[1] + length[2])), early / (0.5 * (length[0] + length[1]))
    lesser = np.where(np.abs(slopes[0]) <= np.abs(slopes[1]), *slopes)
    slope = np.where(slopes[0] * slopes[1] > 0.0, lesser, 0.0)
    persons: Floats = np.maximum(by_period[..., -1] + slope * 0.5 * length[2], 0.0)
    return persons


def totals_until(occupancy: Occupancy, years: float, kind: str) -> dict[str, tuple[float, float]]:
    """Person-years ("time") or moves ("entry") before a time: "clock.state" -> (programme, counterfactual)."""
    weights = overlap(float(occupancy.edges[0]), years, occupancy.edges) / np.diff(occupancy.edges)
    totals = np.einsum("spc,p->sc", mean_quantities(occupancy), weights)
    return {
        f"{clock}.{state}": (float(totals[0, rows].sum()), float(totals[1, rows].sum()))
        for clock, states in states_of(occupancy, kind).items()
        for state in states
        for rows in [occupancy.cells.find(clock, (state,), kind=kind)]
    }


def states_of(occupancy: Occupancy, kind: str) -> dict[str, list[str]]:
    """States with cells of this kind by clock, in the order of the cell axis."""
    found: dict[str, dict[str, None]] = {}
    for cell in occupancy.cells.cells:
        if cell.kind == kind:
            found.setdefault(cell.clock, {})[cell.state] = None
    return {clock: list(states) for clock, states in found.items()}


def _last_months(edges: Floats) -> list[int]:
    """Index of the period that ends with each whole year."""
    years: Iterable[int] = range(1, int(np.floor(edges[-1] - edges[0] + 1e-9)) + 1)
    return [int(np.searchsorted(edges, edges[0] + year - 1e-9)) - 1 for year in years]
