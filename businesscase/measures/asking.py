"""What is asked of every draw, so that all of it is measured in one pass over the blocks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from businesscase.core.payers import Perspective
from businesscase.core.vocabulary import ClockStart, Costs, Crossing, Discrepancy, Savings
from businesscase.ledger.ledger import Ledger
from businesscase.measures.answers import Owner, answers_of, question_of
from businesscase.measures.budgets import claims_by_savings
from businesscase.measures.drawn import Drawn
from businesscase.measures.purses import owners_of
from businesscase.measures.reducible import cut_of, reducible_ledger
from businesscase.measures.returns import PARTIES
from businesscase.measures.sample import Sample
from businesscase.scenario.declare.finance import Claim
from businesscase.scenario.load.scenario import Scenario

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Valued:
    """The money of a run.

    Attributes:
        drawn: of the whole population, families enrolled as declared, over draws.
        central: of the central curve: mean quantities at declared prices, one draw and one half.
        segments: of the central curve, by segment.
        cohort: both as if every family enrolled on the start date; needed by claims counted from enrolment.
    """

    drawn: Drawn
    central: Ledger
    segments: Mapping[str, Ledger]
    cohort: tuple[Drawn, Ledger] | None = None


def enrols(claim: Claim) -> bool:
    """Whether a claim's years count from enrolment."""
    return claim.clock_start is ClockStart.ENROLMENT


def samples_of(scenario: Scenario, headline: Claim, money: Valued, inputs: Mapping[str, Floats]) -> dict[bool, Sample]:
    """The money with all that is asked of it; under True that of the cohort.

    Raises:
        ValueError: if a claim counts from enrolment and there is no cohort.
    """
    ledgers = {False: (money.drawn, money.central)} | ({} if money.cohort is None else {True: money.cohort})
    claims = [*scenario.claims.values(), *by_perspective(headline)]
    if scenario.programme.steady_state is not None:
        claims.append(routine(headline))
    if scenario.budget_reducible:
        first = next(claim for claim in scenario.claims.values() if claim.headline)
        claims += claims_by_savings(scenario, first)
    for claim in claims:
        if enrols(claim) not in ledgers:
            raise ValueError(f"the claim '{claim.label.en}' counts from enrolment, which needs a cohort ledger")
    purses = [question_of(headline, owner) for owner in owners_of(scenario)]
    found = {}
    for cohort, (drawn, central) in ledgers.items():
        asked = [question_of(claim) for claim in (*claims, *rows(scenario, headline)) if enrols(claim) is cohort]
        asked += [
            question_of(either) for claim in scenario.claims.values() if enrols(claim) is cohort
            for either in (counting(claim, each) for each in (Discrepancy if scenario.not_modelled else ()))
        ]  # fmt: skip
        asked += [question_of(claim) for claim in rows(scenario, headline)] if cohort else []
        here = enrols(headline) is cohort
        cut = cut_of(scenario, drawn.lines, drawn.saved, drawn.edges) if scenario.budget_reducible else None
        answers = answers_of(
            scenario, headline, drawn, dict.fromkeys((*asked, *(purses if here else ()))),
            parties=dict.fromkeys((*PARTIES, *owners_of(scenario))) if here else (),
            fans=() if cohort else [Owner(each.payers) for each in Perspective],
            cut=cut, inputs=inputs,
        )  # fmt: skip
        reducible = None if cut is None else reducible_ledger(scenario, central, {})
        found[cohort] = Sample(drawn, central, reducible, answers)
    return found


def counting(claim: Claim, not_modelled: Discrepancy) -> Claim:
    """A claim with, or without, what is not modelled and was declared."""
    return claim.model_copy(update={"not_modelled": not_modelled})


def by_perspective(headline: Claim) -> list[Claim]:
    """The headline as every perspective would claim it."""
    return [headline.model_copy(update={"perspective": each}) for each in Perspective]


def routine(headline: Claim) -> Claim:
    """The headline at the cost of routine operation."""
    return headline.model_copy(update={"costs": Costs.STEADY_STATE})


def rows(scenario: Scenario, headline: Claim) -> list[Claim]:
    """Every perspective, cost and discounting: before tax, for good, from the first outlay."""
    plain = headline.model_copy(
        update={
            "savings": Savings.BEFORE_TAX,
            "crossing": Crossing.SUSTAINED,
            "clock_start": ClockStart.FIRST_OUTLAY,
        }
    )
    return [
        plain.model_copy(update={"perspective": perspective, "costs": costs, "discounted": discounted})
        for perspective in Perspective
        for costs in Costs
        if costs is not Costs.STEADY_STATE or scenario.programme.steady_state is not None
        for discounted in (False, True)
    ]
