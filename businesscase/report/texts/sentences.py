"""What the results say in words. Every sentence about probability names whose average it is, and on what it rests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from businesscase.analysis.fit.changes import Tested
from businesscase.core.vocabulary import Engine, Shortfall, Verdict
from businesscase.measures.basis import contesting
from businesscase.measures.claims import NOISE_GATE, is_too_noisy
from businesscase.measures.precision import NOISE_AIM
from businesscase.measures.result import Result
from businesscase.measures.rows import ClaimResult, Payback
from businesscase.report.texts import not_modelled, observed
from businesscase.report.texts.texts import Texts
from businesscase.scenario.declare.keys import quantities
from businesscase.scenario.declare.quantity import Label

HUNDRED = 100  # draws below which none of them is not "fewer than 1 in 100"


def verdict_sentence(result: Result, texts: Texts) -> str:
    """The answer: verdict, for whom, what contests it, how sure, and what kind of average it is."""
    claim = result.headline
    return texts(
        "verdict" if result.money.cost > 0 else "verdict.no_cost",
        verdict=verdict_words(claim.verdict, claim.confidence, texts),
        years=texts.count("years", claim.within_years),
        for_whom=texts(f"for.{claim.perspective.value}"),
        contest=_contest(result, texts),
        recouped=_recouped(result, texts),
        probability=_probability_in_words(claim.probability, result.run.draws, texts),
        bounds=texts("bounds", bounds=texts.bounds(claim.lower, claim.upper)),
        families=texts.number(result.moved.families, 0),
    ) + not_modelled.remark(claim.probability, texts, declared=bool(result.scenario.not_modelled))


def verdict_words(verdict: Verdict, confidence: float, texts: Texts) -> str:
    """A verdict with the range of probabilities that it stands for."""
    return texts(f"verdict.{verdict.value}", **_limits([confidence], texts))


def ranges(confidences: Iterable[float], texts: Texts) -> str:
    """What likely, unlikely and open stand for."""
    return texts("verdict.ranges", **_limits(confidences, texts))


def _limits(confidences: Iterable[float], texts: Texts) -> dict[str, str]:
    each = sorted(set(confidences))
    return {
        "most": " / ".join(texts.number(one, 2) for one in each),
        "least": " / ".join(texts.number(1.0 - one, 2) for one in each),
    }


def _contest(result: Result, texts: Texts) -> str:
    """Both numbers of every measurement that contests the headline; else empty."""
    if result.headline.verdict is not Verdict.CONTESTED:
        return ""
    declared = result.scenario.observations
    found = contesting(declared, result.observations.comparisons, result.headline.perspective)
    return "".join(observed.both_numbers(one, declared[one.name], texts) + " " for one in found)


def _recouped(result: Result, texts: Texts) -> str:
    """How much of the cost the mean saving covers at the claim's date; empty where there is no cost."""
    cost, saved = result.money.cost, sum(result.money.by_category.values())
    if cost <= 0:
        return ""
    share = saved / cost
    return texts(
        "recouped" if share > 0 else "recouped.nothing",
        cost=texts.amount(cost, 1),
        saved=texts.amount(saved, 1),
        share=texts.percent(share),
        discounted=discounted(result, texts),
    )


def discounted(result: Result, texts: Texts) -> str:
    """A word where amounts are discounted; else empty."""
    return texts("sources.discounted") if result.headline.discounted else ""


def gate(result: Result, texts: Texts) -> str | None:
    """Why there is no verdict where noise forbids one; None otherwise."""
    share = result.headline.noise_share
    if share is None or not is_too_noisy(share):
        return None
    limit = texts.percent(NOISE_GATE)
    return texts("gate", share=texts.percent(share), limit=limit)


def probability_within(payback: Payback, years: float) -> float | None:
    """The probability for a whole number of years; None where the limit is no whole year of the horizon."""
    index = round(years) - 1
    whole = abs(years - round(years)) < 1e-9 and 0 <= index < len(payback.probability_by_year)
    return payback.probability_by_year[index] if whole else None


def more(result: Result, texts: Texts) -> str:
    """What stands behind `--all`, and noise where it is so much that more life courses are needed."""
    share, count = result.run.noise_share, len(result.scenario.left_out)
    said = texts("more", left_out=texts("more.left_out", count=count) if count else "")
    noisy = share is not None and share > NOISE_AIM and result.run.engine is not Engine.EXPECTED
    return f"{noise(result, texts)}\n{said}" if noisy else said


def left_out_in_full(result: Result, texts: Texts) -> list[str]:
    """What the model leaves out and which way that pushes, one each."""
    return [" ".join(texts.named(label).split()) for label in result.scenario.left_out.values()]


def _probability_in_words(value: float, draws: int, texts: Texts) -> str:
    """A probability; at its ends with the number of draws where there are too few to speak of one in a hundred."""
    shown = texts.probability(value)
    if shown[0] in "<>" and draws < HUNDRED:
        return texts("probability.none" if shown[0] == "<" else "probability.all", draws=texts.count("draws", draws))
    relation = {"<": "below", ">": "above"}.get(shown[0], "is")
    return texts(f"probability.{relation}", probability=shown.lstrip("<> "))


def conditions(claim: ClaimResult, texts: Texts) -> str:
    """What exactly the headline claims."""
    costs = texts(f"costs.{claim.costs.value}")
    return texts(
        "conditions",
        ranges=ranges([claim.confidence], texts),
        costs=costs[:1].upper() + costs[1:],
        savings=texts(f"savings.{claim.savings.value}"),
        discounted=texts(f"discounted.{claim.discounted}"),
        clock_start=texts(f"clock_start.{claim.clock_start.value}"),
        crossing=texts(f"conditions.{claim.crossing.value}", horizon=texts.count("years", claim.horizon_years)),
    )


