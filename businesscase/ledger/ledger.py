"""`Ledger`: undiscounted money in fixed prices, by payer and category."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from businesscase.core.payers import Payer


@dataclass(frozen=True)
class Line:
    """One row of the ledger: who pays, for what; of the municipality also which department, where it has any."""

    payer: Payer
    category: str
    department: str | None = None


@dataclass(frozen=True)
class Ledger:
    """Money by line and month. Positive = paid by the payer; a household's income is negative.

    Attributes:
        lines: the (payer, category, department) that occur.
        amounts: DKK in prices of the price year, shape (draw, half, strategy, line, period).
        edges: limits of the periods in years since programme start, shape (period + 1,).
    """

    lines: tuple[Line, ...]
    amounts: NDArray[np.float64]
    edges: NDArray[np.float64]

    def total(self, payers: tuple[Payer, ...], keep: tuple[str, ...] | None = None) -> NDArray[np.float64]:
        """Sum over lines of these payers (and categories), shape (draw, half, strategy, period)."""
        rows = [
            row
            for row, line in enumerate(self.lines)
            if line.payer in payers and (keep is None or line.category in keep)
        ]
        total: NDArray[np.float64] = self.amounts[:, :, :, rows, :].sum(axis=3)
        return total

    def only(self, keep: Callable[[Line], bool]) -> Ledger:
        """The ledger of some of the lines."""
        rows = [row for row, line in enumerate(self.lines) if keep(line)]
        return Ledger(tuple(self.lines[row] for row in rows), self.amounts[:, :, :, rows], self.edges)
