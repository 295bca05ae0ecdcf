"""Forward equations of one clock, and the solution for the hazards that reproduce reported stocks.

Kolmogorov's forward equations with duration in the state (semi-Markov), in steps of a month: members are kept by
state and age of their stay, those who stand in their first state by its elapsed time. Within a step the integrated
hazards are exact on the entry scale and the effect is taken at its middle; entrants of a step are exposed for half of
it, so the error is of second order in the step (tests/agreement/test_calibration.py measures it against life courses).
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from businesscase.core.compiling import compiled
from businesscase.model.arrays import AGE, BANDS, ENTRY, GOMPERTZ, WEIBULL

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
ELAPSED_NODES = 5


class OneClock(NamedTuple):
    """One type's transitions, and the members in cohorts that enrol together. Axis d: draw, k: transition."""

    states: int
    memory: Floats  # (state,) years in the state after which its hazards change no more
    oldest: Ints  # (state,) age of a stay, in steps, from which its hazards change no more; 0 without memory
    first: Ints  # (state + 1,) first transition out of each state
    source: Ints  # (k,)
    target: Ints  # (k,)
    law: Ints  # (k,)
    time_scale: Ints  # (k,)
    exponent: Ints  # (k,) of frailty
    opens: Floats  # (k,)
    closes: Floats  # (k,)
    profile: Ints  # (k,) -1 without effect
    solved: Ints  # (k,) target whose ratio multiplies this transition, -1 none
    parameters: Floats  # (d, k, 2)
    band_first: Ints  # (k + 1,)
    band_limits: Floats  # (band,)
    band_rates: Floats  # (d, band)
    ratio: Floats  # (d, k) ratio of effects that are not solved for
    profiles: Floats  # (d, profile, 3) lag, ramp, decay
    start_share: Floats  # (d, state)
    start_elapsed: Floats  # (d, state, 2) mean and standard deviation of the log; NaN: none
    sigma: Floats  # (d,) of log frailty
    cohort_entry: Floats  # (cohort,) time at which the clock begins
    cohort_age: Floats  # (cohort,) age at programme start
    cohort_weight: Floats  # (cohort,)
    cohort_service: Floats  # (d, cohort, 2) beginning and end of service
    measured: float
    step: float  # the longest step; a cohort's own divides its time to the measurement
    target_states: Ints  # (state,) target that a state counts in, -1 none
    target_share: Floats  # (d, target)


@compiled
def _cumulative(clock, draw, k, age):
    first, second = clock.parameters[draw, k, 0], clock.parameters[draw, k, 1]
    if clock.law[k] == WEIBULL:
        return math.pow(max(age, 0.0) / second, first)
    if clock.law[k] == GOMPERTZ:
        return first * age if second == 0.0 else first * math.expm1(second * age) / second
    if clock.law[k] == BANDS:
        total = 0.0
        for band in range(clock.band_first[k], clock.band_first[k + 1]):
            upper = clock.band_limits[band + 1] if band + 1 < clock.band_first[k + 1] else math.inf
            total += clock.band_rates[draw, band] * max(0.0, min(age, upper) - clock.band_limits[band])
        return total
    return first * age


@compiled
def _profile(clock, draw, p, begin, end, moment):
    lag, ramp, decay = clock.profiles[draw, p, 0], clock.profiles[draw, p, 1], clock.profiles[draw, p, 2]
    at = min(moment, end)
    height = 0.0
    if end > begin and at > begin + lag:
        height = 1.0 if ramp <= 0.0 else min((at - begin - lag) / ramp, 1.0)
    if moment > end:
        height *= math.exp(-decay * (moment - end))
    return height


@compiled
def _leave(clock, state, amount, scale, increments, timed, part, inflow):
    """Move members out of a state; returns those who stay. `part` of a step for hazards on the other time scales."""
    out = 0.0
    for k in range(clock.first[state], clock.first[state + 1]):
        out += scale[k] * increments[k] if clock.time_scale[k] == ENTRY else part * timed[k]
    if out <= 0.0:
        return amount
    left = amount * -math.expm1(-out)
    for k in range(clock.first[state], clock.first[state + 1]):
        own = scale[k] * increments[k] if clock.time_scale[k] == ENTRY else part * timed[k]
        inflow[clock.target[k]] += left * own / out
    return amount - left


@compiled
def entry_tables(clock, draw, cohort, steps, h, elapsed_nodes, half, stay, first_stay):
    """Integrated hazards per step on the entry scale: of a new stay by its age, of a first stay by elapsed node."""
    for k in range(clock.source.shape[0]):
        if clock.time_scale[k] != ENTRY:
            continue
        state = clock.source[k]
        half[k] = _cumulative(clock, draw, k, 0.5 * h)
        for n in range(min(steps, clock.oldest[state] + 1)):
            stay[n, k] = _cumulative(clock, draw, k, (n + 1.5) * h) - _cumulative(clock, draw, k, (n + 0.5) * h)
        if clock.oldest[state] > 0:
            known = clock.cohort_entry[cohort] <= 0.0 and not math.isnan(clock.start_elapsed[draw, state, 0])
            for node in range(elapsed_nodes.shape[0]):
                spread = clock.start_elapsed[draw, state, 1]
                elapsed = math.exp(clock.start_elapsed[draw, state, 0] + spread * elapsed_nodes[node]) if known else 0.0
                for n in range(steps):
                    first_stay[node, n, k] = _cumulative(clock, draw, k, elapsed + (n + 1) * h) - _cumulative(
                        clock, draw, k, elapsed + n * h
                    )


