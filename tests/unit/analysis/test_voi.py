"""What knowledge is worth, against closed forms and a published example; studies; answers to mistakes; the screen."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from math import hypot, sqrt
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from rich.console import Console
from scipy.special import ndtr

from businesscase.analysis.levers.line import line_of
from businesscase.analysis.levers.requested import asked_of
from businesscase.analysis.voi.designs import Population, points_of
from businesscase.analysis.voi.gains import Estimate, denoised, normal_gain, partial, perfect
from businesscase.analysis.voi.results import Voi
from businesscase.analysis.voi.sampling import by_importance, by_moments, by_regression, sampled
from businesscase.analysis.voi.studies import Cost, Measurement, Measuring, Study
from businesscase.analysis.voi.voi import voi
from businesscase.core.errors import UsageError
from businesscase.core.vocabulary import Costs
from businesscase.report.figures import voi as figures
from businesscase.report.figures.voi import sampling_picture, worth_picture
from businesscase.report.tables.voi import worth_knowing
from businesscase.report.terminal.voi import closing, first_line, opening, print_voi
from businesscase.report.texts.texts import Texts
from tests.loaded import loaded
from tests.unit.analysis.test_breakeven import small

Floats = NDArray[np.float64]
SEEDS, DRAWS = 12, 1000
MEAN, WIDE, NARROW = 40.0, 500.0, 300.0  # of shared/payback cases: net saving N(40, 500^2 + 300^2)
WHOLE = hypot(WIDE, NARROW)


def gaussian(seed: int) -> tuple[Floats, Floats, Floats]:
    """Two inputs and the net saving, their sum."""
    wide, narrow = np.random.default_rng(seed).standard_normal((2, DRAWS)) * np.array([[WIDE], [NARROW]])
    return wide, narrow, MEAN + wide + narrow


def near(found: list[float], wanted: float) -> bool:
    """Whether the mean over seeds is within what their own spread allows."""
    return abs(float(np.mean(found)) - wanted) < 4.5 * float(np.std(found, ddof=1)) / sqrt(len(found))


def test_the_closed_form_is_that_of_the_published_figures() -> None:
    """EVPI and EVPPI of the cases; and of the R package voi, whose overview computes 0.4798107 for N(1, sqrt(5)).

    C. Jackson, voi for Value of Information calculation: package overview (2023-08-26), section on analytic
    computation, https://chjackson.github.io/voi/articles/voi.html
    """
    wanted = [213.1685, 180.1091, 100.7450]
    assert [normal_gain(MEAN, spread) for spread in (WHOLE, WIDE, NARROW)] == pytest.approx(wanted, abs=5e-5)
    assert normal_gain(1.0, sqrt(5.0)) == pytest.approx(0.4798107, abs=5e-8)
    assert normal_gain(-MEAN, WHOLE) == pytest.approx(normal_gain(MEAN, WHOLE))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("worth", "wanted"),
    [
        (lambda _wide, _narrow, saved: perfect(saved), 213.1685),
        (lambda wide, _narrow, saved: partial(wide[None], saved), 180.1091),
        (lambda _wide, narrow, saved: partial(narrow[None], saved), 100.7450),
        (lambda wide, narrow, saved: partial(np.array([wide, narrow]), saved), 213.1685),
    ],
)  # fmt: skip
def test_draws_find_what_the_closed_form_says(worth: Callable[..., Any], wanted: float) -> None:
    found = [worth(*gaussian(seed)) for seed in range(SEEDS)]
    assert near([one.value for one in found], wanted)
    # and the error that is told is the spread over seeds, within what twelve seeds can tell of a spread
    told, spread = np.mean([one.error for one in found]), np.std([one.value for one in found], ddof=1)
    assert 0.5 < told / spread < 2.0


@pytest.mark.slow
def test_the_published_example_of_the_package_voi() -> None:
    """p1 ~ N(1, 1), p2 ~ N(0, 2), net benefit p1 - p2; studies of p1 by n observations of standard deviation 1.

    The overview (above) prints, from 10,000 draws: EVPI 0.4759885, EVPPI 0.08210074 and 0.39029827, EVSI 0.07440250,
    0.08106261 and 0.08189925 at n = 10, 100 and 1000, and by importance sampling 0.0864487 at n = 100 from 1,000.
    """
    one, two = np.random.default_rng(5).standard_normal((2, 10_000))
    one, two = 1.0 + one, 2.0 * two
    saved = one - two
    for found, printed in (
        (perfect(saved), 0.4759885), (partial(one[None], saved), 0.08210074), (partial(two[None], saved), 0.39029827)
    ):  # fmt: skip
        assert abs(found.value - printed) < 3.0 * sqrt(2.0) * found.error  # both are from draws
    error = partial(one[None], saved).error
    for n, printed in ((10, 0.07440250), (100, 0.08106261), (1000, 0.08189925)):
        own = by_regression(saved, one, 1.0 / sqrt(n), seed=1), by_importance(saved, one, 1.0 / sqrt(n))
        assert all(abs(each - printed) < 3.0 * sqrt(2.0) * error for each in own)
        assert all(abs(each - normal_gain(1.0, 1.0 / sqrt(1.0 + 1.0 / n))) < 3.0 * error for each in own)


@pytest.mark.parametrize("error", [100.0, 600.0])
def test_three_methods_find_what_a_gaussian_study_is_worth(error: float) -> None:
    """The mean after the study is normal with variance WIDE^4 / (WIDE^2 + error^2)."""
    wanted = normal_gain(MEAN, WIDE**2 / hypot(WIDE, error))
    found: dict[str, list[float]] = {"regression": [], "moments": [], "importance": []}
    for seed in range(SEEDS):
        wide, _, saved = gaussian(seed)
        found["regression"].append(by_regression(saved, wide, error, seed=seed + 1000))
        found["moments"].append(by_moments(saved, wide, error))
        found["importance"].append(by_importance(saved, wide, error))
    assert all(near(each, wanted) for each in found.values()), (found, wanted)


def test_three_methods_agree_and_say_so_also_where_the_input_is_skewed() -> None:
    random = np.random.default_rng(2)
    skewed = 300.0 * (random.gamma(2.0, size=DRAWS) - 2.0)
    saved = 80.0 + skewed + 200.0 * random.standard_normal(DRAWS)
    found = sampled(saved, skewed, 300.0, seed=1)
    assert found.agree
    assert all(one.error > 0.0 for one in found.estimates.values())


@pytest.mark.slow
def test_what_does_nothing_is_worth_nothing_and_noise_is_worth_nothing() -> None:
    """EVPI of draws with as much noise as signal, from half-samples, is that without the noise."""
    raw, clean, idle = [], [], []
    for seed in range(SEEDS):
        wide, narrow, saved = gaussian(seed)
        random = np.random.default_rng(seed + 100)
        halves = saved[:, None] + random.standard_normal((DRAWS, 2)) * WHOLE * sqrt(2.0)
        raw.append(perfect(halves.mean(axis=1)).value)
        clean.append(perfect(denoised(halves, [wide[None], narrow[None]])).value)
        idle.append(partial(random.standard_normal((4, DRAWS)), saved).value)
    assert not near(raw, 213.1685)
    assert near(clean, 213.1685)
    assert np.mean(idle) < 0.05 * 213.1685


@pytest.mark.parametrize("mean", [MEAN, -MEAN])
def test_the_best_study_is_that_of_the_closed_form(mean: float) -> None:
    """Net benefit = families after it x EVSI - families served or made to wait - cost, at every point of the grid."""
    wide, _, saved = gaussian(3)
    wide, saved = wide / wide.std() * WIDE, saved - saved.mean() + mean
    study = Study(fixed=Cost(500.0, 1000.0, 3000.0), per_family=Cost(2.0, 5.0, 9.0))
    people = Population(50.0, tuple(np.linspace(1.0, 0.6, 8).tolist()), served_anyway=30.0)
    scatter = {1: 6000.0, 2: 3000.0, 4: 2500.0}
    measured = {year: Measurement(wide, each**2, each**2) for year, each in scatter.items()}
    points = points_of(saved, study, measured, (20, 80, 320), people)
    wanted = {}
    for point in points:
        error = sqrt(4.0 / point.families) * scatter[point.follow_up]  # two arms of half the families each
        each = normal_gain(mean, WIDE**2 / hypot(WIDE, error))
        half = point.families / 2.0
        lost = MEAN * half if mean > 0.0 else MEAN * max(0.0, half - 30.0)
        after = 50.0 * sum(people.factors[point.follow_up :])
        wanted[point.families, point.follow_up] = each * after - lost - 1000.0 - 5.0 * point.families
        assert point.net == pytest.approx(wanted[point.families, point.follow_up], abs=25.0 * after)
        assert (point.least, point.most) == pytest.approx(
            (point.net - 2000.0 - 4.0 * point.families, point.net + 500.0 + 3.0 * point.families)
        )
    best = max(points, key=lambda point: point.net)
    assert (best.families, best.follow_up) == max(wanted, key=wanted.__getitem__)


@pytest.fixture(scope="module")
def found() -> Voi:
    return voi(small(), draws=60, families=20, years=4, fixed_cost=(1e5, 2e5, 4e5), family_cost=(1e3, 2e3, 4e3))


def test_the_error_of_a_study_is_that_of_its_families() -> None:
    """A share among single parents who live alone is binomial: its variance is p (1 - p) over the families."""
    scenario = small()
    asked = asked_of(scenario, None, None)
    studies = Study(outcome="life.off", comparison=0.0), Study(comparison=0.0), Study(comparison=1.0)
    measuring = [Measuring(scenario, asked, study, [3]) for study in studies]
    line = line_of(scenario, draws=60, taking=lambda block: [each.take(block) for each in measuring])
    one, alone, both = (each.measured(line)[3] for each in measuring)
    share = float(one.quantity.mean())
    assert 0.0 < share < 1.0
    # 60 pairs of cohorts: a variance is known within sqrt(2 / 60); p varies over draws, which lowers p (1 - p)
    expected = float((one.quantity * (1.0 - one.quantity)).mean())
    assert one.served == pytest.approx(expected, rel=4.5 * sqrt(2.0 / 60.0))
    assert one.error(Study(comparison=0.0), 40.0) == pytest.approx(sqrt(one.served / 40.0))
    # of money one arm is what it was paid, two are what was saved; the arm that is served scatters the same
    assert alone.quantity.min() > 0.0
    assert np.abs(both.quantity).max() < alone.quantity.max()
    assert alone.served == pytest.approx(both.served)
    assert both.error(Study(), 40.0) == pytest.approx(sqrt((both.served + both.compared) / 20.0))


def test_a_run_says_what_is_decided_and_what_is_worth_knowing(found: Voi) -> None:
    assert found.decision.perspective is found.asked.claim.perspective
    assert found.decision.perfect.value >= 0.0
    assert found.of_all(1.0) == pytest.approx(found.population.families * sum(found.population.factors))
    everything = voi(small(), draws=60, families=20, years=4, groups=["prices", "effects.ratios"])
    assert [one.name for one in everything.groups if one.name == "prices"] == ["prices"]
    single = {one.keys: one.worth.value for one in found.groups}
    (prices,) = (one for one in everything.groups if one.name == "prices")
    assert prices.worth.value == pytest.approx(single[prices.keys])  # it is one number
    assert {point.follow_up for point in found.sampling.points} == {1, 2, 3}
    assert all(point.families <= 80 for point in found.sampling.points)
    contrary = replace(found, probability=0.0 if found.decision.rolls_out else 1.0)
    assert contrary.disagrees
    assert not replace(found, probability=1.0 - contrary.probability).disagrees


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"study_families": 0}, ["a study needs families: found 0", "arms (2)"]),
        ({"study_families": 1}, ["a study needs families: found 1"]),
        ({"study_families": 40, "comparison": 1e9}, ["a study needs families: found 40"]),
        ({"groups": ["prices.stay.per_tim"]}, ["no group of inputs 'prices.stay.per_tim'", "prices.stay.per_time?"]),
        ({"outcome": "life.of"}, ["life.of", "did you mean: life.off?"]),
        ({"families": 0}, ["a roll-out takes in families: found 0"]),
        ({"comparison": -1.0}, ["found -1, expected 0"]),
        ({"follow_up": 9, "years": 5}, ["follow_up", "at most 4"]),
        ({"fixed_cost": (3.0, 2.0, 4.0)}, ["fixed_cost", "found 3 2 4", "LOW VALUE HIGH"]),
        ({"draws": 20}, ["found 20, expected at least 50"]),
    ],
)
def test_mistakes_have_clear_answers(asked: dict[str, Any], words: list[str]) -> None:
    with pytest.raises(UsageError) as raised:
        voi(small(), **{"draws": 60, **asked})
    said = raised.value.said("en")
    assert all(each in said for each in words), said
    assert raised.value.said("da") != said


@pytest.mark.parametrize("language", ["en", "da"])
def test_the_answer_is_one_screen_and_two_pictures(found: Voi, language: str) -> None:
    texts = Texts(language)
    untold = replace(found, sampling=replace(found.sampling, study=Study()))
    nothing = replace(
        found, sampling=replace(found.sampling, best=replace(found.sampling.best, worth=0.0, cost=1.0, forgone=0.0))
    )
    for each in (found, untold, nothing, replace(found, groups=())):
        out = io.StringIO()
        print_voi(each, texts, Console(file=out, width=80, highlight=False))
        lines = out.getvalue().splitlines()
        assert len(lines) <= 45, out.getvalue()
        assert max(map(len, lines)) <= 80
        assert "None" not in out.getvalue()
    assert nothing.sampling.best.net < 0.0
    assert all(one.worth.value > one.worth.error for one in worth_knowing(found))
    for picture in (worth_picture(found, texts), sampling_picture(found, texts)):
        assert set(picture) == {"png", "svg"}


@pytest.mark.parametrize(
    ("value", "error", "words"),
    [
        (3e4, 1e4, "worth at most"),
        (3e4, 2e4, "is told from nothing; the first candidate is"),
        (0.0, 1e4, "is worth any"),
    ],
)
def test_what_to_find_out_first_is_always_said_by_one_rule(found: Voi, value: float, error: float, words: str) -> None:
    """Two standard errors; of what is not told from nothing the largest is a candidate, with its error."""
    texts, group = Texts("en"), found.groups[0]
    smaller = replace(group, worth=Estimate(value / 2.0, error))
    known = replace(found, groups=(replace(group, worth=Estimate(value, error)), smaller))
    said = first_line(known, texts)
    assert said == closing(known, texts)[-1]
    assert words in said
    assert ("±" in said) is (0.0 < value <= 2.0 * error)
    assert said.startswith("To find out first")
    assert first_line(replace(found, groups=()), texts) == texts("voi.first.nothing")


def test_three_methods_agree_only_where_they_are_told_from_zero(found: Voi) -> None:
    sampling = replace(found.sampling, agree=True)
    words = {
        3: "They agree within two",
        1: "Not all three are told from zero",
        0: "None of the three is told from zero",
    }
    for told, expected in words.items():
        methods = {
            method: Estimate(50.0, 20.0 if place < told else 40.0) for place, method in enumerate(sampling.methods)
        }
        said = " ".join(closing(replace(found, sampling=replace(sampling, methods=methods)), Texts("en")))
        assert [other for other in words.values() if other in said] == [expected]
    apart = replace(sampling, agree=False)
    assert "THEY DO NOT AGREE" in " ".join(closing(replace(found, sampling=apart), Texts("en")))


@pytest.mark.parametrize(("comparison", "design"), [(1.0, "difference of means between two"), (0.0, "mean of one arm")])
def test_it_is_this_design_that_does_not_pay(found: Voi, comparison: float, design: str) -> None:
    poor = replace(found.sampling.best, worth=0.0, cost=1.0, forgone=0.0)
    sampling = replace(found.sampling, best=poor, study=replace(found.sampling.study, comparison=comparison))
    said = closing(replace(found, sampling=sampling), Texts("en"))[0]
    assert said.startswith("No study of this design (unadjusted")
    assert design in said


def test_a_cost_net_of_grants_takes_them_as_given_again(found: Voi) -> None:
    """Only of a claim that counts grants, in a scenario that has some."""
    words, asked = "given again to every year's families", found.asked
    granted = replace(found, scenario=loaded(Path(__file__).parents[2] / "invented_municipality.yaml"))
    assert granted.scenario.programme.grants
    gross = replace(asked, claim=asked.claim.model_copy(update={"costs": Costs.GROSS}))
    net = replace(asked, claim=asked.claim.model_copy(update={"costs": Costs.NET_OF_GRANTS}))
    said = {
        "net": opening(replace(granted, asked=net), Texts("en"))[0],
        "gross": opening(replace(granted, asked=gross), Texts("en"))[0],
        "without": opening(replace(found, asked=net), Texts("en"))[0],
    }
    assert [name for name, line in said.items() if words in line] == ["net"]


@pytest.mark.parametrize("all_worth", [1.7e4, 4.1e5, 2.3e7])
def test_ticks_of_what_is_worth_knowing_differ(found: Voi, all_worth: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "picture", lambda draw: draw())
    everything = Estimate(all_worth / found.of_all(1.0), 0.0)
    known = replace(found, groups=(), decisions=(replace(found.decision, perfect=everything),))
    (axes,) = worth_picture(known, Texts("en")).axes  # type: ignore[attr-defined]
    axes.figure.canvas.draw()
    ticks = [label.get_text() for label in axes.get_xticklabels()]
    assert len(set(ticks)) == len(ticks)
    assert [float(tick) for tick in ticks] == pytest.approx(list(axes.get_xticks()))


def test_a_worth_that_is_not_told_from_zero_is_no_curve(found: Voi, monkeypatch: pytest.MonkeyPatch) -> None:
    """One panel, which says so; two where a study is worth something; one line for what does not differ."""
    monkeypatch.setattr(figures, "picture", lambda draw: draw())
    texts = Texts("en")

    def drawn(worth: float, error: float) -> Any:
        points = tuple(replace(point, worth=worth, forgone=0.0, cost=0.0) for point in found.sampling.points)
        methods = {method: Estimate(worth, error) for method in found.sampling.methods}
        return sampling_picture(replace(found, sampling=replace(found.sampling, points=points, methods=methods)), texts)

    for worth, error in ((0.0, 0.0), (1e6, 1e6)):
        (net,) = drawn(worth, error).axes
        assert any(texts("voi.figure.nothing") in each.get_text() for each in net.texts)
        assert net.get_legend() is not None
    left, right = drawn(1e6, 1.0).axes
    assert left.lines
    assert right.lines
    assert left.get_legend() is not None
    years = {point.follow_up for point in found.sampling.points}
    assert [each.get_text() for each in left.get_legend().get_texts()] == [f"1–{max(years)} years"]


def test_a_worth_that_few_draws_make_is_seldom_told_from_nothing() -> None:
    """Of 200 samples of 100 draws whose group is worth a tenth of the error, no more than two errors allow."""
    told, tail, samples = 0, 1.0 - float(ndtr(2.0)), 200
    for seed in range(samples):
        random = np.random.default_rng(seed)
        known, rest = random.standard_normal((2, 100))
        told += partial(known[None], -1.6 + 0.55 * known + 0.83 * rest).told
    assert told <= tail * samples
