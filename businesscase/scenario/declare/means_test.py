"""Declaration of a means test: an amount to a household that falls with what its members earn or receive."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from businesscase.core.words import RuleBroken
from businesscase.scenario.declare.dated import OneOrDated
from businesscase.scenario.declare.quantity import Declaration, MoneyRate, Ratio, Share


class Ceiling(Declaration):
    """A limit to all support of a person together, of which this amount is what gives way (kontanthjælpsloft)."""

    states: list[str] = Field(min_length=1, description="states of those it holds for")
    amount: OneOrDated[MoneyRate] = Field(description="the amount and the incomes that are benefits, of one parent")
    share: OneOrDated[Share] = Field(description="share of those in the states for whom it holds")


class MeansTest(Declaration):
    """How an amount per household falls with the income of its parents.

    A household is paid max(0, amount - taper x max(0, income - limit)), booked in equal parts on its parents. Where one
    parent's income depends on the other's state (mutual support) the pair is known, and so is the household's income;
    elsewhere the partner is taken to have the same. docs/explanation/rules/means_test.md
    """

    benefits: list[str] = Field(default_factory=list, description="prices that are income in full")
    wages: list[str] = Field(default_factory=list, description="prices of which a share is income")
    wage_share: OneOrDated[Ratio] | None = Field(default=None, description="share of a wage that counts")
    limit: OneOrDated[MoneyRate] = Field(description="income of the household below which nothing is taken off")
    limit_per_child: OneOrDated[MoneyRate] | None = Field(default=None, description="what a further child adds to it")
    further_children: OneOrDated[Ratio] | None = Field(default=None, description="how many further children count")
    taper: OneOrDated[Share] = Field(description="taken off per krone of income above the limit")
    ceiling: Ceiling | None = None

    @model_validator(mode="after")
    def _together(self) -> Self:
        if not self.wages and not self.benefits:
            raise RuleBroken("rule.income")
        if bool(self.wages) != (self.wage_share is not None):
            raise RuleBroken("rule.together", first="wages", second="wage_share")
        if (self.limit_per_child is None) != (self.further_children is None):
            raise RuleBroken("rule.together", first="limit_per_child", second="further_children")
        return self
