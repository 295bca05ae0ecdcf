"""Where the saving comes from, in words: what a family has to save, what the model finds, and what it consists of."""

from __future__ import annotations

from collections.abc import Iterator

from businesscase.core.vocabulary import Costs, is_not_modelled
from businesscase.measures.result import Result
from businesscase.report.texts import not_modelled
from businesscase.report.texts.sentences import discounted, probability_within
from businesscase.report.texts.texts import Texts

PARTS = 3  # of the saving, named on the first screen


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
    amounts = [*(amount for _, amount in shown), rest]
    large = any(round(abs(amount) / 1e3) >= 1000 for amount in amounts)
    least = 1e5 if large else 1e3  # what is shown as a figure at all

    def part(name: str, amount: float) -> str:
        return f"{name} {texts.number(amount / (10.0 * least if large else least), int(large), sign=True)}"

    parts = [part(name.partition(" (")[0], amount) for name, amount in shown if round(amount / least)]
    if round(rest / least):
        parts.append(part(texts("observed.rest"), rest))
    size = texts("observed.parts.mio" if large else "observed.parts.thousand")
    return said + (texts("observed.parts", size=size, parts=", ".join(parts)) if parts else "")


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
        total, own = sum(saved_by.values()), list(shown.values())
        yield texts(
            "sources" if total >= 0 else "sources.lost",
            total=texts.amount(abs(total), 2, beside=own),
            years=texts.count("years", claim.within_years),
            discounted=discounted(result, texts),
            parts=", ".join(
                f"{name} {texts.figure(saved, 2, sign=True, beside=[total, *own])}" for name, saved in shown.items()
            ),
        )
    region = not_modelled.untreated(result, texts)
    if region is not None:
        yield region
    if round(result.money.other_municipalities / 1e4):
        yield texts(
            "other_municipalities",
            amount=texts.amount(result.money.other_municipalities, 2),
            years=texts.count("years", len(result.money.yearly_saving[claim.perspective])),
        )
    if claim.costs is Costs.NET_OF_GRANTS and result.scenario.programme.grants:
        said = texts("residual")
        routine = result.paybacks.routine
        chance = None if routine is None else probability_within(routine, claim.within_years)
        if routine is not None and chance is not None:
            cost, probability = texts.amount(routine.extra_cost, 1), texts.probability(chance)
            said += texts("residual.routine", cost=cost, probability=probability)
        yield said


def _within(label: str) -> str:
    """A label inside a sentence: its first letter small, unless it is an abbreviation."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]
