"""Derived quantities as levers: cost per family, persons moved, entries avoided; each scales a part of the curve.

A curve is linear in how much of a part there is: K(f) = K(0) + f (K(1) - K(0)), where K(1) is as the model finds and
K(0) is without that part. So is the money of every draw. No engine is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from businesscase.analysis.levers.blocks import Block
from businesscase.analysis.levers.cases import valued
from businesscase.analysis.levers.line import Line, base_view
from businesscase.core.vocabulary import Strategy
from businesscase.engines.common.occupancy import Occupancy
from businesscase.gathering import families_by_segment
from businesscase.ledger.ledger import Ledger
from businesscase.ledger.valuation import value
from businesscase.measures.answers import question_of
from businesscase.measures.asked import Asked, cost_apart, view
from businesscase.measures.saving import first_outlay
from businesscase.measures.views import View
from businesscase.scenario.load.scenario import Scenario

Floats = NDArray[np.float64]
MOST = 10.0  # times what the model finds, where nothing else is a limit
_NEGLIGIBLE = 0.005  # of a person or an entry: less than that is not counted in persons
_PROGRAMME, _COUNTERFACTUAL = Strategy.PROGRAMME.axis, Strategy.COUNTERFACTUAL.axis


class Derived(StrEnum):
    """Kinds of derived quantities."""

    COST_PER_FAMILY = "cost_per_family"
    SUCCESS = "success"
    AVOIDED = "avoided"


@dataclass(frozen=True)
class Part:
    """A derived quantity in the draws of a block.

    Attributes:
        found: how much of it there is in each, shape (draw,).
        without: the block's money without it.
    """

    found: Callable[[Block], Floats]
    without: Callable[[Block], Ledger]


@dataclass(frozen=True)
class Scaled:
    """A derived quantity.

    Attributes:
        kind: what it is.
        name: of the clock and state that are counted, ("", "") of the cost.
        found: how much the model finds: DKK per family, or persons or entries by the claim's date.
        most: more than that there cannot be.
        without: the claim's view without it.
        base: the claim's view as it is found.
        part: the same in the draws.
    """

    kind: Derived
    name: tuple[str, str]
    found: float
    most: float
    without: View
    base: View
    part: Part = field(repr=False)

    @property
    def key(self) -> str:
        """Its kind, clock and state."""
        return key_of_derived(self.kind, self.name)

    def at(self, factor: float) -> View:
        """The view with so many times as much."""
        return replace(self.base, curve=self.without.curve + factor * (self.base.curve - self.without.curve))


def key_of_derived(kind: Derived, name: tuple[str, str]) -> str:
    """Key by which a derived quantity is asked for."""
    return ".".join(filter(None, (kind, *name)))


def derived_keys(scenario: Scenario) -> tuple[str, ...]:
    """Of every derived quantity that a scenario may have."""
    success = scenario.programme.success
    persons = [] if success is None else [key_of_derived(Derived.SUCCESS, (success.clock, ""))]
    avoided = [key_of_derived(Derived.AVOIDED, name) for name in _led_to(scenario)]
    return (Derived.COST_PER_FAMILY.value, *persons, *avoided)


def scaled_of(line: Line, asked: Asked) -> tuple[Scaled, ...]:
    """Cost per family; persons in a state that the scenario calls a success; entries that an effect avoids."""
    return (*_cost(line, asked), *_success(line, asked), *_avoided(line, asked))


def cost_of(line: Line, asked: Asked) -> Scaled | None:
    """What the claim has to recoup over the horizon, kroner per family; None where it has no cost."""
    return next(_cost(line, asked), None)


def _cost(line: Line, asked: Asked) -> Iterator[Scaled]:
    found = cost_apart(line.scenario, asked, line.base.ledger, line.base.central.inputs.values)
    if found is None:
        return
    families = sum(families_by_segment(line.base.model).values())
    owner, categories = question_of(asked.claim, asked.owner).owner, asked.claim.costs.categories

    def drawn(block: Block) -> Floats:
        own = block.ledger.only(lambda item: item.category in categories and owner.owns(item)).amounts.mean(axis=1)
        paid: Floats = (own[:, _PROGRAMME] - own[:, _COUNTERFACTUAL]).sum(axis=(1, 2))
        return paid / families

    def without(block: Block) -> Ledger:
        amounts = block.ledger.amounts.copy()
        amounts[:, :, :, [place for place, item in enumerate(block.ledger.lines) if item.category in categories]] = 0.0
        return replace(block.ledger, amounts=amounts)

    cost = found.cost / families
    yield Scaled(
        Derived.COST_PER_FAMILY, ("", ""), cost, MOST * cost, found.without, found.base, Part(drawn, without)
    )  # fmt: skip


def _success(line: Line, asked: Asked) -> Iterator[Scaled]:
    """The whole difference on the clock of success, counted in persons who are there at the claim's date."""
    success, mean = line.scenario.programme.success, line.base.mean
    if success is None:
        return
    there = mean.cells.find(success.clock, tuple(success.states))
    clock = np.array([place for place, cell in enumerate(mean.cells.cells) if cell.clock == success.clock])
    time = np.array([place for place in clock if mean.cells.cells[place].kind == "time"])
    period = min(max(int(np.searchsorted(mean.edges, _until(line, asked) - 1e-9)) - 1, 0), len(mean.edges) - 2)

    def persons(occupancy: Occupancy, cells: NDArray[np.int64]) -> Floats:
        """At the claim's date, shape (draw, strategy)."""
        own = occupancy.quantities[:, :, :, :, period][..., cells]
        found: Floats = own.mean(axis=1, dtype=np.float64).sum(axis=(2, 3)) / np.diff(mean.edges)[period]
        return found

    def moved(occupancy: Occupancy) -> Floats:
        found = persons(occupancy, there)
        return found[:, _PROGRAMME] - found[:, _COUNTERFACTUAL]

    most = persons(mean, time)[0, _COUNTERFACTUAL] - persons(mean, there)[0, _COUNTERFACTUAL]
    yield from _counted(line, asked, Derived.SUCCESS, (success.clock, ""), clock, moved, float(most))


