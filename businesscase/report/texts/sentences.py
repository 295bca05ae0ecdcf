"""What the results say in words. Every sentence about probability names whose average it is, and on what it rests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from businesscase.core.vocabulary import Costs, Engine
from businesscase.measures.claims import NOISE_GATE, is_too_noisy
from businesscase.measures.result import ClaimResult, Payback, Result
from businesscase.report.texts import formats
from businesscase.report.texts.labels import category_label, named, text
from businesscase.scenario.declare.keys import quantities
from businesscase.scenario.declare.quantity import Label

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
        recouped=_recouped(result, language),
        probability=_probability_in_words(claim.probability, language),
        bounds=text("bounds", language, bounds=formats.bounds(claim.lower, claim.upper, language)),
        families=formats.number(result.families, 0, language),
    )


def _recouped(result: Result, language: str) -> str:
    """How much of the cost the mean saving covers at the claim's date; empty where there is no cost."""
    cost, saved = result.headline_cost, sum(result.saving_by_category.values())
    if cost <= 0:
        return ""
    share = saved / cost
    return text(
        "recouped" if share > 0 else "recouped.nothing",
        language,
        cost=formats.millions(cost, 1, language),
        saved=formats.millions(saved, 1 if saved >= 1e5 else 2, language),
        share=formats.percent(share, language),
        years=formats.years(result.headline.within_years),
        discounted=_discounted(result, language),
    )


def _discounted(result: Result, language: str) -> str:
    return text("sources.discounted", language) if result.headline.discounted else ""


def gate(result: Result, language: str) -> str | None:
    """Why there is no verdict where noise forbids one; None otherwise."""
    share = result.headline.noise_share
    if share is None or not is_too_noisy(share):
        return None
    limit = formats.percent(NOISE_GATE, language)
    return text("gate", language, share=formats.percent(share, language), limit=limit)


def under_payers(result: Result, language: str) -> Iterator[str]:
    """What the table of payers needs beside it: where the saving comes from, who else is in it, what the cost is."""
    claim = result.headline
    shown = {
        category: saved
        for category, saved in sorted(result.saving_by_category.items(), key=lambda item: -item[1])
        if round(saved / 1e4)
    }
    if shown:
        total = sum(result.saving_by_category.values())
        yield text(
            "sources" if total >= 0 else "sources.lost",
            language,
            total=formats.millions(abs(total), 2, language),
            years=formats.years(claim.within_years),
            discounted=_discounted(result, language),
            parts=", ".join(
                f"{_within(category_label(category, language))} {formats.number(saved / 1e6, 2, language, sign=True)}"
                for category, saved in shown.items()
            ),
        )
    if round(result.other_municipalities / 1e4):
        yield text(
            "other_municipalities",
            language,
            amount=formats.millions(result.other_municipalities, 2, language),
            years=len(result.yearly_saving[claim.perspective]),
        )
    if claim.costs is Costs.NET_OF_GRANTS and result.scenario.programme.grants:
        said = text("residual", language)
        routine = result.routine_payback
        chance = None if routine is None else probability_within(routine, claim.within_years)
        if routine is not None and chance is not None:
            cost, probability = formats.millions(routine.extra_cost, 1, language), formats.probability(chance, language)
            said += text("residual.routine", language, cost=cost, probability=probability)
        yield said


def probability_within(payback: Payback, years: float) -> float | None:
    """The probability for a whole number of years; None where the limit is no whole year of the horizon."""
    index = round(years) - 1
    whole = abs(years - round(years)) < 1e-9 and 0 <= index < len(payback.probability_by_year)
    return payback.probability_by_year[index] if whole else None


def left_out(result: Result, language: str) -> str | None:
    """How much the model is known to leave out; what it is stands behind `--all`."""
    count = len(result.scenario.left_out)
    return text("left_out.count", language, count=count) if count else None


def left_out_in_full(result: Result, language: str) -> list[str]:
    """What the model leaves out and which way that pushes, one each."""
    return [" ".join(named(label, language).split()) for label in result.scenario.left_out.values()]


