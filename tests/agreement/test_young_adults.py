"""Children grow up: clocks that begin at 18 and remember how childhood ended, by all engines and closed forms."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.linalg import expm

from businesscase.core.errors import ScenarioError
from businesscase.core.payers import Payer
from businesscase.core.vocabulary import Engine
from businesscase.delivery.schedule import Exposure
from businesscase.engines.choosing import choose
from businesscase.engines.common.chunks import chunk_keys
from businesscase.engines.common.workspace import family_space
from businesscase.engines.discrete_event import engine as discrete_event
from businesscase.engines.expected.approximations import resolution
from businesscase.engines.expected.engine import expect
from businesscase.engines.mixed import solve_and_simulate
from businesscase.engines.montecarlo.courses import trace_draws
from businesscase.engines.montecarlo.engine import simulate
from businesscase.ledger.valuation import value
from businesscase.model.compile import compile_model
from businesscase.scenario.load.resolve import as_scenario
from tests.comparing import by_year, worst_cell
from tests.loaded import loaded
from tests.tiny import document, fixed, label
from tests.young import without_young

AARHUS = "scenarios/opgang_til_opgang.yaml"
YOUNG = ("young_adult", "aftercare")
ENTRY, FADE = 0.08, 0.3  # children's placements begin and end, per year
SCHOOL, WORK, PLACED = 5.0, 3.0, 2.5  # exits at 18, and what having been placed multiplies the second by
LOSS, FOUND = 0.2, 0.4


def law(rate, **more):
    return {"exponential": {"rate": fixed(rate, "per year")}, **more}


def grown(*, parents=True, horizon=10, **more):
    """Single parents in and out of work; children at home or placed until 18; then school or work, and back again."""
    at_work = {"of": "each_parent", "clock": "life", "states": ["work"], "ratio": fixed(0.5, "ratio")}
    placed = {
        "of": "self", "clock": "care", "states": ["placed"], "ratio": fixed(PLACED, "ratio"), "remembered": True
    }  # fmt: skip
    couplings = {"parent": at_work} if parents else {}
    care = {
        "label": label("care"), "members": "children", "ages": {"until": 18},
        "states": {name: {"label": label(name)} for name in ("home", "placed")},
        "start": {"home": {"share": "rest"}},
        "transitions": {"home -> placed": law(ENTRY, couplings=couplings), "placed -> home": law(FADE)},
    }  # fmt: skip
    youth = {
        "label": label("youth"), "members": "children", "ages": {"since": 18, "until": 26},
        "states": {name: {"label": label(name)} for name in ("leaving", "school", "idle")},
        "start": {"leaving": {"share": "rest"}},
        "transitions": {
            "leaving -> school": law(SCHOOL, couplings=couplings),
            "leaving -> idle": law(WORK, couplings={"placed": placed}),
            "school -> idle": law(LOSS),
            "idle -> school": law(FOUND, couplings={"placed": placed}),
        },
    }  # fmt: skip
    content = document(
        states=["out", "work"], start={"out": {"share": "rest"}}, families=30, horizon_years=horizon,
        transitions={"out -> work": law(0.2), "work -> out": law(0.3)},
        more_clocks={"care": care, "youth": youth},
        ratios={
            "jobs": {
                "clock": "life", "kind": "hazard_ratio", "transitions": ["out -> work"], "ratio": fixed(3, "ratio"),
                "profile": "plain",
            }
        },
        **more,
    )  # fmt: skip
    content["population"]["children_per_family"] = fixed(3, "children")
    return content


@pytest.fixture(scope="module")
def small():
    model = compile_model(as_scenario(grown()), draws=60, seed=4)
    return model, Exposure(model.schedule)


def person_years(model, occupancy, clock, *, strategy=1):
    """Mean over draws and halves by year and state, (year, state)."""
    states = next(kind.states for kind in model.structure.types if kind.clock == clock)
    cells = model.structure.cells
    time = by_year(occupancy.quantities[:, :, strategy]).mean(axis=(0, 1)).sum(axis=0)
    return np.stack([time[:, cells.find(clock, (state,))].sum(axis=1) for state in states], axis=1)


def alive_between(model, clock):
    """Person-years by year of those whose clock runs, from the list of families."""
    kind = next(i for i, each in enumerate(model.structure.types) if each.clock == clock)
    since, until = model.arrays.type_ages[kind]
    ages = model.arrays.clock_age[model.arrays.clock_type == kind][:, None]
    year = np.arange(len(model.arrays.edges) // 12)
    there = np.minimum(until - ages, year + 1.0) - np.maximum(since - ages, year)
    return np.clip(there, 0.0, 1.0).sum(axis=0)


def test_ageing_conserves_members(small):
    model, exposure = small
    solved = expect(model, exposure, settings=resolution(model, exposure).settings)
    for occupancy in (solved, simulate(model, exposure, replications=2)):
        for clock in ("care", "youth"):
            total = person_years(model, occupancy, clock).sum(axis=1)
            assert total == pytest.approx(alive_between(model, clock), rel=1e-5)


def test_three_states_against_a_closed_form():
    """Whoever is placed at 18 lives by other rates, for good: two chains of three states, mixed by that chance."""
    model = compile_model(as_scenario(grown(parents=False)), draws=200, seed=2)
    exposure = Exposure(model.schedule)
    kind = next(i for i, each in enumerate(model.structure.types) if each.clock == "youth")
    begins = 18.0 - model.arrays.clock_age[model.arrays.clock_type == kind]
    steps, truth = 48, np.zeros((10, 3))
    for begin in begins[begins < 10]:
        placed = ENTRY / (ENTRY + FADE) * (1.0 - np.exp(-(ENTRY + FADE) * begin))
        for chance, ratio in ((placed, PLACED), (1.0 - placed, 1.0)):
            moves = np.array([[0, SCHOOL, WORK * ratio], [0, 0, LOSS], [0, FOUND * ratio, 0]])
            generator = moves - np.diag(moves.sum(axis=1))
            for year in range(10):
                low, high = max(year - begin, 0.0), min(year + 1 - begin, 8.0)
                if high > low:
                    width = (high - low) / steps
                    mass = np.array([1.0, 0, 0]) @ expm(generator * (low + 0.5 * width))
                    step = expm(generator * width)
                    for _ in range(steps):
                        truth[year] += chance * width * mass
                        mass = mass @ step
    solved = expect(model, exposure, settings=resolution(model, exposure).settings)
    found = person_years(model, solved, "youth")
    assert found[1:, 1:] == pytest.approx(truth[1:, 1:], abs=0.01 * truth.sum(axis=1).max())
    lived = simulate(model, exposure, replications=2, workers=1)
    cells = [int(model.structure.cells.find("youth", (state,))[0]) for state in ("leaving", "school", "idle")]
    by_draw = by_year(lived.quantities[:, :, 1])[..., cells].mean(axis=1).sum(axis=1)
    error = by_draw.std(axis=0, ddof=1) / np.sqrt(model.draws)
    assert np.all(np.abs(by_draw.mean(axis=0) - truth) <= 4.0 * error + 2e-3 * truth.sum(axis=1, keepdims=True))


def test_expected_and_sampled_agree(small):
    model, exposure = small
    fine = resolution(model, exposure)
    assert "read_together" in {each.name for each in fine.approximations}
    solved = expect(model, exposure, settings=fine.settings)
    over, where = worst_cell(model, simulate(model, exposure, replications=16), solved, fine.bound)
    assert over < 1.0, where


def test_the_same_lives_event_by_event(small):
    for scenario in (as_scenario(grown()), loaded(AARHUS)):
        model = compile_model(scenario, draws=1, seed=3)
        exposure, keys = Exposure(model.schedule), chunk_keys(3, 0, 1, 1)
        records = np.zeros((100_000, 7))
        rows = trace_draws(model.arrays, exposure.service(slice(None)), keys, family_space(model.arrays), records)
        found = discrete_event.histories(model, exposure, keys)
        np.testing.assert_array_equal(found[:, :6], records[:rows, :6])
        np.testing.assert_allclose(found[:, 6], records[:rows, 6], rtol=0.0, atol=1e-9)


def test_a_longer_horizon_leaves_earlier_years_untouched(small):
    short = compile_model(as_scenario(grown(horizon=6)), draws=60, seed=4)
    long = simulate(*small, replications=2).quantities
    assert np.array_equal(simulate(short, Exposure(short.schedule), replications=2).quantities, long[:, :, :, :, :72])


def test_what_is_sampled_beside_is_what_is_simulated(small):
    from dataclasses import replace

    model, exposure = small
    kind = next(i for i, each in enumerate(model.structure.types) if each.clock == "youth")
    settings = replace(resolution(model, exposure).settings, sampled=frozenset({kind}))
    mixed = solve_and_simulate(model, exposure, settings=settings, replications=4)
    lived = simulate(model, exposure, replications=4)
    own = [i for i, cell in enumerate(model.structure.cells.cells) if cell.clock == "youth"]
    rest = [i for i in range(len(model.structure.cells)) if i not in own]
    assert np.array_equal(mixed.quantities[..., own], lived.quantities[..., own])
    solved = expect(model, exposure, settings=replace(settings, sampled=frozenset()))
    assert np.array_equal(mixed.quantities[:, 0][..., rest], solved.quantities[:, 0][..., rest])


def test_aarhus_samples_its_young_and_solves_the_rest():
    model = compile_model(loaded(AARHUS), draws=4, seed=1)
    choice = choose(model)
    assert choice.engine is Engine.MIXED
    assert "clocks.young_adult, clocks.aftercare" in choice.reason
    names = {model.structure.types[kind].clock for kind in choice.settings.sampled}
    assert names == set(YOUNG)


def test_without_young_adults_nothing_else_moves():
    """The ledger of Aarhus without the part is, krone by krone, that with it, less the lines of the part."""
    books = []
    for scenario in (loaded(AARHUS), as_scenario(without_young("opgang_til_opgang"))):
        model = compile_model(scenario, draws=3, seed=1)
        exposure = Exposure(model.schedule)
        books.append((model, value(model, simulate(model, exposure, replications=2), exposure)))
    (with_model, with_young), (_, without) = books
    alone = {"uddannelseshjaelp", "fgu", "young_wage", "aftercare"}
    shared = {"kontanthjaelp", "activation", "su", "foertidspension", "tax", "equalisation"}  # that young adults add to
    rows = [i for i, line in enumerate(with_young.lines) if line.category not in alone | shared]
    kept = [i for i, line in enumerate(without.lines) if line.category not in shared]
    assert [with_young.lines[i] for i in rows] == [without.lines[i] for i in kept]
    assert np.array_equal(with_young.amounts[..., rows, :], without.amounts[..., kept, :])
    for category in alone - {"young_wage"}:
        assert with_young.total((Payer.MUNICIPALITY,), (category,)).sum() > 0, category
    with_thirty, parents = (ledger.total((Payer.MUNICIPALITY,), ("kontanthjaelp",)) for ledger in (with_young, without))
    before = 12 * (30 - 18)  # months until the first of them can be 30
    assert np.array_equal(with_thirty[..., :before], parents[..., :before])
    assert np.all(with_thirty[..., before + 24 :].mean(axis=(0, 1)) > parents[..., before + 24 :].mean(axis=(0, 1)))
    names = {kind.clock for kind in with_model.structure.types}
    assert set(YOUNG) <= names


def test_without_effect_nothing_is_saved_on_the_young():
    model = compile_model(loaded(AARHUS).variant("no effect"), draws=3, seed=1)
    exposure = Exposure(model.schedule)
    cells = [i for i, cell in enumerate(model.structure.cells.cells) if cell.clock in YOUNG]
    lived = simulate(model, exposure, replications=2).quantities[..., cells]
    assert np.array_equal(lived[:, :, 0], lived[:, :, 1])


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"of": "each_parent", "clock": "life", "states": ["work"]}, "not a clock of the member itself"),
        ({"clock": "care", "states": ["home"], "since": 17}, "still runs when this clock begins"),
    ],
)
def test_what_cannot_be_remembered_is_said(changes, words):
    content = grown()
    since = changes.pop("since", 18)
    youth = content["clocks"]["youth"]
    youth["ages"]["since"] = since
    youth["transitions"]["leaving -> idle"]["couplings"]["placed"] |= changes
    with pytest.raises(ScenarioError, match=words):
        as_scenario(content)
