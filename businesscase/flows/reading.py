"""`read_flows`: a table from outside as `Flows`. All faults at once, each with its cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from businesscase.core.errors import Fault, ScenarioError, UsageError, nearest
from businesscase.core.timeline import MONTHS
from businesscase.core.words import Words
from businesscase.flows.cells import OF, Cell, Grid, grid_of
from businesscase.flows.columns import Columns, columns_of
from businesscase.flows.heads import Kind
from businesscase.flows.numbers import Unreadable, amount, month_name, month_of, year_of
from businesscase.flows.table import RESERVED, Flows, Remark, Taken, identity, known_names, recognised

LONGEST = 200  # years
MOST_FAULTS = 50
ONE_PAYER = "payer"  # its name where the table has no column of payers
_NEAR = 0.85  # likeness above which a free name is taken for a misspelt payer


@dataclass(frozen=True)
class _Row:
    cell: Cell
    period: int | None
    payer: str
    draw: Any
    item: str
    amounts: dict[Kind, list[float]]


def read_flows(
    flows: Any, *, unit: float = 1.0, outlay: Mapping[str, float] | None = None, at_once: bool = False,
    sheet: str | None = None,
) -> Flows:  # fmt: skip
    """Read a table.

    Args:
        flows: what `cells.grid_of` takes.
        unit: kroner in an amount of the table, and of the outlay.
        outlay: payer -> what is paid at time 0, the beginning of the first period.
        at_once: the first period of the table is a moment, time 0, and not a year or month that passes.
        sheet: of a workbook.

    Raises:
        ScenarioError: with every fault of the table: its cell, what was found, what was expected.
        UsageError: if it cannot be read at all, or the outlay is of nobody in it.
    """
    grid = grid_of(flows, sheet)
    columns = columns_of(grid)
    rows, faults = _rows(grid, columns)
    faults += _twice(rows)
    if not any(row.period is not None for row in rows) and not faults:
        faults = [Fault(Words("flows.nothing_after"), file=grid.source, expected=Words("flows.periods"))]
    if not faults:
        faults = [*_too_long(rows, columns), *_ragged(rows)]
    faults.sort(key=lambda one: (one.line or 0, one.column or 0))
    if faults:
        more = (
            []
            if len(faults) <= MOST_FAULTS
            else [Fault(Words("flows.more", count=len(faults) - MOST_FAULTS), file=grid.source)]
        )
        raise ScenarioError(faults[:MOST_FAULTS] + more, of=OF)
    return _flows(grid, columns, rows, unit=unit, outlay=outlay or {}, at_once=at_once)


def _rows(grid: Grid, columns: Columns) -> tuple[list[_Row], list[Fault]]:
    rows: list[_Row] = []
    faults: list[Fault] = []
    for cells in grid.rows:
        amounts: dict[Kind, list[float]] = {}
        period: int | None = None
        before = len(faults)
        try:
            period = (month_of if columns.monthly else year_of)(cells[columns.period])
        except Unreadable as problem:
            faults.append(cells[columns.period].fault(problem.message, expected=problem.expected))
        for kind, places in columns.amounts.items():
            for place in places:
                try:
                    amounts.setdefault(kind, []).append(
                        amount(cells[place], decimal=grid.decimal, separator=grid.separator)
                    )
                except Unreadable as problem:
                    faults.append(cells[place].fault(problem.message, expected=problem.expected))
        payer = ONE_PAYER
        if columns.payer is not None:
            payer = str(cells[columns.payer].value or "").strip()
            faults += _payer_faults(cells[columns.payer], payer)
        draw = None if columns.draw is None or cells[columns.draw].empty else _same(cells[columns.draw].value)
        item = "" if columns.item is None else str(cells[columns.item].value or "").strip()
        if len(faults) == before:
            rows.append(_Row(cells[columns.period], period, payer, draw, item, amounts))
    return rows, faults


def _same(draw: Any) -> Any:
    """A draw by its name: 1, 1.0 and "1" are one."""
    text = str(draw).strip()
    return text.removesuffix(".0")


def _payer_faults(cell: Cell, name: str) -> Iterable[Fault]:
    """A payer without a name, one that is added up here, or one that is nearly one that is known."""
    plain = name.lower().replace("_", " ")
    if not name:
        yield cell.fault(Words("flows.nobody"), expected=Words("flows.payer"))
    elif plain.replace(" ", "_") in RESERVED:
        yield cell.fault(Words("flows.added_up"), expected=Words("flows.own_rows"))
    elif recognised(name) is None:
        close = nearest(plain, [each for each in known_names() if len(each.split()) == len(plain.split())])
        if close is not None and _alike(plain, close) >= _NEAR:
            yield cell.fault(
                Words("flows.nearly"), near=close,
                expected=Words("flows.known"),
            )  # fmt: skip


def _alike(one: str, other: str) -> float:
    from difflib import SequenceMatcher

    return SequenceMatcher(None, one, other).ratio()


def _twice(rows: Iterable[_Row]) -> list[Fault]:
    seen: dict[tuple[Any, ...], _Row] = {}
    faults = []
    for row in rows:
        key = (row.period, identity(row.payer), row.draw, row.item)
        if key in seen:
            first = seen[key].cell
            where = Words("flows.line", line=first.line) if first.line else first.file
            faults.append(
                row.cell.fault(
                    Words("flows.twice", where=where),
                    expected=Words("flows.once"),
                )
            )
        seen.setdefault(key, row)
    return faults


def _ragged(rows: Iterable[_Row]) -> list[Fault]:
    """Draws with more or fewer rows than the first: a row that was lost would count as nothing."""
    own: dict[Any, list[_Row]] = {}
    for row in rows:
        if row.draw is not None:
            own.setdefault(row.draw, []).append(row)
    wanted = len(next(iter(own.values()))) if own else 0
    return [
        found[0].cell.fault(
            Words("flows.ragged", draw=draw, rows=len(found), wanted=wanted), expected=Words("flows.as_many")
        )
        for draw, found in own.items()
        if len(found) != wanted
    ]


def _too_long(rows: Iterable[_Row], columns: Columns) -> list[Fault]:
    dated = [(row.period, row.cell) for row in rows if row.period is not None]
    first, last = min(dated, key=lambda one: one[0]), max(dated, key=lambda one: one[0])
    if last[0] - first[0] < LONGEST * (MONTHS if columns.monthly else 1):
        return []
    message = Words("flows.reach", first=first[1].value, last=last[1].value)
    return [last[1].fault(message, expected=Words("flows.longest", most=LONGEST))]


def _flows(
    grid: Grid, columns: Columns, rows: list[_Row], *, unit: float, outlay: Mapping[str, float], at_once: bool
) -> Flows:
    payers = list({identity(row.payer): row.payer for row in reversed(rows)}.values())[::-1]
    place_of = {identity(name): place for place, name in enumerate(payers)}
    draws = list(dict.fromkeys(row.draw for row in rows if row.draw is not None))
    count = max(len(draws), columns.wide)
    dated = [row.period for row in rows if row.period is not None]
    first, last = min(dated), max(dated)
    opened = [row.period for row in rows if row.period is None]
    if at_once and (opened or outlay):
        raise UsageError(Words("flows.both_at_once"))
    opens = bool(opened or outlay or at_once)
    periods = last - first + 1 + (0 if at_once else int(opens))
    if at_once and periods < 2:
        raise UsageError(Words("flows.none_after"))
    paid, saved = np.zeros((len(payers), count, periods)), np.zeros((len(payers), count, periods))
    for row in rows:
        at = 0 if row.period is None else row.period - first + (0 if at_once else int(opens))
        which = slice(None) if row.draw is None else draws.index(row.draw)
        for kind, values in row.amounts.items():
            money = unit * (np.array(values) if len(values) > 1 else np.full(count, values[0])[which])
            place = place_of[identity(row.payer)]
            if kind in ("cost", "net"):
                paid[place, which, at] += money if kind == "cost" else np.maximum(-money, 0.0)
            if kind in ("saving", "net"):
                saved[place, which, at] += money if kind == "saving" else np.maximum(money, 0.0)
    for name, spent in outlay.items():
        paid[_payer_place(name, place_of, payers), :, 0] += unit * spent
    edges = np.arange(periods - int(opens) + 1) / (MONTHS if columns.monthly else 1)
    named = month_name if columns.monthly else str
    return Flows(
        source=grid.source, payers=tuple(payers), paid=paid, saved=saved,
        edges=np.concatenate([[0.0], edges]) if opens else edges,
        begins=named(first + int(at_once)), ends=named(last), drawn=bool(draws) or columns.wide > 1,
        remarks=(*grid.remarks, *_gaps({*dated}, first, last, named)),
    )  # fmt: skip


def _payer_place(name: str, place_of: Mapping[str, int], payers: list[str]) -> int:
    if identity(name) in place_of:
        return place_of[identity(name)]
    close = nearest(name, payers)
    raise UsageError(
        Fault(Words("flows.no_payer", name=name), expected=Words("one_of", names=", ".join(payers)), nearest=close)
    )


def _gaps(dated: set[int], first: int, last: int, named: Any) -> Iterable[Remark]:
    missing = [named(period) for period in range(first, last + 1) if period not in dated]
    if missing:
        shown = ", ".join(missing[:6]) + (", ..." if len(missing) > 6 else "")
        yield Remark(Taken.GAPS, {"periods": shown})
