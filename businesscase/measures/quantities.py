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

    The share of person-time in the last month of the year, among the members whose clock runs then; 0 in every state
    when nobody's does.
    """
    quantities = mean_quantities(occupancy)
    last_months = _last_months(occupancy.edges)
    shares: dict[str, dict[str, dict[str, tuple[float, ...]]]] = {}
    for clock, states in _states(occupancy, "time").items():
        cells = [occupancy.cells.find(clock, (state,)) for state in states]
        at_year_end = np.stack([quantities[:, last_months][:, :, rows].sum(axis=2) for rows in cells])
        total = at_year_end.sum(axis=0)
        share = at_year_end / np.where(total > 0, total, 1.0)
        shares[clock] = {
            strategy.value: {state: tuple(map(float, share[row, column])) for row, state in enumerate(states)}
            for column, strategy in enumerate(Strategy)
        }
    return shares


def totals_until(occupancy: Occupancy, years: float, kind: str) -> dict[str, tuple[float, float]]:
    """Person-years ("time") or moves ("entry") before a time: "clock.state" -> (programme, counterfactual)."""
    weights = overlap(float(occupancy.edges[0]), years, occupancy.edges) / np.diff(occupancy.edges)
    totals = np.einsum("spc,p->sc", mean_quantities(occupancy), weights)
    return {
        f"{clock}.{state}": (float(totals[0, rows].sum()), float(totals[1, rows].sum()))
        for clock, states in _states(occupancy, kind).items()
        for state in states
        for rows in [occupancy.cells.find(clock, (state,), kind=kind)]
    }


def _states(occupancy: Occupancy, kind: str) -> dict[str, list[str]]:
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
