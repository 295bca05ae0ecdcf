"""What `voi` answers."""

from __future__ import annotations

from dataclasses import dataclass

from businesscase.analysis.voi.designs import Point, Population
from businesscase.analysis.voi.gains import Estimate
from businesscase.analysis.voi.sampling import Method
from businesscase.analysis.voi.studies import Study
from businesscase.core.payers import Perspective
from businesscase.measures.asked import Asked
from businesscase.scenario.load.scenario import Scenario


@dataclass(frozen=True)
class Decision:
    """Roll out or not, as one perspective would decide today.

    Attributes:
        perspective: who decides.
        expected: net saving per family at the claim's date, DKK, with its standard error.
        chance: share of draws in which that is a saving, free of noise inside the draws.
        perfect: EVPI, DKK per family that is decided about.
    """

    perspective: Perspective
    expected: Estimate
    chance: float
    perfect: Estimate

    @property
    def rolls_out(self) -> bool:
        """Whether a saving is expected."""
        return self.expected.value > 0.0


@dataclass(frozen=True)
class Known:
    """What it is worth to know a group of inputs exactly (EVPPI), DKK per family that is decided about.

    Attributes:
        name: the topic or the key by which it was asked for; "" of a group as it is.
        keys: of the group; correlated inputs stay together.
        worth: with its standard error.
        grade: weakest of its numbers.
    """

    name: str
    keys: tuple[str, ...]
    worth: Estimate
    grade: str


@dataclass(frozen=True)
class Sampling:
    """Studies that could be made.

    Attributes:
        study: what was asked: arms, outcome, costs.
        points: every study that was looked at.
        best: of them, the one with the largest expected net benefit.
        chosen: the best of those with the families and follow-up that were declared; where none pays the most telling.
        methods: what the chosen study is worth per family that is decided about, by each method.
        agree: whether any two of them do within two standard errors of their difference.
        outcome: what it is worth to know its outcome exactly, per family.
    """

    study: Study
    points: tuple[Point, ...]
    best: Point
    chosen: Point
    methods: dict[Method, Estimate]
    agree: bool
    outcome: Estimate

    @property
    def costs_told(self) -> bool:
        """Whether what a study costs was declared."""
        return self.study.fixed is not None or self.study.per_family is not None

    @property
    def pays(self) -> bool:
        """Whether any study is worth more than it costs."""
        return self.best.net > 0.0


@dataclass(frozen=True)
class Voi:
    """Everything that `voi` found.

    Attributes:
        scenario: as declared (with the variant's values).
        asked: the claim, whose cost, savings and date the decision has.
        draws, seed: of the run.
        population: whom the decision is about.
        years: for which the decision stands.
        probability: of the claim.
        noise: share of the variance that was sampling noise inside the draws, and was taken out.
        decisions: of every perspective, the claim's own first.
        groups: what knowing each is worth, the most worth first.
        sampling: the studies.
    """

    scenario: Scenario
    asked: Asked
    draws: int
    seed: int
    population: Population
    years: int
    probability: float
    noise: float
    decisions: tuple[Decision, ...]
    groups: tuple[Known, ...]
    sampling: Sampling

    @property
    def decision(self) -> Decision:
        """Of the claim's own payers."""
        return self.decisions[0]

    @property
    def disagrees(self) -> bool:
        """Whether the decision is not the claim's: to roll out what is not sure enough, or the reverse."""
        return self.decision.rolls_out is not (self.probability >= self.asked.claim.confidence)

    def of_all(self, each: float) -> float:
        """Of all families that are decided about, discounted."""
        return each * self.population.after(0)
