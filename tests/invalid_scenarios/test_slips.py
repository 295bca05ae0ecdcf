"""The ten commonest slips, each at twenty random places of both real scenarios: is the line reported the right one?

Of each kind in at least 95 %, which is more than of all together.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from businesscase.core.errors import ScenarioError
from businesscase.scenario.load.resolve import _resolve
from businesscase.scenario.read.reading import read_yaml
from tests.slips import MAKERS, Spoilt

FOLDER = Path(__file__).parents[2] / "scenarios"
FILES = ("opgang_til_opgang", "familien_paa_vej")
PLACES = 20
RIGHT = 0.95


@dataclass(frozen=True)
class Outcome:
    """What became of a slip: whether the first fault stands on its line; None where it does not count."""

    right: bool | None
    told: str


def outcome(name: str, spoilt: Spoilt, tmp_path: Path) -> Outcome:
    file = tmp_path / f"{name}.yaml"
    file.write_bytes(spoilt.content)
    try:  # as `load_scenario`, but what was read is seen here too
        source = read_yaml(file)
        if source.data == original(name):
            return Outcome(None, "no fault: it says what the original says, which is valid")
        _resolve(source)
    except ScenarioError as error:
        first = error.faults[0]
        return Outcome(first.file == str(file) and first.line in spoilt.lines, str(first))
    return Outcome(None if meant(source.data) == meant(original(name)) else False, "no fault")


@cache
def original(name: str) -> Any:
    return read_yaml(FOLDER / f"{name}.yaml").data


def meant(data: Any) -> Any:
    """What a document says, but for spaces of all kinds in its texts."""
    if isinstance(data, dict):
        return {key: meant(value) for key, value in data.items()}
    if isinstance(data, list):
        return [meant(value) for value in data]
    return " ".join(data.split()) if isinstance(data, str) else data


def outcomes(kind: str, name: str, tmp_path: Path, seed: int = 0) -> list[tuple[Spoilt, Outcome]]:
    """Twenty places that count, or as many as are found in two hundred."""
    text = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    pick, found = random.Random(f"{kind} {name} {seed}"), []
    for _ in range(200):
        spoilt = MAKERS[kind](text, pick)
        came = outcome(name, spoilt, tmp_path)
        if came.right is not None:
            found.append((spoilt, came))
        if len(found) == PLACES:
            break
    return found


@pytest.mark.slow
@pytest.mark.parametrize("kind", MAKERS)
def test_the_line_of_a_slip_is_right(kind: str, tmp_path: Path) -> None:
    found = [(name, *each) for name in FILES for each in outcomes(kind, name, tmp_path)]
    assert len(found) == PLACES * len(FILES)
    misses = [f"{name}, {spoilt.how}\n  -> {came.told}" for name, spoilt, came in found if not came.right]
    assert len(found) - len(misses) >= RIGHT * len(found), "\n".join(misses)
