"""Break-even values put back into `run`; what moves no quantity is never simulated; answers to mistakes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.special import ndtr

from businesscase import run
from businesscase.analysis.breakeven.breakeven import breakeven
from businesscase.analysis.breakeven.mapping import Sides, map_of
from businesscase.analysis.breakeven.results import BreakEvenValue
from businesscase.analysis.breakeven.searching import Search
from businesscase.analysis.levers import cases
from businesscase.analysis.levers.blocks import Blocks
from businesscase.analysis.levers.line import Line, base_view, line_of
from businesscase.analysis.levers.requested import asked_of
from businesscase.analysis.levers.scaled import Derived, derived_keys, scaled_of
from businesscase.analysis.levers.touching import that_touch
from businesscase.analysis.sensitivity.sensitivity import sensitivity
from businesscase.analysis.sensitivity.tornado import ATTRIBUTION, bars_of
from businesscase.core.errors import NumericalError, ScenarioError, UsageError
from businesscase.core.payers import Perspective
from businesscase.core.vocabulary import Costs
from businesscase.measures import turning
from businesscase.measures.asked import at_date, margin, payback, view
from businesscase.measures.turning import turn_of
from businesscase.model.levers import levers_of
from businesscase.scenario.load.resolve import as_scenario
from businesscase.scenario.load.scenario import Scenario
from tests.loaded import loaded
from tests.tiny import document, fixed

INVENTED = loaded(Path(__file__).parents[2] / "invented_municipality.yaml")
DRAWS = 12
REPORTED = 60
PAYROLL = "programme.on_payroll"
PRICE, HAZARD = "prices.placement.per_time", "clocks.placement.transitions.at_home -> placed.exponential.rate"


class Counting:
    """How often, and for how many draws, an engine was called."""

    def __init__(self) -> None:
        self.calls = 0


@pytest.fixture
def counting() -> Iterator[Counting]:
    found, plain = Counting(), cases.engine_of

    def engine_of(*given: Any, **named: Any) -> Any:
        simulate = plain(*given, **named)

        def counted(*arguments: Any, **more: Any) -> Any:
            found.calls += 1
            return simulate(*arguments, **more)

        return counted

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cases, "engine_of", engine_of)
        yield found


@pytest.fixture(scope="module")
def line() -> Line:
    return line_of(INVENTED, draws=DRAWS)


def alone(line: Line, key: str) -> BreakEvenValue:
    """An input's value, as the table has it."""
    lever = next(each for each in levers_of(line.scenario, draws=DRAWS, seed=1) if key in each.numbers)
    touches = lever.key in that_touch(line.setting, line.scenario, [lever])
    return Search(line, asked_of(line.scenario, None, None)).central(lever, touches=touches, alone=False)


def small() -> Scenario:
    """One clock, an uncertain price and an uncertain effect whose sign is not known."""
    effect = {
        "clock": "life", "kind": "hazard_ratio", "transitions": ["on -> off"], "profile": "plain",
        "ratio": assumed(2.0, 0.9, 4.0, "ratio"),
    }  # fmt: skip
    content = document(
        states=["on", "off"],
        start={"on": {"share": fixed(1, "share")}},
        transitions={"on -> off": {"exponential": {"rate": fixed(0.2, "per year")}}},
        ratios={"none": effect},
    )
    content["prices"]["stay"]["per_time"] = assumed(100_000, 70_000, 130_000, "DKK per year", price_year=2020)
    return as_scenario(content)


def assumed(value: float, low: float, high: float, unit: str, **more: Any) -> dict[str, Any]:
    return {"value": value, "low": low, "high": high, "unit": unit, "assumption": "invented", **more}


def headline(scenario: Scenario, **settings: Any) -> tuple[float | None, float]:
    """Payback of the headline's central curve in years, and its probability."""
    result = run(scenario, **{"draws": DRAWS, **settings})
    claim = result.headline
    row = next(
        one
        for one in result.paybacks.rows
        if one.perspective is claim.perspective and one.costs is claim.costs and one.discounted is claim.discounted
    )
    return row.sustained_years, claim.probability


