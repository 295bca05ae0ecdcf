# mypy: allow-untyped-defs, allow-incomplete-defs, allow-untyped-calls
"""The forward equations of one clock, step by step, all draws of a block at once (compiled)."""

from __future__ import annotations

import math
from typing import NamedTuple

from businesscase.core.compiling import compiled, inlined
from businesscase.model.calibration.forward import Floats

# 1 / (j + 1)!, with alternating sign: (1 - exp(-x)) / x as a series
_C1, _C2, _C3, _C4, _C5 = -1.0 / 2.0, 1.0 / 6.0, -1.0 / 24.0, 1.0 / 120.0, -1.0 / 720.0
_C6, _C7, _C8, _C9 = 1.0 / 5040.0, -1.0 / 40320.0, 1.0 / 362880.0, -1.0 / 3628800.0
SHORT = 0.5  # up to which integrated hazard the series holds to rounding


class Space(NamedTuple):
    """Scratch, the draw last."""

    stays: Floats  # (state, age, draw)
    firsts: Floats  # (state, node, draw)
    inflow: Floats  # (state, draw)
    scale: Floats  # (k, draw) what multiplies the law in this step
    own: Floats  # (k, draw) integrated hazard of an exit
    flat: Floats  # (draw,) sum of those exits of a state that do not remember
    out: Floats  # (draw,) sum of all exits, then what of it is left by
    left: Floats  # (draw,) that, summed over the ages of a state's stays


@inlined
def share(x):
    """(1 - exp(-x)) / x up to `SHORT`, in arithmetic that a processor does on several draws at once.

    A series at x / 4, doubled twice by f(2x) = f(x) (1 - x f(x) / 2), which loses nothing.
    """
    y = 0.25 * x
    f = 1.0 + y * (_C1 + y * (_C2 + y * (_C3 + y * (_C4 + y * (_C5 + y * (_C6 + y * (_C7 + y * (_C8 + y * _C9))))))))
    y *= 0.5
    f *= 1.0 - y * f
    return f * (1.0 - (y + y) * f)


@inlined
def _set_scale(moves, cohort, excess, frailty, n, scale):
    """What multiplies each law in step n: frailty, effect and calendar."""
    for k in range(scale.shape[0]):
        p = moves.profile[k]
        for b in range(scale.shape[1]):
            scale[k, b] = frailty[k, b]
        if p >= 0:
            for b in range(scale.shape[1]):
                scale[k, b] *= 1.0 + excess[k, b] * cohort.heights[p, n, b]
        if cohort.open[k, n] == 0.0:
            for b in range(scale.shape[1]):
                scale[k, b] = 0.0


@inlined
def _set_flat(moves, cohort, state, n, part, stay, remembering, space):
    """Exits that do not remember, the same whatever the age of a stay: `part` of the step, `stay` on its own scale."""
    scale, own, flat = space.scale, space.own, space.flat
    for b in range(flat.shape[0]):
        flat[b] = 0.0
    for k in range(moves.first[state], moves.first[state + 1]):
        row = moves.timed[k]
        if remembering and moves.row[k] >= 0:
            continue
        if row >= 0:
            for b in range(flat.shape[0]):
                own[k, b] = part * scale[k, b] * cohort.timed[row, n, b]
        else:
            for b in range(flat.shape[0]):
                own[k, b] = scale[k, b] * stay[k, b]
        for b in range(flat.shape[0]):
            flat[b] += own[k, b]


@inlined
def _leave(amount, space):
    """Those of `amount` (draw,) who leave by `space.out` leave; who stay is left in `amount`."""
    out, left = space.out, space.left
    long = 0
    for b in range(amount.shape[0]):
        long += out[b] > SHORT
    if long > 0:
        _leave_fast(amount, out, left)
        return
    for b in range(amount.shape[0]):
        x = out[b]
        part = amount[b] * share(x)
        amount[b] -= part * x
        out[b] = part
        left[b] += part


@compiled
def _leave_fast(amount, out, left):
    """The same where some hazards are beyond the series."""
    for b in range(amount.shape[0]):
        x = out[b]
        part = amount[b] * (share(x) if x <= SHORT else -math.expm1(-x) / x)
        amount[b] -= part * x
        out[b] = part
        left[b] += part


