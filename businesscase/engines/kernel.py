"""The Monte Carlo kernel: life courses of families by the next-event method with one clock per transition.

Each transition endures a unit-rate exponential amount of integrated hazard before it fires (Anderson 2007, modified
next-reaction method). What is left of it persists while the transition is disabled and across re-entries; only its
own firing draws anew. Programme and counterfactual read the same addresses, so they differ only where hazards differ.

Time runs in segments within which no law changes form: limits are the effect profile, changes of coupled clocks,
bands, dates, and the ages between which a clock runs. Intervals are half-open.
"""

from __future__ import annotations

import math

import numpy as np

from businesscase.compiling import compiled, inlined
from businesscase.engines.hazards import FADE, FLAT, RAMP, firing_time, integral
from businesscase.engines.numbers import START_ELAPSED, START_STATE, exponential, normal, unit, words
from businesscase.model.arrays import AGE, ALL_PARENTS, BANDS, BENEFIT, EACH_PARENT, ENTRY

MOVES = 500  # moves of one clock within the horizon; more is reported as an error, never cut


@compiled
def state_at(paths, strategy, source, moment):
    """State of a clock of the family at a moment (-1 before it runs and after it ended), and its next change."""
    times, states, moves, ends = paths
    count = moves[strategy, source]
    if count == 0 or moment >= ends[strategy, source]:
        return -1, math.inf
    if moment < times[strategy, source, 0]:
        return -1, times[strategy, source, 0]
    low, high = 0, count
    while high - low > 1:
        middle = (low + high) // 2
        if times[strategy, source, middle] <= moment:
            low = middle
        else:
            high = middle
    return states[strategy, source, low], times[strategy, source, low + 1] if high < count else ends[strategy, source]


@inlined
def coupling_factor(arrays, draw, k, occupied):
    """Product of the coupling ratios of transition k, given the states of the source clocks (group, slot)."""
    factor = 1.0
    for j in range(arrays.coupling_first[k], arrays.coupling_first[k + 1]):
        group = arrays.coupling_group[j]
        present, inside = 0, 0
        for slot in range(2):
            state = occupied[group, slot]
            if state >= 0:
                present += 1
                inside += (arrays.coupling_mask[j] >> state) & 1
        if arrays.coupling_of[j] == EACH_PARENT:
            for _ in range(inside):
                factor *= arrays.coupling_ratio[draw, j]
        elif arrays.coupling_of[j] == ALL_PARENTS:
            if present > 0 and inside == present:
                factor *= arrays.coupling_ratio[draw, j]
        elif inside > 0:
            factor *= arrays.coupling_ratio[draw, j]
    return factor


@inlined
def age_at(arrays, draw, clock):
    """Age of the clock's member at programme start."""
    if arrays.clock_age_drawn[clock] == 0:
        return arrays.clock_age[clock]
    age = arrays.parent_age[draw, 0] + arrays.parent_age[draw, 1] * arrays.clock_age[clock]
    return min(max(age, 20.0), 60.0)


@inlined
def start_of(arrays, draw, key, clock, running):
    """Start state, elapsed time in it, and accumulated benefit time; a clock that begins later begins fresh."""
    kind = arrays.clock_type[clock]
    first, last = arrays.type_states[kind], arrays.type_states[kind + 1]
    word, _ = words(key, arrays.clock_id[clock], START_STATE, np.uint64(0))
    chance = unit(word)
    g = first
    while g < last - 1 and chance >= arrays.start_share[draw, g]:
        g += 1
    elapsed, benefit = 0.0, 0.0
    if running:
        if not math.isnan(arrays.start_elapsed[draw, g, 0]):
            spread = arrays.start_elapsed[draw, g, 1]
            elapsed = math.exp(
                arrays.start_elapsed[draw, g, 0] + spread * normal(key, arrays.clock_id[clock], START_ELAPSED)
            )
        benefit = arrays.start_benefit[draw, g]
        if math.isnan(benefit):
            benefit = elapsed if arrays.state_counts[g] == BENEFIT else 0.0
    return g - first, elapsed, benefit


