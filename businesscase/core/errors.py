"""Everything that `businesscase` raises on purpose. The texts are part of the interface."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


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
    """

    message: str
    key: str = ""
    file: str = ""
    line: int | None = None
    column: int | None = None
    found: str | None = None
    expected: str | None = None
    nearest: str | None = None

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part not in ("", None, 0))
        lines = [f"{place}: {self.message}" if place else self.message]
        for name, text in (("key", self.key), ("found", self.found), ("expected", self.expected)):
            if text:
                lines.append(f"    {name + ':':<10}{text}")
        if self.nearest:
            lines.append(f"    did you mean: {self.nearest}?")
        return "\n".join(lines)


class BusinessCaseError(Exception):
    """Base class of the package's errors."""


class ScenarioError(BusinessCaseError):
    """A scenario is invalid. Holds every fault of the stage that failed (exit code 3)."""

    def __init__(self, faults: list[Fault], *, of: str = "the scenario") -> None:
        self.faults = faults
        head = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        super().__init__("\n".join([f"{head} in {of}", *map(str, faults)]))


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
    return close[0] if close else None
