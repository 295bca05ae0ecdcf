"""The catalogues of words: every key in both languages, asked for somewhere, with the same places for values."""

from __future__ import annotations

import ast
import re
import string
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path

import pytest

from businesscase.core import payers, vocabulary
from businesscase.report.texts.catalogue import LANGUAGES, catalogue
from businesscase.scenario.declare.keys import quantities
from businesscase.scenario.declare.quantity import UNITS
from businesscase.scenario.read.price_list import price_topics
from tests.loaded import loaded

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


@dataclass(frozen=True, eq=False)
class Module:
    """A module of the package, and what stands in it."""

    name: str
    tree: ast.Module

    @cached_property
    def strings(self) -> frozenset[str]:
        """Strings that are written in it, docstrings left out."""
        said = {id(node.value) for node in ast.walk(self.tree) if isinstance(node, ast.Expr)}
        written = (node for node in ast.walk(self.tree) if isinstance(node, ast.Constant) and id(node) not in said)
        return frozenset(node.value for node in written if isinstance(node.value, str))

    @cached_property
    def imports(self) -> frozenset[str]:
        """Names of modules that it imports from."""
        found = [node for node in ast.walk(self.tree) if isinstance(node, ast.ImportFrom) and node.module]
        return frozenset(
            f"{one.module}{end}" for one in found for end in ("", *(f".{each.name}" for each in one.names))
        )

    @cached_property
    def written_of_one(self) -> frozenset[str]:
        """Patterns of its f-strings that hold one value."""
        written = (node for node in ast.walk(self.tree) if isinstance(node, ast.JoinedStr))
        one = (each for each in written if sum(not isinstance(part, ast.Constant) for part in each.values) == 1)
        return frozenset(map(pattern, one)) - {"(.+)"}


@dataclass(frozen=True, eq=False)
class Asked:
    """A key that a call of a `Texts` may ask for: where, and what the call's function is."""

    module: Module
    function: ast.AST
    call: ast.Call
    key: ast.expr
    not_: str | None = None  # what a name in the key is not, since another key is asked for then


@cache
def modules() -> dict[str, Module]:
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        name = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
        found[name] = Module(name, ast.parse(path.read_text(encoding="utf-8")))
    return found


@cache
def asked() -> tuple[Asked, ...]:
    found = []
    for module in modules().values():
        functions = [node for node in ast.walk(module.tree) if isinstance(node, ast.FunctionDef)]
        inside = {id(node): function for function in functions for node in ast.walk(function)}
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and node.args and ast.unparse(node.func).rpartition(".")[2] == "texts":
                where = inside.get(id(node), module.tree)
                found += [Asked(module, where, node, key, less) for key, less in _branches(node.args[0])]
    return tuple(found)


def _branches(key: ast.expr) -> Iterator[tuple[ast.expr, str | None]]:
    if not isinstance(key, ast.IfExp):
        yield key, None
        return
    yield key.body, None
    match key.test:
        case ast.Compare(ops=[ast.Eq()], comparators=[ast.Constant(str(other))]):
            yield key.orelse, other
        case _:
            yield key.orelse, None


@cache
def pattern(words: ast.JoinedStr) -> str:
    """An f-string as a regular expression, a group for each value."""
    return "".join(re.escape(str(each.value)) if isinstance(each, ast.Constant) else "(.+)" for each in words.values)


@cache
def declared() -> frozenset[str]:
    """Fields of what a scenario declares: a part of a dotted key may be any of them."""
    texts = (path.read_text(encoding="utf-8") for path in (PACKAGE / "scenario" / "declare").glob("*.py"))
    return frozenset(re.findall(r"^    (\w+): ", "\n".join(texts), re.MULTILINE))


@cache
def closed() -> frozenset[str]:
    """Words of the closed sets, and names that data files give."""
    enums = [each for one in (vocabulary, payers) for each in vars(one).values()]
    sets = [each for each in enums if isinstance(each, type) and issubclass(each, StrEnum)]
    given = {member.value for each in sets for member in each} | {str(truth) for truth in (True, False)} | set(UNITS)
    given |= {*vocabulary.COST_CATEGORIES, *vocabulary.TAX_CATEGORIES, *(topic.name for topic in price_topics())}
    for path in (PACKAGE / "catalogue").rglob("*.yaml"):
        given |= set(re.findall(r"category: (\w+)", path.read_text(encoding="utf-8")))
    for path in SCENARIOS.glob("*.yaml"):
        given |= {piece for key in quantities(loaded(path)) for piece in key.split(".")}
    return frozenset(given)


# where words are made that a module shows without knowing who makes them
MADE_IN = {
    r"goals\.(.+)": ("scenario.declare.goals",),
    r"approximation\.(.+)": ("engines.expected.approximations",),
    r"book\.support\.(.+)": ("rules.mutual_support", "scenario.declare.mutual_support"),
    r"book\.means\.(.+)": ("rules.means_test",),
}


