"""Every closed set has words in both languages, with the same places for values."""

from __future__ import annotations

import re
import string

import pytest

from businesscase.core.vocabulary import (
    COST_CATEGORIES,
    TAX_CATEGORIES,
    ClockStart,
    Costs,
    Crossing,
    Payer,
    Perspective,
    Savings,
    Strategy,
    Verdict,
)
from businesscase.report.texts import labels
from businesscase.report.texts.texts import ENGLISH, Texts, every_key
from businesscase.scenario.declare.quantity import UNITS
from tests.unit.measures.builders import scenario


@pytest.mark.parametrize("key", list(every_key()))
def test_both_languages_say_it_with_the_same_values(key: str) -> None:
    english, danish = every_key()[key]
    assert english
    assert danish
    places = [{name for _, name, _, _ in string.Formatter().parse(words) if name} for words in (english, danish)]
    assert places[0] == places[1]


@pytest.mark.parametrize(
    ("prefix", "names"),
    [
        ("payer", [*Payer, *Perspective]),
        ("payer_short", list(Perspective)),
        ("for", list(Perspective)),
        ("costs", list(Costs)),
        ("costs_short", list(Costs)),
        ("savings", list(Savings)),
        ("crossing", list(Crossing)),
        ("conditions", list(Crossing)),
        ("clock_start", list(ClockStart)),
        ("verdict", list(Verdict)),
        ("verdict_short", list(Verdict)),
        ("strategy", list(Strategy)),
        ("category", [*COST_CATEGORIES, *TAX_CATEGORIES]),
        ("unit", list(UNITS)),
        ("grade", ["A", "B", "C", "D", "what if"]),
        ("discounted", [True, False]),
        ("kind", ["time", "entry"]),
    ],
)
def test_closed_sets_are_complete(prefix: str, names: list[object]) -> None:
    assert [name for name in names if f"{prefix}.{name}" not in ENGLISH] == []


def test_danish_is_danish() -> None:
    """A rough guard against a forgotten translation: sentences differ, and Danish ones hold Danish words."""
    same = [key for key, (english, danish) in every_key().items() if english == danish and len(english) > 18]
    assert same == []
    long = [danish for _, danish in every_key().values() if len(danish) > 60]
    assert all(re.search(r"[æøå]|\b(er|og|af|den|det|med|fra|som|for|om|i)\b", words) for words in long)


def test_names_come_from_the_scenario_and_fall_back_on_the_key() -> None:
    ours = scenario()
    assert labels.state_label(ours, "public_benefit", "job", Texts("da")) == "Job (da)"
    assert labels.state_label(ours, "public_benefit", "moved_away", Texts("en")) == "Moved away"
    assert labels.clock_label(ours, "social_measure", Texts("en")) == "Social measure"
    assert labels.clock_label(ours, "not_declared", Texts("en")) == "Not declared"
    assert Texts("da").category("special_transport") == "Special transport"
    assert Texts("da").category("grant") == "Bevilling"


def test_dotted_keys_are_described_where_words_are_known() -> None:
    ours = scenario()
    words = {
        "prices.support.per_time": "Support",
        "clocks.public_benefit.transitions.support -> job.exponential.rate": "Public benefit: Support → Job",
        "effects.ratios.placement_entry.ratio": "effect: placement entry",
        "effects.levels.work.targets.job (sampled)": "effect: work, job",
        "effects.attribution": "effect: attribution",
        "population.families": "",
        "clocks.noise": "",
    }
    assert {key: labels.described(ours, key, Texts("en")) for key in words} == words
