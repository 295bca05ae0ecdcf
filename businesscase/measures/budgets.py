"""The municipality's payback with all its savings, and with those that a budget can be cut by, side by side."""

from __future__ import annotations

from businesscase.core.payers import Payer, Perspective
from businesscase.core.vocabulary import Costs, Savings
from businesscase.measures.basis import Measurements
from businesscase.measures.payback import cumulative, value_at
from businesscase.measures.rows import SavingsView
from businesscase.measures.sample import Sample
from businesscase.measures.saving import mean_savings
from businesscase.measures.verdicts import claim_result, payback_of
from businesscase.scenario.declare.finance import Claim
from businesscase.scenario.load.scenario import Scenario


def claims_by_savings(scenario: Scenario, headline: Claim) -> list[Claim]:
    """The municipality's claim with every cost and both kinds of saving, the headline's own cost definition first.

    The headline's discounting, crossing, clock start, years and confidence hold for all.
    """
    declared = [costs for costs in Costs if costs is not Costs.STEADY_STATE or scenario.programme.steady_state]
    return [
        headline.model_copy(update={"perspective": Perspective.MUNICIPALITY, "costs": costs, "savings": savings})
        for costs in sorted(declared, key=lambda one: one is not headline.costs)
        for savings in dict.fromkeys((headline.savings, Savings.BUDGET_REDUCIBLE))
    ]


def savings_views(
    scenario: Scenario, headline: Claim, sample: Sample, measured: Measurements, *, seed: int
) -> tuple[SavingsView, ...]:
    """What each of these claims answers, beside what was `measured`; `seed` is that of the run."""
    return tuple(_view(scenario, claim, sample, measured, seed) for claim in claims_by_savings(scenario, headline))


def _view(scenario: Scenario, claim: Claim, sample: Sample, measured: Measurements, seed: int) -> SavingsView:
    mean = sample.drawn.mean
    if claim.savings is Savings.BUDGET_REDUCIBLE:
        assert sample.answers.cut is not None
        mean = sample.answers.cut
    until = sample.start(claim) + claim.within_years
    by_category = {
        name: float(value_at(cumulative(flow), mean.edges, until))
        for name, flow in mean_savings(mean, [Payer.MUNICIPALITY], claim.savings).items()
    }
    answer, years = sample.answers.to(claim), scenario.time.horizon_years
    return SavingsView(
        costs=claim.costs,
        savings=claim.savings,
        saved=sum(by_category.values()),
        by_category=by_category,
        payback=payback_of(scenario, claim, sample),
        claim=claim_result(
            claim.savings.value, claim, answer, horizon_years=years, seed=seed, basis=measured.basis_of(claim, until)
        ),
    )
