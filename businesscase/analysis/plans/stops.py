"""A programme that stops at any time, as a change on the central curve: for maps of when to stop."""

from __future__ import annotations

from dataclasses import replace

from businesscase.analysis.levers.line import Line, base_view
from businesscase.analysis.levers.scaled import Scaled, cost_of
from businesscase.analysis.plans.serving import stopped
from businesscase.core.timeline import years_since
from businesscase.delivery.schedule import Exposure
from businesscase.engines.common.occupancy import MeanOccupancy
from businesscase.ledger.ledger import Ledger
from businesscase.measures.asked import Asked, view
from businesscase.measures.saving import first_outlay
from businesscase.measures.views import View
from businesscase.scenario.declare.plans import Stop
from businesscase.simulating import silent


def last_stop(line: Line) -> float:
    """Years after programme start from which a stop changes nothing: nobody is served, and no budget is spent."""
    model, cohort = line.few.model, line.setting.cohort
    ends = Exposure(model.schedule, cohort=cohort).intervals(slice(None))[:, :, 1]
    years = [year for spent in model.tariffs.spent.values() for year in spent]
    spent = years_since(model.start, model.start.replace(year=max(years) + 1, month=1, day=1))
    return float(min(max(ends.max(), 0.0 if cohort else spent), line.base.mean.edges[-1]))


def stopped_at(line: Line, asked: Asked, years: float) -> Scaled | None:
    """The claim's cost where the programme stops after so many years; None where the claim has none.

    `found` and `most` are of the whole programme; what is spent until the stop is in the curve. The change is that of
    a few draws, the same with the stop and without it, laid on the curve of all draws.
    """
    cost = cost_of(line, asked)
    if cost is None:
        return None
    stop = Stop(after=f"{years * 12.0} months")
    model, setting = line.few.model, line.setting
    base = base_view(line, asked)
    mean, own = MeanOccupancy(), stopped(line.scenario, model, stop, cohort=setting.cohort)
    for _ in own.ledgers(setting, mean, silent):
        pass
    ledgers = own.ledger(setting, mean), line.few.ledger
    outlay = first_outlay(line.base.ledger, asked.claim.costs)

    def seen(ledger: Ledger) -> View:
        return view(line.scenario, asked, ledger, line.base.central.inputs.values, outlay=outlay)

    costs = asked.claim.costs.categories
    whole = [seen(ledger).curve for ledger in ledgers]
    saved = [seen(ledger.only(lambda item: item.category not in costs)).curve for ledger in ledgers]
    return replace(
        cost,
        base=replace(base, curve=base.curve + whole[0] - whole[1]),
        without=replace(cost.without, curve=cost.without.curve + saved[0] - saved[1]),
    )
