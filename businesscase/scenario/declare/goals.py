"""Declarations of goals: what a programme sets out to reach, in numbers, as foundations and municipalities write it."""

from __future__ import annotations

from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from businesscase.core.words import RuleBroken
from businesscase.scenario.declare.quantity import Count, Declaration, Label, Quantity, Ratio, Share

AMOUNTS = ("at_least", "at_most", "more", "fewer", "times")
# measure -> the dimensions of what may be asked for
DIMENSIONS = {
    "entries": ("number", "count"), "count": ("count", "number"), "share": ("share",), "time": ("duration",),
    "families": ("count",),
}  # fmt: skip
OF = ("any_parent", "all_parents", "any_child", "all_children")


class Part(Declaration):
    """One of several things that are true of the same family on the day."""

    clock: str
    of: Literal["any_parent", "all_parents", "any_child", "all_children"] = Field(
        description="who stands in the states: any of them, or all whose clock runs"
    )
    states: list[str] = Field(min_length=1)
    begun_in: list[str] = Field(
        default_factory=list, description="and began in one of these (of all: one of them did); missing: anywhere"
    )
    transitions: list[str] = Field(min_length=1, description="'from -> to': moves that the programme acts on")

    @property
    def role(self) -> str:
        """Whose clock it is."""
        return "parent" if self.of in ("any_parent", "all_parents") else "child"


class Goal(Declaration):
    """A number that is to be reached by a date. The hazards under which it is are solved for in each draw."""

    label: Label | None = Field(default=None, description="its name for readers; missing: its key")
    clock: str | None = Field(default=None, description="on which it is counted; not of families")
    states: list[str] = Field(default_factory=list, description="in which it is counted; not of families")
    measure: Literal["entries", "share", "count", "time", "families"] = Field(
        description="moves into the states, the share or number of members in them at the date, time spent in them, or "
        "families of which every part is true at the date"
    )
    parts: dict[str, Part] = Field(
        default_factory=dict, description="of families: what is true of the same family, one clock each"
    )
    since: date | None = Field(default=None, description="of entries and time: first day; missing: programme start")
    until: date = Field(description="by when: the day after the last; of a share or count the day it is counted at")
    at_least: Quantity | None = Field(default=None, description="a level: no less than this with the programme")
    at_most: Quantity | None = Field(default=None, description="a level: no more than this with the programme")
    more: Quantity | None = Field(default=None, description="a difference: more than would have been without")
    fewer: Quantity | None = Field(default=None, description="a difference: fewer than would have been without")
    times: Ratio | None = Field(default=None, description="times what would have been without (0.5: halved)")
    of: Count | None = Field(
        default=None, description="of how many, where a share is written as a number (10 persons of 42)"
    )
    transitions: list[str] = Field(
        default_factory=list, description="'from -> to': moves that the programme acts on, alike; not of families"
    )
    profile: str
    met: Share = Field(description="the share of the goal that is met: 1 is all of it, 0 as without the programme")

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        joint = self.measure == "families"
        given = [name for name in ("clock", "states", "transitions") if getattr(self, name)]
        if joint and (given or not self.parts):
            raise RuleBroken("rule.by_parts")
        if not joint and (len(given) < 3 or self.parts):
            raise RuleBroken("rule.whole")
        return self

    @model_validator(mode="after")
    def _one_amount(self) -> Self:
        if sum(getattr(self, name) is not None for name in AMOUNTS) != 1:
            raise RuleBroken("rule.one_of", names=", ".join(AMOUNTS))
        if self.of is not None and (self.measure != "share" or self.times is not None):
            raise RuleBroken("rule.of_share")
        return self

    @property
    def kind(self) -> str:
        """Which of the amounts it is."""
        return next(name for name in AMOUNTS if getattr(self, name) is not None)

    @property
    def amount(self) -> Quantity:
        """The amount, as it is written."""
        found: Quantity = getattr(self, self.kind)
        return found

    @property
    def dimensions(self) -> tuple[str, ...]:
        """What its amount may measure."""
        if self.times is not None:
            return ("ratio",)
        return ("count",) if self.of is not None else DIMENSIONS[self.measure]

    @property
    def is_stock(self) -> bool:
        """Whether it is counted at a date, and not over time."""
        return self.measure in ("share", "count", "families")

    @property
    def acts_on(self) -> list[tuple[str, list[str]]]:
        """Clock and transitions, of each part where it has parts; all of them share one ratio."""
        if self.clock is not None:
            return [(self.clock, self.transitions)]
        return [(part.clock, part.transitions) for part in self.parts.values()]

    @property
    def counted_on(self) -> list[tuple[str, list[str]]]:
        """Clock and states, of each part where it has parts."""
        if self.clock is not None:
            return [(self.clock, self.states)]
        return [(part.clock, part.states) for part in self.parts.values()]

    @property
    def grows(self) -> bool:
        """Whether more of what is counted is the better."""
        return self.kind in ("at_least", "more") or (self.times is not None and self.times.value > 1.0)
