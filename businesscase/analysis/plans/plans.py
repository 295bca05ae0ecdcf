"""`plans`: the claim under other plans for the same families, beside the programme as it is declared."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from businesscase.analysis.levers.cases import Setting, compiled, setting_of
from businesscase.analysis.levers.requested import asked_of
from businesscase.analysis.plans.choosing import chosen, lived
from businesscase.analysis.plans.results import Chosen, Kind, Plans, Row
from businesscase.analysis.plans.rules import Leaf, served
from businesscase.analysis.plans.serving import Served, against, as_declared, changes, given_to, stopped, together
from businesscase.analysis.voi.gains import Estimate
from businesscase.core.door import check_settings
from businesscase.core.errors import Fault, ScenarioError, UsageError, nearest
from businesscase.core.spill import Spill
from businesscase.core.vocabulary import Engine
from businesscase.core.words import InBoth, Words
from businesscase.delivery.routine import with_routine_cost
from businesscase.engines.common.occupancy import MeanOccupancy
from businesscase.gathering import families_by_segment
from businesscase.ledger.ledger import Ledger
from businesscase.measures.asked import Asked, answered, at_date, payback, view
from businesscase.measures.claims import noise_share, probability_within
from businesscase.measures.drawn import Collected, Drawn, change_of
from businesscase.measures.saving import first_outlay
from businesscase.model.compiled import CompiledModel
from businesscase.pipeline import DRAWS
from businesscase.scenario.declare.plans import Plan
from businesscase.scenario.load.resolve import as_scenario
from businesscase.scenario.load.scenario import Scenario
from businesscase.scenario.read.faults import fault
from businesscase.simulating import Progress, silent

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class _Way:
    """One way to spend the years: its money by blocks of draws, and on the central curve once those are over."""

    blocks: Iterator[Ledger]
    central: Callable[[], Ledger]
    family_years: float


@dataclass(frozen=True)
class _Run:
    """What every plan needs: the claim, how quantities are counted, and the programme as it is declared."""

    scenario: Scenario
    asked: Asked
    setting: Setting
    model: CompiledModel
    base: Served
    say: Progress


def plans(
    source: str | Path | Mapping[str, Any] | Scenario,
    *,
    claim: str | None = None,
    only: str | Sequence[str] = (),
    variant: str | None = None,
    engine: Engine | str = Engine.AUTO,
    draws: int = DRAWS,
    replications: int | None = None,
    seed: int = 1,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Plans:
    """Test a claim under the plans that a scenario declares.

    Args:
        source, variant, engine, draws, replications, seed, workers, progress: as `pipeline.run`.
        claim: its name; None: the headline.
        only: the plans that are meant; none: all.

    Raises:
        ScenarioError: if the scenario is invalid, or has no such claim or plan; if a plan is against a variant of other
            families or years.
        UsageError: if it declares no plan, or its service follows no schedule.
        NumericalError: as `pipeline.run`.
    """
    check_settings({"engine": engine, "draws": draws, "replications": replications, "seed": seed, "workers": workers})
    say, scenario = progress or silent, as_scenario(source)
    scenario = with_routine_cost(scenario if variant is None else scenario.variant(variant))
    asked, meant = asked_of(scenario, claim, None), _meant(scenario, only)
    others = {name: _other(scenario, name, plan) for name, plan in meant.items() if plan.against is not None}
    say(Words("stage.choosing"), 0.0)
    setting = setting_of(
        scenario, engine=engine, replications=replications, seed=seed, workers=workers, cohort=asked.enrols
    )
    model = compiled(setting, scenario, draws)
    run = _Run(scenario, asked, setting, model, as_declared(scenario, model), say)
    found, told = list[Chosen](), list[Row]()
    with Spill() as spill:
        way = _of_parts(run, [run.base], Words("stage.declared"))
        money = _gathered(way.blocks, spill)
        own = way.central()
        told.append(_row(run, "", Kind.DECLARED, way, money, own, None))
        savings = None
        for name, plan in meant.items():
            label = InBoth(plan.label.en, plan.label.da)
            if plan.stop is not None:
                kind, way = Kind.STOP, _of_parts(run, [stopped(scenario, model, plan.stop, cohort=asked.enrols)], label)
            elif plan.serve_first is not None:
                savings = savings or lived(setting, scenario, asked, model, say)
                result, rule = chosen(name, plan.serve_first, savings, model)
                found.append(result)
                kind, way = Kind.SERVE_FIRST, _of_parts(run, _places(run, rule, plan.serve_first.families), label)
            else:
                kind, way = Kind.AGAINST, _set_against(run, label, others[name], money, own)
            with Spill() as beside:
                other = _gathered(way.blocks, beside)
                told.append(_row(run, name, kind, way, other, way.central(), money))
    return Plans(
        scenario=scenario, asked=asked, draws=draws, seed=seed, families=sum(families_by_segment(model).values()),
        rows=tuple(told), chosen=tuple(found),
    )  # fmt: skip


def _meant(scenario: Scenario, only: str | Sequence[str]) -> dict[str, Plan]:
    """The plans by name, in the order of the file.

    Raises:
        ScenarioError, UsageError: as `plans`.
    """
    names = (only,) if isinstance(only, str) else tuple(only)
    if not scenario.plans:
        raise UsageError(Words("plans.none"))
    unknown = [name for name in names if name not in scenario.plans]
    if unknown:
        listed = Words("one_of", names=", ".join(scenario.plans))
        raise ScenarioError(
            [
                Fault(
                    Words("no_such_name", what=Words("a.plan"), name=name), expected=listed,
                    nearest=nearest(name, scenario.plans),
                )
                for name in unknown
            ]
        )  # fmt: skip
    served_by = scenario.programme.served
    if served_by.by == "team":
        raise UsageError(Words("plans.team"))
    meant = {name: plan for name, plan in scenario.plans.items() if not names or name in names}
    if served_by.ends_when and any(plan.serve_first is not None for plan in meant.values()):
        raise UsageError(Words("plans.endings"))
    return meant


def _other(scenario: Scenario, name: str, plan: Plan) -> Scenario:
    """The scenario of the effort that a plan is against.

    Raises:
        ScenarioError: if its families or years are others.
    """
    assert plan.against is not None
    other = with_routine_cost(scenario.variant(plan.against))
    told = {"name": plan.against, "plan": name}
    faults = [
        fault(
            scenario.provenance, ("plans", name, "against"), message, found=plan.against, expected=Words("plans.same")
        )
        for message, same in (
            (Words("plans.other_time", **told), other.time == scenario.time),
            (Words("plans.other_families", **told), other.population == scenario.population),
        )
        if not same
    ]  # fmt: skip
    if faults:
        raise ScenarioError(faults)
    return other


def _of_parts(run: _Run, parts: Sequence[Served], name: str) -> _Way:
    """The families in parts, each served in its own way."""
    means = [MeanOccupancy() for _ in parts]

    def blocks() -> Iterator[Ledger]:
        say = _of_plan(run.say, name)
        for ledgers in zip(
            *(part.ledgers(run.setting, mean, say) for part, mean in zip(parts, means, strict=True)), strict=True
        ):
            yield together(ledgers)

    def central() -> Ledger:
        return together(tuple(part.ledger(run.setting, mean) for part, mean in zip(parts, means, strict=True)))

    years = sum(part.family_years(cohort=run.setting.cohort) for part in parts)
    return _Way(blocks(), central, years)


def _places(run: _Run, rule: Sequence[Leaf], room: int) -> list[Served]:
    """The families of every leaf that has a place in any draw."""
    sizes = run.model.arrays.weight[:, run.model.arrays.family_segment].T
    part = served([leaf.places for leaf in rule], sizes, float(room))
    return [
        given_to(run.scenario, run.model, leaf.places, part[leaf.places[0]])
        for leaf in rule
        if part[leaf.places[0]].any()
    ]


def _set_against(run: _Run, name: str, scenario: Scenario, money: Drawn, own: Ledger) -> _Way:
    """The programme where without it there would have been another effort."""
    model = compiled(run.setting, scenario, run.model.draws, kept=run.model.solved)
    other, mean = as_declared(scenario, model), MeanOccupancy()
    there = other.ledgers(run.setting, mean, _of_plan(run.say, name))
    blocks = (against(here, each) for here, each in zip(changes(money), there, strict=True))
    years = run.base.family_years(cohort=run.setting.cohort)
    return _Way(blocks, lambda: against(own, other.ledger(run.setting, mean)), years)


def _gathered(blocks: Iterator[Ledger], spill: Spill) -> Drawn:
    collected = Collected(spill)
    for ledger in blocks:
        collected.add(change_of(ledger))
    return collected.drawn()


def _row(run: _Run, name: str, kind: Kind, way: _Way, money: Drawn, central: Ledger, base: Drawn | None) -> Row:
    """The claim, on the central curve and over draws."""
    scenario, asked, inputs = run.scenario, run.asked, run.base.central.inputs.values
    outlay = first_outlay(central, asked.claim.costs)
    seen = view(scenario, asked, central, inputs, outlay=outlay)
    costs = asked.claim.costs.categories
    without = view(scenario, asked, central.only(lambda line: line.category not in costs), inputs, outlay=outlay)
    k, saved, years = at_date(asked, seen), at_date(asked, without), payback(asked, seen)
    own = answered(scenario, asked, money, run.model.inputs.values)
    change = np.zeros(money.draws)
    if base is not None:
        declared = answered(scenario, asked, base, run.model.inputs.values)
        change = (own.at_date - declared.at_date).mean(axis=1)
    error = float(change.std(ddof=1) / np.sqrt(len(change))) if len(change) > 1 else 0.0
    return Row(
        name, kind, way.family_years, saved - k, saved, k, years if np.isfinite(years) else None,
        probability_within(own.paybacks, asked.claim.within_years, seed=run.setting.seed), noise_share(own.at_date),
        Estimate(float(change.mean()), error), not seen.curve.any(),
    )  # fmt: skip


def _of_plan(say: Progress, name: str) -> Progress:
    return lambda stage, done: say(Words("stage.of", name=name, stage=stage), done)
