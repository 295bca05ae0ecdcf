"""Parts of a YAML text put in the place of others, every other letter and comment kept as it is."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from businesscase.scenario.declare.places import Path

if TYPE_CHECKING:
    from ruamel.yaml.nodes import Node

Span = tuple[int, int]


class Parts:
    """A text whose values and keys can be replaced, by their paths in the text as it was at first."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._spans = dict(_spans(text))
        self._new: dict[Span, str] = {}

    def value(self, path: Path, new: str) -> None:
        """Another value, for one that stands on one line."""
        _, begin, end = self._spans[path]
        self._new[begin, end] = new

    def entry(self, path: Path, new: str) -> None:
        """Another key and value, in the place of the rest of their line."""
        key, _, end = self._spans[path]
        self._new[key, self.text.find("\n", end)] = new

    def name(self, path: Path, new: str) -> None:
        """Another name of a key."""
        key, _, _ = self._spans[path]
        self._new[key, key + len(path[-1])] = new

    def before(self, path: Path, lines: str) -> None:
        """More lines before the one on which a key stands."""
        key, _, _ = self._spans[path]
        at = self.text.rfind("\n", 0, key) + 1
        self._new[at, at] = self._new.get((at, at), "") + lines

    def cut(self, path: Path, until: Path, lines: str = "") -> None:
        """Other lines, or none, in the place of those from a key up to the line of another."""
        begin, end = (self.text.rfind("\n", 0, self._spans[each][0]) + 1 for each in (path, until))
        self._new[begin, end] = lines

    def __str__(self) -> str:
        text = self.text
        for (begin, end), new in sorted(self._new.items(), reverse=True):
            text = text[:begin] + new + text[end:]
        return text


def _spans(text: str) -> Iterator[tuple[Path, tuple[int, int, int]]]:
    """Path -> where its key begins, and where its value begins and ends."""
    from ruamel.yaml import YAML

    yield from _below(YAML(typ="rt", pure=True).compose(io.StringIO(text)), ())


def _below(node: Node, path: Path) -> Iterator[tuple[Path, tuple[int, int, int]]]:
    from ruamel.yaml.nodes import MappingNode

    if isinstance(node, MappingNode):
        for key, value in node.value:
            here = (*path, str(key.value))
            yield here, (key.start_mark.index, value.start_mark.index, value.end_mark.index)
            yield from _below(value, here)
