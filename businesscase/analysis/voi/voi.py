"""`voi`: what it is worth to know more before the effort is rolled out, and which study pays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from businesscase.analysis.levers.blocks import Block, Money
from businesscase.analysis.levers.line import Line, line_of
from businesscase.analysis.levers.requested import asked_of
from businesscase.analysis.sensitivity.closed import LEAST_DRAWS, closed_index
from businesscase.analysis.sensitivity.groups import Group, groups_of, reported_shares, topic_of
from businesscase.analysis.voi.designs import LONGEST, Population, points_of, population_of, sizes_of
from businesscase.analysis.voi.gains import Estimate, denoised, partial, perfect
from businesscase.analysis.voi.results import Decision, Known, Sampling, Voi
from businesscase.analysis.voi.sampling import sampled
from businesscase.analysis.voi.studies import Cost, Measurement, Measuring, Study, check_study
from businesscase.core.door import check_kind, check_settings, check_whole
from businesscase.core.errors import Fault, UsageError, nearest
from businesscase.core.payers import Perspective
from businesscase.core.vocabulary import Engine, Savings
from businesscase.core.words import Words
from businesscase.delivery.routine import with_routine_cost
from businesscase.gathering import families_by_segment
from businesscase.measures.answers import Answer
from businesscase.measures.asked import Asked
from businesscase.measures.claims import noise_share, probability_within
from businesscase.model.levers import levers_of
from businesscase.pipeline import DRAWS
from businesscase.scenario.declare.keys import series_of
from businesscase.scenario.load.resolve import as_scenario
from businesscase.scenario.load.scenario import Scenario
from businesscase.simulating import Progress, silent

Floats = NDArray[np.float64]


def voi(
    source: str | Path | Mapping[str, Any] | Scenario,
    *,
    claim: str | None = None,
    families: float | None = None,
    years: int | None = None,
    groups: Sequence[str] = (),
    outcome: str = Study.outcome,
    comparison: float = Study.comparison,
    study_families: int | None = None,
    follow_up: int | None = None,
    fixed_cost: tuple[float, float, float] | None = None,
    family_cost: tuple[float, float, float] | None = None,
    variant: str | None = None,
    engine: Engine | str = Engine.AUTO,
    draws: int = DRAWS,
    replications: int | None = None,
    seed: int = 1,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Voi:
    """Find what more knowledge is worth to the decision whether to roll out, and which study pays.

    Who decides maximises the expected net saving of a family at the claim's date, with the claim's cost and savings.

    Args:
        source, variant, engine, draws, replications, seed, workers, progress: as `pipeline.run`.
        claim: its name; None: the headline.
        families: that a roll-out takes in each year; None: as many as the scenario takes in.
        years: for which the decision stands; None: as many as the scenario looks ahead.
        groups: topics and keys of inputs, each known together with all that belongs to it; none: every group.
        outcome: what a study measures (`studies.Study`).
        comparison: families that are compared with, for each that is served; 0: none.
        study_families: of the study in all arms; None: looked for.
        follow_up: years of it; None: looked for.
        fixed_cost, family_cost: what a study costs, and each of its families: low, value, high in DKK; None: not told,
            and what is found is the most that a study may cost.

    Raises:
        ScenarioError: if the scenario is invalid, or has no such claim.
        UsageError: if there are too few draws, no families, an unknown group or outcome, a cost that is no interval.
        NumericalError: as `pipeline.run`.
    """
    check_settings({"engine": engine, "draws": draws, "replications": replications, "seed": seed, "workers": workers})
    if draws < LEAST_DRAWS:
        raise UsageError(Words("voi.draws", found=draws, least=LEAST_DRAWS))
    say, scenario = progress or silent, as_scenario(source)
    scenario = with_routine_cost(scenario if variant is None else scenario.variant(variant))
    asked = asked_of(scenario, claim, None)
    years = scenario.time.horizon_years if years is None else years
    check_whole("years", years, least=2)
    if families is not None:
        check_kind("families", families, (int, float), Words("voi.families", found=families))
        if not 0.0 < families < float("inf"):
            raise UsageError(Words("voi.families", found=families))
    longest = min(years - 1, scenario.time.horizon_years)
    study = Study(outcome, comparison, study_families, follow_up, _cost(fixed_cost), _cost(family_cost))
    check_study(study, scenario, longest)
    levers = levers_of(scenario, draws=draws, seed=seed)
    independent = groups_of(scenario, levers, reported_shares(scenario))
    chosen = _chosen(groups, independent)
    follow_ups = sorted({*range(1, min(longest, LONGEST) + 1), *([] if follow_up is None else [follow_up])})
    measuring = Measuring(scenario, asked, study, follow_ups)
    with Money() as money:

        def taking(block: Block) -> None:
            money.take(block)
            measuring.take(block)

        line = line_of(
            scenario, draws=draws, engine=engine, replications=replications, seed=seed, workers=workers,
            cohort=asked.enrols, taking=taking, progress=say,
        )  # fmt: skip
        answers = _answers(line, asked, money)
    served = sum(families_by_segment(line.base.model).values())
    pace = families or served / max(1.0, float(line.base.central.schedule.intake.mean()))
    population = population_of(scenario, pace, years, served)
    say(Words("stage.deciding"), 0.0)
    halves = {perspective: answer.at_date / served for perspective, answer in answers.items()}
    own = halves[asked.claim.perspective]
    columns = [each.columns(line.drawn, line.base.model.solved.stocks) for each in independent]
    matter = [each for each in columns if _matters(each, own.mean(axis=1))]
    saved = {perspective: denoised(each, matter) for perspective, each in halves.items()}
    known = []
    for place, (name, members) in enumerate(chosen):
        say(Words("stage.groups", count=len(chosen)), place / len(chosen))
        known.append(_known(name, members, line, own.mean(axis=1)))
    say(Words("stage.cohorts"), 0.0)
    measured = measuring.measured(line)
    chance = probability_within(
        answers[asked.claim.perspective].paybacks, asked.claim.within_years, seed=seed
    )  # fmt: skip
    say(Words("stage.studies"), 0.5)
    return Voi(
        scenario=scenario, asked=asked, draws=draws, seed=seed, population=population, years=years,
        probability=chance.value, noise=noise_share(own) or 0.0,
        decisions=tuple(_decision(perspective, each) for perspective, each in saved.items()),
        groups=tuple(sorted(known, key=lambda one: (-one.worth.value, one.name, one.keys))),
        sampling=_sampling(own.mean(axis=1), study, measured, population, seed),
    )  # fmt: skip


def _cost(given: tuple[float, float, float] | None) -> Cost | None:
    return None if given is None else Cost(*map(float, given))


def _answers(line: Line, asked: Asked, money: Money) -> dict[Perspective, Answer]:
    """Of every perspective, the claim's own first; what a budget can be cut by is the municipality's alone."""
    claim = asked.claim
    others = [] if claim.savings is Savings.BUDGET_REDUCIBLE else [each for each in Perspective if each.public]
    found = {}
    for perspective in dict.fromkeys((claim.perspective, *others)):
        other = replace(asked, claim=claim.model_copy(update={"perspective": perspective}))
        answer = money.answer(line.scenario, other, line.drawn)
        if answer.touched or perspective is claim.perspective:
            found[perspective] = answer
    return found


def _matters(columns: Floats, saved: Floats) -> bool:
    """Whether a group explains something beyond two standard errors."""
    share, error = closed_index(columns, saved)
    return share > 2.0 * error


def _decision(perspective: Perspective, saved: Floats) -> Decision:
    expected = Estimate(float(saved.mean()), float(saved.std(ddof=1) / np.sqrt(len(saved))))
    return Decision(perspective, expected, float((saved > 0.0).mean()), perfect(saved))


def _known(name: str, members: Sequence[Group], line: Line, saved: Floats) -> Known:
    columns = np.concatenate([each.columns(line.drawn, line.base.model.solved.stocks) for each in members])
    keys = tuple(key for each in members for key in each.keys)
    return Known(name, keys, partial(columns, saved), max(each.grade for each in members))


def _chosen(names: Sequence[str], groups: Sequence[Group]) -> list[tuple[str, list[Group]]]:
    """Every group by itself; or of each name, a topic or an input, all groups that belong to it, together.

    Raises:
        UsageError: if there is no such topic or input; with the nearest.
    """
    if not names:
        return [("", [group]) for group in groups]
    belonging: dict[str, list[Group]] = {}
    for group in groups:
        numbers = [key for lever in group.levers for key in lever.numbers]
        for name in dict.fromkeys([topic_of(group.keys[0]), *group.keys, *numbers, *map(series_of, numbers)]):
            belonging.setdefault(name, []).append(group)
    topics = dict.fromkeys(topic_of(group.keys[0]) for group in groups)
    for name in names:
        if name not in belonging:
            expected = Words("voi.group.expected", names=", ".join(topics))
            raise UsageError(
                Fault(Words("voi.group", name=name), expected=expected, nearest=nearest(name, belonging))
            )  # fmt: skip
    return [(name, belonging[name]) for name in dict.fromkeys(names)]


def _sampling(
    saved: Floats, study: Study, measured: Mapping[int, Measurement], population: Population, seed: int
) -> Sampling:
    points = points_of(saved, study, measured, sizes_of(study, population), population)
    best = max(points, key=lambda point: point.net)
    alike = [
        point for point in points
        if study.families in (None, point.families) and study.follow_up in (None, point.follow_up)
    ]  # fmt: skip
    telling = max(alike, key=lambda point: (point.each, point.follow_up, point.families))
    chosen = max(alike, key=lambda point: point.net) if best.net > 0.0 else telling
    own = measured[chosen.follow_up]
    by_all = sampled(saved, own.quantity, own.error(study, chosen.families), seed=seed)
    return Sampling(
        study, points, best, chosen, by_all.estimates, by_all.agree, partial(own.quantity[None], saved)
    )  # fmt: skip
