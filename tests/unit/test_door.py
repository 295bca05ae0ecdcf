"""The Python door: names, short words for what a notebook shows, data frames, types for a client."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import businesscase
from businesscase import (
    ScenarioError,
    UsageError,
    compare,
    explain,
    export,
    load_scenario,
    pipeline,
    read_edits,
    run,
    run_som,
)
from businesscase.analysis.comparison import asked_cases
from businesscase.core.door import check_settings
from businesscase.core.payers import Perspective
from businesscase.report.frames import FRAMES
from tests.documentation.test_docs import blocks
from tests.loaded import loaded
from tests.unit.measures.builders import HORIZON, result
from tests.unit.measures.builders import scenario as invented

ROOT = Path(__file__).parents[2]
FOUND = result(draws=20)


def test_dir_lists_the_public_names_alone() -> None:
    assert dir(businesscase) == sorted([*businesscase.__all__, "__version__"])
    assert {"compare", "explain", "export", "load_scenario", "read_edits", "run"} <= set(dir(businesscase))
    assert {"Comparison", "Explanation", "Payer", "Perspective", "Result", "Scenario"} <= set(dir(businesscase))


def test_reprs_are_short_and_say_the_answer() -> None:
    scenario = loaded(ROOT / "scenarios" / "opgang_til_opgang.yaml")
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


@pytest.mark.parametrize("name", sorted(set(FRAMES) - {"accounts", "observations", "goals"}))
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
    town = loaded(ROOT / "tests" / "invented_municipality.yaml")
    found = compare({"declared": town, "again": town}, draws=2, replications=2, workers=1)
    assert [case.name for case in found.cases] == ["declared", "again"]
    assert found.differing == ()


# What is asked for is looked at before anything is computed, and refused in words.


TOWN = loaded(ROOT / "tests" / "invented_municipality.yaml")
WHOLE, PATH = "a whole number of at least", "the path of"


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: run(TOWN, draws=0), ["'draws' must be", "found:    0", f"{WHOLE} 1"]),
        (lambda: run(TOWN, draws=-1), ["'draws' must be", "found:    -1", f"{WHOLE} 1"]),
        (lambda: run(TOWN, draws="100"), ["'draws' must be", "found:    '100'", f"{WHOLE} 1"]),
        (lambda: run(TOWN, draws=10.5), ["'draws' must be", "found:    10.5", f"{WHOLE} 1"]),
        (lambda: run(TOWN, draws=True), ["'draws' must be", "found:    True"]),
        (lambda: run(TOWN, seed=-1), ["'seed' must be", "found:    -1", f"{WHOLE} 0"]),
        (lambda: run(TOWN, seed=2**64), ["'seed' must be", f"found:    {2**64}", f"at most {2**64 - 1}"]),
        (lambda: run(TOWN, workers=0), ["'workers' must be", "found:    0", f"{WHOLE} 1"]),
        (lambda: run(TOWN, replications=1), ["'replications' must be", "found:    1", "an even number of at least 2"]),
        (lambda: run(TOWN, replications=0), ["'replications' must be", "found:    0", "an even number of at least 2"]),
        (lambda: run(TOWN, replications=3), ["'replications' must be", "found:    3", "an even number of at least 2"]),
        (lambda: run(TOWN, engine="montcarlo"), ["there is no engine 'montcarlo'", "did you mean: montecarlo?"]),
        (lambda: run(TOWN, variant=3), ["'variant' must be", "found:    3", "the name of a variant"]),
        (lambda: run(None), ["'scenario' must be", "found:    None", PATH]),
        (lambda: load_scenario(3), ["'path' must be", "found:    3", PATH]),
        (lambda: run_som(None), ["'source' must be", "found:    None"]),
        (lambda: run_som("x.yaml", draws=0), ["'draws' must be", f"{WHOLE} 1"]),
        (lambda: export(FOUND, "x.xlsx", language="sv"), ["there is no language 'sv'", "one of: en, da"]),
        (lambda: export(TOWN, "x.xlsx"), ["'result' must be", "found:    <Scenario", "what run gives"]),
        (lambda: export(FOUND, None), ["'book' must be", "found:    None", PATH]),
        (lambda: compare([]), ["nothing to compare", "expected at least two"]),
        (lambda: compare({"one": TOWN}), ["nothing to compare", "found 1"]),
        (lambda: compare(None), ["'sources' must be", "found:    None", "scenarios or paths"]),
        (lambda: compare([TOWN, 3]), ["'sources' must be", "found:    3"]),
        (lambda: compare(TOWN, draw=3), ["there is no setting 'draw'", "did you mean: draws?"]),
        (lambda: compare(TOWN, draws=0), ["'draws' must be", f"{WHOLE} 1"]),
        (lambda: explain(TOWN, None), ["'key' must be", "found:    None", "a dotted key"]),
        (lambda: explain(3, "time"), ["'scenario' must be", "found:    3"]),
        (lambda: FOUND.to_frame(3), ["there is no frame '3'"]),
        (lambda: read_edits(None, TOWN), ["'path' must be", "found:    None"]),
        (lambda: read_edits("x.xlsx", None), ["'scenario' must be", "found:    None"]),
        (lambda: run(TOWN, edits="none.xlsx"), ["cannot read the workbook 'none.xlsx'"]),
    ],
)
def test_what_cannot_be_asked_is_said(
    call: Callable[[], object], words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "compile_model", lambda *_, **__: pytest.fail("it was run"))
    with pytest.raises(UsageError) as refused:
        call()
    for each in words:
        assert each in str(refused.value)


def test_an_unknown_variant_names_the_nearest_and_lists_them() -> None:
    listed = f"one of: {', '.join(TOWN.variants)}"
    with pytest.raises(ScenarioError) as near:
        run(TOWN, variant="dear placment")
    assert "did you mean: dear placement?" in str(near.value)
    with pytest.raises(ScenarioError) as far:
        compare(TOWN, "zzz")
    assert "did you mean" not in str(far.value)
    assert listed in str(near.value)
    assert listed in str(far.value)


def test_numbers_of_numpy_are_numbers() -> None:
    check_settings({"draws": np.int64(3), "seed": np.uint8(0), "workers": None, "replications": None})


def test_cases_are_called_as_their_files_or_numbered() -> None:
    file = ROOT / "tests" / "invented_municipality.yaml"
    dear, plain = TOWN.with_values({"effects.attribution": 0.3}), invented()
    assert [case.name for case in asked_cases([TOWN, plain])] == [file.stem, plain.title]
    assert [case.name for case in asked_cases([TOWN, dear])] == [str(file), f"{file} (2)"]
    assert [case.name for case in asked_cases([plain, plain])] == [plain.title, f"{plain.title} (2)"]
    assert [case.name for case in asked_cases(TOWN)] == [file.stem, *TOWN.variants]
    name = next(iter(TOWN.variants))
    assert [case.variant for case in asked_cases(str(file), name)] == [None, name]
    assert [case.name for case in asked_cases({"a": file, "b": TOWN})] == ["a", "b"]


def test_scenarios_are_compared_as_they_are_given() -> None:
    found = compare([TOWN, TOWN.with_values({"effects.attribution": 0.3})], draws=2, replications=2, workers=1)
    assert [difference.key for difference in found.differing] == ["effects.attribution"]


def test_a_workbook_is_read_from_its_path(tmp_path: Path) -> None:
    small, path = FOUND.scenario, str(tmp_path / "book.xlsx")
    export(FOUND, path)
    assert read_edits(path, small).values == {}
    assert run(small, edits=path, draws=2, replications=2, workers=1).run.edits == read_edits(path, small)


@pytest.mark.slow
def test_a_client_and_the_readme_are_typed_in_strict_mode(tmp_path: Path) -> None:
    (readme,) = blocks(ROOT / "README.md", "python")
    (tmp_path / "readme.py").write_text(readme, encoding="utf-8")
    clients = ("tests/typing/client.py", str(tmp_path / "readme.py"))
    apart = f"--cache-dir={ROOT / '.mypy_cache' / 'client'}"  # other options: in one folder each run undoes the other's
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", apart, *clients]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    own = [
        line for line in done.stdout.splitlines() if line.startswith("tests/typing/client.py") or "readme.py" in line
    ]
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
