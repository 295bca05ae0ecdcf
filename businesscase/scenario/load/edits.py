"""Numbers that a reader changed in a workbook, as a change to a scenario."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from businesscase.scenario.declare.places import Path, Place
from businesscase.scenario.load.scenario import Scenario


@dataclass(frozen=True)
class Edits:
    """What differs between a workbook and the scenario it was written from.

    Attributes:
        file: the workbook, as the user named it.
        sha256: of the workbook.
        values: key -> number in the scenario's own unit, of those that were changed in the workbook.
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

    def applied(self, scenario: Scenario) -> Scenario:
        """The scenario with the numbers of the workbook, each a what-if: held fixed, without a source.

        Raises:
            ScenarioError: if the changed scenario is invalid; names the cells.
        """
        return scenario.with_values(self.values, by=self.file, places=self.places) if self.values else scenario
