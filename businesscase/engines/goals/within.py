"""Whether a goal is within reach: it can be reached in the draws, and on average it is not met without the effort."""

from __future__ import annotations

from dataclasses import replace

from businesscase.core.errors import NumericalError
from businesscase.engines.choosing import better_sampled
from businesscase.engines.expected.settings import Settings
from businesscase.engines.goals.reach import MOST_BEYOND
from businesscase.engines.goals.solving import is_expected, with_goals
from businesscase.model.compile import compile_model
from businesscase.model.reach import Reach
from businesscase.scenario.load.scenario import Scenario


def reach_of_goal(scenario: Scenario, name: str, *, draws: int = 100) -> Reach:
    """Of a goal by its name, solved for roughly."""
    model = compile_model(scenario, draws=draws)
    rough = replace(Settings(), sampled=better_sampled(model))
    settings = rough if is_expected(scenario, model, rough) else None
    try:
        without, wanted, _, _, beyond, _ = with_goals(
            scenario, model, settings=settings, unmet=True
        ).solved.goals[f"goals.{name}"]  # fmt: skip
    except NumericalError:
        return Reach(possible=False)
    return Reach(bool(beyond.mean() <= MOST_BEYOND), float(wanted.mean()), float(without.mean()))