@pytest.mark.parametrize("key", [PAYROLL])
def test_a_value_put_back_into_run_gives_exactly_the_turning_point(line: Line, key: str) -> None:
    """With no more draws than the few from which changes are taken, a table's values are exact."""
    one = alone(line, key)
    assert not one.approximate
    years, _ = headline(INVENTED.with_values(dict(one.numbers)))
    assert years == pytest.approx(5.0, abs=2e-3)  # run chooses the resolution of its engine anew


@pytest.mark.parametrize("draws", [DRAWS, 40])
def test_what_moves_quantities_is_found_with_all_draws(draws: int) -> None:
    """Also where these are more than the few from which a table takes changes."""
    one = breakeven(small(), key="effects.ratios.none.ratio", draws=draws).values[0]
    assert one.simulated
    assert not one.approximate
    years, _ = headline(small().with_values(dict(one.numbers)), draws=draws)
    assert years == pytest.approx(3.0, abs=1e-4)


def test_the_percentile_is_that_of_its_own_distribution(line: Line) -> None:
    from businesscase.scenario.declare.distribution import quantile
    from businesscase.scenario.declare.keys import quantities

    one = alone(line, PAYROLL)
    assert one.value is not None
    assert one.percentile is not None
    drawn = quantile(quantities(INVENTED)[PAYROLL], np.linspace(-8.0, 8.0, 160_001))
    weight = np.diff(ndtr(np.linspace(-8.0, 8.0, 160_001)))
    assert weight[drawn[1:] <= one.value].sum() == pytest.approx(one.percentile, abs=1e-3)


def test_cost_per_family_put_back_is_the_turning_point() -> None:
    """Of routine operation, which is declared per family: what is found is what is to be declared."""
    claim = next(name for name, each in INVENTED.claims.items() if each.headline)
    routine = INVENTED.with_values({f"claims.{claim}.costs": Costs.STEADY_STATE.value})
    line, asked = line_of(routine, draws=DRAWS), asked_of(routine, None, None)
    cost = next(one for one in scaled_of(line, asked) if one.kind is Derived.COST_PER_FAMILY)
    assert cost.found == pytest.approx(180_000)
    found = Search(line, asked).of_derived(cost).value
    years, _ = headline(routine.with_values({"programme.steady_state.per_family": found}))
    assert years == pytest.approx(5.0, abs=1e-6)
    assert alone(line, "programme.steady_state.per_family").value == pytest.approx(found)
    # and the map passes through it: at the declared value of its input, the same cost turns the claim
    lever = next(each for each in levers_of(routine, draws=DRAWS, seed=1) if each.key == PRICE)
    plane = map_of(line, asked, Sides(lever, None, touches=False), progress=lambda _stage, _part: None)
    assert plane is not None
    turning = [np.nan if at is None else at for at in plane.turning]
    assert np.interp(plane.across.declared, plane.across.values, turning) == pytest.approx(found, rel=1e-6)


def test_derived_quantities_are_counted_as_run_counts_them(line: Line) -> None:
    """Persons moved and entries avoided; with none of them the claim's saving is that of the rest."""
    result, asked = run(INVENTED, draws=DRAWS), asked_of(INVENTED, None, None)
    scaled = {one.kind: one for one in scaled_of(line, asked)}
    programme, without = result.moved.entries["placement.placed"]
    assert scaled[Derived.AVOIDED].found == pytest.approx(without - programme, rel=1e-3)
    assert result.money.successes is not None
    assert scaled[Derived.SUCCESS].found == pytest.approx(result.money.successes.extra.central, rel=0.02)
    coupling = "clocks.placement.transitions.at_home -> placed.couplings.parent_at_work.ratio"  # avoids some too
    nothing = INVENTED.with_values({"effects.ratios.fewer_placements.ratio": 1.0, coupling: 1.0})
    no_effect = line_of(nothing, draws=DRAWS)
    left = at_date(asked, scaled[Derived.AVOIDED].without)
    assert left == pytest.approx(at_date(asked, base_view(no_effect, asked)), rel=0.01)


