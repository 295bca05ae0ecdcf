"""`Quantity`: a number with its birth certificate, and the units it may carry."""

from __future__ import annotations

import math
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from businesscase.core.words import RuleBroken, Words

# unit -> (dimension, factor to the canonical unit: year, share of one, DKK, DKK per year, hours per year)
UNITS: dict[str, tuple[str, float]] = {
    "share": ("share", 1.0),
    "percent": ("share", 0.01),
    "per year": ("rate", 1.0),
    "per month": ("rate", 12.0),
    "per week": ("rate", 52.0),
    "years": ("duration", 1.0),
    "months": ("duration", 1.0 / 12.0),
    "weeks": ("duration", 1.0 / 52.0),
    "days": ("duration", 1.0 / 365.0),
    "DKK": ("money", 1.0),
    "thousand DKK": ("money", 1e3),
    "mio DKK": ("money", 1e6),
    "DKK per year": ("money_rate", 1.0),
    "DKK per month": ("money_rate", 12.0),
    "DKK per week": ("money_rate", 52.0),
    "DKK per day": ("money_rate", 365.0),
    "DKK per hour": ("hourly_money", 1.0),
    "hours per month": ("working_time", 12.0),
    "hours per week": ("working_time", 52.0),
    "families": ("count", 1.0),
    "persons": ("count", 1.0),
    "children": ("count", 1.0),
    "ratio": ("ratio", 1.0),
    "number": ("number", 1.0),
}

# dimension -> the largest magnitude, in the canonical unit, that a number may have. Wide on purpose: what lies outside
# is a slip (a unit, a point, an exponent), and sums of it would no longer be exact to a krone.
SENSIBLE: dict[str, float] = {
    "share": 1e3,  # that none exceeds 1 is checked where it stands
    "rate": 1e4,  # once an hour
    "duration": 1e4,  # ten millennia, for what practically never ends
    "money": 1e12,  # a third of what Denmark produces in a year
    "money_rate": 1e12,
    "hourly_money": 1e6,
    "working_time": 24 * 366,  # all hours of a year
    "count": 1e8,
    "ratio": 1e6,
    "number": 1e12,
}
LEAST = 1e-15  # of the magnitude of a number other than 0: below, its powers and ratios leave what a float can hold


