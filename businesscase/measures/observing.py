"""What each draw predicts for each observation: what was measured, computed from money and quantities."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from businesscase.core.timeline import overlap, years_since
from businesscase.core.vocabulary import COST_CATEGORIES, TAX_CATEGORIES, ClockStart, Strategy
from businesscase.engines.common.occupancy import Occupancy
from businesscase.ledger.ledger import Ledger
from businesscase.scenario.declare.observations import Definition, MeasuredStates, Observation
from businesscase.scenario.load.scenario import Scenario

Floats = NDArray[np.float64]
_PROGRAMME, _COUNTERFACTUAL = Strategy.PROGRAMME.axis, Strategy.COUNTERFACTUAL.axis
AS_DECLARED = ""  # the one reading of an observation without alternatives


@dataclass(frozen=True)
class Book:
    """What the draws of a block hold, as one reading of an observation sees it.

    Attributes:
        ledger: money, shape (draw, half, strategy, line, period).
        occupancy: quantities of the same draws.
        families: in each draw, shape (draw,).
    """

    ledger: Ledger
    occupancy: Occupancy
    families: Floats


@dataclass(frozen=True)
class Prediction:
    """What the draws predict for one reading.

    Attributes:
        programme, counterfactual: of each arm, DKK or time per family, number, or share, shape (draw, half).
        value: what was measured (`Observation`), shape (draw, half).
        by_category: of money the saving, or what the arm paid, by ledger category, shape (draw,).
        anyway: the part of a before-after count that would come without the programme, shape (draw, half); None where
            what was measured is compared with what would have happened.
    """

    programme: Floats
    counterfactual: Floats
    value: Floats
    by_category: Mapping[str, Floats]
    anyway: Floats | None = None

    def over(self, level: Floats) -> Prediction:
        """In prices of another year, `level` below these, shape (draw or 1,)."""
        wide = level[:, None]
        each = {name: part / level for name, part in self.by_category.items()}
        anyway = None if self.anyway is None else self.anyway / wide
        return Prediction(self.programme / wide, self.counterfactual / wide, self.value / wide, each, anyway)


def readings(observation: Observation) -> dict[str, Definition | None]:
    """The readings of an observation by name; one without alternatives has one, `AS_DECLARED`."""
    return dict(observation.definitions) or {AS_DECLARED: None}


def enrols(observation: Observation) -> bool:
    """Whether a reading counts years from enrolment."""
    return any(each.clock_start is ClockStart.ENROLMENT for each in observation.definitions.values())


def predicted(scenario: Scenario, observation: Observation, reading: Definition | None, book: Book) -> Prediction:
    """The prediction of every draw in a block.

    Args:
        scenario: what is declared.
        observation: what was measured.
        reading: of what was counted; None: as the observation says.
        book: money and quantities as this reading sees them (from enrolment, at other prices).
    """
    begin = years_since(scenario.time.start, observation.since or scenario.time.start)
    window = begin, years_since(scenario.time.start, observation.until)
    before = reading is not None and reading.compared_with == "before"
    if not observation.is_money:
        one, other = _of_states(observation, book, window)
        anyway = None
        if before:
            unserved, other = other, _of_states(observation, book, window, first=True)[1]
            anyway = _difference(observation, unserved, other)
        return Prediction(one, other, _difference(observation, one, other), {}, anyway)
    flows = _by_category(observation, reading, book.ledger)
    inside = overlap(*window, book.ledger.edges) / np.diff(book.ledger.edges)
    nothing = np.zeros((*book.ledger.amounts.shape[:2], 2))
    arms_by, unserved = {}, nothing[..., 0]
    for category, amounts in flows.items():  # amounts: draw, half, strategy, period
        paid = amounts @ inside / book.families[:, None, None]
        unserved = unserved + paid[..., _COUNTERFACTUAL]
        if before:
            first = amounts[..., _COUNTERFACTUAL, 0] / (book.ledger.edges[1] - book.ledger.edges[0])
            paid[..., _COUNTERFACTUAL] = first * (window[1] - window[0]) / book.families[:, None]
        arms_by[category] = paid
    total = sum(arms_by.values(), nothing)
    one, other = total[..., _PROGRAMME], total[..., _COUNTERFACTUAL]
    each = {name: _difference(observation, p[..., _PROGRAMME], p[..., _COUNTERFACTUAL]).mean(axis=1)
            for name, p in arms_by.items()}  # fmt: skip
    anyway = _difference(observation, unserved, other) if before else None
    return Prediction(one, other, _difference(observation, one, other), each, anyway)


def _difference(observation: Observation, programme: Floats, counterfactual: Floats) -> Floats:
    """What was measured, from both arms: a saving is what is no longer paid, of all else a difference is what came."""
    if observation.arm == "programme":
        return programme
    if observation.arm == "counterfactual":
        return counterfactual
    return counterfactual - programme if observation.measure == "saving" else programme - counterfactual


def _by_category(observation: Observation, reading: Definition | None, ledger: Ledger) -> dict[str, Floats]:
    """Amounts of the counted categories, shape (draw, half, strategy, period); never the programme's own cost."""
    money = observation.of_money
    perspective = (reading and reading.perspective) or money.perspective
    chosen = (reading and reading.categories) or money.categories
    left_out = money.leave_out if reading is None or reading.leave_out is None else reading.leave_out
    found: dict[str, Floats] = {}
    for row, line in enumerate(ledger.lines):
        own = line.category in (*COST_CATEGORIES, *TAX_CATEGORIES) if chosen is None else line.category not in chosen
        if line.payer in perspective.payers and not own and line.category not in left_out:
            found[line.category] = found.get(line.category, 0.0) + ledger.amounts[:, :, :, row]
    return found


