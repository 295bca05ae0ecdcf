"""`Block`: some draws of a case with their quantities and money; put aside, valued again, asked a claim.

Quantities and money of all draws take over a megabyte each: no analysis holds them together, they wait in a file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from businesscase.core.spill import Spill
from businesscase.delivery.schedule import Exposure
from businesscase.engines.common.occupancy import Occupancy
from businesscase.ledger.ledger import Ledger
from businesscase.measures.answers import Answer
from businesscase.measures.asked import Asked, answered
from businesscase.measures.drawn import Collected, change_of
from businesscase.model.compiled import CompiledModel
from businesscase.scenario.load.scenario import Scenario

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Block:
    """Some draws, in the order of all."""

    model: CompiledModel
    occupancy: Occupancy
    exposure: Exposure
    ledger: Ledger


Taking = Callable[[Block], object]  # is told of every block once, as it is counted


class _Aside:
    """What is put aside. A context: it is gone afterwards."""

    def __init__(self) -> None:
        self._spill = Spill()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._spill.__exit__(kind, error, at)


class Blocks(_Aside):
    """Blocks put aside, read again as often as asked, one at a time. A context: they are gone afterwards."""

    def __init__(self) -> None:
        super().__init__()
        self._heads: list[Block] = []  # without quantities and money

    def put(self, block: Block) -> None:
        """Put the next block aside.

        Raises:
            UsageError: if the temporary folder has no room for it.
        """
        occupancy, ledger = block.occupancy, block.ledger
        self._spill.put((occupancy.quantities, ledger.amounts))
        none = np.zeros((0, *ledger.amounts.shape[1:]))
        head = replace(occupancy, quantities=occupancy.quantities[:0].copy())
        self._heads.append(replace(block, occupancy=head, ledger=replace(ledger, amounts=none)))

    def __iter__(self) -> Iterator[Block]:
        for head, (quantities, amounts) in zip(self._heads, self._spill.groups(), strict=True):
            yield replace(
                head,
                occupancy=replace(head.occupancy, quantities=quantities),  # type: ignore[arg-type]
                ledger=replace(head.ledger, amounts=amounts),  # type: ignore[arg-type]
            )


class Money(_Aside):
    """The money of draws, block after block, and what they answer to a claim. A context, as `Blocks`."""

    def __init__(self) -> None:
        super().__init__()
        self._collected = Collected(self._spill)

    def take(self, block: Block) -> None:
        """The next block."""
        self._collected.add(change_of(block.ledger))

    def answer(self, scenario: Scenario, asked: Asked, inputs: Mapping[str, Floats]) -> Answer:
        """Arguments as of `measures.asked.answered`."""
        return answered(scenario, asked, self._collected.drawn(), inputs)
