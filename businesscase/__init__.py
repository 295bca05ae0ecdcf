"""Does helping vulnerable families pay back: for whom, when, and how surely?

from businesscase import load_scenario, run
result = run("scenarios/opgang_til_opgang.yaml", draws=1000, seed=1)
result.claims
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from businesscase.core.version import VERSION as __version__  # noqa: F401

if TYPE_CHECKING:
    from businesscase.analysis.breakeven.breakeven import breakeven
    from businesscase.analysis.breakeven.results import BreakEven
    from businesscase.analysis.comparison import compare
    from businesscase.analysis.fit.fitting import fit
    from businesscase.analysis.plans.plans import plans
    from businesscase.analysis.plans.results import Plans
    from businesscase.analysis.sensitivity.results import Sensitivity
    from businesscase.analysis.sensitivity.sensitivity import sensitivity
    from businesscase.analysis.team.capacity import Capacity, capacity
    from businesscase.analysis.team.rollout import RolledOut, roll_out
    from businesscase.analysis.voi.results import Voi
    from businesscase.analysis.voi.voi import voi
    from businesscase.core.errors import BusinessCaseError, NumericalError, ScenarioError, UsageError
    from businesscase.core.payers import Payer, Perspective
    from businesscase.core.vocabulary import Verdict
    from businesscase.flows.measures import FlowsResult
    from businesscase.flows.running import payback
    from businesscase.measures.comparison import Comparison
    from businesscase.measures.result import Result
    from businesscase.output import export
    from businesscase.pipeline import run
    from businesscase.scenario.explain.explain import Explanation, explain
    from businesscase.scenario.load.edits import Edits
    from businesscase.scenario.load.resolve import load_scenario
    from businesscase.scenario.load.scenario import Scenario
    from businesscase.som.running import run_som
    from businesscase.workbook.reading import read_edits

__all__ = [
    "BreakEven",
    "BusinessCaseError",
    "Capacity",
    "Comparison",
    "Edits",
    "Explanation",
    "FlowsResult",
    "NumericalError",
    "Payer",
    "Perspective",
    "Plans",
    "Result",
    "RolledOut",
    "Scenario",
    "ScenarioError",
    "Sensitivity",
    "UsageError",
    "Verdict",
    "Voi",
    "breakeven",
    "capacity",
    "compare",
    "explain",
    "export",
    "fit",
    "load_scenario",
    "payback",
    "plans",
    "read_edits",
    "roll_out",
    "run",
    "run_som",
    "sensitivity",
    "voi",
]
_HOMES = {
    "BreakEven": "businesscase.analysis.breakeven.results",
    "Sensitivity": "businesscase.analysis.sensitivity.results",
    "breakeven": "businesscase.analysis.breakeven.breakeven",
    "Capacity": "businesscase.analysis.team.capacity",
    "capacity": "businesscase.analysis.team.capacity",
    "RolledOut": "businesscase.analysis.team.rollout",
    "roll_out": "businesscase.analysis.team.rollout",
    "Plans": "businesscase.analysis.plans.results",
    "plans": "businesscase.analysis.plans.plans",
    "sensitivity": "businesscase.analysis.sensitivity.sensitivity",
    "Voi": "businesscase.analysis.voi.results",
    "voi": "businesscase.analysis.voi.voi",
    "Comparison": "businesscase.measures.comparison",
    "Edits": "businesscase.scenario.load.edits",
    "Explanation": "businesscase.scenario.explain.explain",
    "FlowsResult": "businesscase.flows.measures",
    "payback": "businesscase.flows.running",
    "Payer": "businesscase.core.payers",
    "Perspective": "businesscase.core.payers",
    "Verdict": "businesscase.core.vocabulary",
    "read_edits": "businesscase.workbook.reading",
    "compare": "businesscase.analysis.comparison",
    "explain": "businesscase.scenario.explain.explain",
    "export": "businesscase.output",
    "fit": "businesscase.analysis.fit.fitting",
    "load_scenario": "businesscase.scenario.load.resolve",
    "Scenario": "businesscase.scenario.load.scenario",
    "run": "businesscase.pipeline",
    "run_som": "businesscase.som.running",
    "Result": "businesscase.measures.result",
}


def __getattr__(name: str) -> Any:
    """Load the public names when they are first used, so that `--help` answers at once."""
    if name not in __all__:
        raise AttributeError(f"module 'businesscase' has no attribute '{name}'")
    from importlib import import_module

    value = getattr(import_module(_HOMES.get(name, "businesscase.core.errors")), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names."""
    return [*__all__, "__version__"]
