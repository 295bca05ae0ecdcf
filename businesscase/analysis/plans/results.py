"""What `plans` answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from businesscase.analysis.plans.traits import Question
from businesscase.analysis.voi.gains import Estimate
from businesscase.measures.asked import Asked
from businesscase.measures.claims import Probability
from businesscase.scenario.load.scenario import Scenario


class Kind(StrEnum):
    """What a plan is."""

    DECLARED = "declared"
    STOP = "stop"
    SERVE_FIRST = "serve_first"
    AGAINST = "against"


@dataclass(frozen=True)
class Row:
    """The claim under one plan; money in DKK, positive is what is paid as cost and what is saved as saving.

    Attributes:
        name: of the plan; "" of the programme as it is declared.
        kind: what it is.
        family_years: years for which all families together are served, mean over draws.
        cost: what the claim has to recoup by its date, central curve.
        saved: by then, before that cost.
        at_date: K by then: saved less cost.
        payback: years; None: not within the horizon.
        probability: of the claim, over draws.
        noise: share of the variance of K at the date that is noise inside the draws; None with one draw.
        change: K at the date less that of the programme as declared, mean over draws and its standard error.
        untouched: whether nothing is paid and nothing saved, so that a payback of 0 years means nothing.
    """

    name: str
    kind: Kind
    family_years: float
    cost: float
    saved: float
    at_date: float
    payback: float | None
    probability: Probability
    noise: float | None
    change: Estimate
    untouched: bool


@dataclass(frozen=True)
class Group:
    """Families that answer the questions of a rule alike.

    Attributes:
        answers: the questions, and what they answer; none where the rule asks nothing.
        families: how many they are, mean over draws.
        served: how many of them have a place.
        saved: per family, from its enrolment to the claim's years, before the programme's cost, DKK.
    """

    answers: tuple[tuple[Question, bool], ...]
    families: float
    served: float
    saved: Estimate


@dataclass(frozen=True)
class Places:
    """What is saved per family that is served, if there are places for a number of them; DKK.

    Attributes:
        families: how many.
        everyone: taken in any order.
        rule: taken as the rule says.
        best: taken by each family's own expected saving.
    """

    families: float
    everyone: float
    rule: float
    best: float


@dataclass(frozen=True)
class Chosen:
    """Who gets the places of a plan, and what that is worth; amounts as of `Places`.

    The rule and the order of the best families come from draws that none of these amounts is an average over.

    Attributes:
        plan: its name.
        families: places.
        groups: of the rule, those served first before the others.
        everyone, rule, best: per family that is served: in any order, by the rule, by own expected saving.
        gain: rule less everyone.
        regret: best less rule.
        choosing, judging: draws that chose, and draws that the amounts are averages over.
        curve: the same for other numbers of places.
    """

    plan: str
    families: int
    groups: tuple[Group, ...]
    everyone: Estimate
    rule: Estimate
    best: Estimate
    gain: Estimate
    regret: Estimate
    choosing: int
    judging: int
    curve: tuple[Places, ...]


@dataclass(frozen=True)
class Plans:
    """Everything that `plans` found.

    Attributes:
        scenario: as declared (with the variant's values).
        asked: the claim.
        draws, seed: of the run.
        families: that there are.
        rows: the programme as declared, then each plan.
        chosen: of each plan that serves some families first.
    """

    scenario: Scenario
    asked: Asked
    draws: int
    seed: int
    families: float
    rows: tuple[Row, ...]
    chosen: tuple[Chosen, ...]