@inlined
def profile_breaks(arrays, draw, begin, end, marks):
    """Per profile: when the ramp begins and ends, when the service ends, and the height reached by then."""
    for p in range(arrays.profiles.shape[1]):
        lag, ramp = arrays.profiles[draw, p, 0], arrays.profiles[draw, p, 1]
        marks[p, 0] = min(begin + lag, end)
        marks[p, 1] = min(begin + lag + ramp, end)
        marks[p, 2] = end
        if begin + lag >= end:
            marks[p, 3] = 0.0
        elif ramp > 0.0:
            marks[p, 3] = min((end - begin - lag) / ramp, 1.0)
        else:
            marks[p, 3] = 1.0


@inlined
def profile_in(arrays, draw, p, marks, moment):
    """Form, height and slope of profile p in the segment that begins at a moment."""
    if moment < marks[p, 0] or marks[p, 3] == 0.0:
        return FLAT, 0.0, 0.0
    if moment < marks[p, 1]:
        ramp = arrays.profiles[draw, p, 1]
        return RAMP, (moment - marks[p, 0]) / ramp, 1.0 / ramp
    if moment < marks[p, 2]:
        return FLAT, 1.0, 0.0
    decay = arrays.profiles[draw, p, 2]
    if decay == 0.0:
        return FLAT, marks[p, 3], 0.0
    return FADE, marks[p, 3] * math.exp(-decay * (moment - marks[p, 2])), decay


@inlined
def law_break(arrays, k, entry, age, moment, until):
    """Next limit of a band or date of transition k after a moment, at most `until`."""
    if arrays.opens[k] > moment:
        until = min(until, arrays.opens[k])
    if arrays.closes[k] > moment:
        until = min(until, arrays.closes[k])
    if arrays.law[k] == BANDS:
        zero = entry if arrays.time_scale[k] == ENTRY else (-age if arrays.time_scale[k] == AGE else 0.0)
        for band in range(arrays.band_first[k] + 1, arrays.band_first[k + 1]):
            limit = zero + arrays.band_limits[band]
            if limit > moment:
                return min(until, limit)
    return until


