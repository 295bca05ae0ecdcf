"""Jammerbugt with goals on clocks of their own, instead of its levels."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from businesscase.scenario.load.resolve import as_scenario
from businesscase.scenario.load.scenario import Scenario
from businesscase.scenario.read.reading import read_yaml
from tests.tiny import fixed

FILE = Path(__file__).parents[1] / "scenarios" / "familien_paa_vej.yaml"
JOINT = "the goal as written, met in full"  # its variant with one goal of whole families
_MET = {
    "measure": "share",
    "until": date(2021, 12, 31),
    "profile": "while_served_and_after",
    "met": fixed(1.0, "share"),
}
WORK = {
    "clock": "public_benefit", "states": ["job"], "transitions": ["kontanthjaelp -> job"],
    "at_least": fixed(0.3, "share"), **_MET,
}  # fmt: skip
CASES = {
    "clock": "social_measure", "states": ["supportive"], "transitions": ["supportive -> none"],
    "times": fixed(0.8, "ratio"), **_MET,
}  # fmt: skip


def jammerbugt(goals: dict[str, Any]) -> Scenario:
    """The scenario with these goals, and no level."""
    content = read_yaml(FILE).data
    return as_scenario(content | {"variants": {"counted": content["variants"][JOINT] | {"goals": goals}}}).variant(
        "counted"
    )
