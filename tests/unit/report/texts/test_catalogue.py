"""The catalogues of words: every key in both languages, asked for somewhere, with the same places for values."""

from __future__ import annotations

import ast
import re
import string
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from pathlib import Path

import pytest

from businesscase.core import vocabulary
from businesscase.report.texts.catalogue import LANGUAGES, catalogue
from businesscase.scenario.declare.keys import quantities
from businesscase.scenario.declare.quantity import UNITS
from businesscase.scenario.load.resolve import load_scenario
from businesscase.scenario.read.price_list import price_topics

PACKAGE = Path(__file__).parents[4] / "businesscase"
SCENARIOS = PACKAGE.parent / "scenarios"
KEYS = list(dict.fromkeys(key for language in LANGUAGES for key in catalogue(language)))


def places(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


def forms(language: str, key: str) -> tuple[str, ...]:
    found = catalogue(language)[key]
    return (found,) if isinstance(found, str) else found


@pytest.mark.parametrize("key", KEYS)
def test_both_languages_say_it_with_the_same_values(key: str) -> None:
    english, danish = (forms(language, key) for language in LANGUAGES)
    assert len(english) == len(danish)
    assert all(english)
    assert all(danish)
    assert len({frozenset(places(words)) for words in (*english, *danish)}) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_names_each_key_once_and_leaves_none_fuzzy(language: str) -> None:
    lines = (PACKAGE / "report" / "texts" / f"{language}.po").read_text(encoding="utf-8").splitlines()
    named = Counter(line for line in lines if line.startswith("msgid "))
    assert [line for line, times in named.items() if times > 1] == []
    assert [line for line in lines if line.startswith(("#,", "#~"))] == []


def test_both_catalogues_stand_in_the_same_order() -> None:
    english, danish = (list(catalogue(language)) for language in LANGUAGES)
    assert english == danish


def test_danish_is_danish() -> None:
    """A rough guard against a forgotten translation: sentences differ, and Danish ones hold Danish words."""
    pairs = [(key, *(" ".join(forms(language, key)) for language in LANGUAGES)) for key in KEYS]
    assert [key for key, english, danish in pairs if english == danish and len(english) > 18] == []
    long = [danish for _, _, danish in pairs if len(danish) > 60]
    assert all(re.search(r"[æøå]|\b(er|og|af|den|det|med|fra|som|for|om|i)\b", words) for words in long)


# What the code asks for, read from its sources.


@cache
def trees() -> tuple[ast.Module, ...]:
    return tuple(ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.py")))


def asked() -> Iterator[tuple[ast.Call, ast.expr]]:
    """Every call of a `Texts`, with each key that it may ask for."""
    for tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args and ast.unparse(node.func).rpartition(".")[2] == "texts":
                chosen = node.args[0]
                yield from (
                    (node, key) for key in ([chosen.body, chosen.orelse] if isinstance(chosen, ast.IfExp) else [chosen])
                )


def pattern(words: ast.JoinedStr) -> str:
    """An f-string as a regular expression, a group for each value."""
    return "".join(re.escape(str(each.value)) if isinstance(each, ast.Constant) else "(.+)" for each in words.values)


@cache
def fillings() -> frozenset[str]:
    """What a value in a key may be: a string of the code, a word of a closed set, or a name that data files give."""
    written = {
        node.value
        for tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    sets = [each for each in vars(vocabulary).values() if isinstance(each, type) and issubclass(each, StrEnum)]
    closed = {member.value for each in sets for member in each} | {str(truth) for truth in (True, False)} | set(UNITS)
    given = {topic.name for topic in price_topics()}
    for path in (PACKAGE / "catalogue").rglob("*.yaml"):
        given |= set(re.findall(r"category: (\w+)", path.read_text(encoding="utf-8")))
    for path in SCENARIOS.glob("*.yaml"):
        given |= {piece for key in quantities(load_scenario(path)) for piece in key.split(".")}
    return frozenset(written | closed | given)


@cache
def written_of_one() -> frozenset[str]:
    """Patterns of the f-strings that hold one value."""
    written = (node for tree in trees() for node in ast.walk(tree) if isinstance(node, ast.JoinedStr))
    one = (each for each in written if sum(not isinstance(part, ast.Constant) for part in each.values) == 1)
    return frozenset(map(pattern, one)) - {"(.+)"}


@cache
def fills(piece: str) -> bool:
    """Whether the code or its data has the piece, or writes it from one that they have: `f"{key}.sum"`."""
    matches = (re.fullmatch(one, piece) for one in written_of_one())
    return piece in fillings() or any(found is not None and found[1] in fillings() for found in matches)


def test_every_key_is_asked_for() -> None:
    """Words that nobody shows are removed; a key that a variable holds stands in the code as a string."""
    patterns = {pattern(key) for _, key in asked() if isinstance(key, ast.JoinedStr)}

    def is_asked(key: str) -> bool:
        matches = (re.fullmatch(one, key) for one in patterns)
        return key in fillings() or any(found and all(map(fills, found.groups())) for found in matches)

    assert [key for key in KEYS if not is_asked(key)] == []


def test_every_key_that_is_asked_for_is_there_and_gets_the_values_it_has_places_for() -> None:
    faults: list[str] = []
    wanted: dict[ast.Call, set[str]] = {}
    for call, key in asked():
        if isinstance(key, ast.Constant):
            known = str(key.value) in KEYS
            faults += [] if known else [f"no words: {ast.unparse(call)}"]
            wanted[call] = wanted.get(call, set()) | (places(forms("en", str(key.value))[0]) if known else set())
    for call, names in wanted.items():
        given = {each.arg for each in call.keywords}
        if None not in given and given != names:
            faults.append(f"values for {sorted(names)}: {ast.unparse(call)}")
    assert faults == []


def test_every_f_string_that_is_asked_for_finds_a_key() -> None:
    patterns = {pattern(key) for _, key in asked() if isinstance(key, ast.JoinedStr)}
    assert [one for one in patterns if not any(re.fullmatch(one, key) for key in KEYS)] == []