@compiled
def cohort_stocks(clock, draw, cohort, steps, h, log_ratio, frailty, elapsed_weights, tables, work):
    """One cohort's share in each state at the measurement date, for one value of the log frailty; left in `inflow`."""
    half, stay, first_stay = tables
    stays, firsts, inflow, scale, timed, base, heights = work
    entry, transitions = clock.cohort_entry[cohort], clock.source.shape[0]
    begin, end = clock.cohort_service[draw, cohort, 0], clock.cohort_service[draw, cohort, 1]
    spread = clock.sigma[draw]
    for k in range(transitions):
        e = clock.exponent[k]
        base[k] = math.exp(e * spread * frailty - 0.5 * e * e * spread * spread)
    for state in range(clock.states):
        share = clock.start_share[draw, state]
        for age in range(clock.oldest[state] + 1):
            stays[state, age] = 0.0
        if clock.oldest[state] == 0:
            stays[state, 0] = share
        for node in range(firsts.shape[1]):
            firsts[state, node] = share * elapsed_weights[node] if clock.oldest[state] > 0 else 0.0
    for n in range(steps):
        moment = entry + n * h
        for p in range(heights.shape[0]):
            heights[p] = _profile(clock, draw, p, begin, end, moment + 0.5 * h)
        for k in range(transitions):
            scale[k] = base[k]
            if moment + 0.5 * h < clock.opens[k] or moment + 0.5 * h >= clock.closes[k]:
                scale[k] = 0.0
            if clock.profile[k] >= 0:
                ratio = math.exp(log_ratio[clock.solved[k]]) if clock.solved[k] >= 0 else clock.ratio[draw, k]
                scale[k] *= 1.0 + (ratio - 1.0) * heights[clock.profile[k]]
            if clock.time_scale[k] != ENTRY:
                at = moment + (clock.cohort_age[cohort] if clock.time_scale[k] == AGE else 0.0)
                timed[k] = scale[k] * (_cumulative(clock, draw, k, at + h) - _cumulative(clock, draw, k, at))
        inflow[:] = 0.0
        for state in range(clock.states):
            oldest = clock.oldest[state]
            if oldest > 0:
                for node in range(firsts.shape[1]):
                    if firsts[state, node] > 0.0:
                        firsts[state, node] = _leave(
                            clock, state, firsts[state, node], scale, first_stay[node, n], timed, 1.0, inflow
                        )
                for age in range(min(n, oldest), -1, -1):
                    kept = 0.0
                    if stays[state, age] > 0.0:
                        kept = _leave(clock, state, stays[state, age], scale, stay[age], timed, 1.0, inflow)
                    if age == oldest:
                        stays[state, age] = kept
                    else:
                        stays[state, age + 1] += kept
                        stays[state, age] = 0.0
            elif stays[state, 0] > 0.0:
                stays[state, 0] = _leave(clock, state, stays[state, 0], scale, stay[0], timed, 1.0, inflow)
        # entrants are exposed for half of the step in which they enter; where they go then, they are new again
        for state in range(clock.states):
            if inflow[state] > 0.0:
                base_inflow = inflow[state]
                stays[state, 0] += _leave_entrants(clock, state, base_inflow, scale, half, timed, stays)
    for state in range(clock.states):
        inflow[state] = 0.0
        for age in range(min(steps, clock.oldest[state]) + 1):
            inflow[state] += stays[state, age]
        if clock.oldest[state] > 0:
            for node in range(firsts.shape[1]):
                inflow[state] += firsts[state, node]


@compiled
def _leave_entrants(clock, state, amount, scale, half, timed, stays):
    return _leave(clock, state, amount, scale, half, timed, 0.5, stays[:, 0])


@compiled
def stocks(clock, draw, log_ratio, quadrature, tables, work, total):
    """Write members' share of each state at the measurement date, shape (state,): mean over cohorts and frailty."""
    nodes, weights, elapsed_nodes, elapsed_weights = quadrature
    total[:] = 0.0
    mass, tabled = 0.0, -1
    for cohort in range(clock.cohort_weight.shape[0]):
        time = clock.measured - clock.cohort_entry[cohort]
        steps = int(math.ceil(time / clock.step - 1e-6))
        h = time / steps
        variant = steps if clock.cohort_entry[cohort] > 0.0 else -2
        if variant != tabled:
            entry_tables(clock, draw, cohort, steps, h, elapsed_nodes, tables[0], tables[1], tables[2])
            tabled = variant
        for node in range(nodes.shape[0]):
            weight = weights[node] * clock.cohort_weight[cohort]
            cohort_stocks(clock, draw, cohort, steps, h, log_ratio, nodes[node], elapsed_weights, tables, work)
            for state in range(clock.states):
                total[state] += weight * work[2][state]
            mass += weight
    for state in range(clock.states):
        total[state] /= mass
