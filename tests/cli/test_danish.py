"""`--language da`: nothing that a command says, on the screen or beside it, is English but what the user wrote."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from businesscase.cli.app import app

ROOT = Path(__file__).parents[2]
INVENTED = ROOT / "tests" / "invented_municipality.yaml"
PLANS = """
plans:
  early: {label: {en: Stop early, da: Stop tidligt}, stop: {after: 1 year}}
"""
QUICK = ("--draws", "4", "--replications", "2")
SAMPLED = ("--engine", "montecarlo", "--replications", "2")  # `run` says how an engine was chosen; others need not
# Words that Danish does not have, and that no name in these scenarios holds.
ENGLISH = re.compile(
    r"\b(the|and|is|are|was|with|without|from|not|this|that|which|each|than|when|years|draws?|asked|engine|solving|"
    r"simulating|measuring|cannot|written|undiscounted|expected|found|unknown|there|nothing|something|by|shape|slope|"
    r"costs|grants|payback|clock|levels|rates|ratio|sampled|life|courses|claim|input|inputs|median|saving|savings)\b",
    re.IGNORECASE,
)
KEPT = re.compile(
    r"--?\w[\w-]*"  # options
    r"|\S*[/_]\S*|\b\w+\.\w+(?:\.\w+)*|\b[a-z_]+:"  # files, keys, keys of YAML
    r"|\((?:expected|mixed|montecarlo|seed)\)|\bmotor(?:en)? \w+"  # the words that options take
)


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
    ("evidence", *QUICK),
    ("breakeven", *QUICK, "--input", "programme.on_payroll"),
    ("sensitivity", "--draws", "64", *SAMPLED),
    ("voi", "--draws", "120", *SAMPLED),
    ("plans", *QUICK),
    ("check",),
    ("explain", "programme.on_payroll"),
    ("explain", "prices.placement.per_time"),
    ("explain", "clocks.placement.transitions.at_home -> placed"),
)
REFUSED = (
    ("run", *QUICK, "--engine", "mixed"),
    ("run", *QUICK, "--variant", "nope"),
    ("breakeven", *QUICK, "--claim", "nope"),
    ("breakeven", *QUICK, "--input", "nope.what"),
    ("breakeven", *QUICK, "--input", "clocks.placement"),
    ("sensitivity", "--draws", "5"),
    ("sensitivity", "--draws", "64", "--design", "7"),
    ("voi", "--draws", "5"),
    ("fit", *QUICK),
    ("plans", *QUICK, "--plan", "nope"),
    ("capacity", *QUICK),
    ("rollout", *QUICK),
    ("explain", "nope"),
)


def said(name: str, file: Path, *asked: str) -> str:
    """What a command says on both streams."""
    done = CliRunner().invoke(app, [name, str(file), *asked, "--language", "da"])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.output
    return done.output


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: f"{command[0]} {command[-1]}")
def test_a_screen_is_danish(command: tuple[str, ...], tmp_path: Path) -> None:
    shown = said(command[0], scenario(tmp_path), *command[1:])
    assert shown
    assert english(shown) == []


@pytest.mark.parametrize("command", REFUSED, ids=lambda command: f"{command[0]} {command[-1]}")
def test_a_refusal_is_danish(command: tuple[str, ...], tmp_path: Path) -> None:
    shown = said(command[0], scenario(tmp_path), *command[1:])
    assert shown
    assert english(shown) == []


def test_tables_and_som_are_danish() -> None:
    examples = ROOT / "examples"
    shown = said("som", examples / "som_example.yaml", "--draws", "50").partition("\n")[2]
    for asked in ((), ("--rate", "x"), ("--outlay", "x"), ("--flows-at", "x"), ("--payer", "x")):
        shown += said("payback", examples / "flows_example.csv", *asked)
    shown += said("som", INVENTED)
    assert english(shown) == []


@pytest.mark.parametrize("name", ["", *get_command(app).commands])  # type: ignore[attr-defined]
def test_help_is_danish(name: str) -> None:
    shown = CliRunner().invoke(app, [*name.split(), "--help", "--language", "da"]).output
    assert shown.startswith("Brug: ")
    plain = re.sub(
        r"^  [a-z]+ |businesscase \w+|\{.*}|<[^>]*>|\[ellers:\s[^]]*]|\w+(?:, \w+)+ og \w+ skriver",
        "",
        shown,
        flags=re.M,
    )
    assert english(re.sub("saving, success", "", plain)) == []


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (("run",), "Der mangler 'FIL': Scenariefilen"),
        (("run", INVENTED, "--drawz", "3"), "ingen sådan mulighed: --drawz; mente du: --draws?"),
        (("run", INVENTED, "--draws", "many"), "'--draws'; ventet: et helt tal på mindst 1"),
        (("run", INVENTED, "--draws", "0"), "'--draws'; ventet: et helt tal på mindst 1"),
        (("run", INVENTED, "--draws", "10.000"), "'10.000' for '--draws' kan læses på to måder"),
        (("run", INVENTED, "--seed=2,000"), "'2,000' for '--seed' kan læses på to måder"),
        (("run", INVENTED, "--precision", "0,05"), "har decimalkomma; skriv 0.05"),
        (("run", INVENTED, "--replications", "3"), "'--replications': 3 er ulige"),
        (("run", INVENTED, "--seed", "-1"), "ventet: et helt tal på mindst 0 og højst"),
        (("run", INVENTED, "--precision", "5"), "ventet: et tal fra 0,001 til 0,5"),
        (("run", INVENTED, "--engine", "fast"), "ventet: en af: auto, montecarlo"),
        (("run", INVENTED, "another.yaml"), "mere, end kommandoen tager: another.yaml"),
        (("run", INVENTED, "--all=1"), "'--all' tager ingen værdi"),
        (("payback", INVENTED, "--within", "x"), "'--within'; ventet: et tal"),
        (("chek", INVENTED), "ingen sådan kommando: 'chek'; mente du: check?"),
        ((), "mangler en kommando"),
        (("check", "no_such_file.yaml"), "1 fejl i forespørgslen\nno_such_file.yaml: filen findes ikke"),
        (("check", ROOT), "det er en mappe"),
        (("run", INVENTED, "--out", INVENTED / "below"), "en del af stien er ikke en mappe"),
        (("run", INVENTED, "--json", ROOT), "det er en mappe"),
    ],
    ids=str,
)
def test_a_usage_error_is_danish_and_no_fault_of_the_scenario(asked: tuple[object, ...], words: str) -> None:
    done = CliRunner().invoke(app, [*map(str, asked), "--language", "da"])
    assert words in done.output
    assert "scenariet" not in done.output
    assert (
        english(re.sub(r"^Brug: .*|en af: .*|businesscase \w+", "", done.output.replace(str(ROOT), ""), flags=re.M))
        == []
    )


@pytest.mark.parametrize(
    ("command", "asked", "meant"),
    [
        ("explain", ("atribution",), "effects.attribution"),
        ("breakeven", (*QUICK, "--input", "atribution"), "effects.attribution"),
        ("breakeven", (*QUICK, "--input", "on_payrol"), "programme.on_payroll"),
        ("breakeven", (*QUICK, "--input", "served.lenght"), "programme.served.length"),
        ("breakeven", (*QUICK, "--claim", "in_five_years"), "within_five_years"),
    ],
)
def test_the_nearest_name_is_that_of_its_last_parts(
    command: str, asked: tuple[str, ...], meant: str, tmp_path: Path
) -> None:
    shown = said(command, scenario(tmp_path), *asked)
    assert "fejl i forespørgslen" in shown
    assert f"mente du: {meant}?" in shown


def test_one_language_before_the_command_is_that_of_the_command() -> None:
    done = CliRunner().invoke(app, ["--language", "da", "check", "no_such_file.yaml"])
    assert "filen findes ikke" in done.output
    done = CliRunner().invoke(app, ["--language", "da", "check", "no_such_file.yaml", "--language", "en"])
    assert "there is no such file" in done.output


def test_the_net_catches_english() -> None:
    """And lets pass what options take, keys and files."""
    for line in (
        "engine expected: expectations can be solved",
        "solving for the reported levels ...",
        "Written: a.xlsx",
        "there is no claim 'x'",
        "P×Q, shape",
    ):
        assert english(line) == [line]
    assert english("motor expected: forventede værdier kan løses ...") == []
