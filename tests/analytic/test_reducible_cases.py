"""What a budget can be cut by, against closed forms: a ramp on a constant saving, and paybacks that follow from it."""

from __future__ import annotations

import numpy as np
import pytest

from businesscase.core.payers import Payer, Perspective
from businesscase.core.timeline import month_edges
from businesscase.core.vocabulary import Costs, Savings
from businesscase.ledger.ledger import Ledger, Line
from businesscase.measures.payback import cumulative, sustained, value_at
from businesscase.measures.reducible import reducible_ledger
from businesscase.measures.saving import net_saving, saving
from businesscase.rules.reducible import reach
from tests.unit.measures.builders import assumed, scenario, sourced

MUNICIPALITY = Perspective.MUNICIPALITY
CUT = Savings.BUDGET_REDUCIBLE


def rule(share=0.6, lag=1.25, ramp=2.0, **more):
    begin = {} if "not_before" in more else {"lag": assumed(lag, lag / 2, lag * 2, "years")}
    return {"share": sourced(share, "share"), "ramp": sourced(ramp, "years"), **begin, **more}


def declared(**rules):
    departments = {
        "work": {"label": {"en": "w", "da": "w"}, "categories": ["public_benefit"]},
        "other": {"label": {"en": "o", "da": "o"}, "categories": []},
    }
    return scenario(budget_reducible=rules, departments=departments)


def ledger(saved, *, years=10, cost=0.0, draws=1):
    """A saving of `saved` a year from the start, and a cost in the first month."""
    amounts = np.zeros((draws, 1, 2, 2, years * 12))
    amounts[:, :, 1, 0] = np.asarray(saved, dtype=float).reshape(-1, 1, 1) / 12
    amounts[:, :, 0, 1, 0] = cost
    lines = (Line(Payer.MUNICIPALITY, "public_benefit", "work"), Line(Payer.MUNICIPALITY, "programme_cost", "work"))
    return Ledger(lines, amounts, month_edges(years))


def curve(book):
    return cumulative(saving(book, MUNICIPALITY, CUT))[:, 0]


@pytest.mark.parametrize("share", [0.3, 1.0])
@pytest.mark.parametrize(("lag", "ramp"), [(1.25, 2.0), (0.1, 0.37), (2.01, 1.99)])
def test_a_ramp_on_a_constant_saving(share, lag, ramp):
    s, book = 120_000.0, ledger(120_000.0)
    cut = curve(reducible_ledger(declared(public_benefit=rule(share, lag, ramp)), book, {}))[0]
    edges = book.edges
    on_ramp = s * share * (edges - lag) ** 2 / (2 * ramp)
    after = s * share * ((edges - lag) - ramp / 2)
    expected = np.where(edges < lag, 0.0, np.where(edges < lag + ramp, on_ramp, after))
    np.testing.assert_allclose(cut, expected, rtol=1e-12, atol=1e-6)


def test_payback_is_lag_and_half_the_ramp_later_and_slower_by_the_share():
    s, share, lag, ramp, cost = 100_000.0, 0.5, 1.0, 2.0, 150_000.0
    book = reducible_ledger(declared(public_benefit=rule(share, lag, ramp)), ledger(s, cost=cost), {})
    k = cumulative(net_saving(book, MUNICIPALITY, Costs.GROSS, CUT))[0, 0]
    assert sustained(k, book.edges) == pytest.approx(lag + ramp / 2 + cost / (s * share), abs=1e-9)  # 5 years
    assert sustained(cumulative(net_saving(ledger(s, cost=cost), MUNICIPALITY, Costs.GROSS))[0, 0], book.edges) == (
        pytest.approx(cost / s)
    )


def test_a_ramp_of_nothing_is_a_step():
    edges = month_edges(3)
    factors = 0.8 * reach(edges, begin=np.array([1.5 / 12]), ramp=np.array([0.0]))[0]
    np.testing.assert_allclose(factors[:3], [0.0, 0.4, 0.8], atol=1e-6)


def test_each_draw_has_its_own_share_lag_and_ramp():
    drawn = {
        "budget_reducible.public_benefit.share": np.array([0.2, 0.9]),
        "budget_reducible.public_benefit.lag": np.array([0.5, 2.0]),
        "budget_reducible.public_benefit.ramp": np.array([1.0, 3.0]),
    }
    cut = curve(reducible_ledger(declared(public_benefit=rule()), ledger([1e5, 2e5], draws=2), drawn))
    at_end = [1e5 * 0.2 * (9.5 - 0.5), 2e5 * 0.9 * (8.0 - 1.5)]
    np.testing.assert_allclose(cut[:, -1], at_end, rtol=1e-12)


def test_a_budget_year_instead_of_a_lag():
    from datetime import date

    dated = declared(public_benefit=rule(not_before=date(2022, 1, 1)))  # the programme starts in 2020
    lagged = declared(public_benefit=rule(lag=2.0))
    book = ledger(1e5)
    np.testing.assert_allclose(
        curve(reducible_ledger(dated, book, {})), curve(reducible_ledger(lagged, book, {})), rtol=1e-12
    )


def test_what_is_not_declared_cannot_be_cut():
    assert not curve(reducible_ledger(declared(), ledger(1e5), {})).any()


def test_an_extra_cost_counts_in_full_from_the_first_month():
    for rules in ({}, {"public_benefit": rule()}):
        book = reducible_ledger(declared(**rules), ledger(-1e5), {})
        np.testing.assert_allclose(curve(book)[0], -1e5 * book.edges, rtol=1e-12)


def test_one_sign_for_all_draws_of_a_month():
    """In a month that saves on average, a draw that loses loses its part too: draws are not cut in half."""
    book = reducible_ledger(declared(public_benefit=rule(0.5, 1e-6, 1e-6)), ledger([3e5, -1e5], draws=2), {})
    np.testing.assert_allclose(curve(book)[:, -1], [0.5 * 3e6, -0.5 * 1e6], rtol=1e-5)


def test_a_longer_horizon_changes_no_earlier_month():
    rules = declared(public_benefit=rule())
    short, long = (curve(reducible_ledger(rules, ledger(1e5, years=years), {}))[0] for years in (5, 10))
    np.testing.assert_array_equal(short, long[: len(short)])


def test_the_saving_lands_in_the_department_whose_budget_is_cut():
    book = reducible_ledger(declared(public_benefit=rule(by="other")), ledger(1e5, cost=5.0), {})
    assert [(line.category, line.department) for line in book.lines] == [
        ("public_benefit", "other"),
        ("programme_cost", "work"),
    ]
    assert value_at(cumulative(saving(book, MUNICIPALITY, CUT))[0, 0], book.edges, 10.0) > 0
