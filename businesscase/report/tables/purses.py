"""Tables of purses and of what budgets can be cut by: who pays against who saves."""

from __future__ import annotations

import textwrap

from businesscase.core.vocabulary import Crossing, Payer, Savings, Standing
from businesscase.measures.claims import is_too_noisy
from businesscase.measures.purses import Pocket
from businesscase.measures.result import Result
from businesscase.report.tables.table import Cell, Column, Kind, Table
from businesscase.report.tables.tables import year_head
from businesscase.report.texts import formats, sentences
from businesscase.report.texts.labels import category_label, named, text

_HARDLY = 5e3  # DKK, which the table shows as 0.00 mio.
_HEAD = 13  # characters of a line of a column's head


def purse_label(result: Result, pocket: Pocket, language: str) -> str:
    """Name of a purse: the department's own, or the payer's."""
    if pocket.department is not None:
        return named(result.scenario.departments[pocket.department].label, language)
    whole = pocket.payer is Payer.MUNICIPALITY and result.scenario.departments
    return text("purse.all" if whole else f"payer.{pocket.payer.value}", language)


def shown_pockets(result: Result) -> list[Pocket]:
    """Purses that pay or save anything."""
    return [pocket for pocket in result.pockets if pocket.standing is not Standing.UNTOUCHED]


def matrix(result: Result, language: str) -> Table:
    """Pays, saves, net and verdict of every purse until the headline's date."""
    claim = result.headline
    years, cut = formats.years(claim.within_years), bool(result.savings_views)
    rows: list[tuple[Cell, ...]] = []
    for pocket in shown_pockets(result):
        gives = pocket.standing is Standing.GIVES
        reducible: tuple[Cell, ...] = (("" if pocket.budget_reducible is None else pocket.budget_reducible),)
        rows.append(
            (
                purse_label(result, pocket, language),
                pocket.pays,
                pocket.saves,
                pocket.net,
                *(reducible if cut else ()),
                "–" if gives or _hardly(pocket) else _probability(pocket, claim.within_years),
                standing(pocket, language),
            )
        )
    return Table(
        title=text("title.pockets", language, years=years, costs=text(f"costs.{claim.costs.value}", language)),
        columns=(
            Column(text("column.purse", language), width=30),
            *(Column(text(f"column.{key}", language), Kind.MILLIONS) for key in ("pays", "saves", "net")),
            *([Column(text("column.cut", language), Kind.MILLIONS)] if cut else []),
            Column(text("column.within", language, years=years), Kind.PROBABILITY),
            Column(text("column.verdict", language), width=24),
        ),
        rows=tuple(rows),
        note=text("note.pockets", language) + (text("note.pockets.cut", language) if cut else ""),
    )


def _hardly(pocket: Pocket) -> bool:
    return pocket.standing is not Standing.PAYS and abs(pocket.net) < _HARDLY


def _probability(pocket: Pocket, years: float) -> float:
    """As the table of payers has it: that of the S-curve at whole years, which never falls."""
    return pocket.payback.probability_by_year[int(years) - 1] if years == int(years) else pocket.claim.probability


def standing(pocket: Pocket, language: str) -> str:
    """The verdict of a purse that pays, and how a purse stands that does not."""
    if pocket.standing is Standing.PAYS:
        noise = is_too_noisy(pocket.claim.noise_share) and pocket.saves != 0
        return text(f"verdict_short.{'noise' if noise else pocket.claim.verdict.value}", language)
    if pocket.standing is not Standing.GIVES and _hardly(pocket):
        return text("standing.hardly", language)
    payback = pocket.payback.sustained_years
    if pocket.standing is Standing.SAVES_LATER and payback is None:
        return text("standing.not_for_good", language)
    return text(f"standing.{pocket.standing.value}", language, years=formats.number(payback or 0.0, 1, language))


def by_year(result: Result, language: str, *, others: bool = False) -> Table:
    """Net saving of each year to the horizon: a column for every department, or for every payer beside them."""
    chosen = [pocket for pocket in shown_pockets(result) if (pocket.payer is not Payer.MUNICIPALITY) is others]
    return Table(
        title=text("title.pockets_years_others" if others else "title.pockets_years", language),
        columns=(
            Column(text("column.years", language), width=8),
            *(Column(_head(result, pocket, language), Kind.MILLIONS, 14) for pocket in chosen),
        ),
        rows=tuple(
            (
                year_head(result.scenario, year, language).replace("\n", " "),
                *(pocket.net_by_year[year] for pocket in chosen),
            )
            for year in range(len(result.pockets[0].net_by_year))
        ),
    )


