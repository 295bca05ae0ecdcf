"""Tables of purses and of what budgets can be cut by: who pays against who saves."""

from __future__ import annotations

import textwrap

from businesscase.core.payers import Payer
from businesscase.core.vocabulary import Crossing, Savings, Standing, Verdict
from businesscase.measures.result import Result
from businesscase.measures.rows import Purse
from businesscase.report.tables.table import Cell, Column, Kind, Table
from businesscase.report.tables.tables import year_head
from businesscase.report.texts import not_modelled, sentences
from businesscase.report.texts.texts import Texts

_HEAD = 13  # characters of a line of a column's head


def purse_label(result: Result, purse: Purse, texts: Texts) -> str:
    """Name of a purse: the department's own, or the payer's."""
    if purse.department is not None:
        return texts.named(result.scenario.departments[purse.department].label)
    whole = purse.payer is Payer.MUNICIPALITY and result.scenario.departments
    return texts("purse.all" if whole else f"payer.{purse.payer.value}")


def shown_purses(result: Result) -> list[Purse]:
    """Purses that pay or save anything."""
    return [purse for purse in result.purses if purse.standing is not Standing.UNTOUCHED]


def matrix(result: Result, texts: Texts) -> Table:
    """Pays, saves, net and verdict of every purse until the headline's date."""
    claim = result.headline
    cut, declared = bool(result.paybacks.by_savings), bool(result.scenario.not_modelled)
    rows: list[tuple[Cell, ...]] = []
    for purse in shown_purses(result):
        reducible: tuple[Cell, ...] = (("" if purse.budget_reducible is None else purse.budget_reducible),)
        rows.append(
            (
                purse_label(result, purse, texts),
                purse.pays,
                purse.saves,
                *((purse.not_modelled,) if declared else ()),
                purse.net,
                *(reducible if cut else ()),
                purse_chance(purse, claim.within_years),
                standing(result, purse, texts),
            )
        )
    return Table(
        title=texts(
            "title.purses", years=texts.count("years", claim.within_years), costs=texts(f"costs.{claim.costs.value}")
        ),
        columns=(
            Column(texts("column.purse"), width=30),
            *(
                Column(texts(f"column.{key}"), Kind.MILLIONS)
                for key in ("pays", "saves", *(("not_modelled",) if declared else ()), "net")
            ),
            *([Column(texts("column.cut"), Kind.MILLIONS)] if cut else []),
            Column(texts("column.within", years=texts.plain(claim.within_years)), Kind.PROBABILITY),
            Column(texts("column.verdict"), width=24),
        ),
        rows=tuple(rows),
        note=texts("note.purses") + (texts("note.purses.cut") if cut else "") + _not_modelled(result, texts),
    )


def _not_modelled(result: Result, texts: Texts) -> str:
    """What stands in the column of what is not modelled, and how much of it is no department's."""
    if not result.scenario.not_modelled:
        return ""
    own = [purse for purse in result.purses if purse.payer is Payer.MUNICIPALITY]
    whole = next(purse.not_modelled for purse in own if purse.department is None)
    rest = whole - sum(purse.not_modelled for purse in own if purse.department is not None)
    entries = result.scenario.not_modelled.values()
    undivided = any(entry.payer is Payer.MUNICIPALITY and entry.department is None for entry in entries)
    amount = texts.amount(rest, 2, sign=True)
    return texts("note.purses.not_modelled") + (texts("note.purses.undivided", amount=amount) if undivided else "")


def _hardly(purse: Purse) -> bool:
    return purse.standing is not Standing.PAYS and abs(purse.net) < not_modelled.HARDLY


def _is_not_priced(purse: Purse) -> bool:
    """Whether nothing that it could save has a price, so that there is no probability to speak of."""
    return purse.claim.verdict is Verdict.NO_SAVING_COUNTED


def purse_chance(purse: Purse, years: float) -> Cell:
    """Its probability, as the table of payers has it: that of the S-curve at whole years, which never falls.

    A dash for who expects nothing back, where nothing it could save has a price, and where next to nothing moves.
    """
    if purse.standing is Standing.GIVES or _hardly(purse) or _is_not_priced(purse):
        return "–"
    return purse.payback.probability_by_year[int(years) - 1] if years == int(years) else purse.claim.probability


def standing(result: Result, purse: Purse, texts: Texts) -> str:
    """The verdict of a purse that pays, and how a purse stands that does not; open where the draws differ on it."""
    if purse.standing is Standing.PAYS:
        return sentences.verdict_word(purse.claim, texts)
    if purse.standing is not Standing.GIVES and abs(purse.modelled) < not_modelled.HARDLY <= abs(purse.not_modelled):
        return texts("standing.declared")
    if not_modelled.has_no_effect(result, purse) and abs(purse.modelled) < 1.0:  # not even by couplings
        return texts("standing.no_effect")
    if purse.standing is not Standing.GIVES and _hardly(purse):
        return texts("standing.hardly")
    if purse.standing is not Standing.GIVES and purse.claim.verdict in (Verdict.OPEN, Verdict.UNDECIDED):
        return sentences.verdict_word(purse.claim, texts)  # what its mean does is no certainty where the draws differ
    payback = purse.payback.sustained_years
    if purse.standing is Standing.SAVES_LATER and payback is None:
        return texts("standing.not_for_good")
    return texts(f"standing.{purse.standing.value}", years=texts.number(payback or 0.0, 1))


