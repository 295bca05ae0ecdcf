"""Declarations of a refund in brackets of what a case costs, or how long it lasts, within a calendar year."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from businesscase.core.payers import Payer
from businesscase.core.timeline import latest
from businesscase.core.words import RuleBroken
from businesscase.scenario.declare.dated import Dated, OneOrDated, numbers_of
from businesscase.scenario.declare.quantity import UNITS, Declaration, Label, Quantity, Ratio, Share

_MEASURES = ("money", "money_rate", "duration")


def _check_limit(quantity: Quantity) -> Quantity:
    units = ", ".join(unit for unit, (kind, _) in UNITS.items() if kind in _MEASURES)
    if quantity.dimension not in _MEASURES:
        raise RuleBroken("rule.limit_unit", unit=quantity.unit, units=units)
    if quantity.value < 0:
        raise RuleBroken("rule.limit", quantity=quantity.value)
    return quantity


Limit = Annotated[Quantity, AfterValidator(_check_limit)]


class Step(Declaration):
    """The share that is refunded of what lies above a limit, up to the limit of the next step."""

    label: Label | None = Field(default=None, description="its name for readers; missing: its key")
    above: OneOrDated[Limit] = Field(
        description="cost of the case, or time of it, within the calendar year; of dated ones that of 1 January"
    )
    share: Share

    @property
    def by_time(self) -> bool:
        """Whether the limit is about how long a case lasts, not what it costs."""
        return first_number(self.above).dimension == "duration"


def first_number(given: Quantity | Dated[Quantity]) -> Quantity:
    """The number, or the first of a dated one."""
    return next(number for _, _, number in numbers_of(given))


class Brackets(Declaration):
    """The brackets of a calendar year: whose costs make up one case, and what is refunded of it."""

    pooled: Literal["person", "household"] = Field(
        description="whose costs are added before the limits apply: each person's own, or all of the household's"
    )
    refunded: dict[str, Step] = Field(min_length=1, description="steps by name, from the lowest limit up")

    @model_validator(mode="after")
    def _one_measure(self) -> Self:
        if len({step.by_time for step in self.refunded.values()}) > 1:
            raise RuleBroken("rule.limits")
        if self.by_time and self.pooled == "household":
            raise RuleBroken("rule.time_of_one")
        return self

    @property
    def by_time(self) -> bool:
        """Whether the limits are about how long a case lasts, not what it costs."""
        return next(iter(self.refunded.values())).by_time


class YearlyRefusion(Declaration):
    """A refund to the municipality of what a case costs it in a calendar year, month by month as the cost adds up."""

    label: Label
    category: str = Field(description="ledger category under which the refund is booked")
    of: list[str] = Field(min_length=1, description="prices whose cost is refunded, all paid by the municipality")
    spread: Ratio | None = Field(
        default=None,
        description="coefficient of variation of a case's cost around the price; missing: all cost the price",
    )
    payer: Payer = Field(description="who pays the refund to the municipality")
    since: dict[int, Brackets] = Field(
        min_length=1,
        description="what is in force on 1 January of a year, until the next; the first holds before it too",
    )

    @model_validator(mode="after")
    def _years(self) -> Self:
        for earlier, later in pairwise(self.since):
            if later <= earlier:
                raise RuleBroken("rule.years_rise", later=later, earlier=earlier)
        if len({brackets.by_time for brackets in self.since.values()}) > 1:
            raise RuleBroken("rule.limits_by_year")
        if self.by_time and self.spread is not None:
            raise RuleBroken("rule.no_spread")
        if self.payer is Payer.MUNICIPALITY:
            raise RuleBroken("rule.refunds_itself")
        return self

    @property
    def by_time(self) -> bool:
        """Whether the limits are about how long a case lasts, not what it costs."""
        return next(iter(self.since.values())).by_time

    def in_force(self, year: int) -> int:
        """The year of the brackets that govern a calendar year."""
        return latest(((date(since, 1, 1), since) for since in self.since), date(year, 1, 1))