def _avoided(line: Line, asked: Asked) -> Iterator[Scaled]:
    """Entries into the states that a declared ratio leads to, with the time spent there and its refunds."""
    mean = line.base.mean
    whole = mean.edges[1:] <= _until(line, asked) + 1e-9
    for clock, state in _led_to(line.scenario):
        cells = [
            place
            for place, cell in enumerate(mean.cells.cells)
            if cell.clock == clock and (cell.state == state or cell.kind == "kroner")
        ]
        entry = mean.cells.find(clock, (state,), kind="entry")

        def entries(occupancy: Occupancy, entry: NDArray[np.int64] = entry) -> Floats:
            """By the claim's date, shape (draw, strategy)."""
            own = occupancy.quantities[:, :, :, :, whole][..., entry]
            found: Floats = own.mean(axis=1, dtype=np.float64).sum(axis=(2, 3, 4))
            return found

        def avoided(occupancy: Occupancy, entries: Callable[[Occupancy], Floats] = entries) -> Floats:
            found = entries(occupancy)
            return found[:, _COUNTERFACTUAL] - found[:, _PROGRAMME]

        most = float(entries(mean)[0, _COUNTERFACTUAL])
        yield from _counted(line, asked, Derived.AVOIDED, (clock, state), np.array(cells), avoided, most)


def _led_to(scenario: Scenario) -> tuple[tuple[str, str], ...]:
    """Clocks and states that a ratio leads to; what it is to bring about, such as going home again, is not avoided."""
    return tuple(dict.fromkeys(
        (effect.clock, transition.split("->")[1].strip())
        for effect in scenario.effects.ratios.values()
        if effect.ratio.value < 1.0
        for transition in effect.transitions
    ))  # fmt: skip


def _counted(
    line: Line, asked: Asked, kind: Derived, name: tuple[str, str], cells: NDArray[np.int64],
    count: Callable[[Occupancy], Floats], most: float,
) -> Iterator[Scaled]:  # fmt: skip
    found = float(count(line.base.mean)[0])
    if found <= _NEGLIGIBLE or len(cells) == 0:
        return
    ledger = valued(line.setting, line.base.central, _like_without(line.base.mean, cells))
    outlay = first_outlay(line.base.ledger, asked.claim.costs)
    without = view(line.scenario, asked, ledger, line.base.central.inputs.values, outlay=outlay)
    part = Part(
        lambda block: count(block.occupancy),
        lambda block: value(block.model, _like_without(block.occupancy, cells), block.exposure),
    )
    yield Scaled(kind, name, found, most, without, base_view(line, asked), part)


def _like_without(occupancy: Occupancy, cells: NDArray[np.int64]) -> Occupancy:
    """Quantities whose programme is like the counterfactual in some cells."""
    quantities = occupancy.quantities.copy()
    quantities[:, :, _PROGRAMME, ..., cells] = quantities[:, :, _COUNTERFACTUAL, ..., cells]
    return replace(occupancy, quantities=quantities)


def _until(line: Line, asked: Asked) -> float:
    """The claim's date, years since programme start."""
    return base_view(line, asked).start + asked.claim.within_years
