"""`run_som`: SØM's answers by hand, and payback and probability by another road than the curve."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from businesscase.core.errors import ScenarioError
from businesscase.core.payers import Payer, Perspective
from businesscase.core.vocabulary import Verdict
from businesscase.som.running import run_som

EXAMPLE = Path(__file__).parents[3] / "examples" / "som_example.yaml"
LABEL = {"en": "a", "da": "b"}
M, STATE, ALL = Perspective.MUNICIPALITY, Perspective.CENTRAL_GOVERNMENT, Perspective.PUBLIC_SECTOR


def sure(value: float, unit: str, **more: Any) -> dict[str, Any]:
    return {"value": value, "unit": unit, "source": "invented", "grade": "A", **more}


def money(value: float) -> dict[str, Any]:
    return sure(value, "DKK", price_year=2025)


def declaration(**changes: Any) -> dict[str, Any]:
    """Cost 100,000; ten of a hundred succeed, and each saves 3,000 a year: 60 % the municipality, 40 % the state."""
    by_payer = {"municipality": {"0-9": money(1_800)}, "central_government": {"0-9": money(1_200)}}
    return {
        "version": 1,
        "title": "a SØM scenario",
        "evidence": LABEL,
        "time": {"start": "2025-01-01", "horizon_years": 10, "price_year": 2025},
        "participants": {"2025": sure(100, "persons")},
        "costs": {"municipality": {"2025": money(100_000)}},
        "success_rate": sure(10, "percent"),
        "consequences": {"benefits": {"label": LABEL, "by_payer": by_payer}},
        **changes,
    }


def test_each_payer_has_its_net_result_and_payback() -> None:
    """The case of the payers: 3.333 years for the public sector, 5.556 for the municipality, at once for the state."""
    view = run_som(declaration(), draws=3).as_som
    assert view.net_result[M].central == pytest.approx(80_000)
    assert view.net_result[STATE].central == pytest.approx(120_000)
    assert view.net_result[ALL].central == pytest.approx(200_000)
    assert view.payback[M].sustained_years == pytest.approx(100 / 18)
    assert view.payback[ALL].sustained_years == pytest.approx(10 / 3)
    assert view.payback[STATE].sustained_years == 0.0
    assert view.net_within[M].central == pytest.approx(-10_000), "0.9 of the cost is recouped in five years"
    assert view.probability.value == 0.0


def test_years_payers_and_items_are_those_of_som() -> None:
    found = run_som(declaration(), draws=3)
    assert found.years == tuple(range(2025, 2035))
    assert set(found.flows) == {Payer.MUNICIPALITY, Payer.CENTRAL_GOVERNMENT}
    assert list(found.flows[Payer.MUNICIPALITY]) == ["programme_cost", "benefits"]
    assert found.flows[Payer.MUNICIPALITY]["programme_cost"] == pytest.approx([-100_000] + [0.0] * 9)
    assert found.flows[Payer.CENTRAL_GOVERNMENT]["benefits"] == pytest.approx([12_000.0] * 10)
    assert found.perspectives == (M, STATE, ALL)
    assert found.timed is None


def test_income_tax_counts_as_any_other_item() -> None:
    by_payer = {"municipality": {"0-9": money(1_800)}}
    view = run_som(declaration(consequences={"tax": {"label": LABEL, "by_payer": by_payer}}), draws=3).as_som
    assert view.net_result[M].central == pytest.approx(80_000)


def test_what_is_needed_to_break_even_breaks_even() -> None:
    view = run_som(declaration(), draws=3).as_som
    assert view.needed_rate == pytest.approx(0.1 / 1.8)
    assert view.needed_rate_within == pytest.approx(0.1 / 0.9)
    again = run_som(declaration(success_rate=sure(100 * view.needed_rate_within, "percent")), draws=3).as_som
    assert again.net_within[M].central == pytest.approx(0.0, abs=1e-6)
    assert again.payback[M].sustained_years == pytest.approx(5.0)
    assert again.probability.value == 1.0, "exactly five years is within five years"


def test_no_rate_breaks_even_where_nothing_is_saved_or_nothing_is_paid() -> None:
    lost = {"benefits": {"label": LABEL, "by_payer": {"municipality": {"0": money(-5)}}}}
    view = run_som(declaration(consequences=lost), draws=3).as_som
    assert (view.needed_rate, view.needed_rate_within) == (None, None)
    assert run_som(declaration(perspective="central_government"), draws=3).as_som.needed_rate is None


def test_probability_is_the_share_of_draws_with_a_rate_above_the_needed_one() -> None:
    """Only the rate varies and savings are proportional to it, so the curve says what one comparison says."""
    rate = {"value": 10, "low": 4, "high": 18, "unit": "percent", "assumption": "invented"}
    found = run_som(declaration(success_rate=rate), draws=4000)
    view = found.as_som
    assert view.needed_rate_within is not None
    drawn = found.inputs["success_rate"]
    assert view.probability.value == pytest.approx(np.mean(drawn >= view.needed_rate_within))
    assert 0.2 < view.probability.value < 0.5
    for row in view.returns:
        if row.party is M:
            assert row.probability_not_negative == pytest.approx(np.mean(drawn >= view.needed_rate))
    deviation = drawn.std() / math.sqrt(4000)
    assert view.net_result[M].mean == pytest.approx(80_000, abs=4 * deviation * 1.8e6)
    assert view.net_result[M].p10 == pytest.approx(1.8e6 * np.percentile(drawn, 10) - 100_000)
    assert [driver.key for driver in view.drivers] == ["success_rate"]
    assert view.drivers[0].correlation == pytest.approx(1.0)


@pytest.mark.parametrize(("rate", "verdict"), [(30, Verdict.LIKELY), (10, Verdict.UNLIKELY)])
def test_a_certain_rate_gives_a_verdict(rate: float, verdict: Verdict) -> None:
    assert run_som(declaration(success_rate=sure(rate, "percent")), draws=100).as_som.verdict is verdict


def test_phase_in_and_fading_delay_the_payback_and_som_does_not_see_it() -> None:
    plain = run_som(declaration(), draws=3).as_som
    found = run_som(declaration(phase_in=sure(6, "months"), half_life=sure(20, "years")), draws=3)
    assert found.timed is not None
    assert found.as_som.net_result == plain.net_result
    assert found.timed.payback[ALL].sustained_years > plain.payback[ALL].sustained_years + 0.5
    phase_in = run_som(declaration(phase_in=sure(6, "months")), draws=3).timed
    assert phase_in is not None
    assert phase_in.payback[ALL].sustained_years == pytest.approx(10 / 3 + 0.5)


def test_a_net_present_value_is_discounted_only_where_rates_are_declared() -> None:
    plain = run_som(declaration(), draws=3).as_som
    row = next(each for each in plain.returns if each.party is M)
    assert row.net_present_value.central == pytest.approx(80_000)
    rates = {"rates": {"0 years": sure(0.035, "per year")}}
    view = run_som(declaration(discounting=rates), draws=3).as_som
    row = next(each for each in view.returns if each.party is M)
    factors = 1.035 ** -(np.arange(10) + 0.5)
    assert row.net_present_value.central == pytest.approx(18_000 * factors.sum() - 100_000 * factors[0])
    assert view.net_result[M].central == pytest.approx(80_000), "the table itself is not discounted"


def test_the_same_seed_gives_the_same_draws_whatever_else_is_declared() -> None:
    first, second, other = (run_som(EXAMPLE, draws=20, seed=seed) for seed in (1, 1, 2))
    assert np.array_equal(first.inputs["success_rate"], second.inputs["success_rate"])
    assert not np.array_equal(first.inputs["success_rate"], other.inputs["success_rate"])
    rate = {"value": 10, "low": 3, "high": 19, "unit": "percent", "assumption": "as in the example"}
    alone = run_som(declaration(success_rate=rate), draws=20, seed=1)
    assert np.array_equal(first.inputs["success_rate"], alone.inputs["success_rate"])


# Published cases, million dollars. An outlay at time 0, then what is saved in years 1, 2, ...
WESTCHESTER = [1.3, 2.5, 3.9, 5.7, 9.3, 9.7, 10.1, 10.5, 10.9, 11.3]  # net outlay 45.5, payback 7.3 (Lightcast)
MONROE = [1.8, 2.5, 3.9, 5.9, 9.7, 10.0, 10.4, 10.7, 11.0, 11.4]  # cost 84.8 and saving 30.3 in year 0, payback 9.0


def published(savings: list[float], **changes: Any) -> dict[str, Any]:
    """One participant who succeeds for sure, so that the savings are those of the table."""
    by_year = {str(year): sure(saving, "mio DKK", price_year=2025) for year, saving in enumerate(savings)}
    return declaration(
        time={"start": "2025-01-01", "horizon_years": len(savings), "price_year": 2025},
        participants={"2025": sure(1, "persons")},
        success_rate=sure(100, "percent"),
        consequences={"net": {"label": LABEL, "by_payer": {"municipality": by_year}}},
        **changes,
    )


def mio(value: float) -> dict[str, Any]:
    return sure(value, "mio DKK", price_year=2025)


def test_an_outlay_at_time_0_gives_the_published_payback() -> None:
    moment = run_som(published(WESTCHESTER, costs={}, outlay_at_start={"municipality": mio(45.5)}), draws=2)
    assert moment.as_som.payback[M].sustained_years == pytest.approx(7 + 3.0 / 10.5)
    assert round(moment.as_som.payback[M].sustained_years or 0, 1) == 7.3
    year = published([0.0, *WESTCHESTER], costs={"municipality": {"2025": mio(45.5)}})
    assert run_som(year, draws=2).as_som.payback[M].sustained_years == pytest.approx(8 + 3.0 / 10.5)


def test_both_conventions_of_the_other_published_case_can_be_declared() -> None:
    """8.96 where year 0 counts in full, which is printed as 9.0, and 7.96 where it is a moment."""
    full = run_som(published([30.3, *MONROE], costs={"municipality": {"2025": mio(84.8)}}), draws=2).as_som
    assert full.payback[M].sustained_years == pytest.approx(8.9626, abs=1e-4)
    moment = run_som(published(MONROE, costs={}, outlay_at_start={"municipality": mio(84.8 - 30.3)}), draws=2).as_som
    assert moment.payback[M].sustained_years == pytest.approx(7.9626, abs=1e-4)


def test_time_0_is_a_row_of_its_own_and_counts_in_the_net_result() -> None:
    found = run_som(declaration(outlay_at_start={"central_government": money(5_000)}), draws=3)
    assert found.opening == {Payer.CENTRAL_GOVERNMENT: -5_000.0}
    assert found.flows[Payer.CENTRAL_GOVERNMENT]["programme_cost"] == pytest.approx([0.0] * 10)
    assert found.as_som.net_result[STATE].central == pytest.approx(120_000 - 5_000)


def test_an_outlay_at_time_0_is_not_discounted_and_stands_half_a_year_before_its_year() -> None:
    rates = {"rates": {"0 years": sure(0.1, "per year")}}
    changes = {"costs": {}, "outlay_at_start": {"municipality": money(1_000)}, "discounting": rates}
    row = next(row for row in run_som(declaration(**changes), draws=2).as_som.returns if row.party is M)
    assert row.present_cost == pytest.approx(1_000)
    assert row.present_saving == pytest.approx(sum(18_000 / 1.1 ** (year + 0.5) for year in range(10)))
    assert row.internal_rate_of_return is not None
    growth = 1 + row.internal_rate_of_return
    assert sum(18_000 / growth ** (year + 0.5) for year in range(10)) == pytest.approx(1_000)


def test_the_clock_may_start_at_time_0() -> None:
    late = {"costs": {"municipality": {"2027": money(100_000)}}, "participants": {"2027": sure(100, "persons")}}
    outlay, start = (
        run_som(declaration(**late, clock_start=clock), draws=2).as_som.payback[M].sustained_years
        for clock in ("first_outlay", "programme_start")
    )
    assert outlay == pytest.approx(100 / 18)
    assert start == pytest.approx(100 / 18 + 2)


def test_a_scenario_in_which_nothing_is_paid_is_refused() -> None:
    with pytest.raises(ScenarioError, match="neither a cost of a year nor one at time 0"):
        run_som(declaration(costs={}), draws=2)


def test_what_is_spent_at_time_0_is_in_prices_of_the_first_year() -> None:
    outlay = {"municipality": sure(1_000, "DKK", price_year="as_spent")}
    assert run_som(declaration(outlay_at_start=outlay), draws=2).opening == {Payer.MUNICIPALITY: -1_000.0}
