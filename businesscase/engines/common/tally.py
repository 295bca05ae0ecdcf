# mypy: allow-untyped-defs, allow-incomplete-defs, allow-untyped-calls
"""From a path to cells: person-time per month and band, and entries. Constant work per stay, however long it lasts.

A stay [a, b) adds its two partial months to `part` and a +1/-1 pair to `whole`, whose running sum (at the end of the
draw) counts the full months in between. Where a price depends on the partner's state, a stay is cut where that changes.
"""

from __future__ import annotations

import math

from businesscase.core.compiling import compiled, inlined
from businesscase.model.arrays import BENEFIT, SELF_SUPPORT

MOVES = 500  # moves of one clock within the horizon; more is reported as an error, never cut


@inlined
def month_of(moment, edges):
    """Month that holds a moment, exact at the edges."""
    month = int(moment * 12.0)
    last = edges.shape[0] - 2
    month = min(month, last)
    if moment < edges[month]:
        month -= 1
    elif month < last and moment >= edges[month + 1]:
        month += 1
    return month


@inlined
def add_time(part, whole, cell, begin, first, end, last, edges):
    """Add [begin, end), in the months `first` to `last`, to a cell; `part` and `whole` have shape (cell, month)."""
    if last == first:
        part[cell, first] += end - begin
        return
    part[cell, first] += edges[first + 1] - begin
    part[cell, last] += end - edges[last]
    if last > first + 1:
        whole[cell, first + 1] += 1.0
        whole[cell, last] -= 1.0


@compiled
def add_pair_time(part, whole, cell, begin, first, end, last, edges, situations, partner):
    """Add [begin, end), in the months `first` to `last`, to the cells of the partner's situations meanwhile.

    `cell` is that of situation 0: the partner stands in no named state, or his clock does not run. `situations` are
    those of the states of the clock's type; `partner` holds times, states, moves and end of the partner's path.
    """
    times, states, moves, stop = partner
    at, month = begin, first
    for move in range(-1, moves + 1):
        until = end
        if move < moves:
            until = min(stop if move == moves - 1 else times[move + 1], end)
        if until > at:
            here = cell + (situations[states[move]] if 0 <= move < moves else 0)
            month_until = last if until == end else month_of(until, edges)
            add_time(part, whole, here, at, month, until, month_until, edges)
            at, month = until, month_until


@compiled
def self_support_within(begins, ends, count, since):
    """Years of self-support after `since`, over the recorded intervals."""
    total = 0.0
    for i in range(count):
        total += max(0.0, ends[i] - max(begins[i], since))
    return total


@inlined
def tally(arrays, first_state, situations, path, partner, benefit, begins, ends, part, whole):
    """Add one path to the cells.

    Paths are (times, states, moves, end): `states` (within the type) hold `moves` stays, the last one lasts to `end`.
    `partner` is the path of the other parent's clock of this type, without stays if there is none; `situations` of the
    type's states are what split time tells apart in it (`Arrays.state_situation`). `benefit` is the benefit time
    accumulated at the beginning; it is counted across benefit states and set to nothing once self-support within the
    window reaches the limit (lov 994/2015, sections 5 and 6; docs/explanation/money.md).
    `begins`, `ends` are scratch for the intervals of self-support.
    """
    limits = arrays.benefit_limits
    times, states, moves, end = path
    supports = 0
    until, month_until = times[0], month_of(times[0], arrays.edges)
    for move in range(moves):
        begin, month = until, month_until
        until = times[move + 1] if move + 1 < moves else end
        month_until = month_of(until, arrays.edges)
        g = first_state + states[move]
        cell, pairs = arrays.state_cell[g], arrays.state_pairs[g]
        split = pairs > 1 and partner[2] > 0
        if move > 0:
            part[arrays.state_entry_cell[g], month] += 1.0
        if arrays.state_counts[g] == BENEFIT and arrays.state_bands[g] > 1:
            at = begin
            while at < until:
                band = 0
                while band + 1 < limits.shape[0] and benefit >= limits[band + 1]:
                    band += 1
                room = limits[band + 1] - benefit if band + 1 < limits.shape[0] else math.inf
                to, month_to = until, month_until
                if at + room >= until:
                    benefit += until - at
                else:
                    to, month_to = at + room, month_of(at + room, arrays.edges)
                    benefit = limits[band + 1]
                here = cell + band * pairs
                if split:
                    add_pair_time(part, whole, here, at, month, to, month_to, arrays.edges, situations, partner)
                else:
                    add_time(part, whole, here, at, month, to, month_to, arrays.edges)
                at, month = to, month_to
        else:
            if split:
                add_pair_time(part, whole, cell, begin, month, until, month_until, arrays.edges, situations, partner)
            else:
                add_time(part, whole, cell, begin, month, until, month_until, arrays.edges)
            if arrays.state_counts[g] == BENEFIT:
                benefit += until - begin
            elif arrays.state_counts[g] == SELF_SUPPORT and benefit > 0.0:
                # self-support within the window cannot fall during a stay, so its end decides
                begins[supports], ends[supports] = begin, until
                supports += 1
                if self_support_within(begins, ends, supports, until - arrays.reset[1]) >= arrays.reset[0]:
                    benefit = 0.0
                    supports = 0
