"""`Served`: some families served in some way, and the money of that, draw by draw and on the central curve.

What is solved for (levels, goals) is solved under the declared service: what service does was learnt from the project
as it was, and a plan says who gets it, and for how long.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from businesscase.analysis.levers.cases import Setting, counted
from businesscase.core.vocabulary import GRANT, ON_PAYROLL, PROGRAMME_COST, Strategy
from businesscase.delivery.schedule import Exposure
from businesscase.engines.common.occupancy import MeanOccupancy
from businesscase.ledger.ledger import Ledger
from businesscase.ledger.valuation import value
from businesscase.measures.drawn import Drawn
from businesscase.model.central import central_model
from businesscase.model.chosen import of_families
from businesscase.model.compiled import CompiledModel, Schedule
from businesscase.scenario.declare.plans import Stop
from businesscase.scenario.declare.quantity import parse_span
from businesscase.scenario.load.scenario import Scenario
from businesscase.simulating import Progress

Floats = NDArray[np.float64]
BUDGET = (
    PROGRAMME_COST,
    GRANT,
    ON_PAYROLL,
)  # spent by the calendar; all else goes with service
_PROGRAMME, _COUNTERFACTUAL = Strategy.PROGRAMME.axis, Strategy.COUNTERFACTUAL.axis


@dataclass(frozen=True)
class Served:
    """Families that are served in one way.

    Attributes:
        model: with the service as it is given.
        central: the same as one draw at declared values.
        budget: part of the programme's budget that is spent, shape (draw, period or 1).
        central_budget: the same of the central curve, whose quantities are means over draws, shape (1, period or 1).
    """

    model: CompiledModel
    central: CompiledModel
    budget: Floats
    central_budget: Floats

    def ledgers(self, setting: Setting, mean: MeanOccupancy, progress: Progress) -> Iterator[Ledger]:
        """The money of blocks of draws, as they are simulated; `mean` is told of their quantities."""
        first = 0
        for own, occupancy in counted(setting, self.model, progress):
            mean.add(occupancy)
            money = value(own, occupancy, Exposure(own.schedule, cohort=setting.cohort))
            yield _spent(money, self.budget[first : first + own.draws])
            first += own.draws

    def ledger(self, setting: Setting, mean: MeanOccupancy) -> Ledger:
        """The central curve's money, once all draws were counted."""
        exposure = Exposure(self.central.schedule, cohort=setting.cohort)
        return _spent(value(self.central, mean.mean(""), exposure), self.central_budget)

    def family_years(self, *, cohort: bool) -> float:
        """Years for which all families together are served, mean over draws."""
        exposure, model = Exposure(self.model.schedule, cohort=cohort), self.model
        years = np.diff(exposure.intervals(slice(None)), axis=2)[:, :, 0]
        return float((years * model.arrays.weight[:, model.arrays.family_segment]).sum(axis=1).mean())


def as_declared(scenario: Scenario, model: CompiledModel) -> Served:
    """All families, as the schedule has them."""
    whole = np.ones((1, 1))
    return Served(model, central_model(scenario, model), np.ones((model.draws, 1)), whole)


def stopped(scenario: Scenario, model: CompiledModel, stop: Stop, *, cohort: bool) -> Served:
    """All families, until the stop.

    The budget is spent until then and for the notice; where each family's service is shorter, in proportion to the
    family-years of service in a month. A family of a cohort enrols on the first day: both kinds of stop are one then.
    """
    base = as_declared(scenario, model)
    edges = model.arrays.edges
    part = _part(model.schedule, stop, edges, cohort=cohort)
    model, central = (
        replace(each, schedule=_shortened(each.schedule, stop, cohort=cohort)) for each in (base.model, base.central)
    )
    return Served(model, central, part, part.mean(axis=0, keepdims=True))


def given_to(scenario: Scenario, model: CompiledModel, families: NDArray[np.int64], part: Floats) -> Served:
    """Some of the families, each with its part of the budget.

    Args:
        scenario: what is declared.
        model: of all families.
        families: their places.
        part: of each draw, the part of them that there are places for, shape (draw,).
    """
    small = of_families(model, families, part)
    share = _share_of(small, model)
    central = central_model(scenario, small)
    return Served(small, central, share[:, None], np.array([[share.mean()]]))


