"""A forgiving look at YAML text that does not parse: which signs are quotes, comments, keys, and where lines begin.

The parser stops at the first thing that it cannot take, often far behind the slip. This goes on to the end, and keeps
what is needed to tell where a quote or a bracket was lost, and how each line is indented.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import IntEnum

_KEY_LINE = re.compile(r"(?:- )*(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s\"'{}\[\],#&*!|>%@`:\n][^\"'{}\[\],#:\n]*):(?=[ \n]|$)")
# in a block a key may hold signs that in brackets end it
_BLOCK_KEY = re.compile(
    r"(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s\"'{}\[\],#&*!|>%@`:\n](?:(?! #)[^:\n]|:(?![ \n]))*):(?=[ \n]|$)"
)
_TEXT_KEY = re.compile(r" *(\w+): [>|]-?[ \t]*$")
_ANY = re.compile(r"(?:null|~|\*\S+|&\S+)[ \t]*(?=#|\n|$)")
_CLOSING = {"{": "}", "[": "]"}


class Sign(IntEnum):
    """What a character is part of."""

    STRUCTURE = 0
    QUOTED = 1
    COMMENT = 2
    PLAIN = 3
    KEY = 4
    BLOCK_TEXT = 5


@dataclass(frozen=True)
class Lost:
    """A sign too few or too many, at a 1-based place.

    `kind` is unclosed_quote, unopened_quote, bracket (a half without its other one), or colon (a second in a value).
    """

    kind: str
    sign: str
    line: int
    column: int


@dataclass
class Entry:
    """A line of a block, or what stands after a dash on it.

    Attributes:
        line: 1-based.
        indent: spaces before it (before the dash of an item).
        key: its key; "-" of an item; None of a value that stands on a line of its own.
        value: of the key on the same line: "" none, else "plain", "quoted", "flow", "text" (a block of text), or "any"
            (null, an alias, an anchor of what stands below).
        keys: of a value in braces, its own keys.
    """

    line: int
    indent: int
    key: str | None
    value: str = ""
    keys: list[str] = field(default_factory=list)


class Lexed:
    """The whole text, looked through once.

    Attributes:
        signs: a `Sign` per character.
        lost: in the order in which they were noticed.
        entries: lines of blocks, in order.
        swallowed: lines of a text that look as if they began one of their own, with the entry whose text it is.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.signs = bytearray(len(text))
        self.lost: list[Lost] = []
        self.entries: list[Entry] = []
        self.swallowed: list[tuple[Entry, Entry]] = []
        self._starts = [0, *(at.end() for at in re.finditer("\n", text))]
        self._open: list[tuple[str, int, int]] = []  # bracket, position, indentation of its line
        self._value = 0  # where the last value of a key in braces begins
        at = 0
        while at < len(text):
            at = self._line(at)
        if self._open:
            self._unclosed()

    def place(self, at: int) -> tuple[int, int]:
        """1-based line and column of a position."""
        from bisect import bisect_right

        line = bisect_right(self._starts, at)
        return line, at - self._starts[line - 1] + 1

    def _line(self, start: int) -> int:
        """A line of a block that begins at a position, with all that its brackets and quotes hold; where it ends."""
        at = self._skip(start)
        indent, text = at - start, self.text
        if at >= len(text) or text[at] == "\n":
            return at + 1
        if text[at] == "#":
            return self._comment(at)
        while text.startswith("- ", at) or text.startswith("-\n", at):
            self.entries.append(Entry(self.place(start)[0], indent, "-", "plain"))
            at = self._skip(at + 1)
            indent = at - start
            self.entries[-1].value = "" if at >= len(text) or text[at] in "\n#" else "item"
        if at >= len(text) or text[at] in "\n#":
            return self._tail(at)
        entry = Entry(self.place(start)[0], indent, None)
        self.entries.append(entry)
        key = _BLOCK_KEY.match(text, at)
        if key:
            entry.key = key[0][:-1].strip("\"'")
            self._mark(at, key.end() - 1, Sign.KEY)
            at = self._skip(key.end())
        if at >= len(text) or text[at] in "\n":
            return at + 1
        if text[at] == "#" and text[at - 1] in " \t":
            return self._comment(at)
        if text[at] in "|>" and key:
            entry.value = "text"
            return self._block_text(at, indent)
        if text[at] in "{[":
            entry.value = "flow"
            return self._tail(self._flow(at, indent, entry))
        if text[at] in "\"'":
            entry.value = "quoted"
            end = self._quoted(at)
            return self._tail(end)
        entry.value = "any" if _ANY.match(text, at) else "plain"
        return self._tail(self._plain(at, in_flow=False))

    def _skip(self, at: int) -> int:
        while at < len(self.text) and self.text[at] in " \t":
            at += 1
        return at

    def _mark(self, start: int, end: int, sign: Sign) -> None:
        self.signs[start:end] = bytes([sign]) * (end - start)

    def _comment(self, at: int) -> int:
        end = self.text.find("\n", at)
        end = len(self.text) if end < 0 else end
        self._mark(at, end, Sign.COMMENT)
        return end + 1

    def _tail(self, at: int) -> int:
        """What follows a value on its line: nothing but a comment where all is well."""
        end = self.text.find("\n", at)
        end = len(self.text) if end < 0 else end
        comment = re.search(r"(?:^|(?<=[ \t]))#", self.text[at:end])
        if comment:
            self._mark(at + comment.start(), end, Sign.COMMENT)
        return end + 1

    def _block_text(self, at: int, indent: int) -> int:
        at = self._tail(at)
        while at < len(self.text):
            begin, end = self._skip(at), self.text.find("\n", at)
            end = len(self.text) if end < 0 else end
            if begin < end and begin - at <= indent:
                break
            self._mark(begin, max(begin, end), Sign.BLOCK_TEXT)
            key = _TEXT_KEY.match(self.text[at:end])
            if key:
                found = Entry(self.place(at)[0], begin - at, key[1], "text")
                self.swallowed.append((found, self.entries[-1]))
            at = end + 1
        return at

    def _quoted(self, start: int) -> int:
        """A text in quotes; its end. Its closing quote is another one's if text goes on right behind it."""
        text, quote = self.text, self.text[start]
        closing = re.compile(r'"(?:[^"\\]|\\.)*"' if quote == '"' else r"'(?:[^']|'')*'", re.DOTALL).match(text, start)
        end = closing.end() if closing else len(text)
        self._mark(start, end, Sign.QUOTED)
        after = self._skip(end)
        follows = text[after] if after < len(text) else "\n"
        fits = follows in ("\n,}]:" if self._open else "\n:") or (follows == "#" and after > end)
        if not closing or not fits:
            self._lose("unclosed_quote", quote, start)
        return end

    def _plain(self, start: int, *, in_flow: bool) -> int:
        text, at = self.text, start
        while at < len(text):
            sign, after = text[at], text[at + 1 : at + 2]
            if sign == "\n" and not (in_flow and self._goes_on(at)):
                break
            if (sign == "#" and text[at - 1] in " \t\n") or (in_flow and sign in ",[]{}"):
                break
            if sign == ":" and (after in ("", " ", "\n") or (in_flow and after in ",[]{}")):
                if in_flow:
                    break
                at += 1
            at += 1
        self._mark(start, at, Sign.PLAIN)
        if text[start:at].count('"') % 2:
            begin = self._value if in_flow and self._value else start
            self._lose("unopened_quote", '"', begin)
        return at

    def _goes_on(self, newline: int) -> bool:
        """Whether what is open goes on in the next line: not if that is a key no deeper than where it opened."""
        begin = self._skip(newline + 1)
        deep = begin - newline - 1
        return not (self._open and deep <= self._open[0][2] and _KEY_LINE.match(self.text, begin))

    def _flow(self, at: int, indent: int, entry: Entry) -> int:
        """Everything up to the bracket that closes the one at a position; where that ends."""
        text = self.text
        self._value = 0
        while at < len(text):
            sign = text[at]
            if sign in "{[":
                self._open.append((sign, at, indent))
                at += 1
            elif sign in "}]":
                opened = self._open.pop()
                at += 1
                if _CLOSING[opened[0]] != sign:
                    self._lose("bracket", opened[0], opened[1])
                if not self._open:
                    return at
            elif sign in "\"'":
                begin, at = at, self._quoted(at)
                at = self._flow_key(begin, at, entry)
            elif sign == "#" and text[at - 1] in " \t\n":
                at = self._comment(at) - 1
            elif sign == "\n":
                if not self._goes_on(at):
                    self._unclosed()
                    return at
                at += 1
            elif sign in " \t,:":
                at += 1
            else:
                begin, at = at, self._plain(at, in_flow=True)
                at = self._flow_key(begin, at, entry)
        return at

    def _flow_key(self, begin: int, end: int, entry: Entry) -> int:
        """Past a word in brackets, and the colon that makes it a key; a value has none."""
        if self.text[end : end + 1] != ":":
            return end
        if begin == self._value:
            self._lose("colon", ":", end)
            return end + 1
        self._mark(begin, end, Sign.KEY)
        if len(self._open) == 1:
            entry.keys.append(self.text[begin:end].strip("\"'"))
        self._value = self._skip(end + 1)
        return end + 1

    def _unclosed(self) -> None:
        sign, at, _ = self._open[0]
        self._lose("bracket", sign, at)
        self._open.clear()

    def _lose(self, kind: str, sign: str, at: int) -> None:
        self.lost.append(Lost(kind, sign, *self.place(at)))
