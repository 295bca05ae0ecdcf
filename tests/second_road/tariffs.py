"""Prices, financing, levies and programme cost as arrays per draw, in prices of the scenario's price year."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from businesscase.core.payers import Payer
from businesscase.core.vocabulary import GRANT, PROGRAMME_COST, Strategy
from businesscase.model.inputs.inputs import Inputs
from businesscase.model.structure.structure import Structure
from businesscase.model.structure.yearly_cells import refund_cell
from businesscase.model.tariffs.epochs import Epochs, epochs_of
from businesscase.scenario.declare.booked import department_of
from businesscase.scenario.declare.dated import Dated, parse_since
from businesscase.scenario.declare.finance import Financing, Levy, Price
from businesscase.scenario.declare.keys import find, split
from businesscase.scenario.declare.mutual_support import Disregard, MutualSupport
from businesscase.scenario.declare.quantity import parse_span
from businesscase.scenario.load.scenario import Scenario
from tests.second_road.means_test import parts
from tests.second_road.mutual_support import amounts_by_partner
from tests.second_road.not_modelled import LeftOut, left_out
from tests.second_road.outlays import Outlay, divided
from tests.second_road.price_level import PriceLevel

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
        left_out: what is not modelled.
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
    left_out: tuple[LeftOut, ...]


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
            Outlay(PROGRAMME_COST, Payer.MUNICIPALITY, prices.by_year(f"programme.costs.{name}", cost, PROGRAMME_COST))
            for name, cost in programme.costs.items()
        ],
        [
            Outlay(GRANT, grant.payer, prices.by_year(f"programme.grants.{name}", grant, GRANT))
            for name, grant in programme.grants.items()
        ],
    )
    return Tariffs(
        tariffs=(
            *(
                tariff
                for name, price in scenario.prices.items()
                for tariff in _tariffs(scenario, structure, name, price, prices)
            ),
            *(
                tariff
                for name in scenario.contributions
                for tariff in _contributions(scenario, structure, name, prices)
            ),
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
                _levied(f"levies.{name}", levy, prices),
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
        left_out=left_out(scenario, inputs, prices),
    )


def _levied(key: str, levy: Levy, prices: PriceLevel) -> Floats:
    named = [(f"{key}.rate_factors.{factor}", number) for factor, number in levy.rate_factors.items()]
    return prices.product([(f"{key}.rate", levy.rate), (f"{key}.rate_factor", levy.rate_factor), *named])


def _tariffs(scenario: Scenario, structure: Structure, name: str, price: Price, prices: PriceLevel) -> Iterator[Tariff]:
    """One price on its cells; with mutual support, in its segments one more for each named state of the partner."""
    role = {"parents": "parent", "children": "child", None: None}[price.members]
    kind = "time" if price.per_time is not None else "entry"
    cells = structure.cells.find(price.clock, tuple(price.states), kind=kind, role=role)
    segments = tuple(scenario.population.segments)
    rule = scenario.financing[price.financing]
    own = segments if price.segments is None else tuple(price.segments)

    def tariff(at: NDArray[np.int64], where: list[str], amount: Floats) -> Tariff:
        return Tariff(
            name=name,
            category=price.category,
            cells=at,
            segments=_positions(segments, where),
            strategies=tuple(i for i, strategy in enumerate(Strategy) if price.strategy in (None, strategy)),
            amount=prices.reduced(name, amount),  # factors reduce what is paid, whatever it is
            shares=_payer_shares(f"financing.{price.financing}", rule, structure, at, prices),
            to_household=price.to_household,
        )

    rate, support = prices.rate(name), price.mutual_support
    if price.means_test is not None:
        for segment in own:
            yield from _means_tested(scenario, structure, name, segment, prices, tariff)
        return
    if support is None:
        yield tariff(cells, list(own), rate)
        return
    outside = [segment for segment in own if segment not in support.segments]
    if outside:
        yield tariff(cells, outside, rate)
    reduced = _by_partner(name, price, prices)
    named = {state: set(structure.cells.find(price.clock, tuple(price.states), partner=(state,))) for state in reduced}
    others = [cell for cell in cells if not any(cell in found for found in named.values())]
    yield tariff(np.array(others, dtype=np.int64), list(support.segments), rate)
    for state, amount in reduced.items():
        yield tariff(np.array(sorted(named[state]), dtype=np.int64), list(support.segments), amount)


def _disregard(support: MutualSupport, moment: date) -> Disregard:
    """Which disregard applies on a day: the last one begun; the first also before it."""
    given = support.disregard
    if not isinstance(given, Dated):
        return given
    begun = [name for key, name in given.since.items() if parse_since(key) <= moment]
    return begun[-1] if begun else next(iter(given.since.values()))


def _by_partner(name: str, price: Price, prices: PriceLevel) -> dict[str, Floats]:
    """The rate of a price under mutual support by state of the partner."""
    support, key = price.mutual_support, f"prices.{name}.mutual_support"
    assert support is not None
    return amounts_by_partner(
        support,
        prices.rate(name),
        drawn=lambda below: prices.product([(f"{key}.{below}", find(support, split(below)))]),
        converted=lambda below: prices.amount(f"{key}.{below}", find(support, split(below)), price.category),
        amount_of=lambda other: prices.reduced(other, prices.rate(other)),
        disregard=[_disregard(support, moment) for moment in prices.epochs.moments],
    )


def _means_tested(
    scenario: Scenario,
    structure: Structure,
    name: str,
    segment: str,
    prices: PriceLevel,
    tariff: Callable[[NDArray[np.int64], list[str], Floats], Tariff],
) -> Iterator[Tariff]:
    """A price that falls with the household's income, state by state of a parent and of its partner."""
    price, key = scenario.prices[name], f"prices.{name}.means_test"
    test = price.means_test
    assert test is not None

    def drawn(below: str) -> Floats:
        number = find(test, split(below))
        if below in ("limit", "limit_per_child", "ceiling.amount"):
            return prices.amount(f"{key}.{below}", number, price.category)
        return prices.product([(f"{key}.{below}", number)])

    def income(state: str, partner: str | None) -> Floats:
        found = np.zeros_like(prices.rate(name))
        for form in ("benefits", "wages"):
            for other in getattr(test, form):
                paid = scenario.prices[other]
                if state not in paid.states or segment not in (paid.segments or [segment]):
                    continue
                support, amount = paid.mutual_support, prices.rate(other)
                if partner is not None and support is not None and segment in support.segments:
                    amount = _by_partner(other, paid, prices).get(partner, amount)
                found = found + prices.reduced(other, amount) * (drawn("wage_share") if form == "wages" else 1.0)
        return found

    for state, partner, amount in parts(scenario, name, segment, amount=prices.rate(name), drawn=drawn, income=income):
        cells = structure.cells.find(price.clock, (state,), kind="time")
        if partner is not None:
            wanted = (partner,) if partner else ()
            cells = np.array([at for at in cells if structure.cells.cells[at].partner == wanted], dtype=np.int64)
        yield tariff(cells, [segment], amount)


