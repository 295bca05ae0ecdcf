"""Where the saving comes from, in words: what a family has to save, what the model finds, and what it consists of."""

from __future__ import annotations

from collections.abc import Iterator

from businesscase.core.vocabulary import Costs, is_not_modelled
from businesscase.measures.result import Result
from businesscase.report.texts import not_modelled
from businesscase.report.texts.sentences import discounted, probability_within
from businesscase.report.texts.texts import Texts

PARTS = 4  # of the saving, named on the first screen


def found_and_why(result: Result, texts: Texts) -> str | None:
    """What a family has to save, what the model finds, and what that consists of; None where nothing is to recoup."""
    gap = result.observations.gap
    if gap.needed <= 0:
        return None
    said = texts(
        "observed.gap",
        years=texts.count("years", result.headline.within_years),
        needed=texts.number(gap.needed / 1e3, 0),
        found=texts.number(gap.found / 1e3, 0),
        low=texts.number(gap.p10 / 1e3, 0),
        high=texts.number(gap.p90 / 1e3, 0),
    )
    saved = sorted(_saved_by(result, texts).items(), key=lambda item: -abs(item[1]))
    shown, rest = saved[:PARTS], sum(amount for _, amount in saved[PARTS:])
    parts = [
        f"{name.partition(' (')[0]} {texts.number(amount / 1e6, 1, sign=True)}"
        for name, amount in shown
        if round(amount / 1e5)
    ]
    if round(rest / 1e5):
        parts.append(f"{texts('observed.rest')} {texts.number(rest / 1e6, 1, sign=True)}")
    return said + (texts("observed.parts", parts=", ".join(parts)) if parts else "")


def _saved_by(result: Result, texts: Texts) -> dict[str, float]:
    """What is saved until the headline's date by what it is, in words; all that is not modelled in one."""
    found: dict[str, float] = {}
    for category, saved in result.money.by_category.items():
        label = texts.category(category, result.scenario)
        name = texts("not_modelled") if is_not_modelled(category) else _within(label)
        found[name] = found.get(name, 0.0) + saved
    return found


def under_payers(result: Result, texts: Texts) -> Iterator[str]:
    """What the table of payers needs beside it: where the saving comes from, who else is in it, what the cost is."""
    claim = result.headline
    saved_by = _saved_by(result, texts)
    shown = {name: saved for name, saved in sorted(saved_by.items(), key=lambda item: -item[1]) if round(saved / 1e4)}
    if shown:
        total = sum(saved_by.values())
        yield texts(
            "sources" if total >= 0 else "sources.lost",
            total=texts.millions(abs(total), 2),
            years=texts.count("years", claim.within_years),
            discounted=discounted(result, texts),
            parts=", ".join(f"{name} {texts.number(saved / 1e6, 2, sign=True)}" for name, saved in shown.items()),
        )
    region = not_modelled.untreated(result, texts)
    if region is not None:
        yield region
    if round(result.money.other_municipalities / 1e4):
        yield texts(
            "other_municipalities",
            amount=texts.millions(result.money.other_municipalities, 2),
            years=texts.count("years", len(result.money.yearly_saving[claim.perspective])),
        )
    if claim.costs is Costs.NET_OF_GRANTS and result.scenario.programme.grants:
        said = texts("residual")
        routine = result.paybacks.routine
        chance = None if routine is None else probability_within(routine, claim.within_years)
        if routine is not None and chance is not None:
            cost, probability = texts.millions(routine.extra_cost, 1), texts.probability(chance)
            said += texts("residual.routine", cost=cost, probability=probability)
        yield said


def _within(label: str) -> str:
    """A label inside a sentence: its first letter small, unless it is an abbreviation."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]
