"""Declarations of what lies inside the municipality: departments, chart of accounts, what a budget can be cut by."""

from __future__ import annotations

from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from businesscase.core.vocabulary import Area
from businesscase.core.words import RuleBroken
from businesscase.scenario.declare.quantity import Art, Declaration, Duration, Function, Label, Share


class Department(Declaration):
    """A part of the municipality with a purse of its own: magistratsafdeling, forvaltning or udvalg."""

    label: Label
    categories: list[str] = Field(
        default_factory=list, description="ledger categories that it pays; each category in one department"
    )


class ChartRow(Declaration):
    """What a function of the chart of accounts is called, and to which class it belongs, in some years."""

    name: Label
    area: Area = Field(description="class of the chart (styringsområde)")
    since: int = Field(description="first year in which this holds")
    until: int | None = Field(default=None, description="last year; missing: still in force")
    verified: bool = Field(description="number and name were both read in a public source")
    source: str
    note: str | None = None

    def holds_in(self, year: int) -> bool:
        """Whether the row is in force in a year."""
        return self.since <= year and (self.until is None or year <= self.until)


class Booking(Declaration):
    """Where a ledger category is booked from a year on: in every department, or in the one that is named.

    What one price holds together may be divided among functions: bookings of the same year, with shares that sum to 1.
    """

    since: int | None = Field(default=None, description="first year; missing: always")
    department: str | None = Field(default=None, description="missing: every department without a booking of its own")
    function: Function
    dranst: Literal[1, 2, 3, 7] = Field(
        default=1, description="1 operation, 2 state refusion, 3 capital, 7 financing (hovedkonto 7)"
    )
    art: Art | None = Field(default=None, description="missing: not known")
    refusion: Literal["booked", "co_financed", "none"] = Field(
        default="none",
        description="booked: gross on dranst 1 and the state's part on dranst 2; co_financed: the municipality's own "
        "part only; none: the state pays no part of it through the municipality",
    )
    refusion_art: Art | None = Field(default=None, description="art of the refusion on dranst 2; missing: not known")
    share: float = Field(default=1.0, gt=0.0, le=1.0, description="part of the money that is booked here; together 1")
    source: str | None = None
    assumption: str | None = Field(default=None, description="why here, where no source says it")
    note: str | None = None

    @model_validator(mode="after")
    def _certificate(self) -> Self:
        if (self.source is None) == (self.assumption is None):
            raise RuleBroken("rule.booking")
        if self.refusion == "booked" and self.dranst != 1:
            raise RuleBroken("rule.booked")
        return self


class Reducible(Declaration):
    """The part of a category's saving that a named budget can be cut by: nothing, then a ramp to a share."""

    share: Share = Field(description="what can be taken out of the budget in the end")
    lag: Duration | None = Field(default=None, description="from programme start until the first can be taken out")
    not_before: date | None = Field(default=None, description="instead of lag: a budget year that can be changed")
    ramp: Duration = Field(description="from nothing to the share, linearly")
    by: str | None = Field(default=None, description="department whose budget is cut; missing: that of the category")
    note: str | None = None

    @model_validator(mode="after")
    def _one_beginning(self) -> Self:
        if (self.lag is None) == (self.not_before is None):
            raise RuleBroken("rule.one_of", names="lag, not_before")
        return self
