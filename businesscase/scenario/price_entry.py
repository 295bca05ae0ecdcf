"""`PriceEntry`: one price, rate or share of the catalogue, with every dated amount that was found."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Annotated, Literal, Self, get_args

from pydantic import AfterValidator, Field, model_validator

from businesscase.errors import UsageError
from businesscase.scenario.quantity import Declaration, Label, Quantity

Payer = Literal[
    "staircase",
    "cofinancing",
    "foertidspension",
    "municipality",
    "municipality_less_central_refusion",
    "state_half",
    "state",
    "region",
    "employer",
    "foundation",
    "foundation_and_municipality",
]
PAYERS: tuple[str, ...] = get_args(Payer)
_OF_A_SCENARIO = ("draws_with", "column", "what_if")  # they name what stands in a scenario


def in_force_from(key: str) -> date:
    """The day a key of `since` stands for: 1 January of a year, or the date itself.

    Raises:
        ValueError: if it is neither.
    """
    try:
        return date(int(key), 1, 1) if key.isdigit() else date.fromisoformat(key)
    except ValueError:
        raise ValueError(f"'{key}' is no date; expected a year, such as 2025, or a date, such as 2025-07-01") from None


def _checked(key: str) -> str:
    in_force_from(key)
    return key


class PriceEntry(Declaration):
    """A price, rate or share: every amount found, each in force from its date until the next one."""

    label: Label = Field(description="what it is, in both languages")
    per: Label | None = Field(
        default=None, description="what the amount is for one of, beside its unit: a child, an hour"
    )
    index: Literal["benefits", "services", "none"] = Field(
        default="none", description="growth that brings it to another price year: satsregulering, KL PL, or none"
    )
    payer: Payer | None = Field(default=None, description="who pays, in a word")
    one_provider: bool = Field(default=False, description="the tariff of one provider, not an average")
    until: date | None = Field(default=None, description="the day from which it no longer exists")
    note: str | None = Field(default=None, description="what a reader should know about all its amounts")
    since: dict[Annotated[str, AfterValidator(_checked)], Quantity] = Field(
        min_length=1, description="the amounts by the year or date from which they are in force"
    )

    @model_validator(mode="after")
    def _dates_rise(self) -> Self:
        days = [in_force_from(key) for key in self.since]
        if any(later <= earlier for earlier, later in pairwise(days)):
            raise ValueError(f"the dates must rise: expected the earliest first, found {', '.join(self.since)}")
        if self.until is not None and self.until <= days[-1]:
            raise ValueError(f"until is {self.until}: an amount from {list(self.since)[-1]} would never be in force")
        for key, amount in self.since.items():
            for name in _OF_A_SCENARIO:
                if getattr(amount, name):
                    raise ValueError(f"{name} in {key}: that names something in a scenario, which the catalogue is not")
        if len({amount.dimension for amount in self.since.values()}) > 1:
            raise ValueError("its amounts measure different things: expected units of one kind")
        return self

    def amount_on(self, day: date) -> Quantity:
        """The amount in force on a day: the last one that begins on or before it.

        Raises:
            UsageError: before the first amount, and from `until` on.
        """
        begun = [amount for key, amount in self.since.items() if in_force_from(key) <= day]
        if not begun:
            raise UsageError(f"'{self.label.en}' has no amount on {day}: the first is from {next(iter(self.since))}")
        if self.until is not None and day >= self.until:
            raise UsageError(f"'{self.label.en}' has no amount on {day}: it ended on {self.until}")
        return begun[-1]

    @property
    def latest(self) -> tuple[str, Quantity]:
        """The key and the amount of the last date."""
        return list(self.since.items())[-1]


class PriceFile(Declaration):
    """One topic of the catalogue."""

    prices: dict[str, PriceEntry] = Field(min_length=1, description="entries by name")
