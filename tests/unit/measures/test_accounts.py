"""The municipal accounts on ledgers made by hand: gross, refusion, co-financing, the service frame and cash."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from businesscase.core.payers import Payer, Perspective
from businesscase.core.vocabulary import Area, Costs, Savings
from businesscase.measures.accounts import accounts
from businesscase.measures.saving import net_saving
from tests.unit.measures.builders import HORIZON, book, declaration, label, refunded, scenario

SPENT = np.r_[1.0e6, 1.0e6, np.zeros(HORIZON - 2)]


def row(area: str, **more: Any) -> dict[str, Any]:
    return {"name": label("x"), "area": Area(area), "since": 2007, "verified": True, "source": "invented", **more}


def at(function: str, **more: Any) -> dict[str, Any]:
    return {"function": function, "source": "invented", **more}


CHART = {
    "5.57.73": [row("budget_guaranteed")],
    "5.48.66": [row("budget_guaranteed", verified=False)],
    "5.28.22": [row("other_transfers", until=2021), row("service", since=2022)],
    "5.22.07": [row("central_refusion")],
    "6.45.53": [row("service")],
    "7.68.90": [row("financing")],
}
BOOKED = {
    "public_benefit": [at("5.57.73", art="5.2", refusion="booked")],
    "foertidspension": [at("5.48.66", art="5.2", refusion="co_financed")],
    "placement": [at("5.28.22", art="4.0")],
    "central_refusion": [at("5.22.07", dranst=2, art="8.6")],
    "programme_cost": [at("6.45.53", art="1.0")],
    "grant": [at("6.45.53", art="7.9")],
    "steady_state_cost": [at("6.45.53", art="1.0")],
    "tax": [at("7.68.90", dranst=7)],
}
LEDGER = book(
    {
        (Payer.MUNICIPALITY, "programme_cost"): (SPENT, 0),
        (Payer.MUNICIPALITY, "grant"): (-SPENT / 4, 0),
        (Payer.MUNICIPALITY, "steady_state_cost"): (SPENT / 2, 0),
        (Payer.MUNICIPALITY, "public_benefit"): (2.4e6, 3.2e6),  # 80 % of what families that still live here get
        (Payer.OTHER_MUNICIPALITY, "public_benefit"): (0.6e6, 0.8e6),  # a fifth has moved
        (Payer.CENTRAL_GOVERNMENT, "public_benefit"): (0.75e6, 1.0e6),
        (Payer.MUNICIPALITY, "foertidspension"): (9e5, 8e5),
        (Payer.CENTRAL_GOVERNMENT, "foertidspension"): (2.25e5, 2e5),
        (Payer.MUNICIPALITY, "placement"): (1e6, 2e6),
        (Payer.MUNICIPALITY, "central_refusion"): (-1e5, -3e5),
        (Payer.MUNICIPALITY, "tax"): (-5e5, -4e5),
        (Payer.REGION, "health"): (1e5, 3e5),
    },
    halves=1,
)
REFUNDED = refunded(LEDGER)
NOTHING_REFUNDED = book({}, halves=1)
SCENARIO = scenario(accounts=CHART, account_of=BOOKED)
HEADLINE = SCENARIO.claims["recouped"]
FOUND = accounts(SCENARIO, HEADLINE, LEDGER, REFUNDED, until=5.0)
assert FOUND is not None


def amount(function: str, dranst: int, year: int = 2022, art: str | None = None) -> float:
    return sum(
        one.amount
        for one in FOUND.records
        if (one.function, one.dranst, one.year) == (function, dranst, year) and art in (None, one.art)
    )


def test_a_refunded_benefit_is_booked_gross_with_its_refusion_beside_it() -> None:
    """The state's part is that of families that still live here: 80 % of 0.25 mio. a year less."""
    assert amount("5.57.73", 1) == pytest.approx(-0.8e6 - 0.2e6)
    assert amount("5.57.73", 2) == pytest.approx(0.2e6)
    assert amount("5.57.73", 1) + amount("5.57.73", 2) == pytest.approx(-0.8e6)


def test_a_co_financed_benefit_is_booked_with_the_municipalitys_own_part_and_no_refusion() -> None:
    assert amount("5.48.66", 1) == pytest.approx(1e5)
    assert amount("5.48.66", 2) == 0.0


def test_the_class_is_that_of_the_year() -> None:
    areas = {one.year: one.area for one in FOUND.records if one.function == "5.28.22"}
    assert (areas[2021], areas[2022]) == (Area.OTHER_TRANSFERS, Area.SERVICE)
    assert FOUND.by_year[2021].service == pytest.approx(0.75e6), "the programme, less the grant"
    assert FOUND.by_year[2022].service == pytest.approx(-1e6)


