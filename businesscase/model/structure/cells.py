"""The cell table: what an engine counts. One row per state (and band), entry, clock and role."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Cell:
    """One countable quantity.

    Attributes:
        clock: name of the clock.
        role: whose clock, "parent" or "child".
        state: the state occupied or entered; of kroner the rule that refunds them.
        kind: "time" (person-years in the state), "entry" (number of moves into it) or "kroner" (refunded by a rule that
            is not linear in time).
        band: 0-based band of accumulated benefit time; 0 also where no rule counts it.
        partner: where the partner's clock of the same name stands meanwhile, in time that is split by it: a named
            state, or () for everything else (another state, a clock that does not run, no partner). None: not split.
    """

    clock: str
    role: Literal["parent", "child"]
    state: str
    kind: Literal["time", "entry", "kroner"]
    band: int = 0
    partner: tuple[str, ...] | None = None


@dataclass(frozen=True)
class CellTable:
    """The rows in the order of the cell axis of an `Occupancy`."""

    cells: tuple[Cell, ...]

    def __len__(self) -> int:
        return len(self.cells)

    def find(
        self,
        clock: str,
        states: tuple[str, ...],
        *,
        kind: str = "time",
        role: str | None = None,
        band: int | None = None,
        partner: tuple[str, ...] | None = None,
    ) -> NDArray[np.int64]:
        """Positions of the cells of these states (all bands, roles and situations of the partner unless named)."""
        return np.array(
            [
                position
                for position, cell in enumerate(self.cells)
                if cell.clock == clock
                and cell.state in states
                and cell.kind == kind
                and (role is None or cell.role == role)
                and (band is None or cell.band == band)
                and (partner is None or cell.partner == partner)
            ],
            dtype=np.int64,
        )
