"""Tables of the team: sizes beside each other."""

from __future__ import annotations

from businesscase.analysis.team.capacity import Capacity
from businesscase.report.tables.table import Cell, Column, Kind, Table
from businesscase.report.texts.texts import Texts

MONTHS = 12


def capacity_tables(found: Capacity, texts: Texts) -> tuple[Table, Table, Table]:
    """What teams of each size serve, how that service ends, and what they cost."""
    serving: list[tuple[Cell, ...]] = []
    ending: list[tuple[Cell, ...]] = []
    costing: list[tuple[Cell, ...]] = []
    for one in found.sizes:
        name = f"{one.pairs}{' *' if one.pairs == found.declared else ''}"
        serving.append(
            (
                name, one.served.mean, one.served.low, one.wait.mean * MONTHS, one.long_wait * MONTHS,
                one.within, one.used.mean, one.held.mean,
                *(() if one.strength is None else (one.strength.mean,)),
            )
        )  # fmt: skip
        ending.append(
            (
                name, one.served.mean, one.completed.mean, one.dropped_out.mean, one.cut_off.mean,
                None if one.service is None else one.service * MONTHS,
            )
        )  # fmt: skip
        costing.append(
            (
                name, one.cost.mean, one.per_family.mean / 1e3, one.at_full_use.mean / 1e3,
                None if one.marginal is None else one.marginal / 1e3, one.balance.mean, one.payback,
                one.probability.value,
            )
        )  # fmt: skip
    star = texts("team.table.declared") if any(one.pairs == found.declared for one in found.sizes) else ""
    weaker = any(one.strength is not None for one in found.sizes)
    first = Table(
        title=texts("team.table.serving"),
        columns=(
            Column(texts("team.column.pairs")),
            Column(texts("team.column.served"), Kind.NUMBER),
            Column(texts("team.column.served_low"), Kind.NUMBER),
            Column(texts("team.column.wait"), Kind.NUMBER),
            Column(texts("team.column.long_wait"), Kind.NUMBER),
            Column(texts("team.column.within"), Kind.RATE),
            Column(texts("team.column.used"), Kind.SHARE),
            Column(texts("team.column.held"), Kind.SHARE),
            *([Column(texts("team.column.strength"), Kind.SHARE)] if weaker else []),
        ),
        rows=tuple(serving),
        note=star + texts("team.table.serving.note", effect=texts("team.table.serving.effect") if weaker else ""),
    )
    second = Table(
        title=texts("team.table.ending"),
        columns=(
            Column(texts("team.column.pairs")),
            *(
                Column(texts(f"team.column.{name}"), Kind.NUMBER)
                for name in ("served", "completed", "dropped_out", "cut_off", "service")
            ),
        ),
        rows=tuple(ending),
        note=star + texts("team.table.ending.note"),
    )
    years = texts.count("years", found.claim.within_years)
    third = Table(
        title=texts("team.table.costing"),
        columns=(
            Column(texts("team.column.pairs")),
            Column(texts("team.column.cost"), Kind.MILLIONS),
            Column(texts("team.column.per_family"), Kind.INTEGER),
            Column(texts("team.column.at_full_use"), Kind.INTEGER),
            Column(texts("team.column.marginal"), Kind.INTEGER),
            Column(texts("team.column.balance", years=years), Kind.MILLIONS),
            Column(texts("team.column.payback"), Kind.PAYBACK),
            Column(texts("team.column.probability", years=years), Kind.PROBABILITY),
        ),
        rows=tuple(costing),
        note=star + texts("team.table.costing.note", year=found.scenario.time.price_year),
        horizon=found.scenario.time.horizon_years,
    )
    return first, second, third
