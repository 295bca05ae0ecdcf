"""What was measured beside what the model predicts, in sentences for a finance committee."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from businesscase.measures.observations import LEAST_EFFECTIVE, Comparison, Reading, Updated
from businesscase.measures.result import Result
from businesscase.report.texts.labels import state_label
from businesscase.report.texts.texts import Texts
from businesscase.scenario.declare.observations import Observation

DAYS = 365.0  # of a year, in which time is told


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

    `brief`: of what it leaves only the probability, as the first screen has room for.
    """
    for one in result.observations.comparisons:
        declared = result.scenario.observations[one.name]
        said = [f"{_measured(one, declared, texts)}{_readings(one, declared, texts)}.", distance(one, texts)]
        if declared.compares:
            said.append(updated(one, texts, brief=brief))
        yield " ".join(said)


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
    return ends[0] if ends[0] == ends[1] else texts("observed.range", low=ends[0], high=ends[1])


def _readings(one: Comparison, declared: Observation, texts: Texts) -> str:
    """What is predicted by each reading of what was counted; empty where there is one."""
    each = [
        f"{reading_label(one, declared, texts)} {amount(one.mean, declared, texts)}"
        + ("" if one.anyway is None else texts("observed.anyway", amount=amount(one.anyway, declared, texts)))
        for one in one.readings
    ]
    return texts("observed.readings", parts=", ".join(each)) if len(each) > 1 else ""


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
        return texts.percent(value)
    if declared.measure == "time":
        return texts.number(value * DAYS, 0)
    return texts.number(value, 1)


def unit(declared: Observation, texts: Texts) -> str:
    """What the values are counted in."""
    if declared.is_money:
        return texts("observed.unit.money")
    if declared.measure == "share":
        return texts("observed.unit.share")
    return texts(f"observed.unit.{declared.measure}.{declared.of_states.per}")


def what(result: Result, declared: Observation, texts: Texts) -> str:
    """What was measured, in words: categories of money, or states."""
    if declared.is_money:
        payer = texts(f"payer.{declared.of_money.perspective.value}")
        return texts(f"observed.what.{declared.measure}", payer=payer)
    states = declared.of_states
    named = ", ".join(state_label(result.scenario, states.clock, state, texts) for state in states.states)
    return texts(f"observed.what.{declared.measure}", states=named)
