"""Where a number of a scenario comes from, and where it acts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path as FilePath
from typing import Any, Literal

from businesscase.core.by_text import Described
from businesscase.core.door import check_kind
from businesscase.core.errors import REQUEST, Fault, ScenarioError
from businesscase.core.words import Words
from businesscase.scenario.declare.keys import children, description_at, find, join, nearest_key, split
from businesscase.scenario.declare.places import Path
from businesscase.scenario.declare.quantity import Declaration, Quantity
from businesscase.scenario.explain.where import acts_on
from businesscase.scenario.load.resolve import as_scenario
from businesscase.scenario.load.scenario import Scenario

_NO_MEANING = Described("")


@dataclass(frozen=True)
class Explanation:
    """What a key of a scenario stands for.

    Attributes:
        key: the dotted key.
        kind: a quantity (a number with its certificate), a choice (a plain value), or a section (holds further keys).
        value: the value as text, "" for a section.
        meaning: what the field is for, in English; `meaning.said(language)` in another.
        unit, low, high, grade, source, second_hand, url, assumption, note, price_year, draws_with: the certificate of a
            quantity.
        drawn_from: the column and the file that hold its draws.
        where: file and line, "" for a value set from Python.
        acts_on: sentences on where it acts.
        children: keys below a section.
    """

    key: str
    kind: Literal["quantity", "choice", "section"]
    value: str = ""
    meaning: Described = _NO_MEANING
    unit: str = ""
    low: float | None = None
    high: float | None = None
    grade: str = ""
    source: str | None = None
    second_hand: bool = False
    url: str | None = None
    assumption: str | None = None
    note: str | None = None
    price_year: int | str | None = None
    draws_with: str | None = None
    drawn_from: str | None = None
    where: str = ""
    acts_on: tuple[str, ...] = ()
    children: tuple[str, ...] = ()


def explain(scenario: FilePath | str | Mapping[str, Any] | Scenario, key: str) -> Explanation:
    """Where the value at a dotted key comes from and where it acts; a key inside a quantity explains the quantity.

    Args:
        scenario: itself, or a path or a mapping that declares it.
        key: such as `effects.attribution`; that of a section lists the keys below it.

    Raises:
        ScenarioError: if the scenario is not valid, or has no such key, with the nearest one.
        UsageError: if one of the two is of another kind.
    """
    check_kind("key", key, str, "a dotted key, such as effects.attribution")
    scenario = as_scenario(scenario)
    path, value = _find(scenario, split(key))
    place = scenario.provenance.place(path) if path else None
    where = f"{place.file}:{place.key_line}" if place is not None else ""
    meaning, sentences = description_at(path) if path else _NO_MEANING, tuple(acts_on(scenario, path))
    if isinstance(value, Quantity):
        return Explanation(
            join(path),
            "quantity",
            value=f"{value.value:.12g}",
            meaning=meaning,
            unit=value.unit,
            low=value.low,
            high=value.high,
            grade=value.evidence_grade,
            source=value.source,
            second_hand=value.second_hand,
            url=value.url,
            assumption=value.assumption,
            note=value.note,
            price_year=value.price_year,
            draws_with=value.draws_with,
            drawn_from=_drawn_from(scenario, value),
            where=where,
            acts_on=sentences,
        )
    if isinstance(value, (Declaration, dict)):
        below = tuple(join((*path, name)) for name, item in children(value).items() if item not in (None, {}))
        return Explanation(join(path), "section", meaning=meaning, where=where, acts_on=sentences, children=below)
    return Explanation(join(path), "choice", value=_text(value), meaning=meaning, where=where, acts_on=sentences)


def _drawn_from(scenario: Scenario, number: Quantity) -> str | None:
    if number.column is None or scenario.draws is None:
        return None
    said = {"column": number.column, "file": scenario.draws.file}
    if number.transform == "identity":
        return Words("where.column", **said)
    return Words("where.column_of", **said, transform=number.transform)


def _find(scenario: Scenario, path: Path) -> tuple[Path, Any]:
    for length in range(1, len(path) + 1):
        try:
            value = find(scenario, path[:length])
        except KeyError:
            value = None
        if value is None:
            close, names = nearest_key(scenario, path)
            expected = Words("one_of", names=", ".join(names)) if names else None
            message = Words("unknown_key", name=join(path))
            raise ScenarioError([Fault(message, join(path), expected=expected, nearest=close)], of=REQUEST)
        if isinstance(value, Quantity):
            return path[:length], value
    return path, value


def _text(value: Any) -> str:
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, list):
        return ", ".join(map(_text, value))
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
