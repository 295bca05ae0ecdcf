"""Tables of a roll-out: the team year by year, who works in it, and who pays and saves when."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from businesscase.analysis.team.rollout import RolledOut, public_sector
from businesscase.core.payers import Payer
from businesscase.delivery.plan import team_of
from businesscase.report.tables.table import Cell, Column, Kind, Table
from businesscase.report.tables.team import MONTHS
from businesscase.report.texts.texts import Texts

_NOTHING = 50_000.0  # DKK a year: shown it would be zero throughout
_SHOWN = 6  # years that a row has room for
Row = tuple[str, NDArray[np.float64]]  # a name, and its number in each year


def rollout_tables(found: RolledOut, texts: Texts, *, everything: bool = False) -> list[Table]:
    """The team year by year, the staffing plan, and the budget by payer and department.

    Args:
        found: the roll-out.
        texts: of a language.
        everything: whether plan and budget show every year, in tables below each other, or as many as a row has room
            for.
    """
    money = texts("rollout.table.budget.note", year=found.scenario.time.price_year)
    staff = texts("rollout.table.staff"), texts("rollout.column.department"), Kind.NUMBER
    budget = texts("rollout.table.budget"), texts("column.payer"), Kind.MILLIONS
    return [
        _years(found, texts),
        *_by_year(_staff(found, texts), *staff, texts("rollout.table.staff.note"), texts, everything=everything),
        *_by_year(_budget(found, texts), *budget, money, texts, everything=everything),
    ]


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


def _staff(found: RolledOut, texts: Texts) -> list[Row]:
    """Departments and their professions, and all of them together."""
    professions, rows = team_of(found.scenario).professions, list[Row]()
    for one in found.staff:
        if one.profession is None:
            rows.append((_department(found, one.department, texts), one.years))
        else:
            rows.append((f"  {texts.named(professions[one.profession].label)}", one.years))
    whole = np.sum([one.years for one in found.staff if one.profession is None], axis=0)
    return [*rows, (texts("rollout.row.team"), whole)]


def _budget(found: RolledOut, texts: Texts) -> list[Row]:
    """Payers, the municipality by department, and the public sector's total."""
    rows = list[Row]()
    for payer in Payer:
        own = {name: net for (other, name), net in found.purses.items() if other is payer}
        rows.append((texts(f"payer.{payer.value}"), np.sum(list(own.values()), axis=0) if own else np.zeros(1)))
        if payer is Payer.MUNICIPALITY:
            rows += [(f"  {_department(found, name, texts)}", net) for name, net in own.items()]
    shown = [row for row in rows if np.abs(row[1]).max() >= _NOTHING]
    return [*shown, (texts("payer.public_sector"), public_sector(found))]


def _by_year(
    rows: list[Row], title: str, head: str, kind: Kind, note: str, texts: Texts, *, everything: bool
) -> Iterator[Table]:
    """One table of some years, or several of all; the sum of all years stands in the last column of the last."""
    years = len(rows[0][1])
    if everything:
        parts = [np.arange(first, min(first + _SHOWN, years + 1)) for first in range(1, years + 1, _SHOWN)]
    else:
        parts = [np.unique(np.round(np.linspace(1, years, min(years, _SHOWN))).astype(int))]
    for number, shown in enumerate(parts):
        last = number == len(parts) - 1
        span = "" if len(parts) == 1 else texts("rollout.table.span", first=shown[0], last=shown[-1])
        total = [Column(texts("rollout.column.all", years=texts.count("years", years)), kind)] if last else []
        yield Table(
            title=title + span,
            columns=(Column(head, width=30), *(Column(str(year), kind) for year in shown), *total),
            rows=tuple(
                (name, *(float(values[year - 1]) for year in shown), *([float(values.sum())] if last else []))
                for name, values in rows
            ),
            note=note if last else "",
        )


def _department(found: RolledOut, name: str | None, texts: Texts) -> str:
    if name is None:
        return texts("rollout.no_department")
    declared = found.scenario.departments.get(name)
    return name if declared is None else texts.named(declared.label)
