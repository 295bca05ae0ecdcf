"""The one table of the first screen: every purse and payer, what it pays and saves, its payback and its chance."""

from __future__ import annotations

from businesscase.core.payers import Payer, Perspective
from businesscase.core.vocabulary import ClockStart, Crossing, Standing
from businesscase.measures.result import Result
from businesscase.measures.rows import Purse
from businesscase.report.tables.purses import purse_chance, purse_label, shown_purses, standing
from businesscase.report.tables.table import Cell, Column, Kind, Table
from businesscase.report.tables.tables import recouped
from businesscase.report.texts.texts import Texts


def who_pays_and_saves(result: Result, texts: Texts) -> Table:
    """Departments, the municipality in all, the other payers and the public sector, until the headline's date."""
    claim = result.headline
    note = texts(
        "note.who",
        price_year=result.scenario.time.price_year,
        own=texts("note.who.discounted") if claim.discounted else "",
    )
    if claim.clock_start is ClockStart.ENROLMENT:
        note += texts("note.payers.enrolment")
    return Table(
        title=texts(
            "title.who", years=texts.count("years", claim.within_years), costs=texts(f"costs.{claim.costs.value}")
        ),
        columns=(
            Column(texts("column.purse"), width=30),
            *(Column(texts(f"column.{key}"), Kind.MILLIONS) for key in ("pays", "saves", "net")),
            Column(texts("column.payback_in"), Kind.PAYBACK),
            Column(texts("column.chance"), Kind.PROBABILITY),
            Column(texts("column.verdict"), width=24),
        ),
        rows=(*(_row(result, purse, texts) for purse in shown_purses(result)), _public(result, texts)),
        note=note,
        horizon=claim.horizon_years,
    )


def _row(result: Result, purse: Purse, texts: Texts) -> tuple[Cell, ...]:
    label, word = purse_label(result, purse, texts), standing(result, purse, texts)
    chance = purse_chance(purse, result.headline.within_years)
    if purse.payer is Payer.MUNICIPALITY and purse.department is None:
        chance = result.headline.probability if result.headline.perspective is Perspective.MUNICIPALITY else chance
    first = result.headline.crossing is Crossing.FIRST
    years = purse.payback.first_years if first else purse.payback.sustained_years
    payback: Cell = years if purse.standing is Standing.PAYS else "–"
    return (label, purse.pays, purse.saves, purse.net, payback, chance, word)


def _public(result: Result, texts: Texts) -> tuple[Cell, ...]:
    """The payers of the public sector together: departments are within the municipality."""
    within = [purse for purse in result.purses if purse.department is None and purse.payer.public]
    pays, saves = sum(purse.pays for purse in within), sum(purse.saves for purse in within)
    label = texts(f"payer.{Perspective.PUBLIC_SECTOR.value}")
    return (label, pays, saves, saves - pays, *recouped(result, Perspective.PUBLIC_SECTOR, texts), "")
