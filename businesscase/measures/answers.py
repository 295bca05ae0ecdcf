"""What every draw answers: paybacks and values of all views at once, one pass over the blocks of `Drawn`.

A view is an owner of money, a cost definition, a kind of saving, discounted or not. Flows that several views share are
added up once a block, and curves of a block are small enough to stay in the processor's cache.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from businesscase.core.categories import is_saving
from businesscase.core.payers import Payer
from businesscase.core.vocabulary import ClockStart, Costs, Crossing, Discrepancy, Savings, is_not_modelled
from businesscase.ledger.ledger import Ledger, Line
from businesscase.measures.claims import DrawnPaybacks
from businesscase.measures.drawn import Block, Drawn, in_larger
from businesscase.measures.payback import cumulative, first, peak_need, sustained, value_at
from businesscase.measures.reducible import Cut
from businesscase.measures.views import Dated, discount_factors
from businesscase.scenario.declare.finance import Claim

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Owner:
    """Whose money: some payers together, or one department of one of them."""

    payers: tuple[Payer, ...]
    department: str | None = None

    def owns(self, line: Line) -> bool:
        """Whether a line is the owner's."""
        return line.payer in self.payers and self.department in (None, line.department)


@dataclass(frozen=True)
class Question:
    """What is asked of every draw: when this view has paid back, and what it has saved `within` years.

    `modelled_only`: without what is not modelled and was declared.
    """

    owner: Owner
    costs: Costs
    savings: Savings
    discounted: bool
    crossing: Crossing
    from_outlay: bool
    within: float
    modelled_only: bool


def question_of(claim: Claim, owner: Owner | None = None) -> Question:
    """What a claim asks, of its perspective unless of another owner."""
    return Question(
        owner or Owner(claim.perspective.payers), claim.costs, claim.savings, claim.discounted, claim.crossing,
        claim.clock_start is ClockStart.FIRST_OUTLAY, claim.within_years, claim.not_modelled is Discrepancy.LEFT_OUT,
    )  # fmt: skip


@dataclass
class Answer:
    """Of every draw: its paybacks, and K at the date, shape (draw, half).

    `priced`: anything that could be saved has a line of money; `touched`: any K is not zero.
    """

    paybacks: DrawnPaybacks
    at_date: Floats
    priced: bool
    touched: bool = False


@dataclass
class Party:
    """Of every draw: a party's headline money over the horizon.

    Attributes:
        saving, cost, turnover: discounted saving and cost, and undiscounted sums of amounts, shape (draw, half).
        need: deepest accumulated deficit of the mean of the halves, undiscounted, shape (draw,).
        curve: K, undiscounted, mean of the halves, shape (draw, period + 1); no period where nobody asks.
        pays, saves, gains: whether any draw has a cost, a saving, a saving above 0.
    """

    saving: Floats
    cost: Floats
    turnover: Floats
    need: Floats
    curve: Floats
    pays: bool = False
    saves: bool = False
    gains: bool = False


@dataclass(frozen=True)
class Answers:
    """What the draws answer.

    Attributes:
        questions: by what was asked.
        parties: by owner.
        cut: what budgets can be cut by, mean over draws, one draw and one half; None where nothing says so.
        success: persons in a success state beyond those without the programme, shape (draw, half, period).
    """

    questions: Mapping[Question, Answer]
    parties: Mapping[Owner, Party]
    cut: Ledger | None
    success: Floats

    def to(self, claim: Claim, owner: Owner | None = None) -> Answer:
        """The answer to a claim's question."""
        return self.questions[question_of(claim, owner)]


