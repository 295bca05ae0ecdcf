# mypy: allow-untyped-defs, allow-incomplete-defs, allow-untyped-calls
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

from businesscase.core.compiling import inlined
from businesscase.engines.common.hazards import (
    FADE,
    FLAT,
    RAMP,
    constant_fires_after,
    firing_time,
    integral,
    profile_integral,
)  # fmt: skip
from businesscase.engines.common.numbers import exponential
from businesscase.engines.common.starts import age_at
from businesscase.engines.common.tally import MOVES
from businesscase.laws.registry import BANDS, cumulative, is_constant, time_at
from businesscase.model.arrays import AGE, ALL_PARENTS, EACH_PARENT, ENTRY


@inlined
def look(group, slot, source, strategy, moment, paths, scratch):
    """Note the state of a source clock as a bit (none before it runs and after it ended); returns its next change.

    Moments only grow while a clock is lived, so the place in the source's path is kept.
    """
    times, states, moves, ends = paths
    _, _, _, seen, place = scratch
    last = moves[strategy, source] - 1
    if last < 0 or moment >= ends[strategy, source]:
        return math.inf
    if moment < times[strategy, source, 0]:
        return times[strategy, source, 0]
    at = place[group, slot]
    while at < last and times[strategy, source, at + 1] <= moment:
        at += 1
    place[group, slot] = at
    seen[group, slot] = 1 << states[strategy, source, at]
    return times[strategy, source, at + 1] if at < last else ends[strategy, source]


@inlined
def coupling_factor(arrays, draw, k, seen):
    """Product of the coupling ratios of transition k, given the states of the source clocks as bits (group, slot)."""
    factor = 1.0
    for j in range(arrays.coupling_first[k], arrays.coupling_first[k + 1]):
        group, mask, of = arrays.coupling_group[j], arrays.coupling_mask[j], arrays.coupling_of[j]
        one, two = seen[group, 0], seen[group, 1]
        outside = (one | two) & ~mask
        if (one | two) & mask != 0 and (of != ALL_PARENTS or outside == 0):
            factor *= arrays.coupling_ratio[draw, j]
            if of == EACH_PARENT and one & mask != 0 and two & mask != 0:
                factor *= arrays.coupling_ratio[draw, j]
    return factor


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
def clock_time(arrays, k, moment, entry, age):
    """A moment on the time scale of transition k."""
    if arrays.time_scale[k] == ENTRY:
        return moment - entry
    return moment + age if arrays.time_scale[k] == AGE else moment


@inlined
def band_rate(arrays, draw, k, middle):
    """Rate of the band of transition k that holds the middle of a segment, whatever the rounding of its limits."""
    band = arrays.band_first[k]
    while band + 1 < arrays.band_first[k + 1] and middle >= arrays.band_limits[band + 1]:
        band += 1
    return arrays.band_rates[draw, band]


@inlined
def effect_on(arrays, draw, k, shaped, marks):
    """Ratio - 1 of transition k, and form, height and slope of its profile, where that moves within this segment.

    0 without effect, and under a level one, which is part of the segment's factor.
    """
    p = arrays.profile[k] if shaped else -1
    if p < 0 or marks[p, 4] == FLAT:
        return 0.0, FLAT, 0.0, 0.0
    return arrays.ratio[draw, k] - 1.0, int(marks[p, 4]), marks[p, 5], marks[p, 6]


@inlined
def fires_after(arrays, draw, k, level, limit, shaped, marks, moment, entry, age):
    """Years until transition k's law with effect has integrated to `level`; infinite or more than `limit` if later."""
    excess, form, height, slope = effect_on(arrays, draw, k, shaped, marks)
    law = arrays.law[k]
    if is_constant(law):
        return level if excess == 0.0 else constant_fires_after(excess, form, height, slope, level, limit)
    first, second = arrays.parameters[draw, k, 0], arrays.parameters[draw, k, 1]
    now = clock_time(arrays, k, moment, entry, age)
    if excess == 0.0:
        return max(time_at(law, first, second, cumulative(law, first, second, now) + level) - now, 0.0)
    whole = integral(law, first, second, now, limit, excess, form, height, slope)
    if whole <= level:
        return math.inf
    return firing_time(law, first, second, now, limit, excess, form, height, slope, level, whole)


@inlined
def used_by(arrays, draw, k, spent, shaped, marks, moment, entry, age):
    """Integral of transition k's law with effect over the first `spent` years of the segment."""
    excess, form, height, slope = effect_on(arrays, draw, k, shaped, marks)
    law = arrays.law[k]
    if is_constant(law):
        return spent + excess * marks[arrays.profile[k], 7] if excess != 0.0 else spent
    first, second = arrays.parameters[draw, k, 0], arrays.parameters[draw, k, 1]
    return integral(law, first, second, clock_time(arrays, k, moment, entry, age), spent, excess, form, height, slope)