def test_the_service_frame_is_gross_of_central_refusion_and_cash_is_not() -> None:
    """A placement less is 1 mio. in the frame; in cash 0.2 mio. of refusion are lost with it."""
    frame = FOUND.by_year[2023]
    assert frame.service == pytest.approx(-1e6)
    assert frame.cash == pytest.approx(-1e6 + 0.2e6 - 0.8e6 + 1e5 - 1e5)
    assert frame.financing == pytest.approx(-1e5)


def test_cash_is_the_net_saving_of_the_municipality_with_tax_with_the_sign_of_accounts() -> None:
    saved = net_saving(LEDGER, Perspective.MUNICIPALITY, HEADLINE.costs, Savings.AFTER_TAX)[0, 0]
    by_year = saved.reshape(HORIZON, 12).sum(axis=1)
    np.testing.assert_allclose([FOUND.by_year[2020 + year].cash for year in range(HORIZON)], -by_year, rtol=1e-12)
    assert FOUND.within.cash == pytest.approx(-by_year[:5].sum())
    assert sum(one.amount for one in FOUND.records) == pytest.approx(-by_year.sum())


def test_classes_add_up_to_cash_and_keep_refusion_apart() -> None:
    assert sum(one.net for one in FOUND.areas) == pytest.approx(FOUND.within.cash)
    guaranteed = next(one for one in FOUND.areas if one.area is Area.BUDGET_GUARANTEED)
    assert guaranteed.gross == pytest.approx(5 * (-1e6 + 1e5))
    assert guaranteed.refusion == pytest.approx(5 * 0.2e6)
    refusion = next(one for one in FOUND.areas if one.area is Area.CENTRAL_REFUSION)
    assert (refusion.gross, refusion.refusion) == (0.0, pytest.approx(5 * 0.2e6))


def test_only_the_headlines_cost_is_booked() -> None:
    assert amount("6.45.53", 1, 2020, "1.0") == pytest.approx(1e6)
    assert amount("6.45.53", 1, 2020, "7.9") == pytest.approx(-0.25e6)
    routine = accounts(SCENARIO, HEADLINE.model_copy(update={"costs": Costs.STEADY_STATE}), LEDGER, REFUNDED, until=5.0)
    assert routine is not None
    assert sum(one.amount for one in routine.records if one.function == "6.45.53") == pytest.approx(1e6)


def test_unverified_functions_in_use_are_named() -> None:
    assert FOUND.unverified == ("5.48.66",)
    assert all(one.verified is (one.function != "5.48.66") for one in FOUND.records)


def test_calendar_years_are_those_of_the_start() -> None:
    from datetime import date

    base = declaration()
    later = scenario(accounts=CHART, account_of=BOOKED, time={**base["time"], "start": date(2020, 7, 1)})
    found = accounts(later, HEADLINE, LEDGER, REFUNDED, until=5.0)
    assert found is not None
    assert min(found.by_year) == 2020
    assert max(found.by_year) == 2030
    assert found.by_year[2020].service == pytest.approx(0.75e6 / 2), "half a year of the programme"


def test_nothing_is_booked_where_nothing_says_where() -> None:
    assert accounts(scenario(), HEADLINE, LEDGER, REFUNDED, until=5.0) is None


def test_a_department_may_book_elsewhere() -> None:
    booked = {**BOOKED, "programme_cost": [at("5.28.22", department="children"), at("6.45.53")]}
    ledger = book(
        {
            (Payer.MUNICIPALITY, "programme_cost", "children"): (SPENT, 0),
            (Payer.MUNICIPALITY, "programme_cost", "work"): (2 * SPENT, 0),
        },
        halves=1,
    )
    found = accounts(scenario(accounts=CHART, account_of=booked), HEADLINE, ledger, NOTHING_REFUNDED, until=5.0)
    assert found is not None
    totals = {one.function: one.amount for one in found.records if one.year == 2020}
    assert totals == {"5.28.22": pytest.approx(1e6), "6.45.53": pytest.approx(2e6)}


def test_what_one_price_holds_together_is_divided_among_functions() -> None:
    """Placements by kind: each function its share in every year, and no total moves."""
    parts = [at("5.28.22", art="4.0", share=0.25), at("5.57.73", art="4.0", share=0.75)]
    found = accounts(
        scenario(accounts=CHART, account_of={**BOOKED, "placement": parts}), HEADLINE, LEDGER, REFUNDED, until=5.0
    )
    assert found is not None
    assert FOUND is not None
    divided = {one.function: one.amount for one in found.records if (one.year, one.art) == (2023, "4.0")}
    assert divided == pytest.approx({"5.28.22": 0.25 * -1e6, "5.57.73": 0.75 * -1e6})
    assert found.within.cash == pytest.approx(FOUND.within.cash)
