"""What must hold whatever the numbers are: conservation, nothing from nothing, order and splitting do not matter."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from businesscase.core.payers import Payer
from businesscase.delivery.schedule import Exposure
from businesscase.engines.common.workspace import family_space
from businesscase.engines.montecarlo.courses import trace_draws
from businesscase.engines.montecarlo.engine import chunk_keys, simulate
from businesscase.ledger.valuation import value
from businesscase.model.compile import compile_model
from tests.loaded import loaded
from tests.tiny import document, fixed, label, tiny

INVENTED = loaded("tests/invented_municipality.yaml")
few = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
rates = st.floats(0.01, 5.0)


def money(scenario, draws=4, replications=2, **options):
    model = compile_model(scenario, draws=draws, **options)
    exposure = Exposure(model.schedule)
    occupancy = simulate(model, exposure, replications=replications, workers=2)
    return model, occupancy, value(model, occupancy, exposure)


def without_programme(scenario):
    values = {
        "effects.attribution": 0.0,
        "effects.ratios.fewer_placements.ratio": 1.0,
        "programme.costs.team.total": 0.0,
        "programme.costs.evaluation.total": 0.0,
        "programme.grants.foundation.total": 0.0,
        "programme.displaced.casework.per_family": 0.0,
        "programme.steady_state.per_family": 0.0,
    }
    return scenario.with_values(values)


def test_no_effect_and_no_cost_is_exactly_nothing_for_every_payer_month_and_draw():
    _, _, ledger = money(without_programme(INVENTED), draws=10)
    assert np.array_equal(ledger.amounts[:, :, 0], ledger.amounts[:, :, 1])


def test_members_are_conserved():
    model, occupancy, _ = money(INVENTED, draws=3)
    cells = occupancy.cells.find("health", ("well", "treated"))
    persons = occupancy.quantities[..., cells].sum(axis=(3, 5)) * 12
    parents = sum(member.role == "parent" for family in model.families for member in family.members)
    weighted = np.array(
        [
            [
                (
                    model.arrays.weight[d]
                    * [
                        sum(m.role == "parent" for f in model.families if f.segment == s for m in f.members)
                        for s in model.segments
                    ]
                ).sum()
            ]
            for d in range(3)
        ]
    )
    np.testing.assert_allclose(persons[:, :, :, 0], np.broadcast_to(weighted[:, :, None], (3, 2, 2)), rtol=1e-5)
    assert parents == 28


def test_transfers_to_households_sum_to_nothing_over_payers():
    """What payers pay in benefits and take in tax the household receives and pays; wages come from outside."""
    _, _, ledger = money(INVENTED)
    for category in ("public_benefit", "tax"):
        rows = [row for row, line in enumerate(ledger.lines) if line.category == category]
        total = ledger.amounts[:, :, :, rows].sum(axis=3)
        np.testing.assert_allclose(total, 0.0, atol=1e-9 * np.abs(ledger.amounts).max())


def test_segments_sum_to_the_whole():
    model, occupancy, ledger = money(INVENTED)
    exposure = Exposure(model.schedule)
    parts = [value(model, occupancy, exposure, segment=name) for name in model.segments]
    for row, line in enumerate(ledger.lines):
        found = sum(part.amounts[:, :, :, part.lines.index(line)] for part in parts if line in part.lines)
        np.testing.assert_allclose(found, ledger.amounts[:, :, :, row], rtol=1e-9, atol=1e-4)


def test_a_longer_horizon_leaves_earlier_money_untouched():
    _, _, short = money(INVENTED)
    _, _, long = money(INVENTED.with_values({"time.horizon_years": 14}))
    assert short.lines == long.lines
    np.testing.assert_allclose(long.amounts[..., :120], short.amounts, rtol=1e-6, atol=1e-3)


def test_dearer_prices_scale_the_ledger():
    base = INVENTED.with_values({"prices.placement.per_time": 500_000})
    _, _, one = money(base)
    _, _, two = money(
        base.with_values({"prices.placement.per_time": 1_000_000, "prices.placement_decision.per_entry": 0})
    )
    _, _, half = money(base.with_values({"prices.placement_decision.per_entry": 0}))
    row = [line.category for line in one.lines].index("social_measure")
    np.testing.assert_allclose(two.amounts[:, :, :, row], 2 * half.amounts[:, :, :, row], rtol=1e-12)


def test_clocks_and_transitions_may_stand_in_any_order():
    """Identities are hashes of names, never positions: the same lives, so the same money in every draw and month."""
    turned = {**INVENTED.model_dump(mode="python", exclude_unset=True), "include": []}
    for clock in turned["clocks"].values():
        clock["transitions"] = dict(reversed(clock["transitions"].items()))
    turned["clocks"] = dict(reversed(turned["clocks"].items()))
    turned["prices"] = dict(reversed(turned["prices"].items()))
    from businesscase.scenario.load.scenario import Scenario

    _, _, one = money(INVENTED)
    _, _, other = money(Scenario.model_validate(turned))
    assert set(one.lines) == set(other.lines)
    for row, line in enumerate(one.lines):
        found = other.amounts[:, :, :, other.lines.index(line)]
        # the solved levels agree to their tolerance of 1e-7, and the times of events with them
        np.testing.assert_allclose(found, one.amounts[:, :, :, row], rtol=1e-4, atol=1.0)


def listed(*names):
    families = {name: {"segment": "single", "parents": [40.0], "children": []} for name in names}
    scenario = document(
        states=["here", "gone"],
        start={"here": {"share": "rest"}},
        transitions={
            "here -> gone": {"exponential": {"rate": fixed(0.3, "per year")}},
            "gone -> here": {"exponential": {"rate": fixed(0.6, "per year")}},
        },
        families=len(names),
    )
    scenario["population"]["listed"] = families
    from businesscase.scenario.load.resolve import as_scenario

    return as_scenario(scenario)


def events(scenario, draws=3):
    """Rows (family, clock name, draw, replication, strategy, from, to, time)."""
    model = compile_model(scenario, draws=draws)
    records = np.zeros((100_000, 7))
    intervals = Exposure(model.schedule).service(slice(None))
    rows = trace_draws(model.arrays, intervals, chunk_keys(1, 0, draws, 2), family_space(model.arrays), records)
    return {
        (int(model.arrays.clock_id[int(r[3])]), *(int(x) for x in r[[0, 1, 2, 4, 5]]), float(r[6]))
        for r in records[:rows]
    }


def test_another_family_moves_nobody_else():
    """Counterfactual lives do not move; enrolment, and so the programme's, is spread over the families there are."""
    few_families, more = events(listed("a", "b")), events(listed("a", "b", "c"))
    counterfactual = {row for row in few_families if row[3] == 1}
    assert counterfactual
    assert counterfactual <= more


