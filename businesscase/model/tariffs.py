"""Prices, financing, levies and programme cost as arrays per draw, in prices of the scenario's price year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from businesscase.model.epochs import Epochs, epochs_of
from businesscase.model.inputs import Inputs
from businesscase.model.outlays import Outlay, divided
from businesscase.model.structure import Structure
from businesscase.model.yearly_cells import refund_cell
from businesscase.money import index_factor
from businesscase.scenario.booked import department_of
from businesscase.scenario.dated import Dated, in_force
from businesscase.scenario.document import Scenario
from businesscase.scenario.finance import Financing, Price
from businesscase.scenario.programme import Cost, Grant
from businesscase.scenario.quantity import Quantity, parse_span
from businesscase.vocabulary import GRANT, PROGRAMME_COST, Payer, Strategy

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Tariff:
    """One price on cells.

    Attributes:
        name: key of the price.
        category: ledger category.
        cells: positions on the cell axis, shape (cell,).
        segments: positions on the segment axis.
        strategies: positions on the strategy axis.
        amount: DKK per person-year or per entry, shape (draw, epoch).
        shares: what each public payer pays of it, by cell: shape (draw, epoch, cell).
        to_household: whether the amount is income of the household.
    """

    name: str
    category: str
    cells: NDArray[np.int64]
    segments: tuple[int, ...]
    strategies: tuple[int, ...]
    amount: Floats
    shares: dict[Payer, Floats]
    to_household: bool


@dataclass(frozen=True)
class CompiledLevy:
    """A share of amounts paid to households in `on` categories, passing from payer to receiver.

    Attributes:
        segments: positions on the segment axis.
        rate: shape (draw, epoch).
    """

    category: str
    on: tuple[str, ...]
    segments: tuple[int, ...]
    rate: Floats
    payer: Payer
    receiver: Payer


@dataclass(frozen=True)
class Tariffs:
    """All money of a scenario before quantities.

    Attributes:
        tariffs: prices on cells.
        levies: taxes and equalisation.
        outlays: programme cost and grants.
        programme_shares: department -> its part of the programme's cost, shape (draw,); None: the whole municipality.
        departments: ledger category -> the department that pays the municipality's part.
        displaced: ordinary casework saved per family-year of service, shape (draw,).
        steady_state: cost per family when routine, shape (draw,), None if not declared.
        moving_away: rate at which families leave the municipality, shape (draw,).
        epochs: the stretches of time on the epoch axis.
    """

    tariffs: tuple[Tariff, ...]
    levies: tuple[CompiledLevy, ...]
    outlays: tuple[Outlay, ...]
    programme_shares: dict[str | None, Floats]
    departments: dict[str, str]
    displaced: Floats
    steady_state: Floats | None
    moving_away: Floats
    epochs: Epochs


def compile_tariffs(scenario: Scenario, structure: Structure, inputs: Inputs) -> Tariffs:
    """Bring every amount to the price year and split it on payers."""
    programme, prices = scenario.programme, PriceLevel(scenario, inputs, epochs_of(scenario))
    displaced = [
        prices.converted(f"programme.displaced.{name}.per_family", item.per_family, "displaced_casework")
        for name, item in programme.displaced.items()
    ]
    steady = None
    if programme.steady_state is not None:
        key = "programme.steady_state.per_family"
        steady = prices.converted(key, programme.steady_state.per_family, "steady_state_cost")
    moving = np.zeros(inputs.draws)
    if scenario.population.moving_away is not None:
        moving = inputs["population.moving_away"]
    outlays, shares = divided(
        scenario,
        inputs,
        [
            prices.outlay(f"programme.costs.{name}", cost, PROGRAMME_COST, Payer.MUNICIPALITY)
            for name, cost in programme.costs.items()
        ],
        [
            prices.outlay(f"programme.grants.{name}", grant, GRANT, grant.payer)
            for name, grant in programme.grants.items()
        ],
    )
    return Tariffs(
        tariffs=(
            *(_tariff(scenario, structure, name, price, prices) for name, price in scenario.prices.items()),
            *(
                _refund(scenario, structure, name, (inputs.draws, len(prices.epochs.moments)))
                for name in scenario.yearly_refusion
            ),
        ),
        levies=tuple(
            CompiledLevy(
                levy.category,
                tuple(levy.on),
                _positions(tuple(scenario.population.segments), levy.segments),
                prices.product([(f"levies.{name}.rate", levy.rate), (f"levies.{name}.rate_factor", levy.rate_factor)]),
                levy.payer,
                levy.receiver,
            )
            for name, levy in scenario.levies.items()
        ),
        outlays=outlays,
        programme_shares=shares,
        departments=department_of(scenario),
        displaced=sum(displaced, np.zeros(inputs.draws)),
        steady_state=steady,
        moving_away=moving,
        epochs=prices.epochs,
    )


@dataclass(frozen=True)
class PriceLevel:
    """Amounts by key, in each epoch the one in force, in prices of the scenario's price year."""

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

    def amount(self, key: str, given: Quantity | Dated[Any], category: str) -> Floats:
        """Drawn amounts in force, in prices of the price year, shape (draw, epoch)."""
        chosen = [in_force(given, moment) for moment in self.epochs.moments]
        return np.stack([self.converted(key + suffix, number, category) for suffix, number in chosen], axis=1)

    def product(self, given: list[tuple[str, Quantity | Dated[Any] | None]]) -> Floats:
        """Product of the numbers in force, those that are not declared left out, shape (draw, epoch)."""
        found = np.ones((self.inputs.draws, len(self.epochs.moments)))
        for key, number in given:
            if number is not None:
                suffixes = [in_force(number, moment)[0] for moment in self.epochs.moments]
                found = found * np.stack([self.inputs[key + suffix] for suffix in suffixes], axis=1)
        return found

    def outlay(self, key: str, item: Cost | Grant, category: str, payer: Payer) -> Outlay:
        """A total spread evenly over its calendar years; `as_spent` money is converted from the year it is spent in."""
        drawn = self.inputs[f"{key}.total"] / len(item.years)
        level = item.total.price_year
        by_year = {
            year: drawn * self.factor(category, year if level == "as_spent" else int(level or year))
            for year in item.years
        }
        return Outlay(category, payer, by_year)


