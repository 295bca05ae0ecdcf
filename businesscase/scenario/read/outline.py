"""Which line is indented wrongly: the one whose shift leaves fewest keys where they cannot stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from businesscase.scenario.declare.keys import is_quantity, names_at, takes_value
from businesscase.scenario.declare.places import Path
from businesscase.scenario.declare.quantity import Declaration, Quantity
from businesscase.scenario.read.lexing import Entry

_NEAR = 40  # entries before and after the line where it shows that are tried
_TOP = ("population", "clocks", "claims")  # by which a scenario of families is known: of SØM there are other fields
_STEP = 2  # spaces by which a block is deeper than its key, where nothing else tells
_TORN, _MISPLACED, _DOUBTFUL = 3, 2, 1  # a line that no parser takes, a key that does not belong, one without a value


@dataclass(frozen=True)
class Shift:
    """A line that is indented wrongly: by how much, by how much its block is, and the line on which that begins."""

    entry: Entry
    wanted: int
    block: int


def wrong_indentation(entries: Sequence[Entry], line: int, *, certain: bool) -> Shift | None:
    """The line whose shift mends the section around `line`, None if no single shift does.

    Args:
        entries: of the whole text.
        line: where the fault shows.
        certain: whether something is wrong with the lines, so that a shift that mends most will do; otherwise only one
            that mends all.
    """
    section = _section(entries, line)
    if not section:
        return None
    known = any(entry.key in _TOP for entry in entries if entry.indent == 0)
    base = _score(section, known).wrong
    if base < _MISPLACED:
        return None
    at = next((i for i, entry in enumerate(section) if entry.line >= line), len(section) - 1)
    indents = {entry.indent for entry in section}
    found: list[tuple[int, int, int, int, Shift]] = []
    for i in range(max(0, at - _NEAR), min(len(section), at + 3)):
        entry = section[i]
        if i and section[i - 1].line == entry.line:
            continue  # what follows a dash moves with it
        if not certain and _is_alone_at_the_margin(section, i):
            continue
        for indent in sorted(indents - {entry.indent}):
            moved = _moved(section, i, indent)
            outline = _score(moved, known, of=i)
            if outline.wrong < base:
                shift = Shift(entry, indent, outline.block or entry.line)
                found.append((outline.wrong, outline.uneven, abs(i - at), abs(indent - entry.indent), shift))
    if not found:
        return None
    best = min(found, key=lambda one: one[:4])
    return best[4] if certain or best[0] == 0 else None


def _is_alone_at_the_margin(section: Sequence[Entry], i: int) -> bool:
    """Whether a key at the margin with nothing below it is no name of the format: it would fit where names are free."""
    below = section[i + 1] if i + 1 < len(section) else None
    key = section[i].key or "-"
    return section[i].indent == 0 and key not in _fields() and "." not in key and (below is None or below.indent == 0)


@lru_cache(maxsize=1)
def _fields() -> frozenset[str]:
    """Every name of the format, at whatever place."""
    kinds, found = [Declaration], {"-"}
    while kinds:
        kind = kinds.pop()
        kinds += kind.__subclasses__()
        found |= set(kind.model_fields)
    return frozenset(found)


def _moved(section: list[Entry], i: int, indent: int) -> list[Entry]:
    by = indent - section[i].indent
    return [replace(entry, indent=entry.indent + by) if entry.line == section[i].line else entry for entry in section]


def _section(entries: Sequence[Entry], line: int) -> list[Entry]:
    """Entries from the last key at the margin before a line to the first one after it.

    A key that stands at the margin by a slip may cut a section in two, so that one more is taken on either side.
    """
    heads = [i for i, entry in enumerate(entries) if entry.indent == 0 and entry.key not in (None, "-")]
    before = [i for i in heads if entries[i].line <= line]
    after = [i for i in heads if entries[i].line > line]
    first = before[-2] if len(before) > 1 else 0
    return list(entries[first : after[1] if len(after) > 1 else len(entries)])


class _Outline(NamedTuple):
    """How much is wrong with lines at their indentations, and where the block of one of them begins.

    `uneven` is how many blocks are not one step deeper than their key.
    """

    wrong: int
    uneven: int
    block: int | None


def _score(section: Sequence[Entry], known: bool, of: int | None = None) -> _Outline:
    """What is wrong with a section; `block` is that of entry `of`."""
    score, uneven, block = 0, 0, None
    stack: list[_Level] = []
    for number, entry in enumerate(section):
        while stack and stack[-1].indent > entry.indent:
            popped = stack.pop()
            score += popped.is_bare * _DOUBTFUL
            if not stack or stack[-1].indent < entry.indent:
                score += _TORN  # between two indentations
        if stack and stack[-1].indent == entry.indent and (entry.key == "-") == stack[-1].is_item:
            level = stack[-1]
            score += level.is_bare * _DOUBTFUL
        elif stack and stack[-1].indent == entry.indent and entry.key == "-":
            level = _Level(entry.indent, stack[-1].path, entry.line, is_item=True)  # a list below its key, not deeper
            score += _TORN * (stack[-1].value not in ("", "any"))
            stack[-1].is_bare = False
            stack.append(level)
        elif stack and stack[-1].indent == entry.indent:
            stack.pop()
            if not stack or stack[-1].indent != entry.indent:
                score += _TORN
                stack.append(_Level(entry.indent, (), entry.line))
            level = stack[-1]
        else:
            parent = stack[-1] if stack else None
            if parent is not None and parent.value == "text":
                continue  # whatever it looks like, it is text
            score += 0 if parent is None or parent.value in ("", "item", "any") else _TORN
            path = () if parent is None else parent.path
            if parent is not None:
                parent.is_bare = False
                if entry.key is None:
                    score += _flow_faults(entry, path, known)
                    parent.value = entry.value
                    if of == number:
                        block = parent.line
                    continue
            level = _Level(entry.indent, path, entry.line, parent=path, is_item=entry.key == "-")
            uneven += parent is not None and entry.indent - parent.indent != _STEP
            stack.append(level)
        if of == number:
            block = level.line
        if entry.key is None:
            score += 0 if entry.value == "plain" and level.value == "plain" else _TORN
            continue
        level.take(entry)
        if entry.key != "-":
            score += level.misplaced(entry, known)
            score += _flow_faults(entry, level.path, known)
    score += sum(level.is_bare for level in stack) * _DOUBTFUL
    return _Outline(score, uneven, block)


class _Level:
    """A block that is open: its siblings so far, and the last of them."""

    def __init__(
        self, indent: int, path: Path, line: int, *, parent: Path | None = None, is_item: bool = False
    ) -> None:
        self.indent, self.line, self.is_item = indent, line, is_item
        self.parent = path if parent is None else parent
        self.path, self.value, self.is_bare = path, "", False
        self.seen: set[str] = set()

    def take(self, entry: Entry) -> None:
        self.path = (*self.parent, "0" if entry.key == "-" else str(entry.key))
        self.value, self.is_bare = entry.value, entry.value == ""

    def misplaced(self, entry: Entry, known: bool) -> int:
        names = _names(self.parent) if known else ()
        score = _MISPLACED * (str(entry.key) in self.seen) + _MISPLACED * (bool(names) and entry.key not in names)
        self.seen.add(str(entry.key))
        if known and entry.value in ("plain", "quoted") and not _takes_value(self.path):
            score += _MISPLACED
        return score


def _flow_faults(entry: Entry, path: Path, known: bool) -> int:
    names = _names(path) if known and entry.keys else ()
    return _MISPLACED * (bool(names) and any(key not in names for key in entry.keys))


@lru_cache(maxsize=10_000)
def _names(path: Path) -> tuple[str, ...]:
    names = names_at(path)
    # a number may also be declared by dates, or by its name in the catalogue
    return (*names, *Quantity.model_fields, "since", "until", "catalogue") if is_quantity(path) else names


@lru_cache(maxsize=10_000)
def _takes_value(path: Path) -> bool:
    return takes_value(path)
