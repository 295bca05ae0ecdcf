"""Declarations of plans: the same effort stopped early, given to some families first, or set against another effort.

What is planned is decided, not estimated: these numbers need no source.
"""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from businesscase.core.words import RuleBroken
from businesscase.scenario.declare.quantity import Declaration, Label, Span

SEGMENT, CHILDREN, YOUNGEST, OLDEST = "segment", "children", "youngest_child", "oldest_child"
TRAITS = (SEGMENT, CHILDREN, YOUNGEST, OLDEST)  # of every family; those that are listed have their covariates too


class Stop(Declaration):
    """The service ends early, and with it the programme's money."""

    after: Span
    of: Literal["project", "family"] = Field(
        default="project",
        description="project: nobody is served so long after programme start; family: nobody for longer than that",
    )
    notice: Span = Field(
        default="0 months", description="for how long the project's money is still paid after it has stopped"
    )

    @model_validator(mode="after")
    def _of_a_project(self) -> Self:
        if self.of == "family" and "notice" in self.model_fields_set:
            raise RuleBroken("rule.notice")
        return self


class ServeFirst(Declaration):
    """Places for some of the families: a rule of at most two questions says who gets them."""

    families: int = Field(ge=1, description="how many there are places for")
    by: list[str] = Field(
        min_length=1,
        description="what the rule may ask about: segment, children, youngest_child, oldest_child, or a covariate",
    )


class Plan(Declaration):
    """Another plan for the same families."""

    label: Label
    stop: Stop | None = Field(default=None, description="the programme stops early")
    serve_first: ServeFirst | None = Field(default=None, description="those with the largest expected saving first")
    against: str | None = Field(
        default=None, description="a variant of the file: the effort to compare with, in the place of the base rates"
    )

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        if sum(form is not None for form in (self.stop, self.serve_first, self.against)) != 1:
            raise RuleBroken("rule.one_of", names="stop, serve_first, against")
        return self