def _tariff(scenario: Scenario, structure: Structure, name: str, price: Price, prices: PriceLevel) -> Tariff:
    role = {"parents": "parent", "children": "child", None: None}[price.members]
    kind = "time" if price.per_time is not None else "entry"
    cells = structure.cells.find(price.clock, tuple(price.states), kind=kind, role=role)
    declared = price.per_time if price.per_time is not None else price.per_entry
    assert declared is not None
    key = f"prices.{name}"
    named = [(f"{key}.factors.{factor}", number) for factor, number in price.factors.items()]
    factors = prices.product([(f"{key}.factor", price.factor), *named])
    amount = prices.amount(f"{key}.{'per_time' if kind == 'time' else 'per_entry'}", declared, price.category)
    rule = scenario.financing[price.financing]
    return Tariff(
        name=name,
        category=price.category,
        cells=cells,
        segments=_positions(tuple(scenario.population.segments), price.segments),
        strategies=tuple(i for i, strategy in enumerate(Strategy) if price.strategy in (None, strategy)),
        amount=amount * factors,
        shares=_payer_shares(f"financing.{price.financing}", rule, structure, cells, prices),
        to_household=price.to_household,
    )


def _refund(scenario: Scenario, structure: Structure, name: str, shape: tuple[int, int]) -> Tariff:
    """What a krone of yearly refusion is to the payers: one less for the municipality, one more for who refunds it."""
    rule, one = scenario.yearly_refusion[name], np.ones((*shape, 1))
    return Tariff(
        name=name,
        category=rule.category,
        cells=np.array([refund_cell(structure.cells, name)]),
        segments=tuple(range(len(scenario.population.segments))),
        strategies=tuple(range(len(Strategy))),
        amount=np.ones(shape),
        shares={Payer.MUNICIPALITY: -one, rule.payer: one},
        to_household=False,
    )


def _positions(names: tuple[str, ...], chosen: list[str] | None) -> tuple[int, ...]:
    return tuple(range(len(names))) if chosen is None else tuple(names.index(name) for name in chosen)


def _payer_shares(
    key: str, rule: Financing, structure: Structure, cells: NDArray[np.int64], prices: PriceLevel
) -> dict[Payer, Floats]:
    """Share of each public payer by epoch and cell; with a staircase the state's share follows the cell's band."""
    if rule.shares is not None:
        wide = np.ones((1, 1, cells.shape[0]))
        declared = {payer: share for payer, share in rule.shares.items() if not isinstance(share, str)}
        found = {
            payer: prices.product([(f"{key}.shares.{payer.value}", share)])[:, :, None] * wide
            for payer, share in declared.items()
        }
        left = 1.0 - sum(found.values(), np.zeros((prices.inputs.draws, 1, 1)))
        return {payer: found.get(payer, left * wide) for payer in rule.shares}
    assert rule.staircase is not None
    refusion = rule.staircase.refusion
    limits = [parse_span(limit) for limit in refusion]
    steps = np.stack(
        [prices.product([(f"{key}.staircase.refusion.{limit}", share)]) for limit, share in refusion.items()], axis=2
    )
    begins = [structure.band_limits[structure.cells.cells[cell].band] for cell in cells]
    columns = [int(np.searchsorted(limits, begin, side="right")) - 1 for begin in begins]
    # a state whose time no rule counts has only band 0: it is past the last step once the count is
    state = steps[:, :, columns]
    return {Payer.CENTRAL_GOVERNMENT: state, Payer.MUNICIPALITY: 1.0 - state}
