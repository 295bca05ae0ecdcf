"""One claim tested, and one payback: from what the draws answer, the central curve beside it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from businesscase.core.payers import Perspective
from businesscase.core.vocabulary import Basis, Discrepancy, Verdict
from businesscase.measures.answers import Answer, Owner
from businesscase.measures.claims import noise_share, probability_by_year, probability_within, verdict
from businesscase.measures.payback import Floats, first, sustained
from businesscase.measures.rows import ClaimResult, Payback
from businesscase.measures.sample import Sample, owned
from businesscase.measures.saving import extra_cost
from businesscase.measures.views import Dated, view_of
from businesscase.scenario.declare.finance import Claim


def claim_result(
    name: str,
    claim: Claim,
    answer: Answer,
    *,
    horizon_years: int,
    seed: int,
    basis: Basis = Basis.ASSUMED,
    either: Mapping[Discrepancy, Answer] | None = None,
) -> ClaimResult:
    """Test a claim.

    Args:
        name: its key in the scenario.
        claim: what is claimed.
        answer: of the draws, to the claim's own question.
        horizon_years: printed beside a sustained payback.
        seed: of the run, for the bootstrap behind a probability.
        basis: on which its verdict rests.
        either: the answers with and without what is not modelled; missing where that is not asked.
    """
    chances = {
        each: probability_within(own.paybacks, claim.within_years, seed=seed).value
        for each, own in (either or {}).items()
    }
    noise = noise_share(answer.at_date)
    probability = probability_within(answer.paybacks, claim.within_years, seed=seed)
    return ClaimResult(
        name=name,
        headline=claim.headline,
        perspective=claim.perspective,
        costs=claim.costs,
        savings=claim.savings,
        discounted=claim.discounted,
        crossing=claim.crossing,
        clock_start=claim.clock_start,
        not_modelled=claim.not_modelled,
        within_years=claim.within_years,
        horizon_years=horizon_years,
        confidence=claim.confidence,
        probability=probability.value,
        with_not_modelled=chances.get(Discrepancy.COUNTED),
        without_not_modelled=chances.get(Discrepancy.LEFT_OUT),
        raw_probability=probability.raw,
        monte_carlo_error=probability.error,
        lower=probability.lower,
        upper=probability.upper,
        noise_share=noise,
        basis=basis,
        verdict=(verdict(probability, claim.confidence, noise, basis) if answer.priced else Verdict.NO_SAVING_COUNTED),
    )


def payback_of(scenario: Dated, claim: Claim, sample: Sample, owner: Owner | None = None) -> Payback:
    """The payback row of a claim's definition: of the central curve in years, over draws as probabilities.

    Args:
        scenario: for its horizon and discounting.
        claim: its perspective, costs, savings, discounting, crossing and clock start.
        sample: in which the claim's years count.
        owner: whose money it is, instead of the perspective's.
    """
    answer, central = sample.answers.to(claim, owner), sample.central_of(claim)
    if owner is not None:
        central, claim = owned(central, owner), claim.model_copy(update={"perspective": Perspective.MUNICIPALITY})
    middle = view_of(scenario, claim, central, outlay=sample.drawn.first_outlay(claim.costs))
    by_year, never = probability_by_year(answer.paybacks, np.arange(1.0, scenario.time.horizon_years + 1))
    curve = middle.curve[0, 0]
    return Payback(
        perspective=claim.perspective,
        costs=claim.costs,
        discounted=claim.discounted,
        first_years=_or_none(first(curve, middle.edges, start=middle.start)),
        sustained_years=_or_none(sustained(curve, middle.edges, start=middle.start)),
        never_share=never,
        probability_by_year=tuple(map(float, by_year)),
        extra_cost=float(extra_cost(central, claim.perspective, claim.costs).sum()),
        untouched=not answer.touched,
    )


def _or_none(years: Floats) -> float | None:
    return float(years) if np.isfinite(years) else None
