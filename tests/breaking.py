"""One fault in a valid text: an edit, the words its message must have, and the line where it must be reported."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from businesscase.core.by_text import Described
from businesscase.core.errors import Fault
from businesscase.core.words import Words


@dataclass(frozen=True)
class Broken:
    """An edit of a valid text, the words of the message, and a text on the line where the fault must be reported."""

    name: str
    old: str
    new: str
    words: tuple[str, ...]
    at: str

    def text(self, valid: str) -> str:
        """The valid text, broken."""
        assert self.old in valid, f"{self.name}: the valid file has no {self.old!r}"
        return valid.replace(self.old, self.new, 1)

    def line(self, valid: str) -> int:
        """The line on which the fault must be reported."""
        text = self.text(valid)
        assert self.at in text, f"{self.name}: the broken file has no {self.at!r}"
        return text[: text.index(self.at)].count("\n") + 1


def only_english(faults: Iterable[Fault]) -> list[str]:
    """What is said of faults and has no words in another language: texts of two words or more, also inside others.

    What a field is for is quoted from the schema, which is in English.
    """
    return [text for one in faults for part in (one.message, one.found, one.expected) for text in _untranslated(part)]


def _untranslated(text: Any) -> Iterator[str]:
    if isinstance(text, Words):
        for value in text.filled.values():
            yield from _untranslated(value)
    elif isinstance(text, tuple):
        for each in text:
            yield from _untranslated(each)
    elif isinstance(text, str) and not isinstance(text, Described):  # what a field is for has its Danish elsewhere
        bare = re.sub(r"(?:\w+ )?\bper \w+|thousand DKK|mio DKK|\w+ -> \w+", "", text)
        if re.search(r"(?<![\w.-])[a-z]{2,} [a-z]{2,}(?![\w.-])", bare):
            yield text
