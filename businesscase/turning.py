"""What would have to be true, as far as a run knows anyway: the nearest values at which its headline claim turns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from businesscase.core.errors import NumericalError, ScenarioError
from businesscase.delivery.schedule import Exposure
from businesscase.engines.common.occupancy import Occupancy
from businesscase.ledger.ledger import Ledger
from businesscase.ledger.valuation import revalued, value
from businesscase.measures.asked import Asked, cost_apart, margin, view
from businesscase.measures.result import Result
from businesscase.measures.sensitivity import beyond_chance
from businesscase.measures.turning import TurningPoint, turn_of
from businesscase.model.central import central_model
from businesscase.model.compile import compile_model
from businesscase.model.compiled import CompiledModel
from businesscase.model.inputs.inputs import draw_inputs
from businesscase.model.levers import SEARCHED, Lever, changed, levers_of
from businesscase.model.reading import keys_read
from businesscase.scenario.declare.distribution import position
from businesscase.scenario.declare.keys import quantities

Floats = NDArray[np.float64]
NEAREST = 3
LOOKED_AT = 6  # strongest drivers that are tried: a weaker one would have to go farther than any of these
TOLERANCE = 1e-4  # of a place
MOST_COST = 10.0  # times what is declared


@dataclass(frozen=True)
class _Case:
    """The central case of a run, which is valued again with one number elsewhere."""

    result: Result
    asked: Asked
    model: CompiledModel
    occupancy: Occupancy
    ledger: Ledger

    def margin(self, values: dict[str, float]) -> float:
        """DKK by which the claim holds with some numbers (canonical unit) elsewhere."""
        scenario, taken = self.result.scenario, {key: np.array([number]) for key, number in values.items()}
        if any(key.startswith("discounting.") for key in values):
            scenario = changed(scenario, values)
        ledger = revalued(self.ledger, self.model, self.occupancy, _exposure(self.model, self.asked), taken)
        inputs = {**self.model.inputs.values, **taken}
        return margin(self.asked, view(scenario, self.asked, ledger, inputs))


def turning_points(
    result: Result, model: CompiledModel, occupancy: Occupancy, families: float
) -> tuple[TurningPoint, ...]:
    """Cost per family and the strongest drivers at which the headline's central curve pays back exactly at its date.

    The three nearest to what is declared. A number that moves no quantity is searched exactly, as `breakeven` does; of
    one that moves some, where the line through the draws puts it. A number that is no strong driver is not looked at:
    it would have to go farther.

    Args:
        result: of all draws.
        model: of all draws.
        occupancy: their mean quantities, of families enrolled on the first day where the headline counts from there.
        families: how many there are.
    """
    scenario = result.scenario
    asked = Asked(result.headline.name, scenario.claims[result.headline.name])
    central, mean = central_model(scenario, model), occupancy.mean()
    case = _Case(result, asked, central, mean, value(central, mean, _exposure(central, asked)))
    cost = cost_apart(scenario, asked, case.ledger, central.inputs.values)
    if cost is None:
        return ()
    base, each = margin(asked, cost.base), cost.cost / families
    turn = turn_of(lambda by: margin(asked, cost.at(by)), lowest=0.0, middle=1.0, highest=MOST_COST)
    found = [] if turn.at is None else [TurningPoint(None, "DKK", each, turn.at * each)]
    others = sorted(_levers(case, base), key=lambda one: abs(one.distance or 0.0))
    return tuple([*found, *others][:NEAREST])


def _exposure(model: CompiledModel, asked: Asked) -> Exposure:
    return Exposure(model.schedule, cohort=asked.enrols)


def _levers(case: _Case, base: float) -> Iterator[TurningPoint]:
    result, declared = case.result, quantities(case.result.scenario)
    strong = [one.key for one in beyond_chance(result.drivers, result.run.draws, declared)][:LOOKED_AT]
    if not strong:
        return
    levers = levers_of(result.scenario, draws=2, seed=result.run.seed)
    inputs = draw_inputs(result.scenario, draws=2, seed=result.run.seed)
    try:
        read = keys_read(inputs, lambda given: compile_model(result.scenario, draws=2, inputs=given))
    except NumericalError:  # two draws that contradict a report: what moves quantities is not known from them
        return
    for lever in levers:
        if not any(key in lever.numbers for key in strong) or lever.drawn is not None:
            continue
        touches = bool(read & set(lever.numbers)) or lever.key.startswith("correlations.")
        place = _along_the_draws(case, lever, base) if touches else _searched(case, lever, base)
        if place is not None:
            yield TurningPoint(
                lever.key, lever.shown.unit, lever.shown.value, lever.value(place), lever.percentile(place),
                place - lever.declared, approximate=touches,
            )  # fmt: skip


def _searched(case: _Case, lever: Lever, base: float) -> float | None:
    """The place of a lever that moves no quantity."""
    try:
        return turn_of(
            lambda at: case.margin(lever.values(at)),
            lowest=-lever.reach,
            middle=lever.declared,
            highest=lever.reach,
            at_middle=base,
            tolerance=TOLERANCE,
        ).at
    except (NumericalError, ScenarioError):
        return None


def _along_the_draws(case: _Case, lever: Lever, base: float) -> float | None:
    """The place to which the regression of the headline's K at its date on a number points; None beyond its range."""
    result = case.result
    drawn, saved = result.per_draw.inputs.get(lever.key), result.per_draw.net_saving[result.headline.perspective]
    if drawn is None:
        return None
    year = min(max(round(result.headline.within_years), 1), saved.shape[1]) - 1
    spread = float(np.var(drawn))
    slope = float(np.mean((drawn - drawn.mean()) * (saved[:, year] - saved[:, year].mean()))) / spread
    at = position(lever.shown, float(drawn.mean()) - base / slope) if slope else np.inf
    return at if abs(at) <= SEARCHED else None