def test_inputs_that_touch_no_quantity_are_never_simulated(counting: Counting) -> None:
    breakeven(INVENTED, key=PRICE, draws=DRAWS)
    assert counting.calls == 1  # the base alone


def test_what_is_said_to_touch_nothing_leaves_every_array_as_it_was() -> None:
    """The second road: each such input is moved to both ends and compiled; the engine would receive the same."""
    setting = cases.setting_of(INVENTED)
    levers = levers_of(INVENTED, draws=2, seed=1)
    touching = that_touch(setting, INVENTED, levers)
    base = cases.case_of(setting, INVENTED, 2)
    still = [lever for lever in levers if lever.key not in touching and ".departments." not in lever.key]  # a mix of 1
    assert {PRICE, "programme.on_payroll"} <= {lever.key for lever in still}
    assert {HAZARD, ATTRIBUTION} <= touching
    for lever in still:
        given = {key: value / lever.numbers[key].factor for key, value in lever.values(2.0).items()}
        case = cases.case_of(setting, INVENTED.with_values(given), 2, like=base)
        assert case.key == base.key, lever.key


def test_a_probability_put_back_into_run_is_the_wanted_confidence() -> None:
    draws = 30
    one = breakeven(INVENTED, key="programme.on_payroll", probability=True, draws=draws).values[0]
    assert one.value is not None
    step = 0.01  # of the share of the payroll, beyond what the search leaves open
    chances = [
        headline(INVENTED.with_values({one.key: one.value + by}), draws=draws)[1] for by in (-step, step)
    ]  # fmt: skip
    assert chances[0] <= 0.8 <= chances[1]
    assert chances[0] < chances[1]


def test_the_probability_beside_a_value_is_what_run_gives_there() -> None:
    """Of a number that moves no quantity, and of the cost; blank of what would have to be simulated again."""
    draws, price = 60, "prices.stay.per_time"
    (one,) = breakeven(small(), key=price, draws=draws).values
    _, chance = headline(small().with_values(dict(one.numbers)), draws=draws)
    assert one.chance == pytest.approx(chance, abs=1e-9)
    assert 0.0 < chance < 1.0
    found = breakeven(small(), draws=draws)
    by_key = {each.key: each for each in found.values}
    assert by_key[price].chance == pytest.approx(chance, abs=1e-9)
    assert by_key["effects.ratios.none.ratio"].chance is None
    cost = by_key["cost_per_family"]
    assert cost.value is not None
    declared = small().programme.costs
    dearer = {f"programme.costs.{name}.total": each.total.value * cost.value / cost.declared
              for name, each in declared.items() if each.total is not None}  # fmt: skip
    assert dearer
    _, at_cost = headline(small().with_values(dearer), draws=draws)
    assert cost.chance == pytest.approx(at_cost, abs=1e-9)


def test_what_is_derived_stands_behind_the_inputs_but_for_the_cost() -> None:
    """No input may bring so much of it about: it is no nearest answer."""
    listed = [one.derived for one in breakeven(small(), draws=4).values if one.value is not None]
    assert listed.index(None) == (1 if listed[0] == Derived.COST_PER_FAMILY else 0)
    behind = listed[len(listed) - listed[::-1].index(None) :]
    assert set(behind) <= {Derived.SUCCESS, Derived.AVOIDED}
    assert set(listed[: len(listed) - len(behind)]) <= {None, Derived.COST_PER_FAMILY}


