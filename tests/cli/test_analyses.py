"""`plans` as a command, and the JSON that it and the other analyses write: alone on stdout, whole in a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands import ROOT, businesscase

QUICK = ("--draws", "6", "--replications", "2", "--engine", "montecarlo")  # choosing an engine takes longest
PLANS = """
plans:
  early: {label: {en: Stop early, da: Stop tidligt}, stop: {after: 1 year}}
  few: {label: {en: Eight places, da: Otte pladser}, serve_first: {families: 8, by: [segment, children]}}
"""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    written = tmp_path_factory.mktemp("plans") / "with_plans.yaml"
    text = (ROOT / "tests" / "invented_municipality.yaml").read_text(encoding="utf-8")
    written.write_text(text + PLANS, encoding="utf-8")
    return written


def test_plans_print_write_a_picture_and_json(file: Path, tmp_path: Path) -> None:
    done = businesscase("plans", file, *QUICK, "--out", tmp_path, "--json", tmp_path / "plans.json", "--language", "da")
    assert done.returncode == 0, done.stderr
    assert "Stop tidligt" in done.stdout
    assert "Otte pladser: hvem der får indsatsen" in done.stdout
    assert {path.name for path in tmp_path.iterdir()} == {"plans.png", "plans.svg", "plans.json"}
    document = json.loads((tmp_path / "plans.json").read_text(encoding="utf-8"))
    assert [row["name"] for row in document["rows"]] == ["", "early", "few"]


def test_json_stands_alone_on_stdout(file: Path) -> None:
    done = businesscase("breakeven", file, *QUICK, "--input", "prices.placement.per_time", "--json", "-")
    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout)
    assert (document["analysis"], document["values"][0]["key"]) == ("breakeven", "prices.placement.per_time")


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (("--plan", "earli"), "mente du: early?"),
        (("--claim", "recuped"), "recuped"),
    ],
)
def test_mistakes_are_answered_before_anything_is_computed(file: Path, asked: tuple[str, ...], words: str) -> None:
    done = businesscase("plans", file, *QUICK, *asked, "--language", "da")
    assert done.returncode == 3
    assert words in done.stderr
    assert "simulating" not in done.stderr
