"""A roll-out: savings moved to when service begins, a plan under a ceiling, and money that adds up."""

from __future__ import annotations

import json
from dataclasses import replace
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from rich.console import Console

from businesscase.analysis.team.moved import as_served, moved, starts, while_served
from businesscase.analysis.team.rollout import public_sector, roll_out
from businesscase.core.errors import ScenarioError, UsageError
from businesscase.core.payers import Payer
from businesscase.core.timeline import month_edges
from businesscase.report.figures.team import rollout_picture
from businesscase.report.json.team import rollout_json
from businesscase.report.tables.rollout import rollout_tables
from businesscase.report.terminal.team import print_rollout
from businesscase.report.texts.texts import Texts
from businesscase.scenario import load_scenario
from businesscase.scenario.declare.rollout import Rollout
from tests.breaking import only_english
from tests.loaded import loaded

HERE = Path(__file__).parents[2]
PLAN = (HERE / "invented_rollout.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def scenario(tmp_path_factory):
    file = tmp_path_factory.mktemp("team") / "with_rollout.yaml"
    texts = [(HERE / f"invented_{name}.yaml").read_text(encoding="utf-8") for name in ("municipality", "team")]
    file.write_text("".join(texts) + PLAN, encoding="utf-8")
    return load_scenario(file)


@pytest.fixture(scope="module")
def found(scenario):
    return roll_out(scenario, draws=12, replications=2, workers=1)


def test_savings_are_moved_to_the_months_in_which_families_begin():
    random = np.random.default_rng(1)
    saved, begun = random.normal(size=(2, 3, 2, 40)), random.poisson(0.3, size=(3, 40)).astype(float)
    found = moved(saved, begun)
    for line, draw, half in np.ndindex(2, 3, 2):
        expected = np.convolve(begun[draw], saved[line, draw, half])[:40]
        np.testing.assert_allclose(found[line, draw, half], expected, atol=1e-12)


def test_all_families_at_once_save_what_each_saves():
    saved = np.arange(10.0).reshape(1, 1, 1, 10)
    begun = np.zeros((1, 10))
    begun[0, 0] = 7.0
    np.testing.assert_array_equal(moved(saved, begun), 7.0 * saved)


def test_what_a_large_team_loses_and_learns_by_hand(scenario):
    """Three families: in full, half as long, and in year 3, in a team that has doubled."""
    rollout = scenario.rollout
    assert isinstance(rollout, Rollout)
    given = {"rollout.dilution": 0.4, "rollout.learning": 0.1, "programme.served.length": 2.0}
    inputs = type("Drawn", (), {"draws": 1, "__getitem__": lambda _, key: np.array([given[key]])})()
    records = SimpleNamespace(
        served=np.ones((1, 3), dtype=bool), begins=np.array([[0.0, 0.5, 2.3]]), ends=np.array([[2.0, 1.5, 4.3]]),
        arrives=np.array([[0.0, 0.5, 1.3]]), plan=SimpleNamespace(loss=np.zeros((1, 3))),
    )  # fmt: skip
    pairs = np.array([2, 2, 4, 4, 4, 4, 4, 4])
    weights = starts(rollout, records, pairs, 2, inputs, 120)
    assert weights[0, 0] == pytest.approx(1.0)
    assert weights[0, 6] == pytest.approx(0.5)
    assert weights[0, 27] == pytest.approx(1.0 - 0.4 * 0.5 * 0.9**2)
    assert weights.sum() == pytest.approx(1.5 + 0.838)
    saved = np.ones((1, 2, 120))
    np.testing.assert_allclose(as_served(saved, weights, records), (1.5 + 0.838) / 3)
    # the effect was seen in a team of one pair: the roll-out loses from its first day
    larger = starts(rollout, records, pairs, 1, inputs, 120)
    assert larger[0, 0] == pytest.approx(1.0 - 0.4 * 0.5)
    np.testing.assert_array_equal(starts(rollout, records, pairs, 9, inputs, 120)[0, [0, 27]], 1.0)
    records.plan.loss = np.array([[0.0, 0.2, 0.0]])  # of the effect, lost with each year of waiting
    waited = starts(rollout, records, pairs, 2, inputs, 120)
    assert waited.sum() == pytest.approx(1.5 + 0.838 * np.exp(-0.2))


def test_a_familys_cost_is_spread_over_its_service():
    model = SimpleNamespace(schedule=SimpleNamespace(length=np.array([2.0, 0.6])))
    parts = while_served(model, month_edges(3))
    np.testing.assert_allclose(parts.sum(axis=1), 1.0)
    np.testing.assert_allclose(parts[0, :24], 1 / 24)
    assert not parts[0, 24:].any()


def test_years_tell_of_every_family(found):
    assert sum(year.came for year in found.years) == found.records.served.shape[1] == 34
    assert sum(year.begun for year in found.years) == pytest.approx(found.records.served.sum(axis=1).mean())
    assert [year.pairs for year in found.years] == [year.planned for year in found.years] == [2, 3, 6, 6, 6, 6, 6, 6]
    assert found.years[-1].waiting <= found.years[2].came
    assert all(year.person_years <= 2 * year.pairs for year in found.years)


def test_purses_add_up_to_the_claims_balance(found):
    assert found.claim.perspective.value == "municipality"
    own = sum(net.sum() for (payer, _), net in found.purses.items() if payer is Payer.MUNICIPALITY)
    assert own == pytest.approx(found.balance[:, -1].mean(), rel=1e-9)
    cost = sum(year.cost.mean for year in found.years)
    served = found.records.served.sum(axis=1).mean()
    assert cost / served == pytest.approx(found.per_family.mean, rel=0.1)
    assert found.peak.mean >= -found.balance.mean(axis=0).min() - 1.0


def test_pairs_wind_down(scenario, found):
    """From year 6 on four of six pairs take nobody, and end with their last family; the whole costs less."""
    plan = {"rollout": {"pairs": {1: 2, 2: 1, 3: 3, 6: -4}}}
    less = roll_out(scenario.with_values(plan), draws=12, replications=2, workers=1)
    assert [year.pairs for year in less.years] == [2, 3, 6, 6, 6, 2, 2, 2]
    records, before = less.records, found.records
    assert records.plan.closes == (np.inf, np.inf, 5.0, 5.0, 5.0, 5.0)
    closing = records.served & (records.pair >= 2)
    assert closing.any() and (records.begins[closing] < 5.0).all()
    for draw, posts in enumerate(records.posts):
        for post, stints in zip(records.plan.posts, posts, strict=True):
            own = records.ends[draw, records.served[draw] & (records.pair[draw] == post.pair)]
            last = 8.0 if post.pair < 2 else max(5.0, own.max(initial=0.0))
            assert stints[-1].ends == last
    assert (records.ends[closing] > 5.0).any()  # they finish with the families they have
    np.testing.assert_array_equal(records.begins[before.begins < 5.0], before.begins[before.begins < 5.0])
    assert less.years[4].cost == found.years[4].cost
    assert less.years[7].cost.mean < 0.7 * found.years[7].cost.mean
    assert less.years[7].person_years < 0.7 * found.years[7].person_years


def test_a_ceiling_makes_pairs_wait(scenario, found):
    at_most = found.years[1].cost.high / 1e6 * 1.2
    under = roll_out(scenario.with_values({"rollout": {"ceiling": at_most}}), draws=12, replications=2, workers=1)
    assert max(year.pairs for year in under.years) < 6
    assert [year.planned for year in under.years] == [year.planned for year in found.years]
    assert all(year.cost.mean <= at_most * 1e6 * 1.001 for year in under.years)
    assert under.years[-1].begun + sum(year.begun for year in under.years[:-1]) <= sum(y.begun for y in found.years)
    with pytest.raises(UsageError, match="pays for no pair"):
        roll_out(scenario.with_values({"rollout": {"ceiling": 0.1}}), draws=2, replications=2, workers=1)
    text = rollout_tables(under, Texts("en"))[0]
    assert text.rows[-1][2].endswith("/6")


def test_who_works_in_it_and_who_pays_them(found):
    """Person-years by department and profession add up to those of the years."""
    departments = [one for one in found.staff if one.profession is None]
    professions = [one for one in found.staff if one.profession is not None]
    assert {(one.department, one.profession) for one in professions} == {
        ("work", "caseworker"), ("children", "pedagogue"),
    }  # fmt: skip
    assert {one.department for one in departments} == {"work", "children"}
    for rows in (departments, professions):
        held = np.sum([one.years for one in rows], axis=0)
        np.testing.assert_allclose(held, [year.person_years for year in found.years], rtol=1e-9)
        assert sum(one.total.mean for one in rows) == pytest.approx(held.sum())
    said = json.loads(rollout_json(found))
    assert [len(one["years"]) for one in said["staff"]] == [8] * 4


def test_who_begins_late_has_few_years_of_savings(found):
    records = found.records
    begins = records.begins[records.served & (records.begins >= 2.0)]  # the last cohort comes in year 5
    assert found.late.year == 3
    assert found.late.families == pytest.approx(len(begins) / 12)
    assert found.late.left == pytest.approx(10.0 - begins.mean())
    console = Console(file=StringIO(), width=80)
    print_rollout(found, Texts("da"), console)
    assert "begynder i år 3 eller senere" in " ".join(console.file.getvalue().split())
    assert json.loads(rollout_json(found))["late"]["year"] == 3


def test_every_year_is_shown_where_all_is_asked_for(found):
    """In tables below each other, the sum of all in the last; the public sector is the sum of its payers."""
    shown = rollout_tables(found, Texts("en"), everything=True)
    budget = [table for table in shown if table.title.startswith("Who pays")]
    assert [int(column.head) for table in budget for column in table.columns[1:] if column.head.isdigit()] == list(
        range(1, 11)
    )
    total = sum(sum(table.rows[-1][1:7]) for table in budget[:1]) + sum(budget[1].rows[-1][1:-1])
    assert budget[-1].rows[-1][0] == "Public sector"
    assert budget[-1].rows[-1][-1] == pytest.approx(total)
    assert public_sector(found).sum() == pytest.approx(total)
    own = [net for (payer, _), net in found.purses.items() if payer.public]
    np.testing.assert_allclose(public_sector(found), np.sum(own, axis=0))
    assert json.loads(rollout_json(found))["public_sector"] == public_sector(found).tolist()


def test_as_json_it_says_the_same(found):
    said = json.loads(rollout_json(found))
    assert [year["pairs"] for year in said["years"]] == [year.pairs for year in found.years]
    assert sum(sum(each["net"]) for each in said["purses"] if each["payer"] == "municipality") == pytest.approx(
        said["balance"][-1]["mean"], rel=1e-9
    )
    assert said["peak"]["mean"] == found.peak.mean
    assert 0.0 < said["peak_after"] <= said["horizon_years"]
    assert said["strength"] is None


def test_where_the_effect_is_weaker_the_whole_saves_less(scenario, found):
    """A roll-out's savings go with the strength of each family's service, and its cost does not."""
    loss = {"value": 1.0, "unit": "share", "source": "invented", "grade": "A"}
    weaker = roll_out(scenario.with_values({"team.weaker_effect.relation": loss}), draws=12, replications=2, workers=1)
    assert weaker.strength.mean < 0.97
    assert weaker.per_family == found.per_family
    change = (weaker.balance - found.balance)[:, -1].mean()
    saved = found.balance[:, -1].mean() + sum(year.cost.mean for year in found.years)
    assert np.sign(change) == -np.sign(saved)
    assert abs(change) == pytest.approx((1.0 - weaker.strength.mean) * abs(saved), rel=0.5)


def test_a_cohort_saves_what_is_left_of_it_in_a_large_team(scenario):
    """As the whole does: by the same weights, at the same cost."""

    def certain(share):
        return {"value": share, "unit": "share", "source": "invented", "grade": "A"}

    lived = {
        share: roll_out(
            scenario.with_values({"rollout.dilution": certain(share), "rollout.learning": certain(0.0)}),
            draws=12, replications=2, workers=1,
        )
        for share in (0.02, 0.95)
    }  # fmt: skip
    records, saved, weight = lived[0.02].records, {}, {}
    size = np.array([year.pairs for year in lived[0.02].years])
    lasts = np.where(records.served, records.ends - records.begins, 0.0)
    grown = 1.0 - 2 / size[np.minimum(np.where(records.served, records.begins, 0.0).astype(int), 7)]
    for share, one in lived.items():
        saved[share] = one.each[:, -1].mean() + one.per_family.mean
        weight[share] = (lasts * (1.0 - share * grown)).sum()
    assert weight[0.95] < 0.8 * weight[0.02]
    assert saved[0.95] / saved[0.02] == pytest.approx(weight[0.95] / weight[0.02], rel=0.05)
    whole = {share: one.balance[:, -1].mean() + sum(y.cost.mean for y in one.years) for share, one in lived.items()}
    assert whole[0.95] / whole[0.02] == pytest.approx(saved[0.95] / saved[0.02], rel=0.1)


def test_the_first_have_paid_back_while_the_last_are_paid_for_only_where_both_pay_back(found):
    lasts = found.records.plan.until

    def paying(cohort, programme):
        outlooks = (replace(found.cohort, payback=years) for years in (cohort, programme))
        return replace(found, **dict(zip(("cohort", "programme"), outlooks, strict=True)))

    assert paying(3.0, 5.0).still_pays
    for cohort, programme in ((None, 5.0), (3.0, None), (None, None), (5.0, 3.0), (lasts + 0.5, lasts + 1.0)):
        assert not paying(cohort, programme).still_pays
    words = "still pays for its last families"
    for one in (paying(3.0, 5.0), paying(None, None)):
        console = Console(file=StringIO(), width=80)
        print_rollout(one, Texts("en"), console)
        assert (words in " ".join(console.file.getvalue().split())) == one.still_pays


def test_its_picture_and_tables(found):
    for language in ("en", "da"):
        years, staff, budget = rollout_tables(found, Texts(language))
        assert len(years.rows) == 8
        assert budget.rows[0][-1] == pytest.approx(found.balance[:, -1].mean(), rel=1e-9)
        assert staff.rows[-1][-1] == pytest.approx(sum(year.person_years for year in found.years))
    assert set(rollout_picture(found, Texts("da"))) == {"png", "svg"}


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("{1: 8, 2: 8, 3: 12, 5: 6}", "{1: 8, 9: 6}", "the year 9 lies outside the roll-out"),
        ("{1: 2, 2: 1, 3: 3}", "{2: 2}", "families come before the team exists"),
        ("{1: 2, 2: 1, 3: 3}", "{1: 2, 2: 0}", "nobody: 0 pairs"),
        ("{1: 2, 2: 1, 3: 3}", "{1: 2, 2: 1, 3: -4}", "more pairs end in year 3 than there are"),
        ("{1: 2, 2: 1, 3: 3}", "{1: 2, 4: -2}", "families come when no pair takes any more"),
        ("{1: 8, 2: 8, 3: 12, 5: 6}", "{1: 8, 3: -1}", "nobody: -1 families"),
        ("lasts: 8", "lasts: 20", "the roll-out lasts beyond the years that are looked at"),
        ("lasts: 8", "ceiling: 0\n  lasts: 8", "'ceiling' must be more than 0"),
    ],
)
def test_the_message_says_what_and_where(tmp_path, old, new, words):
    texts = [(HERE / f"invented_{name}.yaml").read_text(encoding="utf-8") for name in ("municipality", "team")]
    file = tmp_path / "broken.yaml"
    whole = "".join(texts) + PLAN
    assert whole.count(old) == 1
    broken = whole.replace(old, new)
    file.write_text(broken, encoding="utf-8")
    with pytest.raises(ScenarioError, match=words) as raised:
        load_scenario(file)
    first = next(number for number, line in enumerate(broken.splitlines(), 1) if line == "rollout:")
    at = [int(part.split(":")[0]) for part in str(raised.value).split("broken.yaml:")[1:]]
    assert all(line > first for line in at), str(raised.value)
    assert only_english(raised.value.faults) == []


def test_a_scenario_without_a_plan_says_so():
    with pytest.raises(UsageError, match="the scenario declares no roll-out"):
        roll_out(loaded(HERE / "invented_municipality.yaml"))
