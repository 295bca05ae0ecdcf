"""Who pays against who saves: each department and each other payer as a purse of its own (wrong pockets)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from businesscase.core.vocabulary import Payer, Perspective, Savings, Standing, Verdict
from businesscase.ledger.ledger import Ledger, Line
from businesscase.measures.payback import cumulative, value_at
from businesscase.measures.rows import Payback, Purse
from businesscase.measures.saving import extra_cost, first_outlay, saving
from businesscase.measures.verdicts import claim_result
from businesscase.measures.views import payback_of, view_of
from businesscase.scenario.declare.finance import Claim
from businesscase.scenario.load.scenario import Scenario

Floats = NDArray[np.float64]

OTHERS = (
    Payer.REGION,
    Payer.CENTRAL_GOVERNMENT,
    Payer.OTHER_MUNICIPALITY,
    Payer.FOUNDATION,
    Payer.HOUSEHOLD,
)


def purses_of(
    scenario: Scenario, headline: Claim, ledger: Ledger, central: Ledger, reducible: Ledger | None, *, seed: int
) -> tuple[Purse, ...]:
    """The departments in the order in which they are declared, the municipality as a whole, then the other payers.

    Args:
        scenario: declares the departments.
        headline: its cost, savings, years, discounting, crossing and clock start hold for every purse.
        ledger: in which the headline's years count, over draws.
        central: the central ledger of the same.
        reducible: what budgets can be cut by, over draws; None where that is not declared.
        seed: of the run.
    """
    owners: list[tuple[Payer, str | None]] = [
        *((Payer.MUNICIPALITY, name) for name in scenario.departments),
        (Payer.MUNICIPALITY, None),
        *((payer, None) for payer in OTHERS),
    ]
    return tuple(_purse(scenario, headline, owner, ledger, central, reducible, seed) for owner in owners)


def _purse(
    scenario: Scenario,
    headline: Claim,
    owner: tuple[Payer, str | None],
    ledger: Ledger,
    central: Ledger,
    reducible: Ledger | None,
    seed: int,
) -> Purse:
    payer, department = owner
    gives = payer is Payer.FOUNDATION and headline.perspective is not Perspective.FOUNDATION
    asked = headline.model_copy(update={"perspective": Perspective.MUNICIPALITY})
    outlay = first_outlay(ledger, headline.costs)
    own, middle = _own(ledger, owner), _own(central, owner)
    view, edges = view_of(scenario, asked, own, outlay=outlay), ledger.edges
    payback = payback_of(scenario, asked, own, middle, outlay=outlay)
    paid = extra_cost(own, asked.perspective, headline.costs)
    saved = saving(own, asked.perspective, headline.savings)
    claim = claim_result(department or payer.value, asked, view, horizon_years=scenario.time.horizon_years, seed=seed)
    if paid.any() and not (saved > 0.0).any():
        claim = replace(claim, verdict=Verdict.REFUTED)  # it never saves in any draw: no probability is needed
    date = view.start + headline.within_years
    years = [float(year) for year in range(int(edges[-1] + 1e-9) + 1)]

    def until(flows: Floats, times: list[float]) -> list[float]:
        curve = cumulative(flows.mean(axis=(0, 1)))
        return [float(value_at(curve, edges, time)) for time in times]

    cut = None
    if reducible is not None and payer is Payer.MUNICIPALITY:
        flows = saving(_own(reducible, owner), asked.perspective, Savings.BUDGET_REDUCIBLE)
        cut = until(flows, [date])[0]
    net = until(saved, [date])[0] - until(paid, [date])[0]
    return Purse(
        payer=payer,
        department=department,
        pays=until(paid, [date])[0],
        saves=until(saved, [date])[0],
        budget_reducible=cut,
        pays_by_year=tuple(map(float, np.diff(until(paid, years)))),
        saves_by_year=tuple(map(float, np.diff(until(saved, years)))),
        standing=_standing(paid, saved, net, payback, gives),
        payback=payback,
        claim=claim,
    )


def _own(ledger: Ledger, owner: tuple[Payer, str | None]) -> Ledger:
    """The purse's own lines, as those of a municipality that is nothing else, so that its view is like any other."""
    payer, department = owner
    chosen = ledger.only(lambda line: line.payer is payer and department in (None, line.department))
    return replace(chosen, lines=tuple(Line(Payer.MUNICIPALITY, line.category) for line in chosen.lines))


def _standing(paid: Floats, saved: Floats, net: float, payback: Payback, gives: bool) -> Standing:
    if not (paid.any() or saved.any()):
        return Standing.UNTOUCHED
    if gives:
        return Standing.GIVES
    if paid.sum() > 0.0:
        return Standing.PAYS
    if net < 0.0:
        return Standing.LOSES
    return Standing.SAVES_FROM_THE_START if payback.sustained_years == 0.0 else Standing.SAVES_LATER
