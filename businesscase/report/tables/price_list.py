"""The price catalogue on screen, and as JSON."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Console
from rich.text import Text

from businesscase.report.texts.texts import Texts
from businesscase.scenario.declare.quantity import Quantity
from businesscase.scenario.read.parts import rules_of
from businesscase.scenario.read.price_entry import PriceEntry
from businesscase.scenario.read.price_list import price_topics

SECOND_HAND, ONE_PROVIDER = "*", "°"  # marks behind a grade
_DOUBTFUL = "yellow"


def print_prices(entries: Mapping[str, PriceEntry], texts: Texts, console: Console, *, full: bool) -> None:
    """Entries by topic: in full with every dated amount and its certificate, or in two lines with the latest amount."""
    amounts = sum(len(entry.since) for entry in entries.values())
    title = texts("prices.title", entries=texts.count("prices", len(entries)), amounts=texts.count("amounts", amounts))
    marks = {"second_hand": SECOND_HAND, "one_provider": ONE_PROVIDER}
    console.print(Text(title, style="bold"))
    for key in ("prices.legend",) if full else ("prices.latest", "prices.legend"):
        for line in _wrapped(texts(key, **marks), console.width, 0, "dim"):
            console.print(line)
    for topic, chosen in _by_topic(entries):
        console.print()
        console.print(Text(texts(f"prices.topic.{topic}"), style="bold underline"))
        lines = _in_full(chosen, texts, console.width) if full else _latest(chosen, texts, console.width)
        for line in lines:
            console.print(line, soft_wrap=True)


def as_price_json(entries: Mapping[str, PriceEntry]) -> str:
    """The entries as JSON, keys as documented in docs/reference/json.md."""
    document = {
        name: {
            "topic": topic,
            "label": {"en": entry.label.en, "da": entry.label.da},
            "per": None if entry.per is None else {"en": entry.per.en, "da": entry.per.da},
            "index": entry.index,
            "payer": entry.payer,
            "refusion": entry.refusion,
            "one_provider": entry.one_provider,
            "until": None if entry.until is None else entry.until.isoformat(),
            "note": entry.note,
            "since": {day: _row(amount) for day, amount in entry.since.items()},
        }
        for topic, chosen in _by_topic(entries)
        for name, entry in chosen.items()
    }
    return json.dumps({"prices": document}, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _row(amount: Quantity) -> dict[str, Any]:
    names = ("value", "low", "high", "unit", "price_year", "second_hand", "source", "assumption", "note", "url")
    return {**{name: getattr(amount, name) for name in names}, "grade": amount.evidence_grade}


def _by_topic(entries: Mapping[str, PriceEntry]) -> Iterator[tuple[str, dict[str, PriceEntry]]]:
    for topic in price_topics():
        chosen = {name: entries[name] for name in topic.entries if name in entries}
        if chosen:
            yield topic.name, chosen


def _grade(entry: PriceEntry, amount: Quantity) -> str:
    return amount.evidence_grade + SECOND_HAND * amount.second_hand + ONE_PROVIDER * entry.one_provider


def _style(grade: str) -> str:
    return "" if grade in ("A", "B", "C") else _DOUBTFUL


def _label(entry: PriceEntry, texts: Texts) -> str:
    parts = [texts.named(entry.label)]
    if entry.per is not None:
        parts.append(texts("prices.per", counted=texts.named(entry.per)))
    if entry.until is not None:
        parts.append(texts("prices.ended", day=entry.until))
    return ", ".join(parts)


def _origin(amount: Quantity, texts: Texts) -> str:
    return texts.note(amount.source) or texts("prices.assumed", why=texts.note(amount.assumption))


def _latest(entries: Mapping[str, PriceEntry], texts: Texts, width: int) -> Iterator[Text]:
    """Name, amount, unit, date and grade in columns; below them the label and what of the origin fits the line."""
    rows = []
    for name, entry in entries.items():
        day, amount = entry.latest
        unit = texts(f"unit.{amount.unit}")
        rows.append((name, texts.plain(amount.value), unit, day, _grade(entry, amount)))
    wide = [max(len(row[place]) for row in rows) for place in range(5)]
    for (name, value, unit, day, grade), entry in zip(rows, entries.values(), strict=True):
        line = Text(f"{name:<{wide[0]}} ", style="bold")
        line.append(f"{value:>{wide[1]}} {unit:<{wide[2]}} {day:<{wide[3]}}  ", style="not bold")
        line.append(grade, style=f"not bold {_style(grade)}".strip())
        yield line
        below = f"  {_label(entry, texts)}. {_origin(entry.latest[1], texts)}"
        yield Text(below if len(below) <= width else below[: width - 1].rstrip() + "…", style="dim")


def _in_full(entries: Mapping[str, PriceEntry], texts: Texts, width: int) -> Iterator[Text]:
    for place, (name, entry) in enumerate(entries.items()):
        if place:
            yield Text()
        yield Text(name, style="bold")
        yield from _wrapped(_label(entry, texts), width, 2)
        yield from _wrapped(_about(entry, texts), width, 2, "dim")
        for day, amount in entry.since.items():
            grade = _grade(entry, amount)
            line = Text(f"  {day:<10}  {_amount(amount, texts)}  ")
            line.append(grade, style=_style(grade))
            yield line
            yield from _wrapped(_origin(amount, texts), width, 14)
            yield from _wrapped(texts.note(amount.note), width, 14, "dim")
            if amount.url:
                yield Text(" " * 14 + amount.url, style="dim", no_wrap=True, overflow="ignore")


def _about(entry: PriceEntry, texts: Texts) -> str:
    parts = []
    if entry.index != "none":
        parts.append(texts("prices.indexed", index=texts(f"prices.index.{entry.index}")))
    if entry.payer is not None:
        rules = [rules_of("financing")[entry.payer]]
        rules += [] if entry.refusion is None else [rules_of("yearly_refusion")[entry.refusion]]
        parts.append(texts("prices.paid_by", rule="; ".join(map(texts.named, rules))))
    if entry.note is not None:
        parts.append(texts.note(entry.note))
    return ". ".join(parts)


def _amount(amount: Quantity, texts: Texts) -> str:
    said = f"{texts.plain(amount.value)} {texts(f'unit.{amount.unit}')}"
    if amount.low is not None and amount.high is not None:
        low, high = texts.plain(amount.low), texts.plain(amount.high)
        said += f" ({texts('prices.interval', low=low, high=high)})"
    if amount.price_year == "as_spent":
        said += f", {texts('prices.as_spent')}"
    elif amount.price_year is not None:
        said += f", {texts('prices.price_year', year=amount.price_year)}"
    return said


def _wrapped(words: str, width: int, indent: int, style: str = "") -> Iterator[Text]:
    head = " " * indent
    for line in textwrap.wrap(
        words, width, initial_indent=head, subsequent_indent=head, break_long_words=False, break_on_hyphens=False
    ):
        yield Text(line, style=style)
