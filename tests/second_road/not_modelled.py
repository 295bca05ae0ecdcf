"""What is not modelled, family by family and month by month, piece by piece of the effect's profile."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from businesscase.core.payers import Payer
from businesscase.delivery.schedule import Exposure
from businesscase.ledger.ledger import Line
from businesscase.model.compiled import CompiledModel
from businesscase.model.inputs.inputs import Inputs
from businesscase.scenario.load.scenario import Scenario
from tests.second_road.price_level import PriceLevel

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class LeftOut:
    """An entry under `not_modelled`: saving per family-year, lag, ramp and half-life in years, shape (draw,) each."""

    payer: Payer
    category: str
    department: str | None
    saved: Floats
    lag: Floats
    ramp: Floats
    half_life: Floats


def left_out(scenario: Scenario, inputs: Inputs, prices: PriceLevel) -> tuple[LeftOut, ...]:
    """The entries, in prices of the scenario's price year."""
    return tuple(
        LeftOut(
            entry.payer,
            f"not_modelled:{name}",
            entry.department,
            prices.converted(f"not_modelled.{name}.per_family", entry.per_family, "not_modelled"),
            *(inputs[f"effects.profiles.{entry.profile}.{part}"] for part in ("lag", "ramp", "half_life")),
        )
        for name, entry in scenario.not_modelled.items()
    )


def years_of_effect(
    begin: float, end: float, first: float, last: float, lag: float, ramp: float, half_life: float
) -> float:
    """Integral of the height of an effect from `first` to `last`, of a service from `begin` to `end`."""
    rises, full = min(begin + lag, end), min(begin + lag + ramp, end)
    reached = 0.0 if begin + lag >= end else (1.0 if ramp == 0.0 else min((end - begin - lag) / ramp, 1.0))
    cuts = sorted({first, last, *(cut for cut in (rises, full, end) if first < cut < last)})
    found = 0.0
    for a, b in pairwise(cuts):
        middle = (a + b) / 2.0
        if middle >= end:
            rate = math.log(2.0) / half_life
            found += reached / rate * (math.exp(-rate * (a - end)) - math.exp(-rate * (b - end)))
        elif middle >= full:
            found += b - a
        elif middle >= rises:
            found += (middle - rises) / ramp * (b - a)
    return found


@lru_cache(maxsize=4096)  # what is left out is asked for of all families, and again of those of each segment
def by_period(begin: float, end: float, edges: tuple[float, ...], lag: float, ramp: float, half_life: float) -> Floats:
    """Years of effect between the edges."""
    return np.array([years_of_effect(begin, end, a, b, lag, ramp, half_life) for a, b in pairwise(edges)])


def not_modelled_flows(
    model: CompiledModel, entries: tuple[LeftOut, ...], exposure: Exposure, edges: Floats, chosen: list[int]
) -> dict[Line, Floats]:
    """Line -> what is paid with the programme, shape (draw, 1, period), before anybody moves away."""
    services, periods = exposure.intervals(slice(None)), tuple(edges.tolist())
    found: dict[Line, Floats] = {}
    for entry in entries:
        flow = np.zeros((model.draws, 1, len(edges) - 1))
        for draw in range(model.draws):
            shape = float(entry.lag[draw]), float(entry.ramp[draw]), float(entry.half_life[draw])
            for family, segment in enumerate(model.arrays.family_segment):
                if segment not in chosen:
                    continue
                begin, end = map(float, services[draw, family])
                years = by_period(begin, end, periods, *shape)
                flow[draw, 0] -= entry.saved[draw] * model.arrays.weight[draw, segment] * years
        found[Line(entry.payer, entry.category, entry.department)] = flow
    return found
