"""Which inputs a fit moved, beyond what chance moves, and the scenario with them at their new place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from businesscase.core.words import Words
from businesscase.measures.observations import LEAST_EFFECTIVE
from businesscase.measures.result import Result
from businesscase.measures.weighing import effective, evenly, weighted_percentiles
from businesscase.model.inputs.inputs import Inputs
from businesscase.scenario.declare.distribution import cannot_be_drawn
from businesscase.scenario.declare.keys import quantities
from businesscase.scenario.declare.quantity import Quantity
from businesscase.scenario.load.scenario import Scenario

Floats = NDArray[np.float64]
MOVED = 0.05  # prior standard deviations by which the mean of an input has to move to be worth a line


@dataclass(frozen=True)
class MovedInput:
    """An input before and after: mean, 5th and 95th percentile over draws, in the unit in which it is declared.

    `shift`: how far its mean has moved, in standard deviations before.
    """

    key: str
    unit: str
    before: tuple[float, float, float]
    after: tuple[float, float, float]
    shift: float


def moved_inputs(
    scenario: Scenario, prior: Result, after: Inputs, weights: Floats, ancestors: float
) -> tuple[MovedInput, ...]:
    """Inputs whose mean moved farther than chance moves any of so many, farthest first.

    Before are the draws that no report contradicts, as after. Where they, weighed, are worth enough, they are what is
    compared: the same draws on both sides, so that the error of a shift is sqrt(1 / effective - 1 / draws) standard
    deviations; with the draws of the sampler it is sqrt(1 / draws + 1 / ancestors), several times as much.

    Args:
        scenario: what is declared.
        prior: the run before.
        after: inputs of the fitted draws.
        weights: of the prior's draws by what was measured, summing to one, shape (draw,).
        ancestors: effective number of prior draws from which the fitted ones descend.
    """
    possible = prior.per_draw.possible
    declared, draws, worth = quantities(scenario), int(possible.sum()), effective(weights)
    own = [key for key in after.uncertain if _has_draws_of_its_own(key, declared[key])]
    own = [key for key in own if prior.per_draw.inputs[key][possible].std() > 0.0]
    weighed = worth >= LEAST_EFFECTIVE
    error = np.sqrt(max(1.0 / worth - 1.0 / draws, 0.0)) if weighed else np.sqrt(1.0 / draws + 1.0 / ancestors)
    limit = max(MOVED, NormalDist().inv_cdf(1.0 - 0.025 / max(len(own), 1)) * float(error))
    even, found = evenly(possible), []
    for key in own:
        quantity, before = declared[key], prior.per_draw.inputs[key]
        now = before if weighed else after[key]
        own_weights = weights if weighed else np.full(len(now), 1.0 / len(now))
        shift = float((own_weights @ now - even @ before) / before[possible].std())
        if abs(shift) >= limit:
            spreads = [_spread(v / quantity.factor, w) for v, w in ((before, even), (now, own_weights))]
            found.append(MovedInput(key, quantity.unit, spreads[0], spreads[1], shift))
    return tuple(sorted(found, key=lambda one: (-abs(one.shift), one.key)))


def at_its_place(scenario: Scenario, moved: tuple[MovedInput, ...]) -> Scenario:
    """The scenario with what moved at its place after the fit, so that the central case is that of the fitted draws.

    A number keeps its declared place where its posterior has a shape that cannot be declared, and where it is one of
    several shares that sum to one: those move together or not at all.
    """
    declared, values = quantities(scenario), {}
    for one in moved:
        if _is_one_of_a_whole(one.key, declared):
            continue
        mean, low, high = one.after
        certificate = declared[one.key].model_dump(exclude_none=True, exclude_defaults=True)
        value, bottom, top = (f"{number:.4g}" for number in one.before)
        note = str(Words("note.fitted", value=value, low=bottom, high=top))
        fitted = declared[one.key].model_copy(update={"value": mean, "low": low, "high": high})
        if cannot_be_drawn(fitted) is None:
            values[one.key] = {**certificate, "value": mean, "low": low, "high": high, "note": note}
    return scenario.with_values(values, by="fit")


def _has_draws_of_its_own(key: str, quantity: Quantity) -> bool:
    return quantity.draws_with is None and quantity.column is None and ".since." not in key


def _is_one_of_a_whole(key: str, declared: Mapping[str, Quantity]) -> bool:
    """Whether a share has sisters beside it: departments of a cost, states at the start, kinds of family."""
    above = key.rpartition(".")[0]
    return declared[key].dimension == "share" and any(
        other != key and other.rpartition(".")[0] == above and number.dimension == "share"
        for other, number in declared.items()
    )


def _spread(values: Floats, weights: Floats) -> tuple[float, float, float]:
    low, high = weighted_percentiles(values, weights, (5.0, 95.0))
    return float(weights @ values), low, high
