"""The guide: fifteen answers become a scenario that holds them; what cannot stand is refused in both languages."""

from __future__ import annotations

from typing import Any

import pytest

from businesscase.core.errors import ScenarioError
from businesscase.scenario import Scenario, quantities
from businesscase.scenario.declare.composition import children_of, parents_of
from businesscase.scenario.explain.answers import Answers, Refused, answer, from_lines, start_answers
from businesscase.scenario.explain.guided import answered, guided_text
from businesscase.scenario.explain.questions import BY_KEY, QUESTIONS, expected_placements, parents
from businesscase.scenario.explain.starter import starter_text
from businesscase.scenario.load.resolve import read_scenario

ALL = """\
name: Ny Start i Storkøbing
families: 42
adults_per_family: 1,4
children_per_family: 2.2
years_on_benefit: 4.5 (3-6)
start_year: 2025
months_served: 18
cost: 12.5
cost_years: 4
grants: 5
in_work: 25 %
work_is: measured
ascribed: 40 % (15-70)
placed_at_start: 5
avoided: 1 (0.5-1.5)
price_year: 2024
within_years: 6
"""


def answers_of(text: str, language: str = "en") -> Answers:
    answers, faults = from_lines(text.splitlines(), language, "standard input")
    assert answers is not None, faults
    return answers


def scenario_of(text: str, language: str = "en") -> Scenario:
    return read_scenario(guided_text(answers_of(text), language).encode(), "mine.yaml")


def test_fifteen_numbers_are_asked() -> None:
    assert len(QUESTIONS) == 15


def test_every_answer_stands_in_the_scenario() -> None:
    found = scenario_of(ALL)
    numbers = {key: number.canonical for key, number in quantities(found).items()}
    answers = answers_of(ALL)
    people = parents(answers.values)
    assert found.title == "Ny Start i Storkøbing"
    assert people == parents_of(found.population)
    assert children_of(found.population) == round(42 * 2.2)
    level = found.effects.levels["parents"]
    told = {
        "population.families": 42,
        "population.children_per_family": 2.2,
        "population.segments.single_parent.share": 0.6,
        "clocks.public_benefit.start.kontanthjaelp.elapsed.mean": 4.5,
        "clocks.social_measure.start.placed.share": 5 / round(42 * 2.2),
        "programme.served.length": 1.5,
        "programme.costs.team.total": 12.5e6,
        "programme.grants.grant.total": 5e6,
        "effects.attribution": 0.4,
        "effects.levels.parents.targets.job.share": 0.25,
        "effects.ratios.placement_entry.ratio": 1 - 1 / expected_placements(answers.values),
    }
    for key, number in told.items():
        assert numbers[key] == pytest.approx(number, rel=1e-4), key
    assert level.observed
    assert not found.goals
    assert (found.time.start.year, found.time.price_year, level.measured.year) == (2025, 2024, 2029)
    assert found.programme.costs["team"].years == found.programme.grants["grant"].years == [2025, 2026, 2027, 2028]
    claim = next(claim for claim in found.claims.values() if claim.headline)
    assert claim.within_years == 6
    assert "6 år" in claim.label.da
    assert found.departments
    assert found.accounts


def test_intervals_are_those_that_were_given() -> None:
    numbers = quantities(scenario_of(ALL))
    mean = numbers["clocks.public_benefit.start.kontanthjaelp.elapsed.mean"]
    assert (mean.low, mean.high) == (3, 6)
    attribution = numbers["effects.attribution"]
    assert (attribution.low, attribution.high) == (0.15, 0.7)


def test_what_nobody_answered_says_so_and_what_somebody_did_does_not() -> None:
    nothing, everything = guided_text(answers_of(""), "en"), guided_text(answers_of(ALL), "en")
    assert "assumption: catalogue/default" in nothing
    assert "catalogue/default" not in everything.replace("(assumption: catalogue/default)", "")
    numbers = quantities(read_scenario(nothing.encode(), "mine.yaml"))
    assert numbers["goals.work.met"].assumption == "catalogue/default"
    assert numbers["population.families"].source == "assumption: catalogue/default"
    assert "answered in the guide" in everything
    assert "svaret i guiden" in guided_text(answers_of(ALL), "da")


def test_the_comments_of_the_starter_are_kept_and_every_answer_is_listed() -> None:
    text = guided_text(answers_of(ALL), "da")
    comments = [line for line in starter_text("da").splitlines() if line.startswith("# ")]
    assert all(line in text for line in comments)
    for place, question in enumerate(QUESTIONS, start=1):
        assert f"#  {place:>2}. {question.asks.da}" in text


