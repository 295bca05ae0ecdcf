"""Whose payback of which cost the workbook shows, and the library's own curve of each, month by month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from businesscase.core.payers import Perspective
from businesscase.core.vocabulary import ClockStart, Costs, Savings
from businesscase.measures.reducible import reducible_ledger
from businesscase.measures.result import Result
from businesscase.measures.views import View, view_of
from businesscase.scenario.declare.finance import Claim


@dataclass(frozen=True)
class AskedPayback:
    """Whose payback of which cost, with which saving, discounted or not."""

    perspective: Perspective
    costs: Costs
    savings: Savings
    discounted: bool


def headline_of(result: Result) -> Claim:
    """The claim that the scenario puts first, as it is declared."""
    return next(claim for claim in result.scenario.claims.values() if claim.headline)


def asked_of(result: Result) -> tuple[AskedPayback, ...]:
    """The headline first; then every other cost, what budgets can be cut by, and every other purse."""
    own, scenario = headline_of(result), result.scenario
    declared = [costs for costs in Costs if costs is not Costs.STEADY_STATE or scenario.programme.steady_state]
    pairs = [(own.perspective, costs, own.savings) for costs in (own.costs, *declared)]
    if scenario.budget_reducible:
        pairs.append((Perspective.MUNICIPALITY, own.costs, Savings.BUDGET_REDUCIBLE))
    if own.savings is not Savings.BUDGET_REDUCIBLE:
        pairs += [(one, own.costs, own.savings) for one in Perspective]
    order = (own.discounted, not own.discounted)
    return tuple(AskedPayback(*pair, discounted) for pair in dict.fromkeys(pairs) for discounted in order)


def curve_of(result: Result, asked: AskedPayback, outlays: Mapping[Costs, float]) -> View:
    """The library's curve of the central ledger. Years from enrolment are counted from the start of the programme."""
    central = result.central_ledger
    if asked.savings is Savings.BUDGET_REDUCIBLE:
        central = reducible_ledger(result.scenario, central, {})
    own = headline_of(result)
    start = ClockStart.PROGRAMME_START if own.clock_start is ClockStart.ENROLMENT else own.clock_start
    changes = {name: getattr(asked, name) for name in ("perspective", "costs", "savings", "discounted")}
    claim = own.model_copy(update={**changes, "clock_start": start})
    return view_of(result.scenario, claim, central, outlay=outlays[asked.costs])