def test_the_cost_per_family_is_an_input_too_also_by_probability() -> None:
    """What it may cost at most for the claim to be as sure as is wanted: a little less is, a little more is not."""
    draws = 60
    (central,) = breakeven(small(), key="cost_per_family", draws=draws).values
    whole = breakeven(small(), draws=draws).values
    assert central.value == next(one.value for one in whole if one.derived is Derived.COST_PER_FAMILY)
    found = breakeven(small(), key="cost_per_family", probability=True, draws=draws)
    (one,) = found.values
    assert one.value is not None
    declared, chances = small().programme.costs, []
    for factor in (0.99, 1.01):
        dearer = {f"programme.costs.{name}.total": each.total.value * factor * one.value / one.declared
                  for name, each in declared.items() if each.total is not None}  # fmt: skip
        chances.append(headline(small().with_values(dearer), draws=draws)[1])
    assert chances[0] >= found.asked.claim.confidence >= chances[1]
    assert any(each.derived is Derived.COST_PER_FAMILY for each in breakeven(small(), probability=True, draws=8).values)


@pytest.mark.parametrize("key", derived_keys(INVENTED)[1:])
def test_what_is_derived_is_an_input_too(key: str) -> None:
    """Alone, by probability, with its place among the draws; all its money scaled in every draw."""
    central, likely = (breakeven(INVENTED, key=key, draws=DRAWS, probability=each) for each in (False, True))
    for found in (central, likely):
        assert [one.key for one in found.values] == [key]
    (one,), (sure,) = central.values, likely.values
    assert one.value is not None
    assert one.percentile is not None
    assert one.distance is not None
    assert 0.0 <= one.percentile <= 1.0
    assert (one.distance > 0.0) == (one.value > one.declared)
    assert sure.value is None or sure.value > one.value or central.asked.claim.confidence < 0.5
    # the central curve pays back there, and as many draws as not do so: money is linear in it, draw by draw
    assert one.chance is not None
    line, asked = line_of(INVENTED, draws=DRAWS), asked_of(INVENTED, None, None)
    scaled = next(each for each in scaled_of(line, asked) if each.key == key)
    assert margin(asked, scaled.at(one.value / one.declared)) == pytest.approx(0.0, abs=1.0)


def test_of_what_is_derived_every_draw_has_its_own() -> None:
    """Mean over draws is what the model finds; once as much of it is the money as it is, none of it that without."""
    asked = asked_of(INVENTED, None, None)
    with Blocks() as blocks:
        line = line_of(INVENTED, draws=DRAWS, taking=blocks.put)
        search = Search(line, asked, blocks)
        for one in scaled_of(line, asked):
            drawn = np.concatenate([one.part.found(block) for block in blocks])
            assert len(drawn) == DRAWS
            if one.kind is not Derived.COST_PER_FAMILY:  # the central curve has costs at their declared values
                assert drawn.mean() == pytest.approx(one.found, rel=1e-6)
            for block in blocks:
                without = one.part.without(block)
                assert without.lines == block.ledger.lines
        assert search.chance() == pytest.approx(headline(INVENTED)[1], abs=1e-9)


def test_a_department_breaks_even_by_its_own_purse(line: Line) -> None:
    purse = next(each for each in run(INVENTED, draws=DRAWS).purses if each.department == "children")
    asked = asked_of(INVENTED, None, "children")
    years = payback(asked, base_view(line, asked))
    assert years == pytest.approx(np.inf if purse.payback.sustained_years is None else purse.payback.sustained_years)
    assert years != pytest.approx(
        payback(asked_of(INVENTED, None, None), base_view(line, asked_of(INVENTED, None, None)))
    )
    cost = next(one for one in scaled_of(line, asked) if one.kind is Derived.COST_PER_FAMILY)
    assert cost.found == pytest.approx(purse.payback.extra_cost / 20, rel=1e-6)


