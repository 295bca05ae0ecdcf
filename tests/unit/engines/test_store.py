"""Quantities on disk: the same when read back, used for this very run alone, and never half there."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import businesscase.chunked
import businesscase.model.compile
from businesscase.core.errors import UsageError
from businesscase.core.vocabulary import Engine
from businesscase.engines.shelf import Shelf
from businesscase.measures.result import Result
from businesscase.model.calibration.calibration import Laid, Lay
from businesscase.pipeline import run
from businesscase.scenario.load.resolve import as_scenario, from_yaml
from businesscase.scenario.load.scenario import Scenario
from businesscase.scenario.read.dumping import to_yaml
from businesscase.simulating import PROBED
from tests.loaded import loaded
from tests.workbook.cases import small
from tests.yearly_cases import LAW_2024, brackets, cases

INVENTED = Path(__file__).parents[2] / "invented_municipality.yaml"
NAME = "x.quantities"
CHUNK = "0000000-0000004.2.npz"


def ran(scenario: Scenario, folder: Path, **more: Any) -> Result:
    given: dict[str, Any] = {"draws": 4, "replications": 2, "workers": 1, "store": Shelf(NAME, folder), **more}
    return run(scenario, **given)


def refuse(*_: object, **__: object) -> Any:
    raise AssertionError("this was to be read, not computed")


FEW = (PROBED, 2)  # the probe, and two draws that tell which numbers move quantities


@pytest.fixture
def no_engine(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Called: from now on nothing may be simulated and no level solved (but those of few draws)."""

    def forbid() -> None:
        monkeypatch.setattr(businesscase.chunked, "engine_of", refuse)
        solve = businesscase.model.compile.solve_levels

        def only_the_probe(scenario: Any, structure: Any, families: Any, laid: Laid, lay: Lay, **more: Any) -> Any:
            return solve(scenario, structure, families, laid, lay, **more) if laid.inputs.draws in FEW else refuse()

        monkeypatch.setattr(businesscase.model.compile, "solve_levels", only_the_probe)

    return forbid


def assert_same(first: Result, second: Result) -> None:
    for part in fields(first.occupancy):
        one, other = getattr(first.occupancy, part.name), getattr(second.occupancy, part.name)
        if isinstance(one, np.ndarray):
            assert one.dtype == other.dtype
            np.testing.assert_array_equal(one, other)
        else:
            assert one == other
    np.testing.assert_array_equal(first.central_ledger.amounts, second.central_ledger.amounts)
    for name in ("claims", "paybacks", "purses", "accounts", "money", "moved", "drivers"):
        assert getattr(first, name) == getattr(second, name), name
    assert replace(first.run, origin=second.run.origin) == second.run
    for name in ("inputs", "net_saving"):
        one, other = getattr(first.per_draw, name), getattr(second.per_draw, name)
        assert one.keys() == other.keys()
        assert all(np.array_equal(one[key], other[key]) for key in one)


@pytest.mark.parametrize("engine", [Engine.MONTECARLO, Engine.DISCRETE_EVENT, Engine.EXPECTED])
def test_what_is_read_back_is_what_was_simulated(engine: Engine, tmp_path: Path, no_engine: Callable[[], None]) -> None:
    simulated = ran(small(), tmp_path, engine=engine)
    assert simulated.run.origin.file is None
    no_engine()
    valued = ran(small(), tmp_path, engine=engine)
    assert valued.run.origin.file == str(tmp_path / NAME)
    assert valued.run.origin.hash == simulated.run.origin.hash
    assert_same(simulated, valued)


def test_levels_and_the_cohort_view_are_read_back_too(tmp_path: Path, no_engine: Callable[[], None]) -> None:
    scenario = loaded(INVENTED)
    claim = next(iter(scenario.claims))
    scenario = scenario.with_values({f"claims.{claim}.clock_start": "enrolment"})
    assert scenario.effects.levels
    simulated = ran(scenario, tmp_path)
    assert simulated.paybacks.cohort, "a claim counts from enrolment"
    no_engine()
    assert_same(simulated, ran(scenario, tmp_path))


@pytest.mark.slow
def test_kroner_of_yearly_cases_differ_between_the_halves_and_are_read_back(
    tmp_path: Path, no_engine: Callable[[], None]
) -> None:
    given = {2024: brackets("person", LAW_2024)}
    scenario = as_scenario(cases(children=[4.0, 7.0], since=given, moving=True))
    simulated = ran(scenario, tmp_path, draws=3)
    assert simulated.run.engine is Engine.MIXED
    assert simulated.run.noise_share, "the halves differ"
    no_engine()
    assert_same(simulated, ran(scenario, tmp_path, draws=3))


@pytest.mark.parametrize(
    "values",
    [
        {"prices.wage.per_time": 31_000.0},
        {"financing.town.shares.central_government": 0.75},
        {"discounting.rates.0 years": 0.08},
        {"programme.grants.fund.total": 0.2},
    ],
    ids=lambda values: next(iter(values)),
)
def test_money_needs_no_new_simulation(values: dict[str, float], tmp_path: Path, no_engine: Callable[[], None]) -> None:
    ran(small(), tmp_path)
    changed = small().with_values(values)
    fresh = run(changed, draws=4, replications=2, workers=1)
    no_engine()
    valued = ran(changed, tmp_path)
    assert valued.run.origin.file is not None
    assert_same(fresh, valued)


