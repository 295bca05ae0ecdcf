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
REACHES = (1.0, 2.0, 3.5, 5.0, 14.0)  # of a log ratio, tried until a root is enclosed
CUTS, NARROW = 16, 0.01  # of what encloses it


def find_roots(
    gaps: Gaps, start: Floats, *, tolerance: Floats | float = TOLERANCE, slopes: Floats | None = None
) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """Log ratios and the gaps left there, shape (draw, equation), and which draws are solved.

    Where the first log ratios, `start`, leave no gap they are the solution.

    Newton steps in log ratio on the gaps: the Jacobian by differences at the start, then kept up by Broyden's rank-one
    formula and renewed when progress stalls. A step that leads away from the root is not taken, but a shorter one, so
    that where there is no root this is soon known. Every draw goes its own way, whatever its company.

    Args:
        gaps: of some draws at log ratios.
        start: the first log ratios.
        tolerance: of a gap, in every draw or in each.
        slopes: Jacobians to begin with, shape (draw, equation, equation), all zero where a draw has none; the last ones
            stand there afterwards. Those of an easier problem of the same kind save most evaluations.
    """
    draws, equations = start.shape
    at, jacobian = start.copy(), np.zeros((draws, equations, equations)) if slopes is None else slopes
    gap = gaps(np.arange(draws), at)
    renew: NDArray[np.bool_] = np.all(jacobian == 0.0, axis=(1, 2))
    exact, stuck = np.zeros((2, draws), bool)
    longest, stalled = np.full(draws, LONGEST), np.zeros(draws, np.int64)
    for _ in range(STEPS):
        worst = np.abs(gap).max(axis=1)
        going = np.flatnonzero((worst >= tolerance) & (stalled < STALLED) & ~stuck)
        if not going.size:
            break
        old = going[renew[going]]
        for j in range(equations if old.size else 0):
            jacobian[old, :, j] = (gaps(old, at[old] + NUDGE * (np.arange(equations) == j)) - gap[old]) / NUDGE
        exact[old], renew[old] = True, False
        step, regular = _newton(jacobian[going], gap[going], longest[going])
        trial = np.clip(at[going] + step, -LARGEST, LARGEST)
        step = trial - at[going]
        square = (step**2).sum(axis=1)
        moving = regular & (square >= 1e-20)
        stuck[going[~moving]] = True
        going, trial, step, square = (each[moving] for each in (going, trial, step, square))
        if not going.size:
            break
        found = gaps(going, trial)
        after, before = np.abs(found).max(axis=1), worst[going]
        better = after < before
        stalled[going] = np.where(after > 0.9 * before, stalled[going] + (better | exact[going]), 0)
        # a step that leads away is taken back, and a shorter one tried once the slope is known there
        away = going[~better]
        longest[away] = np.where(exact[away], 0.25 * np.abs(step[~better]).max(axis=1), longest[away])
        renew[away] = ~exact[away]
        going, trial, step, square, found, after, before = (
            each[better] for each in (going, trial, step, square, found, after, before)
        )
        longest[going] = np.minimum(2.0 * longest[going], LONGEST)
        exact[going], renew[going] = False, after > 0.5 * before
        predicted = (jacobian[going] * step[:, None, :]).sum(axis=2)
        change = (found - gap[going] - predicted)[:, :, None] * step[:, None, :] / square[:, None, None]
        jacobian[going] += np.where(renew[going][:, None, None], 0.0, change)
        at[going], gap[going] = trial, found
    return at, gap, np.abs(gap).max(axis=1) < tolerance


def _newton(jacobian: Floats, gap: Floats, longest: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """Steps, at most `longest` long, and whether there is one: 0 where the Jacobian is singular."""
    regular = np.abs(np.linalg.det(jacobian)) > 1e-14
    solvable = np.where(regular[:, None, None], jacobian, np.eye(gap.shape[1]))
    step = np.linalg.solve(solvable, -gap[:, :, None])[:, :, 0]
    length = np.abs(step).max(axis=1, keepdims=True)
    return step * np.minimum(1.0, longest[:, None] / np.maximum(length, 1e-300)), regular


def find_roots_of_steps(gaps: Gaps, start: Floats, *, tolerance: float) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """The same of gaps that go in steps, as counts of lives do, where a slope tells little.

    Equation by equation, twice where there are several: each is enclosed between two log ratios of its own, and what is
    enclosed is cut down (regula falsi, Illinois). What cannot be enclosed ends at the last ratio that is tried.
    """
    draws, equations = start.shape
    at, gap = start.copy(), gaps(np.arange(draws), start)
    for equation in [*range(equations)] * (1 if equations == 1 else 2):
        open_ = np.flatnonzero(np.abs(gap[:, equation]) >= tolerance)
        if open_.size:
            at[open_, equation] = _enclosed(gaps, at, gap[:, equation], equation, open_, tolerance)
            gap = gaps(np.arange(draws), at)
    return at, gap, np.abs(gap).max(axis=1) < tolerance


def _enclosed(gaps: Gaps, at: Floats, gap: Floats, equation: int, draws: Ints, tolerance: float) -> Floats:
    """Log ratios of one equation in some draws, all others as they are, shape (draw,)."""

    def value(some: Ints, log_ratio: Floats) -> Floats:
        own = at[draws[some]].copy()
        own[:, equation] = log_ratio
        return gaps(draws[some], own)[:, equation]

    near: Floats = at[draws, equation].copy()
    near_gap: Floats = gap[draws].copy()
    best: Floats = near.copy()
    best_gap: Floats = np.abs(near_gap)
    every = np.arange(len(draws))

    def seen(some: Ints, log_ratio: Floats) -> Floats:
        found = value(some, log_ratio)
        better = np.abs(found) < best_gap[some]
        best[some[better]], best_gap[some[better]] = log_ratio[better], np.abs(found[better])
        return found

    far = np.clip(near + 1.0, -LARGEST, LARGEST)
    far_gap = seen(every, far)
    direction = np.where(np.sign(near_gap) * (far_gap - near_gap) <= 0.0, 1.0, -1.0)
    for reach in REACHES:
        out = np.flatnonzero(np.sign(near_gap) == np.sign(far_gap))
        if not out.size:
            break
        trial = np.clip(at[draws[out], equation] + direction[out] * reach, -LARGEST, LARGEST)
        found = seen(out, trial)
        closer = (np.abs(found) < np.abs(near_gap[out])) & (np.sign(found) == np.sign(near_gap[out]))
        far[out], far_gap[out] = trial, found
        near[out[closer]], near_gap[out[closer]] = trial[closer], found[closer]
    inside = np.sign(near_gap) != np.sign(far_gap)
    for _ in range(CUTS):
        going = np.flatnonzero(inside & (best_gap >= tolerance) & (np.abs(far - near) > NARROW))
        if not going.size:
            break
        width = near_gap[going] - far_gap[going]
        trial = (far[going] * near_gap[going] - near[going] * far_gap[going]) / width
        found = seen(going, trial)
        same = np.sign(found) == np.sign(far_gap[going])
        kept, moved = going[same], going[~same]
        near_gap[kept] *= 0.5
        near[moved], near_gap[moved] = far[moved], far_gap[moved]
        far[going], far_gap[going] = trial, found
    return best
