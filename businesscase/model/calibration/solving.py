"""Solve for the log ratios under which one clock reproduces the drawn target shares, all draws of a block at once."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from businesscase.model.calibration.forward import ELAPSED_NODES, Block

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
LARGEST = math.log(1e3)  # a hazard ratio beyond a thousand is no finding about a programme
TOLERANCE = 1e-7  # relative, of the stock
STALLED = 5  # steps in a row without progress: the target is out of reach
STEPS = 60
LONGEST = 1.5  # step in log ratio
NUDGE = 1e-4  # of a log ratio, for the Jacobian
TOGETHER = 64  # draws in one call of the kernel: several to an instruction, and their tables in the second cache


def stocks(block: Block, log_ratio: Floats) -> Floats:
    """Members' share of each target at the measurement date, shape (draw, target): mean over cohorts and frailty.

    Args:
        log_ratio: shape (draw, target).
    """
    parts = [np.arange(i, min(i + TOGETHER, len(log_ratio))) for i in range(0, len(log_ratio), TOGETHER)]
    if len(parts) == 1:
        return _stocks(block, log_ratio)
    return np.concatenate([_stocks(block.of_draws(part), log_ratio[part]) for part in parts])


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


def solve(block: Block, target: Floats, start: Floats | float = 0.0) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """Log ratios and the stocks reached, shape (draw, target), and which draws are solved.

    Where the first log ratios, `start`, reach the target already they are the solution.

    Newton steps in log ratio on log stock: the Jacobian by differences at the start, then kept up by Broyden's
    rank-one formula and renewed when progress stalls. Every draw goes its own way, whatever its company.
    """
    draws, targets = target.shape

    def gaps(chosen: Ints, log_ratio: Floats) -> Floats:
        """Log of stock over target."""
        own = block if len(chosen) == draws else block.of_draws(chosen)
        return np.asarray(np.log(np.maximum(stocks(own, log_ratio), 1e-12) / target[chosen]))

    at, jacobian = np.zeros((draws, targets)) + start, np.zeros((draws, targets, targets))
    gap = gaps(np.arange(draws), at)
    renew, stuck, stalled = np.ones(draws, bool), np.zeros(draws, bool), np.zeros(draws, np.int64)
    for _ in range(STEPS):
        worst = np.abs(gap).max(axis=1)
        going = np.flatnonzero((worst >= TOLERANCE) & (stalled < STALLED) & ~stuck)
        if not going.size:
            break
        old = going[renew[going]]
        for j in range(targets if old.size else 0):
            jacobian[old, :, j] = (gaps(old, at[old] + NUDGE * (np.arange(targets) == j)) - gap[old]) / NUDGE
        step, regular = _newton(jacobian[going], gap[going])
        trial = np.clip(at[going] + step, -LARGEST, LARGEST)
        step = trial - at[going]
        square = (step**2).sum(axis=1)
        moving = regular & (square >= 1e-20)
        stuck[going[~moving]] = True
        going, trial, step, square = (each[moving] for each in (going, trial, step, square))
        if not going.size:
            break
        found = gaps(going, trial)
        after = np.abs(found).max(axis=1)
        renew[going] = after > 0.5 * worst[going]
        stalled[going] = np.where(after > 0.9 * worst[going], stalled[going] + 1, 0)
        predicted = (jacobian[going] * step[:, None, :]).sum(axis=2)
        change = (found - gap[going] - predicted)[:, :, None] * step[:, None, :] / square[:, None, None]
        jacobian[going] += np.where(renew[going][:, None, None], 0.0, change)
        at[going], gap[going] = trial, found
    return at, target * np.exp(gap), np.abs(gap).max(axis=1) < TOLERANCE


def _newton(jacobian: Floats, gap: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """Steps, at most `LONGEST` long, and whether there is one: 0 where the Jacobian is singular."""
    regular = np.abs(np.linalg.det(jacobian)) > 1e-14
    solvable = np.where(regular[:, None, None], jacobian, np.eye(gap.shape[1]))
    step = np.linalg.solve(solvable, -gap[:, :, None])[:, :, 0]
    longest = np.abs(step).max(axis=1, keepdims=True)
    return step * np.minimum(1.0, LONGEST / np.maximum(longest, 1e-300)), regular