def test_a_price_under_a_yearly_refusion_does(tmp_path: Path) -> None:
    given = {2024: brackets("person", LAW_2024)}
    dear, dearer = (as_scenario(cases(children=[4.0], since=given, price=each)) for each in (1_309_000, 1_400_000))
    ran(dear, tmp_path)
    again = ran(dearer, tmp_path)
    assert again.run.origin.file is None
    assert "what the courses of life hang on has changed" in again.run.origin.instead


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"seed": 2}, "seed 1 instead of 2"),
        ({"replications": 4}, "replications 2 instead of 4"),
        ({"engine": Engine.MONTECARLO}, "engine auto instead of montecarlo"),
    ],
    ids=str,
)
def test_another_run_is_simulated_and_says_why(change: dict[str, Any], why: str, tmp_path: Path) -> None:
    first = ran(small(), tmp_path)
    again = ran(small(), tmp_path, **change)
    assert again.run.origin.file is None
    assert why in again.run.origin.instead
    assert again.run.origin.hash != first.run.origin.hash
    assert ran(small(), tmp_path, **change).run.origin.file is not None, "it took the place of the first"


def test_other_lives_are_simulated(tmp_path: Path) -> None:
    ran(small(rate=0.3), tmp_path)
    for other in (small(rate=0.4), small(ratio=3.0), small(moving=0.2), small(horizon=7)):
        assert ran(other, tmp_path).run.origin.file is None


def test_names_of_states_count(tmp_path: Path) -> None:
    """Two scenarios with the same arrays but other names are not the same quantities."""
    ran(small(), tmp_path)
    renamed = from_yaml(to_yaml(small()).replace("job", "post"))
    again = ran(renamed, tmp_path)
    assert again.run.origin.file is None
    other = ran(small(), tmp_path)
    for perspective, saving in again.per_draw.net_saving.items():
        np.testing.assert_array_equal(saving, other.per_draw.net_saving[perspective])


@pytest.mark.parametrize("damage", ["cut short", "one byte", "empty", "no zip"])
def test_a_damaged_file_is_simulated_anew_and_replaced(damage: str, tmp_path: Path) -> None:
    first = ran(small(), tmp_path)
    file = tmp_path / NAME / CHUNK
    whole = bytearray(file.read_bytes())
    if damage == "one byte":
        whole[len(whole) // 2] ^= 0xFF
    file.write_bytes({"cut short": whole[:-100], "one byte": whole, "empty": b"", "no zip": b"text"}[damage])
    again = ran(small(), tmp_path)
    assert again.run.origin.file is None
    assert f"{file} cannot be read" in again.run.origin.instead
    assert_same(first, again)
    assert ran(small(), tmp_path).run.origin.file == str(tmp_path / NAME)


def test_levels_solved_by_other_code_are_solved_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = loaded(INVENTED)
    monkeypatch.setattr("businesscase.model.calibration.calibration.sources_hash", lambda _: "older")
    ran(scenario, tmp_path)
    monkeypatch.undo()
    solved: list[int] = []
    solve = businesscase.model.compile.solve_levels

    def counting(scenario: Any, structure: Any, families: Any, laid: Laid, lay: Lay, **more: Any) -> Any:
        solved.append(laid.inputs.draws)
        return solve(scenario, structure, families, laid, lay, **more)

    monkeypatch.setattr(businesscase.model.compile, "solve_levels", counting)
    ran(scenario, tmp_path)
    assert 4 in solved, "a solution of older code is never used, though all its inputs are the same"


@pytest.mark.parametrize("change", [{"shape": [4, 1, 2, 1, 3, 3]}, {"shape": [10**9, 1, 2, 1, 72, 4]}, {"type": "<i4"}])
def test_arrays_that_are_not_of_this_run_are_not_read(change: dict[str, Any], tmp_path: Path) -> None:
    first = ran(small(), tmp_path)
    file = tmp_path / NAME / CHUNK
    with zipfile.ZipFile(file) as kept:
        parts = {name: kept.read(name) for name in kept.namelist()}
    about = json.loads(parts["about.json"])
    about["blocks"][0]["programme"] |= change
    parts["about.json"] = json.dumps(about).encode()
    with zipfile.ZipFile(file, "w") as kept:
        for name, content in parts.items():
            kept.writestr(name, content)
    again = ran(small(), tmp_path)
    assert "expected" in again.run.origin.instead
    assert_same(first, again)


def test_the_same_run_gives_the_same_bytes_and_numpy_reads_them(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        ran(small(), tmp_path / name)
    first, second = ((tmp_path / name / NAME / CHUNK).read_bytes() for name in ("a", "b"))
    assert first == second
    arrays = np.load(tmp_path / "a" / NAME / CHUNK, allow_pickle=False)
    assert arrays["0.programme.edges"].ndim == 1


def test_a_failed_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Path, other: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(UsageError, match="No space left"):
        ran(small(), tmp_path)
    assert list((tmp_path / NAME).iterdir()) == []


def test_it_is_looked_for_in_other_folders_and_then_written_in_its_own(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "new").mkdir()
    ran(small(), tmp_path / "old")
    store = Shelf(NAME, tmp_path / "new", (tmp_path / "old",))
    assert ran(small(), tmp_path, store=store).run.origin.file == str(tmp_path / "old" / NAME)
    assert (tmp_path / "new" / NAME / CHUNK).read_bytes() == (tmp_path / "old" / NAME / CHUNK).read_bytes()
    nowhere = ran(small(), tmp_path, store=Shelf("y.quantities", None, (tmp_path,)))
    assert nowhere.run.origin.instead == f"there is no y.quantities in {tmp_path}"
    assert not (tmp_path / "y.quantities").exists()
