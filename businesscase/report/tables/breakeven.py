"""The table of what turns a claim."""

from __future__ import annotations

from businesscase.analysis.breakeven.results import BreakEven, BreakEvenValue
from businesscase.analysis.levers.scaled import Derived
from businesscase.report.tables.table import Cell, Column, Kind, Table
from businesscase.report.texts.inputs import in_unit, input_name, percentile, unit_name
from businesscase.report.texts.labels import clock_label, state_label
from businesscase.report.texts.texts import Texts

SHOWN = 12  # rows on one screen


def turning_table(found: BreakEven, texts: Texts, *, shown: int | None = SHOWN) -> Table:
    """What turns the claim, nearest to what is believed first; then what is looked for first by many, and does not."""
    alone = len(found.values) == 1
    rows = [one for one in found.values if alone or one.value is not None or always_listed(one)][:shown]
    told = Table(
        title=texts("turn.one" if alone else "turn.table" if found.by_probability else "turn.table.even"),
        columns=(
            Column(texts("turn.column.what"), width=52),
            Column(texts("turn.column.declared"), width=14),
            Column(texts("turn.column.value" if found.by_probability else "turn.column.even"), width=15),
            Column(texts("turn.column.unit"), width=18),
            *(() if found.by_probability else (Column(texts("turn.column.chance"), Kind.PROBABILITY),)),
            Column(texts("turn.column.percentile"), width=12),
        ),
        rows=tuple(_row(found, one, texts) for one in rows),
        note=_note(found, rows, texts),
    )
    return told


def _row(found: BreakEven, one: BreakEvenValue, texts: Texts) -> tuple[Cell, ...]:
    about = "≈ " if one.approximate and one.value is not None else ""
    value = texts("turn.none") if one.value is None else about + in_unit(one.value, one.unit, texts)
    if one.value is None and always_listed(one):
        value = texts("turn.none_up_to", most=in_unit(one.highest, one.unit, texts))
    unit = value_unit(found, one, texts)
    declared = in_unit(one.declared, one.unit, texts)
    there = () if found.by_probability else (one.chance,)
    return name_of_value(found, one, texts), declared, value, unit, *there, percentile(one.percentile, texts)


def always_listed(one: BreakEvenValue) -> bool:
    """Whether it is listed though no value does it: what is derived, and for how long an effect lasts."""
    return one.derived is not None or one.key.endswith(".half_life")


def value_unit(found: BreakEven, one: BreakEvenValue, texts: Texts) -> str:
    """Unit of its values, in words; of what is derived also by when it is counted."""
    if one.derived is None:
        return unit_name(one.unit, texts, one.key)
    return texts(f"turn.unit.{one.unit}", years=texts.count("years", found.asked.claim.within_years))


def name_of_value(found: BreakEven, one: BreakEvenValue, texts: Texts) -> str:
    """What it is, in words."""
    scenario = found.scenario
    if one.derived is None:
        return input_name(scenario, one.key, texts)
    _, _, of = one.key.partition(".")
    clock, _, state = of.partition(".")
    success, states = scenario.programme.success, ""
    if one.derived is Derived.SUCCESS and success is not None:
        states = ", ".join(state_label(scenario, success.clock, each, texts).lower() for each in success.states)
    return texts(
        f"turn.derived.{one.derived}",
        clock=clock_label(scenario, clock, texts) if clock else "",
        state=state_label(scenario, clock, state, texts).lower() if state else "",
        states=states,
    )


def _note(found: BreakEven, rows: list[BreakEvenValue], texts: Texts) -> str:
    if len(found.values) == 1 and found.values[0].percentile is None and found.values[0].distance is None:
        one = found.values[0]
        if one.value is not None and one.derived is None:
            return texts("turn.note.fixed")
    alone = len(found.values) == 1 and found.values[0].derived is None
    words = texts("turn.note.alone" if alone else "turn.note")
    if any(one.chance is not None for one in rows):
        words += texts("turn.note.chance")
    if any(one.approximate and one.value is not None for one in rows):
        words += texts("turn.note.approximate", few=texts.count("draws", found.few))
    return words
