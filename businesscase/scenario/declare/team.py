"""Declarations of the team that serves the families: who works in it, how families come to it, and what it costs.

All of it is idle until `programme.served.by: team`, or until `capacity` or `rollout` ask for it.
"""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from businesscase.core.words import RuleBroken
from businesscase.scenario.declare.quantity import (
    Count,
    Declaration,
    Duration,
    Label,
    Money,
    MoneyRate,
    Quantity,
    Rate,
    Ratio,
    Share,
    Span,
)


class Profession(Declaration):
    """A kind of post in the team."""

    label: Label
    department: str | None = Field(default=None, description="who pays its posts")
    post: MoneyRate = Field(description="what a post costs: salary with pension and the overheads of an employee")


class Hiring(Declaration):
    """How a post is filled again, and what a newcomer can take on."""

    lead: Duration = Field(description="from the day a post is empty until the successor's first day")
    start_up: Duration = Field(description="from a member's first day until it counts in full")
    at_first: Share = Field(description="of a full member's places, what one in start-up counts")


class Sickness(Declaration):
    """Long spells of sickness, in which a member is paid and takes no new family."""

    spells: Rate = Field(description="per post")
    length: Duration = Field(description="mean; spells last exponentially long")


class Recruitment(Declaration):
    """Door to door: the team visits families until as many have accepted as there is room for."""

    begins: Span = Field(default="0 weeks", description="first visit, from programme start")
    doors: Count = Field(description="families that are visited in turn")
    visits: Rate = Field(description="of each pair")
    accepts: Share = Field(description="of the families, those that accept at the first visit")
    known_face: Share = Field(description="of the reluctance that is left, what each visit takes away")
    at_most: int = Field(ge=1, description="visits after which a family is left alone")
    places: Ratio | None = Field(
        default=None, description="of a pair's places, what its visits take while they go on; missing: nothing"
    )


class Waiting(Declaration):
    """What happens to families that have accepted and are not served yet."""

    withdraws: Rate = Field(description="of those that wait")


class Phase(Declaration):
    """A phase of a case: how much of a place a family takes in it."""

    after: Span = Field(description="time in service from which it holds; the first begins at 0")
    places: Ratio = Field(description="of the pair's places, what one family takes; 1 is an average family")


class Cases(Declaration):
    """How long families are served; without it all for `programme.served.length`."""

    spread: Ratio | None = Field(
        default=None, description="standard deviation over mean of the length (gamma); missing: all alike"
    )
    drops_out: Rate | None = Field(default=None, description="of those that are served")
    phases: dict[str, Phase] = Field(
        default_factory=dict, description="in their order; missing: a family takes one place throughout"
    )


class WeakerEffect(Declaration):
    """What the effect of a family's service loses where the team falls short; what is missing loses nothing.

    Nobody has measured any of it.
    """

    intensity: Share | None = Field(
        default=None, description="of the effect, what goes with the time that the team has for the family"
    )
    waiting: Rate | None = Field(default=None, description="of the effect, what is lost with each year of waiting")
    relation: Share | None = Field(
        default=None, description="of the effect, what is lost while nobody in the pair is both there and past start-up"
    )


class Overhead(Declaration):
    """What the team costs beside its posts: for the whole team, for each post, or a step for every so many posts."""

    label: Label
    department: str | None = Field(default=None, description="who pays it")
    per_year: MoneyRate | None = None
    once: Money | None = Field(default=None, description="for the whole programme, spread evenly over its years")
    each: Literal["team", "post"] = "team"
    for_every: int | None = Field(
        default=None, ge=1, description="instead of each: one more whenever the team has grown by so many posts"
    )
    routine: bool = Field(default=True, description="false: development and evaluation, which routine operation drops")

    @model_validator(mode="after")
    def _one_amount(self) -> Self:
        if (self.per_year is None) == (self.once is None):
            raise RuleBroken("rule.overhead_amount")
        if self.for_every is not None and self.each != "team":
            raise RuleBroken("rule.overhead_each")
        return self


class Team(Declaration):
    """The delivering team. Pairs hold families; a family is served by one pair at a time."""

    professions: dict[str, Profession] = Field(min_length=1)
    pairs: dict[str, list[str]] = Field(
        min_length=1, description="name -> professions of its members; a larger team repeats them in this order"
    )
    begins: Span = Field(default="0 weeks", description="the members' first day, from programme start")
    caseload: Count = Field(description="families that a pair whose members count in full can hold")
    contact: Literal["assigned", "chosen"] = Field(
        default="assigned",
        description="assigned: the pair with most room takes the family that has waited longest; chosen: each family "
        "waits for the pair of its own choice",
    )
    feedback: bool = Field(
        default=False,
        description="whether a family whose own situation ends its service frees its place (engine discrete_event)",
    )
    shared: Share | None = Field(
        default=None, description="of the work with a family, what members of other pairs can do; missing: nothing"
    )
    weaker_effect: WeakerEffect = Field(default_factory=WeakerEffect)
    hiring: Hiring | None = None
    sickness: Sickness | None = None
    turnover: Rate | None = Field(default=None, description="of the members, those that leave")
    recruitment: Recruitment | None = Field(default=None, description="missing: families come as the intake says")
    waiting: Waiting | None = None
    cases: Cases = Field(default_factory=Cases)
    overheads: dict[str, Overhead] = Field(default_factory=dict)

    @field_validator("caseload")
    @classmethod
    def _counts_families(cls, caseload: Quantity) -> Quantity:
        if caseload.unit != "families":
            raise RuleBroken("rule.caseload", unit=caseload.unit)
        return caseload
