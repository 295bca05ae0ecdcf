"""Declarations of own records: what a municipality has counted itself, without naming anybody."""

from __future__ import annotations

from typing import Any, Self

from pydantic import Field, model_validator

from businesscase.core.words import RuleBroken, Words
from businesscase.scenario.declare.quantity import Declaration, Span

OWN = "own records"  # how the source of a number that they have updated begins
DAYS_OF_A_YEAR = 365.0


class Moves(Declaration):
    """How many moved from one state to another, of how many for how long; without any programme."""

    clock: str
    move: str = Field(description="a transition of the clock: from -> to")
    count: float = Field(ge=0, description="how many moved")
    person_years: float | None = Field(default=None, ge=0, description="time spent in the first state by all of them")
    days: float | None = Field(default=None, ge=0, description="the same in days")
    persons: float | None = Field(default=None, ge=0, description="the average number in the first state, for years")
    starters: float | None = Field(
        default=None, ge=0, description="how many were in the first state at the beginning and were followed for years"
    )
    years: float | None = Field(default=None, gt=0, description="how long persons, or starters, were followed")
    band: Span | None = Field(default=None, description="of a law by bands: which one was counted")
    duration: Span | None = Field(
        default=None, description="of a law that changes with time: how long those counted had been there, on average"
    )
    design_effect: float = Field(
        default=1.0, ge=1, description="how many persons tell as much as one: above 1 where siblings fare alike"
    )
    source: str = Field(min_length=1, description="which records, of which years")

    @model_validator(mode="after")
    def _one_exposure(self) -> Self:
        given = [name for name in EXPOSURES if getattr(self, name) is not None]
        if len(given) != 1:
            raise RuleBroken(
                "rule.one_found", names=", ".join(EXPOSURES), value=", ".join(given) or Words("changing.nothing")
            )
        if (given[0] in ("persons", "starters")) != (self.years is not None):
            raise RuleBroken("rule.years")
        if self.starters is not None and self.count > self.starters:
            raise RuleBroken("rule.more_moved", count=self.count, starters=self.starters)
        if self.exposure == 0 and self.count > 0:
            raise RuleBroken("rule.of_nobody", count=self.count)
        return self

    @property
    def exposure(self) -> float:
        """Person-years in the first state; of starters, who left was there for half of the time."""
        if self.person_years is not None:
            return self.person_years
        if self.days is not None:
            return self.days / DAYS_OF_A_YEAR
        years = self.years or 0.0
        if self.persons is not None:
            return self.persons * years
        return ((self.starters or 0.0) - 0.5 * self.count) * years


EXPOSURES = ("person_years", "days", "persons", "starters")


class Stock(Declaration):
    """How many stand in a state on one day, of how many, and how long they have been there."""

    clock: str
    state: str
    persons: float = Field(ge=0, description="how many stand in the state")
    of: float = Field(ge=0, description="of how many whose clock runs")
    by_duration: dict[Span, float] = Field(
        default_factory=dict, description="lower limit of the time spent there so far -> how many of the persons"
    )
    design_effect: float = Field(default=1.0, ge=1, description="how many persons tell as much as one")
    source: str = Field(min_length=1, description="which records, of which day")

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if self.persons > self.of:
            raise RuleBroken("rule.more_persons", persons=self.persons, of=self.of)
        if any(count < 0 for count in self.by_duration.values()):
            raise RuleBroken("rule.negative")
        total = sum(self.by_duration.values())
        if self.by_duration and abs(total - self.persons) > 1e-9:
            raise RuleBroken("rule.by_duration", total=total, persons=self.persons)
        return self


class Prior(Declaration):
    """A number as it was before own records updated it."""

    key: str
    number: dict[str, Any]


class OwnRecords(Declaration):
    """Counts that update the base hazards, and where members start, before anything is run."""

    file: str | None = Field(
        default=None, min_length=1, description="a CSV file with more of them, path from the scenario's own folder"
    )
    moves: dict[str, Moves] = Field(default_factory=dict)
    stocks: dict[str, Stock] = Field(default_factory=dict)
    priors: list[Prior] = Field(
        default_factory=list, description="set by the library: the numbers as they were before; never in a file"
    )