def _of_states(
    observation: Observation, book: Book, window: tuple[float, float], *, first: bool = False
) -> list[Floats]:
    """Of each arm: the share in the states at the end of the window, or moves or time in it, shape (draw, half).

    Args:
        observation: what was measured.
        book: the block.
        window: first and last moment, years since programme start.
        first: as the first month was, for as long as the window.
    """
    states, edges = observation.of_states, book.occupancy.edges
    if observation.measure == "share":
        month = 0 if first else max(int(np.searchsorted(edges, window[1] - 1e-9)) - 1, 0)
        inside = np.zeros(len(edges) - 1)
        inside[month] = 1.0
        own = _counted(book.occupancy, states, "time", inside)
        whole = _counted(book.occupancy, _all_of(book.occupancy, states), "time", inside)
        share = np.divide(own, whole, out=np.zeros_like(own), where=whole > 0.0)
        return [share[..., _PROGRAMME], share[..., _COUNTERFACTUAL]]
    inside = overlap(*window, edges) / np.diff(edges)
    if first:
        inside = np.zeros(len(edges) - 1)
        inside[0] = (window[1] - window[0]) / (edges[1] - edges[0])
    kind = "entry" if observation.measure == "entries" else "time"
    found = _counted(book.occupancy, states, kind, inside)
    if states.per == "family":
        found = found / book.families[:, None, None]
    return [found[..., _PROGRAMME], found[..., _COUNTERFACTUAL]]


def _all_of(occupancy: Occupancy, states: MeasuredStates) -> MeasuredStates:
    every = dict.fromkeys(cell.state for cell in occupancy.cells.cells if cell.clock == states.clock)
    return states.model_copy(update={"states": list(every)})


def _counted(occupancy: Occupancy, states: MeasuredStates, kind: str, inside: Floats) -> Floats:
    """Time or moves in the states, each period by its weight, shape (draw, half, strategy)."""
    cells = occupancy.cells.find(states.clock, tuple(states.states), kind=kind)
    own = np.take(occupancy.quantities, cells, axis=-1).sum(
        axis=(3, 5), dtype=np.float64
    )  # draw, half, strategy, period
    counted: Floats = own @ inside
    return counted
