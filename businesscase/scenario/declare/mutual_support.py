"""Declaration of mutual support (gensidig forsørgelsespligt): a benefit that the partner's income reduces."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from businesscase.core.words import RuleBroken
from businesscase.scenario.declare.dated import OneOrDated, numbers_of
from businesscase.scenario.declare.quantity import Declaration, HourlyMoney, MoneyRate, Share, WorkingTime


class Disregard(StrEnum):
    """What of a partner's wage is left out of account."""

    HOURLY = "hourly"
    ALLOWANCE = "allowance"


class Hourly(Declaration):
    """A disregard for every hour worked (lov om aktiv socialpolitik § 31)."""

    per_hour: OneOrDated[HourlyMoney]
    at_most: OneOrDated[WorkingTime] = Field(description="hours for which it is given")


class Allowance(Declaration):
    """An amount of wage left out of account, above it a share; no more once wage and help reach a ceiling."""

    amount: OneOrDated[MoneyRate]
    taper: OneOrDated[Share] = Field(description="share of the wage above the amount that is deducted")
    ceiling: OneOrDated[MoneyRate] = Field(
        description="sum of the partner's wage and own rate above which every krone more is deducted"
    )


class Disregards(Declaration):
    """What of the partner's wage is left out of account; one of them applies."""

    hourly: Hourly | None = None
    allowance: Allowance | None = None


class PartnerIncome(Declaration):
    """Income of a partner in one state: names of prices, whose amounts (factors included) it is."""

    wages: list[str] = Field(default_factory=list, description="prices that are wages: contributions off, disregard")
    hours: OneOrDated[WorkingTime] | None = Field(default=None, description="hours worked for those wages")
    benefits: list[str] = Field(default_factory=list, description="prices that are benefits: they count in full")
    above_own_rate: bool = Field(
        default=False, description="only what exceeds the partner's own rate is deducted (a combination couple)"
    )

    @model_validator(mode="after")
    def _some_income(self) -> Self:
        if not self.wages and not self.benefits:
            raise RuleBroken("rule.income")
        if bool(self.wages) != (self.hours is not None):
            raise RuleBroken("rule.wages")
        return self


class MutualSupport(Declaration):
    """How the amount falls with the income of a partner in the named states (docs/explanation/rules)."""

    segments: list[str] = Field(min_length=1, description="segments of families with two parents")
    married: OneOrDated[Share] = Field(description="share of those couples that are married; others owe no support")
    contribution: OneOrDated[Share] = Field(description="share of a wage taken off before it counts (AM-bidrag)")
    fixed: OneOrDated[MoneyRate] = Field(description="amount taken off a wage before it counts (ATP)")
    disregard: OneOrDated[Disregard] = Field(description="which of the disregards applies")
    disregards: Disregards
    partner: Annotated[dict[str, PartnerIncome], Field(min_length=1, description="partner's state -> partner's income")]

    @model_validator(mode="after")
    def _declared_disregard(self) -> Self:
        for _, _, name in numbers_of(self.disregard):
            if getattr(self.disregards, name.value) is None:
                raise RuleBroken("rule.disregard", name=name.value)
        return self
