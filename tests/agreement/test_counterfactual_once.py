"""Other times of service change nothing of what is without: taken from the first view, it is what it would be anew."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from businesscase.core.vocabulary import Engine
from businesscase.delivery.schedule import Exposure
from businesscase.engines.choosing import Choice
from businesscase.engines.montecarlo.engine import simulate_refunds
from businesscase.model.compile import compile_model
from businesscase.simulating import Start, engine_of
from tests.loaded import loaded

AARHUS, INVENTED = "scenarios/opgang_til_opgang.yaml", "tests/invented_municipality.yaml"


def choice_of(scenario, engine: Engine) -> Choice:
    probe = compile_model(scenario, draws=2, seed=0)
    return Start(probe, None, engine, 2, None, None).choose()


@pytest.mark.parametrize(
    ("file", "engine"),
    [
        (AARHUS, Engine.MIXED),
        (AARHUS, Engine.MONTECARLO),
        (INVENTED, Engine.EXPECTED),
        (INVENTED, Engine.DISCRETE_EVENT),
    ],
)
def test_an_enrolment_view_that_takes_the_counterfactual_is_the_one_that_lives_it(file, engine):
    scenario = loaded(file)
    model = compile_model(scenario, draws=3, seed=4)
    simulate = engine_of(choice_of(scenario, engine), workers=1, executor=None)
    exposure = Exposure(model.schedule)
    first, enrolled = simulate(model, exposure), replace(exposure, cohort=True)
    anew, taken = simulate(model, enrolled), simulate(model, enrolled, without=first)
    assert (first.quantities[:, :, 0] != anew.quantities[:, :, 0]).any(), "the programme serves them at other times"
    np.testing.assert_array_equal(taken.quantities, anew.quantities)
    assert taken.key == anew.key


def test_refunds_by_themselves_too():
    model = compile_model(loaded(AARHUS), draws=3, seed=4)
    exposure = Exposure(model.schedule)
    simulate = engine_of(Choice(Engine.MONTECARLO, "", replications=2), workers=1, executor=None)
    first, enrolled = simulate(model, exposure), replace(exposure, cohort=True)
    anew = simulate_refunds(model, enrolled, replications=2)
    np.testing.assert_array_equal(simulate_refunds(model, enrolled, replications=2, without=first), anew)
