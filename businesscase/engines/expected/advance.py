# mypy: allow-untyped-defs, allow-incomplete-defs, allow-untyped-calls
"""Kolmogorov's forward equations of one clock in compartments, step by step, all draws of a block at once (compiled).

A compartment is a state of the clock with what its hazards or its price remember: a class of durations, a stage of the
count of benefit weeks, and the states of the clocks it reads. Rates are constant within a step (their mean over it),
and the step is a Taylor series of the matrix exponential: with A the generator and h the step, the time spent is
w = h (v + h A v / 2 + h^2 A^2 v / 6) and the new vector v + A w, which conserves every person exactly. At the end of a
step durations and counts of weeks move on by one step.
"""

from __future__ import annotations

from businesscase.core.compiling import compiled

SHARE = 0.7  # of a compartment that may leave in one application of the series; a step takes as many as it needs
# where more leaves than a compartment holds several times over, only its balance counts, which any application keeps
FAST, FAST_SHARE = 4.0, 1.0
PARTS = 1024  # applications in a step, at most


@compiled
def advance(system, lives, space, out, masses, crossings):
    """Advance a block of draws over all steps.

    Args:
        system: `System`.
        lives: `Lives` as a plain tuple: by name the kernel took an eighth longer.
        space: `Space` as a plain tuple.
        out: (cell, bin, B), added to.
        masses: (state, step, B) person-time by state, added to; length-0 axis of states where nobody asks.
        crossings: (k, step, B) moves by transition; likewise.

    Returns:
        The step in which a hazard was too fast for `PARTS` applications, where the solution was given up; -1 if none.
    """
    (
        initial, base, static, excess, profile, heights, calendar, timed, factors, changes, alive, weight, begin,
        per_bin, step,
    ) = lives  # fmt: skip
    vector, integral, first, second, third, rates, multipliers, exits, held, pooled, moved, parts, sizes = space
    compartments, draws = initial.shape
    steps = alive.shape[0]
    for i in range(compartments):
        for b in range(draws):
            vector[i, b] = initial[i, b]
    for n in range(steps):
        _rates(system, n, base, static, excess, profile, heights, calendar, timed, factors, changes, multipliers, rates)
        lived = min(n + 1.0 - begin, 1.0)  # share of the step in which the clock runs
        if lived <= 0.0:  # who began before the mean of the cohort stands where everyone begins
            for i in range(compartments):
                for b in range(draws):
                    integral[i, b] = step * vector[i, b]
        else:
            most = _parts(system, rates, exits, step, parts)
            if most > PARTS:
                return n
            for i in range(compartments):
                for b in range(draws):
                    integral[i, b] = 0.0
            for part in range(most):
                for b in range(draws):  # each draw takes its own number, so that no draw depends on its company
                    sizes[b] = lived * step / parts[b] if part < parts[b] else 0.0
                _spend(system, rates, exits, sizes, vector, first, second, third, integral, pooled)
            if lived < 1.0:  # where those stand who are there
                for i in range(compartments):
                    for b in range(draws):
                        integral[i, b] /= lived
        _count(system, n, n // per_bin, rates, integral, alive, weight, held, pooled, moved, out, masses, crossings)
        if lived > 0.0:
            _move_on(system, vector)
    return -1


@compiled
def _move_on(system, vector):
    """Durations and counts of weeks move on by one step."""
    draws = vector.shape[1]
    for s in range(system.shift_from.shape[0]):
        i, kept = system.shift_from[s], system.shift_kept[s]
        for entry in range(system.shift_first[s], system.shift_first[s + 1]):
            j, part = system.shift_to[entry], system.shift_part[entry]
            for b in range(draws):
                vector[j, b] += part * vector[i, b]
        for b in range(draws):
            vector[i, b] *= kept


@compiled
def _rates(system, n, base, static, excess, profile, heights, calendar, timed, factors, changes, multipliers, rates):
    """Rates of this step: base times multiplier; after them the changes of what is read."""
    draws = static.shape[1]
    for m in range(multipliers.shape[0]):
        k, factor, row = system.multiplier_transition[m], system.multiplier_factor[m], system.multiplier_timed[m]
        open_share, p = calendar[k, n], profile[k]
        for b in range(draws):
            multipliers[m, b] = open_share * static[k, b]
        if p >= 0:
            for b in range(draws):
                multipliers[m, b] *= 1.0 + excess[k, b] * heights[p, n, b]
        if row >= 0:
            for b in range(draws):
                multipliers[m, b] *= timed[row, n, b]
        if factor >= 0:
            at = n if factors.shape[1] > 1 else 0
            for b in range(draws):
                multipliers[m, b] *= factors[factor, at, b]
    plain = system.rate_base.shape[0]
    for q in range(plain):
        row, m = system.rate_base[q], system.rate_multiplier[q]
        for b in range(draws):
            rates[q, b] = base[row, b] * multipliers[m, b]
    for change in range(changes.shape[0]):
        for b in range(draws):
            rates[plain + change, b] = changes[change, n, b]


@compiled
def _parts(system, rates, exits, step, parts):
    """Total rate out of each key, and applications of the series that each draw needs; returns the largest number."""
    draws = rates.shape[1]
    for b in range(draws):
        parts[b] = 1
    for e in range(exits.shape[0]):
        for b in range(draws):
            exits[e, b] = 0.0
        for entry in range(system.exit_first[e], system.exit_first[e + 1]):
            q = system.exit_rate[entry]
            for b in range(draws):
                exits[e, b] += rates[q, b]
        for b in range(draws):
            leaving = step * exits[e, b]
            parts[b] = max(parts[b], 1 + int(leaving / SHARE if leaving <= FAST else leaving / FAST_SHARE))
    most = 1
    for b in range(draws):
        most = max(most, parts[b])
    return most


@compiled
def _spend(system, rates, exits, sizes, vector, first, second, third, integral, pooled):
    """One application of the series: moves the vector on and adds the time spent to `integral`."""
    _apply(system, rates, exits, vector, first, pooled)
    _apply(system, rates, exits, first, second, pooled)
    _apply(system, rates, exits, second, third, pooled)
    for i in range(vector.shape[0]):
        for b in range(vector.shape[1]):
            h, one, two = sizes[b], first[i, b], second[i, b]
            integral[i, b] += h * (vector[i, b] + h * (0.5 * one + h / 6.0 * two))
            vector[i, b] += h * (one + h * (0.5 * two + h / 6.0 * third[i, b]))


@compiled
def _apply(system, rates, exits, vector, out, pooled):
    """The generator times a vector."""
    draws = vector.shape[1]
    for i in range(vector.shape[0]):
        e = system.key[i]
        for b in range(draws):
            out[i, b] = -exits[e, b] * vector[i, b]
    for p in range(pooled.shape[0]):
        if system.pooled_first[p] == system.pooled_first[p + 1]:
            continue
        first, last = system.pool_first[p], system.pool_first[p + 1]
        for b in range(draws):
            pooled[p, b] = vector[first, b]
        for i in range(first + 1, last):
            for b in range(draws):
                pooled[p, b] += vector[i, b]
        for f in range(system.pooled_first[p], system.pooled_first[p + 1]):
            j, q = system.pooled_to[f], system.pooled_rate[f]
            for b in range(draws):
                out[j, b] += rates[q, b] * pooled[p, b]
    for f in range(system.flow_from.shape[0]):
        i, j, q = system.flow_from[f], system.flow_to[f], system.flow_rate[f]
        for b in range(draws):
            out[j, b] += rates[q, b] * vector[i, b]


@compiled
def _count(system, n, bin_, rates, integral, alive, weight, held, pooled, moved, out, masses, crossings):
    """Add this step's person-time and entries to the cells, and what readers ask for."""
    compartments, draws = integral.shape
    for e in range(held.shape[0]):
        for b in range(draws):
            held[e, b] = 0.0
    for i in range(compartments):
        e = system.key[i]
        for b in range(draws):
            held[e, b] += integral[i, b]
    transitions = system.entry_cell.shape[0]
    for k in range(transitions):
        for b in range(draws):
            moved[k, b] = 0.0
    for e in range(held.shape[0]):
        for entry in range(system.exit_first[e], system.exit_first[e + 1]):
            q, k = system.exit_rate[entry], system.exit_transition[entry]
            if k >= 0:
                for b in range(draws):
                    moved[k, b] += rates[q, b] * held[e, b]
    last = transitions  # one more row of scratch: the weight of a person in this step
    for b in range(draws):
        moved[last, b] = weight * alive[n, b]
    for k in range(transitions):
        cell = system.entry_cell[k]
        for b in range(draws):
            out[cell, bin_, b] += moved[last, b] * moved[k, b]
    if crossings.shape[0] > 0:
        for k in range(transitions):
            for b in range(draws):
                crossings[k, n, b] += moved[k, b]
    if masses.shape[0] > 0:
        for e in range(held.shape[0]):
            state = system.key_state[e]
            for b in range(draws):
                masses[state, n, b] += held[e, b]
    for p in range(pooled.shape[0]):
        first, following = system.pool_first[p], system.pool_first[p + 1]
        for b in range(draws):
            pooled[p, b] = integral[first, b]
        for i in range(first + 1, following):
            for b in range(draws):
                pooled[p, b] += integral[i, b]
    for o in range(system.time_cell.shape[0]):
        p, cell, share = system.time_pool[o], system.time_cell[o], system.time_weight[o]
        for b in range(draws):
            out[cell, bin_, b] += share * moved[last, b] * pooled[p, b]
