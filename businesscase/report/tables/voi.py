"""Tables of what knowledge is worth: to each perspective, by group of inputs, and of the studies that could be made."""

from __future__ import annotations

from businesscase.analysis.voi.results import Known, Voi
from businesscase.analysis.voi.studies import SAVING, SUCCESS
from businesscase.report.tables.table import Cell, Column, Kind, Table
from businesscase.report.texts.inputs import input_name
from businesscase.report.texts.labels import clock_label, state_label
from businesscase.report.texts.texts import Texts, humanised
from businesscase.scenario.declare.keys import split

SHOWN = 5  # groups on one screen
_LEAST = 0.01  # of what perfect information is worth: less is not listed


def decisions(found: Voi, texts: Texts) -> Table:
    """Roll out or not, as every perspective would decide, and what perfect information is worth to it."""
    rows: list[tuple[Cell, ...]] = []
    for one in found.decisions:
        what = texts("voi.roll_out" if one.rolls_out else "voi.leave")
        worth = (found.of_all(each) for each in (one.perfect.value, one.perfect.error))
        expected = round(one.expected.value, -2)
        rows.append((texts(f"payer.{one.perspective.value}"), expected, one.chance, what, *worth))
    return Table(
        title=texts("voi.decisions"),
        columns=(
            Column(texts("voi.column.perspective"), width=24),
            Column(texts("voi.column.expected"), Kind.KRONER),
            Column(texts("voi.column.chance"), Kind.PROBABILITY),
            Column(texts("voi.column.decision"), width=16),
            Column(texts("voi.column.perfect"), Kind.MILLIONS),
            Column(texts("voi.column.error"), Kind.MILLIONS),
        ),
        rows=tuple(rows),
    )


def groups(found: Voi, texts: Texts, *, shown: int | None = SHOWN) -> Table:
    """What knowing each group exactly is worth to all families; those that were asked for, or are worth something."""
    rows: list[tuple[Cell, ...]] = []
    for one in worth_knowing(found)[:shown]:
        worth = (found.of_all(each) for each in (one.worth.value, one.worth.error))
        rows.append((group_name(found, one, texts), *worth, one.grade))
    return Table(
        title=texts("voi.groups"),
        columns=(
            Column(texts("turn.column.what"), width=52),
            Column(texts("voi.column.worth"), Kind.MILLIONS),
            Column(texts("voi.column.error"), Kind.MILLIONS),
            Column(texts("drive.column.grade"), width=6),
        ),
        rows=tuple(rows),
    )


def studies(found: Voi, texts: Texts) -> Table:
    """Net benefit of every study that was looked at: families down, years of follow-up across."""
    points = {(point.families, point.follow_up): point for point in found.sampling.points}
    sizes, years = (sorted({key[place] for key in points}) for place in (0, 1))
    title = "voi.studies" if found.sampling.costs_told else "voi.studies.untold"
    return Table(
        title=texts(title),
        columns=(
            Column(texts("voi.column.families"), Kind.INTEGER),
            *(Column(texts.count("years", year), Kind.MILLIONS) for year in years),
        ),
        rows=tuple((size, *(points[size, year].net for year in years)) for size in sizes),
    )


def worth_knowing(found: Voi) -> list[Known]:
    """Groups whose worth is not lost in its error or beside all there is to know, or that were asked for by name."""
    least = _LEAST * found.decision.perfect.value
    return [one for one in found.groups if one.name or one.worth.value > max(one.worth.error, least)]


def group_name(found: Voi, one: Known, texts: Texts) -> str:
    """A group by its first input, and how many go with it; a topic by its words."""
    if one.name and one.name not in one.keys:
        section, *rest = split(one.name)
        name = ": ".join([humanised(section), *(humanised(part).lower() for part in rest)])
    else:
        name = input_name(found.scenario, one.name or one.keys[0], texts)
    return name if len(one.keys) == 1 else f"{name} (+ {len(one.keys) - 1})"


def outcome_name(found: Voi, texts: Texts) -> str:
    """What a study measures, in words."""
    scenario, outcome = found.scenario, found.sampling.study.outcome
    if outcome in scenario.observations:
        return texts.named(scenario.observations[outcome].label)
    if outcome in (SAVING, SUCCESS):
        return texts(f"voi.outcome.{outcome}")
    clock = next(name for name in scenario.clocks if outcome.startswith(f"{name}."))
    state = state_label(scenario, clock, outcome.removeprefix(f"{clock}."), texts).lower()
    return texts("voi.outcome.state", clock=clock_label(scenario, clock, texts), state=state)
