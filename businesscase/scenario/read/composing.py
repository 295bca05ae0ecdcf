"""From YAML text to a tree of nodes, and what is not YAML said in the reader's words."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from businesscase.core.errors import Fault, ScenarioError
from businesscase.core.words import Words
from businesscase.scenario.read.size import check_size
from businesscase.scenario.read.slips import Slip, slip_of_error

if TYPE_CHECKING:
    from ruamel.yaml.nodes import MappingNode, Node

_NULL = "tag:yaml.org,2002:null"
# Where the two readers were seen to differ: libyaml lets a tab pass as a space and counts no mark of byte order, a line
# may end otherwise, and a directive may ask for another version of YAML.
_READ_OTHERWISE = re.compile("[\t\ufeff\x85\u2028\u2029]|^%", re.MULTILINE)
_DEEPEST = 100  # libyaml's tree is built by calls within calls, which nothing stops before the stack is full


def slip_fault(slip: Slip, name: str, text: str | None) -> Fault:
    """A slip of writing as a fault of a file, with its line where the text is known."""
    line = None if text is None else text.split("\n")[slip.line - 1]
    return Fault(slip.message, "", name, slip.line, slip.column, slip.found, slip.expected, text=line)


def compose(text: str, name: str) -> MappingNode:
    """The tree of YAML nodes of a text.

    libyaml reads it, eight times as fast as what is written in Python; what it refuses, or could take otherwise, is
    read by the other, whose words for somebody's slips are known.

    Raises:
        ScenarioError: if it is not YAML, is empty or not a mapping, or unfolds to too many values.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError
    from ruamel.yaml.nodes import MappingNode
    from ruamel.yaml.reader import ReaderError

    try:
        try:
            root = _by_libyaml(text) or YAML(typ="rt", pure=True).compose(io.StringIO(text))
        except NotImplementedError:  # a comment where the reader that keeps comments has no place for one
            root = YAML(typ="safe", pure=True).compose(io.StringIO(text))
    except MarkedYAMLError as error:
        mark, begun = error.problem_mark or error.context_mark, error.context_mark
        what = str(error.problem or error.context).split("(")[0].strip()
        if mark is None:
            raise ScenarioError([Fault(Words("not_yaml", what=what), file=name)]) from None
        start = None if begun is None or begun.line >= mark.line else begun.line + 1
        slip = slip_of_error(text, mark.line + 1, mark.column + 1, what, start)
        raise ScenarioError([slip_fault(slip, name, text)]) from None
    except RecursionError:
        raise ScenarioError([Fault(Words("too_deep"), file=name)]) from None
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        message = Words("slip.control", code=f"U+{ord(text[error.position]):04X}")
        raise ScenarioError([Fault(message, "", name, line, text=text.split("\n")[line - 1])]) from None
    except (YAMLError, ValueError) as error:
        what = str(error).splitlines()[0] if str(error) else "unreadable"
        raise ScenarioError([Fault(Words("not_yaml", what=what), file=name)]) from None
    if root is None or (root.tag == _NULL and not isinstance(root, MappingNode)):
        raise ScenarioError([Fault(Words("empty_file"), file=name, expected=Words("keys_with_values"))])
    mark = root.start_mark
    if not isinstance(root, MappingNode):
        expected = Words("keys_with_values")
        raise ScenarioError(
            [Fault(Words("not_a_scenario"), "", name, mark.line + 1, mark.column + 1, expected=expected)]
        )
    check_size(root, name, text)
    return root


def _by_libyaml(text: str) -> Node | None:
    """The tree as libyaml reads it; None where it is to be read by the other."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    if _READ_OTHERWISE.search(text):
        return None
    try:
        if _depth(text) > _DEEPEST:
            return None
        tree: Node | None = YAML(typ="safe", pure=False).compose(io.StringIO(text))
    except (YAMLError, ValueError):
        return None
    return tree


def _depth(text: str) -> int:
    """How deep mappings and lists lie in each other, or one more than `_DEEPEST` where it is more than that."""
    from ruamel.yaml import YAML
    from ruamel.yaml.events import CollectionEndEvent, CollectionStartEvent

    depth = deepest = 0
    for event in YAML(typ="safe", pure=False).parse(io.StringIO(text)):
        if isinstance(event, CollectionStartEvent):
            depth += 1
            deepest = max(deepest, depth)
        elif isinstance(event, CollectionEndEvent):
            depth -= 1
        if deepest > _DEEPEST:
            break
    return deepest
