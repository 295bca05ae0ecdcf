"""Roots of a few equations in log ratios, all draws at once: Newton steps, kept up by Broyden's formula."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Gaps = Callable[[Ints, Floats], Floats]  # of some draws at log ratios (draw, equation): log of what is over the target

LARGEST = math.log(1e3)  # a hazard ratio beyond a thousand is no finding about a programme
TOLERANCE = 1e-7  # relative, of the target
STALLED = 5  # steps in a row without progress: the target is out of reach
STEPS = 60
LONGEST = 1.5  # step in log ratio
NUDGE = 1e-4  # of a log ratio, for the Jacobian


def find_roots(
    gaps: Gaps, start: Floats, *, tolerance: float = TOLERANCE, nudge: float = NUDGE
) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """Log ratios and the gaps left there, shape (draw, equation), and which draws are solved.

    Where the first log ratios, `start`, leave no gap they are the solution.

    Newton steps in log ratio on the gaps: the Jacobian by differences at the start, then kept up by Broyden's rank-one
    formula and renewed when progress stalls. Every draw goes its own way, whatever its company.
    """
    draws, equations = start.shape
    at, jacobian = start.copy(), np.zeros((draws, equations, equations))
    gap = gaps(np.arange(draws), at)
    renew, stuck, stalled = np.ones(draws, bool), np.zeros(draws, bool), np.zeros(draws, np.int64)
    for _ in range(STEPS):
        worst = np.abs(gap).max(axis=1)
        going = np.flatnonzero((worst >= tolerance) & (stalled < STALLED) & ~stuck)
        if not going.size:
            break
        old = going[renew[going]]
        for j in range(equations if old.size else 0):
            jacobian[old, :, j] = (gaps(old, at[old] + nudge * (np.arange(equations) == j)) - gap[old]) / nudge
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
    return at, gap, np.abs(gap).max(axis=1) < tolerance


def _newton(jacobian: Floats, gap: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """Steps, at most `LONGEST` long, and whether there is one: 0 where the Jacobian is singular."""
    regular = np.abs(np.linalg.det(jacobian)) > 1e-14
    solvable = np.where(regular[:, None, None], jacobian, np.eye(gap.shape[1]))
    step = np.linalg.solve(solvable, -gap[:, :, None])[:, :, 0]
    longest = np.abs(step).max(axis=1, keepdims=True)
    return step * np.minimum(1.0, LONGEST / np.maximum(longest, 1e-300)), regular
