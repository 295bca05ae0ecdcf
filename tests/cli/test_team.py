"""The commands of the team: what they print and write, and answers to mistakes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands import ROOT, businesscase

QUICK = ("--draws", "6", "--replications", "2")


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    names = ("municipality", "team", "rollout")
    parts = [(ROOT / "tests" / f"invented_{name}.yaml").read_text(encoding="utf-8") for name in names]
    written = tmp_path_factory.mktemp("team") / "with_team.yaml"
    written.write_text("".join(parts), encoding="utf-8")
    return written


def test_capacity_prints_sizes_and_writes_pictures_and_events(file: Path, tmp_path: Path) -> None:
    done = businesscase(
        "capacity", file, *QUICK, "--pairs", "1-3", "--wait", "6 months", "--out", tmp_path, "--csv", tmp_path / "e.csv"
    )
    assert done.returncode == 0, done.stderr
    assert "What teams of each size serve" in done.stdout
    assert "2 *" in done.stdout
    assert "within 6 months" in " ".join(done.stdout.split())
    assert {path.name for path in tmp_path.iterdir()} == {
        "capacity.png", "capacity.svg", "team.png", "team.svg", "e.csv",
    }  # fmt: skip


def test_rollout_prints_years_and_purses_in_danish(file: Path) -> None:
    done = businesscase("rollout", file, *QUICK, "--ceiling", "4", "--language", "da")
    assert done.returncode == 0, done.stderr
    assert "Teamet år for år" in done.stdout
    assert "som loftet på 4 mio. kr." in " ".join(done.stdout.split())
    assert "Kommunen" in done.stdout
    assert "Besatte stillinger efter forvaltning og profession, årsværk" in done.stdout
    done = businesscase("rollout", file, *QUICK, "--all")
    assert "Who pays and saves, by year, mio. DKK (positive: a saving), years 7 to 10" in " ".join(done.stdout.split())


def test_as_json_alone_on_stdout_and_a_wait_of_one_month_in_danish(file: Path, tmp_path: Path) -> None:
    done = businesscase("rollout", file, *QUICK, "--json", "-")
    said = json.loads(done.stdout)
    assert (len(said["years"]), len(said["staff"][0]["years"])) == (8, 8), done.stderr
    assert len(said["public_sector"]) == said["horizon_years"]
    written = tmp_path / "found.json"
    asked = ("--pairs", "1-2", "--wait", "1 month", "--json", written, "--language", "da")
    done = businesscase("capacity", file, *QUICK, *asked)
    assert done.returncode == 0, done.stderr
    assert "1 måned" in " ".join(done.stdout.split())
    assert json.loads(written.read_text(encoding="utf-8"))["wait"] == "1 month"


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (("capacity", "--pairs", "0"), "ventet størrelser fra 1 til"),
        (("rollout", "--ceiling", "0.01"), "betaler intet makkerpar"),
    ],
)
def test_mistakes_are_answered_in_the_language(file: Path, asked: tuple[str, ...], words: str) -> None:
    done = businesscase(asked[0], file, *QUICK, *asked[1:], "--language", "da")
    assert (done.returncode, words in done.stderr) == (2, True), done.stderr
