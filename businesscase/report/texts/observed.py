"""What was measured beside what the model predicts, in sentences for a finance committee."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import timedelta

from businesscase.measures.observations import LEAST_EFFECTIVE, Comparison, Reading, Updated
from businesscase.measures.result import Result
from businesscase.report.texts.labels import state_label
from businesscase.report.texts.texts import Texts
from businesscase.scenario.declare.observations import Observation

DAYS = 365.0  # of a year, in which time is told
FEW_READINGS = 3  # that are all named on the first screen


def observed_briefly(result: Result, texts: Texts) -> Iterator[str]:
    """The measurement that says most, in a few sentences, and how many more there are.

    One with a comparison before any without, then the one that lies furthest from what is predicted.
    """
    found, declared = result.observations.comparisons, result.scenario.observations
    said = dict(zip((one.name for one in found), observed_lines(result, texts, brief=True), strict=True))
    if not said:
        return
    first = max(found, key=lambda one: (declared[one.name].compares, abs(one.z)))
    yield said[first.name]
    if len(said) > 1:
        yield texts("observed.more", count=len(said) - 1)


def observed_lines(result: Result, texts: Texts, *, brief: bool = False) -> Iterator[str]:
    """Each observation in a few sentences: what was measured, what the model says to it, what that leaves.

    Args:
        brief: as the first screen has room for: of many readings the ends, and of what is left only the probability.
    """
    for one in result.observations.comparisons:
        declared = result.scenario.observations[one.name]
        readings = _ends if brief and len(one.readings) > FEW_READINGS else _readings
        said = [f"{_measured(one, declared, texts)}{readings(one, declared, texts)}.", distance(one, texts)]
        if (right := _if_right(result, one, declared, texts)) is not None:
            said.insert(1, right)
        if declared.compares:
            said.append(updated(one, texts, brief=brief))
        yield " ".join(said)


def _if_right(result: Result, one: Comparison, declared: Observation, texts: Texts) -> str | None:
    """What a measured saving, taken as it stands, leaves of the headline; None where they cannot be set side by side.

    They can where the same budgets saved it within the time that is asked about, at the same prices.
    """
    claim, time, gap = result.headline, result.scenario.time, result.observations.gap
    if declared.saving is None or not declared.compares or gap.needed <= 0.0:
        return None
    asked_until = time.start + timedelta(days=DAYS * claim.within_years + 1.0)  # a day for leap years
    if (
        declared.saving.perspective != claim.perspective
        or declared.value.price_year != time.price_year
        or declared.until is None
        or declared.until > asked_until
    ):
        return None
    return texts("observed.if_right.recouped" if one.measured >= gap.needed else "observed.if_right.short")


def _measured(one: Comparison, declared: Observation, texts: Texts) -> str:
    return texts(
        "observed.measured",
        label=texts.named(declared.label),
        design=texts(f"design.{declared.design}"),
        second_hand=(texts("observed.second_hand") if declared.value.second_hand else "")
        + (texts("observed.derived") if declared.is_derived else ""),
        value=amount(one.measured, declared, texts),
        unit=unit(declared, texts),
        error=_errors(one, declared, texts),
        mean=amount(one.mean, declared, texts),
        low=amount(one.p10, declared, texts),
        high=amount(one.p90, declared, texts),
    )


def _errors(one: Comparison, declared: Observation, texts: Texts) -> str:
    """The standard error, from the smallest to the largest where it depends on what was counted."""
    each = [reading.standard_error for reading in one.readings]
    ends = [amount(value, declared, texts) for value in (min(each), max(each))]
    said = ends[0] if ends[0] == ends[1] else texts("observed.range", low=ends[0], high=ends[1])
    return said if declared.families is None else texts("observed.computed", error=said)


def _readings(one: Comparison, declared: Observation, texts: Texts) -> str:
    """What is predicted by each reading of what was counted; empty where there is one."""
    each = [
        f"{reading_label(one, declared, texts)} {amount(one.mean, declared, texts)}"
        + ("" if one.anyway is None else texts("observed.anyway", amount=amount(one.anyway, declared, texts)))
        for one in one.readings
    ]
    return texts("observed.readings", parts=", ".join(each)) if len(each) > 1 else ""


def _ends(one: Comparison, declared: Observation, texts: Texts) -> str:
    """The lowest and the highest of what is predicted by the readings."""
    least, most = (choose(one.readings, key=lambda each: each.mean) for choose in (min, max))
    named = []
    for each in (least, most):
        anyway = (
            "" if each.anyway is None else texts("observed.ends.anyway", amount=amount(each.anyway, declared, texts))
        )
        label = reading_label(each, declared, texts)
        named.append(f"{amount(each.mean, declared, texts)} ({label}{anyway})")
    return texts("observed.ends", low=named[0], high=named[1])


def both_numbers(one: Comparison, declared: Observation, texts: Texts) -> str:
    """What was measured and what the model predicts instead, in one sentence."""
    return texts(
        "observed.both_numbers",
        label=texts.named(declared.label),
        unit=unit(declared, texts),
        value=amount(one.measured, declared, texts),
        mean=amount(one.mean, declared, texts),
        low=amount(one.p10, declared, texts),
        high=amount(one.p90, declared, texts),
    )


def distance(one: Comparison, texts: Texts) -> str:
    """Whether prediction and measurement contradict each other."""
    key = "observed.apart" if one.surprising else "observed.together"
    tail = max(one.tail, sys.float_info.min)  # a normal error's tail is never nothing, where floating point's is
    return texts(key, z=texts.number(abs(one.z), 1), tail=texts.percent(tail))


def updated(one: Comparison, texts: Texts, *, brief: bool = False) -> str:
    """What is left of the claim if the measurement is right."""
    found = one.updated
    if found.probability is None:
        effective, least = texts.number(found.effective_draws, 0), texts.number(LEAST_EFFECTIVE, 0)
        return texts("observed.too_few", effective=effective, least=least)
    return texts("observed.updated.brief" if brief else "observed.updated", **weighed_values(found, texts))


def weighed_values(found: Updated, texts: Texts) -> dict[str, str]:
    """The probability with the same draws unweighted and weighed, and the paired error of its change."""
    names = {"before": found.before, "probability": found.probability, "error": found.error}
    return {name: texts.probability(value) for name, value in names.items() if value is not None}


def reading_label(reading: Reading, declared: Observation, texts: Texts) -> str:
    """A reading by its own words."""
    definition = declared.definitions.get(reading.name)
    return texts("observed.as_declared") if definition is None else texts.named(definition.label)


def amount(value: float, declared: Observation, texts: Texts) -> str:
    """A measured or predicted value in the unit of `unit`."""
    if declared.is_money:
        return texts.number(value / 1e3, 0)
    if declared.measure == "share":
        return texts.number(100.0 * value, 0) if declared.arm == "difference" else texts.percent(value)
    if declared.measure == "time":
        return texts.number(value * DAYS, 0)
    return texts.number(value, 1)


def unit(declared: Observation, texts: Texts) -> str:
    """What the values are counted in."""
    if declared.is_money:
        return texts("observed.unit.money")
    if declared.measure == "share":
        return texts("observed.unit.points" if declared.arm == "difference" else "observed.unit.share")
    return texts(f"observed.unit.{declared.measure}.{declared.of_states.per}")


def what(result: Result, declared: Observation, texts: Texts) -> str:
    """What was measured, in words: categories of money, or states."""
    if declared.is_money:
        payer = texts(f"payer.{declared.of_money.perspective.value}")
        return texts(f"observed.what.{declared.measure}", payer=payer)
    states = declared.of_states
    named = ", ".join(state_label(result.scenario, states.clock, state, texts) for state in states.states)
    return texts(f"observed.what.{declared.measure}", states=named)