def together(ledgers: tuple[Ledger, ...]) -> Ledger:
    """The money of several parts of the families."""
    first = ledgers[0]
    assert all(each.lines == first.lines for each in ledgers)
    return replace(first, amounts=np.sum([each.amounts for each in ledgers], axis=0))


def against(own: Ledger, other: Ledger) -> Ledger:
    """An effort's money where without it there would have been the other one, as what is saved and nothing else.

    Each is taken against its own base rates: where both have the same, as in every draw in which neither contradicts a
    reported level, that is the effort less the other.
    """
    lines = tuple(dict.fromkeys([*own.lines, *other.lines]))
    rows = {line: row for row, line in enumerate(lines)}
    draws, halves = own.amounts.shape[0], max(own.amounts.shape[1], other.amounts.shape[1])
    amounts = np.zeros((draws, halves, 2, len(lines), own.amounts.shape[-1]))
    for ledger, sign in ((own, 1.0), (other, -1.0)):
        saved = ledger.amounts[:, :, _COUNTERFACTUAL] - ledger.amounts[:, :, _PROGRAMME]
        amounts[:, :, _COUNTERFACTUAL, [rows[line] for line in ledger.lines]] += sign * saved
    return Ledger(lines, amounts, own.edges)


def changes(drawn: Drawn) -> Iterator[Ledger]:
    """Blocks of money that was put aside, as what is saved and nothing else."""
    for block in drawn.blocks():
        first = block.change.transpose(1, 0, 2)
        amounts = np.zeros((len(first), drawn.halves, 2, *first.shape[1:]))
        amounts[:, :, _COUNTERFACTUAL] = first[:, None]
        amounts[:, -1, _COUNTERFACTUAL][:, block.noisy] = block.second.transpose(1, 0, 2)
        yield Ledger(drawn.lines, amounts, drawn.edges)


def _spent(ledger: Ledger, part: Floats) -> Ledger:
    """The ledger with a part of the programme's budget, shape (draw, period or 1)."""
    amounts = ledger.amounts.copy()
    for row, line in enumerate(ledger.lines):
        if line.category in BUDGET:
            amounts[:, :, _PROGRAMME, row] *= part[:, None, :]
    return replace(ledger, amounts=amounts)


def _shortened(schedule: Schedule, stop: Stop, *, cohort: bool) -> Schedule:
    after = parse_span(stop.after)
    if stop.of == "project" and not cohort:
        return replace(schedule, until=min(schedule.until, after))
    return replace(schedule, length=np.minimum(schedule.length, after))


def _part(schedule: Schedule, stop: Stop, edges: Floats, *, cohort: bool) -> Floats:
    """Part of the budget of each month that is spent, shape (draw, period)."""
    shorter = _shortened(schedule, stop, cohort=cohort)
    if cohort:  # spent over the service as it is given: less of it in all
        length = np.minimum(schedule.length, shorter.length + parse_span(stop.notice))
        return np.broadcast_to((length / schedule.length)[:, None], (len(length), len(edges) - 1))
    if stop.of == "project":
        last = parse_span(stop.after) + parse_span(stop.notice)
        if parse_span(stop.after) == 0.0:
            last = 0.0  # what never begins has nobody to give notice to
        part = np.clip((last - edges[:-1]) / np.diff(edges), 0.0, 1.0)
        return np.broadcast_to(part, (len(schedule.length), len(part)))
    everyone = np.ones(len(schedule.rank), dtype=bool)
    before, after = (Exposure(each).family_years(everyone, edges) for each in (schedule, shorter))
    return np.divide(after, before, out=np.ones_like(before), where=before > 1e-12)


def _share_of(small: CompiledModel, model: CompiledModel) -> Floats:
    """Share of all families that some of them are, shape (draw,)."""
    few, all_of_them = (
        each.arrays.weight @ np.bincount(each.arrays.family_segment, minlength=len(each.segments))
        for each in (small, model)
    )
    share: Floats = few / all_of_them
    return share