def test_a_tornado_ends_where_direct_runs_do() -> None:
    scenario = small()
    found = sensitivity(scenario, draws=REPORTED)
    assert found.few < REPORTED
    assert {bar.simulated for bar in found.bars} == {True, False}
    for bar in found.bars:  # so few that all are among the widest, whose ends are found with all draws
        assert not bar.approximate
        assert (bar.low, bar.high) == pytest.approx((0.9, 4.0) if bar.simulated else (70_000, 130_000))
        for value, end in ((bar.low, bar.at_low), (bar.high, bar.at_high)):
            assert end is not None
            result = run(scenario.with_values({bar.key: value}), draws=REPORTED)
            seen = view(scenario, found.asked, result.central.ledger, {})
            near = 1e-3 if bar.simulated else 1e-9  # run chooses its resolution anew
            assert end.at_date[Perspective.MUNICIPALITY] == pytest.approx(at_date(found.asked, seen), rel=near)
    # shares of the spread: all of it but what they do together, within the estimate's own error
    explained, error = sum(one.share for one in found.grades), np.hypot.reduce([one.error for one in found.grades])
    assert abs(explained - 1.0) < 4.0 * error + 0.02
    assert sum(one.share for one in found.sources) == pytest.approx(explained)
    assert [one.name for one in found.grades if one.share] == ["D"]
    assert found.signs == ("effects.ratios.none.ratio",)


@pytest.mark.parametrize("key", [ATTRIBUTION])
def test_so_do_bars_of_what_moves_quantities(key: str, line: Line) -> None:
    """By the same way that a bar goes, with no more draws than the few."""
    lever = next(each for each in levers_of(INVENTED, draws=DRAWS, seed=1) if each.key == key)
    (bar,) = bars_of(line, asked_of(INVENTED, None, None), [lever], {key}, progress=lambda _stage, _part: None)
    assert bar.at_high is not None
    years, _ = headline(INVENTED.with_values({key: bar.high}))
    assert bar.at_high.payback == pytest.approx(years, rel=1e-3)  # run chooses its resolution anew


def test_a_root_that_does_not_exist_is_said() -> None:
    one = breakeven(INVENTED, key="prices.treatment.per_time", draws=DRAWS).values[0]
    assert one.value is None  # the region pays for treatment
    assert one.lowest < one.declared < one.highest


def test_a_number_without_a_distribution_is_searched_all_the_same() -> None:
    one = breakeven(INVENTED, key="programme.grants.foundation.total", draws=DRAWS).values[0]
    assert one.percentile is None
    assert (one.lowest, one.highest) == pytest.approx((0.2, 20.0))
    assert one.value is not None


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"key": "prices.placment.per_time"}, "did you mean: prices.placement.per_time"),
        ({"key": "avoided.placement.placd"}, "did you mean: avoided.placement.placed"),
        ({"key": "moved"}, "cost_per_family, success.public_benefit, avoided.placement.placed"),
        ({"key": "prices.placement"}, "'prices.placement' is not one number"),
        ({"claim": "recuped"}, "there is no claim 'recuped'"),
        ({"department": "childen"}, "did you mean: children"),
    ],
)
def test_mistakes_are_answered_with_the_nearest_name(asked: dict[str, str], words: str) -> None:
    with pytest.raises(ScenarioError, match=words):
        breakeven(INVENTED, draws=DRAWS, **asked)  # type: ignore[arg-type]


def test_too_few_draws_and_odd_designs_are_refused() -> None:
    with pytest.raises(UsageError, match="expected at least 50"):
        sensitivity(INVENTED, draws=20)
    with pytest.raises(UsageError, match="a power of two"):
        sensitivity(INVENTED, design=100)


def test_a_zero_is_found_near_the_middle_and_where_the_model_can_be() -> None:
    """A parabola turns twice: the nearer is told. Where an end cannot be computed, the range ends before it."""

    def parabola(at: float) -> float:
        if at > 4.0:
            raise NumericalError("out of reach")
        return at**2 - 1.0

    found = turn_of(parabola, lowest=-6.0, middle=0.2, highest=6.0)
    assert found.at == pytest.approx(1.0)
    assert found.highest < 4.0
    still = turn_of(lambda at: -5.0 + 1e-6 * at, lowest=-6.0, middle=0.0, highest=6.0, at_middle=-5.0)
    assert still.at is None
    assert turning.STILL < 0.05
