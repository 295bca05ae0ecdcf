"""One claim tested on its own view: probability over draws, noise and verdict."""

from __future__ import annotations

from businesscase.measures.claims import noise_share, probability_within, verdict
from businesscase.measures.payback import value_at
from businesscase.measures.rows import ClaimResult
from businesscase.measures.views import View
from businesscase.scenario.declare.finance import Claim


def claim_result(name: str, claim: Claim, view: View, *, horizon_years: int, seed: int) -> ClaimResult:
    """Test a claim.

    Args:
        name: its key in the scenario.
        claim: what is claimed.
        view: the claim's own curves over draws.
        horizon_years: printed beside a sustained payback.
        seed: of the run, for the bootstrap behind a probability.
    """
    noise = noise_share(value_at(view.curve, view.edges, view.start + claim.within_years))
    probability = probability_within(view.paybacks(claim.crossing), claim.within_years, seed=seed)
    return ClaimResult(
        name=name,
        headline=claim.headline,
        perspective=claim.perspective,
        costs=claim.costs,
        savings=claim.savings,
        discounted=claim.discounted,
        crossing=claim.crossing,
        clock_start=claim.clock_start,
        within_years=claim.within_years,
        horizon_years=horizon_years,
        confidence=claim.confidence,
        probability=probability.value,
        raw_probability=probability.raw,
        monte_carlo_error=probability.error,
        lower=probability.lower,
        upper=probability.upper,
        noise_share=noise,
        verdict=verdict(probability, claim.confidence, noise),
    )
