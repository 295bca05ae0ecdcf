"""From YAML text to a tree of nodes, and what is not YAML said in the reader's words."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from businesscase.core.errors import Fault, ScenarioError
from businesscase.core.words import Words
from businesscase.scenario.read.size import check_size
from businesscase.scenario.read.slips import Slip, slip_of_error

if TYPE_CHECKING:
    from ruamel.yaml.nodes import MappingNode

_NULL = "tag:yaml.org,2002:null"


def slip_fault(slip: Slip, name: str, text: str | None) -> Fault:
    """A slip of writing as a fault of a file, with its line where the text is known."""
    line = None if text is None else text.split("\n")[slip.line - 1]
    return Fault(slip.message, "", name, slip.line, slip.column, slip.found, slip.expected, text=line)


def compose(text: str, name: str, from_catalogue: bool) -> MappingNode:
    """The tree of YAML nodes of a text.

    Raises:
        ScenarioError: if it is not YAML, is empty or not a mapping, or unfolds to too many values.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError
    from ruamel.yaml.nodes import MappingNode
    from ruamel.yaml.reader import ReaderError

    try:
        try:
            # libyaml reads the library's own files, eight times as fast; somebody's slips it would word otherwise
            root = YAML(typ="safe" if from_catalogue else "rt", pure=not from_catalogue).compose(io.StringIO(text))
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
