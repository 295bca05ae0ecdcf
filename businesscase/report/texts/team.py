"""What a result says of the team: who serves the families, and whose cost is whose."""

from __future__ import annotations

from businesscase.delivery.routine import is_simulated
from businesscase.measures.result import Result
from businesscase.report.texts.texts import Texts


def served_by_team(result: Result, texts: Texts) -> str | None:
    """That a team serves, and which costs are its own; None where neither is."""
    programme = result.scenario.programme
    steady, served = programme.steady_state, programme.served.by == "team"
    if steady is not None and steady.per_family is not None and is_simulated(result.scenario):
        each = steady.per_family
        mean, low, high = (texts.number(number, 0) for number in (each.value, each.low, each.high))
        cost = texts("team.spread", mean=mean, low=low, high=high)
        return texts("team.served.routine" if served else "team.scheduled.routine", cost=cost)
    return texts("team.served") if served else None
