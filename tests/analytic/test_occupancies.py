"""Life courses and expectations against closed forms: laws, left truncation, competing risks, effects, frailty."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.integrate import quad

from businesscase.core.vocabulary import Engine
from businesscase.scenario.load.resolve import as_scenario
from tests.tiny import document, fixed, live, tiny, yearly, z_score

FAMILIES, YEARS = 50, 6
# 4 standard errors; a comparison year by year has at most 12 of them, so a false alarm is below 1 in 1000
BOUND = 4.0


@pytest.fixture(params=[Engine.MONTECARLO, Engine.EXPECTED])
def engine(request):
    return request.param


def person_years(survival: Any) -> NDArray[np.float64]:
    """Expected person-years per year of a population whose members are there with probability survival(t)."""
    return np.array([FAMILIES * quad(survival, year, year + 1, limit=200)[0] for year in range(YEARS)])


def leave(law: dict[str, Any], **start: Any) -> dict[str, Any]:
    return {
        "states": ["here", "gone"],
        "start": {"here": {"share": "rest", **start}},
        "transitions": {"here -> gone": law},
        "families": FAMILIES,
    }


def exponential(rate: float, **more: Any) -> dict[str, Any]:
    return {"exponential": {"rate": fixed(rate, "per year")}, **more}


def test_two_states_reach_the_stationary_share(engine):
    a, b = 0.8, 0.3
    scenario = tiny(
        states=["out", "in"],
        start={"out": {"share": "rest"}},
        transitions={"out -> in": exponential(a), "in -> out": exponential(b)},
        families=FAMILIES,
    )
    _, occupancy = live(scenario, draws=200, engine=engine)
    pi = a / (a + b)
    expected = person_years(lambda t: pi - pi * math.exp(-(a + b) * t))
    assert np.all(z_score(yearly(occupancy, "in"), expected) < BOUND)
    total = yearly(occupancy, "in") + yearly(occupancy, "out")
    np.testing.assert_allclose(total, FAMILIES, rtol=1e-5)


@pytest.mark.parametrize(("shape", "scale"), [(0.6, 3.0), (1.2, 6.0), (2.5, 3.0)])
def test_weibull_stays(shape, scale, engine):
    law = {"weibull": {"shape": fixed(shape, "ratio"), "scale": fixed(scale, "years")}}
    _, occupancy = live(tiny(**leave(law)), draws=200, engine=engine)
    expected = person_years(lambda t: math.exp(-((t / scale) ** shape)))
    assert np.all(z_score(yearly(occupancy, "here"), expected) < BOUND)


def test_nine_years_in_the_state_slow_the_exit(engine):
    """A Weibull exit of shape 0.6 that takes 56 % out in four years from the start takes 28 % given nine years."""
    shape = 0.6
    scale = 4.0 / (-math.log(1 - 0.56)) ** (1 / shape)
    law = {
        "weibull": {
            "shape": fixed(shape, "ratio"),
            "probability": fixed(0.56, "share"),
            "over": "4 years",
        }
    }
    start = {"elapsed": {"mean": fixed(9, "years"), "spread": fixed(1e-6, "years")}}
    _, occupancy = live(tiny(**leave(law, **start)), draws=200, engine=engine)

    def survival(t: float) -> float:
        return math.exp((9 / scale) ** shape - ((9 + t) / scale) ** shape)

    assert 1 - survival(4.0) == pytest.approx(0.28, abs=0.01)
    assert np.all(z_score(yearly(occupancy, "here"), person_years(survival)) < BOUND)


def test_elapsed_time_varies_between_members(engine):
    """Left truncation averages over a lognormal elapsed time."""
    law = {"weibull": {"shape": fixed(0.5, "ratio"), "scale": fixed(2, "years")}}
    mean, spread = 5.0, 4.0
    start = {"elapsed": {"mean": fixed(mean, "years"), "spread": fixed(spread, "years")}}
    _, occupancy = live(tiny(**leave(law, **start)), draws=300, engine=engine)
    variance = math.log1p((spread / mean) ** 2)
    nodes, weights = np.polynomial.hermite_e.hermegauss(60)
    elapsed = np.exp(math.log(mean) - variance / 2 + math.sqrt(variance) * nodes)

    def survival(t: float) -> float:
        return float(np.exp(np.sqrt(elapsed / 2) - np.sqrt((elapsed + t) / 2)) @ weights / weights.sum())

    assert np.all(z_score(yearly(occupancy, "here"), person_years(survival)) < BOUND)


def test_gompertz_stays(engine):
    rate, slope = 0.1, 0.4
    law = {"gompertz": {"rate": fixed(rate, "per year"), "slope": fixed(slope, "per year")}}
    _, occupancy = live(tiny(**leave(law)), draws=200, engine=engine)
    expected = person_years(lambda t: math.exp(-rate * math.expm1(slope * t) / slope))
    assert np.all(z_score(yearly(occupancy, "here"), expected) < BOUND)


def test_gompertz_on_the_age_scale(engine):
    rate, slope = 0.0005, 0.12
    law = {"gompertz": {"rate": fixed(rate, "per year"), "slope": fixed(slope, "per year")}, "time": "age"}
    _, occupancy = live(tiny(**leave(law)), draws=200, engine=engine)
    expected = person_years(lambda t: math.exp(-rate * (math.exp(slope * (40 + t)) - math.exp(slope * 40)) / slope))
    assert np.all(z_score(yearly(occupancy, "here"), expected) < BOUND)


def test_bands_by_duration(engine):
    """Half of the jobs lost within twelve months: 1.2 a year for three months, then 0.52."""
    law = {"bands": {"0 months": fixed(1.2, "per year"), "3 months": fixed(0.52, "per year")}}
    _, occupancy = live(tiny(**leave(law)), draws=200, engine=engine)

    def survival(t: float) -> float:
        return math.exp(-1.2 * min(t, 0.25) - 0.52 * max(t - 0.25, 0.0))

    assert survival(1.0) == pytest.approx(0.50, abs=0.005)
    assert np.all(z_score(yearly(occupancy, "here"), person_years(survival)) < BOUND)


def test_competing_risks_share_the_exits(engine):
    rates = {"work": 0.3, "pension": 0.2, "school": 0.1}
    scenario = tiny(
        states=["here", *rates],
        start={"here": {"share": "rest"}},
        transitions={f"here -> {name}": exponential(rate) for name, rate in rates.items()},
        families=FAMILIES,
    )
    _, occupancy = live(scenario, draws=300, engine=engine)
    total = sum(rates.values())
    for name, rate in rates.items():
        gone = rate / total * FAMILIES * -math.expm1(-total * YEARS)
        assert z_score(yearly(occupancy, name, kind="entry").sum(axis=1), gone) < BOUND


def test_a_stronger_effect_grows_holds_and_fades_in_closed_form(engine):
    """Served from the first day for a year: lag, ramp, full, then half every year."""
    ratio, lag, ramp, served, half_life, rate = 3.0, 0.25, 0.5, 1.0, 1.0, 0.3
    scenario = tiny(
        **leave(exponential(rate)),
        ratios={
            "effect": {
                "clock": "life",
                "kind": "hazard_ratio",
                "transitions": ["here -> gone"],
                "ratio": fixed(ratio, "ratio"),
                "profile": "plain",
            }
        },
    ).with_values(
        {
            "programme.served.intake": 1e-9,
            "programme.served.length": 12,
            "effects.profiles.plain.lag": lag * 12,
            "effects.profiles.plain.ramp": ramp * 12,
            "effects.profiles.plain.half_life": half_life,
        }
    )
    _, occupancy = live(scenario, draws=300, engine=engine)

    def profile(t: float) -> float:
        if t > served:
            return 0.5 ** ((t - served) / half_life)
        return min(max(t - lag, 0.0) / ramp, 1.0)

    def survival(t: float) -> float:
        extra = quad(profile, 0, t, points=[lag, lag + ramp, served], limit=200)[0]
        return math.exp(-rate * (t + (ratio - 1) * extra))

    assert np.all(z_score(yearly(occupancy, "here", strategy=0), person_years(survival)) < BOUND)
    plain = person_years(lambda t: math.exp(-rate * t))
    assert np.all(z_score(yearly(occupancy, "here", strategy=1), plain) < BOUND)


@pytest.mark.parametrize("shape", [0.6, 1.7])
def test_a_fading_effect_on_a_weibull_exit(shape, engine):
    """No closed form: the kernel's quadrature against an independent one."""
    scale, ratio, half_life = 4.0, 2.5, 0.4
    law = {"weibull": {"shape": fixed(shape, "ratio"), "scale": fixed(scale, "years")}}
    scenario = tiny(
        **leave(law),
        ratios={
            "effect": {
                "clock": "life",
                "kind": "hazard_ratio",
                "transitions": ["here -> gone"],
                "ratio": fixed(ratio, "ratio"),
                "profile": "plain",
            }
        },
    ).with_values({"programme.served.intake": 1e-9, "effects.profiles.plain.half_life": half_life})
    _, occupancy = live(scenario, draws=300, engine=engine)

    def survival(t: float) -> float:
        def rising(u: float) -> float:  # in units of the law's own integrated hazard
            moment = scale * u ** (1 / shape)
            return 1.0 if moment < 1.0 else 0.5 ** ((moment - 1.0) / half_life)

        whole = (t / scale) ** shape
        extra = quad(rising, 0, whole, points=[min((1 / scale) ** shape, whole)], limit=200)[0]
        return math.exp(-whole - (ratio - 1) * extra)

    assert np.all(z_score(yearly(occupancy, "here", strategy=0), person_years(survival)) < BOUND)


