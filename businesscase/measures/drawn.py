"""`Drawn`: the money of all draws, block by block, and what must be known of all before any can be measured.

No array over all draws, months and lines is ever held: blocks of draws are valued as they are simulated, put aside
(`core.spill`), and measured one by one once means and the first outlay are known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from businesscase.core.errors import NumericalError
from businesscase.core.spill import Held, Spill
from businesscase.core.vocabulary import GRANT, Costs, Strategy
from businesscase.ledger.ledger import Ledger, Line

Floats = NDArray[np.float64]
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


class Collected:
    """Takes the ledgers of one block of draws after the other."""

    def __init__(self, spill: Spill | Held, scrambles: int = 0) -> None:
        self._spill, self._scrambles = spill, scrambles
        self._sum: Floats | None = None
        self._saved: Floats | None = None
        self._paid: NDArray[np.bool_] | None = None
        self._head: Ledger | None = None  # lines and limits, without money
        self._draws, self._halves = 0, 0

    def add(self, ledger: Ledger, success: Floats | None = None) -> None:
        """Put the next block aside; `success` as in `Block`.

        Raises:
            NumericalError: if an amount is not finite.
        """
        amounts = ledger.amounts
        if not np.isfinite(amounts).all():
            raise NumericalError("the programme ledger holds amounts that are not finite")
        change = amounts[:, :, _COUNTERFACTUAL] - amounts[:, :, _PROGRAMME]  # draw, half, line, period
        total, saved = amounts.sum(axis=(0, 1)), change.sum(axis=(0, 1))
        paid: NDArray[np.bool_] = np.any(change < 0.0, axis=(0, 1))
        self._sum = total if self._sum is None else self._sum + total
        self._saved = saved if self._saved is None else self._saved + saved
        self._paid = paid if self._paid is None else self._paid | paid
        first, last = (np.ascontiguousarray(change[:, half].transpose(1, 0, 2)) for half in (0, -1))
        noisy = np.flatnonzero((first != last).any(axis=(1, 2)))
        none = np.zeros((len(amounts), amounts.shape[1], 0))
        self._spill.put((first, noisy, last[noisy], none if success is None else success))
        self._draws, self._halves = self._draws + len(amounts), amounts.shape[1]
        self._head = self._head or Ledger(ledger.lines, amounts[:0].copy(), ledger.edges)

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


def drawn_of(ledger: Ledger, success: Floats | None = None) -> Drawn:
    """Money that is small enough to be held: one block, in memory for as long as it is used."""
    collected = Collected(Held())
    collected.add(ledger, success)
    return collected.drawn()