@dataclass
class _Flows:
    """Sums of lines of a block by half, shape (draw, period); the second is None where it is the first."""

    lines: tuple[Line, ...]
    block: Block
    cut: Cut | None
    inputs: Mapping[str, Floats]
    sums: dict[tuple[Owner, Costs | Savings, bool], tuple[Floats, Floats | None]] = field(default_factory=dict)
    cut_rows: list[tuple[Line, Floats, Floats | None]] | None = None

    def of(self, owner: Owner, kind: Costs | Savings, modelled_only: bool = False) -> tuple[Floats, Floats | None]:
        """Counterfactual minus programme: what is saved, or the cost with its sign turned."""
        key = (owner, kind, modelled_only)
        if key not in self.sums:
            cut = kind is Savings.BUDGET_REDUCIBLE and self.cut is not None
            self.sums[key] = self._reducible(owner, modelled_only) if cut else self._own(*key)
        return self.sums[key]

    def _own(self, owner: Owner, kind: Costs | Savings, modelled_only: bool) -> tuple[Floats, Floats | None]:
        rows = [
            row
            for row, line in enumerate(self.lines)
            if (
                _saves(owner, kind, modelled_only, line)
                if isinstance(kind, Savings)
                else owner.owns(line) and line.category in kind.categories
            )
        ]
        place = {int(row): at for at, row in enumerate(self.block.noisy)}
        first_half = np.zeros(self.block.change.shape[1:])
        for row in rows:
            first_half += self.block.change[row]
        if not any(row in place for row in rows):
            return first_half, None
        second = np.zeros_like(first_half)
        for row in rows:
            second += self.block.second[place[row]] if row in place else self.block.change[row]
        return first_half, second

    def reducible(self) -> list[tuple[Line, Floats, Floats | None]]:
        """What of each municipal line a budget can be cut by."""
        if self.cut_rows is None:
            assert self.cut is not None
            place = {int(row): at for at, row in enumerate(self.block.noisy)}
            self.cut_rows = []
            for row, line in self.cut.lines.items():
                factor = self.cut.factor(row, self.inputs)
                second = self.block.second[place[row]] * factor if row in place else None
                self.cut_rows.append((line, self.block.change[row] * factor, second))
        return self.cut_rows

    def _reducible(self, owner: Owner, modelled_only: bool) -> tuple[Floats, Floats | None]:
        found = [
            (one, two)
            for line, one, two in self.reducible()
            if owner.owns(line) and not (modelled_only and is_not_modelled(line.category))
        ]
        first_half, second = np.zeros(self.block.change.shape[1:]), np.zeros(self.block.change.shape[1:])
        for one, two in found:
            first_half += one
            second += one if two is None else two
        return first_half, second if any(two is not None for _, two in found) else None


def answers_of(
    scenario: Dated,
    headline: Claim,
    drawn: Drawn,
    questions: Collection[Question],
    *,
    parties: Collection[Owner] = (),
    fans: Collection[Owner] = (),
    cut: Cut | None = None,
    inputs: Mapping[str, Floats] | None = None,
) -> Answers:
    """Ask every draw.

    Args:
        scenario: for its discounting.
        headline: its cost and savings are those of the parties.
        drawn: the money.
        questions: what is asked; each is asked once.
        parties: of whom present values and the deepest deficit are asked.
        fans: of whom the whole curve is asked.
        cut: what budgets can be cut by; without it every saving before tax counts.
        inputs: drawn numbers of that, key -> shape (draw,).
    """
    draws, halves, periods = drawn.draws, drawn.halves, len(drawn.edges) - 1
    asked = {
        each: Answer(
            DrawnPaybacks(np.empty(draws), np.empty((draws, halves)), drawn.scrambles), np.empty((draws, halves)),
            any(_saves(each.owner, each.savings, each.modelled_only, line) for line in drawn.lines),
        )
        for each in questions
    }  # fmt: skip
    wide = {each: periods + 1 if each in fans else 0 for each in (*parties, *fans)}
    answered = {
        each: Party(
            np.empty((draws, halves)),
            np.empty((draws, halves)),
            np.empty((draws, halves)),
            np.empty(draws),
            np.empty((draws, width)),
        )
        for each, width in wide.items()
    }
    begins = {costs: drawn.first_outlay(costs) for costs in {each.costs for each in asked} | {headline.costs}}
    factors = {costs: discount_factors(scenario, drawn.edges, base=begin) for costs, begin in begins.items()}
    totals: list[Floats] = []
    success: list[Floats] = []
    for block in in_larger(drawn.blocks()):
        own = {key: values[block.draws] for key, values in (inputs or {}).items()}
        flows = _Flows(drawn.lines, block, cut, own)
        for question, answer in asked.items():
            start = begins[question.costs] if question.from_outlay else 0.0
            _ask(question, answer, flows, start, drawn.edges, factors[question.costs] if question.discounted else None)
        for owner, party in answered.items():
            _account(owner, party, flows, headline, factors[headline.costs])
        if cut is not None:
            total = [one + (one if two is None else two) for _, one, two in flows.reducible()]
            totals.append(np.array([each.sum(axis=0) for each in total]).reshape(len(total), periods))
        success.append(block.success)
    countable = None if cut is None else _ledger(cut, np.sum(totals, axis=0) / (2 * draws), drawn.edges)
    return Answers(asked, answered, countable, np.concatenate(success))


