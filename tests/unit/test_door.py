"""The Python door: names, short words for what a notebook shows, data frames, types for a client."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import businesscase
from businesscase import UsageError, compare, load_scenario
from businesscase.core.payers import Perspective
from businesscase.report.frames import FRAMES
from tests.unit.measures.builders import HORIZON, result
from tests.unit.measures.builders import scenario as invented

ROOT = Path(__file__).parents[2]
FOUND = result(draws=20)


def test_dir_lists_the_public_names_alone() -> None:
    assert dir(businesscase) == sorted([*businesscase.__all__, "__version__"])
    assert {"compare", "export", "explain", "load_scenario", "run", "Result", "Scenario"} <= set(dir(businesscase))


def test_reprs_are_short_and_say_the_answer() -> None:
    scenario = load_scenario(ROOT / "scenarios" / "opgang_til_opgang.yaml")
    for value, words in ((scenario, "claims"), (FOUND, FOUND.headline.verdict.value)):
        assert len(repr(value)) < 250
        assert "\n" not in repr(value)
        assert words in repr(value)
    assert str(scenario) == repr(scenario)


def test_a_notebook_shows_verdict_table_and_picture() -> None:
    shown = FOUND._repr_html_()
    assert "<table>" in shown
    assert "data:image/png;base64," in shown
    assert "recouped" in shown
    named = invented(title="Town & <country>")._repr_html_()
    assert "Town &amp; &lt;country&gt;" in named
    assert "public_sector" in named


@pytest.mark.parametrize("name", sorted(set(FRAMES) - {"accounts"}))
def test_a_frame_has_one_row_an_observation(name: str) -> None:
    frame = FOUND.to_frame(name)
    assert isinstance(frame, pd.DataFrame)
    assert len(frame) > 0
    assert not frame.duplicated().any()
    assert not any(isinstance(value, (dict, list, tuple)) for value in frame.to_numpy().ravel())


def test_frames_hold_the_numbers_of_the_result() -> None:
    saving = FOUND.to_frame("net_saving").set_index(["perspective", "year"])
    own = FOUND.money.net_saving[Perspective.MUNICIPALITY]
    assert saving.loc[("municipality", 5), "mean"] == own.mean[4]
    draws = FOUND.to_frame("draws")
    assert len(draws) == 20 * HORIZON * len(Perspective)
    mean = draws.query("perspective == 'municipality' and year == 5")["net_saving"].mean()
    assert mean == pytest.approx(own.mean[4])
    assert list(FOUND.to_frame("claims")["verdict"]) == [claim.verdict.value for claim in FOUND.claims]


def test_an_unknown_frame_names_the_nearest() -> None:
    with pytest.raises(UsageError, match="did you mean: purses"):
        FOUND.to_frame("purse")


def test_without_pandas_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(UsageError, match=r"businesscase\[notebook\]"):
        FOUND.to_frame("claims")


def test_scenarios_are_compared_by_name() -> None:
    town = load_scenario(ROOT / "tests" / "invented_municipality.yaml")
    found = compare({"declared": town, "again": town}, draws=2, replications=2, workers=1)
    assert [case.name for case in found.cases] == ["declared", "again"]
    assert found.differing == ()


@pytest.mark.slow
def test_a_client_is_typed_in_strict_mode() -> None:
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", "tests/typing/client.py"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    own = [line for line in done.stdout.splitlines() if line.startswith("tests/typing/client.py")]
    assert own == []
    assert "Success" in done.stdout or "businesscase" in done.stdout, done.stdout + done.stderr


@pytest.mark.slow
def test_the_notebook_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    notebook = json.loads((ROOT / "examples" / "04_notebook.ipynb").read_text(encoding="utf-8"))
    names: dict[str, object] = {}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            assert cell["outputs"] == []
            exec("".join(cell["source"]), names)
    assert isinstance(names["saving"], pd.DataFrame)
