"""The discrete-event engine against the kernel, event by event; endings of service against loops and known answers."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date
from itertools import pairwise
from multiprocessing import get_context

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from businesscase.core.errors import NumericalError
from businesscase.core.payers import Payer
from businesscase.core.timeline import overlap
from businesscase.delivery.schedule import Exposure
from businesscase.engines.common.chunks import chunk_keys
from businesscase.engines.common.workspace import family_space
from businesscase.engines.discrete_event import engine as discrete_event
from businesscase.engines.montecarlo import engine as montecarlo
from businesscase.engines.montecarlo.courses import trace_draws
from businesscase.gathering import central_ledger
from businesscase.ledger.valuation import value
from businesscase.model.compile import compile_model
from businesscase.scenario.load.resolve import as_scenario
from tests.loaded import loaded
from tests.small_models import scenarios
from tests.tiny import document, fixed, label, tiny

INVENTED = "tests/invented_municipality.yaml"
AARHUS = "scenarios/opgang_til_opgang.yaml"
SAME_TIME = 1e-9  # years
few = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
IN_WORK = {"of": "any_parent", "clock": "public_benefit", "states": ["job"], "lasting": "6 months"}


def traced(model, intervals, keys):
    """The kernel's event history for these intervals of service."""
    records = np.zeros((400_000, 7))
    rows = trace_draws(model.arrays, intervals, keys, family_space(model.arrays), records)
    assert rows > 0
    return records[:rows]


def assert_same_lives(found, expected):
    assert found.shape == expected.shape
    np.testing.assert_array_equal(found[:, :6], expected[:, :6])
    np.testing.assert_allclose(found[:, 6], expected[:, 6], rtol=0.0, atol=SAME_TIME)


def compiled(scenario, draws=2, seed=3):
    model = compile_model(as_scenario(scenario), draws=draws, seed=seed)
    return model, Exposure(model.schedule), chunk_keys(seed, 0, draws, 1)


# ---- the same lives where nothing feeds back


@pytest.mark.slow
def test_the_lives_of_aarhus_event_by_event():
    model, exposure, keys = compiled(loaded(AARHUS), draws=20, seed=1)
    expected = traced(model, exposure.service(slice(None)), keys)
    assert len(expected) > 100_000
    assert_same_lives(discrete_event.histories(model, exposure, keys), expected)


@few
@given(scenarios())
def test_the_lives_of_small_models_event_by_event(scenario):
    model, exposure, keys = compiled(scenario)
    expected = traced(model, exposure.service(slice(None)), keys)
    assert_same_lives(discrete_event.histories(model, exposure, keys), expected)


@few
@given(scenarios(), st.booleans())
def test_the_quantities_of_small_models(scenario, cohort):
    """Person-time and entries are stored as float32: seven digits."""
    model, _, _ = compiled(scenario)
    exposure = Exposure(model.schedule, cohort=cohort)
    found = discrete_event.simulate(model, exposure, replications=2)
    expected = montecarlo.simulate(model, exposure, replications=2, workers=1)
    np.testing.assert_allclose(found.quantities, expected.quantities, rtol=1e-5, atol=1e-5)
    assert found.served is None
    assert found.key == expected.key


@pytest.fixture(scope="module")
def invented():
    return compile_model(loaded(INVENTED), draws=3, seed=3)


def test_more_replications_weights_and_halves(invented):
    exposure = Exposure(invented.schedule)
    found = discrete_event.simulate(invented, exposure, replications=4)
    expected = montecarlo.simulate(invented, exposure, replications=4)
    np.testing.assert_allclose(found.quantities, expected.quantities, rtol=1e-5, atol=1e-5)


def test_processes_and_chunks_change_no_bit(invented):
    model = compile_model(loaded(INVENTED).with_values({"programme.served.ends_when": {"work": IN_WORK}}), draws=3)
    exposure = Exposure(model.schedule)
    one = discrete_event.simulate(model, exposure, replications=2, chunk=2)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        other = discrete_event.simulate(model, exposure, replications=2, executor=pool)
    assert one.quantities.tobytes() == other.quantities.tobytes()
    assert one.served.tobytes() == other.served.tobytes()


