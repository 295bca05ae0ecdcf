"""Numbers that a reader changed in a workbook, as a change to a scenario."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from businesscase.core.errors import Fault, ScenarioError
from businesscase.core.words import Words
from businesscase.scenario.declare.distribution import cannot_be_drawn, moved
from businesscase.scenario.declare.keys import quantities, split
from businesscase.scenario.declare.places import Path, Place
from businesscase.scenario.declare.quantity import Quantity
from businesscase.scenario.load.scenario import Scenario


@dataclass(frozen=True)
class Edits:
    """What differs between a workbook and the scenario it was written from.

    Attributes:
        file: the workbook, as the user named it.
        sha256: of the workbook.
        values: key -> number in the scenario's own unit, of those that were changed in the workbook.
        fixed: those of them that the user holds fixed.
        before: the same keys -> number when the workbook was written.
        since: key -> number when the workbook was written, of those that the scenario itself has changed since.
        places: where the values stand.
        is_of_another: whether the workbook was written of the scenario as it was before something in it changed.
        holding: how a user holds a number fixed in that workbook.
    """

    file: str
    sha256: str
    values: Mapping[str, float]
    before: Mapping[str, float]
    since: Mapping[str, float]
    places: Mapping[Path, Place]
    is_of_another: bool = False
    fixed: frozenset[str] = frozenset()
    holding: str = "hold it fixed"

    def applied(self, scenario: Scenario) -> Scenario:
        """The scenario with the numbers of the workbook, each a what-if without a source.

        A number keeps its uncertainty, scaled, unless it is fixed.

        Raises:
            ScenarioError: if the changed scenario is invalid; names the cells.
        """
        if not self.values:
            return scenario
        declared = quantities(scenario)
        scaled = {
            key: self._scaled(declared[key], value)
            for key, value in self.values.items()
            if key not in self.fixed and declared[key].column is None
        }
        faults = [
            self._not_drawn(key, declared[key]) for key in scaled if not _can_be_drawn(declared[key], self.values[key])
        ]
        if faults:
            scenario.with_values(self.values, by=self.file, places=self.places)  # what may not stand there comes first
            raise ScenarioError(faults, of="the workbook")
        return scenario.with_values({**self.values, **scaled}, by=self.file, places=self.places)

    def _scaled(self, number: Quantity, value: float) -> dict[str, Any]:
        """The number at another value, its interval scaled with it; other draws that it shares are kept."""
        low, high = scaled_interval(number, value)
        kept = {name: getattr(number, name) for name in ("unit", "price_year")}
        if low is not None:
            kept |= {"low": low, "high": high, "draws_with": number.draws_with}
        given = {name: each for name, each in kept.items() if each is not None}
        why = str(Words("note.scaled", file=self.file, value=f"{number.value:g}"))
        return {"value": value, **given, "assumption": why, "note": self._note(value), "what_if": True}

    def _note(self, value: float) -> str:
        return str(Words("note.set", value=f"{value:g}", by=self.file))

    def _not_drawn(self, key: str, number: Quantity) -> Fault:
        value, place = self.values[key], self.places.get(split(key))
        message = Words("edits.no_mean", value=value)
        expected = Words("edits.or", one=_possible(number, value), other=self.holding)
        return Fault(message, key, "" if place is None else place.file, found=f"{value:g}", expected=expected)


def scaled_interval(number: Quantity, value: float) -> tuple[float | None, float | None]:
    """Low and high of a number when its value is another, as wide as before on the scale of its distribution.

    All are scaled by the same factor; a share is moved along the logit scale, so that it stays between 0 and 1. A
    number that was 0 has no factor, so that its interval is moved; an interval is left out where there was none, and
    where the value lies at the end of what it may be.
    """
    if number.low is None or number.high is None or not number.is_uncertain:
        return None, None
    if number.dimension == "share":
        return moved(number, value) if 0 < value * number.factor < 1 else (None, None)
    if number.value == 0:
        return number.low + value, number.high + value
    factor = value / number.value
    if factor == 0:
        return None, None
    low, high = sorted((number.low * factor, number.high * factor))
    return low, high


def _can_be_drawn(number: Quantity, value: float) -> bool:
    """Whether a number has a distribution at another value, its interval scaled."""
    low, high = scaled_interval(number, value)
    if low is None or high is None:
        return True
    is_open = number.dimension != "share" or 0 < low * number.factor < high * number.factor < 1
    scaled = number.model_copy(update={"value": value, "low": low, "high": high})
    return is_open and low <= value <= high and cannot_be_drawn(scaled) is None


def _possible(number: Quantity, value: float) -> str:
    """What may stand in the place of a value that cannot be drawn: the nearest on the way to the declared one."""
    if value * number.value < 0:
        return Words("above_zero" if number.value > 0 else "edits.below")
    can, cannot = number.value, value
    for _ in range(40):
        middle = 0.5 * (can + cannot)
        can, cannot = (middle, cannot) if _can_be_drawn(number, middle) else (can, middle)
    return Words("edits.such_as", value=can)
