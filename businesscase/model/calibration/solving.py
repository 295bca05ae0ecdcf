"""Solve for the log ratios under which one clock reproduces the drawn target shares, all draws of a block at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from businesscase.model.calibration.forward import ELAPSED_NODES, Block
from businesscase.model.calibration.roots import TOLERANCE, find_roots

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
TOGETHER = 64  # draws in one call of the kernel: several to an instruction, and their tables in the second cache


def stocks(block: Block, log_ratio: Floats) -> Floats:
    """Members' share of each target at the measurement date, shape (draw, target): mean over cohorts and frailty.

    Args:
        log_ratio: shape (draw, target).
    """
    return _of_some(block, np.arange(len(log_ratio)), log_ratio)


def _of_some(block: Block, chosen: Ints, log_ratio: Floats) -> Floats:
    """The same of some of a block's draws."""
    if len(chosen) <= TOGETHER and len(chosen) == block.start.shape[1]:
        return _stocks(block, log_ratio)
    parts = [slice(i, i + TOGETHER) for i in range(0, len(chosen), TOGETHER)]
    return np.concatenate([_stocks(block.of_draws(chosen[part]), log_ratio[part]) for part in parts])


def _stocks(block: Block, log_ratio: Floats) -> Floats:
    from businesscase.model.calibration.advancing import Space, advance_cohort

    clock, moves = block.clock, block.moves
    states, draws = block.start.shape
    effect = np.where(clock.solved[:, None] >= 0, np.exp(log_ratio.T)[clock.solved], block.ratio)
    each = (len(clock.source), draws)
    space = Space(
        np.zeros((states, int(moves.oldest.max()) + 2, draws)), np.zeros((states, ELAPSED_NODES, draws)),
        np.zeros((states, draws)), np.zeros(each), np.zeros(each), np.zeros(draws), np.zeros(draws), np.zeros(draws),
    )  # fmt: skip
    total = np.zeros((states, draws))
    for cohort in block.cohorts:
        weights = block.frailty_weights * cohort.weight
        advance_cohort(moves, cohort, effect - 1.0, block.frailty, weights, block.start, space, total)
    total /= sum(cohort.weight for cohort in block.cohorts)
    found = np.zeros(log_ratio.shape)
    for state, target in enumerate(clock.target_states):
        if target >= 0:
            found[:, target] += total[state]
    return found


def solve(
    block: Block,
    target: Floats,
    start: Floats | float = 0.0,
    slopes: Floats | None = None,
    tolerance: Floats | float = TOLERANCE,
) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """Log ratios and the stocks reached, shape (draw, target), and which draws are solved (`roots`, the rest as there).

    Where the first log ratios, `start`, reach the target already they are the solution.
    """

    def gaps(chosen: Ints, log_ratio: Floats) -> Floats:
        """Log of stock over target."""
        return np.asarray(np.log(np.maximum(_of_some(block, chosen, log_ratio), 1e-12) / target[chosen]))

    at, gap, solved = find_roots(gaps, np.zeros(target.shape) + start, slopes=slopes, tolerance=tolerance)
    return at, target * np.exp(gap), solved
