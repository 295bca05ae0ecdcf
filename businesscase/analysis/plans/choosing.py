"""Who is served first: a rule chosen by some draws and judged by others, so that no luck is counted as skill."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from businesscase.analysis.levers.cases import Setting, compiled, counted
from businesscase.analysis.plans.results import Chosen, Group, Places
from businesscase.analysis.plans.rules import Leaf, best_rule, served
from businesscase.analysis.plans.traits import questions
from businesscase.analysis.voi.gains import Estimate
from businesscase.core.words import Words
from businesscase.delivery.schedule import Exposure
from businesscase.engines.common.occupancy import Occupancy
from businesscase.ledger.valuation import value
from businesscase.measures.asked import Asked, view
from businesscase.measures.payback import value_at
from businesscase.model.chosen import of_families
from businesscase.model.compiled import CompiledModel, of_draws
from businesscase.model.inputs.inputs import draw_inputs
from businesscase.scenario.declare.plans import ServeFirst
from businesscase.scenario.load.scenario import Scenario
from businesscase.simulating import Progress, silent

Floats = NDArray[np.float64]
LOOKED_AT = 32  # draws that choose, and draws that judge: every family is lived and valued by itself in each
STEPS = 20  # of the curve over numbers of places


@dataclass(frozen=True)
class Savings:
    """What each family saves by itself, from its enrolment until the claim's years, before the programme's cost.

    Attributes:
        each: DKK, shape (family, draw).
        sizes: families that each stands for, shape (family, draw).
    """

    each: Floats
    sizes: Floats

    @property
    def mean(self) -> Floats:
        """Per family that it stands for, over draws, shape (family,)."""
        size = self.sizes.mean(axis=1)
        whole: Floats = (self.each * self.sizes).mean(axis=1)
        return np.asarray(np.divide(whole, size, out=np.zeros_like(size), where=size > 0.0))


@dataclass(frozen=True)
class Lived:
    """The savings of the draws that choose and of those that judge."""

    choosing: Savings
    judging: Savings


def lived(setting: Setting, scenario: Scenario, asked: Asked, model: CompiledModel, progress: Progress) -> Lived:
    """Every family by itself: in the first draws of the run, which judge, and in the draws after its last.

    Args:
        setting: how quantities are counted.
        scenario: what is declared.
        asked: the claim, whose savings and years count.
        model: of the run's own draws.
        progress: told how far it is.
    """
    draws = min(LOOKED_AT, model.draws)
    after = draw_inputs(scenario, draws=model.draws + draws, seed=setting.seed)
    after = after.of_draws(slice(model.draws, model.draws + draws))
    enrolled = replace(setting, cohort=True)

    def told(half: int) -> Callable[[float], None]:
        return lambda done: progress(Words("stage.families"), (half + done) / 2.0)

    return Lived(
        _savings(enrolled, scenario, asked, compiled(setting, scenario, draws, inputs=after), told(0)),
        _savings(enrolled, scenario, asked, of_draws(model, slice(0, draws)), told(1)),
    )


def chosen(name: str, first: ServeFirst, found: Lived, model: CompiledModel) -> tuple[Chosen, tuple[Leaf, ...]]:
    """The rule of a plan, and what it is worth.

    Args:
        name: of the plan.
        first: what it declares.
        found: savings of every family.
        model: of the families.
    """
    choosing, judging, room = found.choosing, found.judging, float(first.families)
    families = model.families
    asked = questions(first.by, families)
    rule = best_rule(asked, families, choosing.mean, choosing.sizes.mean(axis=1), room)
    by_rule = [leaf.places for leaf in rule]
    by_own = [np.array([place]) for place in np.argsort(-choosing.mean, kind="stable")]
    anybody = [np.arange(len(families))]
    orders = anybody, by_rule, by_own
    everyone, ruled, best = (_per_place(judging, served(order, judging.sizes, room)) for order in orders)
    total = float(judging.sizes.sum(axis=0).mean())
    curve = [
        Places(at, *(float(_per_place(judging, served(order, judging.sizes, at)).mean()) for order in orders))
        for at in np.linspace(total / STEPS, total, STEPS).tolist()
    ]
    part = served(by_rule, judging.sizes, room)
    groups = tuple(
        Group(
            leaf.answers,
            families=float(judging.sizes[leaf.places].sum(axis=0).mean()),
            served=float((part * judging.sizes)[leaf.places].sum(axis=0).mean()),
            saved=_estimate(_of(judging, leaf.places)),
        )
        for leaf in rule
    )
    return Chosen(
        name, first.families, groups, _estimate(everyone), _estimate(ruled), _estimate(best),
        _estimate(ruled - everyone), _estimate(best - ruled), choosing.each.shape[1], judging.each.shape[1],
        tuple(curve),
    ), rule  # fmt: skip


def _savings(
    setting: Setting, scenario: Scenario, asked: Asked, model: CompiledModel, say: Callable[[float], None]
) -> Savings:
    sizes = model.arrays.weight[:, model.arrays.family_segment].T

    def of(place: int) -> Floats:
        own = of_families(model, np.array([place]))
        return np.concatenate([_saved(setting, scenario, asked, *each) for each in counted(setting, own, silent)])

    each = np.empty(sizes.shape)
    with ThreadPoolExecutor(setting.workers) as pool:
        for place, saved in enumerate(pool.map(of, range(len(sizes)))):
            each[place] = np.divide(saved, sizes[place], out=np.zeros_like(saved), where=sizes[place] > 0.0)
            say((place + 1) / len(sizes))
    return Savings(each, sizes)


def _saved(setting: Setting, scenario: Scenario, asked: Asked, model: CompiledModel, occupancy: Occupancy) -> Floats:
    """What the families of a model save until the claim's years after enrolment, shape (draw,)."""
    costs = asked.claim.costs.categories
    ledger = value(model, occupancy, Exposure(model.schedule, cohort=setting.cohort))
    seen = view(scenario, asked, ledger.only(lambda line: line.category not in costs), model.inputs.values, outlay=0.0)
    return np.asarray(value_at(seen.curve, seen.edges, asked.claim.within_years).mean(axis=1))


def _per_place(found: Savings, part: Floats) -> Floats:
    """Saved per family that is served, shape (draw,)."""
    weight = part * found.sizes
    return np.asarray((found.each * weight).sum(axis=0) / weight.sum(axis=0))


def _of(found: Savings, places: NDArray[np.int64]) -> Floats:
    part = np.zeros_like(found.sizes)
    part[places] = 1.0
    return _per_place(found, part)


def _estimate(values: Floats) -> Estimate:
    error = float(values.std(ddof=1) / np.sqrt(len(values))) if len(values) > 1 else 0.0
    return Estimate(float(values.mean()), error)