def verdict_word(claim: ClaimResult | Tested, texts: Texts) -> str:
    """The verdict in a word."""
    return texts(f"verdict_short.{claim.verdict.value}")


def title(result: Result, texts: Texts) -> str:
    """The scenario, its variant, and whether numbers of a workbook stand in for its own."""
    parts = [result.scenario.title]
    if result.run.variant is not None:
        parts.append(texts("variant", name=result.run.variant))
    if result.run.fitted:
        parts.append(texts("fit.title"))
    if result.run.edits is not None and result.run.edits.values:
        parts.append(texts("edited.title", count=len(result.run.edits.values), file=Path(result.run.edits.file).name))
    return " · ".join(parts)


def edited(result: Result, texts: Texts) -> Iterator[str]:
    """What a workbook changed, number by number, and what the file has changed since it was written."""
    if result.run.edits is None:
        return
    edits, declared = result.run.edits, quantities(result.scenario)
    yield texts("edited" if edits.values else "edited.nothing", file=edits.file)
    if edits.is_of_another:
        yield texts("edited.another", file=edits.file)
    for key, now in edits.values.items():
        unit, both = texts(f"unit.{declared[key].unit}"), (edits.before[key], now)
        then, changed = (texts.plain(value) for value in both)
        if then == changed:  # they differ in a digit that is not shown
            then, changed = map(repr, both)
        fixed = texts("edited.fixed") if key in edits.fixed else ""
        yield f"  {key}: {then} → {changed} {unit}{fixed}"
    for key, number in edits.since.items():
        words = "edited.both" if key in edits.values else "edited.since"
        yield texts(words, name=key, then=texts.plain(number))


def subtitle(result: Result, texts: Texts) -> str:
    """Who, how long, in which prices, from how many draws; under which rules, where these are frozen."""
    time, frozen = result.scenario.time, result.scenario.frozen
    head = texts(
        "subtitle",
        families=texts.count("families", result.moved.families, decimals=0),
        persons=texts.count("persons", result.moved.persons, decimals=0),
        horizon=texts.count("years", time.horizon_years),
        start=time.start.year,
        price_year=time.price_year,
        draws=texts.count("draws", result.run.draws),
    )
    return head if frozen is None else f"{head}\n{rules(result, texts)}"


def rules(result: Result, texts: Texts) -> str:
    """Under which rules and amounts."""
    frozen = result.scenario.frozen
    return texts("rules.as_legislated") if frozen is None else texts("rules.frozen", year=frozen.year)


def extrapolation(result: Result, texts: Texts) -> str:
    """Which part of the savings was seen here, and which nobody has seen."""
    if result.money.extrapolated_share is None:
        return texts("extrapolation.nothing_saved")
    if result.money.observed_until is None:
        return texts("extrapolation.nothing_observed")
    return texts(
        "extrapolation",
        share=texts.percent(1.0 - result.money.extrapolated_share),
        years=texts.plain(result.headline.within_years),
        observed=texts.number(result.money.observed_until, 1),
    )


def noise(result: Result, texts: Texts) -> str:
    """How much of the variation is noise, and what to do when it is much."""
    share = result.run.noise_share
    moved = texts.percent(sum(result.run.approximations.values()), decimals=1)
    if result.run.engine is Engine.EXPECTED:
        return texts("noise.expected", share=moved)
    if share is None:
        return texts("noise.unknown")
    if share == 0 and result.run.engine is not Engine.MIXED:
        return texts("noise.none")
    raw, kind = texts.probability(result.headline.raw_probability), "noise"
    if result.run.engine is Engine.MIXED:
        kind = "noise.mixed"
    said = texts(kind, share=texts.percent(share), raw=raw, moved=moved)
    if share > NOISE_AIM:
        said += " " + texts("noise.high", limit=texts.percent(NOISE_AIM))
    return said


def precision(result: Result, texts: Texts) -> str | None:
    """A warning when there are too few draws to print two decimals; None otherwise."""
    claim = result.headline
    half_width = (claim.upper - claim.lower) / 2
    if half_width <= 0.05:
        return None
    said = texts(
        "few_draws",
        draws=texts.count("draws", result.run.draws),
        error=texts.number(half_width, 2),
    )
    return said + (texts("few_draws.none") if result.run.draws < HUNDRED else "")


def sought(result: Result, texts: Texts) -> str | None:
    """How far a precision that was asked for was reached; None where none was."""
    asked = result.run.sought
    if asked is None:
        return None
    key = "reached" if asked.short is None else asked.short.value
    values = {
        "wanted": texts.number(asked.half_width, 3),
        "found": texts.number(asked.found, 3),
        "draws": texts.count("draws", result.run.draws),
    }
    if asked.short is Shortfall.NOISE:
        values["share"] = texts.percent(result.run.noise_share or 0.0)
    return texts(f"sought.{key}", **values)


def sobol(result: Result, texts: Texts) -> str | None:
    """That the draws are Sobol points, where they are."""
    return texts("sobol", scrambles=result.run.scrambles) if result.run.scrambles else None


def evidence(result: Result, texts: Texts) -> str:
    """What kind of evidence the effects rest on, in the scenario's own words."""
    return evidence_line(result.scenario.evidence, texts)


def evidence_line(label: Label, texts: Texts) -> str:
    """The same of any declaration."""
    return texts("evidence", evidence=" ".join(texts.named(label).split()))


def redrawn(result: Result, texts: Texts) -> list[str]:
    """Where a reported level contradicted the base hazards in some draws."""
    return [
        texts("redrawn", share=texts.percent(share), level=level)
        for level, share in result.run.redrawn.items()
        if share > 0
    ]
