"""What the catalogue calls its states, prices, categories and rules has no name in code: a scenario can add its own."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

PACKAGE = Path(__file__).parents[2] / "businesscase"
SECTIONS = ("prices", "financing", "levies", "contributions", "yearly_refusion", "categories", "account_of")
# Categories of the library's own that a scenario may put on accounts, and fields that are called as a rule is.
OWN = {
    "central_refusion", "displaced_casework", "equalisation", "grant", "on_payroll", "programme_cost", "staircase",
    "steady_state_cost", "tax", "wage",
}  # fmt: skip
# States whose names are words of English, in keys of texts and words of options too.
WORDS = {"absent", "deciding", "none", "ordinary", "other", "without"}
TOLD = {"satsregulering"}  # in the description of a field, which names the index for readers
STARTER = {"job", "placed", "supportive"}  # of `init --guide`, which fills in the starter: keys of that file


def _names() -> set[str]:
    found: set[str] = set()
    for file in (PACKAGE / "catalogue").rglob("*.yaml"):
        content: dict[str, Any] = YAML(typ="safe").load(file.read_text(encoding="utf-8")) or {}
        found |= {str(name) for section in SECTIONS for name in content.get(section) or {}}
        found |= {state for clock in (content.get("clocks") or {}).values() for state in clock.get("states") or {}}
    return found


def _written(file: Path) -> Iterator[str]:
    """Words inside texts of a module, but for docstrings."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    told = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield from re.findall(r"\w+", node.value)


NAMES = _names()


def test_the_catalogue_has_names() -> None:
    assert len(NAMES) > 150
    assert {"kontanthjaelp", "ledighedsydelse", "placed"} <= NAMES


ROOMS = sorted(path for path in PACKAGE.iterdir() if path.is_dir() and path.name != "__pycache__")


@pytest.mark.parametrize("room", ROOMS, ids=lambda path: path.name)
def test_no_name_of_the_catalogue_is_written_in_code(room: Path) -> None:
    known = OWN | WORDS | TOLD | (STARTER if room.name == "scenario" else set())
    found = {
        f"{file.relative_to(PACKAGE)}: {word}"
        for file in room.rglob("*.py")
        if not file.name.endswith("_texts.py")
        for word in _written(file)
        if word in NAMES - known
    }
    assert not found
