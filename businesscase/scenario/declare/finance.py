"""Declarations of money: prices, who finances them, levies, contributions, indices; and the claims that are tested."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal, Self

from pydantic import Field, model_validator

from businesscase.core.payers import Payer, Perspective
from businesscase.core.vocabulary import ClockStart, Costs, Crossing, Discrepancy, Savings, Strategy
from businesscase.core.words import RuleBroken
from businesscase.scenario.declare.dated import OneOrDated
from businesscase.scenario.declare.means_test import MeansTest
from businesscase.scenario.declare.mutual_support import MutualSupport
from businesscase.scenario.declare.quantity import (
    Declaration,
    Label,
    Money,
    MoneyRate,
    Ratio,
    Share,
    Slope,
    Span,
    parse_span,
)


class Price(Declaration):
    """A unit cost of being in, or of entering, the named states of a clock."""

    label: Label
    clock: str
    states: list[str] = Field(min_length=1)
    members: Literal["parents", "children"] | None = Field(
        default=None, description="missing: all members of the clock"
    )
    segments: list[str] | None = Field(default=None, description="missing: all segments")
    strategy: Strategy | None = Field(default=None, description="missing: both, with the programme and without it")
    per_time: OneOrDated[MoneyRate] | None = Field(default=None, description="while in the state")
    per_entry: OneOrDated[Money] | None = Field(default=None, description="each time the state is entered")
    factor: OneOrDated[Ratio] | None = Field(
        default=None, description="reduction factor, such as benefits paid below the rate"
    )
    factors: dict[str, OneOrDated[Ratio]] = Field(
        default_factory=dict, description="further named factors that multiply the amount"
    )
    mutual_support: MutualSupport | None = Field(
        default=None, description="how the amount falls with the income of the other parent"
    )
    means_test: MeansTest | None = Field(
        default=None, description="how an amount to the household falls with the income of its parents"
    )
    category: str = Field(description="ledger category, such as public_benefit")
    financing: str = Field(description="name of a rule under financing")
    to_household: bool = Field(default=False, description="the amount is income of the household")

    @model_validator(mode="after")
    def _one_amount(self) -> Self:
        if (self.per_time is None) == (self.per_entry is None):
            raise RuleBroken("rule.one_of", names="per_time, per_entry")
        return self


class Category(Declaration):
    """A ledger category, as readers know it."""

    label: Label


class Staircase(Declaration):
    """State refusion that falls with accumulated benefit time; the municipality pays the rest."""

    refusion: dict[str, OneOrDated[Share]] = Field(
        min_length=1, description="lower limit of accumulated time -> refunded share"
    )
    reset_after: Span = Field(description="self-support that resets the count")
    reset_within: Span = Field(description="window in which that self-support is counted")

    @model_validator(mode="after")
    def _limits(self) -> Self:
        limits = [parse_span(limit) for limit in self.refusion]
        if limits[:1] != [0.0] or any(b <= a for a, b in pairwise(limits)):
            raise RuleBroken("rule.stairs")
        return self


class Financing(Declaration):
    """Who pays: fixed shares per payer, or the refusion staircase. Empty shares: nobody in the public sector."""

    label: Label
    shares: dict[Payer, OneOrDated[Share] | Literal["rest"]] | None = Field(
        default=None, description="payer -> share; at most one of them the rest"
    )
    staircase: Staircase | None = None

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        if (self.shares is None) == (self.staircase is None):
            raise RuleBroken("rule.one_of", names="shares, staircase")
        return self


class Levy(Declaration):
    """A share of an amount that passes from one payer to another: income tax, equalisation."""

    label: Label
    on: list[str] = Field(min_length=1, description="ledger categories paid to households that are its base")
    segments: list[str] | None = Field(default=None, description="missing: all segments")
    rate: OneOrDated[Share]
    rate_factor: OneOrDated[Ratio] | None = Field(
        default=None, description="multiplies the rate, as the share that equalisation takes"
    )
    rate_factors: dict[str, OneOrDated[Ratio]] = Field(
        default_factory=dict, description="further named factors that multiply the rate"
    )
    payer: Payer = Field(description="who gives the money up")
    receiver: Payer
    category: Literal["tax", "equalisation"]


class Reduction(Declaration):
    """What another price takes off an amount: a share of it."""

    share: OneOrDated[Share]
    of: str = Field(description="a price, per_time, of the same states: such as the wage")


class Contribution(Declaration):
    """What a payer adds, beside the refusion, to a price that a staircase pays, from one of its steps on.

    A person-year is paid max(0, share x base x (1 - refusion of the step) - less.share x amount of less.of).
    """

    label: Label
    on: str = Field(description="a price paid by a staircase: the contribution is paid wherever a unit of it is")
    from_step: Span = Field(description="lower limit of the step of that staircase from which it is paid")
    base: OneOrDated[MoneyRate] = Field(description="amount, less its refusion, of which a share is paid")
    share: OneOrDated[Share]
    less: Reduction = Field(description="what is taken off; never more than there is")
    payer: Payer
    receiver: Payer
    category: str = Field(description="ledger category under which it is booked")


class Index(Declaration):
    """A price index: growth from the year before, by calendar year."""

    label: Label
    growth: dict[int, Slope]


class Discounting(Declaration):
    """Discount rate by time since the first outlay: yearly rates by lower limit, or one continuous rate."""

    rates: dict[str, Slope] | None = Field(default=None, min_length=1, description="lower limit -> yearly rate")
    continuous: Slope | None = Field(default=None, description="one rate r in exp(-r t), without steps of a year")

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        if (self.rates is None) == (self.continuous is None):
            raise RuleBroken("rule.one_of", names="rates, continuous")
        return self


class Claim(Declaration):
    """A statement that is tested: the cost is recouped within so many years, for whom, at what confidence."""

    label: Label
    headline: bool = False
    perspective: Perspective
    costs: Costs
    savings: Savings = Savings.BEFORE_TAX
    discounted: bool = False
    crossing: Crossing = Crossing.SUSTAINED
    clock_start: ClockStart = ClockStart.FIRST_OUTLAY
    not_modelled: Discrepancy = Field(
        default=Discrepancy.COUNTED, description="whether what stands under not_modelled counts; left_out: without it"
    )
    within_years: float = Field(gt=0)
    confidence: float = Field(default=0.8, gt=0.5, lt=1)
    source: str = Field(description="who claims it, or why it is tested")