def by_year(result: Result, texts: Texts, *, others: bool = False) -> Table:
    """Net saving of each year to the horizon: a column for every department, or for every payer beside them."""
    chosen = [purse for purse in shown_purses(result) if (purse.payer is not Payer.MUNICIPALITY) is others]
    return Table(
        title=texts("title.purses_years_others" if others else "title.purses_years"),
        columns=(
            Column(texts("column.years"), width=8),
            *(Column(_head(result, purse, texts), Kind.MILLIONS, 14) for purse in chosen),
        ),
        rows=tuple(
            (
                year_head(result.scenario, year, texts).replace("\n", " "),
                *(purse.net_by_year[year] for purse in chosen),
            )
            for year in range(len(result.purses[0].net_by_year))
        ),
    )


def paybacks(result: Result, texts: Texts) -> Table:
    """Payback of every purse that pays, with the bounds of its probability."""
    horizon, within = result.scenario.time.horizon_years, texts.count("years", result.headline.within_years)
    return Table(
        title=texts("title.purses_payback", years=within),
        columns=(
            Column(texts("column.purse"), width=30),
            Column(texts("column.sustained"), Kind.PAYBACK, 14),
            Column(texts("column.first"), Kind.PAYBACK, 14),
            *(Column(texts(f"column.{key}"), Kind.PROBABILITY) for key in ("probability", "lower", "upper")),
        ),
        rows=tuple(
            (
                purse_label(result, purse, texts),
                purse.payback.sustained_years,
                purse.payback.first_years,
                *(
                    ("–",) * 3
                    if _is_not_priced(purse)
                    else (purse.claim.probability, purse.claim.lower, purse.claim.upper)
                ),
            )
            for purse in shown_purses(result)
            if purse.standing is not Standing.GIVES
        ),
        horizon=horizon,
    )


def reducible(result: Result, texts: Texts, *, every_cost: bool = False) -> Table:
    """All savings and those that a budget can be cut by side by side: payback, probability and verdict."""
    claim = result.headline
    views = result.paybacks.by_savings
    chosen = views if every_cost else [view for view in views if view.costs is views[0].costs]
    rows: list[tuple[Cell, ...]] = []
    for view in chosen:
        counted = (
            texts("counted.reducible")
            if view.savings is Savings.BUDGET_REDUCIBLE
            else texts("counted.all", savings=texts(f"savings.{view.savings.value}"))
        )
        payback, found = view.payback, view.claim
        rows.append(
            (
                *([texts(f"costs_short.{view.costs.value}")] if every_cost else []),
                counted,
                view.saved,
                payback.first_years if claim.crossing is Crossing.FIRST else payback.sustained_years,
                found.probability,
                sentences.verdict_word(found, texts),
            )
        )
    costs = texts(f"costs.{claim.costs.value}")
    return Table(
        title=texts("title.reducible_costs" if every_cost else "title.reducible", costs=costs),
        columns=(
            *([Column(texts("column.costs"), width=22)] if every_cost else []),
            Column(texts("column.counted"), width=34),
            Column(texts("column.saved", years=texts.count("years", claim.within_years)), Kind.MILLIONS),
            Column(texts("column.payback"), Kind.PAYBACK),
            Column(texts("column.within", years=texts.plain(claim.within_years)), Kind.PROBABILITY),
            Column(texts("column.verdict"), width=24),
        ),
        rows=tuple(rows),
        horizon=claim.horizon_years,
    )


def reducible_by_category(result: Result, texts: Texts) -> Table:
    """Saved and can be cut, by ledger category, until the headline's date."""
    known = result.scenario
    full, cut = result.paybacks.by_savings[0].by_category, result.paybacks.by_savings[1].by_category
    return Table(
        title=texts("title.reducible_categories", years=texts.count("years", result.headline.within_years)),
        columns=(
            Column(texts("column.category"), width=38),
            Column(texts("column.all_savings"), Kind.MILLIONS),
            Column(texts("column.reducible"), Kind.MILLIONS),
        ),
        rows=tuple((texts.category(name, known), saved, cut.get(name, 0.0)) for name, saved in full.items() if saved),
        note=texts("note.reducible"),
    )


def _head(result: Result, purse: Purse, texts: Texts) -> str:
    """Name of a purse over short lines, for the head of a narrow column."""
    if purse.payer is not Payer.MUNICIPALITY:
        return texts(f"payer_short.{purse.payer.value}")
    label = purse_label(result, purse, texts)
    lines: list[str] = []
    for word in textwrap.wrap(label, _HEAD, break_long_words=False):
        cuts = range(0, len(word), _HEAD - 1) if len(word) > _HEAD else [0]
        parts = [word[cut : cut + _HEAD - 1] for cut in cuts] if len(cuts) > 1 else [word]
        lines += [part + "-" for part in parts[:-1]] + parts[-1:]
    return "\n".join(lines)
