"""Price level and dated amounts: from a declared number to what formulas use; prices with their factors.

Money is brought from its own price year to the scenario's by the index of its ledger category: the level of an index is
1 in its first year and grows from year to year, and an amount is multiplied by level there over level here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from businesscase.core.vocabulary import DISPLACED_CASEWORK, GRANT, NOT_MODELLED, PROGRAMME_COST, STEADY_STATE_COST
from businesscase.rules.expressions import ONE, Carried, Expression, InForce, Input, Step, product
from businesscase.scenario.declare.dated import Dated, numbers_of
from businesscase.scenario.declare.keys import find, split
from businesscase.scenario.declare.quantity import Quantity
from businesscase.scenario.load.scenario import Scenario

MONEY = ("money", "money_rate", "hourly_money")  # dimensions that have a price level
_PROGRAMME = {
    "costs": PROGRAMME_COST, "grants": GRANT, "displaced": DISPLACED_CASEWORK, "steady_state": STEADY_STATE_COST,
}  # fmt: skip


class Amounts:
    """Expressions of a scenario's numbers, each made once."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self._made: dict[str, Expression] = {}
        self._levels: dict[str, dict[int, Expression]] = {}

    def number(self, key: str) -> Expression:
        """What a key says: a number, or the one in force of a dated number. Money is in prices of the price year."""
        if key not in self._made:
            self._made[key] = self._number(key)
        return self._made[key]

    def rate(self, price: str) -> Expression:
        """The amount of a price per unit, without its factors."""
        per_time = self.scenario.prices[price].per_time is not None
        return self.number(f"prices.{price}.{'per_time' if per_time else 'per_entry'}")

    def price(self, name: str) -> Expression:
        """The amount of a price per unit times its factors."""
        price = self.scenario.prices[name]
        if price.factor is None and not price.factors:
            return self.rate(name)
        return self.once(("price", name), lambda: self.reduced(name, self.rate(name)))

    def reduced(self, name: str, amount: Expression) -> Expression:
        """An amount of a price times its factors, which reduce what is paid, whatever it is."""
        price, key = self.scenario.prices[name], f"prices.{name}"
        named = {f"{key}.factors.{factor}": number for factor, number in price.factors.items()}
        return product([amount, *self.given({f"{key}.factor": price.factor, **named})])

    def given(self, numbers: dict[str, Quantity | Dated[Quantity] | None]) -> list[Expression]:
        """Those of some numbers that are declared."""
        return [self.number(key) for key, number in numbers.items() if number is not None]

    def once(self, name: tuple[str, ...], make: Callable[[], Expression]) -> Expression:
        """A step by its name, made when it is first asked for."""
        key = "|".join(name)
        if key not in self._made:
            self._made[key] = Step(name, make())
        return self._made[key]

    def levels(self, index: str) -> dict[int, Expression]:
        """Level of an index of the scenario by year."""
        if index not in self._levels:
            growth = {
                year: self.number(f"indices.{index}.growth.{year}") for year in self.scenario.indices[index].growth
            }
            self._levels[index] = index_levels(index, growth)
        return self._levels[index]

    def carried(self, category: str) -> Expression | None:
        """What brings money of the calendar year in which it is spent to the price year; None without an index."""
        index = self.scenario.index_of.get(category)
        if index is None:
            return None
        name = ("carried", index)
        return self.once(name, lambda: Carried(index, self.levels(index), self.scenario.time.price_year))

    def _number(self, key: str) -> Expression:
        given = find(self.scenario, split(key))
        if not isinstance(given, Dated):
            return self._input(key, given)
        numbers: list[tuple[str, date | None, Quantity]] = list(numbers_of(given))
        return InForce(key, tuple((since, self._input(key + suffix, number)) for suffix, since, number in numbers))

    def _input(self, key: str, number: Quantity) -> Expression:
        if key not in self._made:
            self._made[key] = Input(key, self._level(key, number))
        return self._made[key]

    def _level(self, key: str, number: Quantity) -> Expression | None:
        """What brings a number to the price year; None where it is no money, or needs no index to be in its prices."""
        to_year, from_year = self.scenario.time.price_year, number.price_year
        if number.dimension not in MONEY or not isinstance(from_year, int):
            return None
        index = self.scenario.index_of.get(category_of(self.scenario, key))
        levels = {} if index is None else self.levels(index)
        if from_year == to_year and to_year not in levels:
            return None
        return Carried(str(index), levels, to_year, from_year)


def index_levels(name: str, growth: Mapping[int, Expression]) -> dict[int, Expression]:
    """Level of an index by year: 1 in the first, and wherever growth from the year before is not declared."""
    found: dict[int, Expression] = {}
    for year in sorted({one for each in growth for one in (each - 1, each)}):
        before = found.get(year - 1) if year in growth else None
        level = ONE if before is None else before * (growth[year] + ONE)
        found[year] = Step(("level", name, str(year)), level)
    return found


def category_of(scenario: Scenario, key: str) -> str:
    """Ledger category of an amount of money, by which it is brought to the price year."""
    section, name, *_ = (*key.split("."), "", "")
    if section == "team":
        return PROGRAMME_COST
    if section == "prices":
        return scenario.prices[name].category
    if section == "contributions":
        return scenario.contributions[name].category
    if section == NOT_MODELLED:
        return NOT_MODELLED
    if section == "yearly_refusion":
        return scenario.yearly_refusion[name].category
    return _PROGRAMME.get(name, "")
