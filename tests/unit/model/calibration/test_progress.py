"""How far the solver of the levels is, told as it goes."""

from pathlib import Path

from businesscase.model.compile import compile_model
from businesscase.pipeline import COMPILING, SOLVING, run
from tests.loaded import loaded

INVENTED = loaded(Path(__file__).parents[3] / "invented_municipality.yaml")


def test_the_fraction_of_the_levels_that_is_solved_rises_to_one() -> None:
    told: list[float] = []
    compile_model(INVENTED, draws=24, workers=3, told=told.append)
    assert len(told) >= 3
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_a_run_tells_it_and_the_first_one_that_it_compiles(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    said: list[tuple[str, float]] = []
    monkeypatch.setattr("businesscase.pipeline.is_cached", lambda: False)
    run(INVENTED, draws=4, progress=lambda stage, fraction: said.append((stage, fraction)))
    stages = list(dict.fromkeys(stage for stage, _ in said))
    assert stages[0] == f"{COMPILING}, and {SOLVING}"
    assert [fraction for stage, fraction in said if stage == stages[0]][-1] == 1.0
    assert SOLVING not in stages


def test_levels_that_were_solved_a_moment_ago_are_told_of_as_done() -> None:
    for _ in range(2):
        told: list[float] = []
        compile_model(INVENTED, draws=4, seed=9, told=told.append)
        assert told == sorted(told)
        assert told[-1] == 1.0
