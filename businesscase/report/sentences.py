"""What the results say in words. Every sentence about probability names whose average it is, and on what it rests."""

from __future__ import annotations

from businesscase.measures.result import ClaimResult, Result
from businesscase.report import formats
from businesscase.report.labels import text

NOISE_LIMIT = 0.05  # share of noise above which more replications are asked for


def verdict_sentence(result: Result, language: str) -> str:
    """The answer: verdict, for whom, how sure, and what kind of average it is."""
    claim = result.headline
    return text(
        "verdict",
        language,
        verdict=text(f"verdict.{claim.verdict.value}", language),
        years=formats.years(claim.within_years),
        for_whom=text(f"for.{claim.perspective.value}", language),
        probability=_probability_in_words(claim.probability, language),
        bounds=formats.bounds(claim.lower, claim.upper, language),
    )


def _probability_in_words(value: float, language: str) -> str:
    shown = formats.probability(value, language)
    relation = {"<": "below", ">": "above"}.get(shown[0], "is")
    return text(f"probability.{relation}", language, probability=shown.lstrip("<> "))


def conditions(claim: ClaimResult, language: str) -> str:
    """What exactly the headline claims."""
    costs = text(f"costs.{claim.costs.value}", language)
    return text(
        "conditions",
        language,
        confidence=formats.number(claim.confidence, 2, language),
        costs=costs[:1].upper() + costs[1:],
        savings=text(f"savings.{claim.savings.value}", language),
        discounted=text(f"discounted.{claim.discounted}", language),
        clock_start=text(f"clock_start.{claim.clock_start.value}", language),
        crossing=text(f"conditions.{claim.crossing.value}", language, horizon=claim.horizon_years),
    )


def subtitle(result: Result, language: str) -> str:
    """Who, how long, in which prices, from how many draws."""
    time = result.scenario.time
    return text(
        "subtitle",
        language,
        families=formats.number(result.families, 0, language),
        persons=formats.number(result.persons, 0, language),
        horizon=time.horizon_years,
        start=time.start.year,
        price_year=time.price_year,
        draws=formats.number(result.draws, 0, language),
    )


def extrapolation(result: Result, language: str) -> str:
    """Which part of the savings nobody has seen."""
    if result.observed_until is None:
        return text("extrapolation.nothing_observed", language)
    return text(
        "extrapolation",
        language,
        share=formats.percent(result.extrapolated_share, language),
        years=formats.years(result.headline.within_years),
        observed=formats.number(result.observed_until, 1, language),
    )


def noise(result: Result, language: str) -> str:
    """How much of the variation is noise, and what to do when it is much."""
    share = result.residual_noise_share
    if share is None:
        return text("noise.unknown", language)
    if share == 0:
        return text("noise.none", language)
    raw = formats.probability(result.headline.raw_probability, language)
    said = text("noise", language, share=formats.percent(share, language), raw=raw)
    if share > NOISE_LIMIT:
        said += " " + text("noise.high", language, limit=formats.percent(NOISE_LIMIT, language))
    return said


def precision(result: Result, language: str) -> str | None:
    """A warning when there are too few draws to print two decimals; None otherwise."""
    claim = result.headline
    half_width = (claim.upper - claim.lower) / 2
    if half_width <= 0.05:
        return None
    return text(
        "few_draws",
        language,
        draws=formats.number(result.draws, 0, language),
        error=formats.number(half_width, 2, language),
    )


def evidence(result: Result, language: str) -> str:
    """What kind of evidence the effects rest on, in the scenario's own words."""
    return text("evidence", language, evidence=" ".join(getattr(result.scenario.evidence, language).split()))


def redrawn(result: Result, language: str) -> list[str]:
    """Where a reported level contradicted the base hazards in some draws."""
    return [
        text("redrawn", language, share=formats.percent(share, language), level=level)
        for level, share in result.redrawn.items()
        if share > 0
    ]
