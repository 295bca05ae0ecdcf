"""`Writer`: answers as numbers with their certificates, in the places of the starter's."""

from __future__ import annotations

import json

from businesscase.core.errors import Fault
from businesscase.core.words import Words
from businesscase.scenario.declare.distribution import cannot_be_drawn
from businesscase.scenario.declare.quantity import Quantity
from businesscase.scenario.explain.answers import Answer, Answers, shown
from businesscase.scenario.explain.guided_words import SAID, Both
from businesscase.scenario.explain.questions import BY_KEY
from businesscase.scenario.explain.spans import Parts
from businesscase.scenario.explain.starter import starter_text
from businesscase.scenario.read.reading import parse_yaml

DEFAULT = "catalogue/default"  # the assumption of a number that nobody has answered


class Writer:
    """The starter on its way to the scenario of some answers; `faults`: of numbers whose interval cannot be theirs."""

    def __init__(self, answers: Answers, language: str) -> None:
        self.answers, self.values, self.language = answers, answers.values, language
        text = starter_text(language)
        self.parts, self.starter = Parts(text), parse_yaml(text, "starter").data
        self.faults: list[Fault] = []

    def waited_in(self, clock: str) -> str:
        """The state of a clock of the starter in which members have been for a while when they begin."""
        starts: dict[str, dict[str, object]] = self.starter["clocks"][clock]["start"]
        return next(state for state, start in starts.items() if "elapsed" in start)

    def number(
        self,
        key: str,
        unit: str,
        *,
        value: float | None = None,
        interval: tuple[float, float] | None = None,
        turned: bool = False,
        per: float = 1.0,
        price_year: int | None = None,
        limits: tuple[float, float] | None = None,
    ) -> str:
        """A number with its certificate, made of an answer.

        Args:
            key: of the answer.
            unit: as the scenario writes it.
            value: where it is not the answer divided by `per`.
            interval: 5th and 95th percentile where the answer has none.
            turned: whether it is `per` less the answer.
            per: what the answer is divided by, or taken from.
            price_year: of an amount.
            limits: between which low and high are kept, as of a share.
        """
        answer = self.answers.numbers[key]

        def made(number: float) -> float:
            return per - number if turned else number / per

        value = made(answer.value) if value is None else value
        if answer.low is not None and answer.high is not None:
            first, last = sorted((made(answer.low), made(answer.high)))
            interval = (first, last)
        if limits is not None and (value <= limits[0] or value >= limits[1]):
            interval, value = None, min(max(value, limits[0]), limits[1])
        origin = self.origin(key, answer, certain=interval is None)
        ends = "" if interval is None else f"low: {about(interval[0])}, high: {about(interval[1])}, "
        year = "" if price_year is None else f"price_year: {price_year}, "
        self.check(key, answer, value, interval, unit, price_year)
        return f"{{value: {short(value)}, {ends}unit: {unit}, {year}{origin}}}"

    def origin(self, key: str, answer: Answer, *, certain: bool) -> str:
        """Where it comes from: a plan and a source as read, anything else as an assumption, if it has an interval."""
        if answer.is_default:
            return f'source: "assumption: {DEFAULT}", grade: B' if certain else f"assumption: {DEFAULT}"
        if answer.source:
            return f"source: {quoted(answer.source)}, grade: {'B' if certain else 'C'}"
        said = self.said(SAID)
        return f"source: {said}, grade: B" if certain or BY_KEY[key].plan else f"assumption: {said}"

    def check(
        self, key: str, answer: Answer, value: float, interval: tuple[float, float] | None, unit: str, year: int | None
    ) -> None:
        """See that a number can be drawn with its interval; a fault if not."""
        if interval is None:
            return
        low, high = interval
        tried = Quantity(value=value, low=low, high=high, unit=unit, price_year=year, assumption=DEFAULT)
        if cannot_be_drawn(tried) is not None:
            found = f"{shown(answer.value)} ({shown(answer.low or 0)}-{shown(answer.high or 0)})"
            self.faults.append(Fault(Words("guide.not_drawn"), key, found=found, expected=Words("guide.nearer")))

    def said(self, words: Both) -> str:
        """Words in the language of the answers."""
        return words[self.language == "da"]

    def figure(self, number: float, digits: int) -> str:
        """A number in a comment: to so many digits, with the comma of the language."""
        text = f"{float(f'{number:.{digits}g}'):.12g}"
        return text.replace(".", ",") if self.language == "da" else text


def short(number: float) -> str:
    """A number as YAML is to have it."""
    return f"{number:.6g}" if number < 1e6 else f"{number:.12g}"


def about(number: float) -> str:
    """An end of an interval: three digits, for nobody knows more."""
    return short(float(f"{number:.3g}"))


def quoted(text: str) -> str:
    """A text between quotes."""
    return json.dumps(text, ensure_ascii=False)
