"""Teams of several sizes: what they cost, whom they serve, and that differences are those of size."""

from __future__ import annotations

import json
from dataclasses import replace
from io import StringIO
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from businesscase.analysis.team.asking import sizes_of
from businesscase.analysis.team.capacity import PATIENT, capacity
from businesscase.analysis.team.money import Spread, with_costs
from businesscase.core.errors import UsageError
from businesscase.core.timeline import month_edges
from businesscase.delivery.costs import person_years, posts_by_period, team_costs
from businesscase.delivery.plan import plan_of, team_of
from businesscase.delivery.rooms import room_years
from businesscase.delivery.routine import at_full_use, is_simulated, simulated_cost, with_routine_cost
from businesscase.delivery.serving import live, team_keys
from businesscase.delivery.staff import Standing
from businesscase.model.compile import compile_model
from businesscase.model.inputs.inputs import declared_inputs
from businesscase.pipeline import run
from businesscase.report.figures.team import capacity_picture, life_picture
from businesscase.report.json.plain import plain
from businesscase.report.json.team import capacity_json
from businesscase.report.tables.events import events_csv
from businesscase.report.terminal.team import print_capacity
from businesscase.report.texts.team import served_by_team
from businesscase.report.texts.texts import Texts
from businesscase.scenario import load_scenario
from tests.loaded import loaded
from tests.standing import years_in

HERE = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def scenario(tmp_path_factory):
    file = tmp_path_factory.mktemp("team") / "with_team.yaml"
    texts = [(HERE / f"invented_{name}.yaml").read_text(encoding="utf-8") for name in ("municipality", "team")]
    file.write_text("".join(texts), encoding="utf-8")
    return load_scenario(file)


@pytest.fixture(scope="module")
def found(scenario):
    return capacity(scenario, pairs=[1, 2, 4, 9], wait="6 months", draws=30, replications=2, workers=1)


def test_larger_teams_serve_more_families_sooner_at_a_higher_cost(found):
    assert found.declared == 2
    for smaller, larger in zip(found.sizes, found.sizes[1:], strict=False):
        assert larger.served.mean > smaller.served.mean
        assert larger.long_wait <= smaller.long_wait
        assert larger.cost.mean > smaller.cost.mean
        assert larger.used.mean < smaller.used.mean
    patient = [one.pairs for one in found.sizes if one.within >= PATIENT]
    assert found.smallest == min(patient)
    assert found.sizes[0].within < PATIENT  # so that the smallest is a choice
    assert found.soonest.pairs == found.smallest


def test_a_family_that_is_never_served_has_not_begun_in_time(found):
    """The stated wait is judged by all families: those the team never reached, and those that gave up, among them."""
    for one in found.sizes:
        assert one.within <= one.served.mean / one.records.served.shape[1]
        waits = one.records.begins - one.records.arrives
        by_hand = [
            wait <= 0.5 for wait, served in zip(waits.ravel(), one.records.served.ravel(), strict=True) if served
        ]
        assert one.within == pytest.approx(sum(by_hand) / one.records.served.size)
    too_small = replace(found, sizes=found.sizes[:1], smallest=None)
    assert too_small.soonest.pairs == 1
    said = _screen(too_small, "en")
    assert f"The best: 1 pair ({Texts('en').percent(found.sizes[0].within, decimals=1)}). It serves" in said
    assert "1 pairs" not in said
    assert replace(found, wait=None).soonest is None


def test_everybody_served_was_done_gave_up_or_was_cut_off(found):
    for one in found.sizes:
        assert one.served.mean == pytest.approx(one.completed.mean + one.dropped_out.mean + one.cut_off.mean)
        lasted = (one.records.ends - one.records.begins)[one.records.served]
        assert (lasted <= one.service).mean() == pytest.approx(0.5, abs=0.01)
    assert "How their service ends" in _screen(found, "en")
    assert "Hvordan forløbene slutter" in _screen(found, "da")


def test_what_one_more_family_costs(found):
    assert found.sizes[0].marginal is None
    for smaller, larger in pairwise(found.sizes):
        more = larger.served.mean - smaller.served.mean
        assert larger.marginal == pytest.approx((larger.cost.mean - smaller.cost.mean) / more)
        assert larger.marginal > smaller.per_family.mean  # each further pair serves fewer


