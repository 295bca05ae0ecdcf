"""On what the verdict of a claim rests: assumptions, a measurement with a comparison, or two that disagree.

A claim's outcome counts as measured where one observation is all of this: a saving found with a comparison (randomised
or controlled), before tax and in all categories, of the claim's own payer, in a window that reaches the claim's date,
to which the draws were fitted, and which weighs in the fit at least as much as the assumptions do. With a shorter
window the rest is assumed to last; with a larger error the answer is that of the assumptions, fitted or not.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from businesscase.core.payers import Perspective
from businesscase.core.timeline import MONTHS, years_since
from businesscase.core.vocabulary import Basis, Savings
from businesscase.measures.observations import Comparison
from businesscase.scenario.declare.finance import Claim
from businesscase.scenario.declare.observations import Observation
from businesscase.scenario.load.scenario import Scenario

LEAST_WEIGHT = 0.5  # of a measurement beside the assumptions, for an outcome to count as measured


@dataclass(frozen=True)
class Measurements:
    """What was measured beside the model.

    Attributes:
        scenario: declares the observations.
        comparisons: of them with what the draws predict.
        fitted: names of those to which the draws were fitted.
    """

    scenario: Scenario
    comparisons: tuple[Comparison, ...]
    fitted: Collection[str]

    def basis_of(self, claim: Claim, date: float) -> Basis:
        """The basis of a claim that falls due at a date, in years since programme start."""
        if contesting(self.scenario.observations, self.comparisons, claim.perspective):
            return Basis.CONTESTED
        measured = any(self._measures(one, claim, date) for one in self.comparisons if one.name in self.fitted)
        return Basis.MEASURED if measured else Basis.ASSUMED

    def _measures(self, one: Comparison, claim: Claim, date: float) -> bool:
        declared = self.scenario.observations[one.name]
        if declared.saving is None or not declared.compares or claim.savings is not Savings.BEFORE_TAX:
            return False
        reaches = years_since(self.scenario.time.start, declared.until) > date - 1.0 / MONTHS
        return reaches and _is_whole(declared, claim.perspective) and weight(one) >= LEAST_WEIGHT


def contesting(
    declared: Mapping[str, Observation], comparisons: tuple[Comparison, ...], perspective: Perspective
) -> tuple[Comparison, ...]:
    """Measurements with a comparison, of money of these payers, that disagree with the model beyond their errors."""
    return tuple(
        one
        for one in comparisons
        if one.surprising
        and declared[one.name].compares
        and declared[one.name].is_money
        and perspective in _perspectives(declared[one.name])
    )


def weight(one: Comparison) -> float:
    """How much a measurement weighs in the draws that were fitted to it, the rest being the assumptions' weight.

    With normal errors the precisions of both add up to that of the fitted prediction, so the measurement's share of it
    is the fitted variance over that of its error.
    """
    return min(1.0, (one.spread / one.standard_error) ** 2)


def _perspectives(observation: Observation) -> set[Perspective]:
    """Whose money it is, in every reading of what was counted."""
    own = observation.of_money.perspective
    return {each.perspective or own for each in observation.definitions.values()} or {own}


def _is_whole(observation: Observation, perspective: Perspective) -> bool:
    """Whether all that these payers save was measured, in every reading."""
    money, readings = observation.of_money, observation.definitions.values()
    chosen = money.categories or any(each.categories for each in readings)
    left_out = money.leave_out or any(each.leave_out for each in readings)
    return _perspectives(observation) == {perspective} and not chosen and not left_out