def paybacks(result: Result, language: str) -> Table:
    """Payback of every purse that pays, with the bounds of its probability."""
    horizon, years = result.scenario.time.horizon_years, formats.years(result.headline.within_years)
    return Table(
        title=text("title.pockets_payback", language, years=years),
        columns=(
            Column(text("column.purse", language), width=30),
            Column(text("column.sustained", language), Kind.PAYBACK, 14),
            Column(text("column.first", language), Kind.PAYBACK, 14),
            *(Column(text(f"column.{key}", language), Kind.PROBABILITY) for key in ("probability", "lower", "upper")),
        ),
        rows=tuple(
            (
                purse_label(result, pocket, language),
                pocket.payback.sustained_years,
                pocket.payback.first_years,
                pocket.claim.probability,
                pocket.claim.lower,
                pocket.claim.upper,
            )
            for pocket in shown_pockets(result)
            if pocket.standing is not Standing.GIVES
        ),
        horizon=horizon,
    )


def reducible(result: Result, language: str, *, every_cost: bool = False) -> Table:
    """All savings and those that a budget can be cut by side by side: payback, probability and verdict."""
    claim = result.headline
    years, views = formats.years(claim.within_years), result.savings_views
    chosen = views if every_cost else [view for view in views if view.costs is views[0].costs]
    rows: list[tuple[Cell, ...]] = []
    for view in chosen:
        counted = (
            text("counted.reducible", language)
            if view.savings is Savings.BUDGET_REDUCIBLE
            else text("counted.all", language, savings=text(f"savings.{view.savings.value}", language))
        )
        payback, found = view.payback, view.claim
        rows.append(
            (
                *([text(f"costs_short.{view.costs.value}", language)] if every_cost else []),
                counted,
                view.saved,
                payback.first_years if claim.crossing is Crossing.FIRST else payback.sustained_years,
                found.probability,
                sentences.verdict_word(found, language),
            )
        )
    costs = text(f"costs.{claim.costs.value}", language)
    return Table(
        title=text("title.reducible_costs" if every_cost else "title.reducible", language, costs=costs),
        columns=(
            *([Column(text("column.costs", language), width=22)] if every_cost else []),
            Column(text("column.counted", language), width=34),
            Column(text("column.saved", language, years=years), Kind.MILLIONS),
            Column(text("column.payback", language), Kind.PAYBACK),
            Column(text("column.within", language, years=years), Kind.PROBABILITY),
            Column(text("column.verdict", language), width=24),
        ),
        rows=tuple(rows),
        horizon=claim.horizon_years,
    )


def reducible_by_category(result: Result, language: str) -> Table:
    """Saved and can be cut, by ledger category, until the headline's date."""
    full, cut = result.savings_views[0].by_category, result.savings_views[1].by_category
    return Table(
        title=text("title.reducible_categories", language, years=formats.years(result.headline.within_years)),
        columns=(
            Column(text("column.category", language), width=38),
            Column(text("column.all_savings", language), Kind.MILLIONS),
            Column(text("column.reducible", language), Kind.MILLIONS),
        ),
        rows=tuple(
            (category_label(name, language), saved, cut.get(name, 0.0)) for name, saved in full.items() if saved
        ),
        note=text("note.reducible", language),
    )


def _head(result: Result, pocket: Pocket, language: str) -> str:
    """Name of a purse over short lines, for the head of a narrow column."""
    if pocket.payer is not Payer.MUNICIPALITY:
        return text(f"payer_short.{pocket.payer.value}", language)
    label = purse_label(result, pocket, language)
    lines: list[str] = []
    for word in textwrap.wrap(label, _HEAD, break_long_words=False):
        cuts = range(0, len(word), _HEAD - 1) if len(word) > _HEAD else [0]
        parts = [word[cut : cut + _HEAD - 1] for cut in cuts] if len(cuts) > 1 else [word]
        lines += [part + "-" for part in parts[:-1]] + parts[-1:]
    return "\n".join(lines)