class Declaration(BaseModel):
    """Base of everything a scenario declares: unknown keys refused, frozen once read."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, validate_default=True, allow_inf_nan=False)


class Label(Declaration):
    """A name for readers, in both languages."""

    en: str
    da: str


class Quantity(Declaration):
    """A number: its value (the mean), its 5th and 95th percentile, its unit, and where it comes from."""

    value: float = Field(description="the mean of the distribution")
    low: float | None = Field(default=None, description="5th percentile")
    high: float | None = Field(default=None, description="95th percentile")
    unit: str = Field(description="one of: " + ", ".join(UNITS))
    price_year: int | Literal["as_spent"] | None = Field(
        default=None, description="price level of an amount of money; as_spent: each year's part in that year's prices"
    )
    source: str | None = Field(default=None, description="where the number was read")
    second_hand: bool = Field(
        default=False, description="an official figure read on another page than the authority's own"
    )
    url: str | None = Field(default=None, description="address of the page where the number was read")
    assumption: str | None = Field(default=None, description="why this number, where no source gives it (grade D)")
    grade: Literal["A", "B", "C"] | None = Field(
        default=None, description="of a source: A register or tariff, B published average, C derived"
    )
    note: str | None = Field(default=None, description="what a reader should know: recalled, inferred, contradicted")
    draws_with: str | None = Field(default=None, description="key of a quantity whose random draw this one shares")
    column: str | None = Field(
        default=None, description="column of the file of draws that holds its value in each draw"
    )
    transform: Literal["identity", "exp"] = Field(
        default="identity", description="what makes the value of a cell of the column: exp where it holds logarithms"
    )
    what_if: bool = Field(default=False, description="set by a variant or with_values, never in a file")

    @model_validator(mode="after")
    def _certificate(self) -> Self:
        if self.unit not in UNITS:
            raise RuleBroken("rule.unit", unit=self.unit, names=", ".join(UNITS))
        if (self.low is None) != (self.high is None):
            raise RuleBroken("rule.both")
        if self.low is not None and self.high is not None and not (self.low <= self.value <= self.high):
            raise RuleBroken("rule.order", low=self.low, value=self.value, high=self.high)
        self._check_range()
        if self.dimension in ("money", "money_rate", "hourly_money") and self.price_year is None:
            raise RuleBroken("rule.price_year")
        self._check_column()
        if self.what_if:
            return self
        if (self.source is None) == (self.assumption is None):
            raise RuleBroken("rule.origin")
        if self.second_hand and self.source is None:
            raise RuleBroken("rule.second_hand")
        if self.source is not None and self.grade is None:
            raise RuleBroken("rule.grade")
        if self.assumption is not None and self.grade is not None:
            raise RuleBroken("rule.no_grade")
        if self.dimension == "share" and self.value * self.factor in (0.0, 1.0) and self.low is None:
            return self  # all or nothing, such as who pays by default: there is no interval to give
        if (self.assumption is not None or self.grade == "C") and not self.is_uncertain:
            if self.low is None:
                raise RuleBroken("rule.interval")
            raise RuleBroken("rule.no_interval", why=Words("rule.interval"))
        return self

    def _check_range(self) -> None:
        """Far outside what its unit can measure here a number is a slip of the hand, and no arithmetic holds it."""
        most = SENSIBLE[self.dimension]
        for name in ("value", "low", "high"):
            number = getattr(self, name)
            if number is None or number == 0:
                continue
            size = abs(number) * self.factor
            if not size <= most:
                raise RuleBroken("rule.sensible", name=name, number=number, unit=self.unit, most=most / self.factor)
            if size < LEAST:
                raise RuleBroken("rule.near_zero", name=name, number=number, unit=self.unit, value=LEAST / self.factor)

    def _check_column(self) -> None:
        if self.column is None:
            if self.transform != "identity":
                raise RuleBroken("rule.transform")
        elif self.low is not None or self.draws_with is not None:
            raise RuleBroken("rule.column")

    @property
    def dimension(self) -> str:
        """What the unit measures: share, rate, duration, money, money_rate, hourly_money, working_time, ..."""
        return UNITS[self.unit][0]

    @property
    def factor(self) -> float:
        """Factor from the declared unit to the canonical one (year, share, DKK, DKK per year)."""
        return UNITS[self.unit][1]

    @property
    def canonical(self) -> float:
        """The value in canonical units."""
        return self.value * self.factor

    @property
    def evidence_grade(self) -> str:
        """A, B, C, or D for an assumption; "what if" for a number set by hand."""
        return "what if" if self.what_if else (self.grade or "D")

    @property
    def held(self) -> bool:
        """Whether it was set by hand and held fixed: a what-if that keeps its uncertainty says on what assumption."""
        return self.what_if and self.assumption is None

    @property
    def is_uncertain(self) -> bool:
        """Whether low and high are given and differ, or a file holds its draws."""
        return self.column is not None or (self.low is not None and self.low != self.high)


def _of(dimension: str, *, lowest: float | None = 0.0, highest: float | None = None) -> AfterValidator:
    units = ", ".join(unit for unit, (kind, _) in UNITS.items() if kind == dimension)
    said = Words(f"dimension.{dimension}")

    def check(quantity: Quantity) -> Quantity:
        if quantity.dimension != dimension:
            raise RuleBroken("rule.wrong_unit", unit=quantity.unit, dimension=said, units=units)
        for name in ("value", "low", "high"):
            number = getattr(quantity, name)
            if number is None:
                continue
            if lowest is not None and number < lowest:
                raise RuleBroken("rule.lowest", name=name, number=number, dimension=said, lowest=lowest)
            if highest is not None and number * quantity.factor > highest:
                raise RuleBroken(
                    "rule.highest", name=name, number=number, unit=quantity.unit, dimension=said, highest=highest
                )
        if quantity.is_uncertain and lowest is not None:
            _check_drawn(quantity)
        return quantity

    return AfterValidator(check)


def _check_drawn(quantity: Quantity) -> None:
    """The distributions of positive numbers have no percentile at their ends: at 0, nor of a share at 1."""
    if quantity.low is not None and quantity.low <= 0:
        raise RuleBroken("rule.low_at_zero")
    if quantity.dimension == "share" and quantity.high is not None and quantity.high * quantity.factor >= 1:
        raise RuleBroken("rule.high_at_one")


Share = Annotated[Quantity, _of("share", highest=1.0)]
Rate = Annotated[Quantity, _of("rate")]
Slope = Annotated[Quantity, _of("rate", lowest=None)]
Duration = Annotated[Quantity, _of("duration")]
Money = Annotated[Quantity, _of("money")]
MoneyRate = Annotated[Quantity, _of("money_rate")]
OpenMoneyRate = Annotated[Quantity, _of("money_rate", lowest=None)]
HourlyMoney = Annotated[Quantity, _of("hourly_money")]
WorkingTime = Annotated[Quantity, _of("working_time")]
Count = Annotated[Quantity, _of("count")]
Ratio = Annotated[Quantity, _of("ratio")]
Number = Annotated[Quantity, _of("number", lowest=None)]


def parse_span(text: str) -> float:
    """Years in a span of time written as "12 months", "0 weeks", "1 year".

    Raises:
        ValueError: if the text is not a number and a unit of time.
    """
    number, _, unit = text.strip().partition(" ")
    unit = unit if unit.endswith("s") else unit + "s"
    if UNITS.get(unit, ("",))[0] != "duration":
        raise RuleBroken("rule.span", text=text)
    try:
        years = float(number) * UNITS[unit][1]
    except ValueError:
        raise RuleBroken("rule.span_number", text=text) from None
    if not math.isfinite(years):
        raise RuleBroken("rule.span_number", text=text)
    if years < 0:
        raise RuleBroken("rule.span_negative", text=text)
    return years


def _check_span(text: str) -> str:
    parse_span(text)
    return text


Span = Annotated[str, AfterValidator(_check_span), Field(description="a span of time such as '12 months'")]

Function = Annotated[
    str,
    Field(pattern=r"^\d\.\d\d\.\d\d$", description='function in the municipal chart of accounts, in quotes: "5.28.21"'),
]
Art = Annotated[str, Field(pattern=r"^\d\.\d$", description='art in the municipal chart of accounts, in quotes: "5.2"')]
