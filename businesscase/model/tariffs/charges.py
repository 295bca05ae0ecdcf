"""Charges: which cells a price is paid for, at what amount, and what a unit of it books."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from businesscase.core.vocabulary import Strategy
from businesscase.model.structure.structure import Structure
from businesscase.model.structure.yearly_cells import refund_cell
from businesscase.rules.amounts import Amounts
from businesscase.rules.bookings import Booking, bookings_of_price, bookings_of_refund
from businesscase.rules.expressions import ONE, Expression
from businesscase.rules.financing import step_at
from businesscase.rules.mutual_support import supported
from businesscase.scenario.load.scenario import Scenario

OTHERS = ""  # situation of a partner whom the price does not name


@dataclass(frozen=True)
class Charge:
    """One price where amount, shares and levies are the same for all that is counted.

    Attributes:
        name: of the price, or of the rule of yearly refusion.
        refund: whether it is kroner of yearly refusion.
        category: ledger category.
        kind: what is counted: "time", "entry" or "kroner".
        cells: positions on the cell axis, shape (cell,).
        segments, strategies: positions on these axes.
        partner: state of the partner, `OTHERS` for any that is not named, None where the price is not split by it.
        step: step of the staircase; None with fixed shares.
        amount: DKK per person-year, per entry, or per krone.
        bookings: what a unit books.
    """

    name: str
    refund: bool
    category: str
    kind: str
    cells: NDArray[np.int64]
    segments: tuple[int, ...]
    strategies: tuple[int, ...]
    partner: str | None
    step: str | None
    amount: Expression
    bookings: tuple[Booking, ...]

    def where_charged(self, counted: NDArray[np.float64], *, axis: int) -> NDArray[np.float64]:
        """What is counted, by strategy on an axis: nothing in a strategy in which the price is not paid."""
        if len(self.strategies) == len(Strategy):
            return counted
        paid = np.isin(np.arange(len(Strategy)), self.strategies)
        shape = [1] * counted.ndim
        shape[axis] = len(Strategy)
        return np.where(paid.reshape(shape), counted, 0.0)


def charges_of(scenario: Scenario, structure: Structure, amounts: Amounts) -> tuple[Charge, ...]:
    """All charges: price by price as declared, then the refunds."""
    return (
        *(charge for name in scenario.prices for charge in _of_price(scenario, structure, amounts, name)),
        *(_of_refund(scenario, structure, amounts, name) for name in scenario.yearly_refusion),
    )


def _of_price(scenario: Scenario, structure: Structure, amounts: Amounts, name: str) -> Iterator[Charge]:
    price, segments = scenario.prices[name], tuple(scenario.population.segments)
    kind = "time" if price.per_time is not None else "entry"
    strategies = tuple(i for i, strategy in enumerate(Strategy) if price.strategy in (None, strategy))
    for partner, cells, where, amount in _situations(scenario, structure, amounts, name):
        for step, own in _by_step(scenario, structure, name, cells):
            # levies differ by segment, so what falls under them is taken one by one
            for group in [(one,) for one in where] if price.to_household else [where]:
                yield Charge(
                    name=name,
                    refund=False,
                    category=price.category,
                    kind=kind,
                    cells=own,
                    segments=group,
                    strategies=strategies,
                    partner=partner,
                    step=step,
                    amount=amount,
                    bookings=bookings_of_price(amounts, name, amount, step, segments[group[0]]),
                )


def _situations(
    scenario: Scenario, structure: Structure, amounts: Amounts, name: str
) -> Iterator[tuple[str | None, NDArray[np.int64], tuple[int, ...], Expression]]:
    """Where a price has one amount: situation of the partner, cells, segments, amount."""
    price, segments = scenario.prices[name], tuple(scenario.population.segments)
    role = {"parents": "parent", "children": "child", None: None}[price.members]
    kind, states = "time" if price.per_time is not None else "entry", tuple(price.states)
    cells = structure.cells.find(price.clock, states, kind=kind, role=role)
    own, support = price.segments or list(segments), price.mutual_support
    outside = [segment for segment in own if support is None or segment not in support.segments]
    if outside:
        yield None, cells, _positions(segments, outside), amounts.price(name)
    if support is None:
        return
    inside = _positions(segments, support.segments)
    named = {state: structure.cells.find(price.clock, states, partner=(state,)) for state in support.partner}
    others = np.setdiff1d(cells, np.concatenate(list(named.values())))
    yield OTHERS, others, inside, amounts.price(name)
    for state, found in named.items():
        yield state, found, inside, supported(amounts, name, state)


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
        name=name,
        refund=True,
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


def _positions(names: tuple[str, ...], chosen: list[str]) -> tuple[int, ...]:
    return tuple(names.index(name) for name in chosen)
