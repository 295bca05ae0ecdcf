"""A scenario file that tests read and none writes, loaded once: checking the variants of a real one takes seconds."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from businesscase.scenario.load.resolve import load_scenario
from businesscase.scenario.load.scenario import Scenario

ROOT = Path(__file__).parents[1]


def loaded(path: Path | str) -> Scenario:
    """The scenario of a file of this checkout; a path that is not absolute is from its root. Scenarios are frozen."""
    return _loaded((ROOT / path).resolve())


@cache
def _loaded(path: Path) -> Scenario:
    return load_scenario(path)
