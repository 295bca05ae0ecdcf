"""Person-time of pairs of parents against integrals of products: two independent clocks with the same law."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from scipy.integrate import quad

from businesscase.core.errors import NumericalError
from businesscase.core.vocabulary import Engine
from businesscase.delivery.schedule import Exposure
from businesscase.engines.discrete_event import engine as discrete_event
from businesscase.engines.expected.engine import expect
from businesscase.engines.expected.refusals import check_representable, refusals
from businesscase.engines.expected.settings import Settings
from businesscase.engines.montecarlo.engine import simulate
from businesscase.model.compile import compile_model
from businesscase.scenario.load.resolve import as_scenario
from tests.comparing import by_year
from tests.small_models import mutual_support
from tests.tiny import document, fixed, label, live, live_with, z_score

FAMILIES, YEARS = 40, 6
OUT, BACK = 0.8, 0.3  # hazards per year of leaving the first state, and of coming back
BOUND = 4.0


def rate(value, **more):
    return {"exponential": {"rate": fixed(value, "per year")}, **more}


def pairs(*, segments=None, out=None, **more):
    """Couples with one clock, "in" and "away"; time in is split by whether the partner is away."""
    content = document(
        states=["in", "away"],
        start={"in": {"share": "rest"}},
        transitions={"in -> away": out or rate(OUT), "away -> in": rate(BACK)},
        families=FAMILIES,
        **more,
    )
    couple = {"label": label("couple"), "parents": 2, "share": "rest"}
    content["population"]["segments"] = segments or {"couple": couple}
    content["prices"]["stay"]["mutual_support"] = mutual_support({"away": "wage"})
    content["prices"]["wage"] = {
        **{name: content["prices"]["stay"][name] for name in ("label", "clock", "per_time", "financing")},
        "states": ["away"], "category": "wage",
    }  # fmt: skip
    return content


def time_by_year(occupancy, state, partner, *, strategy=1):
    """Person-years per year in a situation, shape (draw, year)."""
    cells = occupancy.cells.find("life", (state,), partner=partner)
    months = occupancy.quantities[:, :, strategy][..., cells].mean(axis=1).sum(axis=(1, 3)).astype(np.float64)
    return months.reshape(len(months), -1, 12).sum(axis=2)


def integrals(share, persons):
    return np.array([persons * quad(share, a, b, limit=200)[0] for a, b in pairwise(range(YEARS + 1))])


def away(t):
    stationary = OUT / (OUT + BACK)
    return stationary - stationary * math.exp(-(OUT + BACK) * t)


@pytest.fixture(params=[Engine.MONTECARLO, Engine.EXPECTED])
def engine(request):
    return request.param


def test_time_of_pairs_is_the_integral_of_the_product(engine):
    _, occupancy = live(as_scenario(pairs()), draws=300, engine=engine)
    persons = 2 * FAMILIES
    together = integrals(lambda t: (1 - away(t)) * away(t), persons)
    apart = integrals(lambda t: (1 - away(t)) ** 2, persons)
    assert np.all(z_score(time_by_year(occupancy, "in", ("away",)), together) < BOUND)
    assert np.all(z_score(time_by_year(occupancy, "in", ()), apart) < BOUND)


@pytest.mark.parametrize(("months", "most"), [(2.0, 1e-4), (1.0, 1e-5), (0.5, 1e-5)])
def test_what_both_do_within_a_step_is_below_a_ten_thousandth(months, most):
    """Of the members' time in any year, with hazards of once a year and everybody starting in the same state."""
    model = compile_model(as_scenario(pairs()), draws=1)
    solved = expect(model, Exposure(model.schedule), settings=Settings(months=months))
    error = time_by_year(solved, "in", ("away",))[0] - integrals(lambda t: (1 - away(t)) * away(t), 2 * FAMILIES)
    assert np.abs(error).max() < most * 2 * FAMILIES


def test_a_single_parent_has_no_partner(engine):
    segments = {
        "single": {"label": label("single"), "parents": 1, "share": fixed(0.5, "share")},
        "couple": {"label": label("couple"), "parents": 2, "share": "rest"},
    }
    _, occupancy = live(as_scenario(pairs(segments=segments)), draws=300, engine=engine)
    cells = occupancy.cells.find("life", ("in",), partner=("away",))
    assert not occupancy.quantities[:, :, :, 0][..., cells].any()
    persons = FAMILIES // 2
    alone = integrals(lambda t: persons * (1 - away(t)) + 2 * persons * (1 - away(t)) ** 2, 1)
    assert np.all(z_score(time_by_year(occupancy, "in", ()), alone) < BOUND)


def test_a_partner_who_dies_is_no_longer_away(engine):
    death = 0.25
    survival = {
        "label": label("survival"), "members": "parents",
        "states": {"alive": {"label": label("alive")}, "dead": {"label": label("dead"), "ends_member": True}},
        "start": {"alive": {"share": "rest"}}, "transitions": {"alive -> dead": rate(death)},
    }  # fmt: skip
    _, occupancy = live(as_scenario(pairs(more_clocks={"survival": survival})), draws=300, engine=engine)
    persons = 2 * FAMILIES
    together = integrals(lambda t: (1 - away(t)) * away(t) * math.exp(-2 * death * t), persons)
    other = integrals(
        lambda t: (1 - away(t)) * math.exp(-death * t) * (1 - away(t) * math.exp(-death * t)), persons
    )  # fmt: skip
    assert np.all(z_score(time_by_year(occupancy, "in", ("away",)), together) < BOUND)
    assert np.all(z_score(time_by_year(occupancy, "in", ()), other) < BOUND)


