"""Declaration of a roll-out: cohorts of families year by year, and the pairs that are to serve them."""

from __future__ import annotations

from pydantic import Field

from businesscase.scenario.declare.quantity import Declaration, Share


class Rollout(Declaration):
    """A plan for a municipality. Its years count from 1; what is planned is decided, not estimated."""

    lasts: int = Field(ge=1, le=60, description="years in which families are served")
    cohorts: dict[int, int] = Field(min_length=1, description="year -> families that come in it, evenly")
    pairs: dict[int, int] = Field(
        min_length=1,
        description="year -> pairs that begin on its first day; negative: pairs that take no new family from that day "
        "on, the last to begin first, and end when their last family has left",
    )
    ceiling: float | None = Field(
        default=None,
        gt=0,
        description="mio DKK that the team may cost in a year, in prices of the price year: pairs above it wait",
    )
    dilution: Share = Field(
        description="of the saving per family, what would be lost in a team very much larger than the declared one"
    )
    learning: Share = Field(description="of that loss, what each further year takes away")
