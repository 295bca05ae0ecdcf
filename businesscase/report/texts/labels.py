"""Words for readers, by key, in English and Danish. Names of clocks, states and prices come from the scenario."""

from __future__ import annotations

from businesscase.report.texts.book_phrases import BOOK_PHRASES
from businesscase.report.texts.book_sentences import BOOK_SENTENCES
from businesscase.report.texts.book_words import BOOK_WORDS
from businesscase.report.texts.compare_words import COMPARE_WORDS
from businesscase.report.texts.other_words import OTHER_WORDS
from businesscase.report.texts.phrases import PHRASES
from businesscase.report.texts.price_words import PRICE_WORDS
from businesscase.report.texts.purse_words import POCKET_WORDS
from businesscase.report.texts.som_words import SOM_WORDS
from businesscase.report.texts.words import WORDS
from businesscase.scenario.declare.document import Scenario
from businesscase.scenario.declare.quantity import Label

_TEXTS = {
    **WORDS, **PHRASES, **OTHER_WORDS, **SOM_WORDS, **PRICE_WORDS, **POCKET_WORDS,
    **BOOK_WORDS, **BOOK_PHRASES, **BOOK_SENTENCES, **COMPARE_WORDS,
}  # fmt: skip
SAMPLED = " (sampled)"  # ends the key of an input that is not declared but drawn: sampling error of a level
CONTAINERS = ("levels", "ratios", "profiles", "targets", "share", "change", "ratio")


def text(key: str, language: str, **values: object) -> str:
    """The words of a key, with values filled in.

    Raises:
        KeyError: if there is no such key; a test asks for all of them.
    """
    english, danish = _TEXTS[key]
    return (danish if language == "da" else english).format(**values)


def has(key: str) -> bool:
    """Whether the key has words."""
    return key in _TEXTS


def every_key() -> dict[str, tuple[str, str]]:
    """All words, for the test that both languages are complete."""
    return dict(_TEXTS)


def named(label: Label, language: str) -> str:
    """A label that the scenario declares."""
    return label.da if language == "da" else label.en


def state_label(scenario: Scenario, clock: str, state: str, language: str) -> str:
    """The scenario's name of a state, its key where it declares none (a state that the model adds)."""
    states = scenario.clocks[clock].states if clock in scenario.clocks else {}
    return named(states[state].label, language) if state in states else humanised(state)


def clock_label(scenario: Scenario, clock: str, language: str) -> str:
    """The scenario's name of a clock."""
    return named(scenario.clocks[clock].label, language) if clock in scenario.clocks else humanised(clock)


def category_label(category: str, language: str) -> str:
    """Name of a ledger category; those that a scenario invents keep their key."""
    key = f"category.{category}"
    return text(key, language) if has(key) else humanised(category)


def described(scenario: Scenario, key: str, language: str) -> str:
    """What a dotted key is in words: a price, a move between states, an effect; "" where only the key says it."""
    parts = key.removesuffix(SAMPLED).split(".")
    section, name = parts[0], parts[1] if len(parts) > 1 else ""
    if section == "prices" and name in scenario.prices:
        return named(scenario.prices[name].label, language)
    if section == "clocks" and parts[2:3] == ["transitions"] and " -> " in parts[3]:
        start, end = (state_label(scenario, name, state, language) for state in parts[3].split(" -> "))
        return f"{clock_label(scenario, name, language)}: {start} → {end}"
    if section == "effects":
        said = [part.replace("_", " ") for part in parts[1:] if part not in CONTAINERS]
        return text("driver.effect", language, name=", ".join(said)) if said else ""
    return ""


def humanised(key: str) -> str:
    """A key as words: "moved_away" -> "Moved away"."""
    words = key.replace("_", " ")
    return words[:1].upper() + words[1:]
