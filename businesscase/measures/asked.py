"""What is asked of a case: a claim, of its own payers or of one department, on the central curve or over draws."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from businesscase.core.payers import Payer
from businesscase.core.vocabulary import ClockStart, Crossing, Discrepancy, Savings, is_not_modelled
from businesscase.ledger.ledger import Ledger
from businesscase.measures.answers import Answer, Owner, answers_of, question_of
from businesscase.measures.drawn import Drawn
from businesscase.measures.payback import first, sustained, value_at
from businesscase.measures.reducible import cut_of, reducible_ledger
from businesscase.measures.sample import owned
from businesscase.measures.saving import first_outlay
from businesscase.measures.views import View, view_of
from businesscase.scenario.declare.finance import Claim
from businesscase.scenario.load.scenario import Scenario

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Asked:
    """A claim, and the department it is asked of instead of the claim's own payers."""

    name: str
    claim: Claim
    department: str | None = None

    @property
    def owner(self) -> Owner | None:
        """Whose purse it is where that is a department's."""
        return None if self.department is None else Owner((Payer.MUNICIPALITY,), self.department)

    @property
    def enrols(self) -> bool:
        """Whether its years count from enrolment."""
        return self.claim.clock_start is ClockStart.ENROLMENT


def view(
    scenario: Scenario, asked: Asked, ledger: Ledger, inputs: Mapping[str, Floats], *, outlay: float | None = None
) -> View:
    """A claim's view of a central ledger, as `run` has it.

    Args:
        scenario: discounts, and says what a budget can be cut by.
        asked: the claim.
        ledger: one draw and one half.
        inputs: the numbers it was valued with, key -> shape (1,).
        outlay: years to the first outlay, where that is not to be read off this ledger.
    """
    claim = asked.claim
    outlay = first_outlay(ledger, claim.costs) if outlay is None else outlay
    if claim.savings is Savings.BUDGET_REDUCIBLE:
        ledger = reducible_ledger(scenario, ledger, inputs)
    if claim.not_modelled is Discrepancy.LEFT_OUT:
        ledger = ledger.only(lambda line: not is_not_modelled(line.category))
    if asked.owner is not None:
        ledger = owned(ledger, asked.owner)
    return view_of(scenario, claim, ledger, outlay=outlay)


@dataclass(frozen=True)
class CostApart:
    """What a claim has to recoup, apart from what is saved; K is linear in how much of it there is.

    Attributes:
        cost: over the horizon, DKK, undiscounted.
        base: the claim's view as declared.
        without: its view without any of that cost.
    """

    cost: float
    base: View
    without: View

    def at(self, factor: float) -> View:
        """The view with so many times the cost."""
        return replace(self.base, curve=self.without.curve + factor * (self.base.curve - self.without.curve))


def cost_apart(scenario: Scenario, asked: Asked, ledger: Ledger, inputs: Mapping[str, Floats]) -> CostApart | None:
    """The cost of a claim on a central ledger apart from its savings; None where it has none.

    Args:
        scenario, asked, ledger, inputs: as of `view`.
    """
    outlay = first_outlay(ledger, asked.claim.costs)
    saved = ledger.only(lambda item: item.category not in asked.claim.costs.categories)
    base = view(scenario, asked, ledger, inputs, outlay=outlay)
    without = replace(view(scenario, asked, saved, inputs, outlay=outlay), start=base.start)
    plain = replace(asked, claim=asked.claim.model_copy(update={"discounted": False}))
    ends = [view(scenario, plain, each, inputs, outlay=outlay).curve[0, 0, -1] for each in (saved, ledger)]
    cost = float(ends[0] - ends[1])
    return CostApart(cost, base, without) if cost > 0.0 else None


def margin(asked: Asked, seen: View) -> float:
    """DKK by which a claim holds: 0 where it turns, negative where it fails.

    A claim of sustained payback holds while K is never negative from its date to the horizon; of first payback, once
    K has reached zero again by its date, or was never negative.
    """
    curve, edges, date = seen.curve[0, 0], seen.edges, seen.start + asked.claim.within_years
    at_date = float(value_at(curve, edges, date))
    if asked.claim.crossing is Crossing.SUSTAINED:
        return min([at_date, *map(float, curve[edges > date])])
    before = np.append(curve[edges < date], at_date)
    below = np.flatnonzero(before < 0.0)
    return float(before.min()) if len(below) == 0 else float(before[below[0] :].max())


def payback(asked: Asked, seen: View) -> float:
    """Years until the cost is recouped on the central curve; infinite where it is not within the horizon."""
    measure = sustained if asked.claim.crossing is Crossing.SUSTAINED else first
    return float(measure(seen.curve[0, 0], seen.edges, start=seen.start))


def within_horizon(years: float) -> float | None:
    """A payback as a result tells it: None where it is not within the horizon."""
    return years if np.isfinite(years) else None


def at_date(asked: Asked, seen: View) -> float:
    """K at the claim's date, DKK."""
    return float(value_at(seen.curve[0, 0], seen.edges, seen.start + asked.claim.within_years))


def answered(scenario: Scenario, asked: Asked, money: Drawn, inputs: Mapping[str, Floats]) -> Answer:
    """What the draws answer to the claim, as `run` asks them.

    Args:
        scenario: discounts, and says what a budget can be cut by.
        asked: the claim.
        money: of all draws.
        inputs: drawn numbers, key -> shape (draw,).
    """
    question = question_of(asked.claim, asked.owner)
    cut = None
    if asked.claim.savings is Savings.BUDGET_REDUCIBLE:
        cut = cut_of(scenario, money.lines, money.saved, money.edges)
    return answers_of(scenario, asked.claim, money, [question], cut=cut, inputs=inputs).questions[question]