@pytest.mark.parametrize("of", ["any_parent", "all_parents", "each_parent"])
def test_a_parent_who_has_died_is_no_longer_read(of):
    """A parent's clock that never moves by itself: only the death can tell the child's clock that it has ended."""
    rest = {"share": "rest"}
    scenario = document(
        families=10,
        states=["alive", "dead"],
        start={"alive": rest},
        transitions={"alive -> dead": {"exponential": {"rate": fixed(0.4, "per year")}}},
        more_clocks={
            "work": {
                "label": label("work"), "members": "parents",
                "states": {n: {"label": label(n)} for n in ("job", "none")},
                "start": {"job": {"share": fixed(0.5, "share")}, "none": rest}, "transitions": {},
            },
            "school": {
                "label": label("school"), "members": "children",
                "states": {n: {"label": label(n)} for n in ("absent", "there")},
                "start": {"absent": rest},
                "transitions": {
                    move: {
                        "exponential": {"rate": fixed(0.5, "per year")},
                        "couplings": {
                            "work": {"of": of, "clock": "work", "states": ["job"], "ratio": fixed(6, "ratio")}
                        },
                    }
                    for move in ("absent -> there", "there -> absent")
                },
            },
        },
    )  # fmt: skip
    scenario["clocks"]["life"]["states"]["dead"]["ends_member"] = True
    scenario["population"]["children_per_family"] = fixed(2, "children")
    scenario["population"]["segments"]["single"]["parents"] = 2
    model, exposure, keys = compiled(scenario, draws=10)
    expected = traced(model, exposure.service(slice(None)), keys)
    assert_same_lives(discrete_event.histories(model, exposure, keys), expected)


# ---- a service that the family's own situation ends


def realised(model, exposure, history):
    """Intervals of service, shape (draw, family, 2), by a plain loop over what happened to the served families."""
    arrays, intervals = model.arrays, exposure.service(slice(None)).copy()
    paths = {}
    for draw, _, strategy, clock, _, after, time in history:
        if strategy == 0:
            paths.setdefault((int(draw), int(clock)), []).append((time, int(after)))
    for draw, family in np.ndindex(intervals.shape[:2]):
        begins, ends, _ = intervals[draw, family]
        for ending in model.schedule.endings:
            clocks = range(arrays.family_clocks[family], arrays.family_clocks[family + 1])
            own = [paths[draw, clock] for clock in clocks if arrays.clock_type[clock] == ending.kind]
            for group in [own] if ending.every else [[path] for path in own]:
                ends = min(ends, first_met(group, ending, begins, ends))
        intervals[draw, family, 1] = max(ends, begins)
    return intervals


def first_met(paths, ending, begins, ends):
    """First moment at which those who run have all stood in the states for `lasting`, counted from enrolment."""
    since = None
    for moment, until in pairwise(sorted({begins, ends, *(m for path in paths for m, _ in path if begins < m < ends)})):
        stand = [state for path in paths for (a, state), (b, _) in pairwise(path) if a <= moment < b]
        if stand and all(state in ending.states for state in stand):
            since = moment if since is None else since
            if since + ending.lasting < until or since + ending.lasting == moment:
                return since + ending.lasting
        else:
            since = None
    return np.inf


@few
@given(scenarios(endings=True), st.booleans())
def test_a_service_ends_as_a_loop_over_the_lives_says_and_the_lives_are_those_of_that_service(scenario, cohort):
    """Feedback has two directions: what happened ends the service, and the effect fades from where it ended."""
    model, _, keys = compiled(scenario)
    exposure = Exposure(model.schedule, cohort=cohort)
    history = discrete_event.histories(model, exposure, keys)
    intervals = realised(model, exposure, history)
    assert_same_lives(history, traced(model, intervals, keys))


@few
@given(scenarios(endings=True))
def test_service_given_is_counted_by_segment_and_month(scenario):
    model, exposure, _ = compiled(scenario)
    found = discrete_event.simulate(model, exposure, replications=2)
    assert np.all(found.served[:, 0] <= scheduled(model, exposure) + 1e-9)
    for half in range(2):
        keys = chunk_keys(3, 0, 2, 2)[:, half : half + 1]
        intervals = realised(model, exposure, discrete_event.histories(model, exposure, keys))
        expected = np.zeros(found.served[:, half].shape)
        for draw, family in np.ndindex(intervals.shape[:2]):
            segment = model.arrays.family_segment[family]
            years = overlap(*intervals[draw, family, :2], model.arrays.edges)
            expected[draw, segment] += model.arrays.weight[draw, segment] * years
        np.testing.assert_allclose(found.served[:, half], expected, atol=1e-9)


def scheduled(model, exposure):
    """Family-years of the schedule, shape (draw, segment, period)."""
    own = [model.arrays.family_segment == position for position in range(len(model.segments))]
    years = np.stack([exposure.family_years(chosen, model.arrays.edges) for chosen in own], axis=1)
    return model.arrays.weight[:, :, None] * years