def _saves(owner: Owner, savings: Savings, modelled_only: bool, line: Line) -> bool:
    """Whether a line is one of an owner's savings."""
    left_out = modelled_only and is_not_modelled(line.category)
    return owner.owns(line) and not left_out and is_saving(line.category, savings)


def _ask(
    question: Question, answer: Answer, flows: _Flows, start: float, edges: Floats, factors: Floats | None
) -> None:
    """Fill in what the draws of a block answer."""
    gained = flows.of(question.owner, question.savings, question.modelled_only)
    cost = flows.of(question.owner, question.costs)
    halves = 1 if gained[1] is None and cost[1] is None else 2
    curves = np.empty((halves, *gained[0].shape[:1], gained[0].shape[1] + 1))
    for half in range(halves):
        flow = _half(gained, half) + _half(cost, half)
        curves[half] = cumulative(flow if factors is None else flow * factors)
    if halves == 2:
        curves = np.concatenate([curves, curves.mean(axis=0, keepdims=True)])
    measured = (sustained if question.crossing is Crossing.SUSTAINED else first)(curves, edges, start=start)
    at_date = value_at(curves, edges, start + question.within)
    part = flows.block.draws
    answer.paybacks.whole[part] = measured[-1]
    answer.paybacks.halves[part] = measured[:halves].T
    answer.at_date[part] = at_date[:halves].T
    answer.touched = answer.touched or bool(curves.any())


def _account(owner: Owner, party: Party, flows: _Flows, headline: Claim, factors: Floats) -> None:
    gained, cost = flows.of(owner, headline.savings), flows.of(owner, headline.costs)
    part = flows.block.draws
    for half in range(party.saving.shape[1]):
        saved, paid = _half(gained, half), -_half(cost, half)
        party.saving[part, half], party.cost[part, half] = saved @ factors, paid @ factors
        party.turnover[part, half] = np.abs(saved).sum(axis=1) + np.abs(paid).sum(axis=1)
        party.pays = party.pays or bool(paid.any())
        party.saves, party.gains = party.saves or bool(saved.any()), party.gains or bool((saved > 0.0).any())
    one, two = (_half(gained, half) + _half(cost, half) for half in (0, 1))
    curve = cumulative((one + two) / 2.0)
    party.need[part] = peak_need(curve)
    party.curve[part] = curve[:, : party.curve.shape[1]]


def _half(pair: tuple[Floats, Floats | None], half: int) -> Floats:
    one, two = pair
    return one if half == 0 or two is None else two


def _ledger(cut: Cut, saved: Floats, edges: Floats) -> Ledger:
    """What is saved as money not spent with the programme."""
    amounts = np.stack([-saved, np.zeros_like(saved)])[None, None]
    return Ledger(tuple(cut.lines.values()), amounts, edges)
