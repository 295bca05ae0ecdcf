"""Solve for the log ratios under which one clock reproduces the drawn target shares. Compiled, one draw at a time."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from businesscase.core.compiling import compiled
from businesscase.model.calibration.forward import OneClock, stocks

LARGEST = math.log(1e3)  # a hazard ratio beyond a thousand is no finding about a programme
TOLERANCE = 1e-7  # relative, of the stock
STALLED = 5  # steps in a row without progress: the target is out of reach


@compiled
def residuals(clock, draw, log_ratio, quadrature, tables, work, share, out):
    """Log of stock over target for each target; returns the largest in absolute value."""
    stocks(clock, draw, log_ratio, quadrature, tables, work, share)
    out[:] = 0.0
    for state in range(clock.states):
        if clock.target_states[state] >= 0:
            out[clock.target_states[state]] += share[state]
    worst = 0.0
    for target in range(out.shape[0]):
        out[target] = math.log(max(out[target], 1e-12) / clock.target_share[draw, target])
        worst = max(worst, abs(out[target]))
    return worst


@compiled
def _copy(into, source):
    for i in range(source.shape[0]):
        into[i] = source[i]


@compiled
def linear_solve(matrix, right):
    """Solve a small linear system in place by elimination with pivoting; the solution is left in `right`."""
    size = right.shape[0]
    for column in range(size):
        pivot = column
        for row in range(column + 1, size):
            if abs(matrix[row, column]) > abs(matrix[pivot, column]):
                pivot = row
        for other in range(size):
            matrix[column, other], matrix[pivot, other] = matrix[pivot, other], matrix[column, other]
        right[column], right[pivot] = right[pivot], right[column]
        if abs(matrix[column, column]) < 1e-14:
            return False
        for row in range(column + 1, size):
            factor = matrix[row, column] / matrix[column, column]
            for other in range(column, size):
                matrix[row, other] -= factor * matrix[column, other]
            right[row] -= factor * right[column]
    for row in range(size - 1, -1, -1):
        for other in range(row + 1, size):
            right[row] -= matrix[row, other] * right[other]
        right[row] /= matrix[row, row]
    return True


@compiled
def solve_draws(clock, chosen, quadrature, tables, work, small, out, reached, solved):
    """Solve the chosen draws; writes log ratios (d, target), the shares reached, and a mask of solved draws.

    Newton steps in log ratio on log stock: the Jacobian by differences at the start, then kept up by Broyden's
    rank-one formula and renewed when progress stalls. Steps are at most 1.5 long. `small` is scratch.
    """
    targets = clock.target_share.shape[1]
    share, at, gap, trial, trial_gap, step, jacobian, matrix = small
    for position in range(chosen.shape[0]):
        draw = chosen[position]
        at[:] = 0.0
        worst = residuals(clock, draw, at, quadrature, tables, work, share, gap)
        renew = True
        stalled = 0
        for _ in range(60):
            if worst < TOLERANCE or stalled == STALLED:
                break
            if renew:
                for j in range(targets):
                    _copy(trial, at)
                    trial[j] += 1e-4
                    residuals(clock, draw, trial, quadrature, tables, work, share, trial_gap)
                    for i in range(targets):
                        jacobian[i, j] = (trial_gap[i] - gap[i]) / 1e-4
            for i in range(targets):
                _copy(matrix[i], jacobian[i])
            longest_step = 0.0
            for i in range(targets):
                step[i] = -gap[i]
            if not linear_solve(matrix, step):
                break
            for i in range(targets):
                longest_step = max(longest_step, abs(step[i]))
            square = 0.0
            for i in range(targets):
                moved = at[i] + step[i] * min(1.0, 1.5 / longest_step)
                trial[i] = min(max(moved, -LARGEST), LARGEST)
                step[i] = trial[i] - at[i]
                square += step[i] * step[i]
            if square < 1e-20:
                break
            trial_worst = residuals(clock, draw, trial, quadrature, tables, work, share, trial_gap)
            renew = trial_worst > 0.5 * worst
            stalled = stalled + 1 if trial_worst > 0.9 * worst else 0
            if not renew:
                for i in range(targets):
                    predicted = 0.0
                    for j in range(targets):
                        predicted += jacobian[i, j] * step[j]
                    for j in range(targets):
                        jacobian[i, j] += (trial_gap[i] - gap[i] - predicted) * step[j] / square
            _copy(at, trial)
            _copy(gap, trial_gap)
            worst = trial_worst
        for target in range(targets):
            out[draw, target] = at[target]
            reached[draw, target] = clock.target_share[draw, target] * math.exp(gap[target])
        solved[position] = worst < TOLERANCE


def solving_space(clock: OneClock, elapsed_nodes: int) -> tuple[Any, Any, Any]:
    """Scratch memory of `solve_draws`: tables, work and small arrays."""
    transitions, targets = clock.source.shape[0], clock.target_share.shape[1]
    longest = math.ceil(clock.measured / clock.step) + 2
    tables = (
        np.zeros(transitions), np.zeros((longest, transitions)), np.zeros((elapsed_nodes, longest, transitions)),
    )  # fmt: skip
    work = (
        np.zeros((clock.states, longest + 1)), np.zeros((clock.states, elapsed_nodes)), np.zeros(clock.states),
        np.zeros(transitions), np.zeros(transitions), np.zeros(transitions), np.zeros(clock.profiles.shape[1]),
    )  # fmt: skip
    small = (
        np.zeros(clock.states), *(np.zeros(targets) for _ in range(5)), np.zeros((targets, targets)),
        np.zeros((targets, targets)),
    )  # fmt: skip
    return tables, work, small