def test_where_the_declared_price_is_another_than_the_teams_it_is_said(found):
    full = found.sizes[1].at_full_use.mean
    assert found.steady_state is not None
    for low, high, words in (
        (0.5 * full, 0.9 * full, "lies above its interval"), (1.1 * full, 2.0 * full, "lies below its interval"),
    ):  # fmt: skip
        assert words in _screen(replace(found, steady_state=Spread((low + high) / 2, low, high)), "en")
    agree = replace(found, steady_state=Spread(full, 0.9 * full, 1.1 * full))
    assert "its interval" not in _screen(agree, "en")


def test_words_that_hold_only_for_some_are_said_only_there(found):
    assert "* as declared." in _screen(found, "en")
    assert "* as declared." not in _screen(replace(found, sizes=found.sizes[2:]), "en")
    assert "turnover, visits and overheads" in _screen(found, "en")
    as_planned = found.scenario.with_values({"team.recruitment": None, "team.begins": "0 weeks"})
    assert "turnover and overheads" in _screen(replace(found, scenario=as_planned), "en")


def _screen(found, language):
    console = Console(file=StringIO(), width=80)
    print_capacity(found, Texts(language), console)
    return " ".join(console.file.getvalue().split())


def test_a_larger_team_has_the_luck_of_the_smaller_and_more(found):
    small, large = found.sizes[1].records, found.sizes[2].records
    assert small.posts == [posts[:4] for posts in large.posts]
    assert large.plan.pairs == ("first", "second", "first 2", "second 2")


def test_what_a_team_costs_by_hand(scenario):
    """Nobody leaves: two caseworkers and two pedagogues from week 2 on, an office each, one leader, and once."""
    still = scenario.with_values({"programme.served.by": "team", "team.turnover": None, "team.sickness": None})
    inputs = declared_inputs(still, seed=1)
    plan = plan_of(still, inputs)
    records = live(plan, team_keys(1, 0, 1), ("family",), np.full((1, 1), np.inf))
    edges, years = month_edges(10), 10.0 - 2 / 52
    routine = team_costs(still, inputs, records, edges, routine=True)
    assert routine["work"].sum() == pytest.approx(
        (2 * 600000 + 700000 * 10.0) * 1.0 + 2 * 600000 * (years - 1.0), rel=2e-3
    )
    assert routine["children"].sum() == pytest.approx((2 * 500000 + 4 * 90000) * years)
    whole = team_costs(still, inputs, records, edges, routine=False)
    assert whole["children"].sum() - routine["children"].sum() == pytest.approx(1e6)
    np.testing.assert_allclose(posts_by_period(records, edges)[0, 1:], 4.0)
    assert team_of(still).overheads["leader"].for_every == 8


def test_posts_are_paid_while_somebody_holds_them(found):
    records = found.sizes[1].records
    held = sum(years.sum(axis=1) for years in person_years(records, month_edges(10)).values())
    standing = years_in(records, Standing.SICK, Standing.NEW, Standing.FULL).sum(axis=1)
    np.testing.assert_allclose(held, standing, rtol=1e-12)
    assert (held < 4 * 10.0).all()


def test_the_teams_own_cost_stands_in_the_ledger():
    from businesscase.core.payers import Payer
    from businesscase.ledger.ledger import Ledger, Line

    lines = (Line(Payer.MUNICIPALITY, "programme_cost", "work"), Line(Payer.REGION, "health"))
    ledger = Ledger(lines, np.ones((3, 2, 2, 2, 4)), np.arange(5.0))
    other = with_costs(ledger, {"children": np.arange(12.0).reshape(3, 4)})
    assert [(one.category, one.department) for one in other.lines] == [("health", None), ("programme_cost", "children")]
    np.testing.assert_array_equal(other.amounts[:, 0, 0, 1], np.arange(12.0).reshape(3, 4))
    assert not other.amounts[:, :, 1, 1].any()


