# mypy: allow-untyped-defs, allow-incomplete-defs, allow-untyped-calls
"""A stretch of a clock's life within which no law changes form: where it ends, and what each law is multiplied by.

Limits are the effect profile, changes of coupled clocks, bands, and dates. Intervals are half-open.
"""

from __future__ import annotations

import math

from businesscase.core.compiling import inlined
from businesscase.engines.common.hazards import FADE, FLAT, RAMP
from businesscase.laws.registry import BANDS
from businesscase.model.arrays import AGE, ALL_PARENTS, EACH_PARENT, ENTRY


@inlined
def look(arrays, group, slot, source, strategy, moment, paths, scratch):
    """Note the state of a source clock as a bit; returns its next change.

    None before it runs, and after it ended unless it is remembered.

    Moments only grow while a clock is lived, so the place in the source's path is kept.
    """
    times, states, moves, ends = paths
    _, _, _, seen, place = scratch
    last = moves[strategy, source] - 1
    if last < 0:
        return math.inf
    if moment >= ends[strategy, source]:
        if arrays.group_remembered[group]:
            seen[group, slot] = 1 << states[strategy, source, last]
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
def profile_breaks(arrays, draw, begin, end, strength, marks):
    """Per profile: when the ramp begins and ends, when the service ends, the height reached by then, and at most."""
    for p in range(arrays.profiles.shape[1]):
        lag, ramp = arrays.profiles[draw, p, 0], arrays.profiles[draw, p, 1]
        marks[p, 0] = min(begin + lag, end)
        marks[p, 1] = min(begin + lag + ramp, end)
        marks[p, 2] = end
        if begin + lag >= end:
            marks[p, 3] = 0.0
        elif ramp > 0.0:
            marks[p, 3] = strength * min((end - begin - lag) / ramp, 1.0)
        else:
            marks[p, 3] = strength
        marks[p, 8] = strength


@inlined
def profile_in(arrays, draw, p, marks, moment):
    """Form, height and slope of profile p in the stretch that begins at a moment."""
    if moment < marks[p, 0] or marks[p, 3] == 0.0:
        return FLAT, 0.0, 0.0
    if moment < marks[p, 1]:
        ramp = arrays.profiles[draw, p, 1]
        return RAMP, marks[p, 8] * (moment - marks[p, 0]) / ramp, marks[p, 8] / ramp
    if moment < marks[p, 2]:
        return FLAT, marks[p, 8], 0.0
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
    """Rate of the band of transition k that holds the middle of a stretch, whatever the rounding of its limits."""
    band = arrays.band_first[k]
    while band + 1 < arrays.band_first[k + 1] and middle >= arrays.band_limits[band + 1]:
        band += 1
    return arrays.band_rates[draw, band]


@inlined
def look_at_profiles(arrays, draw, active, moment, until, marks):
    """Note form, height and slope of the active profiles; returns the next limit of one, and whether one moves."""
    shaped = False
    for p in range(arrays.profiles.shape[1]):
        if (active >> p) & 1:
            for mark in range(3):
                if moment < marks[p, mark] < until:
                    until = marks[p, mark]
            marks[p, 4], marks[p, 5], marks[p, 6] = profile_in(arrays, draw, p, marks, moment)
            shaped = shaped or marks[p, 4] != FLAT
    return until, shaped


@inlined
def look_at_sources(arrays, clock, groups, strategy, moment, until, paths, scratch):
    """Note the states of all clocks that couplings read; returns the next change of one, at most `until`."""
    _, _, _, seen, _ = scratch
    for group in range(arrays.clock_sources.shape[1]):
        if (groups >> group) & 1:
            for slot in range(2):
                source = arrays.clock_sources[clock, group, slot]
                seen[group, slot] = 0
                if source >= 0:
                    until = min(until, look(arrays, group, slot, source, strategy, moment, paths, scratch))
    return until
