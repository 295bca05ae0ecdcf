"""How large a run is: told where it is much, refused beyond the machine, and not far from what was measured."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from businesscase import UsageError, run
from businesscase.engines.sizing import check_size, check_table, memory_of_machine, size_of
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


def test_a_table_of_amounts_is_bounded_too() -> None:
    check_table(1_000, memory=8e9)
    with pytest.raises(UsageError, match="expected at most 110,000 draws"):
        check_table(10**12, memory=8e9)


def test_the_machine_has_memory() -> None:
    assert memory_of_machine() > 1e8
