"""Goals in words: what is asked for, as if how much of it is met, and where the model cannot meet it."""

from __future__ import annotations

from collections.abc import Iterator

from businesscase.measures.goals import GoalOutcome
from businesscase.measures.result import Result
from businesscase.report.texts.texts import Texts, humanised
from businesscase.scenario.declare.quantity import UNITS

MOST = 0.5  # share of draws in which a goal is there without the programme, above which that is said
IN_FULL = 0.9995  # of a goal, shown in whole per cent


def briefly(result: Result, texts: Texts) -> str | None:
    """That the effects are goals as if met, and which are met already or cannot be; None without goals."""
    rows = result.moved.goals
    if not rows:
        return None
    how = [how_much(row.met, texts) for row in rows]
    alike = len(set(how)) == 1  # then it is said once
    named = []
    for row, met in zip(rows, how, strict=True):
        said = texts(
            "goals.named", label=goal_label(result, row, texts), asked=asked(result, row, texts),
            until=texts.date(row.until), ratio=texts.number(row.ratio, 1),
        )  # fmt: skip
        named.append(said if alike else f"{said} ({met})")
    first = texts("goals.first", met=f", {how[0]}" if alike else "", goals="; ".join(named))
    return " ".join([first, *_warnings(result, texts)])


def goal_label(result: Result, row: GoalOutcome, texts: Texts) -> str:
    """The name of a goal."""
    label = result.scenario.goals[row.goal].label
    return humanised(row.goal).lower() if label is None else texts.named(label)


def asked(result: Result, row: GoalOutcome, texts: Texts) -> str:
    """What is asked for, as it is written."""
    of = result.scenario.goals[row.goal].of
    if row.unit in ("share", "percent"):
        amount = texts.percent(row.amount * UNITS[row.unit][1])
    elif row.kind == "times":
        amount = texts.plain(row.amount)
    else:
        unit = "" if row.unit == "number" else f" {texts(f'unit.{row.unit}')}"
        total = "" if of is None else f" {texts('goals.of', of=texts.plain(of.value))}"
        amount = f"{texts.plain(row.amount)}{unit}{total}"
    return texts(f"goals.{row.kind}", amount=amount)


def value(row: GoalOutcome, outcome: float, texts: Texts) -> str:
    """An outcome as its measure is told."""
    if row.measure == "share":
        return texts.percent(outcome, decimals=1)
    if row.measure != "time":
        return texts.number(outcome, 1)
    unit = "years" if row.kind == "times" else row.unit
    return f"{texts.number(outcome / UNITS[unit][1], 1)} {texts(f'unit.{unit}')}"


def how_much(met: float, texts: Texts) -> str:
    """In full, or which part of it on average."""
    return texts("goals.in_full") if met >= IN_FULL else texts("goals.in_part", met=texts.percent(met))


def _warnings(result: Result, texts: Texts) -> Iterator[str]:
    for row in result.moved.goals:
        label = goal_label(result, row, texts)
        if row.already > MOST:
            without = value(row, row.without, texts)
            yield texts("goals.already", label=label, without=without, share=texts.percent(row.already))
        if row.missed > 0:
            yield texts("goals.missed", label=label, share=texts.percent(row.missed))
