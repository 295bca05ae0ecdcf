"""How large a run is: told where it is much, refused beyond the machine, and not far from what was measured."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import pytest

from businesscase import UsageError, run
from businesscase.engines import sizing
from businesscase.engines.shelf import Shelf
from businesscase.engines.sizing import check_room, check_size, check_table, memory_of_machine, size_of
from tests.goals import CASES, FILE, JOINT, WORK, jammerbugt
from tests.loaded import loaded

ROOT = Path(__file__).parents[3]
AARHUS = loaded(ROOT / "scenarios" / "opgang_til_opgang.yaml")
INVENTED = loaded(ROOT / "tests" / "invented_municipality.yaml")


def many(families: int):
    return INVENTED.with_values({"population.families": families, "population.persons": families * 3})


@pytest.mark.parametrize(
    ("scenario", "engine", "draws", "seconds", "megabytes"),
    [
        (AARHUS, "auto", 1_000, 20, 680),
        (many(2_000), "montecarlo", 100, 19, 238),
        (many(20_000), "montecarlo", 10, 17, 267),
        (many(20_000), "auto", 10, 51, 429),
    ],
)
def test_the_estimate_is_near_what_was_measured(scenario, engine, draws, seconds, megabytes) -> None:
    """On one machine of two cores; within a factor of two, which is what it is for."""
    size = size_of(scenario, engine=engine, draws=draws, replications=None)
    assert 0.5 < size.seconds / seconds < 2.0
    assert 0.5 < size.memory / 1e6 / megabytes < 2.0


GOAL = loaded(FILE).variant(JOINT)


@pytest.mark.parametrize(
    ("scenario", "seconds"),
    [(GOAL, 50), (jammerbugt({"work": WORK}), 22), (jammerbugt({"work": WORK, "cases": CASES}), 48)],
)
def test_goals_are_in_the_estimate(scenario, seconds) -> None:
    """What the goals alone took in a thousand draws, on two cores with other work; within a factor of two."""
    each = (scenario, jammerbugt({}))
    of_goals = [size_of(one, engine="auto", draws=1_000, replications=None).seconds for one in each]
    assert 0.5 < (of_goals[0] - of_goals[1]) / seconds < 2.0


def test_many_families_with_a_goal_need_memory() -> None:
    with pytest.raises(UsageError, match="families"):
        check_size(
            GOAL.with_values({"population.families": 200_000}), engine="auto", draws=10, replications=None, memory=4e9
        )


def test_an_ordinary_run_is_not_spoken_of(caplog: pytest.LogCaptureFixture) -> None:
    check_size(AARHUS, engine="auto", draws=3_000, replications=None, memory=8e9)
    assert caplog.messages == []


def test_a_long_run_is_told_in_one_line(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "businesscase"):
        check_size(AARHUS, engine="auto", draws=100_000, replications=None, memory=16e9)
    (said,) = caplog.messages
    assert said.startswith("100,000 draws of 62 families take about 41 minutes, 2.3 GB of memory and 52 GB in the tem")


@pytest.mark.parametrize(
    ("scenario", "draws", "replications", "fits"),
    [
        (AARHUS, 10**7, None, "at most 420,000 draws"),
        (AARHUS, 10**400, None, "at most 420,000 draws"),
        (many(2_000_000), 10, None, "at most 690,000 families"),
        (AARHUS, 100, 10**18, "at most 15,000,000 replications"),
    ],
)
def test_what_no_memory_holds_is_refused_with_what_does(scenario, draws, replications, fits) -> None:
    with pytest.raises(UsageError, match=r"need .*of memory, and this machine has 8\.0 GB: expected") as refused:
        check_size(scenario, engine="montecarlo", draws=draws, replications=replications, memory=8e9)
    assert fits in str(refused.value)


def test_run_refuses_before_it_begins() -> None:
    said: list[str] = []
    with pytest.raises(UsageError, match="expected at most"):
        run(INVENTED, draws=10**12, progress=lambda stage, _: said.append(stage))
    assert said == []


Free = Callable[[float], None]


@pytest.fixture
def free(monkeypatch: pytest.MonkeyPatch) -> Free:
    """Says how many bytes are free, on the one disk there is."""
    return lambda has: monkeypatch.setattr(sizing, "_disk_of", lambda folder: (1, has))


def test_a_run_that_the_disk_has_no_room_for_is_refused_with_both_figures(tmp_path: Path, free: Free) -> None:
    """Quantities that are kept, files, and what is put aside."""
    shelf = Shelf("x.quantities", tmp_path)
    free(2e9)
    check_room(AARHUS, shelf, draws=1_000)
    free(0.5e9)
    with pytest.raises(UsageError, match=r"need about 1\.0 GB .* and 0\.5 GB is free there") as refused:
        check_room(AARHUS, shelf, draws=1_000)
    assert "kræver omkring 1,0 GB" in refused.value.said("da")
    assert "0,5 GB ledigt" in refused.value.said("da")
    free(0.53e9)  # put aside, and files
    check_room(AARHUS, Shelf("x.quantities", tmp_path, writes=False), draws=1_000)
    free(0.0)  # few draws stay in memory
    check_room(AARHUS, None, draws=50)


def test_what_is_kept_already_needs_no_room(tmp_path: Path, free: Free) -> None:
    shelf = Shelf("x.quantities", tmp_path)
    free(0.6e9)
    with pytest.raises(UsageError, match="is free there"):
        check_room(AARHUS, shelf, draws=1_000)
    (tmp_path / "x.quantities").mkdir()
    with (tmp_path / "x.quantities" / "chunk.npz").open("wb") as file:
        file.truncate(450_000_000)  # a file with a hole: it takes no room itself
    check_room(AARHUS, shelf, draws=1_000)


def test_a_kept_draw_takes_no_more_than_was_reckoned_with(tmp_path: Path) -> None:
    shelf = Shelf("x.quantities", tmp_path)
    run(INVENTED, draws=20, workers=1, store=shelf)
    cells = sum(len(clock.states) for clock in INVENTED.clocks.values()) * 12 * INVENTED.time.horizon_years
    assert shelf.own is not None
    found = sum(file.stat().st_size for file in shelf.own.iterdir()) / (20 * cells * len(INVENTED.population.segments))
    assert 5.0 < found < 35.0


def test_run_refuses_a_full_disk_before_it_begins(tmp_path: Path, free: Free) -> None:
    said: list[str] = []
    free(1e6)
    with pytest.raises(UsageError, match=r"and 0\.0 GB is free there"):
        run(INVENTED, draws=4, store=Shelf("x.quantities", tmp_path), progress=lambda stage, _: said.append(stage))
    assert said == []


def test_a_table_of_amounts_is_bounded_too() -> None:
    check_table(1_000, memory=8e9)
    with pytest.raises(UsageError, match="expected at most 110,000 draws"):
        check_table(10**12, memory=8e9)


def test_the_machine_has_memory() -> None:
    assert memory_of_machine() > 1e8
