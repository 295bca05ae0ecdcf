"""What depends on the file alone is refused where it is read: no floor above may hold it back until `run`."""

from __future__ import annotations

import re
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "businesscase"
BELOW = ("delivery", "engines", "laws", "ledger", "measures", "model", "rules")  # what a run goes through
ALONE = ("pipeline.py", "simulating.py", "predicting.py")

# Refusals of a run that depend on what is drawn, or on the engine or the number of draws that are asked for: no file
# alone decides them. Each module with the number of its `raise NumericalError`.
DRAWN = {
    "engines/choosing.py": 1,  # the engine that is asked for cannot represent the scenario; auto takes another
    "engines/common/soundness.py": 2,  # numbers of a draw that hazards cannot be made of; members lost
    "engines/discrete_event/processes.py": 3,
    "engines/expected/approximations.py": 2,  # of an engine that is asked for
    "engines/expected/block.py": 2,
    "engines/expected/refusals.py": 1,
    "engines/goals/reach.py": 1,  # a goal beyond what can happen with what is drawn
    "engines/montecarlo/engine.py": 2,
    "measures/drawn.py": 1,
    "measures/summary.py": 1,
    "model/calibration/calibration.py": 2,  # a report that contradicts drawn hazards; the other is found by check first
    "model/calibration/fitting.py": 3,
    "model/inputs/shares.py": 1,  # shares above one in a draw
    "model/tariffs/yearly.py": 1,  # limits that cross in a draw
}


def modules() -> list[Path]:
    found = [file for floor in BELOW for file in (PACKAGE / floor).rglob("*.py")]
    return [*found, *(PACKAGE / name for name in ALONE)]


def raised(kind: str) -> dict[str, int]:
    texts = {str(file.relative_to(PACKAGE)): file.read_text(encoding="utf-8") for file in modules()}
    counts = {name: len(re.findall(rf"raise {kind}\b", text)) for name, text in texts.items()}
    return {name: count for name, count in counts.items() if count}


def test_no_floor_above_the_scenario_finds_a_fault_of_the_file() -> None:
    """tests/invalid_scenarios/test_faults_in_use.py holds the files that such floors used to refuse."""
    assert raised("ScenarioError") == {}


def test_every_other_refusal_is_known_to_depend_on_more_than_the_file() -> None:
    assert raised("NumericalError") == DRAWN, "a new refusal: can `check` find it? If not, say here why"
