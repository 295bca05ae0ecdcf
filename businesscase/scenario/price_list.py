"""The price catalogue: dated Danish prices, rates and shares by topic, each amount with its certificate."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import AfterValidator, Field, ValidationError, model_validator

from businesscase.errors import Fault, ScenarioError, UsageError
from businesscase.scenario.dumping import to_json
from businesscase.scenario.faults import fault, field_faults, unknown_name
from businesscase.scenario.keys import nearest
from businesscase.scenario.places import Path, Provenance, Source, holds
from businesscase.scenario.quantity import Declaration, Label, Quantity
from businesscase.scenario.reading import parse_yaml

Payer = Literal[
    "staircase",
    "cofinancing",
    "foertidspension",
    "municipality",
    "municipality_less_central_refusion",
    "state_half",
    "state",
    "region",
    "employer",
    "foundation",
    "foundation_and_municipality",
]
PAYERS: tuple[str, ...] = get_args(Payer)
_OF_A_SCENARIO = ("draws_with", "column", "what_if")  # they name what stands in a scenario
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


def in_force_from(key: str) -> date:
    """The day a key of `since` stands for: 1 January of a year, or the date itself.

    Raises:
        ValueError: if it is neither.
    """
    try:
        return date(int(key), 1, 1) if key.isdigit() else date.fromisoformat(key)
    except ValueError:
        raise ValueError(f"'{key}' is no date; expected a year, such as 2025, or a date, such as 2025-07-01") from None


def _checked(key: str) -> str:
    in_force_from(key)
    return key


class PriceEntry(Declaration):
    """A price, rate or share: every amount found, each in force from its date until the next one."""

    label: Label = Field(description="what it is, in both languages")
    per: Label | None = Field(
        default=None, description="what the amount is for one of, beside its unit: a child, an hour"
    )
    index: Literal["benefits", "services", "none"] = Field(
        default="none", description="growth that brings it to another price year: satsregulering, KL PL, or none"
    )
    payer: Payer | None = Field(default=None, description="who pays, in a word")
    one_provider: bool = Field(default=False, description="the tariff of one provider, not an average")
    until: date | None = Field(default=None, description="the day from which it no longer exists")
    note: str | None = Field(default=None, description="what a reader should know about all its amounts")
    since: dict[Annotated[str, AfterValidator(_checked)], Quantity] = Field(
        min_length=1, description="the amounts by the year or date from which they are in force"
    )

    @model_validator(mode="after")
    def _dates_rise(self) -> Self:
        days = [in_force_from(key) for key in self.since]
        if any(later <= earlier for earlier, later in zip(days, days[1:], strict=False)):
            raise ValueError(f"the dates must rise: expected the earliest first, found {', '.join(self.since)}")
        if self.until is not None and self.until <= days[-1]:
            raise ValueError(f"until is {self.until}: an amount from {list(self.since)[-1]} would never be in force")
        for key, amount in self.since.items():
            for name in _OF_A_SCENARIO:
                if getattr(amount, name):
                    raise ValueError(f"{name} in {key}: that names something in a scenario, which the catalogue is not")
        if len({amount.dimension for amount in self.since.values()}) > 1:
            raise ValueError("its amounts measure different things: expected units of one kind")
        return self

    def amount_on(self, day: date) -> Quantity:
        """The amount in force on a day: the last one that begins on or before it.

        Raises:
            UsageError: before the first amount, and from `until` on.
        """
        begun = [amount for key, amount in self.since.items() if in_force_from(key) <= day]
        if not begun:
            raise UsageError(f"'{self.label.en}' has no amount on {day}: the first is from {next(iter(self.since))}")
        if self.until is not None and day >= self.until:
            raise UsageError(f"'{self.label.en}' has no amount on {day}: it ended on {self.until}")
        return begun[-1]

    @property
    def latest(self) -> tuple[str, Quantity]:
        """The key and the amount of the last date."""
        return list(self.since.items())[-1]


class PriceFile(Declaration):
    """One topic of the catalogue."""

    prices: dict[str, PriceEntry] = Field(min_length=1, description="entries by name")


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
    folder = files("businesscase.scenario") / "catalogue" / "prices"
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
            source = parse_yaml(text, f"catalogue/prices/{name}.yaml", from_catalogue=True)
            topics.append(PriceTopic(name, _entries(source), source))
        except ScenarioError as error:
            faults += error.faults
    faults += _names_twice(topics)
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
                message = f"the price '{name}' stands in '{first[name]}' too"
                yield fault(
                    Provenance((topic.source,)), ("prices", name), message, expected="another name", at_key=True
                )
            first.setdefault(name, topic.name)


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
        hint = f"; did you mean: {close}?" if close else "; businesscase prices lists them all"
        raise UsageError(f"no price has '{word}' in its name, label or source{hint}")
    return found


def price_entry(name: str) -> PriceEntry:
    """One entry of the catalogue; reads only the topic that holds it.

    Raises:
        ScenarioError: if no entry has that name, with the nearest one.
    """
    return _topic_of(name).entries[name]


def dated_mapping(name: str) -> tuple[dict[str, Any], Source]:
    """An entry as plain data for a scenario, `{"since": {...}}`, or the amount alone where there is one without an end.

    The source holds the same mapping with the place of every key in the catalogue file, paths counted from the mapping.
    With the day on which the entry ends, if it does.

    Raises:
        ScenarioError: as `price_entry`.
    """
    topic = _topic_of(name)
    dated: dict[str, Any] = topic.source.data["prices"][name]["since"]
    until = topic.source.data["prices"][name].get("until")
    if len(dated) == 1 and until is None:
        (day,) = dated
        return _cut_out(topic.source, ("prices", name, "since", day), dated[day])
    return _cut_out(topic.source, ("prices", name), {"since": dated, **({} if until is None else {"until": until})})


def has_price(name: object) -> bool:
    """Whether the catalogue has an entry of this name."""
    return isinstance(name, str) and name.isidentifier() and any(f"\n  {name}:\n" in text for text in _texts().values())


@cache
def _topic_of(name: str) -> PriceTopic:
    """The topic of an entry, found by its text first: reading YAML is slow, and a scenario names few topics."""
    for topic, text in _texts().items():
        if f"\n  {name}:\n" in text:
            return _read_alone(topic)
    raise ScenarioError([unknown_name(Provenance(), (), "price in the catalogue", name, price_list())])


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
