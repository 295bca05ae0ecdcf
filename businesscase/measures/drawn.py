"""`Drawn`: the money of all draws, block by block, and what must be known of all before any can be measured.

No array over all draws, months and lines is ever held: blocks of draws are valued as they are simulated, put aside
(`core.spill`), and measured one by one once means and the first outlay are known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from businesscase.core.errors import NumericalError
from businesscase.core.spill import Held, Spill
from businesscase.core.vocabulary import GRANT, Costs, Strategy
from businesscase.ledger.ledger import Ledger, Line

Floats = NDArray[np.float64]
TOGETHER = 200  # draws of which questions are asked at a time: most of the work is once for all of them
_PROGRAMME, _COUNTERFACTUAL = Strategy.PROGRAMME.axis, Strategy.COUNTERFACTUAL.axis


@dataclass(frozen=True)
class Block:
    """Counterfactual minus programme of some draws: DKK by line and period; positive is a saving.

    Attributes:
        draws: which of all draws.
        change: of the first half of the replications, shape (line, draw, period).
        noisy: lines of which the second half differs, shape (noisy,).
        second: of the second half, shape (noisy, draw, period).
        success: persons in a state called a success with the programme less without it, shape (draw, half, period);
            no period where nobody asks.
    """

    draws: slice
    change: Floats
    noisy: NDArray[np.int64]
    second: Floats
    success: Floats


@dataclass(frozen=True)
class Drawn:
    """The money of all draws.

    Attributes:
        lines, edges: as in `Ledger`.
        draws, halves: how many.
        mean: over draws and halves, a ledger of one draw and one half.
        saved: counterfactual minus programme, mean over draws and halves, shape (line, period).
        paid: whether any draw pays more with the programme, shape (line, period).
        blocks: gives the blocks in the order of their draws, as often as asked.
        scrambles: of Sobol points that the draws are, in turn (`model.sobol`); 0: they are independent.
    """

    lines: tuple[Line, ...]
    edges: Floats
    draws: int
    halves: int
    mean: Ledger
    saved: Floats
    paid: NDArray[np.bool_]
    blocks: Callable[[], Iterable[Block]]
    scrambles: int = 0

    def first_outlay(self, costs: Costs) -> float:
        """Years since programme start to the first month with an extra cost, whoever pays it; 0 if there is none.

        Grants are not outlays: they pay for one.
        """
        rows = [row for row, line in enumerate(self.lines) if line.category in costs.categories]
        months = self.paid[[row for row in rows if self.lines[row].category != GRANT]].any(axis=0)
        return float(self.edges[np.argmax(months)]) if months.any() else 0.0


@dataclass(frozen=True)
class Change:
    """What is kept of the ledger of one block of draws.

    Attributes:
        head: lines and limits, without money.
        draws, halves: how many.
        total: amounts summed over draws and halves; saved: counterfactual minus programme, summed so; paid: as `Drawn`.
        aside: as `Block` has them, in its order.
    """

    head: Ledger
    draws: int
    halves: int
    total: Floats
    saved: Floats
    paid: NDArray[np.bool_]
    aside: tuple[NDArray[np.generic], ...]


def change_of(ledger: Ledger, success: Floats | None = None) -> Change:
    """What is kept of a block; `success` as in `Block`.

    Raises:
        NumericalError: if an amount is not finite.
    """
    by_line = np.moveaxis(ledger.amounts, 3, 0)  # line, draw, half, strategy, period: as `valuation` lays them
    if not np.isfinite(by_line).all():
        raise NumericalError("the programme ledger holds amounts that are not finite")
    _, draws, halves, _, _ = by_line.shape
    changes = [by_line[:, :, half, _COUNTERFACTUAL] - by_line[:, :, half, _PROGRAMME] for half in range(halves)]
    first, last = changes[0], changes[-1]
    noisy = np.flatnonzero((first != last).any(axis=(1, 2)))
    none = np.zeros((draws, halves, 0))
    return Change(
        head=Ledger(ledger.lines, ledger.amounts[:0].copy(), ledger.edges),
        draws=draws,
        halves=halves,
        total=ledger.amounts.sum(axis=(0, 1)),
        saved=np.sum([change.sum(axis=1) for change in changes], axis=0),
        paid=np.any([(change < 0.0).any(axis=1) for change in changes], axis=0),
        aside=(first, noisy, last[noisy], none if success is None else success),
    )


class Collected:
    """Takes the ledgers of one block of draws after the other."""

    def __init__(self, spill: Spill | Held, scrambles: int = 0) -> None:
        self._spill, self._scrambles = spill, scrambles
        self._sum: Floats | None = None
        self._saved: Floats | None = None
        self._paid: NDArray[np.bool_] | None = None
        self._head: Ledger | None = None  # lines and limits, without money
        self._draws, self._halves = 0, 0

    def add(self, block: Change) -> None:
        """Put the next block aside."""
        self._sum = block.total if self._sum is None else self._sum + block.total
        self._saved = block.saved if self._saved is None else self._saved + block.saved
        self._paid = block.paid if self._paid is None else self._paid | block.paid
        self._spill.put(block.aside)
        self._draws, self._halves = self._draws + block.draws, block.halves
        self._head = self._head or block.head

    def drawn(self) -> Drawn:
        """All that was added; to be read while the spill is there."""
        assert self._head is not None
        assert self._sum is not None
        assert self._saved is not None
        assert self._paid is not None
        halves = self._halves
        mean, saved = (total / (self._draws * halves) for total in (self._sum, self._saved))
        lines, edges = self._head.lines, self._head.edges
        averaged = Ledger(lines, mean[None, None], edges)
        return Drawn(lines, edges, self._draws, halves, averaged, saved, self._paid, self._blocks, self._scrambles)

    def _blocks(self) -> Iterator[Block]:
        first = 0
        for change, noisy, second, success in self._spill.groups():
            part = slice(first, first + change.shape[1])
            yield Block(part, change, noisy, second, success)  # type: ignore[arg-type]
            first = part.stop


def in_larger(blocks: Iterable[Block]) -> Iterator[Block]:
    """The same blocks, as many joined as are asked at little cost together."""
    waiting: list[Block] = []
    for block in blocks:
        waiting.append(block)
        if block.draws.stop - waiting[0].draws.start >= TOGETHER:
            yield _joined(waiting)
            waiting = []
    if waiting:
        yield _joined(waiting)


def _joined(blocks: Sequence[Block]) -> Block:
    if len(blocks) == 1:
        return blocks[0]
    noisy = np.unique(np.concatenate([block.noisy for block in blocks]))
    second = []
    for block in blocks:
        own = block.change[noisy]
        own[np.searchsorted(noisy, block.noisy)] = block.second
        second.append(own)
    return Block(
        slice(blocks[0].draws.start, blocks[-1].draws.stop),
        np.concatenate([block.change for block in blocks], axis=1),
        noisy,
        np.concatenate(second, axis=1),
        np.concatenate([block.success for block in blocks]),
    )


def drawn_of(ledger: Ledger, success: Floats | None = None) -> Drawn:
    """Money that is small enough to be held: one block, in memory for as long as it is used."""
    collected = Collected(Held())
    collected.add(change_of(ledger, success))
    return collected.drawn()
