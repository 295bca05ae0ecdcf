"""Declarations of the programme: who is served when, what it costs, and what it changes."""

from __future__ import annotations

from datetime import date
from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from businesscase.core.payers import Payer
from businesscase.core.words import RuleBroken
from businesscase.scenario.declare.quantity import (
    Count,
    Declaration,
    Duration,
    Label,
    Money,
    MoneyRate,
    Quantity,
    Ratio,
    Share,
    Span,
)


class Ending(Declaration):
    """A situation of the family that ends its service before its scheduled end."""

    of: Literal["any_parent", "all_parents", "any_child", "all_children"] = Field(
        description="whose situation: any one of them, or all whose clock runs"
    )
    clock: str
    states: list[str] = Field(min_length=1)
    lasting: Span = Field(description="time in these states without interruption, counted from enrolment")


class Served(Declaration):
    """The declared schedule: families enrol evenly over the intake and are each served for the length."""

    by: Literal["schedule", "team"] = Field(
        default="schedule",
        description="schedule: as intake and length say; team: as the team gets round to it",
    )
    intake: Duration
    length: Duration
    until: date | None = Field(
        default=None, description="nobody is served from this date: the end of the project's money"
    )
    ends_when: dict[str, Ending] = Field(
        default_factory=dict, description="situations of a family that end its service early; missing: none"
    )


class Cost(Declaration):
    """A cost of the programme, spread evenly over the named calendar years."""

    label: Label
    total: Money
    years: list[int] = Field(min_length=1)
    departments: dict[str, Share] = Field(
        default_factory=dict, description="what each department pays of it; scaled to sum to one in every draw"
    )


class Grant(Declaration):
    """A grant, booked evenly in the calendar years in which it is spent."""

    label: Label
    payer: Payer
    total: Money
    years: list[int] = Field(min_length=1)


class Displaced(Declaration):
    """Ordinary casework that a family does not draw on while it is served."""

    label: Label
    per_family: MoneyRate


class SteadyState(Declaration):
    """What serving one family costs when the effort is routine, spread over the time it is served.

    As declared, or as the simulated team has it.
    """

    per_family: Money | None = None
    use: Share | None = Field(
        default=None, description="instead: the team's own cost, with this share of its places taken in routine"
    )

    @model_validator(mode="after")
    def _one_cost(self) -> Self:
        if (self.per_family is None) == (self.use is None):
            raise RuleBroken("rule.one_of", names="per_family, use")
        return self


class Success(Declaration):
    """What counts as a success: a person who stands in one of these states."""

    clock: str
    states: list[str] = Field(min_length=1)


class Programme(Declaration):
    """The effort whose payback is in question."""

    served: Served
    costs: dict[str, Cost] = Field(min_length=1)
    grants: dict[str, Grant] = Field(default_factory=dict)
    on_payroll: Share | None = Field(
        default=None,
        description="of the cost that no grant pays, the share for staff who were on the payroll already",
    )
    displaced: dict[str, Displaced] = Field(default_factory=dict)
    steady_state: SteadyState | None = None
    success: Success | None = Field(
        default=None, description="what the programme calls a success; without it none is counted"
    )


class Profile(Declaration):
    """How an effect grows and fades: nothing during lag, a linear ramp, full while served, then halving."""

    label: Label | None = Field(default=None, description="its name for readers; missing: its key")
    lag: Duration
    ramp: Duration
    half_life: Duration = Field(description="of ratio - 1, after the service ends; above 0")

    @field_validator("half_life")
    @classmethod
    def _above_zero(cls, half_life: Quantity) -> Quantity:
        if half_life.value <= 0:
            raise RuleBroken("rule.half_life", half_life=half_life.value)
        return half_life


class Target(Declaration):
    """One reported stock: the share of members in the states, and the transitions whose hazard is solved for."""

    label: Label | None = Field(default=None, description="its name for readers; missing: its key")
    states: list[str] = Field(min_length=1)
    transitions: list[str] = Field(min_length=1, description="'from -> to': entries whose hazard is multiplied")
    share: Share | None = None
    change: Ratio | None = Field(default=None, description="the stock relative to the stock at the start (0.75: -25 %)")

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        if (self.share is None) == (self.change is None):
            raise RuleBroken("rule.one_of", names="share, change")
        return self


class Level(Declaration):
    """Where participants stood at one date: a level, not an effect. Hazards are solved for it in each draw."""

    label: Label | None = Field(default=None, description="its name for readers; missing: its key")
    clock: str
    measured: date
    observed: bool = Field(description="true: participants of this programme were seen to stand there; false: a goal")
    profile: str
    effective_n: Count | None = Field(
        default=None, description="effective number of independent members behind the shares (clustering in families)"
    )
    targets: dict[str, Target] = Field(min_length=1)

    @model_validator(mode="after")
    def _sampling(self) -> Self:
        if any(target.share is not None for target in self.targets.values()) and self.effective_n is None:
            raise RuleBroken("rule.effective_n")
        return self


class RatioEffect(Declaration):
    """An effect from a study with a control group: a ratio on named transitions. Not scaled by attribution."""

    label: Label | None = Field(default=None, description="its name for readers; missing: its key")
    clock: str
    kind: Literal["hazard_ratio", "time_ratio"]
    transitions: list[str] = Field(min_length=1)
    ratio: Ratio
    profile: str


class Effects(Declaration):
    """What the programme changes, compared with the counterfactual."""

    attribution: Share | None = Field(
        default=None,
        description="the share of the gap between each reported stock and that without the programme which it is "
        "credited with; needed with levels",
    )
    profiles: dict[str, Profile] = Field(min_length=1)
    levels: dict[str, Level] = Field(default_factory=dict)
    ratios: dict[str, RatioEffect] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _levels_are_attributed(self) -> Self:
        if self.levels and self.attribution is None:
            raise RuleBroken("rule.attribution")
        return self
