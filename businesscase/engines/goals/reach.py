"""What is said of a goal beyond what can happen in the model: how many there are without, and what gives them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from businesscase.core.errors import NumericalError
from businesscase.core.words import Figure, Words
from businesscase.scenario.declare.goals import Goal
from businesscase.scenario.declare.keys import join, quantities
from businesscase.scenario.load.scenario import Scenario
from businesscase.scenario.read.faults import fault

Floats = NDArray[np.float64]
MOST_BEYOND = 0.25  # share of draws in which a goal may be out of reach; beyond it, the goal contradicts the model
NAMED = 8  # numbers that are named


def missed(goal: Goal, stocks: Floats, tolerance: float) -> NDArray[np.bool_]:
    """Draws in which less of the goal is reached than is met, shape (draw,).

    Args:
        stocks: without, goal, met and reached, shape (4, draw).
    """
    without, _, wanted, reached = stocks
    short = wanted - reached if goal.grows else reached - wanted
    return np.asarray((short > tolerance * np.maximum(np.abs(wanted), np.abs(without))) & (wanted != without))


def check_reached(scenario: Scenario, name: str, stocks: Floats) -> None:
    """Refuse a goal that cannot be met: on average, or in more than `MOST_BEYOND` of the draws.

    Raises:
        NumericalError: names the goal, what is expected without it, and the numbers that give that.
    """
    goal = scenario.goals[name]
    without, full, _, reached, off, _ = stocks
    negative = float(full.mean()) < 0.0
    if not negative and off.mean() <= MOST_BEYOND:
        return
    said = {"without": shown(goal, float(without.mean())), "asked": _asked(goal)}
    if negative:
        message = Words("goal.beyond", **said)
    else:
        share = Figure(f"{off.mean():.0%}")
        message = Words("goal.beyond_draws", **said, share=share, reached=shown(goal, float(reached[off > 0.0].mean())))
    path = ("goals", name, goal.kind)
    place = fault(scenario.provenance, path, "", at_key=True)
    where = ":".join(str(part) for part in (place.file, place.line, place.column) if part not in ("", None, 0))
    keys = "\n      ".join(inputs_of(scenario, goal))
    raise NumericalError(
        Words("goal.refused", place=f"{where}: " if where else "", message=message, at=join(path), keys=keys)
    )


def shown(goal: Goal, outcome: float) -> str:
    """An outcome in the unit of the goal; finer where it would look like the goal itself."""
    if goal.measure == "share":
        return Figure(f"{outcome:.1%}")
    unit, factor = "", 1.0
    if goal.measure == "time":
        unit, factor = (" years", 1.0) if goal.kind == "times" else (f" {goal.amount.unit}", goal.amount.factor)
    digits = 2 if abs(outcome / factor - goal.amount.value) < 0.05 else 1
    return Figure(f"{outcome / factor:,.{digits}f}{unit}")


def inputs_of(scenario: Scenario, goal: Goal) -> list[str]:
    """The numbers that say how many there are without the programme, with their values: hazards, then start shares."""
    keys = [key for clock, states in goal.counted_on for key in _of_clock(scenario, goal, clock, states)]
    declared = quantities(scenario)
    found = [f"{key}: {declared[key].value:g} {declared[key].unit}" for key in keys[:NAMED]]
    return found + ([f"... (+{len(keys) - NAMED})"] if len(keys) > NAMED else [])


def _of_clock(scenario: Scenario, goal: Goal, clock: str, states: list[str]) -> list[str]:
    moves = scenario.clocks[clock].transitions
    ways = [move for move in moves if move.partition(" -> ")[2] in states]
    if goal.measure != "entries":
        ways += [move for move in moves if move.partition(" -> ")[0] in states and move not in ways]
    begins = [move.partition(" -> ")[0] for move in ways]
    begins += [] if goal.measure == "entries" else states
    prefixes = [f"clocks.{clock}.transitions.{move}." for move in ways]
    declared = list(quantities(scenario))
    keys = [
        key for prefix in prefixes for key in declared
        if key.startswith(prefix) and "couplings." not in key.removeprefix(prefix)
    ]  # fmt: skip
    return keys + [key for key in declared if key in {f"clocks.{clock}.start.{state}.share" for state in begins}]


def _asked(goal: Goal) -> Words:
    amount: str = Figure(f"{goal.amount.value:g} {goal.amount.unit}".removesuffix(" number"))
    if goal.measure == "share" and goal.kind != "times":
        amount = Figure(f"{100 * goal.amount.value:.3g}%")
    if goal.of is not None:
        amount = f"{goal.amount.value:g}/{goal.of.value:g} {goal.of.unit}"
    return Words(f"goal.asked.{goal.kind}", amount=amount)
