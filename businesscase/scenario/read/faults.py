"""From what a check found to a `Fault`: the file, the line, what was found and what was expected, in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError

from businesscase.core.errors import Fault, by_nearness, nearest
from businesscase.core.words import RuleBroken, Words
from businesscase.scenario.declare.document import Document
from businesscase.scenario.declare.keys import description_at, is_quantity, join, names_at, split
from businesscase.scenario.declare.meant import meant
from businesscase.scenario.declare.places import Path, Provenance, holds, look_up
from businesscase.scenario.declare.quantity import UNITS, Declaration
from businesscase.scenario.read.parted import comma_in_text
from businesscase.scenario.read.reading import misread_number

CERTIFICATE = Words("certificate")

# kind of error -> what would be accepted
_EXPECTED = {
    "float_type": Words("a_number"),
    "float_parsing": Words("a_number"),
    "finite_number": Words("a_number"),
    "int_type": Words("a_whole_number"),
    "int_parsing": Words("a_whole_number"),
    "int_from_float": Words("a_whole_number"),
    "string_type": Words("a_text"),
    "bool_type": Words("true_or_false"),
    "bool_parsing": Words("true_or_false"),
    "list_type": Words("a_list"),
    "dict_type": Words("a_mapping"),
    "model_type": Words("a_mapping"),
}


def fault(
    provenance: Provenance,
    path: Path,
    message: str,
    *,
    found: Any = None,
    expected: str | None = None,
    nearest: str | None = None,
    at_key: bool = False,
    missing: bool = False,
) -> Fault:
    """A fault with the place of the value at `path`, of its key, or of what it is missing from."""
    place = provenance.place(path[:-1] if missing else path)
    found = found if found is None or isinstance(found, str) else str(found)
    if place is None:
        return Fault(message, join(path), found=found, expected=expected, nearest=nearest)
    at_key = at_key or not place.text  # of a block, the line that names it
    line, column = (place.key_line, place.key_column) if at_key else (place.line, place.column)
    return Fault(message, join(path), place.file, line, column, found, expected, nearest)


def field_faults(
    error: ValidationError, data: dict[str, Any], provenance: Provenance, root: type[Declaration] = Document
) -> list[Fault]:
    """All faults that the declarations found in `data`, in the order of the document, which is a `root`."""
    by_path: dict[Path, list[dict[str, Any]]] = {}
    for detail in error.errors(include_url=False):
        by_path.setdefault(_path(detail, data), []).append(dict(detail))
    faults = []
    for path, details in by_path.items():
        deeper = any(other != path and other[: len(path)] == path for other in by_path)
        chosen = _choose(details, _value(data, path), deeper)
        faults += [_fault(detail, path, data, provenance, root) for detail in chosen]
    misspelt = {(*split(one.key)[:-1], one.nearest) for one in faults if one.nearest}
    missing = {path for path, details in by_path.items() if details[0]["type"] == "missing"}
    # compared by message too: a key may differ from a field by spaces that `split` leaves out
    # what is missing in a block that another file begins is missing because the block's name is misspelt here
    blamed = [path for path in missing if any(path[: len(block)] == block for block in misspelt)]
    faults = [one for one in faults if not (_is_missing(one) and split(one.key) in blamed)]
    faults = list(dict.fromkeys(faults))  # a text that two commas part is one fault
    return sorted(faults, key=lambda one: (one.file, one.line or 0, one.column or 0))


def _is_missing(one: Fault) -> bool:
    return isinstance(one.message, Words) and one.message.key == "missing"


def _path(detail: dict[str, Any] | Any, data: Any) -> Path:
    """The path of an error in the data: names of alternatives, which the validator mixes in, are left out."""
    path: list[str] = []
    location = detail["loc"]
    for index, part in enumerate(location):
        is_missing_key = detail["type"] == "missing" and index == len(location) - 1
        if is_missing_key or holds(data, (*path, str(part))):
            path.append(str(part))
    return tuple(path)


def _is_alternative(detail: dict[str, Any]) -> bool:
    return bool(detail["type"] == "literal_error" and str(detail["loc"][-1]).startswith("literal["))


def _choose(details: list[dict[str, Any]], value: Any, deeper: bool) -> list[dict[str, Any]]:
    """Of the errors of alternatives (a quantity or the word rest), those that fit what was written."""
    word = [detail for detail in details if _is_alternative(detail)]
    other = [detail for detail in details if not _is_alternative(detail)]
    if not word:
        return other
    if isinstance(value, str) and not misread_number(value):
        return word[:1]
    return other if other or deeper else word[:1]


def _fault(detail: dict[str, Any], path: Path, data: Any, provenance: Provenance, root: type[Declaration]) -> Fault:
    kind, name = detail["type"], path[-1] if path else ""
    context = detail.get("ctx", {})
    place = provenance.place(path)
    value = _value(data, path)
    found = place.text if place is not None and place.text and holds(data, path) else _short(value)
    if kind == "missing":
        expected = _description(path, root)
        if provenance.removes(path):
            return fault(provenance, path, Words("removed", name=name), found="null", expected=expected)
        return fault(provenance, path, Words("missing", name=name), expected=expected, missing=True)
    if kind == "extra_forbidden":
        return comma_in_text(path, data, provenance) or unknown_key(provenance, path, names_at(path[:-1], root))
    emptied = [each for each, below in value.items() if below is None] if isinstance(value, dict) else []
    if kind == "value_error" and emptied:  # a rule about which keys stand together: an empty one is no key
        path, name = (*path, emptied[0]), emptied[0]
        return fault(provenance, path, Words("empty", name=name), expected=_rule(context["error"])[0])
    if kind == "value_error":
        return _rule_broken(context["error"], path, value, provenance)
    wants_number = _EXPECTED.get(kind, "").endswith("number") or is_quantity(path, root)
    written = place.text if kind == "int_from_float" and place is not None else value  # 2.023 is a number, and no year
    misread = misread_number(written) if wants_number and isinstance(written, str) else None
    if misread is not None:
        return fault(provenance, path, misread[0], found=written, expected=misread[1])
    if value is None:
        return fault(provenance, path, Words("empty", name=name), expected=_description(path, root))
    if is_quantity(path, root) and kind == "model_type":
        return fault(provenance, path, Words("not_a_number", name=name), found=found, expected=CERTIFICATE)
    if kind in ("literal_error", "enum"):
        return _not_one_of(detail, path, found, provenance, root)
    if kind == "finite_number":
        return fault(provenance, path, Words("not_finite"), found=found)
    expected = _EXPECTED.get(kind)
    message = ""
    if kind == "string_pattern_mismatch":
        message, expected = Words("fields.account", found=found), Words("fields.an_account")
    elif kind.startswith("date"):
        expected = Words("a_date")
    elif kind == "too_short":
        message, expected = Words("too_few", name=name), Words("at_least", limit=context["min_length"])
    elif kind == "too_long":
        message, expected = Words("too_many", name=name), Words("at_most", limit=context["max_length"])
    elif kind in _BOUNDS:
        expected = Words(_BOUNDS[kind][0], limit=context[_BOUNDS[kind][1]])
    elif expected is None:
        expected = str(detail["msg"])
    message = message or Words("must_be", name=name, expected=expected)
    if str(detail["loc"][-1]) == "[key]":
        return fault(provenance, path, Words("name_cannot_stand", name=name), expected=expected, at_key=True)
    return fault(provenance, path, message, found=found, expected=expected)


_BOUNDS = {
    "greater_than": ("more_than", "gt"),
    "greater_than_equal": ("at_least", "ge"),
    "less_than": ("less_than", "lt"),
    "less_than_equal": ("at_most", "le"),
}


def _rule_broken(rule: ValueError, path: Path, value: Any, provenance: Provenance) -> Fault:
    """The fault of a rule that a declaration states itself; of a number, at the part of it that the rule is about."""
    message, expected = _rule(rule)
    part = re.match(r"(unknown|wrong) (unit)|(value|low|high) (?:is|must)", message)
    if part and isinstance(value, dict):
        name = part[2] or part[3]
        path, value = (*path, name), value.get(name)
    close = nearest(str(value), UNITS) if part and part[1] == "unknown" else None
    return fault(provenance, path, message, found=_short(value), expected=expected, nearest=close)


def _rule(rule: ValueError) -> tuple[str, str | None]:
    return (rule.message, rule.expected) if isinstance(rule, RuleBroken) else (str(rule), None)


def unknown_key(provenance: Provenance, path: Path, names: Iterable[str]) -> Fault:
    """The fault of a key that nothing reads."""
    names = tuple(names)
    expected = Words("one_of", names=", ".join(names)) if names else None
    message = Words("unknown_key", name=path[-1])
    return fault(provenance, path, message, expected=expected, nearest=meant(path[-1], names), at_key=True)


def unknown_name(
    provenance: Provenance, path: Path, what: str, name: str, names: Iterable[str], *, at_key: bool = False
) -> Fault:
    """The fault of a name that is declared nowhere: `what` says what it should be a name of."""
    names = tuple(names)
    expected = Words("one_of", names=", ".join(names)) if names else Words("fields.none", what=what)
    close, message = nearest(name, names), Words("no_such_name", what=what, name=name)
    return fault(provenance, path, message, found=name, expected=expected, nearest=close, at_key=at_key)


def _not_one_of(
    detail: dict[str, Any], path: Path, found: str | None, provenance: Provenance, root: type[Declaration]
) -> Fault:
    expected = str(detail["ctx"]["expected"])
    names = [word.strip().strip("'") for part in expected.split(" or ") for word in part.split(",")]
    is_key = str(detail["loc"][-1]) == "[key]"
    name = path[-1] if is_key else str(found)
    listed: str = Words("one_of", names=", ".join(by_nearness(name, names)))
    if len(names) < 3:
        listed = Words("or", one=names[0], other=names[1]) if len(names) == 2 else names[0]
    if is_quantity(path, root) and not is_key:
        listed = Words("certificate_or", certificate=CERTIFICATE, names=listed)
    message = Words("cannot_stand", name=name)
    found = None if is_key else found
    return fault(provenance, path, message, found=found, expected=listed, nearest=nearest(name, names), at_key=is_key)


def _description(path: Path, root: type[Declaration]) -> str | None:
    described = description_at(path, root)
    if path[-1:] == ("unit",):
        return Words("one_of", names=", ".join(UNITS))
    return described or (CERTIFICATE if is_quantity(path, root) else None)


def _value(data: Any, path: Path) -> Any:
    return look_up(data, path) if holds(data, path) else None


def _short(value: Any) -> str | None:
    if value is None or isinstance(value, (dict, list)):
        return None
    return str(value)
