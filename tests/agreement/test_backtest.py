"""The back-test: scores against closed forms, and the committed page against a fresh run of its cheapest rows."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy import stats
from scipy.special import ndtri
from scipy.stats import norm

from benchmarks.backtest.page import line
from benchmarks.backtest.predictions import FOLDER, measurements, predictions, row_of, scenario_of
from benchmarks.backtest.scoring import SPREAD, brier, countable, crps, measurable
from businesscase.report.texts.held import INSIDE, MORE, ROWS

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "backtest.md"
CHEAP = ("kolding", "mst_denmark", "mst_essex")


def test_the_score_of_an_ensemble_is_its_definition() -> None:
    """Every pair by itself, and the distance where the prediction is one number."""
    draws = np.random.default_rng(1).normal(size=50)
    pairs = np.abs(draws[:, None] - draws[None, :]).mean() / 2.0
    assert crps(draws, 0.7) == pytest.approx(np.abs(draws - 0.7).mean() - pairs, abs=1e-12)
    assert crps(np.array([2.0]), 0.7) == pytest.approx(1.3)


def test_the_score_of_many_normal_draws_is_the_closed_form() -> None:
    """Gneiting and Raftery (2007): (z (2 F(z) - 1) + 2 f(z) - 1 / sqrt(pi)) of a standard normal prediction."""
    draws = ndtri((np.arange(4000) + 0.5) / 4000)
    for z in (-1.5, 0.0, 0.4):
        closed = z * (2.0 * norm.cdf(z) - 1.0) + 2.0 * norm.pdf(z) - 1.0 / np.sqrt(np.pi)
        assert crps(draws, z) == pytest.approx(closed, abs=1e-3)


def test_the_error_of_measuring_widens_a_prediction() -> None:
    """Percentiles of a certain prediction with a normal error are those of the normal, to the step of its points."""
    spread = measurable(np.full(3, 5.0), np.full(3, 2.0))
    for percentile in (10, 50, 90):
        reached = norm.cdf((np.percentile(spread, percentile) - 5.0) / 2.0)
        assert reached == pytest.approx(percentile / 100.0, abs=1.0 / SPREAD)
    assert brier([0.9, 0.2], [True, False]) == pytest.approx((0.1**2 + 0.2**2) / 2.0)


def test_every_row_names_what_is_there() -> None:
    said = measurements()
    files = {path.stem for path in (FOLDER / "scenarios").glob("*.yaml")}
    assert files == set(said["bases"]) == {row["scenario"] for row in said["rows"]}
    assert len(said["rows"]) >= 8
    scenarios = {name: scenario_of(name) for name in files}
    for row in said["rows"]:
        observation = scenarios[row["scenario"]].observations[row["observation"]]
        assert observation.role == "compare", "a measurement is no input"
        assert row["learned"]
        assert row["promoters"] is None or row["promoters"]["why"]
    for scenario in scenarios.values():
        assert not scenario.effects.levels, "a reported level would be an input"


def test_what_few_persons_can_be_counted_as_is_binomial() -> None:
    """One certain share: percentiles of the binomial itself, in whole persons."""
    share, persons = 0.16, 19
    found = countable(np.array([share]), np.array([np.sqrt(share * (1.0 - share) / persons)]))
    wanted = stats.binom.ppf((np.arange(SPREAD) + 0.5) / SPREAD, persons, share) / persons
    assert np.array_equal(found, wanted)


@pytest.mark.slow
def test_the_committed_page_is_fresh() -> None:
    text, said = PAGE.read_text(encoding="utf-8"), measurements()
    for name in CHEAP:
        scenario = scenario_of(name)
        found = predictions(scenario)
        for one in (row for row in said["rows"] if row["scenario"] == name):
            written = line(row_of(one, scenario, found[one["observation"]]))
            assert written in text, "run `python -m benchmarks.backtest`"


def test_the_screen_says_what_the_page_counts() -> None:
    text = " ".join(PAGE.read_text(encoding="utf-8").split())
    assert f"**{INSIDE} of {ROWS} inside**" in text
    assert f"Of the {ROWS - INSIDE} outside {MORE} lie farther from no effect than predicted." in text
