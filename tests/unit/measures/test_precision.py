"""How many draws, and lives in each, a precision takes: by closed form, and in a run that looks for it."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import businesscase.running
from businesscase.core.errors import UsageError
from businesscase.core.vocabulary import Engine, Shortfall
from businesscase.engines.shelf import Shelf
from businesscase.measures.claims import Z95, Probability
from businesscase.measures.precision import (
    LEAST,
    MOST_REPLICATIONS,
    NOISE_AIM,
    Found,
    draws_for,
    replications_for,
)
from businesscase.measures.result import Result
from businesscase.pipeline import run
from businesscase.report.json.document import as_json
from businesscase.report.texts.sentences import sobol, sought
from businesscase.report.texts.texts import DANISH, ENGLISH
from tests.loaded import loaded

INVENTED = loaded(Path(__file__).parents[2] / "invented_municipality.yaml")
WANTED = 0.06


def wilson_half(p: float, draws: float) -> float:
    """Half of Wilson's 95 % interval of a share, from the textbook."""
    z2 = Z95**2
    return Z95 / (1.0 + z2 / draws) * math.sqrt(p * (1.0 - p) / draws + z2 / (4.0 * draws**2))


def found(p: float, draws: int, noise: float = 0.0) -> Found:
    half = wilson_half(p, draws)
    return Found(Probability(p, p, half / Z95, p - half, p + half), noise)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return Shelf("x.quantities", tmp_path_factory.mktemp("kept"))


@pytest.fixture(scope="module")
def precise(kept: Shelf) -> Result:
    return run(INVENTED, draws=100, precision=WANTED, engine=Engine.EXPECTED, workers=1, store=kept)


@pytest.mark.parametrize(("p", "width"), [(0.5, 0.05), (0.5, 0.01), (0.1, 0.02), (0.97, 0.02)])
def test_as_many_draws_are_asked_for_as_the_closed_form_needs(p: float, width: float) -> None:
    draws = 200
    for _ in range(20):
        more = draws_for(found(p, draws), draws, half_width=width, chunk=50, most=10**6)
        if more == draws:
            break
        assert more % 50 == 0
        assert more <= 4 * draws
        draws = more
    assert wilson_half(p, draws) <= width
    needed = next(n for n in range(200, 20_000, 50) if wilson_half(p, n) <= width)
    assert needed <= draws <= needed + 50, "and hardly more"


def test_no_more_are_asked_for_than_may_be() -> None:
    assert draws_for(found(0.5, 200), 200, half_width=0.01, chunk=50, most=270) == 270
    assert draws_for(found(0.5, 270), 270, half_width=0.01, chunk=50, most=270) == 270


@pytest.mark.parametrize("noise", [0.06, 0.2, 0.5])
def test_lives_bring_noise_within_its_aim(noise: float) -> None:
    """Its variance, against that between draws, goes as one over their number."""
    lives = replications_for(found(0.5, 200, noise), 8)
    between = 1.0 - noise
    left = noise * 8 / lives / (between + noise * 8 / lives)
    assert lives % 2 == 0
    assert left <= NOISE_AIM or lives == MOST_REPLICATIONS
    assert replications_for(found(0.5, 200, 0.8 * NOISE_AIM), 8) == 8


@pytest.mark.slow
def test_a_run_ends_when_it_is_as_sure_as_asked_for_and_says_so(precise: Result) -> None:
    claim, asked = precise.headline, precise.run.sought
    assert asked is not None
    assert asked.short is None
    assert asked.found == (claim.upper - claim.lower) / 2.0 <= WANTED
    draws = precise.run.draws
    assert draws >= LEAST
    assert wilson_half(claim.probability, draws) <= WANTED
    # the error of 4,000 resamples is off by 1.1 %: so is the number of draws that it is worth, by twice that
    assert wilson_half(claim.probability, draws) * (1 - 1e-9) <= asked.found
    assert asked.found <= wilson_half(claim.probability, draws * (1 - 5 * 2 / math.sqrt(2 * 4000)))
    assert wilson_half(claim.probability, draws - 100) > WANTED, "and not much later"
    assert sought(precise, ENGLISH) == f"P was wanted within ± 0.060: ± {asked.found:.3f} after {draws} draws."
    assert "var ønsket inden for ± 0,060" in (sought(precise, DANISH) or "")


def test_it_is_the_run_of_as_many_draws_with_any_number_of_workers_and_from_what_is_kept(
    precise: Result, kept: Shelf
) -> None:
    """It is read, with the draws that it took asked for at once, and with a search again."""
    settings: dict[str, Any] = {"engine": Engine.EXPECTED, "workers": 2, "store": kept}
    again = run(INVENTED, draws=100, precision=WANTED, **settings)
    assert again.run.origin.read == again.run.draws
    assert as_json(again) == as_json(precise)
    plain = run(INVENTED, draws=precise.run.draws, **settings)
    assert plain.run.origin.file is not None
    assert plain.run.sought is None
    unasked = replace(precise, run=replace(precise.run, sought=None))
    assert as_json(plain) == as_json(unasked), "which tests/agreement/test_chunks.py holds against a run at once"


def test_a_limit_ends_the_search_and_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(businesscase.running, "MOST", 250)
    ended = run(INVENTED, draws=20, precision=0.01, engine=Engine.MONTECARLO, replications=2, workers=1)
    assert ended.run.draws == 250
    assert ended.run.sought is not None
    assert ended.run.sought.short is Shortfall.DRAWS
    assert "which is as many as a search draws" in (sought(ended, ENGLISH) or "")


def test_lives_are_added_where_noise_demands_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(businesscase.running, "LEAST", 50)
    settings: dict[str, Any] = {"engine": Engine.MONTECARLO, "workers": 1}
    noisy = INVENTED.with_values({"population.families": 4, "population.persons": 14})
    few = run(noisy, draws=50, **settings)
    assert (few.run.noise_share or 0.0) > NOISE_AIM, "so that there is something to add"
    many = run(noisy, draws=50, precision=0.49, **settings)
    assert many.run.replications > few.run.replications == 8
    assert many.claims == run(noisy, draws=50, replications=many.run.replications, **settings).claims
    held = run(noisy, draws=50, precision=0.49, replications=2, **settings)
    assert held.run.replications == 2, "those that were asked for stay"
    assert held.run.sought is not None
    assert held.run.sought.short is Shortfall.NOISE
    assert "simulation noise" in (sought(held, ENGLISH) or "")


@pytest.mark.parametrize("wrong", [0.0, 1.0, -0.1, float("nan"), "much", True])
def test_a_precision_is_a_share(wrong: Any) -> None:
    with pytest.raises(UsageError, match="'precision' must be a number between 0 and 1"):
        run(INVENTED, precision=wrong)


def test_sobol_points_say_so_and_know_more_than_as_many_random_draws() -> None:
    """Their error is that between scrambles, 15 degrees of freedom: it may be told off by half (one in a thousand)."""
    even = run(INVENTED, draws=128, sobol=True, engine=Engine.EXPECTED, workers=1)
    assert sobol(even, ENGLISH) == (
        "Draws are Sobol points in 16 independent scrambles; the error of P is the one between these."
    )
    assert even.run.scrambles == 16
    assert even.headline.monte_carlo_error < wilson_half(even.headline.probability, 128) / Z95
