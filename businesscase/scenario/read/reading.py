"""Reading YAML 1.2 into plain data, with the place of every key and the traps of spreadsheet habits refused."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

from businesscase.core.civil_numbers import civil_number_faults
from businesscase.core.errors import REQUEST, Fault, ScenarioError
from businesscase.core.system import system_words
from businesscase.core.words import Words
from businesscase.scenario.declare.keys import split, words_at
from businesscase.scenario.declare.meant import meant
from businesscase.scenario.declare.places import Path, Place, Source
from businesscase.scenario.read.composing import compose, slip_fault
from businesscase.scenario.read.size import check_length
from businesscase.scenario.read.slips import slip_behind, slip_of_bytes

if TYPE_CHECKING:
    from ruamel.yaml.nodes import MappingNode, Node, ScalarNode

_DANISH_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}(\.\d{3})+(,\d+)?")
_DECIMAL_COMMA = re.compile(r"-?\d+,\d+")
_COMMA_BEFORE_THREE = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}")
_TAG = "tag:yaml.org,2002:"
_TAGS = {_TAG + name for name in ("null", "bool", "int", "float", "str", "timestamp", "map", "seq", "merge", "value")}


def read_yaml(path: FilePath | str) -> Source:
    """Plain data of a YAML file, with the place of every key.

    Raises:
        ScenarioError: if the file is missing, empty, not text, not YAML or not a mapping, unfolds to more than
            `MOST_NODES` values, or holds duplicate keys or numbers written in a way that YAML misreads; all such faults
            at once.
    """
    name = str(path)
    try:
        content = FilePath(path).read_bytes()
    except FileNotFoundError:
        raise ScenarioError([Fault(Words("no_file"), file=name)], of=REQUEST) from None
    except OSError as error:
        raise ScenarioError([Fault(Words("unreadable", why=system_words(error)), file=name)], of=REQUEST) from None
    return parse_bytes(content, name)


def parse_bytes(content: bytes, name: str) -> Source:
    """Plain data of what a file holds.

    Raises:
        ScenarioError: as `read_yaml`.
    """
    return parse_yaml(decoded(content, name), name)


def decoded(content: bytes, name: str) -> str:
    """The text of a file in UTF-8.

    Raises:
        ScenarioError: if it is in another encoding; says which it seems to be, and on which line that shows.
    """
    slip = slip_of_bytes(content)
    if slip is not None:
        raise ScenarioError([slip_fault(slip, name, None)])
    return io.StringIO(content.decode("utf-8-sig"), newline=None).read()


def parse_yaml(text: str, name: str, *, from_catalogue: bool = False, dumped: bool = False) -> Source:
    """Plain data of YAML text; `dumped` text, written by `to_yaml`, may hold what-if numbers.

    Raises:
        ScenarioError: as `read_yaml`.
    """
    check_length(text, name)
    persons = [] if from_catalogue else civil_number_faults(text, name)
    if persons:
        raise ScenarioError(persons)
    root = compose(text, name)
    reader = _Reader(name, dumped)
    data = reader.value(root, (), root)
    if reader.faults:
        raise ScenarioError(explained(reader.faults, text, name))
    return Source(name, data, reader.places, from_catalogue, text)


def explained(faults: list[Fault], text: str, name: str) -> list[Fault]:
    """Faults of a file with the lines on which they stand; a slip of writing that is behind some of them first."""
    slip = slip_behind(text, [fault.line for fault in faults if fault.file == name and fault.line])
    lines = text.split("\n")
    own = [
        replace(fault, text=lines[fault.line - 1])
        if fault.file == name and fault.line and fault.line <= len(lines) and fault.text is None
        else fault
        for fault in faults
    ]
    if slip is None:
        return own
    return [slip_fault(slip, name, text), *(fault for fault in own if fault.line != slip.line)]


def misread_number(text: str) -> tuple[str, str] | None:
    """Message and correction for a number written the Danish way, `1.000` or `12,5`; None if it is not."""
    if _DANISH_THOUSANDS.fullmatch(text):
        correct = text.replace(".", "").replace(",", ".")
        return Words("thousands", correct=correct), correct
    if _COMMA_BEFORE_THREE.fullmatch(text):
        thousands, decimals = text.replace(",", ""), text.replace(",", ".").rstrip("0").rstrip(".")
        return Words("comma_before_three", thousands=thousands, decimals=decimals), thousands
    if _DECIMAL_COMMA.fullmatch(text):
        correct = text.replace(",", ".")
        return Words("decimal_comma", correct=correct), correct
    return None


class _Reader:
    """Walks a tree of YAML nodes once, collecting data, places and faults."""

    def __init__(self, name: str, dumped: bool) -> None:
        self.name = name
        self.dumped = dumped
        self.places: dict[Path, Place] = {}
        self.faults: list[Fault] = []
        self._open: set[int] = set()

    def value(self, node: Node, path: Path, key: Node) -> Any:
        """Plain data of a node; `key` is the node of its key (of itself in a list)."""
        from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

        text = _text_of(node) if isinstance(node, ScalarNode) else ""
        start, key_start = node.start_mark, key.start_mark
        self.places[path] = Place(
            self.name, start.line + 1, start.column + 1, key_start.line + 1, key_start.column + 1, text
        )
        if node.tag not in _TAGS:
            self.fault(path, node, Words("reading.tags", tag=node.tag))
            return None
        if isinstance(node, ScalarNode):
            return self.scalar(node, path)
        if id(node) in self._open:
            self.fault(path, node, Words("reading.endless"))
            return None
        self._open.add(id(node))
        try:
            if isinstance(node, SequenceNode):
                return [self.value(item, (*path, str(index)), item) for index, item in enumerate(node.value)]
            assert isinstance(node, MappingNode)
            return self.mapping(node, path)
        finally:
            self._open.discard(id(node))

    def mapping(self, node: MappingNode, path: Path) -> dict[str, Any]:
        data: dict[str, Any] = {}
        before: ScalarNode | None = None
        for key, value in node.value:
            name = self.key(key, path)
            if name is None:
                continue
            here = (*path, name)
            if self.is_decimal_comma(before, key, value):
                assert before is not None
                found, correct = f"{before.value},{name}", f"{before.value}.{name}"
                self.fault(path, before, Words("decimal_comma", correct=correct), found=found, expected=correct)
                continue
            if name in data:
                first = self.places[here].key_line
                self.fault(here, key, Words("duplicate_key", name=name, first=first), found=name)
                continue
            data[name] = self.value(value, here, key)
            self.check_entry(name, value, here, key)
            before = value if value.tag == _TAG + "int" else None
        self.check_amounts(node, data, path)
        return data

    def key(self, key: Node, path: Path) -> str | None:
        if key.tag == _TAG + "merge":
            self.fault((*path, "<<"), key, Words("reading.merge"))
            return None
        if path == ("accounts",) and getattr(key, "style", None) not in ("'", '"') and isinstance(key.value, str):
            message = Words("reading.code", name=key.value)
            self.fault((*path, key.value), key, message, found=key.value)
            return None
        if key.tag not in (_TAG + "str", _TAG + "int", _TAG + "timestamp") or not isinstance(key.value, str):
            found = key.value if isinstance(key.value, str) else ""
            self.fault(path, key, Words("reading.key"), found=found, expected=Words("reading.key_text"))
            return None
        name = str(key.value)
        changed_by_variant = len(path) == 2 and meant(path[0], ("variants",)) is not None
        if "." in name and not changed_by_variant and path != ("accounts",):
            message = Words("name.with_point")
            self.fault((*path, name), key, message, found=name, expected=Words("reading.no_point"))
        return name

    @staticmethod
    def is_decimal_comma(before: ScalarNode | None, key: Node, value: Node) -> bool:
        """In `{value: 12,5, unit: DKK}` YAML sees value 12 and a key 5 without a value."""
        return before is not None and key.tag == _TAG + "int" and value.tag == _TAG + "null" and value.value == ""

    def scalar(self, node: ScalarNode, path: Path) -> Any:
        kind = str(node.tag).removeprefix(_TAG)
        try:
            value = _scalar(kind, _text_of(node))
        except ValueError:
            return node.value
        if not node.style and node.value.count('"') % 2:
            quote, wanted = Words("slip.unopened_quote", quote='"'), Words("close_quote", quote='"')
            self.fault(path, node, quote, found=node.value, expected=wanted)
        if path[:1] == ("variants",) and isinstance(value, float) and not math.isfinite(value):
            # elsewhere the fields tell, which know whether a number belongs there or a word
            words = words_at((*split(path[2]), *path[3:])) if len(path) > 2 else ()
            message = Words("cannot_stand", name=node.value) if words else Words("not_finite")
            self.fault(path, node, message, found=node.value, expected=_one_of(words) if words else "")
        return value

    def check_entry(self, name: str, value: Node, path: Path, key: Node) -> None:
        if name == "what_if" and not self.dumped:
            message = Words("reading.what_if")
            self.fault(path, key, message, expected=Words("reading.bare"))
        if path == ("own_records", "priors") and not self.dumped:
            self.fault(path, key, Words("own.priors"), expected=Words("own.leave_out"))
        is_code = name in ("function", "art") and path[:1] == ("account_of",)
        if is_code and getattr(value, "style", None) not in ("'", '"') and isinstance(value.value, str):
            self.fault(path, value, Words("reading.account", value=value.value), found=value.value)

    def check_amounts(self, node: MappingNode, data: dict[str, Any], path: Path) -> None:
        unit = data.get("unit")
        if not isinstance(unit, str) or not ("DKK" in unit or unit in ("families", "persons")):
            return  # 1.250 may well be what is meant of children in a family, or of a rate
        for key, value in node.value:
            if key.value in ("value", "low", "high") and isinstance(value.value, str):
                misread = misread_number(value.value)
                if misread:
                    self.fault((*path, key.value), value, misread[0], found=value.value, expected=misread[1])

    def fault(self, path: Path, node: Node, message: str, *, found: str = "", expected: str = "") -> None:
        mark = node.start_mark
        self.faults.append(
            Fault(message, ".".join(path), self.name, mark.line + 1, mark.column + 1, found or None, expected or None)
        )


def _one_of(words: Sequence[str]) -> str:
    return Words("one_of", names=", ".join(words))


def _text_of(node: ScalarNode) -> str:
    """A scalar as it is meant: the parser marks with a bell where a folded text (>-) was broken into lines."""
    return str(node.value).replace("\a", "") if node.style == ">" else str(node.value)


def _scalar(kind: str, text: str) -> Any:
    match kind:
        case "null":
            return None
        case "bool":
            return text.lower() == "true"
        case "int":
            digits = text.replace("_", "")
            return int(digits, 0 if digits.lstrip("+-").lower().startswith(("0x", "0o")) else 10)
        case "float":
            return float(text.replace("_", "").lower().replace(".inf", "inf").replace(".nan", "nan"))
        case "timestamp":
            return date.fromisoformat(text)
        case _:
            return text
