"""Tariffs and levies as a matrix from quantities to ledger lines: kroner per unit of each cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from businesscase.core.payers import Payer
from businesscase.core.vocabulary import Strategy
from businesscase.ledger.ledger import Line
from tests.second_road.tariffs import Tariff, Tariffs

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class PriceMatrix:
    """The prices of some segments.

    Attributes:
        tariffs: all money before quantities.
        segments: positions of the segments, in the order of the columns.
        cells: number of cells.
    """

    tariffs: Tariffs
    segments: list[int]
    cells: int

    @cached_property
    def lines(self) -> list[Line]:
        """The ledger lines that occur, in the order of the tariffs."""
        return list(
            dict.fromkeys(line for tariff in self.tariffs.tariffs for line, _, _ in _bookings(self.tariffs, tariff))
        )

    @cached_property
    def strategies(self) -> int:
        """Length of the strategy axis: 1 where no price is that of one strategy."""
        both = all(len(tariff.strategies) == len(Strategy) for tariff in self.tariffs.tariffs)
        return 1 if both else len(Strategy)

    def of(self, draws: slice, epoch: int) -> Floats:
        """DKK per unit of every (segment, cell) for each line, shape (draw, strategy, segment x cell, line)."""
        rows = {line: row for row, line in enumerate(self.lines)}
        wide = self.tariffs.tariffs[0].amount[draws].shape[0] if self.tariffs.tariffs else 0
        found = np.zeros((wide, self.strategies, len(self.segments), self.cells, len(rows)))
        for tariff in self.tariffs.tariffs:
            strategies = [0] if self.strategies == 1 else list(tariff.strategies)
            for line, segments, share in _bookings(self.tariffs, tariff):
                amount = tariff.amount[draws, epoch, None] * share[draws, epoch]
                for column, segment in enumerate(self.segments):
                    if segment in segments:
                        for strategy in strategies:
                            found[:, strategy, column, tariff.cells, rows[line]] += amount
        return found.reshape(wide, self.strategies, -1, len(rows))


def _bookings(tariffs: Tariffs, tariff: Tariff) -> Iterator[tuple[Line, tuple[int, ...], Floats]]:
    """Lines that one price books, in which segments, and the share of its amount, shape (draw, epoch, cell or 1)."""
    for payer, share in tariff.shares.items():
        yield Line(payer, tariff.category), tariff.segments, share
    if not tariff.to_household:
        return
    yield Line(Payer.HOUSEHOLD, tariff.category), tariff.segments, np.full((*tariff.amount.shape, 1), -1.0)
    for levy in tariffs.levies:
        if tariff.category in levy.on:
            segments = tuple(segment for segment in tariff.segments if segment in levy.segments)
            taken = levy.rate[:, :, None]
            yield Line(levy.payer, levy.category), segments, taken
            yield Line(levy.receiver, levy.category), segments, -taken