def _contributions(scenario: Scenario, structure: Structure, name: str, prices: PriceLevel) -> Iterator[Tariff]:
    """A contribution cell by cell: its step of the staircase, and what is left after the reduction."""
    rule, key = scenario.contributions[name], f"contributions.{name}"
    price = scenario.prices[rule.on]
    staircase = scenario.financing[price.financing].staircase
    assert staircase is not None
    base = prices.amount(f"{key}.base", rule.base, rule.category)
    share = prices.product([(f"{key}.share", rule.share)])
    wage = prices.reduced(rule.less.of, prices.rate(rule.less.of))
    taken_off = prices.product([(f"{key}.less.share", rule.less.share)]) * wage
    role = {"parents": "parent", "children": "child", None: None}[price.members]
    for cell in structure.cells.find(price.clock, tuple(price.states), kind="time", role=role):
        begin = structure.band_limits[structure.cells.cells[cell].band]
        if begin < parse_span(rule.from_step):
            continue
        *_, step = (limit for limit in staircase.refusion if parse_span(limit) <= begin)
        state = prices.product([(f"financing.{price.financing}.staircase.refusion.{step}", staircase.refusion[step])])
        one = np.ones((*base.shape, 1))
        yield Tariff(
            name=name,
            category=rule.category,
            cells=np.array([cell]),
            segments=_positions(tuple(scenario.population.segments), price.segments),
            strategies=tuple(i for i, strategy in enumerate(Strategy) if price.strategy in (None, strategy)),
            amount=np.maximum(share * base - share * base * state - taken_off, 0.0),
            shares={rule.payer: one, rule.receiver: -one},
            to_household=False,
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