@pytest.mark.parametrize("lasting", ["6 months", "2 years"])
def test_an_ending_that_cannot_come_changes_nothing(lasting):
    """No transition leads into work before 2040, or the service is over before it could have lasted long enough."""
    scenario = two_clocks(opens=date(2040, 1, 1) if lasting == "6 months" else date(2020, 3, 1), lasting=lasting)
    model, exposure, _ = compiled(scenario, draws=20)
    plain = replace(model, schedule=replace(model.schedule, endings=()))
    found = discrete_event.simulate(model, exposure, replications=2)
    expected = montecarlo.simulate(plain, Exposure(plain.schedule), replications=2)
    np.testing.assert_array_equal(found.quantities, expected.quantities)
    np.testing.assert_allclose(found.served[:, 0], scheduled(model, exposure), atol=1e-9)
    ledgers = value(model, found, exposure), value(plain, expected, Exposure(plain.schedule))
    np.testing.assert_allclose(ledgers[0].amounts, ledgers[1].amounts, rtol=1e-9, atol=1e-3)
    assert found.key != expected.key


# All parents work a moment after a date: its transition opens then, at a rate of ten thousand a year.
JULY = 0.5
SOON = 10 / 10_000  # years within which all of 100 families have surely moved: the chance that one has not is 1 in 200


def money(amount, unit="DKK"):
    return fixed(amount, unit, price_year=2020)


def two_clocks(*, opens=date(2020, 7, 1), lasting="3 months", **served):
    """Work, which everyone enters at one date, and health, which the service improves."""
    people = {"members": "parents", "label": label("health")}
    health = {
        **people,
        "states": {name: {"label": label(name)} for name in ("ill", "well")},
        "start": {"ill": {"share": "rest"}},
        "transitions": {"ill -> well": {"exponential": {"rate": fixed(0.2, "per year")}}},
    }
    effect = {
        "healing": {
            "clock": "health", "kind": "hazard_ratio", "transitions": ["ill -> well"], "ratio": fixed(5, "ratio"),
            "profile": "plain",
        }
    }  # fmt: skip
    return tiny(
        families=100,
        states=["waiting", "work"],
        start={"waiting": {"share": "rest"}},
        transitions={"waiting -> work": {"exponential": {"rate": fixed(10_000, "per year")}, "opens": opens}},
        more_clocks={"health": health},
        ratios=effect,
        programme={
            "served": {
                "intake": fixed(0, "months"), "length": fixed(18, "months"),
                "ends_when": {"at work": {"of": "any_parent", "clock": "life", "states": ["work"], "lasting": lasting}},
                **served,
            },
            "costs": {"team": {"label": label("team"), "total": money(1_000_000), "years": [2020]}},
            "displaced": {"casework": {"label": label("casework"), "per_family": money(20_000, "DKK per year")}},
            "steady_state": {"per_family": money(300_000)},
        },
    )  # fmt: skip


def test_service_ends_when_it_should_and_money_and_effect_follow():
    scenario = two_clocks()
    model, exposure, keys = compiled(scenario, draws=4)
    ends = JULY + 0.25
    found = discrete_event.simulate(model, exposure, replications=2)
    given_years = found.served.sum(axis=(2, 3))
    assert np.all((given_years >= 100 * ends) & (given_years <= 100 * (ends + SOON)))
    ledger = value(model, found, exposure)
    booked = {line.category: ledger.amounts[:, :, 0, row].sum(axis=-1) for row, line in enumerate(ledger.lines)
             if line.payer is Payer.MUNICIPALITY}  # fmt: skip
    np.testing.assert_allclose(booked["displaced_casework"], -20_000 * given_years, rtol=1e-9)
    np.testing.assert_allclose(booked["steady_state_cost"], 300_000 / 1.5 * given_years, rtol=1e-9)
    np.testing.assert_allclose(booked["programme_cost"], 1e6, rtol=1e-9)
    central = central_ledger(scenario, model, found)
    row = [line.category for line in central.lines].index("displaced_casework")
    assert central.amounts[..., row, :].sum() == pytest.approx(-20_000 * given_years.mean(), rel=1e-9)
    # health as with a schedule of that length: 100 families each end theirs less than SOON later
    short = replace(model.schedule, length=np.full(4, ends), endings=())
    same = traced(model, Exposure(short).service(slice(None)), keys)
    history = discrete_event.histories(model, exposure, keys)
    apart = np.abs(np.sort(history[history[:, 5] == 1, 6]) - np.sort(same[same[:, 5] == 1, 6]))
    assert apart.max() < 5 * SOON  # the hazard of health is at most five times as high for so long
    assert len(same) < len(traced(model, exposure.service(slice(None)), keys))  # a longer service heals more


def test_time_before_enrolment_does_not_count():
    """Families enrol evenly over a year; those who enrol after July work already, and are served three months."""
    model, exposure, _ = compiled(two_clocks(intake=fixed(12, "months")), draws=2)
    found = discrete_event.simulate(model, exposure, replications=2).served.sum(axis=(2, 3))
    begins = exposure.intervals(slice(None))[:, :, 0]
    least = (np.maximum(begins, JULY) + 0.25 - begins).sum(axis=1)[:, None]
    assert np.all((found >= least - 1e-9) & (found <= least + 100 * SOON))