@pytest.mark.parametrize("exponent", [-1, 1])
def test_frailty_has_mean_one_for_either_exponent(exponent, engine):
    rate, variance = 0.4, 0.8
    scenario = tiny(**leave(exponential(rate, frailty=exponent)), frailty=variance)
    _, occupancy = live(scenario, draws=300, engine=engine)
    sigma = math.sqrt(math.log1p(variance))
    nodes, weights = np.polynomial.hermite_e.hermegauss(60)
    factor = np.exp(sigma * nodes - sigma**2 / 2)

    def survival(t: float) -> float:
        return float(np.exp(-rate * t * factor) @ weights / weights.sum())

    assert np.all(z_score(yearly(occupancy, "here"), person_years(survival)) < BOUND)


def test_a_marginal_probability_is_the_population_average(engine):
    law = {
        "exponential": {"probability": fixed(0.3, "share"), "over": "2 years"},
        "frailty": 1,
        "marginal": True,
    }
    scenario = tiny(**leave(law), frailty=1.0)
    _, occupancy = live(scenario, draws=400, engine=engine)
    entries = yearly(occupancy, "gone", kind="entry")[:, :2].sum(axis=1)
    assert z_score(entries, 0.3 * FAMILIES) < BOUND


def test_a_transition_closes_on_its_date(engine):
    law = exponential(0.5, closes=date(2022, 1, 1))
    _, occupancy = live(tiny(**leave(law)), draws=200, engine=engine)
    expected = person_years(lambda t: math.exp(-0.5 * min(t, 2.0)))
    assert np.all(z_score(yearly(occupancy, "here"), expected) < BOUND)
    assert yearly(occupancy, "gone", kind="entry")[:, 2:].sum() == 0


