"""Purses: who pays against who saves, on ledgers made by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from businesscase.core.payers import Payer
from businesscase.core.vocabulary import Standing, Verdict, not_modelled
from businesscase.measures.rows import Purse
from tests.unit.measures.builders import HORIZON, assumed, book, declaration, label, result, scenario, sourced

SPENT = np.r_[1.0e6, 1.0e6, np.zeros(HORIZON - 2)]
DEPARTMENTS = {
    "work": {"label": label("Work"), "categories": ["public_benefit"]},
    "children": {"label": label("Children"), "categories": []},
    "culture": {"label": label("Culture"), "categories": []},
    "idle": {"label": label("Idle"), "categories": []},
}


def with_departments(**changes: Any):
    base = declaration()
    programme = dict(base["programme"])
    shares = {"work": sourced(0.25, "share"), "culture": sourced(0.75, "share")}
    programme["costs"] = {"team": {**programme["costs"]["team"], "departments": shares}}
    return scenario(programme=programme, departments=DEPARTMENTS, **changes)


def found(**changes: Any) -> dict[tuple[Payer, str | None], Purse]:
    draws = 40
    spread = np.random.default_rng(0).standard_normal((draws, 1, 1)) * 1e4
    ledger = book(
        {
            (Payer.MUNICIPALITY, "programme_cost", "work"): (0.25 * SPENT, 0),
            (Payer.MUNICIPALITY, "programme_cost", "culture"): (0.75 * SPENT, 0),
            (Payer.MUNICIPALITY, "public_benefit", "work"): (1e6, 1.2e6 + spread),
            (Payer.MUNICIPALITY, "placement", "children"): (0, 3e5 + spread),
            (Payer.CENTRAL_GOVERNMENT, "public_benefit"): (4e5, 3e5),
            (Payer.REGION, "health"): (np.r_[1e5, np.zeros(HORIZON - 1)], np.r_[0, 1.5e5, np.zeros(HORIZON - 2)]),
            (Payer.OTHER_MUNICIPALITY, "public_benefit"): (0, 5e3),
            (Payer.FOUNDATION, "programme_cost"): (1e5, 0),
        },
        draws=draws,
    )
    run = result(draws=draws, scenario=with_departments(**changes), ledger=ledger, cohort_ledgers=None)
    return {(purse.payer, purse.department): purse for purse in run.purses}


PURSES = found()


def of(department: str) -> Purse:
    return PURSES[Payer.MUNICIPALITY, department]


def test_a_department_that_pays_and_saves_is_tested_on_its_own_cost_and_saving() -> None:
    work = of("work")
    assert work.standing is Standing.PAYS
    assert work.pays == pytest.approx(5e5)
    assert work.saves == pytest.approx(5 * 2e5, rel=0.1)
    assert work.net == work.saves - work.pays
    yearly = work.saves / 5
    assert work.payback.sustained_years == pytest.approx(5e5 / yearly, rel=1e-6)
    assert work.claim.verdict is Verdict.LIKELY


def test_one_that_pays_nothing_and_saves_does_so_from_the_start() -> None:
    assert of("children").standing is Standing.SAVES_FROM_THE_START
    assert of("children").payback.sustained_years == 0.0
    assert of("children").pays == 0.0


def few(lines: dict[Any, Any], **changes: Any) -> dict[str | None, Purse]:
    """The municipality's purses from two draws."""
    lines = {(Payer.MUNICIPALITY, "programme_cost", "culture"): (SPENT, 0), **lines}
    run = result(
        draws=2, scenario=with_departments(**changes), ledger=book(lines, draws=2), cohort_ledgers=None, inputs={}
    )
    return {purse.department: purse for purse in run.purses if purse.payer is Payer.MUNICIPALITY}


def test_one_that_pays_and_never_saves_is_unlikely_to_however_few_the_draws() -> None:
    for saved in (0.0, -1e4):
        lines = {(Payer.MUNICIPALITY, "public_benefit", "culture"): (1e6 - saved, 1e6)}
        culture = few(lines)["culture"]
        assert (culture.standing, culture.claim.verdict) == (Standing.PAYS, Verdict.UNLIKELY)
        assert culture.payback.sustained_years is None
        assert culture.claim.probability == 0.0


def test_of_one_for_which_nothing_is_priced_no_saving_is_counted() -> None:
    culture = of("culture")
    assert (culture.standing, culture.claim.verdict) == (Standing.PAYS, Verdict.NO_SAVING_COUNTED)
    found = few({})
    assert found["culture"].claim.verdict is found[None].claim.verdict is Verdict.NO_SAVING_COUNTED
    entry = {
        "label": label("Classes"), "payer": Payer.MUNICIPALITY, "department": "culture", "profile": "full",
        "per_family": assumed(1e3, -1e3, 3e3, "DKK per year", price_year=2020),
    }  # fmt: skip
    declared = few(
        {(Payer.MUNICIPALITY, not_modelled("classes"), "culture"): (0, 1e3)}, not_modelled={"classes": entry}
    )
    assert declared["culture"].claim.verdict is not Verdict.NO_SAVING_COUNTED, "declared is counted"
    taxed = few({(Payer.MUNICIPALITY, "tax", "culture"): (0, 1e3)})
    assert taxed["culture"].claim.verdict is Verdict.NO_SAVING_COUNTED, "the headline is before tax"


