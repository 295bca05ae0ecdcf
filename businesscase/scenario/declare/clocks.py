"""Declarations of clocks: states, where members start, and the hazards of the transitions between states."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Literal, Self

from pydantic import Field, model_validator

from businesscase.core.words import RuleBroken, Words
from businesscase.scenario.declare.quantity import (
    Declaration,
    Duration,
    Label,
    Number,
    Rate,
    Ratio,
    Share,
    Slope,
    Span,
    parse_span,
)


class State(Declaration):
    """One state of a clock."""

    label: Label
    counts: Literal["benefit", "self_support", "neither"] = Field(
        default="neither",
        description="benefit: weeks count for the refusion staircase; self_support: weeks count towards its reset",
    )
    ends_member: bool = Field(default=False, description="entering it ends all later clocks of the member (death)")


class Elapsed(Declaration):
    """Time already spent in the state at programme start; lognormal over members."""

    mean: Duration
    spread: Duration = Field(description="standard deviation between members")


class Start(Declaration):
    """Share of members who start in a state, how long they have been there, and benefit time accumulated."""

    share: Share | Literal["rest"]
    elapsed: Elapsed | None = Field(default=None, description="missing: the state is entered at programme start")
    benefit_time: Duration | None = Field(
        default=None, description="accumulated benefit time; missing: equal to elapsed in a benefit state, else none"
    )


class Exponential(Declaration):
    """Constant hazard: give exactly one of rate, mean_duration, probability (with over)."""

    rate: Rate | None = None
    mean_duration: Duration | None = None
    probability: Share | None = None
    over: Span | None = Field(default=None, description="the period of probability")

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        _exactly_one(self, "rate", "mean_duration", "probability")
        _together(self, "probability", "over")
        return self


class Weibull(Declaration):
    """Hazard shape/scale (t/scale)^(shape-1): shape, and exactly one way to give its level."""

    shape: Ratio
    scale: Duration | None = None
    mean_duration: Duration | None = None
    probability: Share | None = Field(default=None, description="of a fresh stay ending within over")
    over: Span | None = None
    rate: Rate | None = Field(default=None, description="hazard at duration at")
    at: Span | None = None

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        _exactly_one(self, "scale", "mean_duration", "probability", "rate")
        _together(self, "probability", "over")
        _together(self, "rate", "at")
        return self


class Gompertz(Declaration):
    """Hazard rate * exp(slope * t); on the age scale t is age in years."""

    rate: Rate = Field(description="hazard at t = 0")
    slope: Slope


Bands = dict[str, Rate]  # lower limit of the band ("0 months", "3 months") -> hazard in it


class Coupling(Declaration):
    """A ratio that applies while another clock is in one of the named states."""

    of: Literal["self", "any_parent", "all_parents", "each_parent"] = Field(
        description="self: another clock of the member; each_parent: the ratio once per parent"
    )
    clock: str
    states: list[str] = Field(min_length=1)
    ratio: Ratio
    remembered: bool = Field(
        default=False,
        description="of: self only; once that clock has ended at an age, the state it ended in still counts",
    )


class OneLaw(Declaration):
    """What law a hazard follows: a field each, of which one is given."""

    exponential: Exponential | None = None
    weibull: Weibull | None = None
    gompertz: Gompertz | None = None
    bands: Bands | None = Field(default=None, description="piecewise constant: lower limit of band -> hazard")

    @model_validator(mode="after")
    def _one_law(self) -> Self:
        _exactly_one(self, *LAWS)
        return self


LAWS = tuple(OneLaw.model_fields)  # the one list of laws: what a scenario says is also the name of a module in `laws`


class Transition(OneLaw):
    """Hazard of one move: exactly one law, times couplings, covariates, programme effect and frailty."""

    time: Literal["entry", "start", "age"] = Field(default="entry", description="what the law's clock counts from")
    marginal: bool = Field(
        default=False, description="the hazard is a population average over its period; converted for frailty"
    )
    frailty: Literal[-1, 0, 1] = Field(default=0, description="exponent of the family's frailty")
    couplings: dict[str, Coupling] = Field(default_factory=dict)
    covariates: dict[str, Number] = Field(default_factory=dict, description="log ratio per unit of a member covariate")
    time_covariates: dict[str, Number] = Field(
        default_factory=dict,
        description="log time ratio per unit of a member covariate: all times of the law are multiplied",
    )
    opens: date | None = Field(default=None, description="closed before this date")
    closes: date | None = Field(default=None, description="closed from this date")

    @model_validator(mode="after")
    def _fitting(self) -> Self:
        if self.bands is not None:
            limits = [parse_span(limit) for limit in self.bands]
            if limits[:1] != [0.0] or any(b <= a for a, b in pairwise(limits)):
                raise RuleBroken("rule.bands")
        if self.marginal and (self.frailty == 0 or self.exponential is None):
            raise RuleBroken("rule.marginal")
        if self.time_covariates and self.exponential is None and self.weibull is None:
            raise RuleBroken("rule.time_covariates")
        return self


class Ages(Declaration):
    """Ages in years between which a clock runs; a definition, not an estimate."""

    since: float = Field(default=0, ge=0)
    until: float | None = Field(default=None, gt=0)


class Clock(Declaration):
    """One domain of life: a finite set of states that a member moves between."""

    label: Label
    members: Literal["parents", "children", "everyone"]
    ages: Ages = Ages()
    states: dict[str, State] = Field(min_length=2)
    start: dict[str, Start] = Field(min_length=1)
    transitions: dict[str, Transition] = Field(description="keyed 'from -> to'")


class Frailty(Declaration):
    """One positive factor per family, lognormal with mean 1 among families at programme start."""

    variance: Ratio


def _exactly_one(model: Declaration, *names: str) -> None:
    given = [name for name in names if getattr(model, name) is not None]
    if len(given) != 1:
        found = ", ".join(given) or Words("changing.nothing")
        raise RuleBroken("rule.one_law", names=", ".join(names), found=found)


def _together(model: Declaration, first: str, second: str) -> None:
    if (getattr(model, first) is None) != (getattr(model, second) is None):
        raise RuleBroken("rule.together", first=first, second=second)