def test_a_clock_ends_at_its_age(engine):
    declared = leave(exponential(0.1))
    scenario = tiny(**declared).with_values({"clocks.life.ages": {"until": 43.0}})
    _, occupancy = live(scenario, draws=20, engine=engine)
    total = (yearly(occupancy, "here") + yearly(occupancy, "gone")).mean(axis=0)
    np.testing.assert_allclose(total, [50, 50, 50, 0, 0, 0], rtol=1e-5)


def test_death_ends_the_members_other_clocks(engine):
    mortality = {
        "label": {"en": "survival", "da": "overlevelse"},
        "members": "parents",
        "states": {
            "alive": {"label": {"en": "alive", "da": "i live"}},
            "dead": {"label": {"en": "dead", "da": "død"}, "ends_member": True},
        },
        "start": {"alive": {"share": "rest"}},
        "transitions": {"alive -> dead": exponential(0.2)},
    }
    scenario = tiny(**leave(exponential(0.5)), more_clocks={"survival": mortality})
    _, occupancy = live(scenario, draws=200, engine=engine)
    expected = person_years(lambda t: math.exp(-0.7 * t))
    assert np.all(z_score(yearly(occupancy, "here"), expected) < BOUND)
    alive = yearly(occupancy, "here") + yearly(occupancy, "gone")
    assert np.all(z_score(alive, person_years(lambda t: math.exp(-0.2 * t))) < BOUND)
    cells = occupancy.cells.find("survival", ("dead",), kind="entry")
    deaths = occupancy.quantities[:, :, 1][..., cells].mean(axis=1).sum(axis=(1, 2, 3))
    assert z_score(deaths.astype(np.float64), FAMILIES * -math.expm1(-0.2 * YEARS)) < BOUND


