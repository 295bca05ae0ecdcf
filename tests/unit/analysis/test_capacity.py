"""Teams of several sizes: what they cost, whom they serve, and that differences are those of size."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from businesscase.analysis.team.asking import sizes_of
from businesscase.analysis.team.capacity import PATIENT, capacity
from businesscase.analysis.team.money import with_costs
from businesscase.core.errors import UsageError
from businesscase.core.timeline import month_edges
from businesscase.delivery.costs import person_years, posts_by_period, team_costs
from businesscase.delivery.plan import plan_of, team_of
from businesscase.delivery.records import years_in
from businesscase.delivery.serving import live, team_keys
from businesscase.delivery.staff import Standing
from businesscase.model.inputs.inputs import declared_inputs
from businesscase.report.figures.team import capacity_picture, life_picture
from businesscase.report.tables.events import events_csv
from businesscase.report.texts.texts import Texts
from businesscase.scenario import load_scenario

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
    np.testing.assert_allclose(posts_by_period(plan, edges)[1:], 4.0)
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
        capacity(load_scenario(HERE / "invented_municipality.yaml"))


def test_life_courses_are_split_in_halves(scenario):
    with pytest.raises(UsageError, match="even"):
        capacity(scenario, replications=3)


def test_a_wait_that_is_no_time(scenario):
    with pytest.raises(UsageError, match="expected a span of time"):
        capacity(scenario, wait="soon")
