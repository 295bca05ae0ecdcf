"""How large a file may be once its aliases are written out: a few lines of them can stand for more than any memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from businesscase.core.errors import Fault, ScenarioError
from businesscase.core.words import Words

if TYPE_CHECKING:
    from ruamel.yaml.nodes import MappingNode, Node

MOST_NODES = 200_000  # keys and values; the largest real scenario has 4,000
MOST_LETTERS, LONGEST_LINE = 400_000, 5_000  # the largest real scenario has 54,000, its longest line 170


def check_length(text: str, name: str) -> None:
    """Refuse a text that would take minutes to be read: the parser's time grows with its length, and faster in a line.

    Raises:
        ScenarioError: with the first line that is too long, or the line at which the text is.
    """
    lines = text.split("\n")
    for number, line in enumerate(lines, start=1):
        if len(line) > LONGEST_LINE:
            message = Words("line_too_long", count=len(line), most=LONGEST_LINE)
            raise ScenarioError([Fault(message, "", name, number, expected=Words("broken_lines"))])
    if len(text) > MOST_LETTERS:
        message = Words("text_too_long", count=len(text), most=MOST_LETTERS)
        raise ScenarioError([Fault(message, "", name, expected=Words("write_out"))])


def check_size(root: MappingNode, name: str, text: str) -> None:
    """Refuse a tree that unfolds to more than `MOST_NODES` nodes. Each node is counted once, however often it is meant.

    Raises:
        ScenarioError: at the first node that is that large without holding another that is.
    """
    counts: dict[int, int] = {}
    large: list[Node] = []
    _count(root, counts, large)
    if large:
        mark, size = large[0].start_mark, counts[id(large[0])]
        line = text.split("\n")[mark.line]
        message = Words("too_many_nodes", count=size, most=MOST_NODES)
        raise ScenarioError(
            [Fault(message, "", name, mark.line + 1, mark.column + 1, expected=Words("write_out"), text=line)]
        )


def _count(node: Node, counts: dict[int, int], large: list[Node]) -> int:
    from ruamel.yaml.nodes import MappingNode, SequenceNode

    if id(node) in counts:
        return counts[id(node)]
    counts[id(node)] = size = 1  # an alias inside its own anchor is refused where it is read
    if isinstance(node, MappingNode):
        size += sum(_count(key, counts, large) + _count(value, counts, large) for key, value in node.value)
    elif isinstance(node, SequenceNode):
        size += sum(_count(item, counts, large) for item in node.value)
    counts[id(node)] = size
    if size > MOST_NODES:
        large.append(node)
    return size