def test_the_defaults_are_those_of_the_starter() -> None:
    nothing, starter = (
        {key: number.value for key, number in quantities(read_scenario(text.encode(), "mine.yaml")).items()}
        for text in (guided_text(answers_of(""), "en"), starter_text())
    )
    differ = {key for key in nothing.keys() & starter.keys() if nothing[key] != pytest.approx(starter[key], rel=1e-2)}
    assert not differ
    other = {key for key in nothing.keys() ^ starter.keys() if not key.startswith(("goals.", "effects."))}
    assert other == {"population.persons", "population.children_per_family"}


def test_a_goal_is_written_as_a_goal() -> None:
    """Nothing said of it, it is one: so many of all parents, or of those that were told; as much of it as is met."""
    for answer_, some, everyone in (("in_work: 10", 10, 45), ("in_work: 10 af 42", 10, 42), ("in_work: 20 %", 9, 45)):
        found = scenario_of(f"{answer_}\nascribed: 60 (30-80)", "da")
        goal = found.goals["work"]
        assert (goal.at_least.value, goal.of.value) == (pytest.approx(some), everyone)
        assert (goal.met.value, goal.met.low, goal.met.high) == (0.6, 0.3, 0.8)
        assert goal.until.isoformat() == "2029-01-01"
        assert not found.effects.levels
        assert found.effects.attribution is None
        assert found.variant("uden virkning").goals["work"].met.value == 0
        assert "ingen har målt" in found.evidence.da


def test_what_was_measured_is_a_level_of_those_who_were_counted() -> None:
    found = scenario_of("in_work: 10 of 40\nwork_is: målt")
    level = found.effects.levels["parents"]
    assert level.observed
    assert level.targets["job"].share.value == pytest.approx(0.25)
    assert level.effective_n.high == 40
    assert "counted at the end" in found.evidence.en


@pytest.mark.parametrize(
    ("answer_", "english", "danish"),
    [
        ("in_work: 42 of 10", "so many of so many", "så mange af så mange"),
        ("work_is: hoped", "neither a goal", "hverken mål"),
    ],
)
def test_a_goal_that_is_none_is_refused(answer_: str, english: str, danish: str) -> None:
    answers, faults = from_lines([answer_], "en", "standard input")
    assert answers is None
    assert english in faults[0].said("en")
    assert danish in faults[0].said("da")


def test_both_starters_have_the_same_numbers() -> None:
    """They differ in comments and reasons alone."""
    one, other = (read_scenario(starter_text(language).encode(), "mine.yaml") for language in ("en", "da"))
    numbers = [
        {key: (number.value, number.low, number.high, number.grade) for key, number in quantities(each).items()}
        for each in (one, other)
    ]
    assert numbers[0] == numbers[1]
    assert [*one.variants] == ["no effect", "longer support"]
    assert [*other.variants] == ["uden virkning", "længere indsats"]
    for names in zip(one.variants, other.variants, strict=True):
        ours, theirs = (quantities(each.variant(name)) for each, name in zip((one, other), names, strict=True))
        assert {key: number.value for key, number in ours.items()} == {k: n.value for k, n in theirs.items()}
    assert starter_text("da").count("#") == pytest.approx(starter_text("en").count("#"), abs=4)
    english = {number.assumption for key, number in quantities(one).items() if number.assumption}
    own = starter_text("en")
    assert not [words for words in english if words in own and words in starter_text("da")]


def test_answers_without_keys_are_taken_in_their_order() -> None:
    in_order = [line.partition(":")[2] for line in ALL.splitlines()]
    assert answers_of("\n".join(in_order)) == answers_of(ALL)
    assert answers_of("\n".join(["# a remark", *in_order, "", ""])) == answers_of(ALL)
    mixed = "\n".join([*in_order[:3], "start_year: 2025", *in_order[6:]])
    assert answers_of(mixed).values["start_year"] == 2025
    assert answers_of(mixed).values["months_served"] == 18


def test_answers_can_be_written_and_read_again() -> None:
    for text in ("", ALL):
        assert answers_of("\n".join(answered(answers_of(text)))) == answers_of(text)


EXTREMES = [
    "families: 2\nin_work: 1",
    "families: 2000\ncost: 10000",
    "families: 30\nadults_per_family: 1.04",
    "families: 30\nadults_per_family: 1.96",
    "children_per_family: 0.5",
    "children_per_family: 7",
    "years_on_benefit: 0.25",
    "years_on_benefit: 30",
    "start_year: 2018",
    "start_year: 2028\nwithin_years: 30\ncost_years: 10\nmonths_served: 60",
    "months_served: 1",
    "cost: 0.001",
    "cost_years: 1",
    "grants: 9",
    "ascribed: 0",
    "ascribed: 100",
    "ascribed: 0,5 %",
    "placed_at_start: 0",
    "placed_at_start: 30 %",
    "avoided: 0",
    "avoided: 99 %",
    "price_year: 2018",
    "within_years: 1",
    'name: "quotes", colons: and # signs',
]


