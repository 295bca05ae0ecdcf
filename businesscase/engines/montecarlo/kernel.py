# mypy: allow-untyped-defs, allow-incomplete-defs, allow-untyped-calls
"""The Monte Carlo kernel: life courses of families by the next-event method with one clock per transition.

Each transition endures a unit-rate exponential amount of integrated hazard before it fires (Anderson 2007, modified
next-reaction method). What is left of it persists while the transition is disabled and across re-entries; only its
own firing draws anew. Programme and counterfactual read the same addresses, so they differ only where hazards differ.

Time runs in stretches within which no law changes form (`stretch`), between the ages at which a clock runs.
"""

from __future__ import annotations

import math

import numpy as np

from businesscase.core.compiling import inlined
from businesscase.engines.common.hazards import FLAT, constant_fires_after, firing_time, integral, profile_integral
from businesscase.engines.common.numbers import exponential
from businesscase.engines.common.starts import age_at
from businesscase.engines.common.tally import MOVES
from businesscase.engines.montecarlo.stretch import (
    band_rate,
    clock_time,
    coupling_factor,
    law_break,
    look_at_profiles,
    look_at_sources,
)  # fmt: skip
from businesscase.laws.registry import BANDS, cumulative, is_constant, time_at


@inlined
def effect_on(arrays, draw, k, shaped, marks):
    """Ratio - 1 of transition k, and form, height and slope of its profile, where that moves within this stretch.

    0 without effect, and under a level one, which is part of the stretch's factor.
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
    """Integral of transition k's law with effect over the first `spent` years of the stretch."""
    excess, form, height, slope = effect_on(arrays, draw, k, shaped, marks)
    law = arrays.law[k]
    if is_constant(law):
        return spent + excess * marks[arrays.profile[k], 7] if excess != 0.0 else spent
    first, second = arrays.parameters[draw, k, 0], arrays.parameters[draw, k, 1]
    return integral(law, first, second, clock_time(arrays, k, moment, entry, age), spent, excess, form, height, slope)


@inlined
def draw_needed(arrays, key, clock, k0, k1, residual, fired, numbers):
    """Draw the numbers that have been used up; returns whether all hazards are constant between breaks."""
    constant = True
    for k in range(k0, k1):
        constant = constant and is_constant(arrays.law[k])
        if residual[k] < 0.0:
            number = exponential(key, arrays.clock_id[clock], arrays.transition_tag[k], np.uint64(fired[k]))
            residual[k] = number
            if fired[k] == 0:
                numbers[k] = number
    return constant


@inlined
def use_up(arrays, draw, k0, k1, firing, spent, active, shaped, factor, residual, marks, moment, entry, age):
    """Take from each number what its law with effect integrates to over the first `spent` years of the stretch."""
    for p in range(arrays.profiles.shape[1]):
        if shaped and (active >> p) & 1:
            marks[p, 7] = profile_integral(int(marks[p, 4]), marks[p, 5], marks[p, 6], spent)
    for k in range(k0, k1):
        if factor[k] > 0.0 and k != firing:
            used = factor[k] * used_by(arrays, draw, k, spent, shaped, marks, moment, entry, age)
            residual[k] = max(residual[k] - used, 0.0)


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
        if entered:
            entered, next_break = False, -math.inf
            constant = draw_needed(arrays, key, clock, k0, k1, residual, fired, numbers)
        # the end of the stretch
        until = finish
        active, shaped = arrays.state_profiles[g] if served else 0, False
        if active:
            until, shaped = look_at_profiles(arrays, draw, active, moment, until, marks)
        groups = arrays.state_groups[g]
        if groups:
            until = look_at_sources(arrays, clock, groups, strategy, moment, until, paths, scratch)
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
            # not a part of its own: with all that it reads handed over, the kernel took 4 % longer
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
            use_up(arrays, draw, k0, k1, firing, spent, active, shaped, factor, residual, marks, moment, entry, age)
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