def test_of_one_whose_money_is_at_base_rates_no_saving_is_counted() -> None:
    """The same in both futures, while another department's moves; alone it would be unlikely to, as one that loses."""
    moving = {(Payer.MUNICIPALITY, "public_benefit", "work"): (1e6, 1.2e6)}
    still = {(Payer.MUNICIPALITY, "placement", "culture"): (3e5, 3e5)}
    losing = {(Payer.MUNICIPALITY, "placement", "culture"): (3e5, 2e5)}
    assert few({**moving, **still})["culture"].claim.verdict is Verdict.NO_SAVING_COUNTED
    assert few(still)["culture"].claim.verdict is Verdict.UNLIKELY
    assert few({**moving, **losing})["culture"].claim.verdict is Verdict.UNLIKELY


def test_other_payers_have_their_own_standing() -> None:
    assert PURSES[Payer.CENTRAL_GOVERNMENT, None].standing is Standing.LOSES
    assert PURSES[Payer.OTHER_MUNICIPALITY, None].standing is Standing.SAVES_FROM_THE_START
    assert PURSES[Payer.FOUNDATION, None].standing is Standing.GIVES
    assert PURSES[Payer.HOUSEHOLD, None].standing is Standing.UNTOUCHED
    assert of("idle").standing is Standing.UNTOUCHED
    region = PURSES[Payer.REGION, None]
    assert region.standing is Standing.SAVES_LATER
    assert region.payback.sustained_years == pytest.approx(1 + 1e5 / 1.5e5)


def test_departments_add_up_to_the_municipality_in_every_year() -> None:
    whole = PURSES[Payer.MUNICIPALITY, None]
    parts = [purse for (payer, name), purse in PURSES.items() if payer is Payer.MUNICIPALITY and name is not None]
    for measure in ("pays", "saves", "net"):
        assert sum(getattr(part, measure) for part in parts) == pytest.approx(getattr(whole, measure), rel=1e-12)
    for measure in ("pays_by_year", "saves_by_year", "net_by_year"):
        total = np.sum([getattr(part, measure) for part in parts], axis=0)
        np.testing.assert_allclose(total, getattr(whole, measure), rtol=1e-9, atol=1e-6)
    assert sum(whole.pays_by_year[:5]) == pytest.approx(whole.pays)


def test_budgets_that_can_be_cut_add_up_too() -> None:
    rule = {
        "share": assumed(0.5, 0.4, 0.6, "share"),
        "lag": sourced(1, "years"),
        "ramp": sourced(2, "years"),
        "by": "children",
    }
    purses = found(budget_reducible={"public_benefit": rule})
    cut = {name: purse.budget_reducible for (payer, name), purse in purses.items() if payer is Payer.MUNICIPALITY}
    assert cut["work"] == 0.0, "its saving is cut from another department's budget"
    saved = purses[Payer.MUNICIPALITY, "work"].saves / 5
    assert cut["children"] == pytest.approx(saved * 0.5 * (5 - 1 - 1), rel=1e-9)
    assert cut[None] == pytest.approx(cut["work"] + cut["children"])
    assert purses[Payer.REGION, None].budget_reducible is None


def test_all_savings_and_the_reducible_ones_stand_side_by_side() -> None:
    rule = {"share": sourced(0.5, "share"), "lag": sourced(1, "years"), "ramp": sourced(0, "years")}
    base = declaration()
    run = result(scenario=scenario(budget_reducible={"public_benefit": rule}))
    every, cut = run.paybacks.by_savings[:2]
    assert every.costs == cut.costs == run.headline.costs
    assert cut.saved == pytest.approx(0.5 * every.saved * 4 / 5, rel=1e-6)
    assert cut.by_category["public_benefit"] == pytest.approx(cut.saved)
    assert every.claim.probability == run.headline.probability
    assert cut.claim.probability <= every.claim.probability
    assert {view.costs.value for view in run.paybacks.by_savings} == {
        "net_of_grants", "gross", "net_of_grants_and_displaced", "steady_state"
    }  # fmt: skip
    claims = {**base["claims"], "cut": {**base["claims"]["recouped"], "headline": False, "savings": "budget_reducible"}}
    claims["cut"]["savings"] = cut.savings
    asked = result(scenario=scenario(budget_reducible={"public_benefit": rule}, claims=claims))
    assert next(one for one in asked.claims if one.name == "cut").probability == cut.claim.probability
    assert result().paybacks.by_savings == ()
