"""Scratch memory of the kernels, which allocate none themselves. Its size does not depend on the number of families."""

from __future__ import annotations

from typing import Any

import numpy as np

from businesscase.engines.common.tally import MOVES
from businesscase.model.arrays import Arrays
from businesscase.model.tariffs.yearly import YearlyCases


def family_space(arrays: Arrays) -> tuple[Any, ...]:
    """Paths of one family under both strategies, and what the simulation of one clock needs."""
    clocks = int(np.max(np.diff(arrays.family_clocks)))
    members = int(np.max(arrays.clock_member)) + 1
    transitions = arrays.to_state.shape[0]
    paths = (
        np.zeros((2, clocks, MOVES)),
        np.zeros((2, clocks, MOVES), dtype=np.int64),
        np.zeros((2, clocks), dtype=np.int64),
        np.zeros((2, clocks)),
    )
    groups = max(arrays.clock_sources.shape[1], 1)
    scratch = (
        np.zeros(transitions),
        np.zeros(transitions),
        np.zeros(transitions, dtype=np.int64),
        np.zeros((groups, 2), dtype=np.int64),
        np.zeros((groups, 2), dtype=np.int64),
    )
    marks = np.zeros((arrays.profiles.shape[1], 9))
    return (
        paths, scratch, np.zeros(transitions), np.zeros(transitions), marks, np.zeros((2, members)), np.zeros(clocks),
        np.zeros(MOVES), np.zeros(MOVES),
    )  # fmt: skip


def case_space(arrays: Arrays, yearly: YearlyCases) -> tuple[Any, ...]:
    """Of one family: bounds of cost by member and year, a factor of each member's cost; cost and time by month."""
    members, lengths = int(np.max(arrays.clock_member)) + 1, np.diff(yearly.first_month)
    longest = int(lengths.max())
    return np.zeros((members, len(lengths))), np.zeros(members), np.zeros(longest), np.zeros(longest)


def sums(segments: int, cells: int, periods: int) -> tuple[Any, Any]:
    """Person-time of one half: parts of months, and counts of full months, shape (strategy, segment, cell, month)."""
    return np.zeros((2, segments, cells, periods)), np.zeros((2, segments, cells, periods))
