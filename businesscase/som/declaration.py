"""A SØM scenario: participants, cost and success rate by year, and what one success saves whom in the years after.

The inputs of the state's Excel model (Den Socialøkonomiske Investeringsmodel), with the uncertainty, the phase-in and
the fading that it lacks. docs/how_to/use_som.md
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, PrivateAttr

from businesscase.core.payers import Payer, Perspective
from businesscase.core.words import RuleBroken
from businesscase.scenario.declare.document import Correlation, Time
from businesscase.scenario.declare.draw_table import DrawTable
from businesscase.scenario.declare.finance import Discounting, Index
from businesscase.scenario.declare.places import Provenance
from businesscase.scenario.declare.quantity import Count, Declaration, Duration, Label, Money, Quantity, Share

FOLLOW_UP = re.compile(r"(\d+)(?:-(\d+))?")


def _check_saving(quantity: Quantity) -> Quantity:
    if quantity.dimension != "money":
        raise RuleBroken("som.unit", unit=quantity.unit)
    return quantity


Saving = Annotated[Quantity, AfterValidator(_check_saving)]
"""Money saved, or spent where it is negative."""


def follow_up_years(key: str) -> range:
    """Years since success in a key: "0" is the year of success, "1-3" the three after it.

    Raises:
        ValueError: if the key is neither a year nor a range of years that rises.
    """
    match = FOLLOW_UP.fullmatch(key)
    if match is None or int(match[2] or match[1]) < int(match[1]):
        raise RuleBroken("som.follow_up", name=key)
    return range(int(match[1]), int(match[2] or match[1]) + 1)


class Consequence(Declaration):
    """What one success saves in each year after it: payer -> years since success -> amount in each of those years."""

    label: Label
    by_payer: dict[Payer, dict[str, Saving]] = Field(
        min_length=1, description="payer -> years since success (0, 1-3) -> amount a year; positive is saved"
    )


class SomScenario(Declaration):
    """A file for `businesscase som`."""

    version: Literal[1]
    title: str
    evidence: Label = Field(description="what kind of evidence the success rate rests on; printed with the result")
    time: Time
    participants: dict[int, Count] = Field(
        min_length=1, description="calendar year -> participants who finish in that year"
    )
    costs: dict[Payer, dict[int, Money]] = Field(
        default_factory=dict, description="payer -> calendar year -> cost of the programme, evenly over that year"
    )
    outlay_at_start: dict[Payer, Money] = Field(
        default_factory=dict, description="payer -> what is paid at time 0, the moment before the first year"
    )
    success_rate: Share = Field(
        description="share of participants who succeed, less the share who would have succeeded anyway"
    )
    consequences: dict[str, Consequence] = Field(min_length=1)
    phase_in: Duration | None = Field(
        default=None, description="how far into the calendar year participants finish, on average; SØM: 0"
    )
    half_life: Duration | None = Field(
        default=None, description="time in which the consequences of a success halve; SØM: they do not fade"
    )
    index: Index | None = Field(default=None, description="brings amounts to the price year")
    discounting: Discounting | None = Field(default=None, description="adds a net present value; missing: none")
    correlations: dict[str, Correlation] = Field(default_factory=dict)
    perspective: Perspective = Field(default=Perspective.MUNICIPALITY, description="whose payback is tested")
    clock_start: Literal["first_outlay", "programme_start"] = Field(
        default="first_outlay", description="from when years of a payback count: the first outlay, or time 0"
    )
    within_years: float = Field(default=5.0, gt=0, description="in how many years the cost is to be recouped")
    confidence: float = Field(default=0.8, gt=0.5, lt=1)
    _provenance: Provenance = PrivateAttr(default_factory=Provenance)

    @property
    def provenance(self) -> Provenance:
        """Where every value stands; not part of the scenario."""
        return self._provenance

    @property
    def table(self) -> DrawTable | None:
        """No file of draws."""
        return None

    @property
    def is_timed(self) -> bool:
        """Whether it declares something of the time after success that SØM does not have."""
        return self.phase_in is not None or self.half_life is not None

    def come_from(self, provenance: Provenance) -> SomScenario:
        """The same scenario, with where its values stand."""
        copy = self.model_copy()
        copy._provenance = provenance
        return copy
