"""The screens, as plain text."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from builders import result, scenario
from rich.console import Console

from businesscase.measures.result import Driver
from businesscase.report.terminal import print_details, print_first_screen
from businesscase.vocabulary import Verdict

FOUND = result(draws=400)


def screen(found=FOUND, language: str = "en", *, width: int = 80, everything: bool = False) -> str:
    stream = io.StringIO()
    console = Console(file=stream, width=width, force_terminal=False, highlight=False)
    print_first_screen(found, language, console)
    if everything:
        print_details(found, language, console)
    return stream.getvalue()


def flat(text: str) -> str:
    return " ".join(text.split())


def test_the_answer_stands_first_with_its_average_and_its_condition() -> None:
    words = flat(screen())
    claim = FOUND.headline
    claimed = "Not shown: that the extra cost is recouped within 5 years for the municipality. It is with probability"
    assert f"{claimed} {claim.probability:.2f}" in words
    assert "on average for families like these, given the stated assumptions" in words
    assert "The claim needs 0.80." in words
    assert "not in deficit again within 10 years" in words


@pytest.mark.parametrize(
    ("verdict", "english", "danish"),
    [
        (Verdict.SUPPORTED, "Supported: ", "Underbygget: "),
        (Verdict.REFUTED, "Refuted under these assumptions: ", "Afkræftet under disse forudsætninger: "),
        (Verdict.UNDECIDED, "Not shown: ", "Ikke påvist: "),
    ],
)
def test_each_verdict_has_its_word(verdict: Verdict, english: str, danish: str) -> None:
    claims = tuple(replace(claim, verdict=verdict) for claim in FOUND.claims)
    found = replace(FOUND, claims=claims)
    assert english in screen(found)
    assert danish in screen(found, "da")


@pytest.mark.parametrize(
    ("probability", "words"),
    [(0.0, "a probability below 0.01"), (1.0, "a probability above 0.99"), (0.5, "probability 0.50")],
)
def test_extreme_probabilities_are_said_in_words(probability: float, words: str) -> None:
    claims = tuple(replace(claim, probability=probability) for claim in FOUND.claims)
    assert f"with {words} (95 %" in flat(screen(replace(FOUND, claims=claims)))


def test_it_never_says_that_these_families_paid_back() -> None:
    words = flat(screen(everything=True)).lower()
    assert "families paid back" not in words
    assert "has paid back" not in words
    assert "no control group" in words, "the scenario's own words on its evidence"


@pytest.mark.parametrize("language", ["en", "da"])
@pytest.mark.parametrize("width", [80, 100, 140])
def test_nothing_is_cut_or_wider_than_the_screen(language: str, width: int) -> None:
    text = screen(language=language, width=width, everything=True)
    lines = text.splitlines()
    assert max(map(len, lines)) <= width
    heads = [line for line in lines if set(line.strip()) == {"─"}]
    assert len(heads) >= 12
    # a table too wide for the screen loses its last columns: every row of the first table ends in a probability
    rows = [line for line in lines if re.match(r"(Municipality|Kommunen) ", line)]
    assert re.search(r"0[.,]\d\d$", rows[0].rstrip())
    assert "…" not in text


def test_a_first_screen_is_a_screen() -> None:
    assert len(screen().splitlines()) <= 42
    assert "\x1b" not in screen()


def test_one_table_gives_cost_savings_sum_payback_and_probability_per_payer() -> None:
    (row,) = [line for line in screen().splitlines() if line.startswith("Municipality ")]
    cells = row.split()
    assert len(cells) == 10
    assert cells[1] == "1.00"
    assert cells[-1] == f"{FOUND.headline.probability:.2f}"
    (region,) = [line for line in screen().splitlines() if line.startswith("Region ")]
    assert set(region.split()[1:]) == {"–"}, "a payer without cost or saving has no payback of zero years"
    (state,) = [line for line in screen().splitlines() if line.startswith("Central government ")]
    assert "no cost" in state


def test_danish_screen_uses_danish_words_and_numbers() -> None:
    words = screen(language="da")
    assert "Kommunen" in words
    assert re.search(r"\d,\d\d", words)
    assert not re.search(r"\d\.\d", words.replace("1.000", ""))
    for english in ("Municipality", "probability", "saving", "Households"):
        assert english not in words


def test_person_years_and_new_stays_against_doing_as_usual() -> None:
    words = screen()
    assert re.search(r"Support +30\.0 +40\.0 +−10\.0", words)
    priced = scenario().prices["support"].model_copy(update={"clock": "social_measure", "states": ["placed"]})
    changed = scenario().model_copy(update={"prices": {"placed": priced}})
    words = screen(replace(FOUND, scenario=changed))
    assert re.search(r"Placed away +5\.0 +10\.0 +−5\.0", words)
    assert re.search(r"New: Placed away +6\.0 +12\.0 +−6\.0", words)


def test_the_assumptions_that_turn_it_most_are_named_with_their_range_and_grade() -> None:
    assert re.search(r"\+1\.00 +effects\.attribution\n +0\.5 \(0\.1–0\.9\) share, D", screen())
    many = tuple(Driver(f"clocks.key_{number}", 0.9 - number / 10) for number in range(5))
    words = screen(replace(FOUND, drivers=many))
    assert "clocks.key_2" in words
    assert "clocks.key_3" not in words
    within_chance = screen(replace(FOUND, drivers=(Driver("effects.attribution", 0.05),)))
    assert "effects.attribution" not in within_chance
    assert "No assumption varies enough" in flat(within_chance)


def test_extrapolation_is_told() -> None:
    assert "40 % of the savings up to year 5 accrue after the last observed outcome (3.0 years in)" in flat(screen())
    assert "No outcome of this programme was observed" in flat(screen(replace(FOUND, observed_until=None)))


def test_noise_is_told_and_too_much_of_it_warned_of() -> None:
    assert "--replications" not in screen(replace(FOUND, residual_noise_share=0.05))
    noisy = flat(screen(replace(FOUND, residual_noise_share=0.12)))
    assert "12 % of the variation between draws" in noisy
    assert "more than 5 %: more replications (--replications)" in noisy
    assert "noise: none" in screen(replace(FOUND, residual_noise_share=0.0))
    assert "a single draw" in flat(screen(result(draws=1, inputs={})))


def test_few_draws_are_warned_of() -> None:
    assert "more draws (--draws)" in flat(screen(result(draws=20)))
    wide = replace(FOUND.headline, lower=0.50, upper=0.58)
    assert "more draws" not in flat(screen(replace(FOUND, claims=(wide,))))


def test_details_hold_every_claim_payback_outcome_and_segment() -> None:
    words = screen(width=120, everything=True)
    for part in ("All claims", "Payback by payer and cost", "had started on the first day", "Probability recouped"):
        assert part in words
    for part in ("Public benefit: share", "Social measure: share", "New stays", "Single parents", "D: assumption"):
        assert part in words, part
    assert "had started on the first day" not in screen(replace(FOUND, cohort_payback=()), everything=True)


def test_a_variant_is_named() -> None:
    assert "Variant: no effect" in screen(replace(FOUND, variant="no effect"))
