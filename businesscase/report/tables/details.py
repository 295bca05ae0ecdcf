"""The tables behind `--all` and in the workbook: claims, paybacks, curves, outcomes, segments, grades."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np

from businesscase.core.payers import Perspective
from businesscase.core.vocabulary import Strategy
from businesscase.measures.payback import whole_years
from businesscase.measures.result import Result
from businesscase.report.tables.table import Cell, Column, Kind, Table
from businesscase.report.tables.tables import has_a_stake, is_untouched
from businesscase.report.texts import sentences
from businesscase.report.texts.labels import clock_label, state_label
from businesscase.report.texts.texts import Texts
from businesscase.scenario.declare.keys import quantities

SHORT_YEARS = (1, 2, 3, 4, 5, 7, 10, 15, 20, 30, 40, 50, 60)
WITH_WITHOUT = {Strategy.PROGRAMME: "column.with", Strategy.COUNTERFACTUAL: "column.without"}
CREDITED = {**WITH_WITHOUT, Strategy.PROGRAMME: "column.credited"}  # where a level was reported, which is not that
GRADES = ("A", "B", "C", "D", "what if")


def claims(result: Result, texts: Texts, *, short: bool = False) -> Table:
    """Every claim and what the draws say of it; `short` leaves the definition to the claim's own label."""
    definition = (
        Column(texts("column.payer"), width=20),
        Column(texts("column.costs"), width=40),
        Column(texts("column.savings"), width=24),
        Column(texts("column.discounted"), width=14),
        Column(texts("column.crossing"), width=14),
        Column(texts("column.clock_start"), width=24),
        Column(texts("column.within_years"), Kind.NUMBER),
    )
    declared = bool(result.scenario.not_modelled)
    outcome = (
        Column(texts("column.probability"), Kind.PROBABILITY, 15),
        *([Column(texts("column.without_not_modelled"), Kind.PROBABILITY)] if declared else []),
        Column(texts("column.lower"), Kind.PROBABILITY),
        Column(texts("column.upper"), Kind.PROBABILITY),
        Column(texts("column.raw"), Kind.PROBABILITY),
        Column(texts("column.confidence"), Kind.PROBABILITY),
        Column(texts("column.verdict"), width=36),
    )
    rows: list[tuple[Cell, ...]] = []
    for claim in result.claims:
        label = texts.named(result.scenario.claims[claim.name].label) + (" *" if claim.headline else "")
        defined: tuple[Cell, ...] = (
            texts(f"payer.{claim.perspective.value}"),
            texts(f"costs.{claim.costs.value}"),
            texts(f"savings.{claim.savings.value}"),
            texts(f"discounted.{claim.discounted}"),
            texts(f"crossing.{claim.crossing.value}"),
            texts(f"clock_start.{claim.clock_start.value}"),
            claim.within_years,
        )
        found: tuple[Cell, ...] = (
            claim.probability,
            *([claim.without_not_modelled] if declared else []),
            claim.lower,
            claim.upper,
            claim.raw_probability,
            claim.confidence,
            sentences.verdict_word(claim, texts),
        )
        rows.append((label, *found) if short else (label, *defined, *found))
    head = Column(texts("column.claim"), width=52)
    return Table(
        title=texts("title.claims"),
        columns=(head, *outcome) if short else (head, *definition, *outcome),
        rows=tuple(rows),
        note=" ".join([texts("note.claims"), sentences.ranges((one.confidence for one in result.claims), texts)]),
    )


def paybacks(result: Result, texts: Texts, *, cohort: bool = False) -> Table:
    """Payback of the central curve, and probability of none within the horizon, by payer and cost."""
    rows = result.paybacks.cohort if cohort else result.paybacks.rows
    horizon = result.scenario.time.horizon_years
    plain = [each for each in rows if not each.discounted and each.extra_cost]
    discounted = {(each.perspective, each.costs): each for each in rows if each.discounted}
    return Table(
        title=texts("title.cohort" if cohort else "title.payback"),
        columns=(
            Column(texts("column.payer"), width=20),
            Column(texts("column.costs"), width=22),
            Column(texts("column.extra_cost"), Kind.MILLIONS),
            Column(texts("column.sustained"), Kind.PAYBACK, 14),
            Column(texts("column.whole"), Kind.WHOLE_YEARS, 14),
            Column(texts("column.first"), Kind.PAYBACK, 14),
            Column(texts("column.sustained_discounted"), Kind.PAYBACK, 14),
            Column(texts("column.never"), Kind.PROBABILITY),
        ),
        rows=tuple(
            (
                texts(f"payer.{each.perspective.value}"),
                texts(f"costs_short.{each.costs.value}"),
                each.extra_cost,
                each.sustained_years,
                _whole(each.sustained_years),
                each.first_years,
                discounted[each.perspective, each.costs].sustained_years,
                each.never_share,
            )
            for each in plain
        ),
        note=texts("note.payback", horizon=texts.count("years", horizon)),
        horizon=horizon,
    )


def probabilities(result: Result, texts: Texts) -> Table:
    """The S-curve: probability by year of having paid back for good, headline cost, per payer with cost and saving."""
    claim = result.headline
    payers = [payer for payer in Perspective if has_a_stake(result, payer)]
    curves = [result.paybacks.headline[payer].probability_by_year for payer in payers]
    return Table(
        title=texts(
            "title.probability",
            crossing=texts(f"crossing.{claim.crossing.value}"),
            clock_start=texts(f"clock_start.{claim.clock_start.value}"),
            costs=texts(f"costs.{claim.costs.value}"),
            savings=texts(f"savings.{claim.savings.value}"),
            discounted=texts(f"discounted.{claim.discounted}"),
        ),
        columns=(
            Column(texts("column.years"), Kind.INTEGER, 8),
            *(Column(texts(f"payer_short.{payer.value}"), Kind.PROBABILITY, 14) for payer in payers),
        ),
        rows=tuple((year + 1, *(curve[year] for curve in curves)) for year in range(len(curves[0]))) if curves else (),
    )


