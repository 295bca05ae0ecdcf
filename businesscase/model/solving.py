"""Solve for the log ratios under which one clock reproduces the drawn target shares. Compiled, one draw at a time."""

from __future__ import annotations

import math

import numpy as np

from businesscase.compiling import compiled
from businesscase.model.forward import stocks

LARGEST = math.log(1e3)  # a hazard ratio beyond a thousand is no finding about a programme
TOLERANCE = 1e-7  # relative, of the stock


@compiled
def residuals(clock, draw, log_ratio, quadrature, tables, work, out):  # type: ignore[no-untyped-def]
    """Log of stock over target for each target."""
    share = stocks(clock, draw, log_ratio, quadrature, tables, work)
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
def linear_solve(matrix, right):  # type: ignore[no-untyped-def]
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
def solve_draws(clock, chosen, quadrature, longest, out, reached):  # type: ignore[no-untyped-def]
    """Solve the chosen draws; writes log ratios (d, target) and, where unsolved, the shares reached.

    Newton steps in log ratio on log stock: the Jacobian by differences at the start, then kept up by Broyden's
    rank-one formula and renewed when progress stalls. Steps are at most 1.5 long. Returns a mask over the chosen draws.
    """
    targets, transitions = clock.target_share.shape[1], clock.source.shape[0]
    nodes = quadrature[2].shape[0]
    tables = np.zeros(transitions), np.zeros((longest, transitions)), np.zeros((nodes, longest, transitions))
    work = (
        np.zeros((clock.states, longest + 1)), np.zeros((clock.states, nodes)), np.zeros(clock.states),
        np.zeros(transitions), np.zeros(transitions), np.zeros(transitions),
    )  # fmt: skip
    solved = np.zeros(chosen.shape[0], dtype=np.int64)
    gap, trial_gap, probe = np.zeros(targets), np.zeros(targets), np.zeros(targets)
    jacobian, matrix = np.zeros((targets, targets)), np.zeros((targets, targets))
    for position in range(chosen.shape[0]):
        draw = chosen[position]
        at = np.zeros(targets)
        worst = residuals(clock, draw, at, quadrature, tables, work, gap)
        renew = True
        for _ in range(60):
            if worst < TOLERANCE:
                break
            if renew:
                for j in range(targets):
                    probe[:] = at
                    probe[j] += 1e-4
                    residuals(clock, draw, probe, quadrature, tables, work, trial_gap)
                    for i in range(targets):
                        jacobian[i, j] = (trial_gap[i] - gap[i]) / 1e-4
                renew = False
            matrix[:] = jacobian
            step = -gap
            if not linear_solve(matrix, step):
                break
            longest_step = np.max(np.abs(step))
            if longest_step > 1.5:
                step *= 1.5 / longest_step
            trial = np.minimum(np.maximum(at + step, -LARGEST), LARGEST)
            step = trial - at
            trial_worst = residuals(clock, draw, trial, quadrature, tables, work, trial_gap)
            square = np.sum(step * step)
            if square < 1e-20:
                break
            renew = trial_worst > 0.5 * worst
            if not renew:
                for i in range(targets):
                    predicted = 0.0
                    for j in range(targets):
                        predicted += jacobian[i, j] * step[j]
                    for j in range(targets):
                        jacobian[i, j] += (trial_gap[i] - gap[i] - predicted) * step[j] / square
            at = trial
            gap[:] = trial_gap
            worst = trial_worst
        out[draw, :] = at
        for target in range(targets):
            reached[draw, target] = clock.target_share[draw, target] * math.exp(gap[target])
        solved[position] = worst < TOLERANCE
    return solved
