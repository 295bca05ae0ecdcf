"""What a family saves from its enrolment on, moved to the month in which the team begins to serve it."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from businesscase.analysis.team.money import Progress
from businesscase.core.categories import is_saving
from businesscase.core.vocabulary import Discrepancy, Engine, Savings, Strategy, is_not_modelled
from businesscase.delivery.records import Records
from businesscase.delivery.schedule import Exposure
from businesscase.delivery.strength import strengths
from businesscase.engines.choosing import choose
from businesscase.ledger.ledger import Ledger, Line
from businesscase.ledger.valuation import value
from businesscase.model.compiled import CompiledModel, of_draws
from businesscase.model.inputs.inputs import Inputs
from businesscase.scenario.declare.finance import Claim
from businesscase.scenario.declare.rollout import Rollout
from businesscase.scenario.load.scenario import Scenario
from businesscase.simulating import engine_of, probe_of, simulated

Floats = NDArray[np.float64]
MONTHS = 12


def saved_by_a_family(
    scenario: Scenario,
    model: CompiledModel,
    claim: Claim,
    replications: int | None,
    workers: int | None,
    progress: Progress,
) -> tuple[tuple[Line, ...], Floats]:
    """What a family saves from its enrolment on, by line, shape (line, draw, half, period); positive is a saving."""
    done: Future[CompiledModel] = Future()
    done.set_result(model)
    choice = choose(probe_of(scenario, done, workers or 1), Engine.AUTO, replications=replications or 4)
    simulate, found, lines = engine_of(choice, workers=workers, executor=None), list[Floats](), tuple[Line, ...]()
    cohort = replace(model, schedule=replace(model.schedule, intake=np.zeros_like(model.schedule.intake)))
    families = (model.arrays.weight * np.bincount(model.arrays.family_segment, minlength=len(model.segments))).sum(
        axis=1
    )
    for block in simulated(cohort, simulate, cohort=False, progress=progress):
        own = of_draws(cohort, block.draws)
        ledger = value(own, block.occupancy, Exposure(own.schedule))
        ledger = ledger.only(lambda line: is_saving(line.category, Savings.AFTER_TAX))
        if claim.not_modelled is Discrepancy.LEFT_OUT:
            ledger = ledger.only(lambda line: not is_not_modelled(line.category))
        lines = ledger.lines
        found.append(_difference(ledger) / families[block.draws, None, None])
    return lines, np.concatenate(found, axis=1)


def _difference(ledger: Ledger) -> Floats:
    pair = ledger.amounts[:, :, Strategy.COUNTERFACTUAL.axis] - ledger.amounts[:, :, Strategy.PROGRAMME.axis]
    return np.moveaxis(pair, 2, 0)


def starts(
    rollout: Rollout, records: Records, pairs: NDArray[np.int64], declared: int, inputs: Inputs, periods: int
) -> Floats:
    """Families whose service begins in each month, in families of full saving, shape (draw, period).

    A family counts by its time in service over the scheduled, by the strength of its service, and by what is not lost
    in the team of the year in which it begins: 1 - dilution x (1 - declared size / size) x (1 - learning)^years. The
    effect was seen in a team as declared; one no larger loses nothing.

    Args:
        rollout: the plan.
        records: a life of the team in each draw.
        pairs: of the team by the end of each year, shape (year,).
        declared: pairs of the declared team.
        inputs: drawn numbers.
        periods: months to the horizon.
    """
    grown = 1.0 - declared / np.maximum(pairs, declared)
    passed = np.arange(rollout.lasts)
    lost = inputs["rollout.dilution"][:, None] * grown * (1.0 - inputs["rollout.learning"][:, None]) ** passed
    found, strong = np.zeros((inputs.draws, periods)), strengths(records)
    for draw in range(inputs.draws):
        own = records.served[draw]
        begins, ends = records.begins[draw, own], records.ends[draw, own]
        weight = (ends - begins) / inputs["programme.served.length"][draw]
        weight *= 1.0 - lost[draw, np.minimum(begins.astype(np.int64), rollout.lasts - 1)]
        if strong is not None:
            weight *= strong[draw, own]
        month = np.minimum((begins * MONTHS).astype(np.int64), periods - 1)
        found[draw] = np.bincount(month, weights=weight, minlength=periods)
    return found


def moved(saved: Floats, starts: Floats) -> Floats:
    """Savings of a family moved to the months in which families begin, shape (line, draw, half, period)."""
    found = np.zeros_like(saved)
    periods = saved.shape[-1]
    for month in np.flatnonzero(starts.any(axis=0)):
        found[..., month:] += starts[:, None, month, None] * saved[..., : periods - month]
    return found


def as_served(saved: Floats, starts: Floats, records: Records) -> Floats:
    """Savings of the mean family that is served, from its enrolment on: weighed as the roll-out weighs each of them.

    Args:
        saved: of a family of full saving, shape (draw, half, period).
        starts: families whose service begins, in families of full saving, shape (draw, period).
        records: a life of the team in each draw.
    """
    weight = starts.sum(axis=1) / np.maximum(records.served.sum(axis=1), 1)
    return np.asarray(weight[:, None, None] * saved)


def while_served(model: CompiledModel, edges: Floats) -> Floats:
    """Part of a family's cost that each period bears, evenly over the scheduled service, shape (draw, period)."""
    length = model.schedule.length[:, None]
    return np.asarray(np.clip(np.minimum(length, edges[1:]) - edges[:-1], 0.0, None) / length)
