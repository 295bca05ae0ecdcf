"""Dotted keys: the names by which every value of a scenario is found, changed and explained."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from enum import Enum
from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from businesscase.core.by_text import Described
from businesscase.core.errors import nearest
from businesscase.core.recent import of_itself
from businesscase.scenario.declare.document import Document
from businesscase.scenario.declare.places import Path
from businesscase.scenario.declare.quantity import Declaration, Quantity

_ALIKE = 0.75  # of 1: how alike the end of a key must be to stand for it


@of_itself(4)  # one check of a document asks dozens of times
def quantities(scenario: object) -> Mapping[str, Quantity]:
    """Every quantity of a scenario by its dotted key, the key of `with_values`, in the order of the document.

    Those of a section that is idle are not among them: nothing draws them, and nothing hangs on them.
    """
    idle = scenario.idle if isinstance(scenario, Document) else ()
    found = ((path, value) for path, value in walked(scenario) if isinstance(value, Quantity))
    return MappingProxyType({join(path): value for path, value in found if path[0] not in idle})


def series_of(key: str) -> str:
    """The key of the dated number that a number belongs to, its own key if it stands alone.

    The numbers of a series share one draw: what is uncertain of a price in one year is uncertain in the next.
    """
    return key.partition(".since.")[0]


def split(key: str) -> Path:
    """The path of a dotted key; spaces around '->' may be left out."""
    return tuple(re.sub(r"\s*->\s*", " -> ", part.strip()) for part in key.split("."))


def join(path: Path) -> str:
    """The dotted key of a path."""
    return ".".join(path)


def children(value: Any) -> dict[str, Any]:
    """What stands directly below a declaration or a mapping, by name; empty for a value."""
    if isinstance(value, Declaration):
        return {name: getattr(value, name) for name in _fields(type(value))}
    if isinstance(value, dict):
        return {str(name): item for name, item in value.items()}
    return {}


@cache  # pydantic looks for them anew each time
def _fields(kind: type[Declaration]) -> tuple[str, ...]:
    return tuple(kind.model_fields)


def walk(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Everything a scenario declares with its path, the whole first; quantities are not taken apart."""
    left = [(path, value)]
    while left:  # no generator in generators: each check of each variant walks thousands of places
        here, one = left.pop()
        yield here, one
        if isinstance(one, (Declaration, dict)) and not isinstance(one, Quantity):
            left += [((*here, name), item) for name, item in reversed(children(one).items())]


@of_itself(2)
def walked(scenario: object) -> tuple[tuple[Path, Any], ...]:
    """All of `walk` of a whole scenario, which several checks ask for one after the other."""
    return tuple(walk(scenario))


def find(scenario: Declaration, path: Path) -> Any:
    """The declaration, mapping or value at `path`.

    Raises:
        KeyError: if nothing has that name.
    """
    value: Any = scenario
    for part in path:
        below = children(value)
        if part not in below:
            raise KeyError(part)
        value = below[part]
    return value


def nearest_key(scenario: object, path: Path) -> tuple[str | None, tuple[str, ...]]:
    """The existing key most like an unknown one, and the names that stand where its first unknown name does."""
    value: Any = scenario
    found: list[str] = []
    expected: tuple[str, ...] = ()
    for part in path:
        below = {name: item for name, item in children(value).items() if item is not None}
        if part not in below:
            expected = expected or tuple(below)
        name = part if part in below else nearest(part, below)
        if name is None:
            break
        found.append(name)
        value = below[name]
    keys = list(quantities(scenario))
    ending = [key for key in keys if key.endswith("." + join(path))]
    if ending:  # the end of a key, well spelt, before a whole key that is only like it
        return ending[0], expected
    word = join(path)
    ends = {join(split(key)[-len(path) :]): key for key in reversed(keys)}  # the first key of those that end alike
    if len(found) == len(path):
        ends[join(tuple(found))] = join(tuple(found))
    close = get_close_matches(word, ends, n=1, cutoff=0.6 if len(found) == len(path) else _ALIKE)
    return ends[close[0]] if close else nearest(word, keys), expected


def names_at(path: Path, root: type[Declaration] = Document) -> tuple[str, ...]:
    """Names of the fields that may stand below `path`; empty where names are free or nothing can stand."""
    for kind in _kinds_at(path, root):
        if isinstance(kind, type) and issubclass(kind, Declaration):
            return tuple(name for name in kind.model_fields if name != "what_if")
    return ()


def description_at(path: Path, root: type[Declaration] = Document) -> Described:
    """What the field at `path` is for, "" if its declaration does not say."""
    for kind in _kinds_at(path[:-1], root):
        if isinstance(kind, type) and issubclass(kind, Declaration) and path[-1] in kind.model_fields:
            return Described(kind.model_fields[path[-1]].description or "")
    return Described("")


def is_quantity(path: Path, root: type[Declaration] = Document) -> bool:
    """Whether a number with its certificate is declared at `path`."""
    return Quantity in _kinds_at(path, root)


def takes_value(path: Path, root: type[Declaration] = Document) -> bool:
    """Whether something other than keys with values may stand at `path`."""
    kinds = _kinds_at(path, root)
    return not kinds or any(
        get_origin(kind) is not dict and not (isinstance(kind, type) and issubclass(kind, Declaration))
        for kind in kinds
    )


def words_at(path: Path, root: type[Declaration] = Document) -> tuple[str, ...]:
    """The words of a closed set that may stand at `path`; empty where anything else may stand too."""
    words: list[str] = []
    for kind in _kinds_at(path, root):
        if get_origin(kind) is Literal:
            words += map(str, get_args(kind))
        elif isinstance(kind, type) and issubclass(kind, Enum):
            words += (str(each.value) for each in kind)
        elif kind is not NoneType:
            return ()
    return tuple(words)


def _kinds_at(path: Path, root: type[Declaration]) -> list[Any]:
    """The types declared at a path below `root`, unions taken apart."""
    kinds: list[Any] = [root]
    for part in path:
        below: list[Any] = []
        for kind in kinds:
            if isinstance(kind, type) and issubclass(kind, Declaration):
                if part in kind.model_fields:
                    below += _alternatives(kind.model_fields[part].annotation)
            elif get_origin(kind) in (dict, list):
                below += _alternatives(get_args(kind)[-1])
        kinds = below
    return kinds


def _alternatives(annotation: Any) -> list[Any]:
    origin = get_origin(annotation)
    if origin is Annotated:
        return _alternatives(get_args(annotation)[0])
    if origin in (Union, UnionType):
        return [kind for part in get_args(annotation) for kind in _alternatives(part)]
    return [annotation]
