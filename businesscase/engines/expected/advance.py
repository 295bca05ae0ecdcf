"""Kolmogorov's forward equations of one clock in compartments, step by step, all draws of a block at once (compiled).

A compartment is a state of the clock with what its hazards or its price remember: a class of durations, a stage of the
count of benefit weeks, and the states of the clocks it reads. Rates are constant within a step (their mean over it), and
the step is a Taylor series of the matrix exponential: with A the generator and h the step, the time spent is
h (v + h A v / 2 + h^2 A^2 v / 6), the moves are rates times that time, and both together conserve every person exactly.
At the end of a step durations and counts of weeks move on by one step.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from businesscase.compiling import compiled

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
SHARE = 0.4  # of a compartment that may leave in one application of the series; a step takes as many as it needs
PARTS = 64


class System(NamedTuple):
    """Compartments i, flows f between them, rates q, multipliers m of transitions k. The same for all draws."""

    state: Ints  # (i,) state within the clock
    flow_from: Ints  # (f,) rising
    flow_to: Ints  # (f,)
    flow_rate: Ints  # (f,) q
    flow_cell: Ints  # (f,) entry cell, -1 for a change of what is read
    flow_transition: Ints  # (f,) transition within the clock, -1 for a change of what is read
    rate_base: Ints  # (q,) row of the base rates; rates after these are the changes of what is read
    rate_multiplier: Ints  # (q,)
    multiplier_transition: Ints  # (m,)
    multiplier_factor: Ints  # (m,) row of the coupling factors, -1 none
    time_compartment: Ints  # (o,)
    time_cell: Ints  # (o,)
    time_weight: Floats  # (o,)
    shift_from: Ints  # (s,) compartments that move on at the end of a step, later ones first
    shift_first: Ints  # (s + 1,) their first entry below
    shift_to: Ints
    shift_part: Floats
    shift_kept: Floats  # (s,)


@compiled
def advance(system, lives, space, out, masses, crossings):
    """Advance a block of draws over all steps.

    Args:
        system: `System`.
        lives: tuple of
            initial: (i, B) mass at the beginning.
            base: (base, B) rates of transitions by class of durations, per year.
            static: (k, B) what multiplies a transition in every step: frailty, covariates.
            excess: (k, B) programme effect - 1; `profile`: (k,) row of its profile, -1 none.
            heights: (profile, step, B) mean of each profile over each step.
            calendar: (k, step) share of the step in which the transition is open.
            timed: (timed, step, B) mean hazards of laws that follow calendar time or age; `timed_of`: (k,) row or -1.
            factors: (factor, step or 1, B) coupling factors.
            changes: (change, step, B) rates of the clocks that are read.
            alive: (step, B) share of members whom no other clock has ended.
            weight: weight of this solution in `out`.
            begin: step in which the clock begins; per_month: steps in a month; step: its length in years.
        space: scratch (vector, integral, term, following: (i, B) each; rates (q, B); multipliers (m, B)).
        out: (cell, month, B), added to.
        masses: (state, step, B) person-time by state, written; length-0 axis of states where nobody asks.
        crossings: (k, step, B) moves by transition, written; likewise.

    Returns:
        The largest share of a compartment that left in one step (a step is too long above `LARGEST_STEP`).
    """
    (
        initial, base, static, excess, profile, heights, calendar, timed, timed_of, factors, changes, alive, weight,
        begin, per_month, step,
    ) = lives  # fmt: skip
    vector, integral, term, following, rates, multipliers = space
    compartments, draws = initial.shape
    flows, plain = system.flow_from.shape[0], system.rate_base.shape[0]
    steps = alive.shape[0]
    largest = 0.0
    for i in range(compartments):
        for b in range(draws):
            vector[i, b] = initial[i, b]
    for n in range(steps):
        month = n // per_month
        _rates(system, n, base, static, excess, profile, heights, calendar, timed, timed_of, factors, changes,
               multipliers, rates, plain)  # fmt: skip
        if n < begin:  # who began before the mean of the cohort stands where everyone begins
            for i in range(compartments):
                for b in range(draws):
                    integral[i, b] = step * vector[i, b]
        else:
            exits = _largest_exit(system, rates, term) * step
            largest = max(largest, exits)
            parts = 1 + int(exits / SHARE)
            if parts > PARTS:
                return largest
            for i in range(compartments):
                for b in range(draws):
                    integral[i, b] = 0.0
            for _ in range(parts):
                _spend(system, rates, step / parts, vector, term, following, integral)
        for f in range(flows):
            i, q, cell, k = (
                system.flow_from[f], system.flow_rate[f], system.flow_cell[f], system.flow_transition[f],
            )  # fmt: skip
            if cell >= 0:
                for b in range(draws):
                    out[cell, month, b] += weight * alive[n, b] * rates[q, b] * integral[i, b]
            if k >= 0 and crossings.shape[0] > 0:
                for b in range(draws):
                    crossings[k, n, b] += rates[q, b] * integral[i, b]
        for o in range(system.time_cell.shape[0]):
            i, cell, share = system.time_compartment[o], system.time_cell[o], weight * system.time_weight[o]
            for b in range(draws):
                out[cell, month, b] += share * alive[n, b] * integral[i, b]
        if masses.shape[0] > 0:
            for i in range(compartments):
                state = system.state[i]
                for b in range(draws):
                    masses[state, n, b] += integral[i, b]
        if n >= begin:
            for s in range(system.shift_from.shape[0]):
                i = system.shift_from[s]
                for entry in range(system.shift_first[s], system.shift_first[s + 1]):
                    j, part = system.shift_to[entry], system.shift_part[entry]
                    for b in range(draws):
                        vector[j, b] += part * vector[i, b]
                kept = system.shift_kept[s]
                for b in range(draws):
                    vector[i, b] *= kept
    return largest


@compiled
def _spend(system, rates, step, vector, term, following, integral):
    """One step with constant rates: moves the vector on and adds the time spent to `integral`.

    With w = h (v + h A v / 2 + h^2 A^2 v / 6) the time spent, the new vector is v + A w.
    """
    compartments, draws = vector.shape
    flows = system.flow_from.shape[0]
    for i in range(compartments):
        for b in range(draws):
            term[i, b] = step * vector[i, b]
            integral[i, b] += term[i, b]
    for order in range(3):
        part = step / (order + 2.0)
        for i in range(compartments):
            for b in range(draws):
                following[i, b] = 0.0
        for f in range(flows):
            i, j, q = system.flow_from[f], system.flow_to[f], system.flow_rate[f]
            for b in range(draws):
                moved = rates[q, b] * term[i, b]
                following[i, b] -= moved
                following[j, b] += moved
        for i in range(compartments):
            for b in range(draws):
                vector[i, b] += following[i, b]
                if order < 2:
                    term[i, b] = part * following[i, b]
                    integral[i, b] += term[i, b]


@compiled
def _largest_exit(system, rates, scratch):
    """Largest total rate out of any compartment."""
    flows, draws = system.flow_from.shape[0], rates.shape[1]
    largest = 0.0
    f = 0
    while f < flows:
        i = system.flow_from[f]
        for b in range(draws):
            scratch[0, b] = 0.0
        while f < flows and system.flow_from[f] == i:
            q = system.flow_rate[f]
            for b in range(draws):
                scratch[0, b] += rates[q, b]
            f += 1
        for b in range(draws):
            largest = max(largest, scratch[0, b])
    return largest


@compiled
def _rates(
    system, n, base, static, excess, profile, heights, calendar, timed, timed_of, factors, changes, multipliers, rates,
    plain
):  # fmt: skip
    """Rates of this step: base times multiplier; after them the changes of what is read."""
    draws = static.shape[1]
    for m in range(multipliers.shape[0]):
        k, factor = system.multiplier_transition[m], system.multiplier_factor[m]
        open_share = calendar[k, n]
        for b in range(draws):
            multipliers[m, b] = open_share * static[k, b]
        if profile[k] >= 0:
            p = profile[k]
            for b in range(draws):
                multipliers[m, b] *= 1.0 + excess[k, b] * heights[p, n, b]
        if timed_of[k] >= 0:
            row = timed_of[k]
            for b in range(draws):
                multipliers[m, b] *= timed[row, n, b]
        if factor >= 0:
            at = n if factors.shape[1] > 1 else 0
            for b in range(draws):
                multipliers[m, b] *= factors[factor, at, b]
    for q in range(plain):
        row, m = system.rate_base[q], system.rate_multiplier[q]
        for b in range(draws):
            rates[q, b] = base[row, b] * multipliers[m, b]
    for change in range(changes.shape[0]):
        for b in range(draws):
            rates[plain + change, b] = changes[change, n, b]
