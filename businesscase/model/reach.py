"""Whether a goal is within reach: it can be reached in the draws, and on average it is not met without the effort."""

from __future__ import annotations

from dataclasses import dataclass

from businesscase.core.errors import NumericalError
from businesscase.model.compile import compile_model
from businesscase.scenario.load.scenario import Scenario


@dataclass(frozen=True)
class Reach:
    """Mean shares of the members at the date of a goal; `possible`: whether it can be reached."""

    possible: bool
    wanted: float = 0.0
    without: float = 0.0

    @property
    def passed(self) -> bool:
        """Whether as many are there without the programme."""
        return self.possible and self.without >= self.wanted


def reach_of(scenario: Scenario, target: str, *, draws: int = 1000) -> Reach:
    """Of a target by the key of its share, such as `effects.levels.parents.targets.job`."""
    try:
        solved = compile_model(scenario, draws=draws).solved
    except NumericalError:
        return Reach(possible=False)
    wanted, without, _ = solved.stocks[target].mean(axis=1)
    return Reach(True, float(wanted), float(without))
