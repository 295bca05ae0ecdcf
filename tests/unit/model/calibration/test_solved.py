"""A level whose clock, report and share stay as they are is solved for once."""

import pytest

from businesscase.core.recent import Recent
from businesscase.model.calibration import solved
from businesscase.model.compile import compile_model
from tests.agreement.test_calibration import two_states
from tests.tiny import fixed


def scenario(**values):
    return two_states(fixed(0.45, "share")).with_values(values)


@pytest.fixture
def turns(monkeypatch):
    monkeypatch.setattr(solved, "latest", Recent(2))
    found, inner = [], solved._solved
    monkeypatch.setattr(solved, "_solved", lambda *given: found.append(given[0]) or inner(*given))
    return found


def test_another_price_solves_for_nothing_and_another_hazard_does(turns):
    first = compile_model(scenario(), draws=4)
    again = compile_model(scenario(**{"prices.stay.per_time": 90_000}), draws=4)
    assert turns == ["stock"]
    assert (again.solved.ratio == first.solved.ratio).all()
    other = compile_model(scenario(**{"clocks.life.transitions.in -> out.exponential.rate": 0.4}), draws=4)
    assert turns == ["stock", "stock"]
    assert (other.solved.ratio != first.solved.ratio).any()


def test_only_thelatest_small_solutions_are_kept(turns, monkeypatch):
    for draws in (2, 3, 4, 5):
        compile_model(scenario(), draws=draws)
    assert len(solved.latest) == 2
    monkeypatch.setattr(solved, "MOST", 3)
    compile_model(scenario(), draws=6)
    assert len(solved.latest) == 2 and len(turns) == 5