def test_as_json_it_says_the_same(found):
    said = json.loads(capacity_json(found))
    assert [size["pairs"] for size in said["sizes"]] == [1, 2, 4, 9]
    assert said["smallest"] == found.smallest
    own = found.sizes[1].records
    held = {name: years.sum() / 30 for name, years in person_years(own, month_edges(10)).items()}
    by_name = {one["profession"]: one for one in said["staff"]}
    assert {name: one["department"] for name, one in by_name.items() if name} == {
        "caseworker": "work", "pedagogue": "children",
    }  # fmt: skip
    for name, years in held.items():
        assert by_name[name]["total"]["mean"] == pytest.approx(years)
        assert sum(by_name[name]["years"]) == pytest.approx(years)
    for size, one in zip(said["sizes"], found.sizes, strict=True):
        assert size["served"]["mean"] == one.served.mean
        assert size["payback"] == one.payback
        assert "records" not in size


USE = {"value": 0.8, "low": 0.7, "high": 0.9, "unit": "share", "assumption": "invented"}


def test_the_cost_of_routine_is_the_simulated_teams(scenario):
    """Where the scenario asks for it; claims at that cost then move, and no other does."""
    asked = scenario.with_values({"programme.steady_state.per_family": None, "programme.steady_state.use": USE})
    assert with_routine_cost(scenario) is scenario
    with pytest.raises(UsageError, match="the team has not been simulated"):
        compile_model(asked, draws=2)
    resolved = with_routine_cost(asked)
    assert is_simulated(resolved) and not is_simulated(scenario)
    cost, each = simulated_cost(asked), resolved.programme.steady_state.per_family
    np.testing.assert_allclose([each.value, each.low, each.high], [cost.mean(), *np.percentile(cost, [5, 95])], atol=51)
    declared, simulated = (run(one, draws=6, engine="montecarlo", replications=2) for one in (scenario, asked))
    moved = {
        one.name for one, other in zip(declared.claims, simulated.claims, strict=True) if plain(one) != plain(other)
    }
    assert moved == {"in_routine"}
    assert served_by_team(declared, Texts("en")) is None
    assert "simulated team's own" in served_by_team(simulated, Texts("en"))


def test_a_run_says_which_cost_it_uses(scenario):
    served = scenario.with_values({"programme.served.by": "team", "team.weaker_effect.relation": USE})
    words = served_by_team(run(served, draws=2, replications=2), Texts("da"))
    assert words.startswith("Familierne får indsatsen, når det simulerede team når dem. Udgiften er den angivne")
    assert "svagere" in words


def test_a_family_in_a_place_that_is_always_taken(scenario):
    """It costs what the team costs, for the places x years that it takes of those that there are."""
    still = scenario.with_values({"programme.served.by": "team", "team.turnover": None, "team.sickness": None})
    inputs = declared_inputs(still, seed=1)
    records = live(plan_of(still, inputs), team_keys(1, 0, 1), ("family",), np.array([[1.0]]))
    new, settled = 0.5 * 4.0, 4.0  # places of a pair: in the first four months, and later
    years = 10.0 - 2 / 52
    there = 2 * (new * 4 / 12 + settled * (years - 4 / 12))
    assert room_years(records)[0] == pytest.approx(there)
    assert at_full_use(records, np.array([1e6]))[0] == pytest.approx(1e6 / there * records.whole[0, 0])


def test_its_pictures_and_events(found):
    texts = Texts("da")
    for drawn in (capacity_picture(found, texts), life_picture(found.scenario, found.sizes[1].records, 0, texts)):
        assert set(drawn) == {"png", "svg"}
    rows = events_csv(found.sizes[1].records).decode().splitlines()
    assert rows[0] == "draw,years,who,event,pair"
    began = sum(row.split(",")[3] == "began" for row in rows)
    assert began == found.sizes[1].records.served.sum()


def test_sizes_are_written_as_ranges_and_lists():
    assert sizes_of("3-5") == (3, 4, 5)
    assert sizes_of("2, 4,4, 8-9") == (2, 4, 8, 9)
    for wrong in ("", "x", "5-3", "0-2", "1-9999", "3;4"):
        with pytest.raises(UsageError, match="expected sizes"):
            sizes_of(wrong)


def test_a_scenario_without_a_team_says_so():
    with pytest.raises(UsageError, match="the scenario declares no team"):
        capacity(loaded(HERE / "invented_municipality.yaml"))


def test_life_courses_are_split_in_halves(scenario):
    with pytest.raises(UsageError, match="even"):
        capacity(scenario, replications=3)


def test_a_wait_that_is_no_time(scenario):
    with pytest.raises(UsageError, match="expected a span of time"):
        capacity(scenario, wait="soon")
