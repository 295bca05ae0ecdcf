"""Laying one document over another: a file over the parts of the catalogue it includes, a variant over its file."""

from __future__ import annotations

from typing import Any

from businesscase.scenario.declare.clocks import LAWS
from businesscase.scenario.declare.places import Path, looks_like_quantity


def overlay(base: dict[str, Any], over: dict[str, Any], path: Path = ()) -> dict[str, Any]:
    """`base` with `over` laid on it; both stay untouched.

    Mappings are merged key by key. A number (with its certificate, or by its name in the catalogue), a law, a list and
    a plain value are replaced whole; null removes what stands below. A null that removes nothing is kept, for the
    declarations to refuse.
    """
    merged = dict(base)
    if is_transition(path) and any(law in over for law in LAWS):
        merged = {name: value for name, value in merged.items() if name not in LAWS}
    for name, value in over.items():
        here = (*path, name)
        below = base.get(name)
        if value is None and name in base:
            merged.pop(name, None)
        elif isinstance(value, dict) and isinstance(below, dict) and not _replaced_whole(below, value, here):
            merged[name] = overlay(below, value, here)
        else:
            merged[name] = value
    return merged


def put(data: dict[str, Any], path: Path, value: Any, at: Path = ()) -> dict[str, Any]:
    """`data` with `value` laid over what stands at `path`; `at` is the path of `data` itself."""
    name, rest = path[0], path[1:]
    if not rest:
        return overlay(data, {name: value}, at)
    return {**data, name: put(data.get(name) or {}, rest, value, (*at, name))}


def is_transition(path: Path) -> bool:
    """Whether the path is that of a clock's transition."""
    return len(path) == 4 and path[0] == "clocks" and path[2] == "transitions"


def _replaced_whole(below: dict[str, Any], value: dict[str, Any], path: Path) -> bool:
    is_law = is_transition(path[:-1]) and path[-1] in LAWS
    return is_law or any(looks_like_quantity(one) or "catalogue" in one for one in (below, value))
