"""BENCH-4: a clock-reset model with a covariate, 1,000 draws and a programme, whose answers other programs have given.

Reference A: the draws of the file, 1,000 persons: means of 12 runs of 1000 x 1000 x 2 lives of a program of its own.
Reference B: the point estimate, severity 0: 8 x 1,000,000 lives per strategy of a semi-Markov program.
Each figure must lie within 4 standard errors, ours and the reference's together (expectations have none of their own).
Utilities are not money, so the quality-adjusted years are left out; they would be the same times at other prices.
"""

from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import NDArray

from benchmarks.bench4_scenario import PERSONS, bench4, costs, moves, point_estimate
from businesscase.core.vocabulary import Engine
from businesscase.delivery.schedule import Exposure
from businesscase.engines.choosing import choose
from businesscase.engines.common.occupancy import Occupancy
from businesscase.engines.expected.engine import expect
from businesscase.engines.montecarlo.engine import simulate
from businesscase.measures.views import discount_factors
from businesscase.model.compile import compile_model
from businesscase.model.compiled import CompiledModel
from businesscase.scenario.load.scenario import Scenario

Floats = NDArray[np.float64]
BOUND = 4.0  # ten figures of A, twenty-two of B: a false alarm is about 1 in 500
STATES = ("H", "S", "R", "D")

# programme, counterfactual: mean and standard deviation of one of the 12 runs
MEDICAL = ((13682.8, 11.2), (17382.3, 17.1))
PROGRAMME = (11891.8, 2.6)
TRANSITIONS = (5_839_565, 2_125)
RUNS = 12

# programme, counterfactual: discounted years in H, S, R with their standard errors; occupancy at 5 and at 10 years
DISCOUNTED = (
    ((6.088459, 0.0008), (1.488477, 0.0005), (0.378779, 0.0004)),
    ((5.407916, 0.0005), (1.771399, 0.0005), (0.629956, 0.0004)),
)
OCCUPANCY = {
    5: ((0.662481, 0.207740, 0.051704, 0.078074), (0.571716, 0.245911, 0.088686, 0.093687)),
    10: ((0.535729, 0.189684, 0.083163, 0.191424), (0.430210, 0.202506, 0.128672, 0.238612)),
}
LIVES = 8_000_000


ENGINES = (Engine.MONTECARLO, Engine.EXPECTED)


def counted(model: CompiledModel, engine: Engine, replications: int) -> Occupancy:
    """What an engine counts; `auto` must find that the scenario can be solved without sampling."""
    exposure = Exposure(model.schedule)
    if engine is Engine.MONTECARLO:
        return simulate(model, exposure, replications=replications, workers=2)
    choice = choose(model)
    assert choice.engine is Engine.EXPECTED
    assert choice.settings is not None
    return expect(model, exposure, settings=choice.settings, workers=2)


@pytest.fixture(scope="module", params=ENGINES)
def drawn(request: pytest.FixtureRequest) -> tuple[Scenario, CompiledModel, Occupancy]:
    scenario = bench4()
    model = compile_model(scenario, draws=1000)
    return scenario, model, counted(model, request.param, 2)


def halves(occupancy: Occupancy) -> tuple[Occupancy, Occupancy]:
    """The two halves of the replications, each as an occupancy; twice the whole where nothing was sampled."""
    if occupancy.quantities.shape[1] == 1:
        return occupancy, occupancy
    parts = (occupancy.quantities[:, [half]] for half in range(2))
    one, two = (Occupancy(p, occupancy.cells, occupancy.edges, occupancy.segments, 1, "") for p in parts)
    return one, two


def z_of_draws(found: Floats, one: Floats, two: Floats, reference: tuple[float, float]) -> float:
    """Distance of a mean over draws from a reference in standard errors. The draws are the same in both, so ours is
    the noise of the lives alone, which the difference between the halves shows."""
    own = np.sum((one - two) ** 2) / 4.0 / len(found) ** 2
    return abs(found.mean() - reference[0]) / math.sqrt(own + reference[1] ** 2 / RUNS)


@pytest.mark.slow
def test_the_draws_of_the_file(drawn: tuple[Scenario, CompiledModel, Occupancy]) -> None:
    scenario, model, occupancy = drawn
    parts = (occupancy, *halves(occupancy))
    medical, programme = zip(*(costs(scenario, model, part) for part in parts), strict=True)
    for strategy in range(2):
        assert z_of_draws(*(part[:, strategy] for part in medical), MEDICAL[strategy]) < BOUND
    assert z_of_draws(*(part[:, 0] for part in programme), PROGRAMME) < BOUND
    assert not programme[0][:, 1].any()
    total = [moves(model, part).sum(axis=1) * PERSONS for part in parts]
    assert z_of_draws(*total, (TRANSITIONS[0] / 1000, TRANSITIONS[1] / 1000)) < BOUND


@pytest.fixture(scope="module", params=ENGINES)
def central(request: pytest.FixtureRequest) -> tuple[Scenario, CompiledModel, Occupancy]:
    """Nothing differs between draws, so lives are 200 independent samples of 5,000; of expectations two are enough."""
    scenario = point_estimate()
    model = compile_model(scenario, draws=200 if request.param is Engine.MONTECARLO else 2)
    return scenario, model, counted(model, request.param, 5000)


def person_years(occupancy: Occupancy, state: str, strategy: int) -> Floats:
    """Shape (draw, month)."""
    (cell,) = occupancy.cells.find("health", (state,))
    return np.asarray(occupancy.quantities[:, :, strategy, 0, :, cell].mean(axis=1, dtype=np.float64))


def z_of_samples(found: Floats, reference: float, error: float) -> float:
    own = found.std(ddof=1) / math.sqrt(len(found))
    return abs(found.mean() - reference) / math.hypot(own, error)


@pytest.mark.slow
def test_the_point_estimate(central: tuple[Scenario, CompiledModel, Occupancy]) -> None:
    scenario, model, occupancy = central
    factors = discount_factors(scenario, model.arrays.edges, base=0.0)
    for strategy in range(2):
        for place, state in enumerate(STATES):
            months = person_years(occupancy, state, strategy)
            if state != "D":
                assert z_of_samples(months @ factors, *DISCOUNTED[strategy][place]) < BOUND, (strategy, state)
            # the share at a moment, from the months before and after it; of the last, from the two before it
            at = {5: 6.0 * (months[:, 59] + months[:, 60]), 10: 18.0 * months[:, 119] - 6.0 * months[:, 118]}
            for year, share in at.items():
                reference = OCCUPANCY[year][strategy][place]
                error = math.sqrt(reference * (1.0 - reference) / LIVES)
                assert z_of_samples(share, reference, error) < BOUND, (strategy, state, year)
