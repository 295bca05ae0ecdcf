"""`Words`: an English sentence of a fault that can also be said in another language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from businesscase.core.fault_texts import TEXTS

LANGUAGES = ("en", "da")
_DANISH = str.maketrans(".,", ",.")


class Words(str):
    """The English words of a key of `fault_texts`, with values filled in; a text like any other until it is translated.

    Attributes:
        key: of `TEXTS`.
        filled: the values; those that are `Words` are translated with it, and so are those in a tuple, which is said
            as a list.
    """

    key: str
    filled: dict[str, Any]

    def __new__(cls, key: str, **values: Any) -> Words:
        """The words of a key.

        Raises:
            KeyError: if there is no such key, or a value is missing.
        """
        english = {name: said(value, "en") for name, value in values.items()}
        text = super().__new__(cls, _filled(TEXTS[key][0], english))
        text.key, text.filled = key, values
        return text

    def said(self, language: str) -> str:
        """The same in a language of `LANGUAGES`."""
        values = {name: said(value, language) for name, value in self.filled.items()}
        return _filled(TEXTS[self.key][LANGUAGES.index(language)], values)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled by key and values: errors cross from one process to another."""
        return _again, (self.key, self.filled)


class InBoth(str):
    """A name that a scenario gives in both languages: the English one until it is said in Danish."""

    danish: str

    def __new__(cls, english: str, danish: str) -> InBoth:
        """The two names."""
        name = super().__new__(cls, english)
        name.danish = danish
        return name

    def said(self, language: str) -> str:
        """The one of a language of `LANGUAGES`."""
        return str(self) if language == "en" else self.danish


class Figure(str):
    """A number as English writes it; Danish has the decimal comma, the point between thousands, a space before %."""

    __slots__ = ()

    def said(self, language: str) -> str:
        """The same in a language of `LANGUAGES`."""
        return str(self) if language == "en" else self.translate(_DANISH).replace("%", " %")


def note_said(text: str, language: str, known: Mapping[str, str] = MappingProxyType({})) -> str:
    """A note in a language, where the package wrote it (a key `note.*`); one that somebody else wrote as it is.

    `known`: texts that stand in files of the package, and what they are in the language.
    """
    if text in known:
        return known[text]
    for key, pattern in _notes().items():
        found = pattern.fullmatch(text)
        if found:
            values = {name: note_said(value, language, known) for name, value in found.groupdict().items()}
            return Words(key, **values).said(language)
    return text


@cache
def _notes() -> dict[str, re.Pattern[str]]:
    """What each note of the package looks like, written in English."""
    return {
        key: re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+?)", re.escape(english)))
        for key, (english, _) in TEXTS.items()
        if key.startswith("note.")
    }


class RuleBroken(ValueError):
    """A rule that a declaration states itself does not hold: raised inside validators, a fault with its place later.

    Attributes:
        message: the words of a key of `fault_texts`.
        expected: those of `<key>.expected`, None where that has none.
    """

    def __init__(self, key: str, **values: Any) -> None:
        more = f"{key}.expected"
        self.message = Words(key, **values)
        self.expected = Words(more, **values) if more in TEXTS else None
        super().__init__(self.message if self.expected is None else f"{self.message}; expected {self.expected}")


def said(text: Any, language: str) -> Any:
    """A text in a language if it has one; anything else as it is."""
    if isinstance(text, tuple):
        return "; ".join(said(each, language) for each in text)
    return text.said(language) if hasattr(text, "said") else text


def kept(text: Any) -> Any:
    """A text as JSON can hold it, so that `read_again` gives it back with its key and values; plain text as it is."""
    if isinstance(text, tuple):
        return [kept(each) for each in text]
    if isinstance(text, Words):
        return {"key": text.key, "values": {name: kept(value) for name, value in text.filled.items()}}
    return {"figure": str(text)} if isinstance(text, Figure) else text


def read_again(found: Any) -> Any:
    """What `kept` put into JSON.

    Raises:
        KeyError, TypeError: if it is of another version, or damaged.
    """
    if isinstance(found, list):
        return tuple(read_again(each) for each in found)
    if not isinstance(found, dict):
        return found
    if "figure" in found:
        return Figure(found["figure"])
    return Words(found["key"], **{name: read_again(value) for name, value in found["values"].items()})


def _again(key: str, filled: dict[str, Any]) -> Words:
    return Words(key, **filled)


def _filled(text: str, values: dict[str, Any]) -> str:
    """Braces stand for themselves in a text that is given no values: YAML has them too."""
    return text.format(**values) if values else text
