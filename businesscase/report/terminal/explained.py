"""What `explain` and `check` print: a number's certificate in lines, and what a valid scenario holds."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator

from businesscase.report.texts.texts import Texts
from businesscase.scenario.declare.booked import unlabelled
from businesscase.scenario.declare.keys import quantities
from businesscase.scenario.explain.explain import Explanation
from businesscase.scenario.load.scenario import Scenario

WIDTH = 100  # columns


def explanation_lines(explained: Explanation) -> Iterator[str]:
    """A key, its value and interval, its source or assumption, where it stands and where it acts."""
    yield explained.key
    if explained.meaning:
        yield _line("meaning", explained.meaning)
    if explained.kind == "quantity":
        yield from _certificate(explained)
    elif explained.kind == "choice":
        yield _line("value", explained.value)
    if explained.where:
        yield _line("stands in", explained.where)
    for place, sentence in enumerate(explained.acts_on):
        yield _line("acts on" if place == 0 else "", sentence)
    for place, key in enumerate(explained.children):
        yield _line("holds" if place == 0 else "", key)


def check_lines(scenario: Scenario, name: str) -> Iterator[str]:
    """That a scenario is valid, and what its numbers rest on."""
    declared = quantities(scenario)
    grades = Counter(quantity.evidence_grade for quantity in declared.values())
    yield f"{name}: valid. {scenario.title}"
    yield _line("numbers", str(len(declared)))
    for grade in ("A", "B", "C", "D"):
        yield _line("", f"{grades[grade]:>4}  {Texts('en')(f'grade.{grade}')}")
    yield _line("claims", ", ".join(scenario.claims))
    unnamed = unlabelled(scenario)
    if unnamed:
        yield _line("no label", f"{', '.join(unnamed)}: shown as their names in words; label them under categories")
    yield _line("variants", ", ".join(scenario.variants) or "none")


def _certificate(explained: Explanation) -> Iterator[str]:
    price_year = ""
    if explained.price_year == "as_spent":
        price_year = ", in prices of the year it is spent"
    elif explained.price_year is not None:
        price_year = f", in {explained.price_year} prices"
    yield _line("value", f"{explained.value} {explained.unit}{price_year}")
    if explained.low is not None and explained.high is not None:
        low, high = Texts("en").plain(explained.low), Texts("en").plain(explained.high)
        yield _line("interval", f"{low} to {high} (5th and 95th percentile)")
    yield _line("grade", Texts("en")(f"grade.{explained.grade}"))
    source = f"{explained.source} (read second-hand)" if explained.second_hand else explained.source
    said = (
        ("source", source),
        ("assumption", explained.assumption),
        ("note", explained.note),
        ("address", explained.url),
    )
    for name, words in said:
        if words:
            yield _line(name, " ".join(words.split()))
    if explained.drawn_from:
        yield _line("drawn from", explained.drawn_from)
    if explained.draws_with:
        yield _line("drawn with", explained.draws_with)


def _line(name: str, words: str) -> str:
    head = f"  {name:<11}"
    return textwrap.fill(words, WIDTH, initial_indent=head, subsequent_indent=" " * len(head), break_long_words=False)
