"""Back from a `Scenario` to plain data, to YAML text and to a hash."""

from __future__ import annotations

import hashlib
import io
import json
import math
from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from typing import Any

from businesscase.core.errors import Fault, ScenarioError
from businesscase.scenario.declare.document import Document


def plain(value: Any) -> Any:
    """Nested dictionaries with text keys, lists, text, numbers, dates and None.

    Raises:
        ScenarioError: if a value is none of these, or a number is not finite.
    """
    if isinstance(value, Mapping):
        return {str(plain(name)): plain(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    if hasattr(value, "item"):  # a number from NumPy
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        raise ScenarioError([Fault("a number must be finite", found=str(value))])
    if value is None or isinstance(value, (str, bool, int, float, date)):
        return value
    raise ScenarioError([Fault(f"a value cannot be of type {type(value).__name__}", found=str(value))])


def declared(scenario: Document) -> dict[str, Any]:
    """What a scenario declares, as plain data; defaults are left out."""
    data: dict[str, Any] = plain(scenario.model_dump(exclude_defaults=True))
    return data


def to_json(data: Any, *, sort_keys: bool = False, finite: bool = True) -> str:
    """JSON of plain data, dates as text; canonical with sorted keys.

    Numbers that are not finite are no JSON: with `finite=False` they pass, for the declarations to refuse.
    """
    return json.dumps(
        data, sort_keys=sort_keys, separators=(",", ":"), ensure_ascii=False, allow_nan=not finite, default=str
    )


def resolved_hash(scenario: Document) -> str:
    """SHA-256 of what a scenario declares, wherever it was declared; its variants and plans do not count.

    Of a file of draws its content counts, not where it lies.
    """
    data = {name: value for name, value in declared(scenario).items() if name not in ("variants", "plans", "include")}
    if scenario.table is not None:
        data["draws"] = {"sha256": scenario.table.sha256}
    return hashlib.sha256(to_json(data, sort_keys=True).encode()).hexdigest()


def to_yaml(scenario: Document) -> str:
    """The resolved scenario as YAML text, everything included; `from_yaml` reads it back to an equal scenario."""
    return yaml_text(declared(scenario))


def yaml_text(data: dict[str, Any]) -> str:
    """Plain data as YAML, numbers and labels on one line."""
    from ruamel.yaml import YAML

    yaml = YAML(typ="rt", pure=True)
    yaml.width = 150
    yaml.allow_unicode = True
    text = io.StringIO()
    yaml.dump(_styled(data), text)
    return text.getvalue()


def _styled(value: Any, name: str = "") -> Any:
    """Plain data with numbers, labels and short lists on one line, and account codes in quotes."""
    from ruamel.yaml.comments import CommentedMap, CommentedSeq

    if isinstance(value, dict):
        items = ((_key(key, quoted=name == "accounts"), _styled(item, key)) for key, item in value.items())
        return _on_one_line(CommentedMap(items), value.values())
    if isinstance(value, list):
        return _on_one_line(CommentedSeq(_styled(item) for item in value), value)
    return _text(value, quoted=name in ("function", "art")) if isinstance(value, str) else value


def _text(text: str, *, quoted: bool = False) -> str:
    """Text in quotes where it must be, or where only quotes keep it: signs at its beginning, line ends of all kinds."""
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString

    plainly = text.isprintable() and text[:1].isalnum() and '"' not in text
    return text if plainly and not quoted else DoubleQuotedScalarString(text)


def _key(key: str, *, quoted: bool) -> int | str:
    return int(key) if _is_number(key) else _text(key, quoted=quoted)


def _is_number(key: str) -> bool:
    return key.isascii() and key.isdigit() and str(int(key)) == key


def _on_one_line(collection: Any, items: Iterable[Any]) -> Any:
    if not any(isinstance(item, (dict, list)) for item in items):
        collection.fa.set_flow_style()
    return collection