def test_an_effect_on_death_reaches_the_members_other_clocks(engine):
    mortality = {
        "label": {"en": "survival", "da": "overlevelse"},
        "members": "parents",
        "states": {
            "alive": {"label": {"en": "alive", "da": "i live"}},
            "dead": {"label": {"en": "dead", "da": "død"}, "ends_member": True},
        },
        "start": {"alive": {"share": "rest"}},
        "transitions": {"alive -> dead": exponential(0.2)},
    }
    effect = {
        "clock": "survival",
        "kind": "hazard_ratio",
        "transitions": ["alive -> dead"],
        "ratio": fixed(5, "ratio"),
        "profile": "plain",
    }
    scenario = tiny(**leave(exponential(0.5)), more_clocks={"survival": mortality}, ratios={"deadly": effect})
    held = {"programme.served.intake": 1e-9, "programme.served.length": 12 * YEARS - 0.01}
    _, occupancy = live(scenario.with_values(held), draws=200, engine=engine)
    assert np.all(z_score(yearly(occupancy, "here", strategy=0), person_years(lambda t: math.exp(-1.5 * t))) < BOUND)
    assert np.all(z_score(yearly(occupancy, "here", strategy=1), person_years(lambda t: math.exp(-0.7 * t))) < BOUND)


def test_a_coupling_follows_the_other_clock(engine):
    """While a parent is at work the hazard of the other clock is doubled: integrated over the parent's work."""
    other = {
        "label": {"en": "mood", "da": "humør"},
        "members": "parents",
        "states": {n: {"label": {"en": n, "da": n}} for n in ("low", "high")},
        "start": {"low": {"share": "rest"}},
        "transitions": {
            "low -> high": exponential(
                0.3,
                couplings={"at_work": {"of": "self", "clock": "life", "states": ["gone"], "ratio": fixed(4, "ratio")}},
            )
        },
    }
    rate = 0.5
    _, occupancy = live(tiny(**leave(exponential(rate)), more_clocks={"mood": other}), draws=300, engine=engine)
    cells = occupancy.cells.find("mood", ("low",))
    months = occupancy.quantities[:, :, 1][..., cells].mean(axis=1).sum(axis=(1, 3)).astype(np.float64)

    def survival(t: float) -> float:
        # leave at u: hazard 0.3 before, 1.2 after
        moved = quad(lambda u: rate * math.exp(-rate * u) * math.exp(-0.3 * u - 1.2 * (t - u)), 0, t)[0]
        return moved + math.exp(-rate * t - 0.3 * t)

    assert np.all(z_score(months.reshape(-1, YEARS, 12).sum(axis=2), person_years(survival)) < BOUND)