def _within(label: str) -> str:
    """A label inside a sentence: its first letter small, unless it is an abbreviation."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


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


def verdict_word(claim: ClaimResult, language: str) -> str:
    """The verdict in a word; of another kind where noise dominates."""
    return text(f"verdict_short.{'noise' if is_too_noisy(claim.noise_share) else claim.verdict.value}", language)


def title(result: Result, language: str) -> str:
    """The scenario, its variant, and whether numbers of a workbook stand in for its own."""
    parts = [result.scenario.title]
    if result.variant is not None:
        parts.append(text("variant", language, name=result.variant))
    if result.edits is not None and result.edits.values:
        parts.append(text("edited.title", language, count=len(result.edits.values), file=Path(result.edits.file).name))
    return " · ".join(parts)


def edited(result: Result, language: str) -> Iterator[str]:
    """What a workbook changed, number by number, and what the file has changed since it was written."""
    if result.edits is None:
        return
    edits, declared = result.edits, quantities(result.scenario)
    yield text("edited" if edits.values else "edited.nothing", language, file=edits.file)
    if edits.is_of_another:
        yield text("edited.another", language, file=edits.file)
    for key, now in edits.values.items():
        unit, both = text(f"unit.{declared[key].unit}", language), (edits.before[key], now)
        then, changed = (formats.plain(value, language) for value in both)
        if then == changed:  # they differ in a digit that is not shown
            then, changed = map(repr, both)
        yield f"  {key}: {then} → {changed} {unit}"
    for key, number in edits.since.items():
        words = "edited.both" if key in edits.values else "edited.since"
        yield text(words, language, name=key, then=formats.plain(number, language))


def subtitle(result: Result, language: str) -> str:
    """Who, how long, in which prices, from how many draws, and under which rules."""
    time, frozen = result.scenario.time, result.scenario.frozen
    rules = (
        text("rules.as_legislated", language) if frozen is None else text("rules.frozen", language, year=frozen.year)
    )
    head = text(
        "subtitle",
        language,
        families=formats.number(result.families, 0, language),
        persons=formats.number(result.persons, 0, language),
        horizon=time.horizon_years,
        start=time.start.year,
        price_year=time.price_year,
        draws=formats.number(result.draws, 0, language),
    )
    return f"{head}\n{rules}"


def extrapolation(result: Result, language: str) -> str:
    """Which part of the savings was seen here, and which nobody has seen."""
    if result.extrapolated_share is None:
        return text("extrapolation.nothing_saved", language)
    if result.observed_until is None:
        return text("extrapolation.nothing_observed", language)
    return text(
        "extrapolation",
        language,
        share=formats.percent(1.0 - result.extrapolated_share, language),
        years=formats.years(result.headline.within_years),
        observed=formats.number(result.observed_until, 1, language),
    )


def noise(result: Result, language: str) -> str:
    """How much of the variation is noise, and what to do when it is much."""
    share = result.residual_noise_share
    moved = formats.percent(sum(result.approximations.values()), language, decimals=1)
    if result.engine is Engine.EXPECTED:
        return text("noise.expected", language, share=moved)
    if share is None:
        return text("noise.unknown", language)
    if share == 0 and result.engine is not Engine.MIXED:
        return text("noise.none", language)
    raw, kind = formats.probability(result.headline.raw_probability, language), "noise"
    if result.engine is Engine.MIXED:
        kind = "noise.mixed"
    said = text(kind, language, share=formats.percent(share, language), raw=raw, moved=moved)
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
    return evidence_line(result.scenario.evidence, language)


def evidence_line(label: Label, language: str) -> str:
    """The same of any declaration."""
    return text("evidence", language, evidence=" ".join(named(label, language).split()))


def redrawn(result: Result, language: str) -> list[str]:
    """Where a reported level contradicted the base hazards in some draws."""
    return [
        text("redrawn", language, share=formats.percent(share, language), level=level)
        for level, share in result.redrawn.items()
        if share > 0
    ]
