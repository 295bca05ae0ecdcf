"""`PriceEntry`: one price, rate or share of the catalogue, with every dated amount that was found."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from businesscase.scenario.declare.dated import Dated
from businesscase.scenario.declare.quantity import Declaration, Label, Quantity

_OF_A_SCENARIO = ("draws_with", "column", "what_if")  # they name what stands in a scenario


class PriceEntry(Dated[Quantity]):
    """A price, rate or share: every amount found, each in force from its date until the next one."""

    label: Label = Field(description="what it is, in both languages")
    per: Label | None = Field(
        default=None, description="what the amount is for one of, beside its unit: a child, an hour"
    )
    index: Literal["benefits", "services", "none"] = Field(
        default="none", description="growth that brings it to another price year: satsregulering, KL PL, or none"
    )
    payer: str | None = Field(default=None, description="who pays: a rule of the catalogue under financing")
    refusion: str | None = Field(
        default=None, description="what is refunded of a year's cost: a rule of the catalogue under yearly_refusion"
    )
    one_provider: bool = Field(default=False, description="the tariff of one provider, not an average")
    note: str | None = Field(default=None, description="what a reader should know about all its amounts")

    @model_validator(mode="after")
    def _is_of_no_scenario(self) -> Self:
        for key, amount in self.since.items():
            for name in _OF_A_SCENARIO:
                if getattr(amount, name):
                    raise ValueError(f"{name} in {key}: that names something in a scenario, which the catalogue is not")
        if len({amount.dimension for amount in self.since.values()}) > 1:
            raise ValueError("its amounts measure different things: expected units of one kind")
        return self

    @property
    def latest(self) -> tuple[str, Quantity]:
        """The key and the amount of the last date."""
        return list(self.since.items())[-1]


class PriceFile(Declaration):
    """One topic of the catalogue."""

    prices: dict[str, PriceEntry] = Field(min_length=1, description="entries by name")
