"""`value`: quantity x price x share -> Ledger. Nothing is simulated again; the rules are those of `rules`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from businesscase.core.recent import of_itself
from businesscase.core.vocabulary import PROGRAMME_COST, Strategy
from businesscase.delivery.schedule import Exposure
from businesscase.engines.common.occupancy import Occupancy
from businesscase.ledger.booking import book, line_of
from businesscase.ledger.ledger import Ledger, Line
from businesscase.ledger.service import (
    effective_family_years,
    over_service,
    part_of_families,
    service_years,
    within_year,
)
from businesscase.model.compiled import CompiledModel
from businesscase.model.tariffs.tariffs import Tariffs
from businesscase.rules.bookings import Memo
from businesscase.rules.evaluate import Columns, Numbers
from businesscase.rules.reading import Reading

Floats = NDArray[np.float64]


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
    lines = list(dict.fromkeys(line_of(one) for charge in charges for one in charge.bookings if one.memo is memo))
    draws, halves, strategies, _, periods, _ = occupancy.quantities.shape
    # line by line in memory, since all that follows adds up lines; the axis of lines moves to its place at the end
    amounts = np.zeros((len(lines) + len(costs), draws, halves, strategies, periods))
    if lines:
        profiles = list(dict.fromkeys(charge.profile for charge in charges if charge.profile is not None))
        effective = [effective_family_years(model, exposure, occupancy, each, segment=segment) for each in profiles]
        book(model, occupancy, charges, chosen, dict(zip(profiles, effective, strict=True)), lines, memo, amounts)
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
    if not _reads_around(model).isdisjoint(taken):
        return value(other, occupancy, exposure)
    charges = zip(model.tariffs.charges, _read_by_charge(model.tariffs), strict=True)
    changed = tuple(charge for charge, read in charges if not read.isdisjoint(taken))
    before, after = (
        value(replace(each, tariffs=replace(model.tariffs, charges=changed)), occupancy, exposure)
        for each in (model, other)
    )
    amounts, rows = ledger.amounts.copy(), {line: row for row, line in enumerate(ledger.lines)}
    for row, line in enumerate(before.lines):
        amounts[:, :, :, rows[line]] += after.amounts[:, :, :, row] - before.amounts[:, :, :, row]
    return Ledger(ledger.lines, amounts, ledger.edges)


@of_itself(2)  # a search values the same rules again and again
def _read_by_charge(tariffs: Tariffs) -> tuple[frozenset[str], ...]:
    """Keys of the numbers that each charge's bookings read."""
    reading = Reading()
    return tuple(frozenset().union(*(reading.of(one.unit) for one in each.bookings)) for each in tariffs.charges)


def _reads_around(model: CompiledModel) -> frozenset[str]:
    """Keys of the numbers that what every charge shares is calculated from: who still lives here, and for how long."""
    moving = frozenset() if model.tariffs.moving is None else Reading().of(model.tariffs.moving)
    lasting = (f"effects.profiles.{name}.{part}" for name in model.profiles for part in ("lag", "ramp", "half_life"))
    return moving.union(lasting)


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
