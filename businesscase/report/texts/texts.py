"""`Texts`: everything that a language decides, bound to it once: words by key, labels, and how numbers are written.

The only place that rounds for print.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date as Day
from functools import cache
from typing import TYPE_CHECKING

from businesscase.core.by_text import CATALOGUE, by_text
from businesscase.core.vocabulary import not_modelled
from businesscase.core.words import note_said
from businesscase.report.texts.catalogue import catalogue
from businesscase.scenario.declare.document import Document
from businesscase.scenario.declare.quantity import Label

if TYPE_CHECKING:
    from babel import Locale

MINUS = "−"
_PLURALS = ("one", "other")  # CLDR's names of the forms, in the order of both catalogues


@dataclass(frozen=True)
class Texts:
    """The words and numbers of a language: `texts("key", name=value)`, `texts.named(label)`, `texts.number(2.5, 1)`.

    Attributes:
        language: "en" or "da".
    """

    language: str

    def __call__(self, key: str, **values: object) -> str:
        """The words of a key, with values filled in; `count` chooses among the plural forms where it has any.

        Raises:
            KeyError: if there is no such key; a test asks for all of them.
        """
        words = catalogue(self.language)[key]
        if isinstance(words, tuple):
            count = values["count"]
            assert isinstance(count, (int, float)), f"{key} has plural forms, so `count` is a number"
            words, values = words[self._form(count)], {**values, "count": self.plain(count)}
        return words.format(**values)

    def __contains__(self, key: str) -> bool:
        """Whether the key has words."""
        return key in catalogue(self.language)

    def named(self, label: Label) -> str:
        """A label that the scenario declares."""
        return label.da if self.language == "da" else label.en

    def category(self, category: str, scenario: Document) -> str:
        """Name of a ledger category: as declared, else as the code that books it calls it, else its key in words."""
        if category in scenario.categories:
            return self.named(scenario.categories[category].label)
        for name, entry in scenario.not_modelled.items():
            if category == not_modelled(name):
                return self("category.not_modelled", name=self.named(entry.label))
        key = f"category.{category}"
        return self(key) if key in self else humanised(category)

    def spoken(self, span: str) -> str:
        """A stretch of time as declared, with its unit in words: "26 weeks"."""
        number, _, unit = span.partition(" ")
        counted = unit if unit.endswith("s") else f"{unit}s"
        return self.count(counted, float(number)) if unit else span

    def count(self, what: str, number: float, *, decimals: int | None = None) -> str:
        """So many of something, as plain as it was given or rounded: "1 year", "2.5 years"; `count.years` is a key."""
        forms = catalogue(self.language)[f"count.{what}"]
        shown = self.plain(number) if decimals is None else self.number(number, decimals)
        return forms[self._form(number if decimals is None else round(number, decimals))].format(count=shown)

    def _form(self, number: float) -> int:
        """Place of the plural form that a number takes."""
        return _PLURALS.index(_locale(self.language).plural_form(number))

    @property
    def decimal(self) -> str:
        """The sign between whole numbers and decimals."""
        from babel.numbers import get_decimal_symbol

        return get_decimal_symbol(_locale(self.language))

    def number(self, value: float, decimals: int, *, sign: bool = False) -> str:
        """A rounded number with the language's separators, 1,234.5 or 1.234,5; a true minus; zero never signed."""
        from babel.numbers import format_decimal

        rounded = round(float(value), decimals)
        shown = format_decimal(abs(rounded), format=f"#,##0.{'0' * decimals}", locale=_locale(self.language))
        return (MINUS if rounded < 0 else "+" if sign and rounded > 0 else "") + shown

    def millions(self, value: float, decimals: int) -> str:
        """Kroner as millions."""
        return self.number(value / 1e6, decimals)

    def note(self, text: str | None) -> str:
        """A note or an origin on one line: what the package wrote in the language, what others wrote as it is."""
        return note_said(" ".join((text or "").split()), self.language, by_text(CATALOGUE, self.language))

    def amount(self, value: float, decimals: int, *, sign: bool = False, beside: Iterable[float] = ()) -> str:
        """Kroner with the word of their size: "14.2 mio.", below a million "40 thousand", below ten thousand "9,600".

        `beside`: amounts in the same list, so that all of them are in one size, which the largest decides.
        """
        size = size_of([value, *beside])
        word = {1e6: "amounts.mio", 1e3: "amounts.thousand", 1.0: "amounts.krone"}[size]
        return self(word, amount=self.number(value / size, decimals if size == 1e6 else 0, sign=sign))

    def figure(self, value: float, decimals: int, *, sign: bool = False, beside: Iterable[float] = ()) -> str:
        """The same without the word, which stands elsewhere."""
        size = size_of([value, *beside])
        return self.number(value / size, decimals if size == 1e6 else 0, sign=sign)

    def money(self, value: float, decimals: int) -> str:
        """The same with the unit: "14.2 mio. DKK"."""
        return f"{self.amount(value, decimals)} {self('unit.DKK')}"

    def probability(self, value: float) -> str:
        """Two decimals; never a bare 0 or 1, which no simulation shows."""
        if value < 0.005:
            return f"< {self.number(0.01, 2)}"
        if value > 0.995:
            return f"> {self.number(0.99, 2)}"
        return self.number(value, 2)

    def bounds(self, lower: float, upper: float) -> str:
        """An interval of probabilities, rounded outwards."""
        low, high = math.floor(lower * 100 + 1e-9) / 100, math.ceil(upper * 100 - 1e-9) / 100
        return f"{self.number(low, 2)}–{self.number(high, 2)}"

    def percent(self, share: float, *, decimals: int = 0) -> str:
        """A share in per cent, whole unless decimals are asked for; below the smallest that can be shown, said so."""
        smallest = 10.0 ** (-decimals - 2)
        if 0 < share < 0.5 * smallest:
            return f"< {self.number(100 * smallest, decimals)} %"
        return f"{self.number(100 * share, decimals)} %"

    def date(self, day: Day) -> str:
        """A day in a sentence: "1 January 2029", "1. januar 2029"."""
        from babel.dates import format_date

        return format_date(day, "d. MMMM y" if self.language == "da" else "d MMMM y", locale=_locale(self.language))

    def plain(self, value: float) -> str:
        """A declared number with the digits it was given, at most six significant."""
        magnitude = 0 if value == 0 else math.floor(math.log10(abs(value)))
        decimals = max(0, 5 - magnitude)
        shown = self.number(value, decimals)
        return shown.rstrip("0").rstrip(self.decimal) if self.decimal in shown else shown


ENGLISH, DANISH = Texts("en"), Texts("da")


@cache
def _locale(language: str) -> Locale:
    from babel import Locale

    return Locale(language)


def humanised(key: str) -> str:
    """A key as words: "moved_away" -> "Moved away"."""
    words = key.replace("_", " ")
    return words[:1].upper() + words[1:]


def size_of(amounts: Iterable[float]) -> float:
    """The unit of amounts that stand together, in kroner: a million, a thousand or one; the largest has two digits."""
    largest = max(map(abs, amounts))
    return 1e6 if round(largest / 1e3) >= 1000 else 1e3 if largest >= 9_999.5 else 1.0
