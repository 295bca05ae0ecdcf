"""Tables of a roll-out: the team year by year, and who pays and saves when."""

from __future__ import annotations

import numpy as np

from businesscase.analysis.team.rollout import RolledOut
from businesscase.core.payers import Payer
from businesscase.report.tables.table import Cell, Column, Kind, Table
from businesscase.report.tables.team import MONTHS
from businesscase.report.texts.texts import Texts

_NOTHING = 50_000.0  # DKK a year: shown it would be zero throughout
_SHOWN = 6  # years that a row has room for


def rollout_tables(found: RolledOut, texts: Texts) -> tuple[Table, Table]:
    """The team year by year, and the budget by payer and department."""
    return _years(found, texts), _budget(found, texts)


def purse_of(found: RolledOut, texts: Texts) -> str:
    """The purse of the claim, within a sentence."""
    return texts(f"payer.{found.claim.perspective.value}").lower()


def _years(found: RolledOut, texts: Texts) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            str(one.number), one.came, one.pairs if one.pairs == one.planned else f"{one.pairs}/{one.planned}",
            one.person_years, one.begun, one.served, one.waiting,
            None if one.wait is None else one.wait * MONTHS, one.cost.mean,
        )
        for one in found.years
    ]  # fmt: skip
    ceiling = found.scenario.rollout.ceiling if found.scenario.rollout is not None else None
    note = texts("rollout.table.years.note")
    if ceiling is not None:
        note = f"{texts('rollout.table.years.ceiling', ceiling=texts.plain(ceiling))} {note}"
    return Table(
        title=texts("rollout.table.years"),
        columns=(
            Column(texts("rollout.column.year")),
            Column(texts("rollout.column.came"), Kind.INTEGER),
            Column(texts("rollout.column.pairs"), Kind.INTEGER),
            Column(texts("rollout.column.posts"), Kind.NUMBER),
            Column(texts("rollout.column.begun"), Kind.NUMBER),
            Column(texts("rollout.column.served"), Kind.NUMBER),
            Column(texts("rollout.column.waiting"), Kind.NUMBER),
            Column(texts("rollout.column.wait"), Kind.NUMBER),
            Column(texts("team.column.cost"), Kind.MILLIONS),
        ),
        rows=tuple(rows),
        note=note,
    )


def _budget(found: RolledOut, texts: Texts) -> Table:
    years = len(next(iter(found.purses.values())))
    shown = np.unique(np.round(np.linspace(1, years, min(years, _SHOWN))).astype(int))
    rows: list[tuple[Cell, ...]] = []
    municipality = np.sum([net for (payer, _), net in found.purses.items() if payer is Payer.MUNICIPALITY], axis=0)
    entries = [(texts("payer.municipality"), municipality)]
    entries += [
        (f"  {_department(found, name, texts)}", net)
        for (payer, name), net in found.purses.items()
        if payer is Payer.MUNICIPALITY
    ]
    entries += [
        (texts(f"payer.{payer.value}"), net)
        for (payer, _), net in found.purses.items()
        if payer is not Payer.MUNICIPALITY
    ]
    for name, net in entries:
        if np.abs(net).max() < _NOTHING:
            continue
        rows.append((name, *(float(net[year - 1]) for year in shown), float(net.sum())))
    return Table(
        title=texts("rollout.table.budget"),
        columns=(
            Column(texts("column.payer"), width=30),
            *(Column(str(year), Kind.MILLIONS) for year in shown),
            Column(texts("rollout.column.all", years=texts.count("years", years)), Kind.MILLIONS),
        ),
        rows=tuple(rows),
        note=texts("rollout.table.budget.note", year=found.scenario.time.price_year),
    )


def _department(found: RolledOut, name: str | None, texts: Texts) -> str:
    if name is None:
        return texts("rollout.no_department")
    declared = found.scenario.departments.get(name)
    return name if declared is None else texts.named(declared.label)
