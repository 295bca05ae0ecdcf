"""Chunk by chunk is at once, bit for bit: expanded, interrupted, damaged, killed, with any number of workers."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import businesscase.chunked
import businesscase.model.compile
from businesscase.core.errors import NumericalError
from businesscase.core.vocabulary import Engine
from businesscase.engines.shelf import MANIFEST, Shelf
from businesscase.laws.frailty import conditional_rate
from businesscase.measures.result import Result
from businesscase.model.inputs.inputs import draw_inputs
from businesscase.pipeline import run
from businesscase.report.json.document import as_json
from businesscase.scenario.load.resolve import as_scenario
from businesscase.scenario.load.scenario import Scenario
from tests import killed
from tests.loaded import loaded
from tests.tiny import document, fixed
from tests.workbook.cases import small

ROOT = Path(__file__).parents[2]
INVENTED = loaded(ROOT / "tests" / "invented_municipality.yaml")
NAME, DRAWS = "x.quantities", 120
CHUNKS = ["0000000-0000050.2.npz", "0000050-0000100.2.npz", "0000100-0000120.2.npz"]


def ran(folder: Path | None, draws: int = DRAWS, **more: Any) -> Result:
    store = None if folder is None else Shelf(NAME, folder)
    given = {"engine": Engine.MONTECARLO, "replications": 2, "workers": 1, **more}
    return run(INVENTED, draws=draws, store=store, **given)


@pytest.fixture(scope="module")
def whole() -> str:
    """The run at once."""
    return as_json(ran(None))


@pytest.fixture
def kept(whole: str, tmp_path: Path) -> Path:
    """Seventy draws that were kept."""
    assert whole
    ran(tmp_path, 70)
    return tmp_path


def test_more_draws_go_on_from_what_is_there(kept: Path, whole: str) -> None:
    """With other workers, and computing anew only the chunk that was not full."""
    more = ran(kept, workers=3)
    assert as_json(more) == whole
    assert (more.run.origin.read, more.run.origin.file, more.run.origin.instead) == (50, None, "")
    again = ran(kept)
    assert as_json(again) == whole
    assert (again.run.origin.read, again.run.origin.file) == (DRAWS, str(kept / NAME))
    assert as_json(ran(kept, 70)) == as_json(ran(None, 70)), "and fewer are part of it"


def test_damaged_chunks_are_computed_again_and_said(tmp_path: Path, whole: str) -> None:
    ran(tmp_path)
    second, third = (tmp_path / NAME / name for name in CHUNKS[1:])
    flipped = bytearray(second.read_bytes())
    flipped[len(flipped) // 3] ^= 0x10
    second.write_bytes(flipped)
    third.write_bytes(third.read_bytes()[:-1000])
    again = ran(tmp_path)
    assert as_json(again) == whole
    assert again.run.origin.read == 50
    assert all(f"{path} cannot be read" in again.run.origin.instead for path in (second, third))
    assert ran(tmp_path).run.origin.read == DRAWS, "they were replaced"


def test_a_byte_anywhere_changes_no_result(tmp_path: Path) -> None:
    """Also in what no check of the archive covers."""
    scenario, settings = small(), {"draws": 4, "replications": 2, "workers": 1, "engine": Engine.MONTECARLO}
    first = as_json(run(scenario, store=Shelf(NAME, tmp_path), **settings))  # type: ignore[arg-type]
    file = tmp_path / NAME / "0000000-0000004.2.npz"
    good, places = file.read_bytes(), random.Random(7)
    parts = (len(good), 3), (300, 3)  # its list of contents is at the end
    for place in [len(good) - 1 - places.randrange(most) for most, many in parts for _ in range(many)]:
        flipped = bytearray(good)
        flipped[place] ^= 1 << places.randrange(8)
        file.write_bytes(flipped)
        assert as_json(run(scenario, store=Shelf(NAME, tmp_path), **settings)) == first, place  # type: ignore[arg-type]


def test_a_damaged_manifest_is_said_and_the_chunks_are_still_good(kept: Path) -> None:
    manifest = kept / NAME / MANIFEST
    good = manifest.read_bytes()
    manifest.write_bytes(good[:-20])
    again = ran(kept, 70)
    assert again.run.origin.read == 70
    assert again.run.origin.instead == f"{manifest} is damaged"
    assert manifest.read_bytes() == good


def test_chunks_of_another_run_are_taken_away_and_said(kept: Path) -> None:
    other = ran(kept, 50, seed=2)
    assert other.run.origin.read == 0
    assert f"{kept / NAME} is of another run: seed 1 instead of 2" in other.run.origin.instead
    assert sorted(path.name for path in (kept / NAME).iterdir()) == [CHUNKS[0], MANIFEST]


def test_solved_levels_are_read_and_neither_solved_nor_simulated_again(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    solved: list[int] = []
    solve, simulate = businesscase.model.compile.solve_levels, businesscase.chunked.engine_of

    def counting(scenario: Any, structure: Any, families: Any, laid: Any, lay: Any, **more: Any) -> Any:
        solved.append(laid.inputs.first)
        return solve(scenario, structure, families, laid, lay, **more)

    def simulating(*given: Any, **more: Any) -> Any:
        solved.append(-1)
        return simulate(*given, **more)

    monkeypatch.setattr(businesscase.model.compile, "solve_levels", counting)
    monkeypatch.setattr(businesscase.chunked, "engine_of", simulating)
    ran(kept, 100)
    assert sorted(solved) == [-1, 0, 0, 50], (
        "of the probe, of two draws that tell which numbers move quantities, and of the chunk that was not full"
    )


def test_a_run_that_is_killed_ten_times_ends_as_one_that_is_not(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "tests" / "killed.py"), str(tmp_path)]
    there = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=there, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["same"]
    whole = [kept for kept, _ in told["seen"]]
    assert whole == sorted(whole), "what is whole is never lost"
    assert all(50 * kept >= before for kept, before in told["seen"]), "all chunks but the one that was being made"
    assert told["read"] == min(50 * whole[-1], killed.DRAWS)  # the last chunk is the rest
    assert whole[-1] >= 1, "some were killed while chunks were made"


def contradicting(value: float, low: float, high: float) -> Scenario:
    """Half are in at the start and leave at an uncertain rate: 15 % in after three years needs one of 0.40 or more."""
    rate = {"value": value, "low": low, "high": high, "unit": "per year", "assumption": "invented"}
    entry = {"value": 0.02, "low": 0.01, "high": 0.04, "unit": "per year", "assumption": "invented"}
    target = {"states": ["in"], "transitions": ["out -> in"], "share": fixed(0.15, "share")}
    declared = document(
        states=["out", "in"],
        start={"out": {"share": "rest"}, "in": {"share": fixed(0.5, "share")}},
        transitions={"out -> in": {"exponential": {"rate": entry}}, "in -> out": {"exponential": {"rate": rate}}},
        ratios={},
        levels={
            "stock": {
                "clock": "life", "measured": date(2023, 1, 1), "observed": True, "profile": "plain",
                "effective_n": fixed(60, "persons"), "targets": {"in": target},
            }
        },
    )  # fmt: skip
    return as_scenario(declared)


def test_draws_of_bases_that_contradict_a_report_are_those_of_a_run_at_once(tmp_path: Path) -> None:
    at_once, in_chunks = (
        run(contradicting(0.8, 0.35, 1.5), draws=DRAWS, engine=Engine.EXPECTED, workers=1, store=store)
        for store in (None, Shelf(NAME, tmp_path))
    )
    assert 0.02 < at_once.run.redrawn["stock"] < 0.25
    assert as_json(at_once) == as_json(in_chunks)


def test_too_many_are_told_of_all_draws_as_at_once(tmp_path: Path) -> None:
    messages = []
    for store in (None, Shelf(NAME, tmp_path)):
        with pytest.raises(NumericalError, match=f"of {DRAWS} draws") as error:
            run(contradicting(0.4, 0.2, 0.8), draws=DRAWS, engine=Engine.EXPECTED, workers=1, store=store)
        messages.append(str(error.value))
    assert messages[0] == messages[1]


def test_goals_are_solved_chunk_by_chunk_as_at_once(tmp_path: Path) -> None:
    rate = {"value": 0.3, "low": 0.2, "high": 0.45, "unit": "per year", "assumption": "invented"}
    goal = {
        "clock": "life", "states": ["b"], "measure": "entries", "until": date(2023, 1, 1), "transitions": ["a -> b"],
        "profile": "plain", "met": fixed(0.5, "share"), "fewer": fixed(6, "number"),
    }  # fmt: skip
    scenario = as_scenario(
        document(
            states=["a", "b"],
            start={"a": {"share": "rest"}},
            transitions={
                "a -> b": {"exponential": {"rate": rate}},
                "b -> a": {"exponential": {"rate": fixed(0.5, "per year")}},
            },
            ratios={},
            goals={"fewer": goal},
        )
    )
    at_once, in_chunks = (
        run(scenario, draws=70, workers=1, store=store) for store in (None, Shelf(NAME, tmp_path))
    )  # fmt: skip
    assert at_once.moved.goals
    assert as_json(at_once) == as_json(in_chunks)


def test_a_draw_does_not_hang_on_its_company() -> None:
    """Where numbers are solved for, or are sums of others, to the last bit."""
    rates = np.linspace(0.01, 0.9, 101)
    together = conditional_rate(rates, 3.0, np.full(101, 0.8))
    alone = np.concatenate([conditional_rate(rates[i : i + 1], 3.0, np.full(1, 0.8)) for i in range(101)])
    np.testing.assert_array_equal(together, alone)
    few, many = (draw_inputs(INVENTED, draws=draws, seed=1) for draws in (37, 100))
    for key, drawn in few.values.items():
        np.testing.assert_array_equal(drawn, many[key][:37])
    part = many.of_draws(slice(40, 60))
    np.testing.assert_array_equal(part.normal("any"), many.normal("any")[40:60])
