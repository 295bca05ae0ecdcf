"""The tables behind `--all` and in the workbook: claims, paybacks, curves, outcomes, segments, grades."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np

from businesscase.core.vocabulary import Strategy
from businesscase.measures.payback import whole_years
from businesscase.measures.result import Result
from businesscase.report.tables.table import Cell, Column, Kind, Table
from businesscase.report.tables.tables import PAYERS, has_a_stake, is_untouched
from businesscase.report.texts import formats, sentences
from businesscase.report.texts.labels import clock_label, named, state_label, text
from businesscase.scenario.declare.keys import quantities

SHORT_YEARS = (1, 2, 3, 4, 5, 7, 10, 15, 20, 30, 40, 50, 60)
WITH_WITHOUT = {Strategy.PROGRAMME: "column.with", Strategy.COUNTERFACTUAL: "column.without"}
GRADES = ("A", "B", "C", "D", "what if")


def claims(result: Result, language: str, *, short: bool = False) -> Table:
    """Every claim and what the draws say of it; `short` leaves the definition to the claim's own label."""
    definition = (
        Column(text("column.payer", language), width=20),
        Column(text("column.costs", language), width=40),
        Column(text("column.savings", language), width=24),
        Column(text("column.discounted", language), width=14),
        Column(text("column.crossing", language), width=14),
        Column(text("column.clock_start", language), width=24),
        Column(text("column.within_years", language), Kind.NUMBER),
    )
    outcome = (
        Column(text("column.probability", language), Kind.PROBABILITY, 15),
        Column(text("column.lower", language), Kind.PROBABILITY),
        Column(text("column.upper", language), Kind.PROBABILITY),
        Column(text("column.raw", language), Kind.PROBABILITY),
        Column(text("column.confidence", language), Kind.PROBABILITY),
        Column(text("column.verdict", language), width=36),
    )
    rows: list[tuple[Cell, ...]] = []
    for claim in result.claims:
        label = named(result.scenario.claims[claim.name].label, language) + (" *" if claim.headline else "")
        defined: tuple[Cell, ...] = (
            text(f"payer.{claim.perspective.value}", language),
            text(f"costs.{claim.costs.value}", language),
            text(f"savings.{claim.savings.value}", language),
            text(f"discounted.{claim.discounted}", language),
            text(f"crossing.{claim.crossing.value}", language),
            text(f"clock_start.{claim.clock_start.value}", language),
            claim.within_years,
        )
        found: tuple[Cell, ...] = (
            claim.probability,
            claim.lower,
            claim.upper,
            claim.raw_probability,
            claim.confidence,
            sentences.verdict_word(claim, language),
        )
        rows.append((label, *found) if short else (label, *defined, *found))
    head = Column(text("column.claim", language), width=52)
    return Table(
        title=text("title.claims", language),
        columns=(head, *outcome) if short else (head, *definition, *outcome),
        rows=tuple(rows),
        note=text("note.claims", language),
    )


def paybacks(result: Result, language: str, *, cohort: bool = False) -> Table:
    """Payback of the central curve, and probability of none within the horizon, by payer and cost."""
    rows = result.cohort_payback if cohort else result.payback
    horizon = result.scenario.time.horizon_years
    plain = [each for each in rows if not each.discounted and each.extra_cost]
    discounted = {(each.perspective, each.costs): each for each in rows if each.discounted}
    return Table(
        title=text("title.cohort" if cohort else "title.payback", language),
        columns=(
            Column(text("column.payer", language), width=20),
            Column(text("column.costs", language), width=22),
            Column(text("column.extra_cost", language), Kind.MILLIONS),
            Column(text("column.sustained", language), Kind.PAYBACK, 14),
            Column(text("column.whole", language), Kind.WHOLE_YEARS, 14),
            Column(text("column.first", language), Kind.PAYBACK, 14),
            Column(text("column.sustained_discounted", language), Kind.PAYBACK, 14),
            Column(text("column.never", language, horizon=horizon), Kind.PROBABILITY),
        ),
        rows=tuple(
            (
                text(f"payer.{each.perspective.value}", language),
                text(f"costs_short.{each.costs.value}", language),
                each.extra_cost,
                each.sustained_years,
                _whole(each.sustained_years),
                each.first_years,
                discounted[each.perspective, each.costs].sustained_years,
                each.never_share,
            )
            for each in plain
        ),
        note=text("note.payback", language, horizon=horizon),
        horizon=horizon,
    )


