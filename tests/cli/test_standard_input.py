"""A scenario on standard input: the same answers as from its file, whatever the command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands import businesscase

ROOT = Path(__file__).parents[2]
INVENTED = ROOT / "tests" / "invented_municipality.yaml"
SOM = ROOT / "examples" / "som_example.yaml"
QUICK = ("--draws", "6", "--replications", "2")
SAMPLED = (*QUICK, "--engine", "montecarlo")  # streams know no engine, and choosing one takes longest


def piped(given: bytes | None, *arguments: object, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "businesscase", *map(str, arguments)],
        input=given,
        stdin=None if given is not None else subprocess.DEVNULL,
        capture_output=True,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )


def test_run_reads_standard_input(tmp_path: Path) -> None:
    """From a pipe, which is what is tested; what the commands make of it, below, needs no process of its own."""
    given = INVENTED.read_bytes()
    done = piped(given, "run", "-", *SAMPLED, "--out", "out", "--json", "-", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "standard_input.xlsx").exists()
    own = businesscase("run", INVENTED, *SAMPLED, "--json", "-", cwd=tmp_path)
    assert json.loads(done.stdout) == json.loads(own.stdout)


@pytest.mark.parametrize("file", [INVENTED, SOM], ids=lambda path: path.stem)
def test_other_commands_read_it_too(tmp_path: Path, file: Path) -> None:
    given = file.read_bytes().replace(b"\n", b"\r\n")
    commands: list[tuple[object, ...]] = [("som", "-", "--draws", 50)]
    if file is INVENTED:
        commands = [("check", "-"), ("explain", "-", "claims"), ("evidence", "-", *SAMPLED), ("compare", "-", *QUICK)]
    for command in commands:
        done = businesscase(*command, cwd=tmp_path, told=given)
        assert done.returncode == 0, done.stderr
        own = businesscase(*(file if part == "-" else part for part in command), cwd=tmp_path)
        rules = str.maketrans("", "", "─…")
        said = done.stdout.replace("standard input", file.stem).translate(rules).split()
        assert said == own.stdout.replace(str(file), file.stem).translate(rules).split()
    if file is INVENTED:
        assert businesscase("export", "-", "book.xlsx", *SAMPLED, cwd=tmp_path, told=given).returncode == 0
        assert (tmp_path / "book.xlsx").exists()


def test_faults_say_where_on_standard_input(tmp_path: Path) -> None:
    given = INVENTED.read_bytes().replace(b"horizon_years:", b"horizon_yeers:")
    for command in (("check", "-"), ("run", "-", *SAMPLED), ("fit", "-"), ("export", "-", "x.xlsx")):
        done = businesscase(*command, cwd=tmp_path, told=given)
        assert done.returncode == 3
        assert "standard input:" in done.stderr
        assert "horizon_yeers" in done.stderr
    empty = piped(b"", "check", "-", cwd=tmp_path)
    assert empty.stderr.decode().startswith("1 fault in the scenario\nstandard input: ")
    assert piped(b"\xff\xfe", "check", "-", cwd=tmp_path).returncode == 3
    twice = businesscase("compare", "-", "-", cwd=tmp_path, told=given)
    assert twice.returncode == 2
    assert "named twice" in twice.stderr


def test_what_it_names_is_found_from_the_working_folder(tmp_path: Path) -> None:
    given = INVENTED.read_bytes() + b"\ndraws: {file: mine.csv}\n"
    missing = businesscase("check", "-", cwd=tmp_path, told=given)
    assert missing.returncode == 3
    assert "mine.csv" in missing.stderr
    (tmp_path / "mine.csv").write_text("other\n1\n2\n")
    there = businesscase("check", "-", cwd=tmp_path, told=given)
    assert there.stderr != missing.stderr, "found, and told what is wrong with it, if anything"
