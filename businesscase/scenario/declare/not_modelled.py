"""Declarations of what the model leaves out: judged in kroner, so that it is counted and not forgotten."""

from __future__ import annotations

from pydantic import Field

from businesscase.core.payers import Payer
from businesscase.scenario.declare.quantity import Declaration, Label, OpenMoneyRate


class NotModelled(Declaration):
    """A saving or cost that no state of the model stands for, as long as the effect of the programme lasts."""

    label: Label
    per_family: OpenMoneyRate = Field(
        description="while the effect is full, per family that was enrolled; a saving is positive, a cost negative"
    )
    payer: Payer = Field(description="who saves it")
    department: str | None = Field(
        default=None, description="of the municipality, whose purse; missing: the municipality's as a whole"
    )
    profile: str = Field(description="one of effects.profiles: how it grows while a family is served, and fades after")
