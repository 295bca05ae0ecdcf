"""Refunds of yearly cases: from the paths of a family to kroner by month.

Within a calendar year a case's cost adds up month by month. The refund of a month is R(cost so far) - R(cost before),
with R the brackets of the year: nothing looks ahead, and a longer horizon leaves earlier years as they were.
"""

from __future__ import annotations

import math

from businesscase.compiling import compiled, inlined
from businesscase.engines.numbers import normal
from businesscase.engines.tally import month_of


@compiled
def refund_of(yearly, draw, rule, year, measure):
    """R: what is refunded of a year's cost (DKK), or of a year's time where limits are of time (years)."""
    steps = yearly.above.shape[3]
    total = 0.0
    for step in range(steps):
        limit = yearly.above[draw, rule, year, step]
        if measure <= limit:
            break
        upper = yearly.above[draw, rule, year, step + 1] if step + 1 < steps else math.inf
        total += yearly.share[draw, rule, year, step] * (min(measure, upper) - limit)
    return total


@compiled
def spend(arrays, yearly, draw, rule, family, strategy, times, states, moves, ends, room):
    """Cost and time of each member in the states that count, by month, into `room`; returns how many members have any.

    `room` holds cost and time, shape (member, month), and whether a member has any, shape (member,).
    """
    cost, time, factor = room
    edges, segment = arrays.edges, arrays.family_segment[family]
    base, last = arrays.family_clocks[family], arrays.family_clocks[family + 1]
    found = 0
    for member in range(factor.shape[0]):
        factor[member] = 0.0
    for clock in range(base, last):
        local = clock - base
        first_state = arrays.type_states[arrays.clock_type[clock]]
        for move in range(moves[local]):
            g = first_state + states[local, move]
            if yearly.priced[rule, g] == 0:
                continue
            member = arrays.clock_member[clock]
            if factor[member] == 0.0:
                factor[member] = 1.0
                found += 1
                for month in range(cost.shape[1]):
                    cost[member, month] = 0.0
                    time[member, month] = 0.0
            begin = times[local, move]
            until = times[local, move + 1] if move + 1 < moves[local] else ends[local]
            for month in range(month_of(begin, edges), month_of(until, edges) + 1):
                years = min(until, edges[month + 1]) - max(begin, edges[month])
                amount = yearly.amount[draw, rule, strategy, segment, yearly.epoch_of_month[month], g]
                cost[member, month] += amount * years
                time[member, month] += years
    return found


@compiled
def refund_case(yearly, draw, rule, year, first, after, one, until, room, out):
    """Add to `out`, shape (month,), what is refunded in the months [first, after) of a year to members [one, until)."""
    cost, time, factor = room
    so_far, refunded = 0.0, 0.0
    for month in range(first, after):
        spent, measure = 0.0, 0.0
        for member in range(one, until):
            if factor[member] > 0.0:
                spent += factor[member] * cost[member, month]
                measure += time[member, month]
        if spent <= 0.0:
            continue
        per_measure = spent / measure
        if yearly.by_time[rule] == 0:
            measure, per_measure = spent, 1.0
        so_far += measure
        if so_far > yearly.above[draw, rule, year, 0]:
            reached = refund_of(yearly, draw, rule, year, so_far)
            out[month] += (reached - refunded) * per_measure
            refunded = reached


@inlined
def add_refunds(arrays, yearly, draw, key, family, strategy, times, states, moves, ends, room, part):
    """Add the refunds of a family under one strategy to its cells.

    Args:
        times, states: paths by clock of the family, shape (clock, move); `moves`, `ends`: shape (clock,).
        room: scratch (`workspace.case_space`).
        part: kroner and person-years, shape (cell, month).
    """
    factor, months = room[2], part.shape[1]
    base, last = arrays.family_clocks[family], arrays.family_clocks[family + 1]
    for rule in range(yearly.cell.shape[0]):
        if spend(arrays, yearly, draw, rule, family, strategy, times, states, moves, ends, room) == 0:
            continue
        sigma = yearly.sigma[draw, rule]
        if sigma > 0.0:
            for clock in range(base, last):
                if factor[arrays.clock_member[clock]] == 1.0:  # not yet drawn: one number per person
                    z = normal(key, yearly.member_id[clock], yearly.tag[rule])
                    factor[arrays.clock_member[clock]] = math.exp(sigma * z - 0.5 * sigma * sigma)
        out = part[yearly.cell[rule]]
        first = 0
        while first < months:
            year, after = yearly.year_of_month[first], first
            while after < months and yearly.year_of_month[after] == year:
                after += 1
            if yearly.household[rule, year] == 1:
                refund_case(yearly, draw, rule, year, first, after, 0, factor.shape[0], room, out)
            else:
                for member in range(factor.shape[0]):
                    if factor[member] > 0.0:
                        refund_case(yearly, draw, rule, year, first, after, member, member + 1, room, out)
            first = after
