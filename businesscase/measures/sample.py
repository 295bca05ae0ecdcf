"""`Sample`: the money of one way of enrolling, over draws and on the central curve, with what the draws answer."""

from __future__ import annotations

from dataclasses import dataclass, replace

from businesscase.core.payers import Payer
from businesscase.core.vocabulary import ClockStart, Savings
from businesscase.ledger.ledger import Ledger, Line
from businesscase.measures.answers import Answers, Owner
from businesscase.measures.drawn import Drawn
from businesscase.scenario.declare.finance import Claim


@dataclass(frozen=True)
class Sample:
    """Families enrolled as declared, or all of them on the start date.

    Attributes:
        drawn: over draws.
        central: of the central curve, one draw and one half.
        reducible: of the central curve, what budgets can be cut by and every cost; None where nothing says so.
        answers: of the draws.
    """

    drawn: Drawn
    central: Ledger
    reducible: Ledger | None
    answers: Answers

    def start(self, claim: Claim) -> float:
        """Years from programme start from which those of a claim are counted."""
        return self.drawn.first_outlay(claim.costs) if claim.clock_start is ClockStart.FIRST_OUTLAY else 0.0

    def central_of(self, claim: Claim) -> Ledger:
        """The central ledger with the savings that a claim counts."""
        if claim.savings is not Savings.BUDGET_REDUCIBLE:
            return self.central
        assert self.reducible is not None
        return self.reducible


def owned(ledger: Ledger, owner: Owner) -> Ledger:
    """An owner's own lines, as those of a municipality that is nothing else, so that its view is like any other."""
    chosen = ledger.only(owner.owns)
    return replace(chosen, lines=tuple(Line(Payer.MUNICIPALITY, line.category) for line in chosen.lines))
