"""Price lines: the quantities that one price, share and levy apply to alike, by period, averaged over draws."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from businesscase.core.timeline import years_since
from businesscase.core.vocabulary import COST_CATEGORIES, TAX_CATEGORIES, Payer
from businesscase.delivery.schedule import Exposure
from businesscase.measures.reducible import reducible_factors
from businesscase.measures.result import Result
from businesscase.model.inputs.inputs import Inputs, declared_inputs, draw_inputs
from businesscase.model.inputs.shares import segment_weights
from businesscase.model.service import schedule_of
from businesscase.model.structure.families import list_families
from businesscase.model.structure.structure import Structure, structure_of
from businesscase.model.tariffs.tariffs import Tariff, Tariffs, compile_tariffs
from businesscase.scenario.declare.quantity import parse_span
from businesscase.workbook.periods import Periods

Floats = NDArray[np.float64]
UNCUT = (*COST_CATEGORIES, *TAX_CATEGORIES)  # categories of which no budget is cut
OTHERS = ""  # situation of a partner whom the price does not name


@dataclass(frozen=True)
class PriceLine:
    """Quantities of one price in one segment, step of the staircase and situation of the partner.

    Attributes:
        name: of the price, or of the rule of yearly refusion.
        refund: whether it is kroner of yearly refusion.
        partner: state of the partner, `OTHERS` for any that is not named, None where the price is not split.
        segments: positions on the segment axis.
        step: lower limit of accumulated benefit time; None with fixed shares.
        kind: "time", "entry" or "kroner".
        here, away: quantities of families that live in the municipality, and that have moved, (strategy, period).
        cut, full: change of what lives here in months in which the category saves, weighted by how far budgets can be
            cut then, and in months in which it costs more, which count in full; shape (period,) each.
    """

    name: str
    refund: bool
    category: str
    partner: str | None
    segments: tuple[int, ...]
    step: str | None
    kind: str
    to_household: bool
    here: Floats
    away: Floats
    cut: Floats
    full: Floats


@dataclass(frozen=True)
class Case:
    """The central case of a result: its tariffs and quantities by price line.

    Attributes:
        served: family-years of service by period, as given, shape (period,).
        moves: whether families move away at all.
    """

    result: Result
    periods: Periods
    inputs: Inputs
    tariffs: Tariffs
    lines: tuple[PriceLine, ...]
    served: Floats
    moves: bool


def case_of(result: Result, periods: Periods) -> Case:
    """Read the central case off a result; nothing is solved or simulated again."""
    scenario = result.scenario
    structure = replace(structure_of(scenario), cells=result.occupancy.cells)
    inputs = declared_inputs(scenario, seed=result.run.seed)
    tariffs = compile_tariffs(scenario, structure, inputs)
    quantities = result.occupancy.mean().quantities[0, 0].astype(np.float64)
    stay = _stay(float(tariffs.moving_away[0]), result.occupancy.edges)
    lines = [
        line
        for tariff, partner in _parts(result, tariffs)
        for line in _lines(result, structure, tariff, partner, quantities, stay, periods)
    ]
    served = periods.summed(_served(result, structure, inputs))
    return Case(result, periods, inputs, tariffs, tuple(lines), served, bool(np.any(stay < 1.0)))


def _parts(result: Result, tariffs: Tariffs) -> Iterator[tuple[Tariff, str | None]]:
    """Every tariff with the situation of the partner it is for, in the order in which `compile_tariffs` makes them."""
    prices, left = result.scenario.prices, list(tariffs.tariffs)
    for name, price in prices.items():
        own = [tariff for tariff in left if tariff.name == name]
        support = price.mutual_support
        if support is None:
            yield own[0], None
            continue
        situations: list[str | None] = [OTHERS, *support.partner]
        for tariff, situation in zip(own, [None] * (len(own) - len(situations)) + situations, strict=True):
            yield tariff, situation
    for tariff in left[-len(result.scenario.yearly_refusion) :] if result.scenario.yearly_refusion else []:
        yield tariff, None


def _lines(
    result: Result,
    structure: Structure,
    tariff: Tariff,
    partner: str | None,
    quantities: Floats,
    stay: Floats,
    periods: Periods,
) -> Iterator[PriceLine]:
    scenario = result.scenario
    cells = [structure.cells.cells[cell] for cell in tariff.cells]
    refund = bool(cells) and cells[0].kind == "kroner"
    rule = None if refund else scenario.financing[scenario.prices[tariff.name].financing]
    steps: dict[str | None, list[int]] = {}
    for place, cell in zip(tariff.cells, cells, strict=True):
        step = None
        if rule is not None and rule.staircase is not None:
            begin = structure.band_limits[cell.band]
            step = max((s for s in rule.staircase.refusion if parse_span(s) <= begin), key=parse_span)
        steps.setdefault(step, []).append(int(place))
    groups = [(segment,) for segment in tariff.segments] if tariff.to_household else [tariff.segments]
    for step, found in steps.items():
        for group in groups:
            monthly = quantities[:, list(group)][:, :, :, found].sum(axis=(1, 3))  # strategy, month
            for strategy in {0, 1} - set(tariff.strategies):
                monthly[strategy] = 0.0
            if not monthly.any():
                continue
            here = monthly * stay
            change, saves, part = here[0] - here[1], *_cutting(result, tariff.category)
            yield PriceLine(
                name=tariff.name,
                refund=refund,
                category=tariff.category,
                partner=partner,
                segments=group,
                step=step,
                kind=cells[0].kind,
                to_household=tariff.to_household,
                here=periods.summed(here),
                away=periods.summed(monthly - here),
                cut=periods.summed(change * saves * part),
                full=periods.summed(change * ~saves),
            )


def _cutting(result: Result, category: str) -> tuple[NDArray[np.bool_], Floats]:
    """In which months the municipality saves on a category, and how far in each a budget can be cut by a whole share.

    As `measures.reducible`, whose share is left to the sheet: 0 until the saving can be taken out, 1 after the ramp.
    """
    ledger, scenario = result.central_ledger, result.scenario
    change = np.zeros(len(ledger.edges) - 1)
    for row, line in enumerate(ledger.lines):
        if line.payer is Payer.MUNICIPALITY and line.category == category:
            change += ledger.amounts[0, 0, 0, row] - ledger.amounts[0, 0, 1, row]
    rule = scenario.budget_reducible.get(category)
    if rule is None:
        return change < 0.0, np.zeros_like(change)
    begin = (
        rule.lag.canonical
        if rule.lag is not None
        else years_since(scenario.time.start, rule.not_before or scenario.time.start)
    )
    one = np.ones(1)
    factors = reducible_factors(ledger.edges, share=one, begin=one * begin, ramp=one * rule.ramp.canonical)
    return change < 0.0, factors[0]


def _stay(rate: float, edges: Floats) -> Floats:
    """Share that has not moved, averaged over each month, as the ledger has it (`ledger.valuation`)."""
    if rate <= 0.0:
        return np.ones(len(edges) - 1)
    kept = np.exp(-rate * edges)
    mean: Floats = (kept[:-1] - kept[1:]) / (rate * np.diff(edges))
    return mean


def _served(result: Result, structure: Structure, inputs: Inputs) -> Floats:
    """Family-years of service by month at declared intake and length, families weighted by their mean share."""
    scenario, segments, edges = result.scenario, result.occupancy.segments, result.occupancy.edges
    if result.occupancy.served is not None:
        given: Floats = result.occupancy.served.mean(axis=(0, 1)).sum(axis=0)
        return given
    families = list_families(scenario)
    drawn = draw_inputs(scenario, draws=result.run.draws, seed=result.run.seed)
    weight = segment_weights(scenario, segments, len(families), drawn).mean(axis=0)
    exposure = Exposure(schedule_of(scenario, structure, families, inputs))
    of = np.array([segments.index(family.segment) for family in families])
    total = np.zeros(len(edges) - 1)
    for position in range(len(segments)):
        total += weight[position] * exposure.family_years(of == position, edges)[0]
    return total
