"""`Occupancy`: what every engine returns. Person-time and entries, no money."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from businesscase.model.structure.cells import CellTable


@dataclass(frozen=True)
class Occupancy:
    """Expected quantities of the whole population, estimated over replications.

    Attributes:
        quantities: person-years or entries per month, shape (draw, half, strategy, segment, period, cell). The two
            halves are independent halves of the replications; their mean is the estimate. Strategies in the order
            of `Strategy`. float32: seven digits are far below the Monte Carlo noise.
        cells: the rows of the cell axis.
        edges: limits of the periods in years since programme start, shape (period + 1,).
        segments: names of the segment axis.
        replications: life courses per draw (both halves together); 0 where nothing was sampled.
        key: hash of the arrays the engine received; equal key, equal quantities.
        served: family-years of service that were given per month, weighted like the quantities, shape (draw, half,
            segment, period), where the families' own situation can end it; None: as scheduled.
    """

    quantities: NDArray[np.floating]
    cells: CellTable
    edges: NDArray[np.float64]
    segments: tuple[str, ...]
    replications: int
    key: str
    served: NDArray[np.float64] | None = None

    def mean(self) -> Occupancy:
        """Averaged over draws and halves, as a single draw with a single half."""
        average = self.quantities.mean(axis=(0, 1), keepdims=True, dtype=np.float64)
        served = None if self.served is None else self.served.mean(axis=(0, 1), keepdims=True)
        return replace(self, quantities=average, served=served)
