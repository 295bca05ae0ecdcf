# ruff: noqa: E501  (one fault on one line)
"""Faults that were met in use, and their siblings: what a file alone decides is found when it is read, at its line."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from pathlib import Path

import pytest

from businesscase.core.errors import ScenarioError
from businesscase.core.fault_texts import TEXTS
from businesscase.core.words import Words
from businesscase.pipeline import run
from businesscase.scenario import load_scenario
from businesscase.scenario.declare.keys import split
from businesscase.scenario.declare.meant import DANISH_WORDS
from businesscase.scenario.declare.places import Place
from businesscase.scenario.load.edits import Edits
from tests.breaking import Broken
from tests.loaded import loaded

VALID = (Path(__file__).parents[1] / "invented_municipality.yaml").read_text(encoding="utf-8")
REAL = (Path(__file__).parents[2] / "scenarios" / "opgang_til_opgang.yaml").read_text(encoding="utf-8")
JOB = "share: {value: 0.45, unit: share, source"
SUPPORTED = "share: {value: 0.15, unit: share, source"
FEW = "share: {value: 0.6, low: 0.5, high: 0.7, unit: share, assumption: invented}"
RATIO = "  ratios:\n    fewer_placements:\n      clock: placement\n      kind: hazard_ratio\n      transitions: [at_home -> placed]\n"
TOTAL = "{value: 4.5, unit: mio DKK"
RATE = "{value: 0.04, low: 0.02, high: 0.06, unit: per year, source: invented, grade: C}"

# fmt: off
LEVELS = [
    Broken("level of nobody", JOB, JOB.replace("0.45", "0"), ("a level of nobody",), "share: {value: 0,"),
    Broken("level of everybody", JOB, JOB.replace("0.45", "1"), ("a level of everybody",), "share: {value: 1,"),
    Broken("levels of all", JOB, JOB.replace("0.45", "0.85"), ("sum to 1, and leave nobody",), "      targets:"),
    Broken("change to nobody", JOB, "change: {value: 0, unit: ratio, source", ("a change to nobody",), "change: {value: 0"),
    Broken("change of nothing", SUPPORTED, "change: {value: 2, unit: ratio, source", ("empty at the start",), "change: {value: 2"),
    Broken("change beyond all", JOB, "change: {value: 11, unit: ratio, source", ("a change of 0.1 to 1.1",), "change: {value: 11"),
    Broken("level seen in nobody", "effective_n: {value: 20", "effective_n: {value: 0", ("effective_n must be above 0",), "effective_n:"),
]
COMPOSITION = [
    Broken("fewer persons than parents", "persons: {value: 68", "persons: {value: 12", ("12 persons do not fit 20 families",), "persons: {value: 12"),
    Broken("more children than families have", "persons: {value: 68", "persons: {value: 680", ("680 persons do not fit",), "persons: {value: 680"),
    Broken("a segment of nobody", FEW, "share: {value: 0.99, unit: share, source: invented, grade: A}", ("rounds to none",), "share: rest\n  parent_ages"),
    Broken("nobody left at the measurement", "mean: {value: 36", "mean: {value: 65", ("nobody is left in the clock public_benefit",), "      measured:"),
]
EFFECTS = [
    Broken("two effects", RATIO, RATIO.replace("at_home -> placed", "at_home -> placed, at_home -> placed"), ("has two effects",), "transitions: [at_home -> placed, "),
    Broken("effect and level on one transition", RATIO, RATIO.replace("clock: placement", "clock: public_benefit").replace("at_home -> placed", "on_benefit -> job"), ("has two effects",), "transitions: [on_benefit -> job]\n      ratio"),
    Broken("time ratio of another law", RATIO, RATIO.replace("hazard_ratio", "time_ratio").replace("at_home -> placed", "placed -> at_home"), ("a time_ratio needs an exponential or Weibull law",), "kind: time_ratio"),
]
LAWS = [
    Broken("no time at all", "mean: {value: 5, low: 4, high: 6, unit: years, assumption: invented}", "mean: {value: 0, unit: years, source: invented, grade: A}", ("a mean time of nothing",), "mean: {value: 0"),
    Broken("a probability of zero", "probability: {value: 0.15, low: 0.08, high: 0.24, unit: share, source: invented, grade: C}", "probability: {value: 0, unit: share, source: invented, grade: A}", ("a probability of zero has no scale",), "probability: {value: 0"),
    Broken("all at one moment", "shape: {value: 0.7, low: 0.5, high: 0.9, unit: ratio, assumption: invented}", "shape: {value: 10000, unit: ratio, source: invented, grade: A}", ("all leave at one moment",), "shape: {value: 10000"),
]
RANGES = [
    Broken("money beyond any budget", TOTAL, TOTAL.replace("4.5", "1e300"), ("outside any sensible range", "at most 1e+06 mio DKK"), "1e300"),
    Broken("families beyond any country", "families: {value: 20,", "families: {value: 1e12,", ("outside any sensible range",), "1e12"),
    Broken("a rate of a thousand times a second", RATE, "{value: 1e9, unit: per year, source: invented, grade: A}", ("outside any sensible range",), "1e9"),
    Broken("next to nothing", TOTAL, TOTAL.replace("4.5", "1e-300"), ("too near 0",), "1e-300"),
    Broken("a variant beyond any range", "dear placement:\n    prices.placement.per_time: 900000", "dear placement:\n    prices.placement.per_time: 1e300", ("outside any sensible range",), "1e300"),
]
OTHERS = [
    Broken("a word that is not finite", "perspective: public_sector", "perspective: .nan", ("'.nan' cannot stand here", "one of: ", "public_sector"), ".nan"),
    Broken("low and high that are equal", RATE, RATE.replace("0.02", "0.04").replace("0.06", "0.04"), ("low and high are equal", "expected: two that differ"), "high: 0.04"),
    *(
        Broken(f"null for {key}", "all of it caused: {effects.attribution: 1.0}", f"all of it caused: {{{key}: null}}", ("cannot be set to null",), "all of it caused")
        for key in (
            "time.horizon_years", "time.start", "time.price_year", "population.families", "population.parent_ages",
            "population.parent_ages.mean", "programme.served", "programme.served.intake",
            "claims.in_routine.perspective", "claims.in_routine.within_years", "title", "evidence",
            "prices.benefit.category", "discounting",
        )
    ),
    Broken("null for effects.attribution", "all of it caused: {effects.attribution: 1.0}", "all of it caused: {effects.attribution: null}", ("'attribution' is empty, set to null here", "levels without attribution"), "all of it caused"),
]
# fmt: on
ALL = [*LEVELS, *COMPOSITION, *EFFECTS, *LAWS, *RANGES, *OTHERS]


def refused(text: str, tmp_path: Path) -> ScenarioError:
    file = tmp_path / "broken.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load_scenario(file)
    return caught.value


@pytest.mark.parametrize("broken", ALL, ids=lambda broken: broken.name)
def test_check_finds_it_at_its_line(broken: Broken, tmp_path: Path) -> None:
    error = refused(broken.text(VALID), tmp_path)
    assert all(word in str(error) for word in broken.words), str(error)
    lines = {fault.line for fault in error.faults if broken.words[0] in str(fault)}
    assert broken.line(VALID) in lines, str(error)


@pytest.mark.parametrize("broken", ALL[:3] + COMPOSITION + EFFECTS + LAWS, ids=lambda broken: broken.name)
def test_what_run_refuses_check_refuses_with_the_same_words(broken: Broken, tmp_path: Path) -> None:
    error = refused(broken.text(VALID), tmp_path)
    with pytest.raises(ScenarioError) as caught:
        run(tmp_path / "broken.yaml", draws=2)
    assert str(caught.value) == str(error)


def test_an_alias_bomb_is_refused_at_once(tmp_path: Path) -> None:
    layers = "".join(f"x{i}: &x{i} [{', '.join([f'*x{i - 1}'] * 10)}]\n" for i in range(1, 40))
    begun = time.perf_counter()
    error = refused(f"x0: &x0 [{', '.join('a' * 10)}]\n{layers}", tmp_path)
    assert time.perf_counter() - begun < 5.0
    assert "at most 200,000 are read" in str(error)
    assert error.faults[0].line == 6


@pytest.mark.parametrize(
    ("old", "new", "key", "words"),
    [
        ("start: 2019-01-01", "start: 2015-01-01", "time.start", ("levies.municipal_tax_on_benefits.rate begins on 2018",)),
        ("start: 2019-01-01", "start: 2090-01-01", "time.start", ("the function 4.62.81 is in the chart of accounts 2007 to 2028",)),
        ("price_year: 2023", "price_year: 1990", "time.price_year", ("the index 'services' brings prices from",)),
    ],
)  # fmt: skip
def test_a_date_that_the_catalogue_does_not_reach(
    old: str, new: str, key: str, words: tuple[str, ...], tmp_path: Path
) -> None:
    error = refused(REAL.replace(old, new, 1), tmp_path)
    first = next(fault for fault in error.faults if fault.key == key)
    assert all(fault.file.endswith("broken.yaml") for fault in error.faults)
    assert first.line == REAL[: REAL.index(old)].count("\n") + 1
    assert all(word in str(first) for word in words)


def test_a_cell_outside_any_range_is_refused() -> None:
    scenario, key = loaded(Path(__file__).parents[1] / "invented_municipality.yaml"), "prices.placement.per_time"
    places = {split(key): Place("book.xlsx: Forudsætninger!D9", 0, 0, 0, 0, "1e300")}
    edits = Edits("book.xlsx", "", {key: 1e300}, {key: 600000.0}, {}, places)
    for each in (edits, replace(edits, fixed=frozenset({key}))):
        with pytest.raises(ScenarioError, match=r"D9: value is 1e\+300 DKK per year: outside any sensible range"):
            each.applied(scenario)


def test_a_fault_in_danish(tmp_path: Path) -> None:
    text = VALID.replace("costs: gross", "costs: grozz")
    said = refused(text, tmp_path).said("da")
    assert "1 fejl i scenariet" in said
    assert "'grozz' kan ikke stå her" in said
    assert "mente du: gross?" in said
    assert said.splitlines()[3].index("^") == said.splitlines()[2].index("grozz")


@pytest.mark.parametrize("key", TEXTS)
def test_both_languages_say_the_same_values(key: str) -> None:
    import string

    fields = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in TEXTS[key]] \
        if key != "certificate" else [set(), set()]  # fmt: skip
    assert fields[0] == fields[1]
    assert TEXTS[key][0] != "" != TEXTS[key][1]


def test_words_survive_a_process() -> None:
    import pickle

    words = Words("must_be", name="x", expected=Words("a_number"))
    again = pickle.loads(pickle.dumps(words))
    assert (again, again.said("da")) == ("'x' must be a number", "'x' skal være et tal")


@pytest.mark.parametrize(
    ("written", "meant"),
    [("varianter", "variants"), ("påstande", "claims"), ("priser", "prices"), ("variantz", "variants")],
)
def test_a_danish_or_misspelt_word_for_a_section_is_what_is_told(written: str, meant: str, tmp_path: Path) -> None:
    """Not what stands below it, nor what is missing because it is not read."""
    broken = VALID.replace(f"\n{meant}:", f"\n{written}:")
    (only, *more) = refused(broken, tmp_path).faults
    assert (only.message, only.nearest, more) == (f"unknown key '{written}'", meant, [])
    assert only.line == broken[: broken.index(f"\n{written}:")].count("\n") + 2


def test_what_a_danish_word_stands_for_is_a_key_of_the_format() -> None:
    from businesscase.scenario.read.outline import _fields

    assert set(DANISH_WORDS.values()) <= _fields()
    assert not set(DANISH_WORDS) & _fields()


@pytest.mark.parametrize("last", ["noter: hello", "forudsætninger: {a: 1}", "something_else: 3"])
def test_an_unknown_key_at_the_end_is_no_matter_of_indentation(last: str, tmp_path: Path) -> None:
    (only,) = refused(f"{REAL.rstrip()}\n{last}\n", tmp_path).faults
    assert only.message == f"unknown key '{last.partition(':')[0]}'"
    assert "claims" in str(only.expected)


@pytest.mark.parametrize("word", [".nan", ".inf"])
def test_no_number_stands_for_a_word_of_a_closed_set_in_a_variant(word: str, tmp_path: Path) -> None:
    (claim,) = re.findall(r"^claims:\n  (\w+):", VALID, re.MULTILINE)
    for body in (f"claims.{claim}.perspective: {word}", f"claims.{claim}: {{perspective: {word}}}"):
        error = refused(VALID.replace("\nvariants:\n", f"\nvariants:\n  odd:\n    {body}\n"), tmp_path)
        assert str(error.faults[0].message) == f"'{word}' cannot stand here"
        assert "one of: municipality, region" in str(error.faults[0].expected)
