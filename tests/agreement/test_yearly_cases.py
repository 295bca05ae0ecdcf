"""Refunds of yearly cases: worked examples of the law, a plain loop, quadrature, and engine against engine."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from scipy.integrate import quad
from scipy.stats import norm

from businesscase.core.errors import NumericalError
from businesscase.core.payers import Payer, Perspective
from businesscase.core.randomness import name_id
from businesscase.core.vocabulary import Engine, Strategy
from businesscase.delivery.schedule import Exposure
from businesscase.engines.choosing import choose
from businesscase.engines.common.chunks import chunk_keys
from businesscase.engines.common.numbers import normal
from businesscase.engines.common.workspace import family_space
from businesscase.engines.discrete_event import engine as discrete_event
from businesscase.engines.mixed import solve_and_simulate
from businesscase.engines.montecarlo.courses import trace_draws
from businesscase.engines.montecarlo.engine import simulate, simulate_refunds
from businesscase.engines.montecarlo.needed import needed_for
from businesscase.ledger.ledger import Ledger
from businesscase.ledger.valuation import value
from businesscase.model.arrays import Arrays
from businesscase.model.compile import compile_model
from businesscase.pipeline import run
from businesscase.scenario.load.resolve import as_scenario
from businesscase.scenario.load.scenario import Scenario
from tests.loaded import loaded
from tests.small_models import scenarios
from tests.tiny import fixed
from tests.yearly_cases import LAW_2024, RESIDENTIAL, brackets, by_year, cases, ledger_of

STATE, MUNICIPALITY = Payer.CENTRAL_GOVERNMENT, Payer.MUNICIPALITY
REFUSION, PLACEMENT = "central_refusion", "placement"
BEFORE_2021 = {"first": (913_000, 0.25), "second": (1_784_000, 0.5)}
SPREAD = fixed(0.46, "ratio")


def refunded(cost: float, steps: dict[str, tuple[float, float]]) -> float:
    """The brackets as one reads them: of every krone the share of the bracket in which it lies."""
    limits = [*(above for above, _ in steps.values()), np.inf]
    shares = [share for _, share in steps.values()]
    return sum(s * max(min(cost, high) - low, 0.0) for s, (low, high) in zip(shares, pairwise(limits), strict=True))


# ---- known answers


def test_three_siblings_in_residential_care_are_one_case():
    """Evidence: 3.927 mio. kr. pooled in 2024: 217,750 + 233,500 + 1,257,000 = 1.708 mio. from the state."""
    ledger = ledger_of(cases(children=[5.0, 6.0, 7.0], since={2021: brackets("household", LAW_2024)}))
    np.testing.assert_allclose(by_year(ledger, MUNICIPALITY, PLACEMENT), 3_927_000, rtol=1e-6)
    np.testing.assert_allclose(by_year(ledger, STATE, REFUSION), 217_750 + 233_500 + 1_257_000, rtol=1e-6)
    np.testing.assert_allclose(by_year(ledger, MUNICIPALITY, REFUSION), -1_708_250, rtol=1e-6)
    assert not by_year(ledger, STATE, PLACEMENT).any()


def test_one_child_in_residential_care():
    """Evidence: 25 % of 396,000 = 99,000."""
    ledger = ledger_of(cases(children=[5.0], since={2021: brackets("household", LAW_2024)}))
    np.testing.assert_allclose(by_year(ledger, STATE, REFUSION), 99_000, rtol=1e-6)


def test_three_siblings_apart_are_three_cases():
    ledger = ledger_of(cases(children=[5.0, 6.0, 7.0], since={2021: brackets("person", LAW_2024)}))
    np.testing.assert_allclose(by_year(ledger, STATE, REFUSION), 3 * 99_000, rtol=1e-6)


def test_siblings_are_pooled_from_2021():
    """A run from 2019: each child alone in 2019 and 2020, together from 2021; the first brackets also held before."""
    since = {2020: brackets("person", BEFORE_2021), 2021: brackets("household", LAW_2024)}
    ledger = ledger_of(cases(children=[5.0, 6.0, 7.0], since=since, start=date(2019, 1, 1)))
    np.testing.assert_allclose(by_year(ledger, STATE, REFUSION)[0, 0], [297_000, 297_000, 1_708_250], rtol=1e-6)


def test_the_refund_comes_when_the_cost_has_passed_the_limit():
    """One child at 109,083 a month passes 913,000 in September; earlier months bring nothing."""
    ledger = ledger_of(cases(children=[5.0], since={2021: brackets("household", LAW_2024)}))
    months = ledger.total((STATE,), (REFUSION,))[0, 0, 1, :12]
    monthly = RESIDENTIAL / 12
    expected = np.diff([refunded(k * monthly, LAW_2024) for k in range(13)])
    np.testing.assert_allclose(months, expected, rtol=1e-5, atol=0.01)
    assert not months[:8].any()
    assert months[8] > 0


def test_calendar_years_of_a_start_in_july():
    """Half a year to New Year, then whole years, then the half that is left: limits count from each 1 January."""
    content = cases(children=[5.0], since={2021: brackets("household", LAW_2024)}, price=4e6, start=date(2023, 7, 1))
    months = ledger_of(content).total((STATE,), (REFUSION,))[0, 0, 1]
    found = [months[:6].sum(), months[6:18].sum(), months[18:30].sum(), months[30:].sum()]
    half, whole = refunded(2e6, LAW_2024), refunded(4e6, LAW_2024)
    np.testing.assert_allclose(found, [half, whole, whole, half], rtol=1e-6)


def test_a_child_who_comes_of_age_in_the_year():
    """Placed until 18: half a year of cost, counted from 1 January."""
    ledger = ledger_of(cases(children=[17.5], since={2021: brackets("household", LAW_2024)}, price=4e6))
    np.testing.assert_allclose(by_year(ledger, STATE, REFUSION)[0, 0], [refunded(2e6, LAW_2024), 0, 0], rtol=1e-6)


def test_a_limit_of_days():
    """Herberg: half until 2023, then half of 120 days a year (366 days are a year like any other here)."""
    since = {
        2022: brackets("person", {"all": (0, 0.5)}, "days"),
        2024: brackets("person", {"first": (0, 0.5), "beyond": (120, 0.0)}, "days"),
        2025: brackets("person", {"first": (0, 0.5), "beyond": (90, 0.0)}, "days"),
    }
    ledger = ledger_of(cases(children=[5.0, 6.0], since=since, price=500_000, start=date(2023, 1, 1)))
    expected = np.array([1.0, 120 / 365, 90 / 365]) * 0.5 * 2 * 500_000
    np.testing.assert_allclose(by_year(ledger, STATE, REFUSION)[0, 0], expected, rtol=1e-6)


def test_limits_follow_the_price_index():
    """A limit of 800,000 at the price year before, with 5 % growth, is 840,000."""
    content = cases(
        children=[5.0],
        since={2021: brackets("household", {"first": (800_000, 0.25)}, price_year=2023)},
        indices={
            "prices": {"label": {"en": "p", "da": "p"}, "growth": {2024: fixed(0.05, "per year")}},
        },
        index_of={REFUSION: "prices"},
    )
    expected = 0.25 * (RESIDENTIAL - 840_000)
    np.testing.assert_allclose(by_year(ledger_of(content), STATE, REFUSION), expected, rtol=1e-6)


def test_frozen_rules_hold_in_all_years():
    """As in 2020, when each child was a case of its own, or as in 2021, in a run from 2019."""
    since = {2020: brackets("person", BEFORE_2021), 2021: brackets("household", LAW_2024)}
    for year, expected in ((2020, 297_000), (2021, 1_708_250)):
        content = cases(children=[5.0, 6.0, 7.0], since=since, start=date(2019, 1, 1), rules={"frozen": year})
        np.testing.assert_allclose(by_year(ledger_of(content), STATE, REFUSION), expected, rtol=1e-6)


def test_a_price_that_changes_in_the_middle_of_a_year():
    """2 mio. a year until July 2024 and 4 mio. after: 3 mio. in 2024, and the refund of 2024 is that of 3 mio."""
    content = cases(children=[5.0], since={2021: brackets("household", LAW_2024)})
    content["prices"]["placement"]["per_time"] = {
        "since": {
            "2024": fixed(2e6, "DKK per year", price_year=2024),
            "2024-07-01": fixed(4e6, "DKK per year", price_year=2024),
        }
    }
    ledger = ledger_of(content)
    expected = [refunded(3e6, LAW_2024), refunded(4e6, LAW_2024), refunded(4e6, LAW_2024)]
    np.testing.assert_allclose(by_year(ledger, STATE, REFUSION)[0, 0], expected, rtol=1e-3)  # 1 July is day 183 of 366
    np.testing.assert_allclose(by_year(ledger, MUNICIPALITY, PLACEMENT)[0, 0], [3e6, 4e6, 4e6], rtol=2e-3)


def test_limits_on_their_dates():
    """The limit of 1 January holds all year; a change in March waits for the next year."""
    content = cases(children=[5.0], since={2021: brackets("household", {"first": (0, 0.25)})})
    content["yearly_refusion"]["refusion"]["since"][2021]["refunded"]["first"]["above"] = {
        "since": {
            day: fixed(limit, "DKK per year", price_year=2024)
            for day, limit in (("2024", 913_000), ("2025-03-01", 939_000))
        }
    }
    expected = 0.25 * (RESIDENTIAL - np.array([913_000, 913_000, 939_000]))
    np.testing.assert_allclose(by_year(ledger_of(content), STATE, REFUSION)[0, 0], expected, rtol=1e-6)


def test_limits_that_cross_in_a_draw_are_refused():
    steps: dict[str, Any] = brackets("household", LAW_2024)
    wide = {"value": 1_000_000, "low": 600_000, "high": 1_400_000, "unit": "DKK", "price_year": 2024}
    steps["refunded"]["second"]["above"] = {**wide, "assumption": "invented"}
    with pytest.raises(NumericalError, match=r"second.above: in draw .* not above that of the step before"):
        compile_model(as_scenario(cases(children=[5.0], since={2021: steps})), draws=50)


# ---- the spread of costs


def test_spread_against_quadrature():
    """A single child all year: E[R(price x factor)] with a lognormal factor of mean 1, by numerical integration."""
    since = {2021: brackets("person", LAW_2024)}
    content = cases(children=[5.0], since=since, price=899_000, spread=SPREAD, families=40)
    ledger = ledger_of(content, draws=400)
    sigma = np.sqrt(np.log1p(0.46**2))

    def density(z: float) -> float:
        return float(refunded(899_000 * np.exp(sigma * z - 0.5 * sigma**2), LAW_2024) * norm.pdf(z))

    expected = 40 * quad(density, -8, 8, limit=500)[0]
    sample = by_year(ledger, STATE, REFUSION).mean(axis=1)
    error = sample.std(axis=0, ddof=1) / np.sqrt(len(sample))
    assert np.all(np.abs(sample.mean(axis=0) - expected) < 4 * error)
    assert np.all(error < 0.02 * expected)
    np.testing.assert_array_equal(sample[:, 0], sample[:, 1])  # an expensive case is so every year
    np.testing.assert_allclose(by_year(ledger, MUNICIPALITY, PLACEMENT), 40 * 899_000, rtol=1e-6)


def test_the_factor_of_cost_has_mean_one():
    """A refund of everything from the first krone is the cost times the factor."""
    since = {2021: brackets("person", {"all": (0, 0.5)})}
    content = cases(children=[5.0, 8.0], since=since, price=899_000, spread=SPREAD, families=40)
    sample = by_year(ledger_of(content, draws=200), STATE, REFUSION).mean(axis=(1, 2)) / (0.5 * 80 * 899_000)
    assert abs(sample.mean() - 1.0) < 4 * sample.std(ddof=1) / np.sqrt(len(sample))
    assert sample.std() * np.sqrt(2 * 80) == pytest.approx(0.46, rel=0.2)  # independent between children


# ---- a second road and the other engines


def changing(**more: Any) -> dict[str, Any]:
    """Children who come and go, pooled from 2021, with spread, in a run from the middle of a year."""
    since = {2018: brackets("person", BEFORE_2021), 2021: brackets("household", LAW_2024)}
    return cases(**{
        "children": [4.0, 9.0, 16.5], "since": since, "start": date(2019, 7, 1), "horizon_years": 5, "moving": True,
        "spread": SPREAD, "families": 3, "price": 1_100_000, **more,
    })  # fmt: skip


def test_a_plain_loop_over_the_records():
    """Day by day it would be the same: month by month here, from nothing but the records of the lives."""
    model = compile_model(as_scenario(changing()), draws=3, seed=5)
    exposure, keys = Exposure(model.schedule), chunk_keys(5, 0, 3, 2)
    records = np.zeros((20_000, 7))
    rows = trace_draws(model.arrays, exposure.service(slice(None)), keys, family_space(model.arrays), records)
    edges, cell = model.arrays.edges, int(model.yearly.cell[0])
    costs: dict[tuple[int, int, int, str, str], np.ndarray] = {}
    clocks = [
        (family, member, kind.clock)
        for family in model.families
        for kind in model.structure.types
        for member in family.members
        if member.role == kind.role
    ]
    for before, after in pairwise(records[:rows]):
        draw, replication, strategy, clock = map(int, before[:4])
        family, member, name = clocks[clock]
        if name != "care" or after[4] == -1 or before[5] != 0:
            continue
        stay = np.clip(np.minimum(after[6], edges[1:]) - np.maximum(before[6], edges[:-1]), 0, None)
        at = (draw, replication, strategy, family.name, member.name)
        costs[at] = costs.get(at, 0) + 1_100_000 * stay
    expected = np.zeros((3, 2, 2, len(edges) - 1))
    sigma, tag = np.sqrt(np.log1p(0.46**2)), np.uint64(name_id("yearly_refusion.refusion") & 0xFFFFFFFF)
    months = [(2019 + (6 + month) // 12, month) for month in range(len(edges) - 1)]
    for draw, replication, strategy in np.ndindex(3, 2, 2):
        for family in model.families:
            each = {}
            for member in family.members:
                cost = costs.get((draw, replication, strategy, family.name, member.name))
                if cost is not None:
                    z = normal(keys[draw, replication], np.uint64(name_id(f"{family.name}/{member.name}")), tag)
                    each[member.name] = cost * np.exp(sigma * z - 0.5 * sigma**2)
            for year in range(2019, 2025):
                own = [month for calendar, month in months if calendar == year]
                steps = LAW_2024 if year >= 2021 else BEFORE_2021
                groups = [sum(each.values())] if year >= 2021 and each else list(each.values())
                for cost in groups:
                    run_up = np.concatenate([[0.0], np.cumsum(cost[own])])
                    found = np.diff([refunded(amount, steps) for amount in run_up])
                    expected[draw, replication, strategy, own] += found
    found = simulate(model, exposure, replications=2).quantities[:, :, :, 0, :, cell]
    assert expected.sum() > 1e6
    np.testing.assert_allclose(found, expected, rtol=1e-5, atol=0.05)


def test_discrete_event_refunds_the_same():
    model = compile_model(as_scenario(changing()), draws=3, seed=5)
    exposure = Exposure(model.schedule)
    found = discrete_event.simulate(model, exposure, replications=2)
    expected = simulate(model, exposure, replications=2)
    assert expected.quantities[..., model.yearly.cell].sum() > 0
    np.testing.assert_allclose(found.quantities, expected.quantities, rtol=1e-5, atol=0.05)
    assert found.key == expected.key


def test_workers_and_chunks_change_no_bit():
    model = compile_model(as_scenario(changing()), draws=12, seed=5)
    exposure = Exposure(model.schedule)
    one = simulate(model, exposure, replications=4, workers=1, chunk=12)
    other = simulate(model, exposure, replications=4, workers=2, chunk=5)
    assert one.quantities.tobytes() == other.quantities.tobytes()


DIGEST = """
import hashlib
from businesscase.delivery.schedule import Exposure
from businesscase.engines.montecarlo.engine import simulate, simulate_refunds
from businesscase.engines.montecarlo.needed import needed_for
from businesscase.model.arrays import Arrays
from businesscase.model.compile import compile_model
from businesscase.scenario.load.resolve import as_scenario, load_scenario
from tests.agreement.test_yearly_cases import changing
model = compile_model(as_scenario(changing()), draws=2, seed=5)
quantities = simulate(model, Exposure(model.schedule), replications=2, workers=1).quantities
assert quantities[..., model.yearly.cell].any()
print(hashlib.sha256(quantities.tobytes()).hexdigest())
"""


@pytest.mark.slow
def test_uncompiled_equals_compiled_bit_for_bit():
    done = [
        subprocess.run(
            [sys.executable, "-c", DIGEST], env={**os.environ, **more}, capture_output=True, text=True, check=True
        ).stdout
        for more in ({}, {"NUMBA_DISABLE_JIT": "1"})
    ]
    assert done[0] == done[1]


def test_what_the_engine_receives_is_in_the_key():
    """A price, a limit and the spread change the lives' kroner, and so the key; another category's price does not."""
    keys = set()
    changes = ({}, {"prices.placement.per_time": 1e6}, {"yearly_refusion.refusion.spread": 0.3},
               {"yearly_refusion.refusion.since.2021.refunded.first.above": 1e6})  # fmt: skip
    scenario = as_scenario(changing())
    for values in (*changes, {"prices.stay.per_time": 5}):
        model = compile_model(scenario.with_values(values), draws=2)
        keys.add(simulate(model, Exposure(model.schedule), replications=2).key)
    assert len(keys) == len(changes)


# ---- what must hold of the money


def test_without_effect_exactly_nothing():
    content = changing()
    content["effects"]["ratios"]["return"]["ratio"] = fixed(1.0, "ratio")
    amounts = ledger_of(content, draws=5).total((STATE,), (REFUSION,))
    assert amounts.any()
    np.testing.assert_array_equal(amounts[:, :, 0], amounts[:, :, 1])


def test_payers_of_a_refund_sum_to_nothing_also_after_moving_away():
    content = changing()
    content["population"]["moving_away"] = fixed(0.1, "per year")
    ledger = ledger_of(content, draws=3)
    rows = [row for row, line in enumerate(ledger.lines) if line.category == REFUSION]
    assert {ledger.lines[row].payer for row in rows} == {MUNICIPALITY, STATE, Payer.OTHER_MUNICIPALITY}
    np.testing.assert_allclose(ledger.amounts[:, :, :, rows].sum(axis=3), 0.0, atol=1e-6)


def test_a_longer_horizon_leaves_earlier_refunds_untouched():
    short, long = (ledger_of(changing(horizon_years=years), draws=5).total((STATE,), (REFUSION,)) for years in (3, 6))
    assert short.any()
    np.testing.assert_array_equal(short, long[..., : short.shape[-1]])


# ---- the mixed engine


def mixed_ledger_of(scenario: Scenario, *, draws: int, replications: int, seed: int = 2) -> Ledger:
    model = compile_model(scenario, draws=draws, seed=seed)
    exposure, settings = Exposure(model.schedule), choose(model, Engine.MIXED).settings
    assert settings is not None
    return value(model, solve_and_simulate(model, exposure, settings=settings, replications=replications), exposure)


def test_mixed_and_montecarlo_agree_by_payer():
    scenario = as_scenario(changing(families=20))
    told = run(scenario, draws=60, replications=4, seed=2, workers=1).run
    assert told.engine is Engine.MIXED
    assert "yearly_refusion.refusion" in told.reason
    assert told.replications == 4
    assert told.noise_share is not None
    assert told.noise_share > 0
    lived, mixed = ledger_of(scenario, draws=60, replications=4), mixed_ledger_of(scenario, draws=60, replications=4)
    for perspective in (Perspective.MUNICIPALITY, Perspective.CENTRAL_GOVERNMENT, Perspective.PUBLIC_SECTOR):
        for strategy in range(len(Strategy)):
            totals = [
                ledger.total(perspective.payers, (REFUSION, PLACEMENT))[:, :, strategy].sum(axis=-1).mean(axis=1)
                for ledger in (lived, mixed)
            ]
            error = np.sqrt(sum(total.var(ddof=1) / len(total) for total in totals))
            allowed = 4 * error + 0.003 * abs(totals[0].mean())  # approximations of the expectation
            assert abs(totals[0].mean() - totals[1].mean()) < allowed


def test_the_noise_of_a_mixed_run_is_that_of_refunds_alone():
    ledger = mixed_ledger_of(as_scenario(changing(families=5)), draws=10, replications=2, seed=1)
    halves = ledger.amounts[:, 0] - ledger.amounts[:, 1]
    noisy = {line.category for row, line in enumerate(ledger.lines) if halves[:, :, row].any()}
    assert noisy == {REFUSION}


@pytest.mark.parametrize("name", ["opgang_til_opgang", "familien_paa_vej"])
@pytest.mark.parametrize("cohort", [False, True])
def test_refunds_alone_are_those_of_whole_lives(name, cohort):
    """To the last bit, though most clocks and the families without a case are left out."""
    model = compile_model(loaded(f"scenarios/{name}.yaml"), draws=5)
    exposure = Exposure(model.schedule, cohort=cohort)
    whole = simulate(model, exposure, replications=2).quantities[..., model.yearly.cell]
    alone = simulate_refunds(model, exposure, replications=2)
    assert whole.any()
    np.testing.assert_array_equal(alone, whole)


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(scenarios())
def test_leaving_clocks_out_changes_no_life(content):
    """Any clock may be the one that counts: what it hangs on is found, and it is lived as in the whole."""
    model = compile_model(as_scenario(content), draws=2)
    arrays, types = model.arrays, model.structure.types
    for kind in range(len(types)):
        priced = np.zeros((1, arrays.state_cell.shape[0]), dtype=np.int64)
        priced[:, arrays.type_states[kind] : arrays.type_states[kind + 1]] = 1
        few, _, families = needed_for(arrays, model.yearly._replace(priced=priced), model.structure)
        keys = chunk_keys(1, 0, 2, 2)
        intervals = Exposure(model.schedule).service(slice(None))
        lives = [
            histories(each, own, keys) for each, own in ((arrays, intervals), (few, intervals[:, families]))
        ]  # fmt: skip
        of_kind = [
            [(each.clock_id[int(row[3])], *row[:3], *row[4:]) for row in found if each.clock_type[int(row[3])] == kind]
            for each, found in zip((arrays, few), lives, strict=True)
        ]
        assert of_kind[0] == of_kind[1]


def histories(arrays: Arrays, intervals: np.ndarray, keys: np.ndarray) -> np.ndarray:
    records = np.zeros((20_000, 7))
    rows = (
        trace_draws(arrays, np.ascontiguousarray(intervals), keys, family_space(arrays), records)
        if len(arrays.family_id)
        else 0
    )
    assert rows >= 0
    return records[:rows]


def probed(headline: float, *claims: float) -> tuple[int, str]:
    """What is chosen where two replications leave these shares of the variances to chance."""
    model = compile_model(as_scenario(changing(families=5)), draws=4)
    choice = choose(model, noise=lambda _occupancy: (headline, (headline, *claims)))
    assert choice.engine is Engine.MIXED
    return choice.replications, choice.reason


def test_there_are_as_few_replications_as_hold_the_noise():
    assert probed(0.0)[0] == probed(0.0099)[0] == 2
    assert probed(0.0101)[0] == 4
    assert probed(0.025)[0] == 6  # 2.5 % with two is 0.85 % with six
    assert probed(0.5)[0] == probed(1.0)[0] == 8
    assert probed(0.0099)[1].endswith("; 2 replications, since two leave 0.99% of the headline's variance to chance")


def test_no_claim_loses_its_verdict_to_chance_for_want_of_replications():
    assert probed(0.005, 0.199)[0] == 2
    assert probed(0.005, 0.32)[0] == 4
    assert probed(0.005, 0.42, 0.8)[0] == 8
    assert probed(0.005, 0.32)[1].endswith(" to chance, and 32% of another claim's")


def test_replications_that_are_asked_for_are_taken():
    model = compile_model(as_scenario(changing(families=5)), draws=4)
    assert choose(model, replications=12, noise=lambda _occupancy: (0.0, (0.0,))).replications == 12
    assert choose(model, "montecarlo").replications == 8
    assert choose(model, "montecarlo", replications=4, noise=lambda _occupancy: (0.0, (0.0,))).replications == 4
    told = run(as_scenario(changing(families=20)), draws=20, seed=2, workers=1).run
    assert f"; {told.replications} replications, since two leave" in told.reason


def test_engines_refuse_by_name():
    with_rule = compile_model(as_scenario(changing()), draws=2)
    without = compile_model(as_scenario({**changing(), "yearly_refusion": {}}), draws=2)
    with pytest.raises(NumericalError, match=r"yearly_refusion.refusion: a refund .* not linear .*; engine mixed can"):
        choose(with_rule, "expected")
    with pytest.raises(NumericalError, match=r"nothing to sample.*; engine expected can"):
        choose(without, "mixed")
    assert choose(with_rule, "mixed").engine is Engine.MIXED
    assert choose(without).engine is Engine.EXPECTED


def test_the_central_curve_has_the_mean_refund_of_the_draws():
    model = compile_model(as_scenario(changing()), draws=4)
    exposure = Exposure(model.schedule)
    occupancy = simulate(model, exposure, replications=2)
    from businesscase.gathering import central_ledger

    central = central_ledger(as_scenario(changing()), model, occupancy).total((STATE,), (REFUSION,))
    drawn = value(model, occupancy, exposure).total((STATE,), (REFUSION,))
    np.testing.assert_allclose(central[0, 0], drawn.mean(axis=(0, 1)), rtol=1e-9)