@few
@given(rate=rates, ratio=st.floats(1.0, 8.0), stronger=st.floats(1.01, 4.0))
def test_a_stronger_effect_never_delays_the_first_firing(rate, ratio, stronger):
    """Of the only transition it acts on: the same exponential number, a larger integrated hazard."""

    def first_times(value):
        scenario = tiny(
            states=["here", "gone"],
            start={"here": {"share": "rest"}},
            transitions={"here -> gone": {"exponential": {"rate": fixed(rate, "per year")}}},
            families=10,
            ratios={
                "effect": {
                    "clock": "life",
                    "kind": "hazard_ratio",
                    "transitions": ["here -> gone"],
                    "ratio": fixed(value, "ratio"),
                    "profile": "plain",
                }
            },
        )
        return {row[:4]: row[6] for row in events(scenario, draws=2) if row[4] == 0 and row[5] == 1 and row[3] == 0}

    weak, strong = first_times(ratio), first_times(ratio * stronger)
    assert weak.keys() <= strong.keys()
    assert all(strong[key] <= time + 1e-12 for key, time in weak.items())


@few
@given(a=rates, b=rates, shape=st.floats(0.3, 3.0), seed=st.integers(0, 1000))
def test_person_time_is_conserved_in_random_small_models(a, b, shape, seed):
    scenario = tiny(
        states=["one", "two", "three"],
        start={"one": {"share": fixed(0.25, "share")}, "two": {"share": "rest"}},
        transitions={
            "one -> two": {"exponential": {"rate": fixed(a, "per year")}},
            "two -> three": {"weibull": {"shape": fixed(shape, "ratio"), "scale": fixed(1 / b, "years")}},
            "three -> one": {"bands": {"0 months": fixed(b, "per year"), "7 months": fixed(a, "per year")}},
        },
        families=7,
    )
    model = compile_model(scenario, draws=2, seed=seed)
    occupancy = simulate(model, Exposure(model.schedule), replications=2)
    cells = occupancy.cells.find("life", ("one", "two", "three"))
    total = occupancy.quantities[..., cells].sum(axis=5)
    np.testing.assert_allclose(total, 7 / 12, rtol=1e-5)
    assert np.all(occupancy.quantities >= -1e-6)


@few
@given(rate=st.floats(0.001, 0.5))
def test_moving_away_splits_the_municipality_and_leaves_the_public_sector(rate):
    scenario = INVENTED.with_values({"population.moving_away": rate})
    _, _, moved = money(scenario, draws=2)
    _, _, stayed = money(INVENTED.with_values({"population.moving_away": 0.0}), draws=2)
    both = moved.total((Payer.MUNICIPALITY, Payer.OTHER_MUNICIPALITY), ("public_benefit", "social_measure"))
    np.testing.assert_allclose(
        both, stayed.total((Payer.MUNICIPALITY,), ("public_benefit", "social_measure")), rtol=1e-9
    )
    share = moved.total((Payer.OTHER_MUNICIPALITY,), ("social_measure",)).sum() / both.sum()
    assert 0 < share < 1


def test_unknown_labels_do_not_matter():
    """A label is for readers: it changes no number."""
    _, _, one = money(INVENTED, draws=2)
    _, _, other = money(INVENTED.with_values({"prices.benefit.label": label("x")}), draws=2)
    assert np.array_equal(one.amounts, other.amounts)


@pytest.mark.parametrize("seed", [1, 2])
def test_seeds_differ(seed):
    _, one, _ = money(INVENTED, draws=2, seed=seed)
    _, other, _ = money(INVENTED, draws=2, seed=seed + 10)
    assert not np.array_equal(one.quantities, other.quantities)
