"""The other views behind `--all`: present value, ratios, rates, funding need, and what a success costs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from businesscase.measures.result import Result
from businesscase.measures.rows import Returns
from businesscase.report.tables.table import Cell, Column, Kind, Table
from businesscase.report.texts.labels import state_label
from businesscase.report.texts.texts import Texts


def returns_table(rows: Sequence[Returns], texts: Texts, *, title: str, note: str) -> Table:
    """One row per party that pays or saves, everyone last."""
    return Table(
        title=title,
        columns=(
            Column(texts("column.payer"), width=22),
            Column(texts("column.present_value"), Kind.MILLIONS),
            Column(texts("column.p10"), Kind.MILLIONS),
            Column(texts("column.p90"), Kind.MILLIONS),
            Column(texts("column.not_negative"), Kind.PROBABILITY),
            Column(texts("column.per_krone"), Kind.RATIO),
            Column(texts("column.internal_rate"), Kind.RATE),
            Column(texts("column.peak_need"), Kind.MILLIONS),
            Column(texts("column.peak_years"), Kind.NUMBER),
        ),
        rows=tuple(_row(row, texts) for row in rows if not row.untouched),
        note=note + _several(rows, texts),
    )


def returns(result: Result, texts: Texts) -> Table:
    """The other views of a run, by the headline's cost and savings."""
    claim = result.headline
    title = texts(
        "title.returns",
        horizon=texts.count("years", result.scenario.time.horizon_years),
        costs=texts(f"costs.{claim.costs.value}"),
        savings=texts(f"savings.{claim.savings.value}"),
    )
    return returns_table(result.money.returns, texts, title=title, note=texts("note.returns"))


def success_lines(result: Result, texts: Texts) -> Iterator[str]:
    """What counts as success, what one costs, and how many of the families must succeed."""
    found, claim = result.money.successes, result.headline
    if found is None:
        yield texts("successes.unknown")
        return
    places = [key.split(".", 1) for key in found.states]
    labels = [state_label(result.scenario, clock, state, texts) for clock, state in places]
    amounts = {name: texts.number(getattr(found.extra, name), 1) for name in ("mean", "p10", "p90")}
    yield texts(
        "successes",
        states=", ".join(labels),
        years=texts.plain(claim.within_years),
        extra=amounts["mean"],
        low=amounts["p10"],
        high=amounts["p90"],
        families=texts.count("families", found.families, decimals=0),
    )
    if found.cost_per_success is not None:
        yield texts(
            "successes.cost",
            cost=texts.number(found.cost_per_success, 0),
            costs=texts(f"costs.{claim.costs.value}"),
            discounted=f", {texts('discounted.True')}" if claim.discounted else "",
        )
    if found.needed is None:
        yield texts("successes.not_needed")
        return
    yield texts(
        "successes.needed",
        years=texts.count("years", claim.within_years),
        needed=texts.count("successes", found.needed, decimals=1),
        per_hundred=texts.number(100 * found.needed / found.families, 0),
    )
    if found.needed > found.families:
        yield texts("successes.more_than_families")


def _several(rows: Sequence[Returns], texts: Texts) -> str:
    """Every rate of the parties that have more than one."""
    said = [
        f"{_party(row, texts)} {', '.join(texts.percent(rate, decimals=1) for rate in row.internal_rates)}"
        for row in rows
        if row.roots > 1
    ]
    return texts("note.rates", several="; ".join(said)) if said else ""


def _party(row: Returns, texts: Texts) -> str:
    return texts("payer.everyone" if row.party is None else f"payer.{row.party.value}")


def _row(row: Returns, texts: Texts) -> tuple[Cell, ...]:
    ratio = row.benefit_cost_ratio or row.fiscal_return
    rate = row.internal_rate_of_return
    return (
        _party(row, texts),
        row.net_present_value.central,
        row.net_present_value.p10,
        row.net_present_value.p90,
        row.probability_not_negative,
        "–" if ratio is None else ratio.central,
        texts("rate.none", roots=row.roots) if rate is None else rate,
        row.peak_need.central,
        "–" if row.peak_years is None else row.peak_years,
    )
