"""Everything that `businesscase` raises on purpose. The texts are part of the interface."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches

from businesscase.core.words import Words, said

_LEAST_PART = 4  # letters of a word that is looked for inside names
_SHOWN = 100  # columns of a line of the file: what is shown around the mark
REQUEST = "the request"  # what a command or a call asks for, as opposed to what stands in a file
_WHOLES = ("the scenario", "the workbook", "the answers", "the table", REQUEST)
_SIGNS = str.maketrans({"\t": "→", "\u00a0": "␣", "\u2007": "␣", "\u202f": "␣", "\u200b": "␣", "\ufeff": "␣"})


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a scenario: where it stands, what was found, what was expected.

    Attributes:
        message: what is wrong, in one sentence.
        key: dotted path of the value (`clocks.public_benefit.start.job.share`), "" for the whole file.
        file: the file that holds the value.
        line: 1-based line, None where the value is missing altogether, 0 where `file` names a cell.
        column: 1-based column.
        found: the text found, as it stands in the file.
        expected: what would be accepted.
        nearest: nearest valid name, for a misspelling.
        text: the line as it stands in the file, which is shown with a mark under the column; "" where it is not to be.
    """

    message: str
    key: str = ""
    file: str = ""
    line: int | None = None
    column: int | None = None
    found: str | None = None
    expected: str | None = None
    nearest: str | None = None
    text: str | None = None

    def __str__(self) -> str:
        return self.said("en")

    def said(self, language: str) -> str:
        """The fault in a language, as far as its words are in both; the rest stays English."""
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part not in ("", None, 0))
        message = said(self.message, language)
        lines = [f"{place}: {message}" if place else message]
        if self.text and self.line:
            lines += _marked(self.text, self.line, self.column or 1)
        for name, text in (("key", self.key), ("found", self.found), ("expected", self.expected)):
            if text:
                lines.append(f"    {Words(name).said(language):<10}{said(text, language)}")
        if self.nearest:
            lines.append(f"    {Words('nearest', name=self.nearest).said(language)}")
        return "\n".join(lines)


def _marked(text: str, line: int, column: int) -> list[str]:
    """A line of the file, cut around the column if it is long, and a mark under that column."""
    first = max(0, min(column - 1 - _SHOWN // 2, len(text) - _SHOWN))
    # signs that cannot be seen, or move the mark, are shown as others
    shown = text[first : first + _SHOWN].rstrip("\r\n").translate(_SIGNS)
    number = f"{line} | "
    cut = "…" if first else ""
    before = " " * (len(cut) + column - 1 - first)
    return [f"    {number}{cut}{shown}", f"    {'| ':>{len(number)}}{before}^"]


class BusinessCaseError(Exception):
    """Base class of the package's errors."""

    def said(self, language: str) -> str:
        """The message in a language ("en", "da"), as far as its words are in both."""
        return str(said(self.args[0], language)) if self.args else ""


class ScenarioError(BusinessCaseError):
    """A scenario is invalid. Holds every fault of the stage that failed (exit code 3)."""

    def __init__(self, faults: list[Fault], *, of: str = "the scenario") -> None:
        self.faults, self.of = faults, of
        super().__init__(self.said("en"))

    def said(self, language: str) -> str:
        """Every fault in a language ("en", "da")."""
        of = Words(self.of).said(language) if self.of in _WHOLES else said(self.of, language)
        many = Words("one_fault", of=of) if len(self.faults) == 1 else Words("faults", count=len(self.faults), of=of)
        return "\n".join([many.said(language), *(fault.said(language) for fault in self.faults)])


class NumericalError(BusinessCaseError):
    """A numerical check failed: a level that cannot be reached, mass not conserved (exit code 4)."""


class UsageError(BusinessCaseError):
    """The request itself cannot be carried out, such as an output folder that cannot be written (exit code 2)."""


def nearest(word: str, names: Iterable[str]) -> str | None:
    """The name most like a misspelt one, None if none is close."""
    names = list(names)
    close = get_close_matches(word, names, n=1, cutoff=0.6)
    if not close:
        by_lower = {name.lower(): name for name in names}
        close = [by_lower[name] for name in get_close_matches(word.lower(), by_lower, n=1, cutoff=0.6)]
    if not close and len(word) >= _LEAST_PART:
        close = [name for name in names if word.lower() in name.lower()]
    return close[0] if close else None


def by_nearness(word: str, names: Iterable[str]) -> list[str]:
    """Names, those most like a word first."""
    word = word.lower()
    return sorted(names, key=lambda name: -round(SequenceMatcher(None, word, name.lower()).ratio(), 6))
