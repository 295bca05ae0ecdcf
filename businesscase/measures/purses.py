"""Who pays against who saves: each department and each other payer as a purse of its own (wrong pockets)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from businesscase.core.payers import Payer, Perspective
from businesscase.core.vocabulary import (
    COST_CATEGORIES,
    Basis,
    Savings,
    Standing,
    Strategy,
    Verdict,
    is_not_modelled,
)
from businesscase.ledger.ledger import Ledger
from businesscase.measures.answers import Owner, Party
from businesscase.measures.basis import Measurements
from businesscase.measures.payback import cumulative, value_at
from businesscase.measures.rows import Payback, Purse
from businesscase.measures.sample import Sample, owned
from businesscase.measures.saving import extra_cost, saving
from businesscase.measures.verdicts import claim_result, payback_of
from businesscase.scenario.declare.finance import Claim
from businesscase.scenario.load.scenario import Scenario

Floats = NDArray[np.float64]


def owners_of(scenario: Scenario) -> tuple[Owner, ...]:
    """The departments in the order in which they are declared, the municipality as a whole, then the other payers."""
    return (
        *(Owner((Payer.MUNICIPALITY,), name) for name in scenario.departments),
        Owner((Payer.MUNICIPALITY,)),
        *(Owner((payer,)) for payer in Payer if payer is not Payer.MUNICIPALITY),
    )


def purses_of(
    scenario: Scenario, headline: Claim, sample: Sample, measured: Measurements, *, seed: int
) -> tuple[Purse, ...]:
    """The purse of each owner.

    Args:
        scenario: declares the departments.
        headline: its cost, savings, years, discounting, crossing and clock start hold for every purse.
        sample: in which the headline's years count.
        measured: what was measured beside the model.
        seed: of the run.
    """
    return tuple(_purse(scenario, headline, owner, sample, measured, seed) for owner in owners_of(scenario))


def _counts_no_saving(scenario: Scenario, mean: Ledger, department: str) -> bool:
    """Whether all of a department's money is at base rates, or all that the municipality saves is of no department."""
    own = mean.only(lambda line: line.payer is Payer.MUNICIPALITY and line.category not in COST_CATEGORIES)
    if not _moves(own.only(lambda line: line.department is not None)):
        return bool(scenario.not_modelled)
    return not _moves(own.only(lambda line: line.department == department))


def _moves(ledger: Ledger) -> bool:
    amounts = ledger.amounts
    return not np.array_equal(amounts[:, :, Strategy.PROGRAMME.axis], amounts[:, :, Strategy.COUNTERFACTUAL.axis])


def _purse(
    scenario: Scenario, headline: Claim, owner: Owner, sample: Sample, measured: Measurements, seed: int
) -> Purse:
    (payer,), department = owner.payers, owner.department
    gives = payer.gives and headline.perspective.payers != (payer,)
    asked = headline.model_copy(update={"perspective": Perspective.MUNICIPALITY})
    answer, party = sample.answers.to(asked, owner), sample.answers.parties[owner]
    own, edges = owned(sample.drawn.mean, owner), sample.drawn.edges
    payback = payback_of(scenario, asked, sample, owner)
    paid = extra_cost(own, asked.perspective, headline.costs)[0, 0]
    saved = saving(own, asked.perspective, headline.savings)[0, 0]
    left_out = saving(own.only(lambda line: is_not_modelled(line.category)), asked.perspective, headline.savings)[0, 0]
    date = sample.start(headline) + headline.within_years
    claim = claim_result(
        department or payer.value, asked, answer, horizon_years=scenario.time.horizon_years, seed=seed,
        basis=_basis(headline, owner, measured, date),
    )  # fmt: skip
    if answer.priced and party.pays and not party.gains and claim.verdict is not Verdict.CONTESTED:
        # it never saves in any draw, however few they are; or nothing is known that it could save
        none = department is not None and _counts_no_saving(scenario, sample.drawn.mean, department)
        word = Verdict.NO_SAVING_COUNTED if none else Verdict.UNLIKELY
        claim = replace(claim, verdict=word)
    years = [float(year) for year in range(int(edges[-1] + 1e-9) + 1)]

    def until(flows: Floats, times: list[float]) -> list[float]:
        curve = cumulative(flows)
        return [float(value_at(curve, edges, time)) for time in times]

    pays, saves, not_modelled = (until(flows, [date])[0] for flows in (paid, saved, left_out))
    return Purse(
        payer=payer,
        department=department,
        pays=pays,
        saves=saves,
        not_modelled=not_modelled,
        budget_reducible=_reducible(sample.answers.cut, owner, date),
        pays_by_year=tuple(map(float, np.diff(until(paid, years)))),
        saves_by_year=tuple(map(float, np.diff(until(saved, years)))),
        standing=_standing(party, float(paid.sum()), saves - pays, payback, gives),
        payback=payback,
        claim=claim,
    )


def _basis(headline: Claim, owner: Owner, measured: Measurements, date: float) -> Basis:
    """That of a payer's claim; nobody has measured what a department saves."""
    if owner.department is not None or not owner.payers[0].asks:
        return Basis.ASSUMED
    own = headline.model_copy(update={"perspective": Perspective(owner.payers[0].value)})
    return measured.basis_of(own, date)


def _reducible(cut: Ledger | None, owner: Owner, date: float) -> float | None:
    if cut is None or owner.payers != (Payer.MUNICIPALITY,):
        return None
    flows = saving(owned(cut, owner), Perspective.MUNICIPALITY, Savings.BUDGET_REDUCIBLE)[0, 0]
    return float(value_at(cumulative(flows), cut.edges, date))


def _standing(party: Party, paid: float, net: float, payback: Payback, gives: bool) -> Standing:
    if not (party.pays or party.saves):
        return Standing.UNTOUCHED
    if gives:
        return Standing.GIVES
    if paid > 0.0:
        return Standing.PAYS
    if net < 0.0:
        return Standing.LOSES
    return Standing.SAVES_FROM_THE_START if payback.sustained_years == 0.0 else Standing.SAVES_LATER
