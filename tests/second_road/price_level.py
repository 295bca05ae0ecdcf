"""Amounts in force in each epoch, in prices of the scenario's price year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from businesscase.model.inputs.inputs import Inputs
from businesscase.model.tariffs.epochs import Epochs
from businesscase.scenario.declare.dated import Dated, in_force
from businesscase.scenario.declare.programme import Cost, Grant
from businesscase.scenario.declare.quantity import Quantity
from businesscase.scenario.load.scenario import Scenario

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class PriceLevel:
    """Drawn amounts by key, brought to the price year by the index of their category."""

    scenario: Scenario
    inputs: Inputs
    epochs: Epochs

    def factor(self, category: str, from_year: int) -> Floats | float:
        """Index factor of a category from a year to the price year."""
        to_year = self.scenario.time.price_year
        if from_year == to_year:
            return 1.0
        name = self.scenario.index_of[category]
        growth = {year: self.inputs[f"indices.{name}.growth.{year}"] for year in self.scenario.indices[name].growth}
        return index_factor(growth, from_year, to_year)

    def converted(self, key: str, quantity: Quantity, category: str) -> Floats:
        """Drawn amount in prices of the price year, shape (draw,)."""
        assert isinstance(quantity.price_year, int)
        return self.inputs[key] * self.factor(category, quantity.price_year)

    def amount(self, key: str, given: Quantity | Dated[Quantity], category: str) -> Floats:
        """Drawn amounts in force, in prices of the price year, shape (draw, epoch)."""
        chosen = [in_force(given, moment) for moment in self.epochs.moments]
        return np.stack([self.converted(key + suffix, number, category) for suffix, number in chosen], axis=1)

    def product(self, given: list[tuple[str, Quantity | Dated[Quantity] | None]]) -> Floats:
        """Product of the numbers in force, those that are not declared left out, shape (draw, epoch)."""
        found = np.ones((self.inputs.draws, len(self.epochs.moments)))
        for key, number in given:
            if number is not None:
                suffixes = [in_force(number, moment)[0] for moment in self.epochs.moments]
                found = found * np.stack([self.inputs[key + suffix] for suffix in suffixes], axis=1)
        return found

    def by_year(self, key: str, item: Cost | Grant, category: str) -> dict[int, Floats]:
        """A total spread evenly over its calendar years; `as_spent` money is converted from the year it is spent in."""
        drawn, level = self.inputs[f"{key}.total"] / len(item.years), item.total.price_year
        return {
            year: drawn * self.factor(category, year if level == "as_spent" else int(level or year))
            for year in item.years
        }

    def rate(self, name: str) -> Floats:
        """Drawn amount of a price, without its factors, shape (draw, epoch)."""
        price = self.scenario.prices[name]
        declared = price.per_time or price.per_entry
        assert declared is not None
        form = "per_time" if price.per_time is not None else "per_entry"
        return self.amount(f"prices.{name}.{form}", declared, price.category)

    def reduced(self, name: str, amount: Floats) -> Floats:
        """An amount of a price times its factors, shape (draw, epoch)."""
        price, key = self.scenario.prices[name], f"prices.{name}"
        named = [(f"{key}.factors.{factor}", number) for factor, number in price.factors.items()]
        return amount * self.product([(f"{key}.factor", price.factor), *named])


def index_factor(growth: Mapping[int, Floats], from_year: int, to_year: int) -> Floats | float:
    """Factor from prices of one year to prices of another; `growth[y]` is the growth from year y - 1 to y.

    Raises:
        KeyError: if a year in between is missing.
    """
    factor: Floats | float = 1.0
    for year in range(min(from_year, to_year) + 1, max(from_year, to_year) + 1):
        factor = factor * (1.0 + growth[year])
    return factor if to_year >= from_year else 1.0 / factor