def test_a_partner_whose_clock_has_ended_is_nowhere(engine):
    """One parent reaches the age at which the clock ends after two years and a half, the other after four."""
    content = pairs()
    content["clocks"]["life"]["ages"] = {"until": 60}
    content["population"]["listed"] = {
        f"family{i}": {"segment": "couple", "parents": [57.5, 56.0]} for i in range(FAMILIES)
    }
    _, occupancy = live(as_scenario(content), draws=300, engine=engine)
    together = integrals(lambda t: 2 * (1 - away(t)) * away(t) if t < 2.5 else 0.0, FAMILIES)
    assert np.all(z_score(time_by_year(occupancy, "in", ("away",))[:, :4], together[:4]) < BOUND)
    assert not time_by_year(occupancy, "in", ("away",))[:, 3:].any()
    assert np.all(z_score(time_by_year(occupancy, "in", ())[:, 3:4], integrals(lambda t: 1 - away(t), FAMILIES)[3:4])
                  < BOUND)  # fmt: skip


def test_frailty_binds_the_two(engine):
    """The mean of the product, not the product of the means: bad luck clusters in families."""
    content = pairs(frailty=0.6, out=rate(OUT, frailty=1))
    content["clocks"]["life"]["transitions"].pop("away -> in")
    _, occupancy = live(as_scenario(content), draws=400, engine=engine)
    sigma = math.sqrt(math.log(1.6))
    points, weights = np.polynomial.hermite_e.hermegauss(41)
    rates = OUT * np.exp(sigma * points - 0.5 * sigma**2)
    shares = weights / weights.sum()
    persons = 2 * FAMILIES
    mean = integrals(lambda t: float(shares @ (np.exp(-rates * t) * (1 - np.exp(-rates * t)))), persons)
    apart = integrals(
        lambda t: float((shares @ np.exp(-rates * t)) * (shares @ (1 - np.exp(-rates * t)))), persons
    )  # fmt: skip
    found = time_by_year(occupancy, "in", ("away",))
    assert np.all(z_score(found, mean) < BOUND)
    assert np.any(z_score(found, apart) > 2 * BOUND)  # the test tells the two apart


def test_an_effect_on_both_parents_while_served(engine):
    """Both are served alike: with the programme both leave four times as fast."""
    effect = {
        "clock": "life", "kind": "hazard_ratio", "transitions": ["in -> away"], "ratio": fixed(4, "ratio"),
        "profile": "plain",
    }  # fmt: skip
    scenario = as_scenario(pairs(ratios={"faster": effect}))
    held = {"programme.served.intake": 1e-9, "programme.served.length": 12 * YEARS - 0.01}
    _, occupancy = live(scenario.with_values(held), draws=300, engine=engine)
    total = 4 * OUT + BACK

    def share(t):
        return 4 * OUT / total * (1 - math.exp(-total * t))

    together = integrals(lambda t: (1 - share(t)) * share(t), 2 * FAMILIES)
    assert np.all(z_score(time_by_year(occupancy, "in", ("away",), strategy=0), together) < BOUND)


def test_the_processes_count_the_same_pairs():
    model = compile_model(as_scenario(pairs(frailty=0.6, out=rate(OUT, frailty=1))), draws=3)
    exposure = Exposure(model.schedule)
    found = discrete_event.simulate(model, exposure, replications=2).quantities
    expected = simulate(model, exposure, replications=2, workers=1).quantities
    np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-5)
    assert expected[..., model.structure.cells.find("life", ("in",), partner=("away",))].sum() > 1.0


def test_splitting_moves_no_time(engine):
    """Over situations the time is that without a price on pairs; entries are untouched.

    Families enrol over a year, and each loses a parent to the age limit at a time of its own.
    """
    effect = {
        "clock": "life", "kind": "hazard_ratio", "transitions": ["in -> away"], "ratio": fixed(2, "ratio"),
        "profile": "plain",
    }  # fmt: skip
    contents = [pairs(frailty=0.6, out=rate(OUT, frailty=1), ratios={"faster": effect}) for _ in range(2)]
    for content in contents:
        content["clocks"]["life"]["ages"] = {"until": 60}
        content["population"]["listed"] = {
            f"family{i}": {"segment": "couple", "parents": [54.5 + 0.12 * i, 40.0]} for i in range(FAMILIES)
        }
    del contents[0]["prices"]["stay"]["mutual_support"]
    whole, split = (compile_model(as_scenario(content), draws=2) for content in contents)
    sums = []
    for model in (whole, split):
        exposure = Exposure(model.schedule)
        sampled = engine is Engine.MONTECARLO
        occupancy = live_with(model, exposure) if sampled else expect(model, exposure, settings=Settings())
        yearly = by_year(occupancy.quantities)
        groups = [occupancy.cells.find("life", (s,), kind=k) for s in ("in", "away") for k in ("time", "entry")]
        sums.append(np.stack([yearly[..., group].sum(axis=-1) for group in groups]))
    np.testing.assert_allclose(sums[0], sums[1], rtol=2e-6, atol=1e-6)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"transitions": {"in -> away": rate(0.01, time="age")}}, "its hazards follow age"),
        ({"ages": {"since": 41}}, "it begins at an age"),
    ],
)
def test_what_binds_the_parents_is_refused_by_name(change, reason):
    content = pairs()
    content["clocks"]["life"] |= change
    content["population"]["listed"] = {"family": {"segment": "couple", "parents": [40.0, 41.5]}}
    content["population"]["families"] = fixed(1, "families")
    model = compile_model(as_scenario(content), draws=1)
    assert f"clock 'life': its price follows the partner's state, and {reason}" in refusals(model)
    with pytest.raises(NumericalError, match="engine montecarlo can"):
        check_representable(model)
