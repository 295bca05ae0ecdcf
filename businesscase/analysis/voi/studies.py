"""A study that could be made: whom it follows, what it measures, how sure that is. Families are its clusters.

Its outcome is computed as what somebody measured is (`measures.observing`); its error comes from cohorts of families
lived in the model, as that of an observation does (`predicting`). Members of a family live together, so that many
persons in few families tell no more than those families do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from businesscase.analysis.levers.blocks import Block
from businesscase.analysis.levers.line import Line
from businesscase.core.door import check_kind, check_name, check_whole
from businesscase.core.errors import UsageError
from businesscase.core.vocabulary import Discrepancy, not_modelled
from businesscase.core.words import Words
from businesscase.measures.asked import Asked
from businesscase.measures.observing import AS_DECLARED, Prediction
from businesscase.predicting import Seen, block_predictions, realised, variance
from businesscase.scenario.declare.observations import DIMENSION, Observation
from businesscase.scenario.load.scenario import Scenario

Floats = NDArray[np.float64]
SAVING, SUCCESS = "saving", "success"
_CANONICAL = {"money": "DKK", "share": "share", "number": "number", "duration": "years"}


@dataclass(frozen=True)
class Cost:
    """A cost that whoever asks assumes: low (5th percentile), value, high (95th), DKK."""

    low: float
    value: float
    high: float


@dataclass(frozen=True)
class Study:
    """What is to be studied.

    Attributes:
        outcome: what is measured: `SAVING` (all that the claim's payers save per family before the programme's cost,
            what is not modelled too where the claim counts it), `SUCCESS`, "clock.state" (the share of those the
            clock counts) or the name of an observation.
        comparison: families that are compared with for each that is served; 0: none are.
        families: in all arms; None: to be found.
        follow_up: years; None: to be found.
        fixed, per_family: what it costs; None: not told.
    """

    outcome: str = SAVING
    comparison: float = 1.0
    families: int | None = None
    follow_up: int | None = None
    fixed: Cost | None = None
    per_family: Cost | None = None

    def served(self, families: float) -> float:
        """How many of its families are served."""
        return families / (1.0 + self.comparison)

    @property
    def arms(self) -> int:
        """Groups of families."""
        return 2 if self.comparison > 0.0 else 1


def check_study(study: Study, scenario: Scenario, longest: int) -> None:
    """See that a study can be made.

    Args:
        study: as asked.
        scenario: that has its outcome.
        longest: follow-up after which the decision still stands.

    Raises:
        UsageError: if it has no families in an arm, an outcome that the scenario does not have, a follow-up beyond the
            decision, or a cost that is no interval.
    """
    check_name("outcome", study.outcome, outcomes(scenario))
    check_kind("comparison", study.comparison, (int, float), Words("voi.ratio"))
    if not 0.0 <= study.comparison < float("inf"):
        raise UsageError(Words("voi.comparison", found=f"{study.comparison:g}"))
    if study.families is not None:
        check_kind("study_families", study.families, int, Words("whole_number", least=study.arms))
        smallest = min(study.served(study.families), study.families - study.served(study.families) or np.inf)
        if smallest < 1.0:
            raise UsageError(Words("voi.no_families", found=study.families, arms=study.arms))
    if study.follow_up is not None:
        check_whole("follow_up", study.follow_up, least=1, most=longest)
    for name, cost in (("fixed_cost", study.fixed), ("family_cost", study.per_family)):
        if cost is not None and not 0.0 <= cost.low <= cost.value <= cost.high < float("inf"):
            raise UsageError(Words("voi.cost", name=name, found=f"{cost.low:g} {cost.value:g} {cost.high:g}"))


def outcomes(scenario: Scenario) -> list[str]:
    """Names of what a study of the scenario can measure."""
    states = [f"{clock}.{state}" for clock, own in scenario.clocks.items() for state in own.states]
    return [SAVING, *([SUCCESS] if scenario.programme.success else []), *scenario.observations, *states]


@dataclass(frozen=True)
class Measurement:
    """What a study of some years measures in every draw, and how far one family's worth of it scatters.

    Attributes:
        quantity: in every draw, shape (draw,).
        served, compared: variance of a mean over families, times the families, of each arm.
    """

    quantity: Floats
    served: float
    compared: float

    def error(self, study: Study, families: float) -> float:
        """Standard error of the study with so many families in all."""
        own = study.served(families)
        if study.comparison == 0.0:
            return sqrt(self.served / own)
        return sqrt(self.served / own + self.compared / (families - own))


class Measuring:
    """Takes draws block after block, and gives what the study measures after each number of years from the start.

    Args:
        scenario: what is declared.
        asked: the claim, whose payers' saving is measured.
        study: what is measured.
        years: of follow-up.
    """

    def __init__(self, scenario: Scenario, asked: Asked, study: Study, years: Sequence[int]) -> None:
        planned = {str(year): _observation(scenario, asked, study, year) for year in years}
        self._scenario = scenario.model_copy(update={"observations": planned})
        self._study, self._years = study, years
        self._blocks: list[dict[tuple[str, str], Prediction]] = []

    def take(self, block: Block) -> None:
        """The next block."""
        seen = Seen(block.occupancy, block.ledger, block.exposure)
        self._blocks.append(block_predictions(self._scenario, block.model, seen))

    def measured(self, line: Line) -> dict[int, Measurement]:
        """By years of follow-up, of all blocks.

        Raises:
            UsageError: if no two cohorts differ in it, so that nothing is known of its error.
        """
        lived = realised(self._scenario, line.base.model, workers=line.setting.workers)
        families = float(len(line.base.model.families))
        found = {}
        for year in self._years:
            key = (str(year), AS_DECLARED)
            quantity = np.concatenate([block[key].value.mean(axis=1) for block in self._blocks])
            served, compared = (families * variance(arm) for arm in _arms(lived[key]))
            found[year] = Measurement(quantity, served, compared)
            if np.ptp(quantity) > 0.0 and found[year].error(self._study, 2.0) == 0.0:
                raise UsageError(Words("voi.no_spread", outcome=self._study.outcome))
        return found


def _arms(lived: Prediction) -> tuple[Floats, Floats]:
    return lived.programme, lived.counterfactual


def _observation(scenario: Scenario, asked: Asked, study: Study, years: int) -> Observation:
    """The outcome as an observation: what it counts, until when, in which arms."""
    two = study.comparison > 0.0
    until = _after(scenario.time.start, years)
    one = {"value": 1, "unit": "families", "source": "a study that is planned", "grade": "A"}
    common = {
        "label": {"en": study.outcome, "da": study.outcome}, "role": "compare", "until": until,
        "design": "controlled" if two else "level", "families": {"programme": one, "comparison": one},
    }  # fmt: skip
    declared = scenario.observations.get(study.outcome)
    if declared is not None:
        arm = "difference" if two else "programme"
        measure = "money" if not two and declared.measure == "saving" else declared.measure
        what = {measure: getattr(declared, declared.measure).model_dump()}
        if measure == "money" and two:
            what = {"saving": what["money"]}
        measure = next(iter(what))
    elif study.outcome == SAVING:
        measure, arm = ("saving", "difference") if two else ("money", "programme")
        counted = asked.claim.not_modelled is Discrepancy.COUNTED  # accounts show it, though no clock counts it
        left_out = [] if counted else [not_modelled(name) for name in scenario.not_modelled]
        what = {measure: {"perspective": asked.claim.perspective, "leave_out": left_out}}
    else:
        measure, arm = "share", "difference" if two else "programme"
        what = {"share": _states(scenario, study.outcome)}
    unit = _CANONICAL[DIMENSION[measure]]
    value: dict[str, object] = {"value": 0.0, "unit": unit, "source": "a study that is planned", "grade": "C"}
    if unit == "DKK":
        value["price_year"] = scenario.time.price_year
    return Observation.model_validate({**common, **what, "arm": arm, "value": value})


def _states(scenario: Scenario, outcome: str) -> dict[str, object]:
    success = scenario.programme.success
    if outcome == SUCCESS and success is not None:
        return {"clock": success.clock, "states": list(success.states)}
    clock = next(name for name in scenario.clocks if outcome.startswith(f"{name}."))
    return {"clock": clock, "states": [outcome.removeprefix(f"{clock}.")]}


def _after(start: date, years: int) -> date:
    try:
        return start.replace(year=start.year + years)
    except ValueError:  # the 29th of February
        return start.replace(year=start.year + years, day=28)
