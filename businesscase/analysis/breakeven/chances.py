"""How probable a claim is with an input, or its cost, at another value: the held draws, valued or simulated again."""

from __future__ import annotations

from dataclasses import replace

from businesscase.analysis.levers.cases import drawn
from businesscase.analysis.levers.line import Line, answer_at
from businesscase.ledger.ledger import Ledger
from businesscase.measures.answers import Answer
from businesscase.measures.asked import Asked, answered
from businesscase.measures.claims import probability_within
from businesscase.model.levers import Lever


def chance(line: Line, asked: Asked) -> float:
    """Of the claim as declared."""
    return _of(line, asked, answered(line.scenario, asked, drawn(line.base.blocks), line.drawn))


def chance_at(line: Line, asked: Asked, lever: Lever, at: float, *, touches: bool) -> float:
    """With an input held at a place; one that `touches` quantities is simulated there.

    Raises:
        NumericalError, ScenarioError: if the model cannot be there.
    """
    return _of(line, asked, answer_at(line, asked, lever, at, touches=touches))


def chance_at_cost(line: Line, asked: Asked, factor: float) -> float:
    """With so many times the cost that the claim has to recoup in every draw."""
    blocks = tuple(replace(block, ledger=_times(block.ledger, asked, factor)) for block in line.base.blocks)
    return _of(line, asked, answered(line.scenario, asked, drawn(blocks), line.drawn))


def _times(ledger: Ledger, asked: Asked, factor: float) -> Ledger:
    rows = [row for row, line in enumerate(ledger.lines) if line.category in asked.claim.costs.categories]
    amounts = ledger.amounts.copy()
    amounts[:, :, :, rows] *= factor
    return replace(ledger, amounts=amounts)


def _of(line: Line, asked: Asked, answer: Answer) -> float:
    return probability_within(answer.paybacks, asked.claim.within_years, seed=line.setting.seed).value
