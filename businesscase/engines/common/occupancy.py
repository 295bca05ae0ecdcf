"""`Occupancy`: what every engine returns. Person-time and entries, no money."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from businesscase.core.vocabulary import Strategy
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
        effective: the same as family-years of full effect (`common.profiles`), shape (draw, half, segment, profile,
            period), profiles as the scenario declares them.
    """

    quantities: NDArray[np.floating]
    cells: CellTable
    edges: NDArray[np.float64]
    segments: tuple[str, ...]
    replications: int
    key: str
    served: NDArray[np.float64] | None = None
    effective: NDArray[np.float64] | None = None

    def mean(self) -> Occupancy:
        """Averaged over draws and halves, as a single draw with a single half."""
        average = self.quantities.mean(axis=(0, 1), keepdims=True, dtype=np.float64)
        served, effective = (
            None if given is None else given.mean(axis=(0, 1), keepdims=True) for given in (self.served, self.effective)
        )
        return replace(self, quantities=average, served=served, effective=effective)


def take_counterfactual(
    quantities: NDArray[np.floating], without: Occupancy, cells: NDArray[np.int64] | None = None
) -> None:
    """Write what is without the programme where it was counted with other times of service: it hangs on none of them.

    Args:
        quantities: shape (draw, half, strategy, segment, period, cell), written in place; one half takes the first.
        without: of the same model.
        cells: of `without` that the last axis holds, in their order; None: all.
    """
    counterfactual = Strategy.COUNTERFACTUAL.axis
    known = without.quantities[:, : quantities.shape[1], counterfactual]
    quantities[:, :, counterfactual] = (
        known if cells is None or len(cells) == known.shape[-1] else np.take(known, cells, axis=-1)
    )


class MeanOccupancy:
    """The mean over draws and halves of blocks of draws, which need not be there together."""

    def __init__(self) -> None:
        self._head: Occupancy | None = None  # names and limits, without quantities
        self._quantities: NDArray[np.float64] | None = None
        self._given: dict[str, NDArray[np.float64]] = {}  # of the service, where that can end early
        self._draws, self._halves = 0, 1

    def add(self, block: Occupancy) -> None:
        """The next block."""
        total = block.quantities.sum(axis=(0, 1), keepdims=True, dtype=np.float64)
        self._quantities = total if self._quantities is None else self._quantities + total
        for name, given in (("served", block.served), ("effective", block.effective)):
            if given is not None:
                total = given.mean(axis=1, keepdims=True).sum(axis=0, keepdims=True)
                self._given[name] = self._given.get(name, 0.0) + total
        self._draws, self._halves = self._draws + len(block.quantities), block.quantities.shape[1]
        self._head = self._head or replace(block, quantities=block.quantities[:0].copy(), served=None, effective=None)

    def join(self, later: MeanOccupancy) -> None:
        """The blocks of another, which come after these."""
        assert later._quantities is not None
        self._quantities = later._quantities if self._quantities is None else self._quantities + later._quantities
        for name, total in later._given.items():
            self._given[name] = self._given.get(name, 0.0) + total
        self._draws, self._halves = self._draws + later._draws, later._halves
        self._head = self._head or later._head

    @property
    def replications(self) -> int:
        """Life courses per draw, 0 where nothing was sampled."""
        assert self._head is not None
        return self._head.replications

    def mean(self, key: str) -> Occupancy:
        """As `Occupancy.mean` of all blocks, under the key of the whole."""
        assert self._head is not None
        assert self._quantities is not None
        quantities = self._quantities / (self._draws * self._halves)
        served, effective = (
            None if name not in self._given else self._given[name] / self._draws for name in ("served", "effective")
        )
        return replace(self._head, quantities=quantities, key=key, served=served, effective=effective)
