"""Numbers that a reader changed in a workbook, as a change to a scenario."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from businesscase.scenario.declare.keys import quantities
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
    """

    file: str
    sha256: str
    values: Mapping[str, float]
    before: Mapping[str, float]
    since: Mapping[str, float]
    places: Mapping[Path, Place]
    is_of_another: bool = False
    fixed: frozenset[str] = frozenset()

    def applied(self, scenario: Scenario) -> Scenario:
        """The scenario with the numbers of the workbook, each a what-if without a source.

        A number keeps its uncertainty, scaled, unless it is fixed.

        Raises:
            ScenarioError: if the changed scenario is invalid; names the cells.
        """
        if not self.values:
            return scenario
        declared = quantities(scenario)
        values = {
            key: value if key in self.fixed or declared[key].column is not None else self._scaled(declared[key], value)
            for key, value in self.values.items()
        }
        return scenario.with_values(values, by=self.file, places=self.places)

    def _scaled(self, number: Quantity, value: float) -> dict[str, Any]:
        """The number at another value, its interval scaled with it; other draws that it shares are kept."""
        low, high = scaled_interval(number, value)
        kept = {name: getattr(number, name) for name in ("unit", "price_year", "draws_with")}
        given = {name: each for name, each in kept.items() if each is not None}
        bounds = {} if low is None else {"low": low, "high": high}
        why = f"a number of {self.file}; its uncertainty is that of the file, {number.value:g}, scaled"
        return {"value": value, **bounds, **given, "assumption": why, "note": self._note(value), "what_if": True}

    def _note(self, value: float) -> str:
        return f"set to {value:g} by {self.file}"


def scaled_interval(number: Quantity, value: float) -> tuple[float | None, float | None]:
    """Low and high of a number when its value is another: scaled by the same factor.

    Of a share whose high end would reach one, the distance to one is scaled instead. A number that was 0 has no
    factor, so that its interval is moved; an interval is left out where the value lies at the end of what it may be.
    """
    if number.low is None or number.high is None:
        return None, None
    if number.value == 0:
        return number.low + value, number.high + value
    factor, one = value / number.value, 1.0 / number.factor
    is_share = number.dimension == "share"
    if factor == 0 or (is_share and not 0 < value < one):
        return None, None
    low, high = sorted((number.low * factor, number.high * factor))
    if is_share and high >= one:
        high = one - (one - number.high) * (one - value) / (one - number.value)
    return low, high
