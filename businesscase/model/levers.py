"""`Lever`: an uncertain number that can be moved along its own distribution, with all that moves with it.

Its place is a standard normal position z: its 5th percentile lies at -1.645, its 95th at 1.645. Numbers that share a
draw (a dated series, `draws_with`) are one uncertainty, and stand at the same percentile of their own distributions.
A number without a distribution is moved in decades around what is declared.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import NDArray

from businesscase.model.inputs.inputs import draw_inputs
from businesscase.scenario.declare.distribution import position, quantile
from businesscase.scenario.declare.keys import quantities, series_of, split
from businesscase.scenario.declare.places import Path
from businesscase.scenario.declare.quantity import Quantity
from businesscase.scenario.load.scenario import Scenario

Floats = NDArray[np.float64]
Z95 = NormalDist().inv_cdf(0.95)
SEARCHED = 6.0  # spreads of its own distribution to either side: one in a thousand million lies beyond
DECADES = 1.0  # to either side of a number without a distribution
ASIDE = ("observations", "own_records", "variants", "claims")  # numbers that no krone of the line depends on


@dataclass(frozen=True)
class Lever:
    """One uncertainty.

    Attributes:
        key: of the number that is shown.
        numbers: every number that moves with it, by key, the one that is shown among them.
        drawn: sorted draws of a number that a file holds; None elsewhere.
    """

    key: str
    numbers: Mapping[str, Quantity]
    drawn: Floats | None = None

    @property
    def shown(self) -> Quantity:
        """The number that is shown."""
        return self.numbers[self.key]

    @property
    def is_fixed(self) -> bool:
        """Whether it has no distribution."""
        return self.drawn is None and not self.shown.is_uncertain

    @property
    def reach(self) -> float:
        """How far from its middle it is searched."""
        return DECADES if self.is_fixed else SEARCHED

    @property
    def declared(self) -> float:
        """Where the declared value lies."""
        if self.is_fixed:
            return 0.0
        if self.drawn is not None:
            below = float((self.drawn < self.shown.canonical).mean())
            return NormalDist().inv_cdf(min(max(below, 1e-9), 1.0 - 1e-9))
        return position(self.shown, self.shown.canonical)

    def values(self, at: float) -> dict[str, float]:
        """Key -> value (canonical unit) of all that moves, at a place."""
        return {key: self._value(quantity, at) for key, quantity in self.numbers.items()}

    def value(self, at: float) -> float:
        """The number that is shown, in its own unit."""
        return self._value(self.shown, at) / self.shown.factor

    def percentile(self, at: float) -> float | None:
        """Share of its distribution that lies below a place; None where it has none."""
        return None if self.is_fixed else NormalDist().cdf(at)

    def place_of(self, value: float) -> float:
        """Where a value in the unit shown lies."""
        if self.is_fixed:
            return math.log10(value / self.shown.value)
        return position(self.shown, value * self.shown.factor)

    def _value(self, quantity: Quantity, at: float) -> float:
        if self.drawn is not None and quantity is self.shown:
            return float(np.quantile(self.drawn, NormalDist().cdf(at)))
        if quantity.is_uncertain and quantity.column is None and not self.is_fixed:
            return float(quantile(quantity, np.array([at]))[0])
        moved = quantity.canonical * 10.0**at if self.is_fixed else quantity.canonical
        return min(moved, 1.0) if quantity.dimension == "share" else moved


def levers_of(scenario: Scenario, *, draws: int, seed: int) -> tuple[Lever, ...]:
    """Every uncertainty whose number the line reads, in the order of the document."""
    declared = quantities(scenario)
    groups: dict[str, dict[str, Quantity]] = {}
    for key, quantity in declared.items():
        if quantity.is_uncertain and split(key)[0] not in ASIDE:
            groups.setdefault(_leader(declared, key), {})[key] = quantity
    drawn = draw_inputs(scenario, draws=draws, seed=seed) if any(q.column for q in declared.values()) else None
    found = []
    for numbers in groups.values():
        key = _shown(numbers)
        own = None if numbers[key].column is None or drawn is None else np.sort(drawn[key])
        found.append(Lever(key, numbers, own))
    return tuple(found)


def _leader(declared: Mapping[str, Quantity], key: str) -> str:
    """The series whose draw a number shares."""
    shared = declared[key].draws_with if key in declared else None  # a series is named by its own key
    return series_of(key) if shared is None else _leader(declared, shared)


def _shown(numbers: Mapping[str, Quantity]) -> str:
    """The number of a group that leads it; of a series the latest."""
    leading = [key for key, quantity in numbers.items() if quantity.draws_with is None] or list(numbers)
    first = series_of(leading[0])
    return [key for key in leading if series_of(key) == first][-1]


def changed(scenario: Scenario, values: Mapping[str, float]) -> Scenario:
    """The scenario with numbers held at other values (canonical unit).

    Raises:
        ScenarioError: if a value cannot stand there.
    """
    declared = quantities(scenario)
    given = {key: value / declared[key].factor for key, value in values.items()}
    return scenario.with_values(given, by="what if")


def held(scenario: Scenario, keys: Iterable[str]) -> Scenario:
    """The scenario with numbers held where they are declared, which needs no check: they stand there already."""
    for key in keys:
        scenario = _held(scenario, split(key))
    return scenario


def _held(declared: Any, path: Path) -> Any:
    if isinstance(declared, Quantity):
        return Quantity(value=declared.value, unit=declared.unit, price_year=declared.price_year, what_if=True)
    if isinstance(declared, dict):
        (name,) = [each for each in declared if str(each) == path[0]]
        return {**declared, name: _held(declared[name], path[1:])}
    return declared.model_copy(update={path[0]: _held(getattr(declared, path[0]), path[1:])})
