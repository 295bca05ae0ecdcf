"""Tables of what drives a claim: bars, switches, shares of the spread."""

from __future__ import annotations

from collections.abc import Sequence

from businesscase.analysis.sensitivity.results import Bar, Index, Sensitivity, Switch
from businesscase.core.payers import Perspective
from businesscase.report.tables.table import Cell, Column, Kind, Table
from businesscase.report.texts.inputs import in_unit, input_name
from businesscase.report.texts.texts import Texts, humanised
from businesscase.scenario.declare.keys import split

SHOWN = 5  # bars on one screen
APPROXIMATELY = "≈"  # before what was taken from a few draws
STILL = 500.0  # DKK: bars that move less are not listed
_PAYERS = tuple(each for each in Perspective if each.public)


def bars(found: Sensitivity, texts: Texts, *, shown: int = SHOWN) -> Table:
    """The widest bars of the claim's own payer, with the share of the spread that each explains."""
    payer, rows = found.asked.claim.perspective, list[tuple[Cell, ...]]()
    explained = {key: one for one in found.indices for key in one.keys}
    for bar in found.bars[:shown]:
        ends = [None if end is None else end.at_date[payer] for end in (bar.at_low, bar.at_high)]
        share = None if found.design else explained.get(bar.key)
        rows.append((*_input(found, bar, texts), *ends, None if share is None else _share(share, texts)))
    marks = _marks(found.bars[:shown])
    note = texts("drive.bars.note") if shown > SHOWN else ""
    return Table(
        title=texts("drive.bars", years=_years(found, texts)),
        columns=(
            Column(texts("turn.column.what"), width=52),
            Column(texts("drive.column.low"), width=10),
            Column(texts("drive.column.high"), width=10),
            *_mark_column(marks),
            Column(texts("drive.column.at_low"), Kind.MILLIONS),
            Column(texts("drive.column.at_high"), Kind.MILLIONS),
            Column(texts("drive.column.explains"), width=10),
        ),
        rows=_marked(rows, marks, 3),
        note=_note(found, marks, texts, note),
    )


def bars_by_payer(found: Sensitivity, texts: Texts) -> Table:
    """Every bar that moves something: payback of the claim, and K of each payer, from one end to the other."""
    rows, listed = list[tuple[Cell, ...]](), list[Bar]()
    for bar in found.bars:
        ends = (bar.at_low, bar.at_high)
        if ends[0] is None or ends[1] is None or max(map(bar.swing, _PAYERS)) < STILL:
            continue
        paybacks = [end.payback for end in ends if end is not None]
        moves = [ends[1].at_date[payer] - ends[0].at_date[payer] for payer in _PAYERS]
        rows.append((_input(found, bar, texts)[0], *paybacks, *moves))
        listed.append(bar)
    marks = _marks(listed)
    return Table(
        title=texts("drive.bars.all", years=_years(found, texts)),
        columns=(
            Column(texts("turn.column.what"), width=52),
            *_mark_column(marks),
            Column(f"{texts('drive.column.payback')}\n{texts('drive.column.low')}", Kind.PAYBACK),
            Column(texts("drive.column.high"), Kind.PAYBACK),
            *(Column(texts(f"payer_short.{payer.value}"), Kind.MILLIONS) for payer in _PAYERS),
        ),
        rows=_marked(rows, marks, 1),
        note=_note(found, marks, texts),
        horizon=found.scenario.time.horizon_years,
    )


def switches(found: Sensitivity, texts: Texts) -> Table:
    """The claim with one choice made otherwise, as declared first."""
    payer = found.asked.claim.perspective
    rows: list[tuple[Cell, ...]] = []
    for one in found.switches:
        ends = (texts("drive.impossible"), "") if one.found is None else (one.found.at_date[payer], one.found.payback)
        rows.append((switch_name(one, texts), *ends))
    return Table(
        title=texts("drive.switches", years=_years(found, texts)),
        columns=(
            Column(texts("drive.column.choice"), width=52),
            Column(texts("drive.column.net"), Kind.MILLIONS),
            Column(texts("drive.column.payback"), Kind.PAYBACK),
        ),
        rows=tuple(rows),
        horizon=found.scenario.time.horizon_years,
    )


def indices(found: Sensitivity, texts: Texts, *, shown: int = 20) -> Table:
    """Shares of the spread by group, or by topic of a design."""
    rows = []
    for one in found.indices[:shown]:
        total = () if one.total is None else (max(0.0, one.total), one.total_error)
        rows.append((index_name(found, one, texts), max(0.0, one.first), one.error, *total, one.grade))
    total_columns = (
        (Column(texts("drive.column.total"), Kind.RATIO), Column(texts("drive.column.error"), Kind.RATIO))
        if found.design
        else ()
    )
    return Table(
        title=texts("drive.indices"),
        columns=(
            Column(texts("turn.column.what"), width=52),
            Column(texts("drive.column.first"), Kind.RATIO),
            Column(texts("drive.column.error"), Kind.RATIO),
            *total_columns,
            Column(texts("drive.column.grade"), width=6),
        ),
        rows=tuple(rows),
    )


def switch_name(one: Switch, texts: Texts) -> str:
    """A choice in words."""
    if one.name == "costs":
        return texts("drive.switch.costs", choice=texts(f"costs.{one.choice}"))
    if one.name == "attribution":
        return texts("drive.switch.attribution", choice=one.choice)
    if one.name == "discounting":
        return texts("drive.switch.discounted" if one.choice == "discounted" else "drive.switch.undiscounted")
    return texts(f"drive.switch.{one.choice}")


def index_name(found: Sensitivity, one: Index, texts: Texts) -> str:
    """A group by its first input, and how many go with it; a topic by its words."""
    if found.design:
        section, *rest = split(one.keys[0])
        return ": ".join([humanised(section), *(humanised(part).lower() for part in rest)])
    name = input_name(found.scenario, one.keys[0], texts)
    return name if len(one.keys) == 1 else f"{name} (+ {len(one.keys) - 1})"


def _input(found: Sensitivity, bar: Bar, texts: Texts) -> tuple[str, ...]:
    ends = (in_unit(end, bar.unit, texts) for end in (bar.low, bar.high))
    return input_name(found.scenario, bar.key, texts), *ends


def _marks(shown: Sequence[Bar]) -> list[str]:
    """The mark of every row whose change was taken from a few draws; empty where none is."""
    marks = [APPROXIMATELY if one.approximate else "" for one in shown]
    return marks if any(marks) else []


def _mark_column(marks: Sequence[str]) -> tuple[Column, ...]:
    return (Column("", width=3),) if marks else ()


def _marked(rows: Sequence[tuple[Cell, ...]], marks: Sequence[str], place: int) -> tuple[tuple[Cell, ...], ...]:
    """The rows with their marks before a column."""
    if not marks:
        return tuple(rows)
    return tuple((*row[:place], mark, *row[place:]) for row, mark in zip(rows, marks, strict=True))


def _note(found: Sensitivity, marks: Sequence[str], texts: Texts, note: str = "") -> str:
    said = approximately(found, texts) if marks else ""
    return " ".join(filter(None, (note, said)))


def approximately(found: Sensitivity, texts: Texts) -> str:
    """What the mark says."""
    return texts("drive.approximate", few=texts.count("draws", found.few))


def _share(one: Index, texts: Texts) -> str:
    return texts.percent(max(0.0, one.first))


def _years(found: Sensitivity, texts: Texts) -> str:
    return texts.count("years", found.asked.claim.within_years)
