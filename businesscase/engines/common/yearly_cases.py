# mypy: allow-untyped-defs, allow-incomplete-defs, allow-untyped-calls
"""Refunds of yearly cases: from the paths of a family to kroner by month.

Within a calendar year a case's cost adds up month by month. The refund of a month is R(cost so far) - R(cost before),
with R the brackets of the year: nothing looks ahead, and a longer horizon leaves earlier years as they were. Most cases
stay below the lowest limit, so a bound of each year's cost comes first, and months only where it exceeds the limit.
"""

from __future__ import annotations

import math

from businesscase.core.compiling import inlined
from businesscase.engines.common.numbers import normal
from businesscase.engines.common.tally import month_of


@inlined
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


@inlined
def bound_years(arrays, yearly, draw, key, rule, base, last, times, states, moves, ends, room):
    """Bounds of each member's cost (or its time) by calendar year, and each one's factor of cost: 0 without any.

    Returns how many members have any; `room` is that of `add_refunds`.
    """
    bound, factor = room[0], room[1]
    edges, sigma = arrays.edges, yearly.sigma[draw, rule]
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
                found += 1
                factor[member] = 1.0
                if sigma > 0.0:  # one number per person: an expensive case stays one
                    z = normal(key, yearly.member_id[clock], yearly.tag[rule])
                    factor[member] = math.exp(sigma * z - 0.5 * sigma * sigma)
                for year in range(bound.shape[1]):
                    bound[member, year] = 0.0
            begin = times[local, move]
            until = times[local, move + 1] if move + 1 < moves[local] else ends[local]
            peak = factor[member] * yearly.peak[draw, rule, g] if yearly.by_time[rule] == 0 else 1.0
            year = yearly.year_of_month[month_of(begin, edges)]
            while year < bound.shape[1] and edges[yearly.first_month[year]] < until:
                starts, stops = edges[yearly.first_month[year]], edges[yearly.first_month[year + 1]]
                bound[member, year] += peak * (min(until, stops) - max(begin, starts))
                year += 1
    return found


@inlined
def refund_case(arrays, yearly, draw, rule, year, one, after, family, strategy, times, states, moves, ends, room, out):
    """Add to `out`, shape (month,), what is refunded in a year to the members from `one` to `after` as one case."""
    factor, spent, measured = room[1], room[2], room[3]
    edges, segment = arrays.edges, arrays.family_segment[family]
    base, last = arrays.family_clocks[family], arrays.family_clocks[family + 1]
    first, end = yearly.first_month[year], yearly.first_month[year + 1]
    for month in range(end - first):
        spent[month] = 0.0
        measured[month] = 0.0
    for clock in range(base, last):
        member = arrays.clock_member[clock]
        if member < one or member >= after or factor[member] == 0.0:
            continue
        local = clock - base
        first_state = arrays.type_states[arrays.clock_type[clock]]
        for move in range(moves[local]):
            g = first_state + states[local, move]
            begin = times[local, move]
            until = times[local, move + 1] if move + 1 < moves[local] else ends[local]
            if yearly.priced[rule, g] == 0 or until <= edges[first] or begin >= edges[end]:
                continue
            for month in range(first, end):
                years = min(until, edges[month + 1]) - max(begin, edges[month])
                if years > 0.0:
                    amount = yearly.amount[draw, rule, strategy, segment, yearly.epoch_of_month[month], g]
                    spent[month - first] += factor[member] * amount * years
                    measured[month - first] += years
    so_far, refunded = 0.0, 0.0
    for month in range(end - first):
        if spent[month] > 0.0:
            measure, each = spent[month], 1.0
            if yearly.by_time[rule] == 1:
                measure, each = measured[month], spent[month] / measured[month]
            so_far += measure
            reached = refund_of(yearly, draw, rule, year, so_far)
            out[first + month] += (reached - refunded) * each
            refunded = reached


@inlined
def add_refunds(arrays, yearly, draw, key, family, strategy, times, states, moves, ends, room, part):
    """Add the refunds of a family under one strategy to its cells.

    Args:
        times, states: paths by clock of the family, shape (clock, move); `moves`, `ends`: shape (clock,).
        room: scratch (`workspace.case_space`).
        part: kroner and person-years, shape (cell, month).
    """
    bound, factor = room[0], room[1]
    base, last = arrays.family_clocks[family], arrays.family_clocks[family + 1]
    members = factor.shape[0]
    for rule in range(yearly.cell.shape[0]):
        if bound_years(arrays, yearly, draw, key, rule, base, last, times, states, moves, ends, room) == 0:
            continue
        for year in range(bound.shape[1]):
            limit, together = yearly.above[draw, rule, year, 0], yearly.household[rule, year]
            for case in range(1 if together == 1 else members):
                one, after = (0, members) if together == 1 else (case, case + 1)
                most = 0.0
                for member in range(one, after):
                    if factor[member] > 0.0:
                        most += bound[member, year]
                if most > limit:
                    refund_case(
                        arrays, yearly, draw, rule, year, one, after, family, strategy, times, states, moves, ends,
                        room, part[yearly.cell[rule]],
                    )  # fmt: skip
