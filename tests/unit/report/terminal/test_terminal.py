"""The screens, as plain text."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from rich.console import Console

from businesscase.core.payers import Payer, Perspective
from businesscase.core.vocabulary import ClockStart, Verdict
from businesscase.measures.rows import Driver
from businesscase.report.notebook import result_html
from businesscase.report.terminal.terminal import print_details, print_first_screen
from businesscase.report.texts.texts import Texts
from businesscase.scenario.declare.finance import Category
from businesscase.scenario.declare.quantity import Label
from tests.unit.measures.builders import altered, declaration, label, result, scenario
from tests.unit.measures.test_basis import seen

FOUND = result(draws=400)
NAMES = {"public_benefit": "Public benefits", "placement": "Placements", "supportive_measures": "Supportive measures"}
CATEGORIES = {name: Category(label=Label(en=words, da=words)) for name, words in NAMES.items()}
LABELLED = replace(FOUND, scenario=FOUND.scenario.model_copy(update={"categories": CATEGORIES}))


def screen(found=FOUND, language: str = "en", *, width: int = 80, everything: bool = False) -> str:
    stream = io.StringIO()
    console = Console(file=stream, width=width, force_terminal=False, highlight=False)
    print_first_screen(found, Texts(language), console)
    if everything:
        print_details(found, Texts(language), console)
    return stream.getvalue()


def flat(text: str) -> str:
    return " ".join(text.split())


def test_the_answer_stands_first_with_its_average_and_its_condition() -> None:
    words = flat(screen())
    claim = FOUND.headline
    assert "Open under these assumptions (P not clearly outside 0.20 to 0.80): that the extra cost is recouped" in words
    assert "within 5 years for the municipality. Of 1.0 mio. DKK about" in words
    assert f"All of it comes back with probability {claim.probability:.2f} (simulation error: " in words
    assert "): an average for families like these, not a finding about these 10." in words
    words = flat(screen(everything=True))
    assert "Likely: P at least 0.80, unlikely: at most 0.20, its simulation error included; else open." in words
    assert "not in deficit again within 10 years" in words


@pytest.mark.parametrize(
    ("verdict", "english", "danish"),
    [
        (
            Verdict.LIKELY, "Likely under these assumptions (P at least 0.75): that",
            "Sandsynligt under disse forudsætninger (P mindst 0,75): at",
        ),
        (
            Verdict.UNLIKELY, "Unlikely under these assumptions (P at most 0.25): that",
            "Usandsynligt under disse forudsætninger (P højst 0,25): at",
        ),
        (
            Verdict.OPEN, "Open under these assumptions (P not clearly outside 0.25 to 0.75): that",
            "Åbent under disse forudsætninger (P ikke klart uden for 0,25 til 0,75): at",
        ),
        (
            Verdict.SUPPORTED, "Supported by what was measured (P at least 0.75): that",
            "Underbygget af det målte (P mindst 0,75): at",
        ),
        (
            Verdict.REFUTED, "Refuted by what was measured (P at most 0.25): that",
            "Afkræftet af det målte (P højst 0,25): at",
        ),
        (Verdict.CONTESTED, "Contested by a measurement: that", "Bestridt af en måling: at"),
        (Verdict.UNDECIDED, "Undecided (too much simulation noise): that", "Uafgjort (for meget simulationsstøj): at"),
        (Verdict.NO_SAVING_COUNTED, "No saving counted: that", "Ingen besparelse talt med: at"),
    ],
)  # fmt: skip
def test_each_verdict_has_its_word_and_its_range(verdict: Verdict, english: str, danish: str) -> None:
    claims = tuple(replace(claim, verdict=verdict, confidence=0.75) for claim in FOUND.claims)
    found = replace(FOUND, claims=claims)
    assert english in flat(screen(found))
    assert danish in flat(screen(found, "da"))
    for words in (
        "Likely: P at least 0.75, unlikely: at most 0.25, its simulation error included; else open.",
        "Sandsynligt: P mindst 0,75,",
    ):
        assert words in flat(screen(found, "en" if "Likely" in words else "da", everything=True))


def test_what_is_contested_gives_both_numbers() -> None:
    found = seen(predicted=1e4)
    words = "Trial: 100 thousand DKK a family measured, 10 (−14 to 36) predicted, apart beyond their errors."
    danish = "Trial (da): 100 tusind kr. pr. familie målt, 10 (−14 til 36) forudsagt; afstanden er større end"
    claimed = "Contested by a measurement: that the extra cost is recouped within 5 years for the municipality."
    assert f"{claimed} {words}" in flat(screen(found))
    assert danish in flat(screen(found, "da"))
    near = flat(screen(seen()))
    assert "Supported by what was measured (P at least 0.80): that" in near
    assert "beyond their errors" not in near
    assert words in result_html(found)


@pytest.mark.parametrize(
    ("probability", "words"),
    [(0.0, "in fewer than 1 in 100 draws"), (1.0, "in more than 99 in 100 draws"), (0.5, "with probability 0.50")],
)
def test_extreme_probabilities_are_said_in_words(probability: float, words: str) -> None:
    claims = tuple(replace(claim, probability=probability) for claim in FOUND.claims)
    assert f"comes back {words} (" in flat(screen(replace(FOUND, claims=claims)))


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
    # a table too wide for the screen loses its last columns: the row of the first table ends in its verdict
    rows = [line for line in lines if re.match(r"(Municipality|Kommunen) ", line)]
    assert re.search(r"0[.,]\d\d (Open|Åbent)$", rows[0].rstrip())
    assert "…" not in text


def test_a_first_screen_is_a_screen() -> None:
    assert len(screen().splitlines()) <= 40
    assert "\x1b" not in screen()


def test_one_table_gives_cost_savings_sum_payback_and_probability_per_payer() -> None:
    def rows(name: str, *, everything: bool = False) -> list[list[str]]:
        lines = screen(width=140, everything=everything).splitlines()
        return [line.removeprefix(name).split() for line in lines if line.startswith(f"{name} ")]

    (cells,) = rows("Municipality")
    assert (cells[0], cells[-2], cells[-1]) == ("1.00", f"{FOUND.headline.probability:.2f}", "Open")
    assert len(cells) == 6
    assert not rows("Region"), "who neither pays nor saves is not named"
    by_year = rows("Municipality", everything=True)[1]
    assert (len(by_year), by_year[0], by_year[-1]) == (9, "1.00", f"{FOUND.headline.probability:.2f}")
    assert set(rows("Region", everything=True)[0]) == {"–"}, "no payback of zero years"
    assert "no cost" in " ".join(rows("Central government", everything=True)[1])


def test_danish_screen_uses_danish_words_and_numbers() -> None:
    words = screen(language="da")
    assert "Kommunen" in words
    assert re.search(r"\d,\d\d", words)
    assert not re.search(r"\d\.\d", words.replace("1.000", ""))
    for english in ("Municipality", "probability", "saving", "Households"):
        assert english not in words


def test_person_years_and_new_stays_against_doing_as_usual() -> None:
    words = screen(everything=True)
    assert re.search(r"Support +30\.0 +40\.0 +−10\.0", words)
    priced = scenario().prices["support"].model_copy(update={"clock": "social_measure", "states": ["placed"]})
    changed = scenario().model_copy(update={"prices": {"placed": priced}})
    words = screen(replace(FOUND, scenario=changed), everything=True)
    assert re.search(r"Placed away +5\.0 +10\.0 +−5\.0", words)
    assert re.search(r"New: Placed away +6\.0 +12\.0 +−6\.0", words)


def test_the_assumptions_that_turn_it_most_are_named_with_their_range_and_grade() -> None:
    assert "(rank correlation): effect: share ascribed to the programme +1.00 (D)." in flat(screen())
    named = "effect: share ascribed to the programme"
    assert f"+1.00  {named}: 0.5 (0.1–0.9) share, D\n        effects.attribution\n" in screen(everything=True)
    many = tuple(Driver(f"clocks.key_{number}", 0.9 - number / 10) for number in range(5))
    words = screen(replace(FOUND, drivers=many))
    assert "clocks.key_2" in words
    assert "clocks.key_3" not in words
    tied = tuple(Driver(f"clocks.key_{number:02}", 0.5 - number / 100) for number in range(15))
    words = screen(replace(FOUND, drivers=tied), everything=True)
    assert "clocks.key_11" in words, "within 0.02 of the tenth"
    assert "clocks.key_12" not in words
    nothing = screen(altered(FOUND, drivers=(), extrapolated_share=None))
    assert "no assumption turns the result" in flat(nothing)
    within_chance = screen(replace(FOUND, drivers=(Driver("effects.attribution", 0.05),)))
    assert "effects.attribution" not in within_chance
    assert "No assumption varies enough" in flat(within_chance)


def test_extrapolation_is_told() -> None:
    def words(found=FOUND) -> str:
        return flat(screen(found, everything=True))

    assert "60 % of the savings to year 5 (in absolute terms) rest on outcomes observed here, to year 3.0;" in words()
    assert "Nothing is saved, so nothing" in words(altered(FOUND, extrapolated_share=None))
    assert "No outcome of this programme was observed" in words(altered(FOUND, observed_until=None))


def test_noise_is_told_and_too_much_of_it_warned_of() -> None:
    assert "--replications" not in screen(altered(FOUND, noise_share=0.05), everything=True)
    noisy = flat(screen(altered(FOUND, noise_share=0.12)))
    assert "12 % of the variation, corrected for" in noisy
    assert "more than 5 %: more replications (--replications)" in noisy
    assert "noise: none" in screen(altered(FOUND, noise_share=0.0), everything=True)
    assert "a single draw" in flat(screen(result(draws=1, inputs={}), everything=True))


def test_few_draws_are_warned_of() -> None:
    assert "more draws (--draws)" in flat(screen(result(draws=20)))
    wide = replace(FOUND.headline, lower=0.50, upper=0.58)
    assert "more draws" not in flat(screen(replace(FOUND, claims=(wide,))))


@pytest.mark.parametrize(("draws", "few"), [(1, "of 1 draw"), (2, "of 2 draws"), (99, "of 99 draws"), (100, None)])
def test_of_few_draws_none_is_not_one_in_a_hundred(draws: int, few: str | None) -> None:
    for probability, some, plain in (
        (0.0, "in none", "in fewer than 1 in 100"),
        (1.0, "in all", "in more than 99 in 100"),
    ):
        claim = replace(FOUND.headline, probability=probability, lower=0.0, upper=1.0)
        words = flat(screen(replace(altered(FOUND, draws=draws), claims=(claim,))))
        assert (f"{some} {few}" in words) == (few is not None)
        assert (plain in words) == (few is None)
        assert ("stands for none" in words) == (few is not None)


def test_where_nothing_is_paid_nothing_is_recouped() -> None:
    words = flat(screen(altered(FOUND, cost=0.0)))
    assert "There is no extra cost to recoup for the municipality. Open under these assumptions" in words
    assert "that the balance is not in deficit after 5 years, with probability" in words
    assert "recouped with probability" not in words
    assert "Der er ingen merudgift at tjene hjem for kommunen." in flat(screen(altered(FOUND, cost=0.0), "da"))


def test_details_hold_every_claim_payback_outcome_and_segment() -> None:
    words = screen(width=120, everything=True)
    for part in ("All claims", "Payback by payer and cost", "had started on the first day", "Probability recouped"):
        assert part in words
    for part in ("Public benefit: share", "Social measure: share", "New stays", "Single parents", "D: assumption"):
        assert part in words, part
    assert "had started on the first day" not in screen(altered(FOUND, cohort=()), everything=True)


def test_a_variant_is_named() -> None:
    assert "Variant: no effect" in screen(altered(FOUND, variant="no effect"))


def test_under_the_payers_stand_sources_of_the_saving_moved_families_and_the_residual() -> None:
    saved = {"public_benefit": 1.0e6, "placement": 1.47e6, "supportive_measures": -0.75e6, "health": 100.0}
    found = altered(LABELLED, by_category=saved, other_municipalities=9e4)
    words = flat(screen(found, everything=True))
    assert "in mio.: placements +1.5, public benefits +1.0, supportive measures −0.8." in words
    assert (
        "Of 1.72 mio. saved in 5 years before the cost: placements +1.47, public benefits +1.00, "
        "supportive measures −0.75." in words
    )
    assert "municipalities that families moved to: 90 thousand in 5 years." in words
    assert "families moved to" not in screen(altered(FOUND, other_municipalities=0.0), everything=True)
    assert "less grants" not in screen(everything=True), "no grant is declared"
    programme = declaration()["programme"]
    grant = {"label": label("Fund"), "payer": Payer.FOUNDATION, "total": programme["costs"]["team"]["total"]}
    granted = scenario(programme={**programme, "grants": {"fund": {**grant, "years": [2020]}}})
    words = flat(screen(replace(FOUND, scenario=granted), everything=True))
    assert "a residual, which may hold staff already on the payroll. At the routine price of 1.5 mio. P is" in words
    without = altered(FOUND, scenario=granted, routine=None)
    assert "At the routine price" not in flat(screen(without, everything=True))


def test_a_foundation_expects_nothing_back() -> None:
    rows = [line for line in screen(everything=True).splitlines() if line.startswith("Foundation ")]
    assert rows[0].split()[-3:] == ["–", "–", "Gives"]
    assert rows[1].split()[-2:] == ["–", "–"]


def test_nothing_recouped_is_said_so() -> None:
    words = flat(screen(altered(LABELLED, by_category={"placement": -1e5}), everything=True))
    assert "Of 1.0 mio. DKK nothing is recouped. All of it" in words
    assert "100 thousand is lost in 5 years before the cost: placements −100." in words


def test_noise_that_forbids_a_verdict_is_said_beside_it() -> None:
    claims = tuple(replace(claim, noise_share=0.45, verdict=Verdict.UNDECIDED) for claim in FOUND.claims)
    words = flat(screen(replace(FOUND, claims=claims), everything=True))
    assert "No verdict: 45 % of the variation between draws is simulation noise. Above 30 %" in words
    assert "Undecided (noise)" in words
    assert "No verdict" not in screen()


def test_what_is_left_out_is_named_and_told_in_full_behind_all() -> None:
    without = scenario(left_out={"school_costs": label("Not priced:\n overstated."), "births": label("Unknown.")})
    found = replace(FOUND, scenario=without)
    assert "2 known things left out)." in flat(screen(found))
    assert "Not priced: overstated." in flat(screen(found, everything=True))
    assert "left out" not in screen()


def test_levels_are_told_from_what_is_credited_to_the_programme() -> None:
    words = flat(screen(everything=True))
    credited = "Credited is what the programme is credited with (attribution)"
    assert words.count(credited) == 1, "only on the clock with a level"


def test_a_headline_from_enrolment_says_that_payback_is_the_cohorts() -> None:
    base = declaration()["claims"]["recouped"]
    found = result(scenario=scenario(claims={"recouped": {**base, "clock_start": ClockStart.ENROLMENT}}))
    assert "as if every family started on the first day" in flat(screen(found))


@pytest.mark.parametrize("language", ["en", "da"])
def test_other_views_stand_behind_all_with_rates_only_where_there_is_one(language: str) -> None:
    lines = screen(language=language, everything=True).splitlines()
    start = next(place for place, line in enumerate(lines) if line.startswith(("Other views", "Andre opgørelser")))
    shown = {line.split("  ")[0]: line for line in lines[start : start + 10]}
    municipality = next(row for row in FOUND.money.returns if row.party is Perspective.MUNICIPALITY)
    rate = municipality.internal_rate_of_return
    assert rate is not None
    written = f"{100 * rate:.1f} %"
    town, state = (shown[Texts(language)(f"payer.{name}")] for name in ("municipality", "central_government"))
    assert (written if language == "en" else written.replace(".", ",")) in town
    assert ("n/a (0)" if language == "en" else "i.r. (0)") in state, "no outlay, so no rate"
    assert Texts(language)("payer.everyone") in shown
    assert not any(line.startswith("Region") for line in lines[start : start + 10]), "neither pays nor saves"


def test_where_there_are_several_rates_each_is_printed_and_the_range_that_was_searched() -> None:
    rows = [
        replace(row, internal_rate_of_return=None, internal_rates=(0.398529, 27.601471), roots=2)
        if row.party is Perspective.MUNICIPALITY
        else row
        for row in FOUND.money.returns
    ]
    words = flat(screen(altered(FOUND, returns=tuple(rows)), everything=True))
    assert "n/a (2)" in words
    assert "all rates above −100 % a year that make the value zero are found" in words
    assert "Several rates: Municipality 39.9 %, 2,760.1 %." in words


def test_a_table_says_which_of_its_figures_are_discounted() -> None:
    base = declaration()["claims"]["recouped"]
    found = result(scenario=scenario(claims={"recouped": {**base, "discounted": True}}))
    assert "2020 prices, mean of draws, undiscounted (payback and P discounted)." in flat(screen(found))
    assert "Amounts are not discounted; payback and P are" in flat(screen(found, everything=True))
    words = flat(screen(everything=True))
    for head in ("Saved/kr.", "disc.", "undisc."):
        assert head in words


def test_a_success_has_its_price_and_the_number_needed_or_the_screen_says_why_not() -> None:
    found = FOUND.money.successes
    assert found is not None
    assert found.needed is not None
    words = flat(screen(everything=True))
    assert "beyond those who would be there without the programme: Job. Credited to it: 2.0" in words
    assert "Each costs 500,000 DKK (cost net of grants)." in words
    assert f"it takes {found.needed:.1f} successes ({10 * found.needed:.0f} per 100 families)" in words
    many = altered(FOUND, successes=replace(found, needed=11.0))
    assert "That is more successes than families." in flat(screen(many, everything=True))
    none = altered(FOUND, successes=replace(found, needed=None, cost_per_success=None))
    assert "How many it takes cannot be said" in flat(screen(none, everything=True))
    unknown = flat(screen(altered(FOUND, successes=None), everything=True))
    assert "the scenario does not say what a success is (programme.success)" in unknown
