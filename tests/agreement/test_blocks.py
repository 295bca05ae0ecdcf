"""A block of draws is lived as the same draws of the whole model are: bit for bit, in every engine."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np
import pytest

from businesscase.core.errors import NumericalError
from businesscase.delivery.schedule import Exposure
from businesscase.engines.common.soundness import check_model
from businesscase.engines.discrete_event import engine as discrete_event
from businesscase.engines.expected.engine import expect
from businesscase.engines.expected.settings import Settings
from businesscase.engines.mixed import solve_and_simulate
from businesscase.engines.montecarlo import engine as montecarlo
from businesscase.engines.sizing import BLOCK
from businesscase.model.compile import compile_model
from businesscase.model.compiled import of_draws
from businesscase.pipeline import run
from businesscase.report.json.document import as_json
from tests.loaded import loaded

SMALL = "scenarios/helhedsindsats_kolding.yaml"  # twenty families: solved, and sampled beside
DRAWS = 7
BLOCKS = (slice(0, 3), slice(3, 4), slice(4, 7))
ENGINES = {
    "montecarlo": partial(montecarlo.simulate, replications=2),
    "discrete_event": partial(discrete_event.simulate, replications=2),
    "expected": partial(expect, settings=Settings()),
    "mixed": partial(solve_and_simulate, settings=Settings(), replications=2),
}


@pytest.fixture(scope="module")
def model():
    return compile_model(loaded("scenarios/opgang_til_opgang.yaml"), draws=DRAWS)


@pytest.fixture(scope="module")
def small():
    return compile_model(loaded(SMALL), draws=DRAWS)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("cohort", [False, True])
def test_a_block_is_lived_as_in_the_whole(model, small, engine, cohort):
    """Of the large scenario as it was run, of the small one from enrolment, and event by event, which takes longest."""
    if engine == "discrete_event":
        model = of_draws(small, slice(2, 4))
    elif cohort:
        model = small
    live = ENGINES[engine]
    whole = live(model, Exposure(model.schedule, cohort=cohort)).quantities
    for block in BLOCKS if engine != "discrete_event" else (slice(0, 1), slice(1, 2)):
        part = of_draws(model, block)
        found = live(part, Exposure(part.schedule, cohort=cohort)).quantities
        np.testing.assert_array_equal(found, whole[block])


def test_a_run_says_the_same_for_any_number_of_workers():
    """Three blocks, the last one shorter, lived from enrolment too, side by side or one after the other."""
    scenario = loaded(SMALL)
    alone, *others = (as_json(run(scenario, draws=2 * BLOCK + 20, workers=workers)) for workers in (1, 2, 3))
    assert all(other == alone for other in others)


def test_a_block_of_a_block_keeps_the_numbers_of_its_draws(model):
    inner = of_draws(of_draws(model, slice(2, 7)), slice(1, 3))
    assert (inner.draws, inner.inputs.first) == (2, 3)
    for key, drawn in model.inputs.values.items():
        np.testing.assert_array_equal(inner.inputs[key], drawn[3:5])
    np.testing.assert_array_equal(inner.solved.ratio, model.solved.ratio[3:5])
    assert inner.arrays.parameters.base is not None  # a view


def test_without_its_numbers_a_block_would_be_lived_otherwise(model):
    part = of_draws(model, slice(4, 7))
    exposure = Exposure(part.schedule)
    renumbered = replace(part.inputs, first=0)
    other = replace(part, inputs=renumbered)
    own = montecarlo.simulate(part, exposure, replications=2)
    others = montecarlo.simulate(other, exposure, replications=2)
    assert not np.array_equal(own.quantities, others.quantities)
    assert own.key != others.key


def test_a_message_names_the_draw_of_the_whole_run(model):
    part = of_draws(model, slice(4, 7))
    ratio = part.arrays.ratio.copy()
    ratio[1, 0] = -1.0
    bad = replace(part, arrays=part.arrays._replace(ratio=ratio))
    with pytest.raises(NumericalError, match="in draw 5"):
        check_model(bad)