def test_a_covariate_multiplies_the_hazard_of_its_members(engine):
    """Listed families with z = -1 and 1, log ratio 0.7 per unit."""
    rate, slope = 0.3, 0.7
    content = document(**leave(exponential(rate, covariates={"z": fixed(slope, "number")})))
    content["population"]["listed"] = {
        f"family {i}": {"segment": "single", "parents": [40.0], "covariates": {"z": float(2 * (i % 2) - 1)}}
        for i in range(FAMILIES)
    }
    _, occupancy = live(as_scenario(content), draws=200, engine=engine)

    def survival(t: float) -> float:
        return 0.5 * sum(math.exp(-rate * math.exp(slope * z) * t) for z in (-1, 1))

    assert np.all(z_score(yearly(occupancy, "here"), person_years(survival)) < BOUND)


def test_a_time_ratio_stretches_a_weibull_stay(engine):
    """Served throughout with a full effect, time runs slower by the ratio: S(t) = exp(-(t / (ratio scale))^shape)."""
    shape, scale, ratio = 1.5, 3.0, 1.4
    law = {"weibull": {"shape": fixed(shape, "ratio"), "scale": fixed(scale, "years")}}
    slower = {
        "clock": "life",
        "kind": "time_ratio",
        "transitions": ["here -> gone"],
        "ratio": fixed(ratio, "ratio"),
        "profile": "plain",
    }
    held = {"programme.served.intake": 1e-9, "programme.served.length": 12 * YEARS - 0.01}
    _, occupancy = live(tiny(**leave(law), ratios={"slower": slower}).with_values(held), draws=200, engine=engine)
    expected = person_years(lambda t: math.exp(-((t / (ratio * scale)) ** shape)))
    assert np.all(z_score(yearly(occupancy, "here", strategy=0), expected) < BOUND)


@pytest.mark.parametrize("shape", [None, 1.5])
def test_a_time_covariate_stretches_the_stays_of_its_members(shape, engine):
    """Listed families with z = -1 and 1, log time ratio 0.4 per unit: S(t) = exp(-(t / (scale exp(0.4 z)))^shape)."""
    scale, slope = 3.0, 0.4
    law: dict[str, Any] = {"exponential": {"mean_duration": fixed(scale, "years")}}
    if shape is not None:
        law = {"weibull": {"shape": fixed(shape, "ratio"), "scale": fixed(scale, "years")}}
    content = document(**leave({**law, "time_covariates": {"z": fixed(slope, "number")}}))
    content["population"]["listed"] = {
        f"family {i}": {"segment": "single", "parents": [40.0], "covariates": {"z": float(2 * (i % 2) - 1)}}
        for i in range(FAMILIES)
    }
    _, occupancy = live(as_scenario(content), draws=200, engine=engine)

    def survival(t: float) -> float:
        return 0.5 * sum(math.exp(-((t / (scale * math.exp(slope * z))) ** (shape or 1.0))) for z in (-1, 1))

    assert np.all(z_score(yearly(occupancy, "here"), person_years(survival)) < BOUND)


def test_a_service_without_intake_lag_and_ramp_acts_from_the_first_day(engine):
    """Everyone is served throughout, at full effect: the programme's lives are those of the changed hazard."""
    rate, ratio = 0.3, 0.5
    half = {
        "clock": "life",
        "kind": "hazard_ratio",
        "transitions": ["here -> gone"],
        "ratio": fixed(ratio, "ratio"),
        "profile": "plain",
    }
    held = {"programme.served.intake": 0, "programme.served.length": 12 * YEARS}
    _, occupancy = live(
        tiny(**leave(exponential(rate)), ratios={"half": half}).with_values(held), draws=200, engine=engine
    )
    for strategy, hazard in ((0, ratio * rate), (1, rate)):
        expected = person_years(lambda t, hazard=hazard: math.exp(-hazard * t))
        assert np.all(z_score(yearly(occupancy, "here", strategy=strategy), expected) < BOUND)
