"""`value`: quantity x price x share -> Ledger. Nothing is simulated again; the rules are those of `rules`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from businesscase.core.vocabulary import PROGRAMME_COST, Strategy
from businesscase.delivery.schedule import Exposure
from businesscase.engines.common.occupancy import Occupancy
from businesscase.ledger.ledger import Ledger, Line
from businesscase.ledger.service import (
    effective_family_years,
    over_service,
    part_of_families,
    service_years,
    within_year,
)
from businesscase.model.compiled import CompiledModel
from businesscase.model.tariffs.charges import Charge
from businesscase.rules.bookings import Booking, Memo, Where
from businesscase.rules.evaluate import Columns, Numbers
from businesscase.rules.moving import resident

Floats = NDArray[np.float64]
_CHUNK = 100  # draws valued at a time: bounds the float64 copy of the quantities


def value(
    model: CompiledModel,
    occupancy: Occupancy,
    exposure: Exposure,
    *,
    segment: str | None = None,
    memo: Memo = Memo.NONE,
) -> Ledger:
    """Money by payer and category: of all families, or of one segment with its part of the programme cost.

    Args:
        model: rules of money, drawn numbers, and when service is given.
        occupancy: quantities of the same draws.
        exposure: the service; its cohort view spreads the programme's money over each family's own service.
        segment: missing: all.
        memo: of what is only noted, which; missing: what is booked.

    Returns:
        A ledger in prices of the price year, shape (draw, half, strategy, line, period).
    """
    chosen = range(len(model.segments)) if segment is None else [model.segments.index(segment)]
    charges = [charge for charge in model.tariffs.charges if any(one in chosen for one in charge.segments)]
    costs = {} if memo else _outlays(model, exposure, occupancy, segment)
    lines = list(dict.fromkeys(_line(one) for charge in charges for one in charge.bookings if one.memo is memo))
    draws, halves, strategies, _, periods, _ = occupancy.quantities.shape
    # line by line in memory, since all that follows adds up lines; the axis of lines moves to its place at the end
    amounts = np.zeros((len(lines) + len(costs), draws, halves, strategies, periods))
    rows = {line: row for row, line in enumerate(lines)}
    prices = Numbers(model.inputs.values, Columns(model.tariffs.epochs.moments))
    stay = resident(model.tariffs.moving, model.inputs.values, occupancy.edges)
    effective = {
        name: _with_programme(effective_family_years(model, exposure, occupancy, name, segment=segment), strategies)
        for name in dict.fromkeys(charge.profile for charge in charges if charge.profile is not None)
    }
    used = np.unique(np.concatenate([np.zeros(0, np.int64), *(charge.cells for charge in charges)]))
    for first in range(0, draws, _CHUNK):
        part = slice(first, first + _CHUNK)
        priced = np.transpose(occupancy.quantities[part][..., used], (5, 3, 0, 1, 2, 4))
        quantities = np.ascontiguousarray(priced, np.float64)  # what a charge adds up lies together
        for charge in charges:
            own = [booking for booking in charge.bookings if booking.memo is memo]
            units: dict[Line, Floats] = {}  # what several levies book on a line is added up before it is multiplied
            for booking in own:
                units[_line(booking)] = units.get(_line(booking), 0.0) + _unit(booking, model, prices, stay, part)
            if charge.profile is not None:
                counted = effective[charge.profile][part]
            else:
                places = np.searchsorted(used, charge.cells)
                counted = _counted(charge, quantities[places][:, [one for one in chosen if one in charge.segments]])
            for line, unit in units.items():
                amounts[rows[line], part] += counted * unit[:, None, None, :]
    for row, flow in enumerate(costs.values(), start=len(lines)):
        amounts[row, :, :, Strategy.PROGRAMME.axis] = flow
    return Ledger(lines=(*lines, *costs), amounts=np.moveaxis(amounts, 0, 3), edges=occupancy.edges)


def revalued(
    ledger: Ledger, model: CompiledModel, occupancy: Occupancy, exposure: Exposure, taken: Mapping[str, Floats]
) -> Ledger:
    """A ledger of the same draws with some numbers at other values: only what they change is valued again.

    Args:
        ledger: what `value` gave.
        model, occupancy, exposure: as it was given them.
        taken: values in every draw, key -> shape (draw,); numbers that move no quantity.
    """
    other = replace(model, inputs=replace(model.inputs, values={**model.inputs.values, **taken}))
    moments = Columns(model.tariffs.epochs.moments)
    was, now = Numbers(model.inputs.values, moments), Numbers(other.inputs.values, moments)
    changed = tuple(
        charge
        for charge in model.tariffs.charges
        if any(not np.array_equal(was.of(one.unit), now.of(one.unit)) for one in charge.bookings)
    )
    before, after = (
        value(replace(each, tariffs=replace(model.tariffs, charges=changed)), occupancy, exposure)
        for each in (model, other)
    )
    amounts, rows = ledger.amounts.copy(), {line: row for row, line in enumerate(ledger.lines)}
    for row, line in enumerate(before.lines):
        amounts[:, :, :, rows[line]] += after.amounts[:, :, :, row] - before.amounts[:, :, :, row]
    return Ledger(ledger.lines, amounts, ledger.edges)


def _line(booking: Booking) -> Line:
    return Line(booking.payer, booking.category, booking.department)


def _counted(charge: Charge, quantities: Floats) -> Floats:
    """What a charge is paid for, shape (draw, half, strategy, period); nothing in strategies that it does not name.

    Args:
        charge: the price.
        quantities: of its cells and segments, shape (cell, segment, draw, half, strategy, period).
    """
    return charge.where_charged(quantities.sum(axis=(0, 1)), axis=2)


def _with_programme(years: Floats, strategies: int) -> Floats:
    """What only those who are served have, shape (draw, half or 1, strategy, period)."""
    found = np.zeros((*years.shape[:2], strategies, years.shape[2]))
    found[:, :, Strategy.PROGRAMME.axis] = years
    return found


def _unit(booking: Booking, model: CompiledModel, prices: Numbers, stay: Floats | None, part: slice) -> Floats:
    """DKK that a unit books in each period, shape (draw, period), by what is in force when."""
    each = prices.of(booking.unit)
    share = model.tariffs.epochs.share  # epoch, period
    wide = np.broadcast_to(each, (each.shape[0], len(share)))
    unit: Floats = (wide[part] if len(each) > 1 else wide) @ share
    if stay is not None and booking.where is not Where.ALL:
        unit = unit * (stay[part] if booking.where is Where.HERE else 1.0 - stay[part])
    return unit


def _outlays(model: CompiledModel, exposure: Exposure, occupancy: Occupancy, segment: str | None) -> dict[Line, Floats]:
    """The programme's own money by line, shape (draw, half or 1, period). It is spent whoever is served."""
    tariffs, edges, (by_year, years) = model.tariffs, occupancy.edges, _by_year(model)
    spread = over_service(model, edges) if exposure.cohort else within_year(model.start, years, edges)
    served, part = service_years(model, exposure, occupancy, segment=segment), part_of_families(model, segment)
    found: dict[Line, Floats] = {}
    for outlay in tariffs.programme.outlays:
        line = Line(outlay.payer, outlay.category, outlay.department)
        if outlay.unit is not None:
            flow = by_year.of(outlay.unit)[:, :1, None] * served
        else:
            each = np.broadcast_to(by_year.of(outlay.money), (model.draws, len(years)))
            money = each.sum(axis=1, keepdims=True) * spread if exposure.cohort else each @ spread
            flow = (money * part[:, None])[:, None, :]
        found[line] = found.get(line, 0.0) + flow
    return found


def declared_cost(model: CompiledModel) -> Floats:
    """What the programme is declared to cost in all, DKK in prices of the price year, shape (draw,)."""
    by_year, years = _by_year(model)
    costs = [one.money for one in model.tariffs.programme.outlays if one.category == PROGRAMME_COST]
    each = [np.broadcast_to(by_year.of(money), (model.draws, len(years))).sum(axis=1) for money in costs]
    return np.asarray(np.sum(each, axis=0))


def _by_year(model: CompiledModel) -> tuple[Numbers, tuple[int, ...]]:
    """What evaluates outlays by the calendar years in which money is spent, and those years."""
    tariffs = model.tariffs
    years = tuple(sorted({year for spent in tariffs.spent.values() for year in spent}))
    flows = {
        name: np.array([[(year in spent) / len(spent) for year in years]], dtype=np.float64)
        for name, spent in tariffs.spent.items()
    }
    moments = tuple(model.start.replace(year=year, month=1, day=1) for year in years)
    return Numbers(model.inputs.values, Columns(moments, years), flows), years
