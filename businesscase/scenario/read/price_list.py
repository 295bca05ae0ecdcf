"""The price catalogue: dated Danish prices, rates and shares by topic, each amount with its certificate."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from pydantic import ValidationError

from businesscase.core.errors import Fault, ScenarioError, UsageError, nearest
from businesscase.core.words import Words
from businesscase.scenario.declare.places import Path, Provenance, Source, holds
from businesscase.scenario.read.dumping import to_json
from businesscase.scenario.read.faults import fault, field_faults, unknown_name
from businesscase.scenario.read.parts import rules_of
from businesscase.scenario.read.price_entry import PriceEntry, PriceFile
from businesscase.scenario.read.reading import parse_yaml

_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


@dataclass(frozen=True)
class PriceTopic:
    """One file of the catalogue, read: its entries by name, and where they stand."""

    name: str
    entries: Mapping[str, PriceEntry]
    source: Source


def price_list() -> dict[str, PriceEntry]:
    """Every entry of the catalogue by name, topic by topic.

    Raises:
        ScenarioError: if the catalogue is not sound, with the file and line of every fault.
    """
    return {name: entry for topic in price_topics() for name, entry in topic.entries.items()}


@lru_cache(maxsize=1)
def price_topics() -> tuple[PriceTopic, ...]:
    """The topics of the catalogue in the order of their names.

    Raises:
        ScenarioError: as `price_list`.
    """
    return read_topics(_texts())


@lru_cache(maxsize=1)
def _texts() -> dict[str, str]:
    folder = files("businesscase") / "catalogue" / "prices" / "amounts"
    named = sorted((item.name, item) for item in folder.iterdir() if item.name.endswith(".yaml"))
    return {name[:-5]: item.read_text(encoding="utf-8") for name, item in named}


def read_topics(texts: Mapping[str, str]) -> tuple[PriceTopic, ...]:
    """Topics from their YAML text by name.

    Raises:
        ScenarioError: with every fault of all of them: YAML, fields, certificates, names that stand twice.
    """
    topics: list[PriceTopic] = []
    faults: list[Fault] = []
    for name, text in texts.items():
        try:
            source = parse_yaml(text, f"catalogue/prices/amounts/{name}.yaml", from_catalogue=True)
            topics.append(PriceTopic(name, _entries(source), source))
        except ScenarioError as error:
            faults += error.faults
    faults += [*_names_twice(topics), *_unknown_rules(topics)]
    if faults:
        raise ScenarioError(faults)
    return tuple(topics)


def _entries(source: Source) -> dict[str, PriceEntry]:
    try:
        return PriceFile.model_validate_json(to_json(source.data)).prices
    except ValidationError as error:
        raise ScenarioError(field_faults(error, source.data, Provenance((source,)), PriceFile)) from None


def _names_twice(topics: list[PriceTopic]) -> Iterator[Fault]:
    first: dict[str, str] = {}
    for topic in topics:
        for name in topic.entries:
            if name in first:
                message = Words("prices.twice", name=name, other=first[name])
                yield fault(
                    Provenance((topic.source,)),
                    ("prices", name),
                    message,
                    expected=Words("som.another_name"),
                    at_key=True,
                )
            first.setdefault(name, topic.name)


def _unknown_rules(topics: list[PriceTopic]) -> Iterator[Fault]:
    for topic in topics:
        for name, entry in topic.entries.items():
            for field, section in (("payer", "financing"), ("refusion", "yearly_refusion")):
                rule = getattr(entry, field)
                if rule is not None and rule not in rules_of(section):
                    path: Path = ("prices", name, field)
                    yield unknown_name(Provenance((topic.source,)), path, f"{section} rule", rule, rules_of(section))


def find_prices(word: str) -> dict[str, PriceEntry]:
    """Entries whose name, labels or sources hold every word asked for, in any case, with ae for æ and so on.

    Raises:
        UsageError: if there is none, with the nearest name.
    """
    wanted = _folded(word).split()
    entries = price_list()
    found = {name: entry for name, entry in entries.items() if all(part in _text(name, entry) for part in wanted)}
    if not found:
        close = _nearest(word, entries)
        near = Words("prices.none_near", word=word, close=close)
        raise UsageError(near if close else Words("prices.none", word=word))
    return found


def price_entry(name: str) -> PriceEntry:
    """One entry of the catalogue; reads only the topic that holds it.

    Raises:
        ScenarioError: if no entry has that name, with the nearest one.
    """
    return _topic_of(name).entries[name]


def dated_mapping(name: str) -> tuple[dict[str, Any], Source]:
    """An entry as plain data for a scenario: `{"since": ..., "until": ...}`, or the amount alone if it is the only one.

    The source holds the same mapping with the place of every key in the catalogue file, paths counted from the mapping.

    Raises:
        ScenarioError: as `price_entry`.
    """
    topic = _topic_of(name)
    entry: dict[str, Any] = topic.source.data["prices"][name]
    if len(entry["since"]) == 1 and "until" not in entry:
        ((day, amount),) = entry["since"].items()
        return _cut_out(topic.source, ("prices", name, "since", day), amount)
    dated: dict[str, Any] = {part: entry[part] for part in ("since", "until") if part in entry}
    return _cut_out(topic.source, ("prices", name), dated)


def has_price(name: object) -> bool:
    """Whether the catalogue has an entry of this name."""
    return isinstance(name, str) and name.isidentifier() and any(f"\n  {name}:\n" in text for text in _texts().values())


@cache
def _topic_of(name: str) -> PriceTopic:
    """The topic of an entry, found by its text first: reading YAML is slow, and a scenario names few topics."""
    for topic, text in _texts().items():
        if f"\n  {name}:\n" in text:
            return _read_alone(topic)
    message, expected = Words("prices.unknown", name=name), Words("prices.a_name")
    raise ScenarioError([Fault(message, found=name, expected=expected, nearest=nearest(name, price_list()))])


@cache
def _read_alone(topic: str) -> PriceTopic:
    return read_topics({topic: _texts()[topic]})[0]


def _cut_out(source: Source, start: Path, data: dict[str, Any]) -> tuple[dict[str, Any], Source]:
    places = {path[len(start) :]: place for path, place in source.places.items() if path[: len(start)] == start}
    kept = {path: place for path, place in places.items() if holds(data, path)}
    return data, Source(source.name, data, kept, from_catalogue=True)


def _nearest(word: str, entries: Mapping[str, PriceEntry]) -> str | None:
    """The name most like it, or else the word of a name or label."""
    known = {part for name, entry in entries.items() for part in re.findall(r"\w+", _names(name, entry))}
    return nearest(_folded(word).replace(" ", "_"), entries) or nearest(_folded(word), sorted(known))


def _names(name: str, entry: PriceEntry) -> str:
    return _folded(" ".join((name, name.replace("_", " "), entry.label.en, entry.label.da)))


def _text(name: str, entry: PriceEntry) -> str:
    sources = (amount.source or amount.assumption or "" for amount in entry.since.values())
    return " ".join((_names(name, entry), *map(_folded, sources)))


def _folded(text: str) -> str:
    return text.lower().translate(_LETTERS)
