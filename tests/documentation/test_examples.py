"""The numbered examples run as they stand, from the folder of the repository, and print something to read."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.py"))
# example -> words that its output must hold
WORDS = {
    "01_verdict.py": ("verdict", "probability", "not_modelled."),
    "02_what_if.py": ("as declared", "variant: no effect", "did you mean: effects.attribution?"),
    "03_own_programme.py": ("public_sector", "not within 10 years"),
}


def example(path: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "error", str(path), *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


def test_every_example_is_known_here() -> None:
    assert [path.name for path in EXAMPLES] == sorted(WORDS)


@pytest.mark.slow
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_runs(path: Path, tmp_path: Path) -> None:
    takes_folder = "sys.argv" in path.read_text(encoding="utf-8")
    printed = example(path, *([str(tmp_path)] if takes_folder else []))
    for words in WORDS[path.name]:
        assert words in printed
    if takes_folder:
        written = sorted(file.name for file in tmp_path.iterdir())
        assert written == [
            "manifest.json",
            "own_programme.xlsx",
            "payback.png",
            "payback.svg",
            "purses.png",
            "purses.svg",
        ]
