"""The nearest values at which the headline turns, which every run tells: those of `breakeven`, put back into `run`."""

from __future__ import annotations

from pathlib import Path

import pytest

from businesscase import breakeven, run
from businesscase.measures.result import Result
from businesscase.report.tables.tables import turns_line
from businesscase.report.texts.texts import Texts
from tests.loaded import loaded

SCENARIO = loaded(Path(__file__).parents[1] / "invented_municipality.yaml")
DRAWS = 200


@pytest.fixture(scope="module")
def result() -> Result:
    return run(SCENARIO, draws=DRAWS, seed=1)


@pytest.mark.slow
def test_the_nearest_come_first_and_are_those_of_breakeven(result: Result) -> None:
    assert 1 <= len(result.turning) <= 3
    assert result.turning[0].key is None
    far = [abs(one.distance) for one in result.turning[1:] if one.distance is not None]
    assert far == sorted(far)
    for one in result.turning:
        if one.key is None or one.approximate:
            continue
        (alone,) = breakeven(SCENARIO, key=one.key, draws=DRAWS, seed=1).values
        assert one.value == pytest.approx(alone.value, rel=1e-3)
        assert one.percentile == pytest.approx(alone.percentile, abs=1e-3)


@pytest.mark.slow
def test_at_the_cost_that_turns_it_what_is_saved_is_what_is_paid(result: Result) -> None:
    """K is linear in the cost, so the cost is what is saved by the date; for good, the least that is saved after it."""
    cost = result.turning[0]
    factor = cost.value / cost.declared
    claim = SCENARIO.claims[result.headline.name]
    found = breakeven(SCENARIO, draws=DRAWS, seed=1, key=next(iter(result.per_draw.inputs)))
    assert found.cost_per_family == pytest.approx(cost.declared, rel=1e-9)
    dearer = SCENARIO.with_values(
        {
            f"programme.costs.{name}.total": one.total.value * factor
            for name, one in SCENARIO.programme.costs.items()
            if one.total is not None
        }
        | {
            f"programme.grants.{name}.total": one.total.value * factor
            for name, one in SCENARIO.programme.grants.items()
            if one.total is not None
        }
    )
    turned = run(dearer, draws=DRAWS, seed=1).paybacks.headline[claim.perspective].sustained_years
    assert turned == pytest.approx(claim.within_years, abs=0.02)


def test_with_two_draws_nothing_is_a_driver_and_the_cost_is_told() -> None:
    few = run(SCENARIO, draws=2, seed=1)
    assert [one.key for one in few.turning] == [None]


@pytest.mark.parametrize("language", ["en", "da"])
def test_it_is_one_sentence(result: Result, language: str) -> None:
    said = turns_line(result, Texts(language))
    assert said is not None and said.endswith(".") and "  " not in said
    assert said.startswith("Breaks even (central curve) at: " if language == "en" else "Går i nul (central kurve): ")
    assert said.count(" (not " if language == "en" else " (ikke ") == len(result.turning)
