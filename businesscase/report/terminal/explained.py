"""What `explain` and `check` print: a number's certificate in lines, and what a valid scenario holds."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator

from businesscase.core.words import Figure, said
from businesscase.report.tables.own_records import counted, interval
from businesscase.report.texts.labels import clock_label, described, state_label
from businesscase.report.texts.texts import ENGLISH, Texts
from businesscase.scenario.declare.booked import unlabelled
from businesscase.scenario.declare.keys import quantities
from businesscase.scenario.explain.explain import Explanation
from businesscase.scenario.explain.own_records import other_durations, updates
from businesscase.scenario.load.scenario import Scenario

WIDTH = 100  # columns


def explanation_lines(explained: Explanation, texts: Texts = ENGLISH) -> Iterator[str]:
    """A key, its value and interval, its source or assumption, where it stands and where it acts.

    What the scenario and its schema say stays as it was written.
    """
    yield explained.key
    if explained.meaning:
        yield _line(texts("explain.meaning"), explained.meaning.said(texts.language))
    if explained.kind == "quantity":
        yield from _certificate(explained, texts)
    elif explained.kind == "choice":
        yield _line(texts("explain.value"), explained.value)
    if explained.where:
        yield _line(texts("explain.stands_in"), explained.where)
    for place, sentence in enumerate(explained.acts_on):
        yield _line(texts("explain.acts_on") if place == 0 else "", said(sentence, texts.language))
    for place, key in enumerate(explained.children):
        yield _line(texts("explain.holds") if place == 0 else "", key)


def check_lines(scenario: Scenario, name: str, texts: Texts = ENGLISH) -> Iterator[str]:
    """That a scenario is valid, and what its numbers rest on."""
    declared = quantities(scenario)
    grades = Counter(quantity.evidence_grade for quantity in declared.values())
    yield texts("check.valid", file=name, title=scenario.title)
    yield _line(texts("check.numbers"), str(len(declared)))
    for grade in ("A", "B", "C", "D"):
        yield _line("", f"{grades[grade]:>4}  {texts(f'grade.{grade}')}")
    yield _line(texts("check.claims"), ", ".join(scenario.claims))
    unnamed = unlabelled(scenario)
    if unnamed:
        yield _line(texts("check.no_label"), texts("check.unnamed", names=", ".join(unnamed)))
    yield _line(texts("check.variants"), ", ".join(scenario.variants) or texts("check.none"))
    yield from _own_lines(scenario, texts)


def _own_lines(scenario: Scenario, texts: Texts) -> Iterator[str]:
    """What own records moved; then, as notices, what they did not, and who starts at another duration."""
    followers: list[str] = []
    for place, each in enumerate(updates(scenario)):
        name = described(scenario, each.key, texts) or each.key
        before, after = interval(each.before, texts), interval(each.after, texts)
        words = texts("check.own.line", name=name, before=before, data=counted(each, texts), after=after)
        yield _line(texts("check.own") if place == 0 else "", words)
        followers += each.followers
    for key in followers:
        yield _line(texts("check.notice"), texts("check.own.followers", name=described(scenario, key, texts) or key))
    for one in other_durations(scenario):
        words = texts(
            "check.duration",
            clock=clock_label(scenario, one.clock, texts),
            state=state_label(scenario, one.clock, one.state, texts),
            years=texts.plain(one.years),
            stated=texts.plain(one.stated),
            moves=", ".join(one.moves),
            constant=", ".join(one.constant) or texts("check.duration.none"),
        )
        yield _line(texts("check.notice"), words)


def _certificate(explained: Explanation, texts: Texts) -> Iterator[str]:
    price_year = ""
    if explained.price_year == "as_spent":
        price_year = texts("explain.as_spent")
    elif explained.price_year is not None:
        price_year = texts("explain.price_year", year=explained.price_year)
    value = Figure(explained.value).said(texts.language)
    unit = explained.unit if texts.language == "en" else texts(f"unit.{explained.unit}")
    yield _line(texts("explain.value"), f"{value} {unit}{price_year}")
    if explained.low is not None and explained.high is not None:
        low, high = texts.plain(explained.low), texts.plain(explained.high)
        yield _line(texts("explain.interval"), texts("explain.percentiles", low=low, high=high))
    yield _line(texts("explain.grade"), texts(f"grade.{explained.grade}"))
    source = explained.source
    if source is not None and explained.second_hand:
        source = texts("explain.second_hand", source=texts.note(source))
    certified = (
        ("source", source),
        ("assumption", explained.assumption),
        ("note", explained.note),
        ("address", explained.url),
    )
    for name, words in certified:
        if words:
            yield _line(texts(f"explain.{name}"), texts.note(words))
    if explained.drawn_from:
        yield _line(texts("explain.drawn_from"), said(explained.drawn_from, texts.language))
    if explained.draws_with:
        yield _line(texts("explain.drawn_with"), explained.draws_with)


def _line(name: str, words: str) -> str:
    head = f"  {name:<11}"
    return textwrap.fill(words, WIDTH, initial_indent=head, subsequent_indent=" " * len(head), break_long_words=False)
