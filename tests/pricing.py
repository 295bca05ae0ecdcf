"""Known quantities at a model's prices: one person-year (or entry) in a cell, and who pays for it."""

from __future__ import annotations

from typing import Any

import numpy as np

from businesscase.core.payers import Payer
from businesscase.delivery.schedule import Exposure
from businesscase.engines.common.occupancy import Occupancy
from businesscase.ledger.ledger import Ledger
from businesscase.ledger.valuation import value
from businesscase.model.compiled import CompiledModel


def priced(
    model: CompiledModel,
    clock: str,
    state: str,
    *,
    band: int | None = None,
    segment: int = 0,
    kind: str = "time",
    role: str | None = None,
    strategy: int = 1,
    partner: tuple[str, ...] | None = None,
) -> Ledger:
    """The ledger of one person-year (or entry) in a cell during the first year, nothing else."""
    periods = model.arrays.edges.shape[0] - 1
    shape = (model.draws, 2, 2, len(model.segments), periods, len(model.structure.cells))
    quantities = np.zeros(shape, dtype=np.float32)
    find: dict[str, Any] = {"kind": kind, "role": role, "band": band, "partner": partner}
    cell = model.structure.cells.find(clock, (state,), **find)
    assert len(cell) == 1
    quantities[:, :, strategy, segment, :12, cell[0]] = 1 / 12
    occupancy = Occupancy(quantities, model.structure.cells, model.arrays.edges, model.segments, 2, "")
    return value(model, occupancy, Exposure(model.schedule))


def paid(ledger: Ledger, payer: Payer, *categories: str, strategy: int = 1) -> float:
    """DKK paid by a payer in the first draw, all periods."""
    return float(ledger.total((payer,), categories or None)[0, 0, strategy].sum())