@pytest.mark.slow
@pytest.mark.parametrize("text", EXTREMES)
def test_whatever_may_be_answered_gives_a_valid_scenario(text: str) -> None:
    for language in ("en", "da"):
        read_scenario(guided_text(answers_of(text), language).encode(), "mine.yaml")


WRONG: list[tuple[str, str, str]] = [
    ("families: many", "this is not a number", "det er ikke et tal"),
    ("families: 12.000", "thousands, or decimals?", "tusinder eller decimaler?"),
    ("families: 12,000", "thousands, or decimals?", "tusinder eller decimaler?"),
    ("families: 12.5", "must be a whole number", "skal være et helt tal"),
    ("families: 1", "a number from 2 to 2000", "et tal fra 2 til 2000"),
    ("families: 20 %", "not asked in per cent", "spørges ikke i procent"),
    ("families: 30 (20-40)", "has no interval", "har intet interval"),
    ("adults_per_family: 3", "cannot stand here", "kan ikke stå her"),
    ("start_year: 25", "a number from 2018 to 2028", "et tal fra 2018 til 2028"),
    ("price_year: 2031", "a number from 2018 to 2026", "et tal fra 2018 til 2026"),
    ("cost: 0", "cannot stand here", "kan ikke stå her"),
    ("cost: -4", "cannot stand here", "kan ikke stå her"),
    ("grants: 10", "a number from 0 to 9", "et tal fra 0 til 9"),
    ("in_work: 45", "to below 45", "til under 45"),
    ("in_work: 110 %", "to below 45", "til under 45"),
    ("ascribed: 140", "a number from 0 to 100", "et tal fra 0 til 100"),
    ("placed_at_start: 60", "cannot stand here", "kan ikke stå her"),
    ("avoided: 6", "without the programme 1.7 are expected", "uden indsatsen ventes 1.7"),
    ("years_on_benefit: 5 (6-8)", "between low and high", "mellem lavt og højt"),
    ("ascribed: 50 (0-90)", "outside what the number can be", "uden for det mulige"),
    ("within_years: five", "this is not a number", "det er ikke et tal"),
    ("famlies: 30", "did you mean: families?", "mente du: families?"),
    ("families: 30\nfamilies: 31", "appears twice", "står to gange"),
    ("\n" * 17 + "17", "only 17 answers", "kun 17 svar"),
    ("name: " + "x" * 300, "cannot be a name", "ikke være et navn"),
    ("name: " + "0102" + "701234", "(CPR)", "CPR-nummer"),
    ("families: " + "0102" + "701234", "(CPR)", "CPR-nummer"),
]


@pytest.mark.parametrize(("text", "english", "danish"), WRONG)
def test_a_wrong_answer_is_refused_in_words_with_its_line(text: str, english: str, danish: str) -> None:
    answers, faults = from_lines(text.splitlines(), "en", "standard input")
    assert answers is None
    assert english in faults[0].said("en")
    assert danish in faults[0].said("da")
    assert faults[0].line == len(text.splitlines())
    assert "701234" not in faults[0].said("en")


def test_all_wrong_answers_are_told_at_once() -> None:
    _, faults = from_lines("families: many\ncost: -4\nwithin_years: 900\n".splitlines(), "en", "standard input")
    assert [(fault.key, fault.line) for fault in faults] == [("families", 1), ("cost", 2), ("within_years", 3)]


def test_a_wrong_answer_is_not_kept() -> None:
    answers = start_answers("", "da")
    assert answers.name == "Min indsats"
    with pytest.raises(Refused):
        answer(answers, BY_KEY["families"], "many")
    assert answers.numbers == {}


def test_an_interval_that_cannot_have_its_number_as_its_mean_is_refused() -> None:
    with pytest.raises(ScenarioError) as caught:
        guided_text(answers_of("years_on_benefit: 5.99 (0.3-6)"), "en")
    assert "no distribution has this number" in caught.value.said("en")
    assert "ingen fordeling" in caught.value.said("da")
    assert "1 fejl i svarene" in caught.value.said("da")


@pytest.mark.parametrize("source", ["our plan: 2026", 'a "quoted" one'])
def test_a_source_is_written_as_it_was_told(source: str) -> None:
    answers: Any = start_answers("", "en")
    for question in QUESTIONS:
        answer(answers, question, "9" if question.key == "cost" else "", source=source)
    found = read_scenario(guided_text(answers, "en").encode(), "mine.yaml")
    assert found.programme.costs["team"].total.source == source
