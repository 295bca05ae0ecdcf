"""The other views behind `--all`: present value, ratios, rates, funding need, and what a success costs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from businesscase.measures.result import Result, Returns
from businesscase.report.tables.table import Cell, Column, Kind, Table
from businesscase.report.texts import formats
from businesscase.report.texts.labels import state_label, text


def returns_table(rows: Sequence[Returns], language: str, *, title: str, note: str) -> Table:
    """One row per party that pays or saves, everyone last."""
    return Table(
        title=title,
        columns=(
            Column(text("column.payer", language), width=22),
            Column(text("column.present_value", language), Kind.MILLIONS),
            Column(text("column.p10", language), Kind.MILLIONS),
            Column(text("column.p90", language), Kind.MILLIONS),
            Column(text("column.not_negative", language), Kind.PROBABILITY),
            Column(text("column.per_krone", language), Kind.RATIO),
            Column(text("column.internal_rate", language), Kind.RATE),
            Column(text("column.peak_need", language), Kind.MILLIONS),
            Column(text("column.peak_years", language), Kind.NUMBER),
        ),
        rows=tuple(_row(row, language) for row in rows if not row.untouched),
        note=note,
    )


def returns(result: Result, language: str) -> Table:
    """The other views of a run, by the headline's cost and savings."""
    claim = result.headline
    title = text(
        "title.returns",
        language,
        horizon=result.scenario.time.horizon_years,
        costs=text(f"costs.{claim.costs.value}", language),
        savings=text(f"savings.{claim.savings.value}", language),
    )
    return returns_table(result.returns, language, title=title, note=text("note.returns", language))


def success_lines(result: Result, language: str) -> Iterator[str]:
    """What counts as success, what one costs, and how many of the families must succeed."""
    found, claim = result.successes, result.headline
    if found is None:
        yield text("successes.unknown", language)
        return
    years = formats.years(claim.within_years)
    places = [key.split(".", 1) for key in found.states]
    labels = [state_label(result.scenario, clock, state, language) for clock, state in places]
    amounts = {name: formats.number(getattr(found.extra, name), 1, language) for name in ("mean", "p10", "p90")}
    yield text(
        "successes",
        language,
        states=", ".join(labels),
        years=years,
        extra=amounts["mean"],
        low=amounts["p10"],
        high=amounts["p90"],
        families=formats.number(found.families, 0, language),
    )
    if found.cost_per_success is not None:
        yield text(
            "successes.cost",
            language,
            cost=formats.number(found.cost_per_success, 0, language),
            costs=text(f"costs.{claim.costs.value}", language),
            discounted=f", {text('discounted.True', language)}" if claim.discounted else "",
        )
    if found.needed is None:
        yield text("successes.not_needed", language)
        return
    yield text(
        "successes.needed",
        language,
        years=years,
        needed=formats.number(found.needed, 1, language),
        per_hundred=formats.number(100 * found.needed / found.families, 0, language),
    )
    if found.needed > found.families:
        yield text("successes.more_than_families", language)


def _row(row: Returns, language: str) -> tuple[Cell, ...]:
    ratio = row.benefit_cost_ratio or row.fiscal_return
    rate = row.internal_rate_of_return
    return (
        text("payer.everyone" if row.party is None else f"payer.{row.party.value}", language),
        row.net_present_value.central,
        row.net_present_value.p10,
        row.net_present_value.p90,
        row.probability_not_negative,
        "–" if ratio is None else ratio.central,
        text("rate.none", language, roots=row.roots) if rate is None else rate,
        row.peak_need.central,
        "–" if row.peak_years is None else row.peak_years,
    )
