"""What `breakeven` answers."""

from __future__ import annotations

from dataclasses import dataclass

from businesscase.analysis.levers.scaled import Derived
from businesscase.measures.asked import Asked
from businesscase.scenario.load.scenario import Scenario

STOP, COST = "programme.stop", "cost_per_family"  # sides of a map that are no declared number


@dataclass(frozen=True)
class BreakEvenValue:
    """The value of one input, or derived quantity, at which the claim turns.

    Attributes:
        key: of the input; of a derived quantity its kind, clock and state.
        derived: what is derived; None of a declared input.
        unit: of all values; of a derived quantity DKK, persons or entries.
        declared: as declared, or as the model finds.
        value: at which the claim turns; None: no value in the range does it.
        percentile: share of the input's own distribution below the value, of what is derived the share of the draws
            that find less; None without either.
        distance: of the value from the declared one, in spreads of the input's own distribution; None without either.
        lowest, highest: ends of the range that was searched.
        simulated: whether it moves quantities.
        approximate: whether the change was taken from a few draws.
        chance: probability of the claim there, over all draws; None by probability, which then is the wanted one, and
            of what would have to be simulated again.
        numbers: every number that moves with it, key -> value in its own unit at the turning point.
    """

    key: str
    derived: Derived | None
    unit: str
    declared: float
    value: float | None
    percentile: float | None
    distance: float | None
    lowest: float
    highest: float
    simulated: bool
    approximate: bool
    chance: float | None = None
    numbers: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class Axis:
    """One side of a map.

    Attributes:
        key: of the input; `STOP` or `COST` of what is none.
        unit: of its values.
        values: at which the claim was looked at, ascending.
        declared: where the scenario stands.
    """

    key: str
    unit: str
    values: tuple[float, ...]
    declared: float


@dataclass(frozen=True)
class BreakEvenMap:
    """Two inputs against each other, with the line on which the claim turns.

    Attributes:
        across, up: its sides; `up` is the cost per family unless another input was asked for.
        balance: K at the claim's date, DKK per family: a row for each value of `across`.
        margin: DKK per family by which the claim holds there; negative where it fails.
        turning: of each value of `across`, the value of `up` at which the claim turns; None where none of them does it.
    """

    across: Axis
    up: Axis
    balance: tuple[tuple[float, ...], ...]
    margin: tuple[tuple[float, ...], ...]
    turning: tuple[float | None, ...]


@dataclass(frozen=True)
class BreakEven:
    """Everything that `breakeven` found.

    Attributes:
        scenario: as declared (with the variant's values).
        asked: the claim, and the department it was asked of.
        by_probability: whether the claim turns where its probability is the wanted confidence, not where the central
            payback is its date.
        draws, few: all draws, and those from which changes of quantities were taken.
        seed: of the run.
        families: that are served.
        cost_per_family: what the claim has to recoup over the horizon, DKK; None where it has no cost.
        payback: of the central curve, years; None: not within the horizon.
        at_date: K of the central curve at the claim's date, DKK.
        probability: of the claim; None unless it was asked by probability.
        values: the inputs and derived quantities, those that turn the claim first, nearest first.
        not_asked: inputs that move quantities and were not looked at.
        map: of two inputs; None where none was drawn, or the claim has no cost to draw it against.
    """

    scenario: Scenario
    asked: Asked
    by_probability: bool
    draws: int
    few: int
    seed: int
    families: float
    cost_per_family: float | None
    payback: float | None
    at_date: float
    probability: float | None
    values: tuple[BreakEvenValue, ...]
    not_asked: tuple[str, ...] = ()
    map: BreakEvenMap | None = None

    @property
    def turning(self) -> tuple[BreakEvenValue, ...]:
        """Those with a value that turns the claim."""
        return tuple(one for one in self.values if one.value is not None)
