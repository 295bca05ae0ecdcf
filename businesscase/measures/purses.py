"""Who pays against who saves: each department and each other payer as a purse of its own (wrong pockets)."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from businesscase.core.vocabulary import Payer, Perspective, Savings, Standing, Verdict
from businesscase.ledger.ledger import Ledger, Line
from businesscase.measures.payback import cumulative, value_at
from businesscase.measures.result import ClaimResult, Payback
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


@dataclass(frozen=True)
class Pocket:
    """One purse: a department, or a payer as a whole where `department` is None.

    Amounts are undiscounted means over draws in DKK; the verdict is by the headline's own definition.

    Attributes:
        pays: of the headline's cost, until the headline's date; negative is received.
        saves: until that date, by the headline's savings; a household's saving is income.
        budget_reducible: the part of it that this purse's budget can be cut by; None where that is not asked.
        pays_by_year, saves_by_year: of each year since the start of the programme, to the horizon.
        standing: how it stands between paying and saving.
        payback: of its own central curve, and over draws.
        claim: recouped within the headline's years; of a purse that pays nothing: out of deficit.
    """

    payer: Payer
    department: str | None
    pays: float
    saves: float
    budget_reducible: float | None
    pays_by_year: tuple[float, ...]
    saves_by_year: tuple[float, ...]
    standing: Standing
    payback: Payback
    claim: ClaimResult

    @property
    def net(self) -> float:
        """Saved less paid until the headline's date."""
        return self.saves - self.pays

    @property
    def net_by_year(self) -> tuple[float, ...]:
        """Saved less paid in each year."""
        return tuple(saved - paid for saved, paid in zip(self.saves_by_year, self.pays_by_year, strict=True))


def pockets(
    scenario: Scenario, headline: Claim, ledger: Ledger, central: Ledger, reducible: Ledger | None, *, seed: int
) -> tuple[Pocket, ...]:
    """The departments in the order in which they are declared, the municipality as a whole, then the other payers.

    Args:
        scenario: declares the departments.
        headline: its cost, savings, years, discounting, crossing and clock start hold for every purse.
        ledger: in which the headline's years count, over draws.
        central: the central ledger of the same.
        reducible: what budgets can be cut by, over draws; None where that is not declared.
        seed: of the run.
    """
    purses: list[tuple[Payer, str | None]] = [
        *((Payer.MUNICIPALITY, name) for name in scenario.departments),
        (Payer.MUNICIPALITY, None),
        *((payer, None) for payer in OTHERS),
    ]
    return tuple(_pocket(scenario, headline, purse, ledger, central, reducible, seed) for purse in purses)


def _pocket(
    scenario: Scenario,
    headline: Claim,
    purse: tuple[Payer, str | None],
    ledger: Ledger,
    central: Ledger,
    reducible: Ledger | None,
    seed: int,
) -> Pocket:
    payer, department = purse
    gives = payer is Payer.FOUNDATION and headline.perspective is not Perspective.FOUNDATION
    asked = headline.model_copy(update={"perspective": Perspective.MUNICIPALITY})
    outlay = first_outlay(ledger, headline.costs)
    own, middle = _own(ledger, purse), _own(central, purse)
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
        flows = saving(_own(reducible, purse), asked.perspective, Savings.BUDGET_REDUCIBLE)
        cut = until(flows, [date])[0]
    net = until(saved, [date])[0] - until(paid, [date])[0]
    return Pocket(
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


def _own(ledger: Ledger, purse: tuple[Payer, str | None]) -> Ledger:
    """The purse's own lines, as those of a municipality that is nothing else, so that its view is like any other."""
    payer, department = purse
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
