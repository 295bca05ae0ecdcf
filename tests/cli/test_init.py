"""`init` with the guide and with the input workbook, as a user meets them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from businesscase.cli.init import _asked, ask
from businesscase.cli.shared import Language
from businesscase.core.errors import UsageError
from businesscase.scenario import load_scenario, quantities
from businesscase.scenario.explain.questions import QUESTIONS
from tests.commands import businesscase


def lines(text: str) -> Callable[[], str]:
    waiting = iter(text.splitlines(keepends=True))
    return lambda: next(waiting, "")


def test_answers_on_standard_input_give_a_scenario_that_checks_and_runs(tmp_path: Path) -> None:
    done = businesscase("init", tmp_path, "--guide", told="My town\n42\n1.4\nwithin_years: 6\n")
    assert done.returncode == 0, done.stderr
    written = tmp_path / "my_programme.yaml"
    assert done.stdout.splitlines() == [str(written), str(tmp_path / "scenario.schema.json")]
    assert "businesscase check" in done.stderr
    assert quantities(load_scenario(written))["population.families"].value == 42
    assert businesscase("check", written).returncode == 0
    ran = businesscase("run", written, "--draws", 20, "--replications", 2, "--engine", "montecarlo")
    assert ran.returncode == 0, ran.stderr
    assert "within 6 years" in ran.stdout
    again = businesscase("init", tmp_path, "--guide")
    assert again.returncode == 2
    assert "there already" in again.stderr


def test_wrong_answers_are_all_refused_and_nothing_is_written(tmp_path: Path) -> None:
    done = businesscase("init", tmp_path, "--guide", "--language", "da", told="\nmange\ngrants: 99\n")
    assert done.returncode == 3
    assert "2 fejl i svarene" in done.stderr
    assert "standard input:2: det er ikke et tal" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_goal_out_of_reach_is_refused(tmp_path: Path) -> None:
    done = businesscase("init", tmp_path, "--guide", told="in_work: 44\nascribed: 100\n")
    assert done.returncode == 3
    assert "so many in work cannot be reached" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_goal_that_is_met_without_the_programme_is_refused(tmp_path: Path) -> None:
    done = businesscase("init", tmp_path, "--guide", "--language", "da", told="in_work: 8 %\n")
    assert done.returncode == 3
    assert "målet er nået uden indsatsen" in done.stderr
    assert "8 % af forældrene" in done.stderr or "9 % af forældrene" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_workbook_there_and_back(tmp_path: Path) -> None:
    book = tmp_path / "tal.xlsx"
    assert businesscase("init", "--workbook", book).stdout.strip() == str(book)
    done = businesscase("init", tmp_path / "one", "--from", book, "--language", "da")
    assert done.returncode == 0, done.stderr
    other = businesscase("init", tmp_path / "two", "--guide", "--language", "da")
    assert other.returncode == 0, other.stderr
    both = [(tmp_path / name / "my_programme.yaml").read_text(encoding="utf-8") for name in ("one", "two")]
    assert both[0] == both[1]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("x", "--guide", "--from", "y.xlsx"), "three ways"),
        (("x", "--workbook", "y.xlsx"), "three ways"),
        (("--guide",), "Expected a folder"),
        ((), "Expected a folder"),
        (("--workbook", "y.txt"), "ends with .xlsx"),
    ],
)
def test_a_request_that_cannot_be_is_refused(arguments: tuple[str, ...], words: str) -> None:
    done = businesscase("init", *arguments)
    assert done.returncode == 2
    assert words in done.stderr


@pytest.mark.parametrize(("language", "words"), [("en", "this is not a number"), ("da", "det er ikke et tal")])
def test_each_answer_is_checked_at_once_and_asked_again(language: str, words: str) -> None:
    said: list[str] = []
    answers = ask(lines("Town\nmany\n42\n" + "\n" * 15), said.append, language)
    assert answers.name == "Town"
    assert answers.values["families"] == 42
    assert any(words in each for each in said)
    assert sum("[30]" in each for each in said) == 2
    for question in QUESTIONS:
        assert any((question.asks.da if language == "da" else question.asks.en) in each for each in said)


def test_answers_that_end_too_soon_write_nothing() -> None:
    with pytest.raises(UsageError):
        ask(lines("Town\n42\n"), lambda _: None, "en")


def test_a_goal_out_of_reach_is_asked_again() -> None:
    said: list[str] = []
    answers = "\n" * 10 + "44\n\n100\n" + "\n" * 4 + "10\n"
    text = _asked(lines(answers), said.append, Language.DA)
    assert any("kan ikke nås" in each for each in said)
    assert sum("10/15" in each for each in said) == 2
    assert "10 personer\n" in text
