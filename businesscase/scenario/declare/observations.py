"""Declarations of observations: what somebody measured, so that the model can compute the same thing."""

from __future__ import annotations

from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from businesscase.core.payers import Perspective
from businesscase.core.vocabulary import ClockStart
from businesscase.core.words import RuleBroken
from businesscase.scenario.declare.quantity import UNITS, Count, Declaration, Label, Quantity

MEASURES = ("saving", "money", "share", "entries", "time")
DIMENSION = {"saving": "money", "money": "money", "share": "share", "entries": "number", "time": "duration"}
Arm = Literal["programme", "counterfactual", "difference"]


class Measured(Declaration):
    """A measured value with its origin. How sure it is, the observation's error says; no interval stands here."""

    value: float
    unit: str = Field(description="of money DKK, thousand DKK, mio DKK; of time years, weeks, days; share; number")
    price_year: int | None = Field(default=None, description="price level of an amount of money")
    index: str | None = Field(default=None, description="price index between that level and the scenario's")
    source: str = Field(description="where the number was read")
    url: str | None = Field(default=None, description="address of the page where the number was read")
    grade: Literal["A", "B", "C"] = Field(description="A register or tariff, B published, C derived from what was")
    second_hand: bool = Field(default=False, description="read on another page than the evaluator's own")
    note: str | None = Field(default=None, description="what a reader should know: recalled, inferred, contradicted")

    @model_validator(mode="after")
    def _unit(self) -> Self:
        if self.unit not in UNITS:
            raise RuleBroken("rule.unit", unit=self.unit, names=", ".join(UNITS))
        if self.dimension == "money" and self.price_year is None:
            raise RuleBroken("rule.price_year")
        return self

    @property
    def dimension(self) -> str:
        """What the unit measures."""
        return UNITS[self.unit][0]

    @property
    def canonical(self) -> float:
        """The value in the canonical unit (DKK, years, share of one, number)."""
        return self.value * UNITS[self.unit][1]


class MeasuredMoney(Declaration):
    """DKK per family that some payers saved, or paid in one arm."""

    perspective: Perspective
    categories: list[str] | None = Field(default=None, min_length=1, description="ledger categories; missing: all")
    leave_out: list[str] = Field(default_factory=list, description="ledger categories that were not counted")


class MeasuredStates(Declaration):
    """Members in states of a clock, moves into them, or time in them."""

    clock: str
    states: list[str] = Field(min_length=1)
    per: Literal["family", "all"] = Field(
        default="family", description="moves and time per family, or of all the programme's families together"
    )


class Arms(Declaration):
    """Families in each arm, from which the error is computed: by cohorts of that size lived in the model."""

    programme: Count
    comparison: Count | None = Field(default=None, description="missing: nobody was compared with")


class Taken(Declaration):
    """A number of the scenario as whoever measured took it."""

    key: str = Field(description="its dotted key: a price, a share, an index; nothing that moves people")
    value: float = Field(description="in the unit in which the number is declared")


class Definition(Declaration):
    """One reading of what was counted; what it does not say is as the observation says."""

    label: Label
    weight: float = Field(gt=0, le=1, description="how likely this reading is before any fit; all sum to one")
    assumption: str = Field(description="why this weight")
    perspective: Perspective | None = None
    categories: list[str] | None = Field(default=None, min_length=1)
    leave_out: list[str] | None = None
    clock_start: Literal[ClockStart.ENROLMENT] | None = Field(
        default=None, description="years counted from each family's enrolment; missing: from the programme's start"
    )
    compared_with: Literal["before"] | None = Field(
        default=None,
        description="the first month continued, not what would have happened (a before-after count)",
    )
    values: list[Taken] = Field(
        default_factory=list, description="prices, shares and indices as whoever measured took them"
    )


class Observation(Declaration):
    """What somebody measured, beside which the model's own answer to the same question is put."""

    label: Label
    role: Literal["compare", "fit"] = Field(description="fit: `businesscase fit` updates the inputs with it")
    design: Literal["randomised", "controlled", "before_after", "level"]
    saving: MeasuredMoney | None = Field(default=None, description="counterfactual less programme, DKK per family")
    money: MeasuredMoney | None = Field(default=None, description="DKK per family in one arm")
    share: MeasuredStates | None = Field(default=None, description="of members on the last day of the window")
    entries: MeasuredStates | None = Field(default=None, description="moves into the states in the window")
    time: MeasuredStates | None = Field(default=None, description="time in the states in the window")
    arm: Arm = Field(default="difference", description="one arm, or programme less counterfactual")
    since: date | None = Field(default=None, description="first day; missing: the programme's start")
    until: date = Field(description="the day after the last; of a share the day at whose beginning it was measured")
    value: Measured
    standard_error: Quantity | None = None
    families: Arms | None = None
    definitions: dict[str, Definition] = Field(
        default_factory=dict, description="readings of what was counted, where it is not known which holds"
    )

    @model_validator(mode="after")
    def _one_of_each(self) -> Self:
        if sum(getattr(self, name) is not None for name in MEASURES) != 1:
            raise RuleBroken("rule.one_of", names=", ".join(MEASURES))
        if (self.standard_error is None) == (self.families is None):
            raise RuleBroken("rule.one_of", names="standard_error, families")
        if self.saving is not None and self.arm != "difference":
            raise RuleBroken("rule.saving")
        if self.money is not None and self.arm == "difference":
            raise RuleBroken("rule.money")
        return self

    @property
    def measure(self) -> str:
        """Which of the measures it is."""
        return next(name for name in MEASURES if getattr(self, name) is not None)

    @property
    def is_money(self) -> bool:
        """Whether it is an amount."""
        return self.measure in ("saving", "money")

    @property
    def compares(self) -> bool:
        """Whether participants were compared with others who were not served, and what came of it was published.

        A value that was derived (grade C: a projection, or what a sentence without a number is taken to mean) is put
        beside the prediction and no more: no draw is weighed by it, and it contests nothing.
        """
        return self.design in ("randomised", "controlled") and not self.is_derived

    @property
    def is_derived(self) -> bool:
        """Whether nobody published the value itself."""
        return self.value.grade == "C"

    @property
    def of_money(self) -> MeasuredMoney:
        """What money; only of an amount."""
        found = self.saving or self.money
        assert found is not None
        return found

    @property
    def of_states(self) -> MeasuredStates:
        """Which states; only where no amount was measured."""
        found = self.share or self.entries or self.time
        assert found is not None
        return found
