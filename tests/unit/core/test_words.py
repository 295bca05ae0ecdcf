"""What is said of faults: every saying is used, both languages are there, none is composed beside them."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

import businesscase
from businesscase.core.errors import Fault, UsageError
from businesscase.core.fault_texts import TEXTS
from businesscase.core.payers import Payer
from businesscase.core.vocabulary import Costs
from businesscase.core.words import LANGUAGES, Figure, InBoth, RuleBroken, Words, kept, note_said, read_again
from businesscase.flows.heads import Kind
from businesscase.scenario.check.clocks import _ABOVE_ZERO
from businesscase.scenario.declare.clocks import Clock, Coupling
from businesscase.scenario.declare.goals import AMOUNTS, Goal
from businesscase.scenario.declare.own_records import OWN
from businesscase.scenario.declare.programme import RatioEffect
from businesscase.scenario.declare.quantity import UNITS
from businesscase.scenario.declare.yearly_refusion import Brackets

PACKAGE = Path(businesscase.__file__).parent
SOURCES = {
    path: path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py") if not path.name.endswith("_texts.py")
}
FAMILIES = (
    "where.costs.",  # whose last word is filled in
    "dimension.", "law.", "month.", "slip.", "space.", "goal.asked.", "where.members.", "where.of.", "where.payer.",
    "where.kind.", "where.measure.", "where.pooled.", "system.", "help.", "flows.kind.", "a.unit.", "a.price_year.",
)  # fmt: skip
SAYING = (
    "fault",
    "Fault",
    "unknown_name",
    "unknown",
    "say",
    "Unreadable",
    "UsageError",
    "NumericalError",
    "ValueError",
    "BadZipFile",
    "Choice",
    "progress",
    "notice",
)
PLACES = (
    "scenario/check", "scenario/declare", "scenario/explain/where.py", "scenario/explain/where_programme.py",
    "scenario/read/price_list.py", "scenario/read/characters.py", "flows", "workbook/reading.py",
    "workbook/misread.py", "analysis", "cli", "engines/choosing.py", "engines/common", "engines/expected",
    "engines/montecarlo", "engines/goals", "engines/store.py", "engines/shelf.py", "engines/sizing.py",
    "som/reading.py", "running.py", "chunked.py", "pipeline.py",
)  # fmt: skip


def test_every_saying_is_used() -> None:
    written = "\n".join(SOURCES.values())
    unused = [
        key for key in TEXTS if f'"{key.removesuffix(".expected")}"' not in written and not key.startswith(FAMILIES)
    ]
    assert not unused


def test_every_saying_that_is_asked_for_is_there() -> None:
    asked = re.findall(r'(?:Words|RuleBroken)\(\s*"([^"]+)"', "\n".join(SOURCES.values()))
    known = {*TEXTS, *re.findall(r'Words\(\[?"([^"]+)"', (PACKAGE / "workbook/words.py").read_text(encoding="utf-8"))}
    assert len(asked) > 300
    assert not [key for key in asked if key not in known]


# What fills in the last word of a key, of each family that an enumeration, a declaration or a table fills.
FILLED = {
    "where.payer.": [payer.value for payer in Payer],
    "where.costs.": [costs.value for costs in Costs],
    "where.kind.": get_args(RatioEffect.model_fields["kind"].annotation),
    "where.members.": get_args(Clock.model_fields["members"].annotation),
    "where.of.": get_args(Coupling.model_fields["of"].annotation),
    "where.measure.": get_args(Goal.model_fields["measure"].annotation),
    "where.pooled.": get_args(Brackets.model_fields["pooled"].annotation),
    "goal.asked.": AMOUNTS,
    "flows.kind.": get_args(Kind),
    "dimension.": {dimension for dimension, _ in UNITS.values()},
    "law.": _ABOVE_ZERO,
    "month.": range(1, 13),
}


@pytest.mark.parametrize("family", FILLED)
def test_every_saying_that_is_filled_in_is_there(family: str) -> None:
    """A payer, a kind or a unit that is added has its words in both languages."""
    assert len(list(FILLED[family])) > 1
    assert not [f"{family}{name}" for name in FILLED[family] if f"{family}{name}" not in TEXTS]


@pytest.mark.parametrize("place", PLACES)
def test_faults_of_meaning_are_composed_of_sayings(place: str) -> None:
    found = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}: {text}"
        for path, source in SOURCES.items()
        if (PACKAGE / place) in (path, *path.parents)
        for node, text in _sentences(ast.parse(source))
    ]
    assert not found


def _sentences(tree: ast.AST) -> Iterator[tuple[ast.expr, str]]:
    """Texts of two words or more that are given to whoever says a fault, or called message or expected."""
    for node in ast.walk(tree):
        given: list[ast.expr] = []
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            given = [*node.args, *(each.value for each in node.keywords)] if name in SAYING else []
        elif isinstance(node, ast.Assign) and {"message", "expected"} & {
            getattr(each, "id", "") for target in node.targets for each in getattr(target, "elts", [target])
        }:
            given = [node.value]
        for each in given:
            for part in (each, *getattr(each, "elts", ())):
                text = "".join(
                    piece.value
                    for piece in (part.values if isinstance(part, ast.JoinedStr) else [part])
                    if isinstance(piece, ast.Constant) and isinstance(piece.value, str)
                )
                if re.search(r"[a-z]{2,} [a-z]{2,}", text):
                    yield part, text


ENGLISH = re.compile(
    r"\b(the|of|and|is|are|was|with|without|from|not|this|that|which|each|than|when)\b",
    re.IGNORECASE,
)


def test_no_saying_is_english_in_danish() -> None:
    """A name between braces, in code, or behind a colon of YAML is the same in both."""
    same = []
    for key, (english, danish) in TEXTS.items():
        plain = re.sub(r"\{[^}]*\}|--[a-z]+|\b\w+(?:[._]\w+)+|\b[a-z]+:|'[^']*'|\b(?:from|of): ", " ", danish)
        if ENGLISH.search(plain) or (english == danish and re.search(r"[a-z]{3,} [a-z]{3,}", plain)):
            same.append((key, danish))
    assert not same


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_that_went_through_json_are_still_said_in_both_languages(language: str) -> None:
    reason = Words("engine.sampled", sampled="clocks.a")
    words = Words("engine.lives", reason=reason, replications=2, headline=Figure("0.24%"))
    again = read_again(json.loads(json.dumps(kept(words))))
    assert again == words
    assert again.said(language) == words.said(language)
    assert read_again(kept("plain")) == "plain"
    assert words.said("da").endswith("da to lader 0,24 % af hovedpåstandens varians være tilfældig")


def test_a_rule_that_is_broken_is_one_sentence_in_python_and_two_parts_in_a_fault() -> None:
    broken = RuleBroken("rule.unit", unit="parsec", names="years, days")
    assert str(broken) == "unknown unit 'parsec'; expected one of: years, days"
    assert (broken.message.said("da"), broken.expected and broken.expected.said("da")) == (
        "ukendt enhed 'parsec'",
        "en af: years, days",
    )
    assert RuleBroken("rule.both").expected is None


def test_what_is_inside_a_saying_is_said_in_its_language() -> None:
    entries = (Words("dates.begins", path="a", begin=2024), Words("dates.ends", path="b", until=2025))
    words = Words("dates.out_of_reach", date=Words("dates.this"), entries=entries)
    assert words == "the catalogue does not reach this date: a begins on 2024; b ends on 2025"
    assert words.said("da") == "kataloget når ikke til denne dato: a begynder 2024; b slutter 2025"


def test_an_error_of_one_fault_is_said_in_both_languages() -> None:
    error = UsageError(Fault(Words("flows.no_payer", name="x"), expected=Words("one_of", names="a, b")))
    assert str(error).splitlines()[0] == "there is no payer 'x' in the table"
    assert [error.said(language).splitlines()[1].split()[0] for language in LANGUAGES] == ["expected:", "ventet:"]


def test_a_note_of_the_package_is_said_in_the_language_and_one_of_others_as_it_is() -> None:
    for note, danish in (
        ("set to 3 by variant 'cheap'", "sat til 3 af varianten 'cheap'"),
        ("set to 3 by with_values", "sat til 3 af with_values"),
        (
            "a number of b.xlsx; its uncertainty is that of the file, 2.5, scaled",
            "et tal fra b.xlsx; usikkerheden er filens, 2.5, skaleret",
        ),
        ("3 of 40; before 0.1 (0.05 to 0.2): a report, p. 4", "3 af 40; før 0.1 (0.05 til 0.2): a report, p. 4"),
        (f"{OWN} (a, b): x.csv, line 2", "egne tal (a, b): x.csv, line 2"),
        (
            "fitted to observations; declared 0.1 (0.05 to 0.2)",
            "tilpasset efter observationer; angivet 0.1 (0.05 til 0.2)",
        ),
        ("read on page 4 of the report", "read on page 4 of the report"),
    ):
        assert (note_said(note, "en"), note_said(note, "da")) == (note, danish)


def test_a_name_in_both_languages_is_said_in_each() -> None:
    stage = Words("stage.of", name=InBoth("Stop early", "Stop tidligt"), stage=Words("stage.measuring"))
    assert (str(stage), stage.said("da")) == ("Stop early: measuring", "Stop tidligt: gør op")