def net_savings(result: Result, texts: Texts, *, short: bool = False) -> Table:
    """Accumulated net saving by year and payer, with its band; `short` gives the band of the headline's payer only."""
    payers = [payer for payer in Perspective if not is_untouched(result, payer)]
    payers.sort(key=lambda payer: payer is not result.headline.perspective)
    columns: list[Column] = []
    values: list[tuple[float, ...]] = []
    for payer in payers:
        for which in ("mean",) if short and values else ("mean", "p10", "p90"):
            head = texts(f"payer_short.{payer.value}" if which == "mean" else f"column.{which}")
            columns.append(Column(head, Kind.MILLIONS, 14))
            values.append(getattr(result.money.net_saving[payer], which))
    years = result.money.net_saving[result.headline.perspective].years
    return Table(
        title=texts("title.net_saving", costs=texts(f"costs.{result.headline.costs.value}")),
        columns=(Column(texts("column.years"), Kind.INTEGER, 8), *columns),
        rows=tuple((year, *(each[row] for each in values)) for row, year in enumerate(years)),
    )


def outcomes(result: Result, texts: Texts, *, short: bool = False) -> Iterator[Table]:
    """One table per clock: share in each state at year ends, with and without the programme; `short`: some years."""
    effects = result.scenario.effects
    credited = {level.clock for level in effects.levels.values()}
    partly = effects.attribution is not None and effects.attribution.canonical < 1
    for clock, strategies in result.moved.outcomes.items():
        states = list(strategies[Strategy.PROGRAMME.value])
        horizon = len(strategies[Strategy.PROGRAMME.value][states[0]])
        years = [year for year in range(1, horizon + 1) if not short or year in SHORT_YEARS]
        yield Table(
            title=texts("title.outcomes", clock=clock_label(result.scenario, clock, texts)),
            columns=(
                Column(texts("column.state"), width=44),
                Column("", width=10),
                *(Column(str(year), Kind.SHARE, 7) for year in years),
            ),
            rows=tuple(
                (
                    state_label(result.scenario, clock, state, texts),
                    texts(CREDITED[strategy] if clock in credited else WITH_WITHOUT[strategy]),
                    *(strategies[strategy.value][state][year - 1] for year in years),
                )
                for state in states
                for strategy in Strategy
            ),
            note=texts("note.attribution") if partly and clock in credited else "",
        )


def segments(result: Result, texts: Texts) -> Table:
    """Net saving per family of each kind."""
    declared = result.scenario.population.segments
    return Table(
        title=texts("title.segments", years=texts.plain(result.headline.within_years)),
        columns=(
            Column(texts("column.segment"), width=30),
            Column(texts("column.per_family"), Kind.KRONER, 30),
        ),
        rows=tuple((texts.named(declared[name].label), saved) for name, saved in result.money.by_segment.items()),
    )


def not_modelled(result: Result, texts: Texts) -> Table:
    """What is not modelled: who saves, per family-year of full effect, and in all until the headline's date."""
    scenario = result.scenario
    rows = []
    for name, entry in scenario.not_modelled.items():
        amount, department = entry.per_family, scenario.departments.get(entry.department or "")
        between = tuple(None if end is None else end * amount.factor for end in (amount.low, amount.high))
        who = texts(f"payer.{entry.payer.value}") if department is None else texts.named(department.label)
        rows.append((texts.named(entry.label), who, amount.canonical, *between, result.money.not_modelled[name]))
    return Table(
        title=texts("title.not_modelled"),
        columns=(
            Column(texts("column.not_modelled_entry"), width=44),
            Column(texts("column.purse"), width=24),
            Column(texts("column.value"), Kind.KRONER),
            Column(texts("column.low"), Kind.KRONER),
            Column(texts("column.high"), Kind.KRONER),
            Column(texts("column.saved", years=texts.count("years", result.headline.within_years)), Kind.MILLIONS),
        ),
        rows=tuple(rows),
        note=texts("note.not_modelled"),
    )


def approximations(result: Result, texts: Texts) -> Table:
    """What the engine approximates, and how far each approximation moves the quantities."""
    largest_first = sorted(result.run.approximations.items(), key=lambda item: -item[1])
    return Table(
        title=texts("title.engine", engine=result.run.engine.value),
        columns=(
            Column(texts("column.approximation"), width=44),
            Column(texts("column.moves"), width=24),
        ),
        rows=tuple((texts(f"approximation.{name}"), texts.percent(moved, decimals=2)) for name, moved in largest_first),
        note=texts("note.engine"),
    )


def grades(result: Result, texts: Texts) -> Table:
    """How many numbers rest on what."""
    counts = Counter(quantity.evidence_grade for quantity in quantities(result.scenario).values())
    return Table(
        title=texts("title.grades"),
        columns=(
            Column(texts("column.grade"), width=34),
            Column(texts("column.count"), Kind.INTEGER),
        ),
        rows=tuple((texts(f"grade.{grade}"), counts[grade]) for grade in GRADES if counts[grade]),
    )


def _whole(years: float | None) -> float | None:
    return None if years is None else float(whole_years(np.array(years)))
