"""`Document`: everything a file (with its includes) declares."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal, Protocol, Self

from pydantic import Field, PrivateAttr, model_validator

from businesscase.core.words import RuleBroken
from businesscase.scenario.declare.clocks import Clock
from businesscase.scenario.declare.dated import Rules
from businesscase.scenario.declare.draw_table import DrawTable
from businesscase.scenario.declare.finance import (
    Category,
    Claim,
    Contribution,
    Discounting,
    Financing,
    Index,
    Levy,
    Price,
)
from businesscase.scenario.declare.goals import Goal
from businesscase.scenario.declare.municipality import Booking, ChartRow, Department, Reducible
from businesscase.scenario.declare.not_modelled import NotModelled
from businesscase.scenario.declare.observations import Observation
from businesscase.scenario.declare.own_records import OwnRecords
from businesscase.scenario.declare.places import Provenance
from businesscase.scenario.declare.plans import Plan
from businesscase.scenario.declare.population import Population
from businesscase.scenario.declare.programme import Effects, Programme
from businesscase.scenario.declare.quantity import Declaration, Label, Share
from businesscase.scenario.declare.rollout import Rollout
from businesscase.scenario.declare.team import Team
from businesscase.scenario.declare.yearly_refusion import YearlyRefusion


class Time(Declaration):
    """When the programme starts, how far ahead is looked, and in which year's prices."""

    start: date
    horizon_years: int = Field(ge=1, le=60)
    price_year: int


class Correlation(Declaration):
    """A group of uncertain inputs that move together: one common correlation, or a matrix."""

    keys: list[str] = Field(min_length=2)
    common: Share | None = Field(default=None, description="the same correlation between all of them")
    matrix: list[list[float]] | None = Field(default=None, description="correlations in the order of keys")
    source: str | None = None
    assumption: str | None = Field(default=None, description="why, for a matrix")

    @model_validator(mode="after")
    def _one_form(self) -> Correlation:
        if (self.common is None) == (self.matrix is None):
            raise RuleBroken("rule.one_of", names="common, matrix")
        if self.matrix is not None and (self.source is None) == (self.assumption is None):
            raise RuleBroken("rule.matrix")
        return self


class DeclaresNumbers(Protocol):
    """What drawing numbers, and checking how they are drawn, needs of a declaration as a whole."""

    @property
    def correlations(self) -> dict[str, Correlation]:
        """Groups of uncertain numbers that move together."""

    @property
    def provenance(self) -> Provenance:
        """Where every value stands."""

    @property
    def table(self) -> DrawTable | None:
        """The content of the file of draws; None without one."""


class Draws(Declaration):
    """A file of draws: a CSV file with a head, one row per draw, read from the top."""

    file: str = Field(min_length=1, description="path from the scenario's own folder")


class Document(Declaration):
    """A file covering both strategies, as declared; `Scenario` is one that can also be changed."""

    version: Literal[1]
    title: str
    evidence: Label = Field(description="what kind of evidence the effects rest on; printed beside the verdict")
    left_out: dict[str, Label] = Field(
        default_factory=dict,
        description="what the model leaves out, and which way that pushes; printed with the result",
    )
    include: list[str] = Field(
        default_factory=list, description="catalogue parts; whatever stands in the file overrides them"
    )
    time: Time
    rules: Rules = Field(
        default="as_legislated", description="each rule and amount on its date, or all as they stood in one year"
    )
    population: Population
    clocks: dict[str, Clock] = Field(min_length=1)
    programme: Programme
    team: Team | None = Field(
        default=None, description="the team that delivers it; idle until programme.served.by says so"
    )
    rollout: Rollout | None = Field(default=None, description="a plan for the municipality; only `rollout` reads it")
    effects: Effects
    goals: dict[str, Goal] = Field(
        default_factory=dict, description="what is to be reached by when, in numbers; solved for in each draw"
    )
    categories: dict[str, Category] = Field(
        default_factory=dict, description="ledger category -> what readers call it; without it, its name in words"
    )
    prices: dict[str, Price] = Field(min_length=1)
    financing: dict[str, Financing] = Field(min_length=1)
    levies: dict[str, Levy] = Field(default_factory=dict)
    contributions: dict[str, Contribution] = Field(
        default_factory=dict, description="what a payer adds to a price from a step of its staircase on"
    )
    yearly_refusion: dict[str, YearlyRefusion] = Field(
        default_factory=dict, description="refunds in brackets of what a case costs, or lasts, in a calendar year"
    )
    indices: dict[str, Index] = Field(default_factory=dict)
    index_of: dict[str, str] = Field(
        default_factory=dict, description="ledger category -> index that brings its amounts to the price year"
    )
    not_modelled: dict[str, NotModelled] = Field(
        default_factory=dict, description="what the model leaves out, judged in kroner per family: a line of its own"
    )
    departments: dict[str, Department] = Field(
        default_factory=dict, description="parts of the municipality with a purse of their own"
    )
    accounts: dict[str, list[ChartRow]] = Field(
        default_factory=dict, description="chart of accounts: function in quotes -> what it is, by year"
    )
    account_of: dict[str, list[Booking]] = Field(
        default_factory=dict, description="ledger category -> where the municipality books it, by year and department"
    )
    budget_reducible: dict[str, Reducible] = Field(
        default_factory=dict, description="ledger category -> the part of its saving that a budget can be cut by"
    )
    discounting: Discounting
    correlations: dict[str, Correlation] = Field(default_factory=dict)
    draws: Draws | None = Field(default=None, description="a file with the draws of the numbers that name a column")
    observations: dict[str, Observation] = Field(
        default_factory=dict, description="what somebody measured; compared with the model always, fitted where asked"
    )
    own_records: OwnRecords | None = Field(
        default=None, description="what the municipality has counted itself; updates the base hazards before any run"
    )
    claims: dict[str, Claim] = Field(min_length=1)
    variants: dict[str, dict[str, Any]] = Field(
        default_factory=dict, description="name -> changed values by key; a bare number is a what-if"
    )
    plans: dict[str, Plan] = Field(
        default_factory=dict, description="other plans for the same families; only `plans` reads them"
    )
    _provenance: Provenance = PrivateAttr(default_factory=Provenance)
    _table: DrawTable | None = PrivateAttr(default=None)

    @property
    def provenance(self) -> Provenance:
        """Where every value stands; not part of the scenario: it neither shows, nor counts when two are compared."""
        return self._provenance

    @property
    def idle(self) -> tuple[str, ...]:
        """Sections that are declared and switched off: a team that does not serve, and the plan to roll it out."""
        return ("team", "rollout") if self.programme.served.by == "schedule" else ()

    @property
    def frozen(self) -> date | None:
        """The day whose rules and amounts hold throughout; None where each changes on its date."""
        return None if isinstance(self.rules, str) else self.rules.moment

    @property
    def table(self) -> DrawTable | None:
        """The content of the file of draws; None without one."""
        return self._table

    def come_from(self, provenance: Provenance, table: DrawTable | None = None) -> Self:
        """The same document, with where its values stand and the content of its file of draws."""
        copy = self.model_copy()
        copy._provenance, copy._table = provenance, table
        return copy