def probabilities(result: Result, language: str) -> Table:
    """The S-curve: probability by year of having paid back for good, headline cost, per payer with cost and saving."""
    claim = result.headline
    payers = [payer for payer in PAYERS if has_a_stake(result, payer)]
    curves = [result.headline_payback[payer].probability_by_year for payer in payers]
    return Table(
        title=text(
            "title.probability",
            language,
            crossing=text(f"crossing.{claim.crossing.value}", language),
            clock_start=text(f"clock_start.{claim.clock_start.value}", language),
            costs=text(f"costs.{claim.costs.value}", language),
            savings=text(f"savings.{claim.savings.value}", language),
            discounted=text(f"discounted.{claim.discounted}", language),
        ),
        columns=(
            Column(text("column.years", language), Kind.INTEGER, 8),
            *(Column(text(f"payer_short.{payer.value}", language), Kind.PROBABILITY, 14) for payer in payers),
        ),
        rows=tuple((year + 1, *(curve[year] for curve in curves)) for year in range(len(curves[0]))) if curves else (),
    )


def net_savings(result: Result, language: str, *, short: bool = False) -> Table:
    """Accumulated net saving by year and payer, with its band; `short` gives the band of the headline's payer only."""
    payers = [payer for payer in PAYERS if not is_untouched(result, payer)]
    payers.sort(key=lambda payer: payer is not result.headline.perspective)
    columns: list[Column] = []
    values: list[tuple[float, ...]] = []
    for payer in payers:
        for which in ("mean",) if short and values else ("mean", "p10", "p90"):
            head = text(f"payer_short.{payer.value}" if which == "mean" else f"column.{which}", language)
            columns.append(Column(head, Kind.MILLIONS, 14))
            values.append(getattr(result.net_saving[payer], which))
    years = result.net_saving[PAYERS[0]].years
    return Table(
        title=text("title.net_saving", language, costs=text(f"costs.{result.headline.costs.value}", language)),
        columns=(Column(text("column.years", language), Kind.INTEGER, 8), *columns),
        rows=tuple((year, *(each[row] for each in values)) for row, year in enumerate(years)),
    )


def outcomes(result: Result, language: str, *, short: bool = False) -> Iterator[Table]:
    """One table per clock: share in each state at year ends, with and without the programme; `short`: some years."""
    effects = result.scenario.effects
    credited = {level.clock for level in effects.levels.values()} if effects.attribution.canonical < 1 else set()
    for clock, strategies in result.outcomes.items():
        states = list(strategies[Strategy.PROGRAMME.value])
        horizon = len(strategies[Strategy.PROGRAMME.value][states[0]])
        years = [year for year in range(1, horizon + 1) if not short or year in SHORT_YEARS]
        yield Table(
            title=text("title.outcomes", language, clock=clock_label(result.scenario, clock, language)),
            columns=(
                Column(text("column.state", language), width=44),
                Column("", width=10),
                *(Column(str(year), Kind.SHARE, 7) for year in years),
            ),
            rows=tuple(
                (
                    state_label(result.scenario, clock, state, language),
                    text(WITH_WITHOUT[strategy], language),
                    *(strategies[strategy.value][state][year - 1] for year in years),
                )
                for state in states
                for strategy in Strategy
            ),
            note=text("note.attribution", language) if clock in credited else "",
        )


def segments(result: Result, language: str) -> Table:
    """Net saving per family of each kind."""
    declared = result.scenario.population.segments
    return Table(
        title=text("title.segments", language, years=formats.years(result.headline.within_years)),
        columns=(
            Column(text("column.segment", language), width=30),
            Column(text("column.per_family", language), Kind.KRONER, 30),
        ),
        rows=tuple((named(declared[name].label, language), saved) for name, saved in result.segment_saving.items()),
    )


def approximations(result: Result, language: str) -> Table:
    """What the engine approximates, and how far each approximation moves the quantities."""
    largest_first = sorted(result.approximations.items(), key=lambda item: -item[1])
    return Table(
        title=text("title.engine", language, engine=result.engine.value),
        columns=(
            Column(text("column.approximation", language), width=44),
            Column(text("column.moves", language), width=24),
        ),
        rows=tuple(
            (text(f"approximation.{name}", language), formats.percent(moved, language, decimals=2))
            for name, moved in largest_first
        ),
        note=text("note.engine", language),
    )


def grades(result: Result, language: str) -> Table:
    """How many numbers rest on what."""
    counts = Counter(quantity.evidence_grade for quantity in quantities(result.scenario).values())
    return Table(
        title=text("title.grades", language),
        columns=(
            Column(text("column.grade", language), width=34),
            Column(text("column.count", language), Kind.INTEGER),
        ),
        rows=tuple((text(f"grade.{grade}", language), counts[grade]) for grade in GRADES if counts[grade]),
    )


def _whole(years: float | None) -> float | None:
    return None if years is None else float(whole_years(np.array(years)))