@cache
def fillings(name: str) -> frozenset[str]:
    """What a value in a key of a module may be: what is written in it or its neighbours by import, or a closed word."""
    own, near = modules()[name], set[str]()
    for other in modules().values():
        if other is own or other.name in own.imports or own.name in other.imports:
            near |= other.strings
    return frozenset(near) | closed()


def listed(of: ast.expr, function: ast.AST, tree: ast.Module) -> set[str] | None:
    """The strings that an expression lists; None where that cannot be seen."""
    match of:
        case ast.Constant(str(word)):
            return {word}
        case ast.Tuple(elts) | ast.List(elts) | ast.Set(elts):
            parts = [listed(one, function, tree) for one in elts]
        case ast.Dict(keys):
            parts = [None if key is None else listed(key, function, tree) for key in keys]
        case ast.Starred(inner):
            return listed(inner, function, tree)
        case ast.IfExp(body=body, orelse=orelse):
            parts = [listed(body, function, tree), listed(orelse, function, tree)]
        case ast.Name(name):
            set_to = _assigned(name, function) or _assigned(name, tree)
            parts = [listed(one, function, tree) for one in set_to] or [None]
        case _:
            return None
    known = [part for part in parts if part is not None]
    return set().union(*known) if len(known) == len(parts) else None


def _assigned(name: str, within: ast.AST) -> list[ast.expr]:
    """What a name is set to."""
    return [
        node.value
        for node in ast.walk(within)
        if isinstance(node, ast.Assign) and any(isinstance(to, ast.Name) and to.id == name for to in node.targets)
    ]


@cache
def looped(name: str, one: Asked) -> set[str] | None:
    """The strings that a name runs through in a function; None where that cannot be seen."""
    every = (node for node in ast.walk(one.function) if isinstance(node, ast.comprehension | ast.For))
    loops = [
        node for node in every if name in {each.id for each in ast.walk(node.target) if isinstance(each, ast.Name)}
    ]
    plain = [isinstance(loop.target, ast.Name) for loop in loops]
    found = [listed(loop.iter, one.function, one.module.tree) for loop in loops] if all(plain) else []
    known = [each for each in found if each is not None]
    return set().union(*known) if known and len(known) == len(found) else None


def fills(piece: str, value: ast.FormattedValue, one: Asked) -> bool:
    """Whether a value in a key may be this: by what its loop runs through, else by what is written near."""
    if piece == one.not_:
        return False
    if isinstance(value.value, ast.Name):
        run = looped(value.value.id, one)
        if run is not None:
            return piece in run
    known = fillings(one.module.name)
    matches = (re.fullmatch(each, piece) for each in one.module.written_of_one)
    return piece in known or any(found is not None and found[1] in known for found in matches)


@cache
def whole(one: Asked) -> frozenset[str]:
    """The keys that a call may ask for which is given no f-string."""
    return frozenset(listed(one.key, one.function, one.module.tree) or fillings(one.module.name))


def may_ask(one: Asked, key: str) -> bool:
    """Whether a call may ask for a key: by the key itself, or by an f-string that comes to it."""
    if not isinstance(one.key, ast.JoinedStr):
        return key in whole(one)
    found = re.fullmatch(pattern(one.key), key)
    if found is None:
        return False
    if pattern(one.key) == r"part\.(.+)" and found[1] in declared():
        return True
    if pattern(one.key) in MADE_IN:
        return any(found[1] in modules()[f"businesscase.{name}"].strings for name in MADE_IN[pattern(one.key)])
    values = [each for each in one.key.values if isinstance(each, ast.FormattedValue)]
    return all(fills(piece, value, one) for piece, value in zip(found.groups(), values, strict=True))


@cache
def counted() -> frozenset[str]:
    """Keys that `Texts.count` asks for."""
    calls = (node for module in modules().values() for node in ast.walk(module.tree) if isinstance(node, ast.Call))
    counts = (call for call in calls if ast.unparse(call.func).rpartition(".")[2] == "count" and call.args)
    named = (call.args[0] for call in counts)
    return frozenset(f"count.{first.value}" for first in named if isinstance(first, ast.Constant))


def test_every_key_is_asked_for() -> None:
    """Words that nobody shows are removed."""
    assert [key for key in KEYS if key not in counted() and not any(may_ask(one, key) for one in asked())] == []


def test_a_key_that_nobody_asks_for_is_noticed() -> None:
    for key in ("column.error", "column.mean", "book.column.file", "count.nothing", "book.support.nothing"):
        assert key not in counted()
        assert not any(may_ask(one, key) for one in asked()), key


def test_every_key_that_is_asked_for_is_there_and_gets_the_values_it_has_places_for() -> None:
    faults: list[str] = []
    wanted: dict[ast.Call, set[str]] = {}
    for call, key in ((one.call, one.key) for one in asked()):
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
    patterns = {pattern(one.key) for one in asked() if isinstance(one.key, ast.JoinedStr)}
    assert [one for one in patterns if not any(re.fullmatch(one, key) for key in KEYS)] == []