@inlined
def simulate_clock(
    arrays,
    draw,
    key,
    clock,
    base,
    strategy,
    frailty,
    served,
    marks,
    begin,
    end,
    start,
    elapsed,
    paths,
    scratch,
    numbers,
):
    """Live one clock of one family under one strategy; the path is written to `paths`. Returns False on overflow.

    `numbers` keeps the first exponential number of each transition, so that the second strategy need not hash it again.
    """
    times, states, moves, ends = paths
    local = clock - base
    kind = arrays.clock_type[clock]
    first_state = arrays.type_states[kind]
    first_k = arrays.state_transitions[first_state]
    transitions = arrays.state_transitions[arrays.type_states[kind + 1]] - first_k
    work, fired, occupied = scratch
    # columns of work: residual, factor, first, second, age in law, excess, form, height, slope, whole
    for i in range(transitions):
        work[i, 0] = -1.0
        fired[i] = 0
    age = age_at(arrays, draw, clock)
    moment, entry, state = begin, begin - elapsed, start
    count = 1
    times[strategy, local, 0], states[strategy, local, 0] = begin, start
    finish = end
    while moment < finish:
        g = first_state + state
        k0, k1 = arrays.state_transitions[g], arrays.state_transitions[g + 1]
        if k0 == k1:
            break
        until = finish
        if served:
            for p in range(arrays.profiles.shape[1]):
                if (arrays.state_profiles[g] >> p) & 1:
                    for mark in range(3):
                        if moment < marks[p, mark] < until:
                            until = marks[p, mark]
        groups = arrays.state_groups[g]
        if groups:
            for group in range(arrays.clock_sources.shape[1]):
                if (groups >> group) & 1:
                    for slot in range(2):
                        source = arrays.clock_sources[clock, group, slot]
                        occupied[group, slot] = -1
                        if source >= 0:
                            occupied[group, slot], change = state_at(paths, strategy, source, moment)
                            until = min(until, change)
        if arrays.state_breaks[g]:
            for k in range(k0, k1):
                until = law_break(arrays, k, entry, age, moment, until)
        length = until - moment
        firing, at = -1, math.inf
        for k in range(k0, k1):
            i = k - first_k
            first, second = arrays.parameters[draw, k, 0], arrays.parameters[draw, k, 1]
            clock_time = moment - entry
            if arrays.time_scale[k] != ENTRY:
                clock_time = moment + age if arrays.time_scale[k] == AGE else moment
            if arrays.law[k] == BANDS:
                band = arrays.band_first[k]
                # the middle of the segment lies within one band, whatever the rounding of its limits
                middle = clock_time + 0.5 * length
                while band + 1 < arrays.band_first[k + 1] and middle >= arrays.band_limits[band + 1]:
                    band += 1
                first = arrays.band_rates[draw, band]
            factor = 1.0
            if arrays.frailty_exponent[k] != 0:
                factor = frailty[arrays.frailty_exponent[k] + 1]
            for x in range(arrays.covariates.shape[1]):
                factor *= math.exp(arrays.log_covariate[draw, k, x] * arrays.covariates[clock, x])
            if groups:
                factor *= coupling_factor(arrays, draw, k, occupied)
            if moment < arrays.opens[k] or moment >= arrays.closes[k]:
                factor = 0.0
            excess, form, height, slope = 0.0, FLAT, 0.0, 0.0
            if served and arrays.profile[k] >= 0:
                excess = arrays.ratio[draw, k] - 1.0
                form, height, slope = profile_in(arrays, draw, arrays.profile[k], marks, moment)
            whole = 0.0
            if factor > 0.0:
                whole = factor * integral(arrays.law[k], first, second, clock_time, length, excess, form, height, slope)
            if work[i, 0] < 0.0:
                if fired[i] == 0:
                    if numbers[i] < 0.0:
                        numbers[i] = exponential(key, arrays.clock_id[clock], arrays.transition_tag[k], np.uint64(0))
                    work[i, 0] = numbers[i]
                else:
                    work[i, 0] = exponential(key, arrays.clock_id[clock], arrays.transition_tag[k], np.uint64(fired[i]))
            work[i, 1], work[i, 2], work[i, 3], work[i, 4] = factor, first, second, clock_time
            work[i, 5], work[i, 6], work[i, 7], work[i, 8], work[i, 9] = excess, form, height, slope, whole
            if whole > work[i, 0]:
                reached = moment + firing_time(
                    arrays.law[k], first, second, clock_time, length, excess, form, height, slope,
                    work[i, 0] / factor, whole / factor,
                )  # fmt: skip
                if reached < at:
                    firing, at = k, reached
        if firing < 0:
            for k in range(k0, k1):
                work[k - first_k, 0] = max(work[k - first_k, 0] - work[k - first_k, 9], 0.0)
            moment = until
            continue
        for k in range(k0, k1):
            i = k - first_k
            if k == firing:
                work[i, 0] = -1.0
                fired[i] += 1
            elif work[i, 1] > 0.0:
                used = work[i, 1] * integral(
                    arrays.law[k], work[i, 2], work[i, 3], work[i, 4], at - moment,
                    work[i, 5], int(work[i, 6]), work[i, 7], work[i, 8],
                )  # fmt: skip
                work[i, 0] = max(work[i, 0] - used, 0.0)
        moment, entry, state = at, at, arrays.to_state[firing]
        if count == MOVES:
            return False
        times[strategy, local, count], states[strategy, local, count] = at, state
        count += 1
        if arrays.state_ends[first_state + state]:  # entered, and no time is spent in it
            finish = at
            break
    moves[strategy, local] = count
    ends[strategy, local] = finish
    return True