def test_a_cohort_is_served_from_its_first_day():
    model, _, _ = compiled(two_clocks(intake=fixed(12, "months")), draws=2)
    together = Exposure(model.schedule, cohort=True)
    found = discrete_event.simulate(model, together, replications=2).served.sum(axis=(2, 3))
    assert np.all((found >= 100 * (JULY + 0.25)) & (found <= 100 * (JULY + 0.25 + SOON)))


def test_an_earlier_ending_never_lengthens_a_service():
    """The same lives until the first ending, so a shorter stay that suffices ends every service sooner or as late."""
    given_years = []
    for lasting in ("0 weeks", "3 months", "6 months", "1 year"):
        ending = {**IN_WORK, "lasting": lasting}
        scenario = loaded(INVENTED).with_values({"programme.served.ends_when": {"work": ending}})
        model, exposure, keys = compiled(scenario, draws=5)
        intervals = realised(model, exposure, discrete_event.histories(model, exposure, keys))
        given_years.append(intervals[..., 1] - intervals[..., 0])
    for shorter, longer in pairwise(given_years):
        assert np.all(shorter <= longer + 1e-12)
        assert shorter.sum() < longer.sum() - 0.1


# ---- refusals


def test_the_kernel_refuses_an_ending_by_its_name():
    model, exposure, _ = compiled(two_clocks())
    with pytest.raises(NumericalError, match=r"programme\.served\.ends_when\.at work.*discrete_event can"):
        montecarlo.simulate(model, exposure, replications=2)


@pytest.mark.parametrize("simulate", [montecarlo.simulate, discrete_event.simulate])
@pytest.mark.parametrize(
    ("field", "place", "bad", "words"),
    [
        ("start_share", (1, 0), 1.5, "clock life of the parent: a share at the start that is no probability: 1.5"),
        ("start_share", (1, 1), 0.9, "clock life of the parent: shares at the start that do not sum to one: 0.9"),
        ("parameters", (1, 0, 0), np.nan, "clock life, 'waiting -> work': the rate or shape"),
        ("parameters", (1, 0, 0), -0.1, "clock life, 'waiting -> work': the rate or shape .* -0.1, in draw 1"),
        ("parameters", (1, 0, 1), np.inf, "clock life, 'waiting -> work': a slope that is no number: inf"),
        ("ratio", (1, 1), -0.5, "clock health, 'ill -> well': the ratio of its effect .* -0.5"),
    ],
)
def test_what_is_no_share_or_rate_is_named(simulate, field, place, bad, words):
    model, _, _ = compiled(two_clocks())
    array = getattr(model.arrays, field).copy()
    array[place] = bad
    if field == "start_share" and bad < 1:
        array[1, 0] = bad
    broken = replace(
        model, arrays=model.arrays._replace(**{field: array}), schedule=replace(model.schedule, endings=())
    )
    with pytest.raises(NumericalError, match=words):
        simulate(broken, Exposure(broken.schedule), replications=2)


def test_mass_that_is_not_conserved_is_named(monkeypatch):
    model, exposure, _ = compiled(two_clocks())
    exact = discrete_event.tally

    def forgetful(arrays, first_state, situations, path, *rest):
        times, states, moves, end = path
        exact(arrays, first_state, situations, (times, states, moves - (first_state > 0), end), *rest)

    monkeypatch.setattr(discrete_event, "tally", forgetful)
    with pytest.raises(NumericalError, match=r"clock (life|health) of the parent: in draw 0 .* person-years"):
        discrete_event.simulate(model, exposure, replications=2)


def test_a_number_that_is_missed_is_named(monkeypatch):
    from businesscase.engines.discrete_event import exits

    model, exposure, _ = compiled(two_clocks())
    exact = exits.constant_fires_after
    monkeypatch.setattr(exits, "constant_fires_after", lambda *given: 0.999 * exact(*given))
    with pytest.raises(NumericalError, match=r"clock (life|health) of the parent: the integrated hazard of .* misses"):
        discrete_event.simulate(model, exposure, replications=2)


def test_a_clock_that_never_rests_is_named():
    to_and_fro = {"exponential": {"rate": fixed(1000, "per year")}}
    model, exposure, _ = compiled(
        tiny(
            states=["a", "b"], start={"a": {"share": "rest"}},
            transitions={"a -> b": to_and_fro, "b -> a": to_and_fro}, families=2,
        )
    )  # fmt: skip
    with pytest.raises(NumericalError, match="clock life of the parent: it moved more than 500 times"):
        discrete_event.simulate(model, exposure, replications=2)
