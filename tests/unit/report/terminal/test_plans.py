"""The screen and the picture of plans, in both languages."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
from rich.console import Console

from businesscase.analysis.plans.plans import plans
from businesscase.analysis.plans.results import Plans
from businesscase.analysis.plans.traits import Asks, Question
from businesscase.report.figures.plans import plans_picture
from businesscase.report.tables.plans import answered, small_words
from businesscase.report.terminal.plans import print_plans
from businesscase.report.texts.texts import Texts
from businesscase.scenario.load.resolve import as_scenario
from tests.tiny import label
from tests.unit.analysis.test_plans import listed

LINES, WIDTH = 40, 80


@pytest.fixture(scope="module")
def found() -> Plans:
    forms: dict[str, dict[str, Any]] = {
        "never": {"stop": {"after": "0 weeks"}},
        "stop after year one": {"stop": {"after": "1 year", "notice": "3 months"}},
        "half of a year for each family": {"stop": {"after": "6 months", "of": "family"}},
        "four places": {"serve_first": {"families": 4, "by": ["z", "segment"]}},
        "against a lighter effort": {"against": "lighter"},
    }
    scenario = {
        **listed([0.0, 1.0] * 5, effect=-0.7),
        "variants": {"lighter": {"effects.ratios.faster.ratio": 2.0}},
        "plans": {name: {"label": label(name), **form} for name, form in forms.items()},
    }
    return plans(as_scenario(scenario), draws=4)


@pytest.mark.parametrize("language", ["en", "da"])
def test_all_of_it_is_one_screen_and_one_picture(language: str, found: Plans) -> None:
    texts, out = Texts(language), io.StringIO()
    print_plans(found, texts, Console(file=out, width=WIDTH, highlight=False))
    lines = out.getvalue().splitlines()
    assert len(lines) <= LINES, out.getvalue()
    assert max(map(len, lines)) <= WIDTH
    assert "None" not in out.getvalue()
    assert texts("plan.nothing") in out.getvalue()
    assert set(plans_picture(found, texts)) == {"png", "svg"}


@pytest.mark.parametrize(
    ("question", "yes", "words"),
    [
        (Question("segment", Asks.IS, "single"), True, "single"),
        (Question("segment", Asks.IS, "single"), False, "Not single"),
        (Question("children", Asks.AT_LEAST, 3.0), True, "At least 3 children"),
        (Question("children", Asks.AT_LEAST, 3.0), False, "Fewer than 3 children"),
        (Question("youngest_child", Asks.UNDER, 6.0), True, "Youngest child under 6"),
        (Question("youngest_child", Asks.UNDER, 6.0), False, "No child under 6"),
        (Question("oldest_child", Asks.UNDER, 6.0), True, "Children, all under 6"),
        (Question("z", Asks.AT_LEAST, 0.5), True, "z: 0.5 or more"),
        (Question("z", Asks.AT_LEAST, 0.5), False, "z: below 0.5"),
    ],
)
def test_answers_in_words(question: Question, yes: bool, words: str, found: Plans) -> None:
    assert answered(found, question, yes, Texts("en")) == words


def test_a_group_of_hardly_any_families_is_said_to_be_no_rule(found: Plans) -> None:
    (chosen,) = found.chosen
    (group,) = chosen.groups[:1]
    large = replace(chosen, groups=(replace(group, families=5.0),))
    small = replace(chosen, groups=(replace(group, families=1.2), replace(group, families=5.0)))
    assert small_words(large, Texts("en")) == []
    (words,) = small_words(small, Texts("en"))
    assert words.startswith("A group of 1 family is that family")
