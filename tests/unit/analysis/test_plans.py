"""Plans against closed forms and second roads: never begun, not stopped, against itself, a rule that cannot matter."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from businesscase import run
from businesscase.analysis.breakeven.breakeven import breakeven
from businesscase.analysis.breakeven.results import STOP
from businesscase.analysis.plans.choosing import Lived, Savings, chosen
from businesscase.analysis.plans.plans import plans
from businesscase.analysis.plans.results import Plans, Row
from businesscase.analysis.plans.rules import best_rule
from businesscase.analysis.plans.traits import answers_to, questions
from businesscase.core.errors import ScenarioError, UsageError
from businesscase.delivery.schedule import Exposure
from businesscase.engines.montecarlo.engine import simulate
from businesscase.model.chosen import of_families
from businesscase.model.compile import compile_model
from businesscase.model.structure.families import Family, Member
from businesscase.scenario.declare.plans import ServeFirst
from businesscase.scenario.load.resolve import as_scenario
from businesscase.scenario.load.scenario import Scenario
from tests.tiny import document, fixed, label

RATE, RATIO, PRICE, FAMILIES, DATE = 0.2, 3.0, 100_000.0, 10, 3.0
DRAWS = 4
PLAIN = {"exponential": {"rate": fixed(RATE, "per year")}}


def content(transition: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """Ten lone parents who leave support three times as fast while they are served; all enrol at once."""
    effect = {
        "clock": "life", "kind": "hazard_ratio", "transitions": ["on -> off"], "profile": "plain",
        "ratio": fixed(RATIO, "ratio"),
    }  # fmt: skip
    found = document(
        states=["on", "off"],
        start={"on": {"share": fixed(1, "share")}},
        transitions={"on -> off": transition or PLAIN},
        ratios={"faster": effect},
        families=FAMILIES,
        **more,
    )
    found["effects"]["profiles"]["plain"]["half_life"] = fixed(1e-4, "years")
    found["programme"]["served"] = {"intake": fixed(0, "months"), "length": fixed(24, "months")}
    found["programme"]["costs"]["team"]["years"] = [2020, 2021]
    return found


def listed(traits: list[float], effect: float) -> dict[str, Any]:
    """The same, with a covariate by which their hazards are multiplied: exp(effect z)."""
    found = content({**PLAIN, "covariates": {"z": fixed(effect, "number")}})
    found["population"]["listed"] = {
        f"f{place}": {"segment": "single", "parents": [40], "covariates": {"z": z}} for place, z in enumerate(traits)
    }
    return found


def planned(scenario: dict[str, Any], name: str, **plan: Any) -> Plans:
    return plans(as_scenario({**scenario, "plans": {name: {"label": label(name), **plan}}}), draws=DRAWS)


def both(scenario: dict[str, Any], **plan: Any) -> tuple[Row, Row]:
    base, row = planned(scenario, "other", **plan).rows
    return base, row


def saved_until(stop: float, date: float = DATE) -> float:
    """Support that one parent does not get: on support with hazard RATIO x RATE until the stop, then with RATE."""
    left = np.exp(-RATE * RATIO * stop)
    with_it = (1.0 - left) / (RATE * RATIO) + left * (1.0 - np.exp(-RATE * (date - stop))) / RATE
    return PRICE * ((1.0 - np.exp(-RATE * date)) / RATE - with_it)


def test_what_never_begins_costs_and_saves_nothing_exactly() -> None:
    for of in ("project", "family"):
        _, row = both(content(), stop={"after": "0 weeks", "of": of})
        assert (row.cost, row.saved, row.at_date, row.family_years) == (0.0, 0.0, 0.0, 0.0)
        assert row.untouched


@pytest.mark.parametrize("of", ["project", "family"])
def test_a_stop_at_the_end_is_the_programme_as_declared(of: str) -> None:
    base, row = both(content(), stop={"after": "2 years", "of": of})
    assert (row.cost, row.saved, row.at_date, row.payback) == (base.cost, base.saved, base.at_date, base.payback)
    assert row.probability == base.probability
    assert (row.change.value, row.change.error) == (0.0, 0.0)


@pytest.mark.parametrize(("after", "years"), [("6 months", 0.5), ("1 year", 1.0), ("18 months", 1.5)])
def test_a_stop_by_its_closed_form(after: str, years: float) -> None:
    base, row = both(content(), stop={"after": after})
    assert base.saved == pytest.approx(FAMILIES * saved_until(2.0), rel=1e-3)
    assert row.saved == pytest.approx(FAMILIES * saved_until(years), rel=1e-3)
    assert row.cost == pytest.approx(1e6 * years / 2.0, rel=1e-9)
    assert row.family_years == pytest.approx(FAMILIES * years)
    assert row.at_date == pytest.approx(row.saved - row.cost)


def test_the_first_row_is_what_run_says() -> None:
    scenario = mapped({**content(), "plans": {"x": {"label": label("x"), "stop": {"after": "1 year"}}}})
    row, result = plans(scenario, draws=40).rows[0], run(scenario, draws=40)
    assert row.probability.value == result.headline.probability
    (said,) = [
        one
        for one in result.paybacks.rows
        if (one.perspective, one.costs, one.discounted) == ("municipality", "gross", False)
    ]
    assert row.payback == said.sustained_years
    assert row.cost == pytest.approx(said.extra_cost)


def test_notice_is_paid_and_saves_nothing() -> None:
    (_, plain), (_, noticed) = (
        both(content(), stop={"after": "1 year", **more}) for more in ({}, {"notice": "3 months"})
    )
    assert noticed.cost == pytest.approx(plain.cost + 1e6 / 8.0)
    assert noticed.saved == plain.saved


def test_a_shorter_service_for_each_family_costs_what_it_is_of_the_service() -> None:
    """Ten families enrol over a year: in a month the budget is spent in proportion to those who are still served."""
    scenario = content()
    scenario["programme"]["served"]["intake"] = fixed(12, "months")
    _, row = both(scenario, stop={"after": "1 year", "of": "family"})
    begins = (np.arange(FAMILIES) + 0.5) / FAMILIES
    edges = np.arange(25) / 12.0
    served = [np.clip(np.minimum(edges[1:], begins[:, None] + years) - np.maximum(edges[:-1], begins[:, None]), 0, None)
              .sum(axis=0) for years in (1.0, 2.0)]  # fmt: skip
    assert row.cost == pytest.approx(1e6 * np.sum(served[0] / served[1]) / 24.0, rel=1e-9)
    assert row.family_years == pytest.approx(FAMILIES)


def test_years_from_enrolment_are_those_of_one_cohort() -> None:
    scenario = content()
    scenario["programme"]["served"]["intake"] = fixed(12, "months")
    scenario["claims"]["recouped"]["clock_start"] = "enrolment"
    base, row = both(scenario, stop={"after": "1 year", "of": "family"})
    assert (base.saved, row.saved) == pytest.approx([FAMILIES * saved_until(years) for years in (2.0, 1.0)], rel=1e-3)
    assert (base.cost, row.cost) == pytest.approx((1e6, 0.5e6))


def test_an_effort_against_itself_saves_nothing_exactly() -> None:
    scenario = {**content(), "variants": {"the same": {"title": "The same"}}}
    _, row = both(scenario, against="the same")
    assert (row.cost, row.saved, row.at_date) == (0.0, 0.0, 0.0)
    assert row.untouched


def test_an_effort_against_another_is_the_difference_of_both() -> None:
    changes = {"effects.ratios.faster.ratio": 2.0, "programme.costs.team.total": 0.3}
    scenario = {**content(), "variants": {"lighter": changes}}
    base, row = both(scenario, against="lighter")
    (lighter, _) = both(
        as_scenario(scenario).variant("lighter").model_dump(exclude_unset=True), stop={"after": "1 year"}
    )
    assert row.cost == pytest.approx(base.cost - lighter.cost)
    assert row.saved == pytest.approx(base.saved - lighter.saved)
    assert row.change.value == pytest.approx(-lighter.at_date, rel=1e-6)  # what the lighter one saves is forgone


def test_a_characteristic_that_cannot_matter_is_not_asked_about() -> None:
    found = planned(listed([0.0, 1.0] * 5, effect=0.0), "some", serve_first={"families": 4, "by": ["z", "children"]})
    (one,) = found.chosen
    assert [group.answers for group in one.groups] == [()]
    assert one.gain.value == pytest.approx(0.0, abs=1e-6)
    assert one.regret.value == pytest.approx(0.0, abs=1e-6)
    base, row = found.rows
    assert (row.cost, row.saved) == pytest.approx((0.4 * base.cost, 0.4 * base.saved))


def test_those_who_save_most_come_first() -> None:
    """Whoever moves at half the pace saves less by being hastened: closed form of both kinds, and no regret."""
    found = planned(
        listed([0.0] * 4 + [1.0] * 6, effect=float(np.log(0.5))), "some", serve_first={"families": 6, "by": ["z"]}
    )
    (one,) = found.chosen
    slow, fast = (
        PRICE * ((1.0 - np.exp(-rate * DATE)) / rate - with_it)
        for rate in (RATE / 2.0, RATE)
        for left in [np.exp(-RATIO * rate * 2.0)]
        for with_it in [(1.0 - left) / (RATIO * rate) + left * (1.0 - np.exp(-rate * (DATE - 2.0))) / rate]
    )
    first, second = one.groups
    assert ([yes for _, yes in first.answers], first.served, second.served) == ([False], 4.0, pytest.approx(2.0))
    assert (first.saved.value, second.saved.value) == pytest.approx((fast, slow), rel=2e-3)
    assert one.everyone.value == pytest.approx((4 * fast + 6 * slow) / 10, rel=2e-3)
    assert one.rule.value == pytest.approx((4 * fast + 2 * slow) / 6, rel=2e-3)
    assert one.regret.value == pytest.approx(0.0, abs=1e-6)
    base, row = found.rows
    assert row.cost == pytest.approx(0.6 * base.cost)
    assert row.saved == pytest.approx(4 * fast + 2 * slow, rel=2e-3)
    assert one.curve[-1].rule == pytest.approx(one.curve[-1].everyone)  # with places for all there is no choice


def test_places_for_all_are_the_programme_as_declared() -> None:
    base, row = both(listed([0.0, 1.0] * 5, effect=0.5), serve_first={"families": 10, "by": ["z"]})
    assert (row.cost, row.saved, row.payback) == (base.cost, base.saved, base.payback)
    assert (row.change.value, row.change.error) == (0.0, 0.0)


def families(numbers: NDArray[np.float64]) -> list[Family]:
    """Families with two covariates and up to three children."""
    return [
        Family(f"f{i}", "one", tuple(Member(f"c{k}", "child", 3.0 * k + 1, False) for k in range(int(kids))),
               {"a": float(a), "b": float(b)})
        for i, (a, b, kids) in enumerate(numbers)
    ]  # fmt: skip


def test_the_rule_is_the_best_of_all_trees() -> None:
    """The second road: every tree by a plain loop, every leaf served down from the largest mean."""
    rng = np.random.default_rng()
    for room in (2.0, 5.5, 9.0):
        people = families(rng.integers(0, 3, size=(12, 3)).astype(float))
        saved, sizes = rng.normal(size=12), rng.uniform(0.5, 1.5, size=12)
        asked = questions(["a", "b", "children"], people)
        masks = [answers_to(each, people) for each in asked]

        def worth(leaves: list[NDArray[np.bool_]], saved: Any = saved, sizes: Any = sizes, room: float = room) -> float:
            ranked = sorted(
                ((saved[leaf] @ sizes[leaf] / sizes[leaf].sum(), sizes[leaf].sum()) for leaf in leaves if leaf.any()),
                reverse=True,
            )
            left, found = room, 0.0
            for mean, size in ranked:
                found, left = found + mean * min(size, left), max(0.0, left - size)
            return float(found)

        whole = np.ones(12, dtype=bool)
        best = max(
            worth([root & yes, root & ~yes, ~root & no, ~root & ~no])
            for root, yes, no in product([whole, *masks], repeat=3)
        )
        rule = best_rule(asked, people, saved, sizes, room)
        leaves = [np.isin(np.arange(12), leaf.places) for leaf in rule]
        assert np.sum(leaves, axis=0).tolist() == [1] * 12
        assert worth(leaves) == pytest.approx(best)


def test_a_rule_found_in_noise_is_worth_nothing_to_others() -> None:
    """All families alike, each draw noise: the draws that choose would praise the rule, those that judge do not."""
    rng = np.random.default_rng()
    people = families(rng.integers(0, 3, size=(40, 3)).astype(float))
    model: Any = type("Model", (), {"families": tuple(people)})
    sizes = np.ones((40, 200))
    flattered, judged = [], []
    for _ in range(12):
        choosing, judging = (Savings(rng.normal(size=sizes.shape), sizes) for _ in range(2))
        first = ServeFirst(families=10, by=["a", "b", "children"])
        for found, at in ((flattered, choosing), (judged, judging)):
            one, _ = chosen("some", first, Lived(choosing, at), model)
            found.append(one.gain.value / one.gain.error)
    assert np.mean(flattered) > 4.0 / np.sqrt(12)
    assert abs(np.mean(judged)) < 4.0 / np.sqrt(12)


def test_each_family_lives_as_among_all() -> None:
    model = compile_model(as_scenario(listed([0.0, 1.0] * 5, effect=0.5)), draws=3)
    whole = simulate(model, Exposure(model.schedule), replications=2, workers=1).quantities
    alone = [of_families(model, np.array([place])) for place in range(10)]
    parts = [simulate(one, Exposure(one.schedule), replications=2, workers=1).quantities for one in alone]
    np.testing.assert_allclose(np.sum(parts, axis=0), whole, rtol=1e-6, atol=1e-7)


def mapped(scenario: dict[str, Any]) -> Scenario:
    invented = {"price_year": 2020, "assumption": "invented"}
    price = {"value": PRICE, "low": 70_000, "high": 130_000, "unit": "DKK per year", **invented}
    scenario["prices"]["stay"]["per_time"] = price
    cost = {"value": 0.5, "low": 0.2, "high": 0.9, "unit": "mio DKK", **invented}
    scenario["programme"]["costs"]["team"]["total"] = cost
    return as_scenario(scenario)


PRICED, COSTED = "prices.stay.per_time", "programme.costs.team.total"


def test_a_map_of_two_inputs_passes_through_the_value_of_either() -> None:
    scenario = mapped(content())
    found = breakeven(scenario, key=COSTED, mapped=[PRICED, COSTED], draws=12)
    assert found.map is not None
    line = [np.nan if at is None else at for at in found.map.turning]
    here = np.interp(PRICE, found.map.across.values, line)
    assert here == pytest.approx(found.values[0].value, rel=1e-3)
    assert (found.map.across.key, found.map.up.key) == (PRICED, COSTED)


def test_a_map_of_the_stop_ends_with_the_programme_as_declared() -> None:
    scenario = mapped(content())
    plane = breakeven(scenario, key=PRICED, mapped=STOP, draws=12).map
    whole = breakeven(scenario, key=PRICED, mapped=PRICED, draws=12).map
    assert plane is not None
    assert whole is not None
    assert plane.across.values[-1] == pytest.approx(2.0)
    assert plane.turning[-1] == pytest.approx(np.interp(PRICE, whole.across.values, whole.turning), rel=1e-6)
    turning = dict(zip(np.round(np.array(plane.across.values) * 12, 6).tolist(), plane.turning, strict=True))
    for months in (8.0, 16.0, 24.0):  # what is saved is what may be spent
        assert turning[months] == pytest.approx(saved_until(months / 12.0) / (months / 24.0), rel=2e-3)


@pytest.mark.parametrize(
    ("sides", "words"),
    [
        ([STOP, PRICED], "against the cost per family only"),
        ([PRICED, PRICED], "cannot be mapped against itself"),
        ([PRICED, COSTED, "effects.attribution"], "two sides, and 3"),
        ("cost_per_family", "goes up the map already"),
    ],
)
def test_maps_that_cannot_be(sides: Any, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        breakeven(mapped(content()), key=PRICED, mapped=sides, draws=12)


def test_mistakes_are_answered() -> None:
    with pytest.raises(UsageError, match="declares no plans"):
        plans(as_scenario(content()), draws=DRAWS)
    shorter = {"variants": {"longer": {"time.horizon_years": 9}, "larger": {"population.families": 12}}}
    for against, words in (("longer", "changes the time"), ("larger", "serves other families")):
        with pytest.raises(ScenarioError, match=words):
            planned({**content(), **shorter}, "other", against=against)
    some = as_scenario({**content(), "plans": {"early": {"label": label("early"), "stop": {"after": "1 year"}}}})
    with pytest.raises(ScenarioError, match="did you mean: early"):
        plans(some, only="earli", draws=DRAWS)
