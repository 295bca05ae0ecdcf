"""Charges: what a price is paid for, at what amount, and what a unit of it books.

What is not modelled is charged for family-years of full effect, which stand in no cell.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from businesscase.core.vocabulary import NOT_MODELLED, Strategy, not_modelled
from businesscase.model.structure.structure import Structure
from businesscase.model.structure.yearly_cells import refund_cell
from businesscase.rules.amounts import Amounts
from businesscase.rules.bookings import (
    Booking,
    bookings_not_modelled,
    bookings_of_contribution,
    bookings_of_price,
    bookings_of_refund,
)
from businesscase.rules.contributions import contributed
from businesscase.rules.expressions import ONE, Expression
from businesscase.rules.financing import step_at
from businesscase.rules.means_test import means_tested
from businesscase.rules.mutual_support import supported
from businesscase.scenario.declare.finance import Price
from businesscase.scenario.declare.quantity import parse_span
from businesscase.scenario.load.scenario import Scenario

OTHERS = ""  # situation of a partner whom the price does not name


@dataclass(frozen=True)
class Charge:
    """One price, contribution or refund where amount, shares and levies are the same for all that is counted.

    Attributes:
        section: of the scenario in which it is declared: "prices", "contributions", "yearly_refusion", "not_modelled".
        name: under which it stands there.
        category: ledger category.
        kind: what is counted: "time", "entry", "kroner" or "effective".
        cells: positions on the cell axis, shape (cell,).
        segments, strategies: positions on these axes.
        partner: state of the partner, `OTHERS` for any that is not named, None where the price is not split by it.
        step: step of the staircase; None with fixed shares.
        amount: DKK per person-year, per entry, or per krone.
        bookings: what a unit books.
        profile: of what is not modelled, the effect's profile; None where cells are counted.
        state: of the clock, where the amount is another in each state; else None.
    """

    section: str
    name: str
    category: str
    kind: str
    cells: NDArray[np.int64]
    segments: tuple[int, ...]
    strategies: tuple[int, ...]
    partner: str | None
    step: str | None
    amount: Expression
    bookings: tuple[Booking, ...]
    profile: str | None = None
    state: str | None = None

    def where_charged(self, counted: NDArray[np.float64], *, axis: int) -> NDArray[np.float64]:
        """What is counted, by strategy on an axis: nothing in a strategy in which the price is not paid."""
        if len(self.strategies) == len(Strategy):
            return counted
        paid = np.isin(np.arange(len(Strategy)), self.strategies)
        shape = [1] * counted.ndim
        shape[axis] = len(Strategy)
        return np.where(paid.reshape(shape), counted, 0.0)


def charges_of(scenario: Scenario, structure: Structure, amounts: Amounts) -> tuple[Charge, ...]:
    """All charges: price by price as declared, the contributions, the refunds, then what is not modelled."""
    return (
        *(charge for name in scenario.prices for charge in _of_price(scenario, structure, amounts, name)),
        *(charge for name in scenario.contributions for charge in _of_contribution(scenario, structure, amounts, name)),
        *(_of_refund(scenario, structure, amounts, name) for name in scenario.yearly_refusion),
        *(_not_modelled(scenario, amounts, name) for name in scenario.not_modelled),
    )


def _of_price(scenario: Scenario, structure: Structure, amounts: Amounts, name: str) -> Iterator[Charge]:
    price, segments = scenario.prices[name], tuple(scenario.population.segments)
    for state, partner, cells, where, amount in _situations(scenario, structure, amounts, name):
        for step, own in _by_step(scenario, structure, name, cells):
            # levies differ by segment, so what falls under them is taken one by one
            for group in [(one,) for one in where] if price.to_household else [where]:
                yield Charge(
                    section="prices",
                    name=name,
                    category=price.category,
                    kind=_kind(price),
                    cells=own,
                    segments=group,
                    strategies=_strategies(price),
                    partner=partner,
                    step=step,
                    amount=amount,
                    bookings=bookings_of_price(amounts, name, amount, step, segments[group[0]]),
                    state=state,
                )


def _situations(
    scenario: Scenario, structure: Structure, amounts: Amounts, name: str
) -> Iterator[tuple[str | None, str | None, NDArray[np.int64], tuple[int, ...], Expression]]:
    """Where a price has one amount: state where each has its own, situation of the partner, cells, segments, amount."""
    if scenario.prices[name].means_test is not None:
        yield from _by_means(scenario, structure, amounts, name)
        return
    price, segments, states = scenario.prices[name], tuple(scenario.population.segments), scenario.prices[name].states
    cells = _cells(structure, price)
    own, support = price.segments or list(segments), price.mutual_support
    outside = [segment for segment in own if support is None or segment not in support.segments]
    if outside:
        yield None, None, cells, _positions(segments, outside), amounts.price(name)
    if support is None:
        return
    inside = _positions(segments, support.segments)
    named = {state: structure.cells.find(price.clock, tuple(states), partner=(state,)) for state in support.partner}
    others = np.setdiff1d(cells, np.concatenate(list(named.values())))
    yield None, OTHERS, others, inside, amounts.price(name)
    for state, found in named.items():
        yield None, state, found, inside, supported(amounts, name, state)


def _by_means(
    scenario: Scenario, structure: Structure, amounts: Amounts, name: str
) -> Iterator[tuple[str, str | None, NDArray[np.int64], tuple[int, ...], Expression]]:
    """A means-tested price, state by state and, where an income depends on it, by situation of the partner."""
    price = scenario.prices[name]
    for where, segment in enumerate(scenario.population.segments):
        if segment not in (price.segments or [segment]):
            continue
        for state in price.states:
            cells = _cells(structure, price, state)
            by_partner = _partners_that_count(scenario, name, state, segment)
            named = {one: _cells(structure, price, state, (one,)) for one in by_partner}
            others = np.setdiff1d(cells, np.concatenate([np.zeros(0, np.int64), *named.values()]))
            situation = OTHERS if named else None
            yield state, situation, others, (where,), means_tested(amounts, name, state, segment)
            for partner, found in named.items():
                yield state, partner, found, (where,), means_tested(amounts, name, state, segment, partner)


def _partners_that_count(scenario: Scenario, name: str, state: str, segment: str) -> tuple[str, ...]:
    """States of the partner on which an income of a parent in a state depends by mutual support."""
    test = scenario.prices[name].means_test
    assert test is not None
    supports = [
        other.mutual_support
        for other in (scenario.prices[income] for income in (*test.benefits, *test.wages))
        if state in other.states and other.mutual_support is not None
    ]
    named = [partner for support in supports if segment in support.segments for partner in support.partner]
    return tuple(dict.fromkeys(named))


def _of_contribution(scenario: Scenario, structure: Structure, amounts: Amounts, name: str) -> Iterator[Charge]:
    """A contribution, wherever its price is paid on a step from which it is paid too."""
    declared = scenario.contributions[name]
    price, segments = scenario.prices[declared.on], tuple(scenario.population.segments)
    for step, cells in _by_step(scenario, structure, declared.on, _cells(structure, price)):
        assert step is not None
        if parse_span(step) < parse_span(declared.from_step):
            continue
        amount = contributed(amounts, name, step)
        yield Charge(
            section="contributions",
            name=name,
            category=declared.category,
            kind=_kind(price),
            cells=cells,
            segments=_positions(segments, price.segments or list(segments)),
            strategies=_strategies(price),
            partner=None,
            step=step,
            amount=amount,
            bookings=bookings_of_contribution(amounts, name, amount),
        )


def _by_step(
    scenario: Scenario, structure: Structure, name: str, cells: NDArray[np.int64]
) -> Iterator[tuple[str | None, NDArray[np.int64]]]:
    """Cells by the step of the staircase that their band of accumulated time falls on.

    A state whose time no rule counts has only the first band: it is past the last step once the count is.
    """
    rule = scenario.financing[scenario.prices[name].financing]
    found: dict[str | None, list[int]] = {}
    for cell in cells:
        begin = structure.band_limits[structure.cells.cells[cell].band]
        found.setdefault(step_at(rule, begin), []).append(int(cell))
    for step, own in found.items():
        yield step, np.array(own, dtype=np.int64)


def _of_refund(scenario: Scenario, structure: Structure, amounts: Amounts, name: str) -> Charge:
    return Charge(
        section="yearly_refusion",
        name=name,
        category=scenario.yearly_refusion[name].category,
        kind="kroner",
        cells=np.array([refund_cell(structure.cells, name)]),
        segments=tuple(range(len(scenario.population.segments))),
        strategies=tuple(range(len(Strategy))),
        partner=None,
        step=None,
        amount=ONE,
        bookings=bookings_of_refund(amounts, name),
    )


def _cells(
    structure: Structure, price: Price, state: str | None = None, partner: tuple[str, ...] | None = None
) -> NDArray[np.int64]:
    """Cells of all of a price's states, or of one of them; with a situation of the partner or whatever it is."""
    role = {"parents": "parent", "children": "child", None: None}[price.members]
    states = tuple(price.states) if state is None else (state,)
    return structure.cells.find(price.clock, states, kind=_kind(price), role=role, partner=partner)


def _kind(price: Price) -> str:
    return "time" if price.per_time is not None else "entry"


def _strategies(price: Price) -> tuple[int, ...]:
    return tuple(i for i, strategy in enumerate(Strategy) if price.strategy in (None, strategy))


def _not_modelled(scenario: Scenario, amounts: Amounts, name: str) -> Charge:
    return Charge(
        section=NOT_MODELLED,
        name=name,
        category=not_modelled(name),
        kind="effective",
        cells=np.zeros(0, dtype=np.int64),
        segments=tuple(range(len(scenario.population.segments))),
        strategies=(Strategy.PROGRAMME.axis,),
        partner=None,
        step=None,
        amount=amounts.number(f"{NOT_MODELLED}.{name}.per_family"),
        bookings=bookings_not_modelled(amounts, name),
        profile=scenario.not_modelled[name].profile,
    )


def _positions(names: tuple[str, ...], chosen: list[str]) -> tuple[int, ...]:
    return tuple(names.index(name) for name in chosen)
