"""Declarations of the families: how many, of what composition and age."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from businesscase.core.words import RuleBroken
from businesscase.scenario.declare.clocks import Frailty
from businesscase.scenario.declare.quantity import Count, Declaration, Duration, Label, Quantity, Rate, Share


class Segment(Declaration):
    """A kind of family, with one or two parents."""

    label: Label
    parents: Literal[1, 2]
    share: Share | Literal["rest"] = Field(
        description="of the families; uncertain shares re-weight the segments per draw"
    )


class ParentAges(Declaration):
    """Ages of parents at programme start: normal over members, cut to 20-60 years."""

    mean: Duration
    spread: Duration


class BirthBand(Declaration):
    """Births to women of an age."""

    since: float = Field(ge=10.0, description="age in years from which the rate holds")
    until: float = Field(le=60.0, description="age at which it ends")
    rate: Rate

    @model_validator(mode="after")
    def _forward(self) -> Self:
        if self.since >= self.until:
            raise RuleBroken("rule.band", since=self.since, until=self.until)
        return self


class Births(Declaration):
    """Children who are born into the families after programme start: as many as the rates give, in one fixed list."""

    counted: bool = Field(default=True, description="whether they are born in the model: the switch")
    rates: dict[str, BirthBand] = Field(min_length=1, description="of the first parent, by age; no birth outside")


class ListedFamily(Declaration):
    """A family given by the user: a segment and the ages of its members. No personal data."""

    segment: str
    parents: list[float] = Field(min_length=1, max_length=2, description="ages in years")
    children: list[float] = Field(default_factory=list, max_length=7, description="ages in years")
    covariates: dict[str, float] = Field(default_factory=dict, description="shared by the members")


class Population(Declaration):
    """The families served. Declared totals are exact; children are spread evenly over ages 0-17."""

    families: Count
    persons: Count | None = Field(default=None, description="parents and children; gives the number of children")
    children_per_family: Count | None = Field(default=None, description="instead of persons")
    segments: dict[str, Segment] = Field(min_length=1)
    parent_ages: ParentAges
    births: Births | None = Field(default=None, description="children born later; missing: none are")
    frailty: Frailty | None = None
    moving_away: Rate | None = Field(
        default=None, description="rate at which families leave the municipality, the same in both strategies"
    )
    listed: dict[str, ListedFamily] | None = Field(
        default=None, description="families by id, instead of generated ones"
    )

    @field_validator("families")
    @classmethod
    def _some(cls, families: Quantity) -> Quantity:
        if families.value < 1 or families.value != int(families.value):
            raise RuleBroken("rule.population", families=families.value)
        return families

    @model_validator(mode="after")
    def _children(self) -> Self:
        if (self.persons is None) == (self.children_per_family is None):
            raise RuleBroken("rule.one_of", names="persons, children_per_family")
        return self