@inlined
def simulate_clock(
    arrays, draw, key, clock, base, strategy, rates, served, marks, begin, end, start, elapsed, paths, scratch, numbers
):
    """Live one clock of one family under one strategy; the path is written to `paths`. Returns False on overflow.

    `rates` holds, of each transition, what is the same for the whole family: frailty and covariates, times the rate of
    an exponential law. `numbers` keeps the first exponential number of each transition for the second strategy.
    """
    times, states, moves, ends = paths
    residual, factor, fired, seen, place = scratch
    local, kind, age = clock - base, arrays.clock_type[clock], age_at(arrays, draw, clock)
    first_state = arrays.type_states[kind]
    for k in range(arrays.state_transitions[first_state], arrays.state_transitions[arrays.type_states[kind + 1]]):
        residual[k], fired[k] = numbers[k], 0
    for group in range(arrays.clock_sources.shape[1]):
        place[group, 0], place[group, 1] = 0, 0
    moment, entry, state, finish, count = begin, begin - elapsed, start, end, 1
    entered, next_break, constant = True, -math.inf, True
    times[strategy, local, 0], states[strategy, local, 0] = begin, start
    while moment < finish:
        g = first_state + state
        k0, k1 = arrays.state_transitions[g], arrays.state_transitions[g + 1]
        if k0 == k1:
            break
        if entered:  # numbers that are needed, and whether all hazards are constant between breaks
            entered, next_break, constant = False, -math.inf, True
            for k in range(k0, k1):
                constant = constant and is_constant(arrays.law[k])
                if residual[k] < 0.0:
                    number = exponential(key, arrays.clock_id[clock], arrays.transition_tag[k], np.uint64(fired[k]))
                    residual[k] = number
                    if fired[k] == 0:
                        numbers[k] = number
        # the end of the segment
        until = finish
        active, shaped = arrays.state_profiles[g] if served else 0, False
        if active:
            for p in range(arrays.profiles.shape[1]):
                if (active >> p) & 1:
                    for mark in range(3):
                        if moment < marks[p, mark] < until:
                            until = marks[p, mark]
                    marks[p, 4], marks[p, 5], marks[p, 6] = profile_in(arrays, draw, p, marks, moment)
                    shaped = shaped or marks[p, 4] != FLAT
        groups = arrays.state_groups[g]
        if groups:
            for group in range(arrays.clock_sources.shape[1]):
                if (groups >> group) & 1:
                    for slot in range(2):
                        source = arrays.clock_sources[clock, group, slot]
                        seen[group, slot] = 0
                        if source >= 0:
                            until = min(until, look(group, slot, source, strategy, moment, paths, scratch))
        breaks = arrays.state_breaks[g]
        if breaks:
            if moment >= next_break:
                next_break = math.inf
                for k in range(k0, k1):
                    next_break = law_break(arrays, k, entry, age, moment, next_break)
            until = min(until, next_break)
        # which transition fires first, if any does
        firing, spent = -1, until - moment
        middle = 0.5 * spent
        simple = constant and not shaped
        for k in range(k0, k1):
            multiple = rates[k]
            if groups:
                multiple *= coupling_factor(arrays, draw, k, seen)
            if breaks:
                if moment < arrays.opens[k] or moment >= arrays.closes[k]:
                    multiple = 0.0
                elif arrays.law[k] == BANDS:
                    multiple *= band_rate(arrays, draw, k, clock_time(arrays, k, moment, entry, age) + middle)
            if active:
                p = arrays.profile[k]
                if p >= 0 and marks[p, 4] == FLAT:
                    multiple *= 1.0 + (arrays.ratio[draw, k] - 1.0) * marks[p, 5]
            factor[k] = multiple
            after = residual[k] / multiple  # infinite, or no number, where the factor is 0
            if not simple and multiple > 0.0:
                after = fires_after(arrays, draw, k, after, spent, shaped, marks, moment, entry, age)
            if after < spent:
                firing, spent = k, after
        if firing < 0 and until >= finish:
            break  # what is left of the numbers is not needed any more
        # what every transition has used until then
        if simple:
            for k in range(k0, k1):
                residual[k] = max(residual[k] - factor[k] * spent, 0.0)
        else:
            for p in range(arrays.profiles.shape[1]):
                if shaped and (active >> p) & 1:
                    marks[p, 7] = profile_integral(int(marks[p, 4]), marks[p, 5], marks[p, 6], spent)
            for k in range(k0, k1):
                if factor[k] > 0.0 and k != firing:
                    used = factor[k] * used_by(arrays, draw, k, spent, shaped, marks, moment, entry, age)
                    residual[k] = max(residual[k] - used, 0.0)
        if firing < 0:
            moment = until
            continue
        moment = min(moment + spent, until)
        residual[firing] = -1.0
        fired[firing] += 1
        entry, state, entered = moment, arrays.to_state[firing], True
        if count == MOVES:
            return False
        times[strategy, local, count], states[strategy, local, count] = moment, state
        count += 1
        if arrays.state_ends[first_state + state]:  # entered, and no time is spent in it
            finish = moment
            break
    moves[strategy, local] = count
    ends[strategy, local] = finish
    return True
