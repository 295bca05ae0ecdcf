"""What a result says of the team: who serves the families, and whose cost is whose."""

from __future__ import annotations

from businesscase.delivery.routine import is_simulated
from businesscase.measures.result import Result
from businesscase.report.texts.texts import Texts


def served_by_team(result: Result, texts: Texts) -> str | None:
    """That a team serves, which costs are its own, and that effects hang on it; None where nothing is."""
    said = [_costs(result, texts)]
    team, by = result.scenario.team, result.scenario.programme.served.by
    if team is not None and by == "team" and any(loss is not None for _, loss in team.weaker_effect):
        said.append(texts("team.served.weaker"))
    return " ".join(filter(None, said)) or None


def _costs(result: Result, texts: Texts) -> str | None:
    programme = result.scenario.programme
    steady, served = programme.steady_state, programme.served.by == "team"
    if steady is not None and steady.per_family is not None and is_simulated(result.scenario):
        each = steady.per_family
        mean, low, high = (
            texts.number(each.value if number is None else number, 0) for number in (each.value, each.low, each.high)
        )
        cost = texts("team.spread", mean=mean, low=low, high=high)
        return texts("team.served.routine" if served else "team.scheduled.routine", cost=cost)
    return texts("team.served") if served else None
