"""`--language da`: nothing that a command says, on the screen or beside it, is English but what the user wrote."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from typer.testing import CliRunner

from businesscase.cli.app import app

ROOT = Path(__file__).parents[2]
INVENTED = ROOT / "tests" / "invented_municipality.yaml"
PLANS = """
plans:
  early: {label: {en: Stop early, da: Stop tidligt}, stop: {after: 1 year}}
"""
QUICK = ("--draws", "4", "--replications", "2")
# Words that Danish does not have, and that no name in these scenarios holds.
ENGLISH = re.compile(
    r"\b(the|and|is|are|was|with|without|from|not|this|that|which|each|than|when|years|draws?|asked|engine|solving|"
    r"simulating|measuring|cannot|written|undiscounted|expected|found|unknown|there|nothing|something|by|shape|slope|"
    r"costs|grants|payback|clock|levels|rates|ratio|sampled|life|courses|claim|input|inputs|median|saving|savings)\b",
    re.IGNORECASE,
)
KEPT = re.compile(
    r"--?\w[\w-]*"  # options
    r"|\S*[/_]\S*|\b\w+\.\w+(?:\.\w+)*|\b\w+:"  # files, keys, keys of YAML
    r"|\((?:expected|mixed|montecarlo|seed)\)|\bmotor(?:en)? \w+|engine \w+:"  # the words that options take
)


@cache
def own_words() -> frozenset[str]:
    """Words of the scenarios: labels, names, sources and notes stand as their authors wrote them."""
    texts = [INVENTED, ROOT / "tests" / "invented_team.yaml", ROOT / "tests" / "invented_rollout.yaml"]
    lines = [line for file in texts for line in file.read_text(encoding="utf-8").splitlines()]
    quoted = re.findall(r"(?:title|en|source|assumption|note|label):\s*\"?([^\"{}]+)", "\n".join(lines))
    return frozenset(quoted)


def english(said: str) -> list[str]:
    """Lines with a word that is English."""
    found = []
    for line in said.splitlines():
        plain = KEPT.sub(" ", line)
        if ENGLISH.search(plain):
            found.append(line)
    return found


def scenario(tmp_path: Path, *parts: str) -> Path:
    file = tmp_path / "en_kommune.yaml"
    names = (ROOT / "tests" / f"invented_{part}.yaml" for part in ("municipality", *parts))
    text = "".join(each.read_text(encoding="utf-8") for each in names)
    file.write_text(text.replace("Neighbour to Neighbour, an invented municipality", "Nabo til nabo") + PLANS)
    return file


COMMANDS = (
    ("run", *QUICK, "--all"),
    ("run", *QUICK, "--engine", "montecarlo"),
    ("evidence", *QUICK),
    ("breakeven", *QUICK, "--input", "effects.attribution"),
    ("sensitivity", "--draws", "64"),
    ("plans", *QUICK),
    ("compare", *QUICK),
    ("check",),
)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command[:1] + command[-1:]))
def test_a_screen_is_danish(command: tuple[str, ...], tmp_path: Path) -> None:
    name, *asked = command
    done = CliRunner().invoke(app, [name, str(scenario(tmp_path)), *asked, "--language", "da"])
    assert done.exit_code == 0, done.output
    assert english(done.output) == []
