"""Blocks that are worked on side by side come back in their order, and no more of them than asked are in memory."""

import threading
import time

import pytest

from businesscase.core.vocabulary import Engine
from businesscase.simulating import BESIDE, Machine, blocks_of, side_by_side


@pytest.mark.parametrize("beside", [1, 2, 3])
def test_blocks_come_in_their_order_and_few_at_a_time(beside: int) -> None:
    lock, now, most, begun = threading.Lock(), [0], [0], [0]

    def work(block: int) -> int:
        with lock:
            now[0] += 1
            begun[0] += 1
            most[0] = max(most[0], now[0])
        time.sleep(0.02 if block % 2 == 0 else 0.001)  # the second is done before the first
        with lock:
            now[0] -= 1
        return block * block

    given = []
    for answer in side_by_side(range(9), work, beside):
        given.append(answer)
        assert begun[0] <= len(given) + beside
    assert given == [block * block for block in range(9)]
    assert most[0] == beside


def test_a_fault_is_that_of_the_first_block_that_has_one_and_ends_the_work() -> None:
    begun: list[int] = []

    def work(block: int) -> int:
        begun.append(block)
        if block in (1, 2):
            raise ValueError(str(block))
        return block

    with pytest.raises(ValueError, match="1"):
        list(side_by_side(range(100), work, 2))
    assert len(begun) <= 4


def test_processors_are_divided_among_the_blocks() -> None:
    for workers in range(1, 9):
        blocks, each = Machine(workers, None).divided(Engine.MIXED)
        assert each is not None
        assert blocks <= min(workers, BESIDE)
        assert workers <= blocks * each < workers + blocks
    assert Machine(4, None).divided(Engine.DISCRETE_EVENT) == (1, 4)


def test_the_last_block_holds_what_is_left() -> None:
    blocks = blocks_of(120)
    assert blocks[0].start == 0
    assert [block.stop for block in blocks[:-1]] == [block.start for block in blocks[1:]]
    assert blocks[-1].stop == 120
