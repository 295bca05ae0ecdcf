"""One fault in a valid text: an edit, the words its message must have, and the line where it must be reported."""

from __future__ import annotations

from dataclasses import dataclass


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
