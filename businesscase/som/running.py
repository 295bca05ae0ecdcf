"""`run_som`: from a SØM scenario to its table and to what SØM lacks. From the ledger on all is shared with `run`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from businesscase.core.door import check_kind, check_settings
from businesscase.engines.sizing import check_table
from businesscase.ledger.ledger import Ledger
from businesscase.model.inputs.inputs import declared_inputs, draw_inputs
from businesscase.som.declaration import SomScenario
from businesscase.som.ledger import som_ledger
from businesscase.som.measures import SomResult, measure_som
from businesscase.som.reading import load_som

DRAWS = 1000


def run_som(source: str | Path | Mapping[str, Any] | SomScenario, *, draws: int = DRAWS, seed: int = 1) -> SomResult:
    """The state's model on a small scenario, with payback, uncertainty and phase-in.

    Args:
        source: a SØM file, its content as a mapping, or a `SomScenario`.
        draws: draws of the uncertain inputs.
        seed: seed of all random numbers.

    Raises:
        ScenarioError: if the scenario is invalid.
        UsageError: if an argument is not what is asked for.
    """
    check_settings({"draws": draws, "seed": seed})
    check_table(draws)
    check_kind("source", source, (str, Path, Mapping, SomScenario), "a SØM file, its content as a mapping, or itself")
    scenario = load_som(source)
    drawn, declared = draw_inputs(scenario, draws=draws, seed=seed), declared_inputs(scenario, seed=seed)

    def ledgers(*, timed: bool) -> tuple[Ledger, Ledger]:
        return som_ledger(scenario, drawn, timed=timed), som_ledger(scenario, declared, timed=timed)

    return measure_som(
        scenario,
        as_som=ledgers(timed=False),
        timed=ledgers(timed=True) if scenario.is_timed else None,
        inputs={key: drawn[key] for key in drawn.uncertain},
        seed=seed,
    )
