# mypy: allow-untyped-defs, allow-incomplete-defs, allow-untyped-calls
"""Quantity x price added up by line, draw by draw (compiled): what a charge counts, and what a unit of it books."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from businesscase.core.compiling import compiled, inlined

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class Counts(NamedTuple):
    """What charges are paid for: cells of quantities, or family-years of full effect in the programme."""

    used: Ints  # cells that some charge counts
    first: Ints  # where a charge begins in `cell` and `segment`, shape (charge + 1,)
    cell: Ints  # position in `used`
    segment: Ints
    paid: NDArray[np.bool_]  # shape (charge, strategy)
    profile: Ints  # row of `effective`, -1 where cells are counted, shape (charge,)
    effective: Floats  # shape (profile, draw, half or 1, period)
    programme: int  # the strategy that has it


class Booked(NamedTuple):
    """What a unit of each charge books."""

    first: Ints  # where a charge's bookings begin in `line`, `where` and `amount`, shape (charge + 1,)
    line: Ints
    where: Ints  # row of `residing`
    amount: Floats  # DKK in each stretch of time, shape (booking, draw, epoch)
    residing: Floats  # share of the families that are there, shape (place, draw or 1, period)
    since: Ints  # periods that lie alike in a stretch, shape (run,): the first of them
    until: Ints  # and the first that does not
    epoch: Ints  # that stretch
    share: Floats  # how much of each period it is


class Space(NamedTuple):
    """Scratch."""

    cells: Floats  # (used, segment, half, strategy, period): what a charge adds up lies together
    alike: NDArray[np.bool_]  # (used, segment): whether the second half is the first
    counted: Floats  # (half, strategy, period)
    unit: Floats  # (period,)


@compiled
def add_up(quantities, counts, booked, space, amounts):
    """Add to `amounts`, DKK of shape (line, draw, half, strategy, period), what every charge books.

    Args:
        quantities: shape (draw, half, strategy, segment, period, cell).
        counts, booked, space: as their classes say.
        amounts: changed in place.
    """
    for draw in range(quantities.shape[0]):
        _spread_out(quantities[draw], counts.used, space)
        for charge in range(counts.paid.shape[0]):
            alike = _count(counts, charge, draw, space)
            for k in range(booked.first[charge], booked.first[charge + 1]):
                _price(booked, k, draw, space.unit)
                _book(space.counted, alike, counts.paid[charge], space.unit, amounts[booked.line[k], draw])


@inlined
def _spread_out(quantities, used, space):
    cells, alike = space.cells, space.alike
    halves, strategies, segments, periods, _ = quantities.shape
    for half in range(halves):
        for strategy in range(strategies):
            for segment in range(segments):
                for t in range(periods):  # as they lie in memory: four times as fast as cell by cell
                    row = quantities[half, strategy, segment, t]
                    for u in range(used.shape[0]):
                        cells[u, segment, half, strategy, t] = row[used[u]]
    for u in range(used.shape[0]):
        for segment in range(segments):
            alike[u, segment] = True
            for strategy in range(strategies):
                first, last = cells[u, segment, 0, strategy], cells[u, segment, halves - 1, strategy]
                same = True
                for t in range(periods):
                    same &= first[t] == last[t]
                alike[u, segment] &= same


@inlined
def _count(counts, charge, draw, space):
    """What a charge counts; returns whether that is the same in both halves, so that the first stands for them."""
    halves, strategies, periods = space.counted.shape
    profile = counts.profile[charge]
    alike = profile < 0 or counts.effective.shape[2] == 1
    for i in range(counts.first[charge], counts.first[charge + 1]):
        alike &= space.alike[counts.cell[i], counts.segment[i]]
    for half in range(1 if alike else halves):
        for strategy in range(strategies):
            row = space.counted[half, strategy]
            for t in range(periods):
                row[t] = 0.0
            if not counts.paid[charge, strategy]:
                continue
            if profile >= 0 and strategy == counts.programme:
                years = counts.effective[profile, draw, min(half, counts.effective.shape[2] - 1)]
                for t in range(periods):
                    row[t] = years[t]
            for i in range(counts.first[charge], counts.first[charge + 1]):
                cell = space.cells[counts.cell[i], counts.segment[i], half, strategy]
                for t in range(periods):
                    row[t] += cell[t]
    return alike


@inlined
def _price(booked, k, draw, unit):
    amount = booked.amount[k, draw]
    residing = booked.residing[booked.where[k], min(draw, booked.residing.shape[1] - 1)]
    for t in range(unit.shape[0]):
        unit[t] = 0.0
    for i in range(booked.since.shape[0]):
        part = amount[booked.epoch[i]] * booked.share[i]
        for t in range(booked.since[i], booked.until[i]):
            unit[t] += part
    for t in range(unit.shape[0]):
        unit[t] *= residing[t]


@inlined
def _book(counted, alike, paid, unit, amounts):
    halves, strategies, periods = counted.shape
    for strategy in range(strategies):
        if not paid[strategy]:
            continue
        for half in range(halves):
            row, own = amounts[half, strategy], counted[0 if alike else half, strategy]
            for t in range(periods):
                row[t] += own[t] * unit[t]
