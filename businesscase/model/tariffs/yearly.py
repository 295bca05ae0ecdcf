"""`YearlyCases`: refunds in brackets of a case's cost in a calendar year, as arrays that the kernels read.

Axes: `d` draw, `r` rule, `g` state over all types, `year` calendar years of the horizon, `step` a bracket.
"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from businesscase.core import words
from businesscase.core.errors import NumericalError
from businesscase.core.randomness import name_id
from businesscase.core.timeline import calendar_years
from businesscase.core.vocabulary import Strategy
from businesscase.model.arrays import Arrays, Floats, Ints, Words
from businesscase.model.inputs.inputs import Inputs
from businesscase.model.structure.families import Family
from businesscase.model.structure.structure import Structure
from businesscase.model.structure.yearly_cells import refund_cell
from businesscase.model.tariffs.charges import Charge
from businesscase.model.tariffs.tariffs import Tariffs
from businesscase.rules.amounts import Amounts
from businesscase.rules.evaluate import Columns, Numbers
from businesscase.scenario.declare.yearly_refusion import YearlyRefusion
from businesscase.scenario.load.scenario import Scenario


class YearlyCases(NamedTuple):
    """Inputs of `engines.common.yearly_cases`; without a rule, axes of length 0."""

    cell: Ints  # (r,) where its kroner are counted
    tag: Words  # (r,) 32-bit hash of the rule's name
    by_time: Ints  # (r,) 1 where limits are years of a case, not its cost
    household: Ints  # (r, year) 1 where the costs of a household are added
    priced: Ints  # (r, g) 1 where a state has a price that counts
    year_of_month: Ints  # (period,) calendar year in which the middle of the month lies, from 0
    first_month: Ints  # (year + 1,) first month of each calendar year
    member_id: Words  # (clock,) hash of family and member
    epoch_of_month: Ints  # (period,) column of the amounts that holds for most of the month
    amount: Floats  # (d, r, strategy, segment, epoch, g) DKK per year
    peak: Floats  # (d, r, g) largest of these amounts of a state
    above: Floats  # (d, r, year, step) limits in DKK, or years; infinite beyond the last step
    share: Floats  # (d, r, year, step)
    sigma: Floats  # (d, r) standard deviation of the log of a person's cost


PER_DRAW = ("amount", "peak", "above", "share", "sigma")


def compile_yearly(
    scenario: Scenario,
    structure: Structure,
    families: tuple[Family, ...],
    amounts: Amounts,
    tariffs: Tariffs,
    arrays: Arrays,
    inputs: Inputs,
) -> YearlyCases:
    """Read the rules: what counts, at what price, and the brackets of every calendar year.

    Raises:
        NumericalError: if limits do not rise in a draw.
    """
    rules, draws, edges = scenario.yearly_refusion, inputs.draws, arrays.edges
    states = sum(len(kind.states) for kind in structure.types)
    year_of_month = calendar_years(scenario.time.start, edges) - scenario.time.start.year
    years = [scenario.time.start.year + number for number in range(int(year_of_month[-1]) + 1)]
    steps = max((len(b.refunded) for rule in rules.values() for b in rule.since.values()), default=0)
    shape = (draws, len(rules), len(years), steps)
    above, share = np.full(shape, np.inf), np.zeros(shape)
    epochs = tariffs.epochs
    amount = np.zeros(
        (draws, len(rules), len(Strategy), len(scenario.population.segments), len(epochs.moments), states)
    )
    household, sigma = np.zeros((len(rules), len(years)), dtype=np.int64), np.zeros((draws, len(rules)))
    prices = Numbers(inputs.values, Columns(epochs.moments))
    for r, (name, rule) in enumerate(rules.items()):
        counted: set[tuple[object, ...]] = set()
        for charge in tariffs.charges:
            if charge.section == "prices" and charge.name in rule.of:
                _add_price(amount[:, r], structure, charge, prices.of(charge.amount), counted)
        for y, year in enumerate(years):
            moment = date(year, 1, 1) if scenario.frozen is None else scenario.frozen
            household[r, y] = int(rule.since[rule.in_force(moment.year)].pooled == "household")
            at = Numbers(inputs.values, Columns((moment,)))
            _fill(above[:, r, y], share[:, r, y], amounts, at, name, rule, moment.year)
        if rule.spread is not None:
            sigma[:, r] = np.sqrt(np.log1p(inputs[f"yearly_refusion.{name}.spread"] ** 2))
    return _frozen(
        YearlyCases(
            cell=np.array([refund_cell(structure.cells, name) for name in rules], dtype=np.int64),
            tag=np.array([name_id(f"yearly_refusion.{name}") & 0xFFFFFFFF for name in rules], dtype=np.uint64),
            by_time=np.array([int(rule.by_time) for rule in rules.values()], dtype=np.int64),
            household=household,
            priced=np.any(amount != 0.0, axis=(0, 2, 3, 4)).astype(np.int64),
            year_of_month=year_of_month,
            first_month=np.searchsorted(year_of_month, np.arange(len(years) + 1)).astype(np.int64),
            member_id=_member_ids(families, arrays),
            epoch_of_month=np.argmax(epochs.share, axis=0).astype(np.int64),
            amount=amount,
            peak=amount.max(axis=(2, 3, 4), initial=0.0),
            above=above,
            share=share,
            sigma=sigma,
        )
    )


def yearly_of_draws(yearly: YearlyCases, part: slice | NDArray[np.int64]) -> YearlyCases:
    """The rules for some draws only."""
    return _frozen(yearly._replace(**{name: getattr(yearly, name)[part] for name in PER_DRAW}))


def _member_ids(families: tuple[Family, ...], arrays: Arrays) -> Words:
    """Hash of the names of family and member, by clock."""
    found = np.zeros(len(arrays.clock_member), dtype=np.uint64)
    for number, family in enumerate(families):
        own = slice(int(arrays.family_clocks[number]), int(arrays.family_clocks[number + 1]))
        ids = np.array([name_id(f"{family.name}/{member.name}") for member in family.members], dtype=np.uint64)
        found[own] = ids[arrays.clock_member[own]]
    return found


def _add_price(
    amount: Floats, structure: Structure, charge: Charge, price: Floats, counted: set[tuple[object, ...]]
) -> None:
    """Add a price to the states of its cells; a state has one amount whatever the band of its time."""
    for cell in (structure.cells.cells[at] for at in charge.cells):
        place = (charge.name, charge.partner, charge.segments, cell.clock, cell.role, cell.state)
        if cell.kind != "time" or place in counted:  # an entry is no cost of a year; a band was counted with the first
            continue
        counted.add(place)
        g = structure.state(structure.type_of(cell.clock, cell.role), cell.state)
        for strategy in charge.strategies:
            for segment in charge.segments:
                amount[:, strategy, segment, :, g] += price


def _fill(
    above: Floats, share: Floats, amounts: Amounts, at: Numbers, name: str, rule: YearlyRefusion, year: int
) -> None:
    """Write the brackets in force on a 1 January, shape (draw, step): money in prices of the scenario's price year."""
    since = rule.in_force(year)
    for position, step in enumerate(rule.since[since].refunded):
        key = f"yearly_refusion.{name}.since.{since}.refunded.{step}"
        limit, refunded = (at.of(amounts.number(f"{key}.{part}"))[:, 0] for part in ("above", "share"))
        if position and np.any(limit <= above[:, position - 1]):
            draw = int(np.argmax(limit <= above[:, position - 1]))
            raise NumericalError(words.Words("yearly.drawn", at=key, draw=draw))
        above[:, position], share[:, position] = limit, refunded


def _frozen(yearly: YearlyCases) -> YearlyCases:
    kept: list[Any] = [np.ascontiguousarray(array) for array in yearly]
    for array in kept:
        array.setflags(write=False)
    return YearlyCases(*kept)
