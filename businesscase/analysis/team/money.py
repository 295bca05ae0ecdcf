"""Money of a simulated team: its own cost in the place of the declared one, and what that does to the payback."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from businesscase.core.payers import Payer
from businesscase.core.vocabulary import (
    PROGRAMME_COST,
    ClockStart,
    Costs,
    Discrepancy,
    Engine,
    Strategy,
    is_not_modelled,
)
from businesscase.delivery.records import Records
from businesscase.delivery.schedule import Exposure
from businesscase.delivery.strength import strengths
from businesscase.engines.choosing import Choice
from businesscase.ledger.ledger import Ledger, Line
from businesscase.ledger.valuation import value
from businesscase.measures.claims import DrawnPaybacks
from businesscase.measures.payback import value_at
from businesscase.measures.views import view_of
from businesscase.model.compile import compile_model
from businesscase.model.compiled import CompiledModel, of_draws
from businesscase.rules.amounts import Amounts
from businesscase.rules.evaluate import Columns, Numbers
from businesscase.scenario.declare.finance import Claim
from businesscase.scenario.load.scenario import Scenario
from businesscase.simulating import engine_of, probe_with_goals, simulated, with_goals

Floats = NDArray[np.float64]
Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Spread:
    """Mean, 5th and 95th percentile over draws."""

    mean: float
    low: float
    high: float


def spread(values: Floats) -> Spread:
    """Of a number in each draw."""
    low, high = np.percentile(values, [5, 95])
    return Spread(float(values.mean()), float(low), float(high))


def strength_spread(records: Records) -> Spread | None:
    """Of its full effect, what the service of the families that are served has, mean of each draw; None: all of it."""
    strong = strengths(records)
    if strong is None:
        return None
    served = records.served
    return spread((strong * served).sum(axis=1) / np.maximum(served.sum(axis=1), 1))


def total(costs: dict[str, Floats]) -> Floats:
    """Of all departments and periods, shape (draw,)."""
    return np.asarray(sum(money.sum(axis=1) for money in costs.values()))


def solved_model(scenario: Scenario, *, draws: int, seed: int, workers: int | None) -> CompiledModel:
    """The model with levels and goals solved for, served as the schedule says."""
    threads = workers or os.cpu_count() or 1
    with ThreadPoolExecutor(1) as pool:
        compiling = pool.submit(compile_model, scenario, draws=draws, seed=seed, workers=threads)
        resolution = probe_with_goals(scenario, compiling, threads)[1] if scenario.goals else None
        return with_goals(scenario, compiling.result(), resolution, workers=threads)


def gross_claim(scenario: Scenario) -> Claim:
    """The headline at gross cost; its years count from the team's first day."""
    headline = next(claim for claim in scenario.claims.values() if claim.headline)
    return headline.model_copy(update={"costs": Costs.GROSS, "clock_start": ClockStart.FIRST_OUTLAY})


@dataclass(frozen=True)
class Answer:
    """Of each draw: when it pays back, and the net saving by the claim's date, shape (draw,)."""

    paybacks: DrawnPaybacks
    balance: Floats


def answer(
    scenario: Scenario,
    model: CompiledModel,
    claim: Claim,
    costs: dict[str, Floats],
    begins: float,
    replications: int,
    workers: int | None,
    progress: Progress,
) -> Answer:
    """Payback of each draw, with the team's own cost in the place of the declared one; years count from `begins`."""
    choice = Choice(Engine.MONTECARLO, "", replications=replications)
    simulate = engine_of(choice, workers=workers, executor=None)
    whole, halves, balance = list[Floats](), list[Floats](), list[Floats]()
    for block in simulated(model, simulate, cohort=False, progress=progress):
        own = of_draws(model, block.draws)
        ledger = value(own, block.occupancy, Exposure(own.schedule))
        ledger = with_costs(ledger, {name: money[block.draws] for name, money in costs.items()})
        if claim.not_modelled is Discrepancy.LEFT_OUT:
            ledger = ledger.only(lambda line: not is_not_modelled(line.category))
        view = view_of(scenario, claim, ledger, outlay=begins)
        drawn = view.paybacks(claim.crossing)
        whole.append(drawn.whole)
        halves.append(drawn.halves)
        balance.append(value_at(view.curve, view.edges, begins + claim.within_years).mean(axis=1))
    return Answer(DrawnPaybacks(np.concatenate(whole), np.concatenate(halves)), np.concatenate(balance))


def with_costs(ledger: Ledger, costs: dict[str, Floats]) -> Ledger:
    """A ledger with other costs of the programme: department -> DKK, shape (draw, period)."""
    rest = ledger.only(lambda line: line.category != PROGRAMME_COST)
    draws, halves, strategies, _, periods = rest.amounts.shape
    added = np.zeros((draws, halves, strategies, len(costs), periods))
    for row, money in enumerate(costs.values()):
        added[:, :, Strategy.PROGRAMME.axis, row] = money[:, None]
    lines = tuple(Line(Payer.MUNICIPALITY, PROGRAMME_COST, name) for name in costs)
    return Ledger((*rest.lines, *lines), np.concatenate([rest.amounts, added], axis=3), rest.edges)


def steady_state(scenario: Scenario, model: CompiledModel) -> Spread | None:
    """What the scenario says that a family costs in routine, in prices of the price year; None if it does not."""
    if scenario.programme.steady_state is None:
        return None
    numbers = Numbers(model.inputs.values, Columns(()))
    each = numbers.of(Amounts(scenario).number("programme.steady_state.per_family"))
    return spread(np.broadcast_to(each[:, 0], (model.draws,)))
