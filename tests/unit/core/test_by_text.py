"""What stands in English in code has a Danish text: help of commands, meanings of fields, words of the system."""

from __future__ import annotations

import errno
import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

from typer.main import get_command

from businesscase.cli.app import app
from businesscase.core.by_text import CLI, DECLARE, by_text
from businesscase.core.system import system_words
from businesscase.core.words import Words, said
from businesscase.scenario import declare
from businesscase.scenario.declare.keys import description_at
from businesscase.scenario.declare.quantity import Declaration
from businesscase.scenario.read import price_entry  # noqa: F401  # so are its
from businesscase.som import declaration  # noqa: F401  # its declarations are among them

AS_THEY_ARE = {
    "N",
    "A-B",
    "MIO",
    "DKK|thousand|million",
    "middle|end",
    '"3 months"',
}  # words that options take


def helped() -> Iterator[str]:
    group: Any = get_command(app)
    for command in (group, *group.commands.values()):
        yield command.help
        for param in command.params:
            yield from filter(None, (getattr(param, "help", None), param.metavar))


def described(kind: type[Declaration] = Declaration) -> Iterator[str]:
    for module in pkgutil.iter_modules(declare.__path__, f"{declare.__name__}."):
        importlib.import_module(module.name)
    for each in kind.__subclasses__():
        yield from filter(None, (field.description for field in each.model_fields.values()))
        yield from described(each)


def test_every_help_has_a_danish_text_and_no_other_is_kept() -> None:
    assert set(helped()) - AS_THEY_ARE == set(by_text(CLI, "da"))


def test_every_meaning_of_a_field_has_a_danish_text_and_no_other_is_kept() -> None:
    assert set(described()) == set(by_text(DECLARE, "da"))


def test_no_danish_text_is_the_english_one() -> None:
    for room in (CLI, DECLARE):
        assert {text for text, danish in by_text(room, "da").items() if text == danish} == set()


def test_a_meaning_is_said_in_the_language_asked_for() -> None:
    meaning = description_at(("effects", "attribution"))
    assert meaning.said("en") == meaning
    assert meaning.said("da").startswith("den andel af forskellen")


def test_the_system_is_said_in_both_languages() -> None:
    codes = (
        "ENOENT",
        "EACCES",
        "EISDIR",
        "ENOTDIR",
        "ENOSPC",
        "EROFS",
        "EEXIST",
        "ENAMETOOLONG",
        "EPIPE",
        "ELOOP",
        "EMFILE",
    )
    for code in codes:
        words = system_words(OSError(getattr(errno, code), "as the system has it", "file"))
        assert isinstance(words, Words)
        assert said(words, "da") != str(words)


def test_what_the_system_says_otherwise_stays_as_it_is() -> None:
    assert system_words(OSError(errno.EXDEV, "Invalid cross-device link")) == "Invalid cross-device link"
    assert system_words(ValueError("embedded null byte")) == "embedded null byte"