@inlined
def _leave_remembering(moves, state, amount, table, at, n, space):
    """The same for a state that remembers: exits by `table`, (row, at, n, draw), and those of `space.flat`."""
    scale, own, flat, out = space.scale, space.own, space.flat, space.out
    for b in range(out.shape[0]):
        out[b] = flat[b]
    for k in range(moves.first[state], moves.first[state + 1]):
        row = moves.row[k]
        if row >= 0:
            for b in range(out.shape[0]):
                own[k, b] = scale[k, b] * table[row, at, n, b]
                out[b] += own[k, b]
    _leave(amount, space)
    for k in range(moves.first[state], moves.first[state + 1]):
        if moves.row[k] >= 0:
            to = moves.target[k]
            for b in range(out.shape[0]):
                space.inflow[to, b] += out[b] * own[k, b]


@inlined
def _arrive(moves, state, remembering, space, following):
    """Those who have left by exits that do not remember arrive in `following`, (state, draw)."""
    own, left = space.own, space.left
    for k in range(moves.first[state], moves.first[state + 1]):
        if not (remembering and moves.row[k] >= 0):
            to = moves.target[k]
            for b in range(left.shape[0]):
                following[to, b] += left[b] * own[k, b]


@compiled
def advance_cohort(moves, cohort, excess, frailty, weights, start, space, total):
    """Add one cohort's share in each state at the measurement date, weighted, to `total`, shape (state, draw).

    Args:
        moves, cohort: of `forward`.
        excess: programme effect - 1 when full, (k, draw).
        frailty: (node, k, draw); weights: of each node, the cohort's own in them.
        start: (state, draw).
    """
    half, single, stay, first = cohort.tables
    stays, firsts, inflow, flat, out, left = (
        space.stays, space.firsts, space.inflow, space.flat, space.out, space.left,
    )  # fmt: skip
    states, draws = start.shape
    steps, nodes = cohort.open.shape[1], firsts.shape[1]
    for z in range(weights.shape[0]):
        for state in range(states):
            remembering = moves.oldest[state] > 0
            for age in range(moves.oldest[state] + 1):
                for b in range(draws):
                    stays[state, age, b] = 0.0 if remembering else start[state, b]
            for node in range(nodes):
                for b in range(draws):
                    firsts[state, node, b] = start[state, b] * moves.elapsed_weights[node] if remembering else 0.0
        for n in range(steps):
            _set_scale(moves, cohort, excess, frailty[z], n, space.scale)
            for state in range(states):
                for b in range(draws):
                    inflow[state, b] = 0.0
            for state in range(states):
                oldest = moves.oldest[state]
                _set_flat(moves, cohort, state, n, 1.0, single, oldest > 0, space)
                for b in range(draws):
                    left[b] = 0.0
                if oldest == 0:
                    for b in range(draws):
                        out[b] = flat[b]
                    _leave(stays[state, 0], space)
                else:
                    for node in range(nodes):
                        _leave_remembering(moves, state, firsts[state, node], first, node, n, space)
                    for age in range(min(n, oldest), -1, -1):
                        _leave_remembering(moves, state, stays[state, age], stay, age, 0, space)
                        if age < oldest:
                            for b in range(draws):
                                stays[state, age + 1, b] += stays[state, age, b]
                                stays[state, age, b] = 0.0
                _arrive(moves, state, oldest > 0, space, inflow)
            # entrants are exposed for half of the step in which they enter; where they go then, they are new again
            for state in range(states):
                _set_flat(moves, cohort, state, n, 0.5, half, False, space)
                for b in range(draws):
                    out[b], left[b] = flat[b], 0.0
                _leave(inflow[state], space)
                _arrive(moves, state, False, space, stays[:, 0])
                for b in range(draws):
                    stays[state, 0, b] += inflow[state, b]
        for state in range(states):
            for age in range(min(steps, moves.oldest[state]) + 1):
                for b in range(draws):
                    total[state, b] += weights[z] * stays[state, age, b]
            for node in range(nodes):
                for b in range(draws):
                    total[state, b] += weights[z] * firsts[state, node, b]
