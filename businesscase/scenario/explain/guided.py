"""Fifteen numbers and a name as a commented scenario: the starter with the numbers in their places."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator

from businesscase.core.errors import Fault, ScenarioError
from businesscase.core.words import Words
from businesscase.scenario.declare.distribution import cannot_be_drawn, moved
from businesscase.scenario.declare.quantity import Quantity
from businesscase.scenario.explain.answers import Answer, Answers, shown
from businesscase.scenario.explain.questions import (
    BY_KEY,
    QUESTIONS,
    children,
    expected_placements,
    parents,
)
from businesscase.scenario.explain.spans import Parts
from businesscase.scenario.explain.starter import starter_text
from businesscase.scenario.load.resolve import read_scenario

DEFAULT = "catalogue/default"  # the assumption of a number that nobody has answered
GOAL = "effects.levels.parents.targets.job"  # key of the goal: how many are in work at the end
_SAID = ("answered in the guide", "svaret i guiden")
_HEAD = (
    "Written from fifteen numbers; * is a default that nobody has answered (assumption: catalogue/default).",
    "Skrevet ud fra femten tal; * er en standardværdi, som ingen har svaret på (assumption: catalogue/default).",
)
_CLAIM = ("claims", "recouped_within_five_years")
_PUBLIC = ("claims", "public_sector")
_SEGMENTS = ("population", "segments")
_LEAST_HORIZON, _AFTER = 12, 2  # years: the starter's horizon, and what is looked at beyond the claim
_HALF = Quantity(value=0.5, low=0.1, high=0.9, unit="share", assumption="no control group")
_PLACED = Quantity(value=0.04, low=0.01, high=0.08, unit="share", assumption="look it up in your own records")
_MIX = Quantity(value=0.5, low=0.35, high=0.65, unit="share", assumption="not counted yet")


def guided_text(answers: Answers, language: str) -> str:
    """The scenario, checked.

    Raises:
        ScenarioError: if a number with its interval cannot be drawn, or the whole does not hold together.
    """
    text = _Writer(answers, language).text()
    read_scenario(text.encode(), "the answers")
    return text


class _Writer:
    """The starter becoming the scenario of some answers."""

    def __init__(self, answers: Answers, language: str) -> None:
        self.answers, self.values, self.language = answers, answers.values, language
        self.parts = Parts(starter_text())
        self.faults: list[Fault] = []

    def text(self) -> str:
        """All of it.

        Raises:
            ScenarioError: with every number whose interval cannot be its own.
        """
        self._head()
        self._families()
        self._starts()
        self._costs()
        self._effects()
        self._claims()
        if self.faults:
            raise ScenarioError(self.faults, of="the answers")
        return str(self.parts)

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
        origin = self._origin(key, answer, certain=interval is None)
        ends = "" if interval is None else f"low: {_short(interval[0])}, high: {_short(interval[1])}, "
        year = "" if price_year is None else f"price_year: {price_year}, "
        self._check(key, answer, value, interval, unit, price_year)
        return f"{{value: {_short(value)}, {ends}unit: {unit}, {year}{origin}}}"

    def _origin(self, key: str, answer: Answer, *, certain: bool) -> str:
        """Where it comes from: a plan and a source as read, anything else as an assumption, if it has an interval."""
        if answer.is_default:
            return f'source: "assumption: {DEFAULT}", grade: B' if certain else f"assumption: {DEFAULT}"
        if answer.source:
            return f"source: {_quoted(answer.source)}, grade: {'B' if certain else 'C'}"
        said = _SAID[self.language == "da"]
        return f"source: {said}, grade: B" if certain or BY_KEY[key].plan else f"assumption: {said}"

    def _check(
        self, key: str, answer: Answer, value: float, interval: tuple[float, float] | None, unit: str, year: int | None
    ) -> None:
        if interval is None:
            return
        low, high = interval
        tried = Quantity(value=value, low=low, high=high, unit=unit, price_year=year, assumption=DEFAULT)
        if cannot_be_drawn(tried) is not None:
            found = f"{shown(answer.value)} ({shown(answer.low or 0)}-{shown(answer.high or 0)})"
            self.faults.append(Fault(Words("guide.not_drawn"), key, found=found, expected=Words("guide.nearer")))

    def _head(self) -> None:
        danish = self.language == "da"
        lines = [f"# {_HEAD[danish]}", f"#      {self.answers.name}"]
        for place, question in enumerate(QUESTIONS, start=1):
            answer = self.answers.numbers[question.key]
            asks, unit = ((each.da if danish else each.en) for each in (question.asks, question.unit))
            mark = " *" if answer.is_default else ""
            lines.append(f"#  {place:>2}. {asks}  {float(f'{answer.value:.4g}'):g} {unit}{mark}")
        self.parts.before(("version",), "\n".join([*lines, ""]))
        self.parts.value(("title",), _quoted(self.answers.name))
        start, years = int(self.values["start_year"]), int(self.values["within_years"])
        self.parts.value(("time", "start"), f"{start}-01-01")
        service = math.ceil((1.75 * self.values["months_served"] + 12) / 12)  # the variant of longer support too
        horizon = max(_LEAST_HORIZON, years + _AFTER, service, int(self.values["cost_years"]) + 1)
        self.parts.value(("time", "horizon_years"), str(horizon))
        self.parts.value(("time", "price_year"), str(int(self.values["price_year"])))

    def _families(self) -> None:
        put = self.parts.value
        put(("population", "families"), self.number("families", "families"))
        average = self.number("children_per_family", "children")
        self.parts.entry(("population", "persons"), f"children_per_family: {average}")
        share = self.number(
            "adults_per_family",
            "share",
            turned=True,
            per=2.0,
            interval=moved(_MIX, 2.0 - self.values["adults_per_family"]),
        )
        put((*_SEGMENTS, "single_parent", "share"), share)

    def _starts(self) -> None:
        benefit = ("clocks", "public_benefit", "start", "kontanthjaelp", "elapsed")
        placed = ("clocks", "social_measure", "start", "placed")
        years = self.values["years_on_benefit"]
        mean = self.number("years_on_benefit", "years", interval=_around("years_on_benefit", years))
        self.parts.value((*benefit, "mean"), mean)
        spread = f"value: {_short(years / 2)}, low: {_short(years / 3)}, high: {_short(years * 5 / 6)}"
        self.parts.value((*benefit, "spread"), f"{{{spread}, unit: years, assumption: half of the mean}}")
        share = self.values["placed_at_start"] / children(self.values)
        interval = moved(_PLACED, share) if 0 < share < 1 else None
        start = self.number("placed_at_start", "share", per=children(self.values), interval=interval, limits=(0.0, 1.0))
        self.parts.value((*placed, "share"), start)

    def _costs(self) -> None:
        put, team = self.parts.value, ("programme", "costs", "team")
        start, count = int(self.values["start_year"]), int(self.values["cost_years"])
        year, months = int(self.values["price_year"]), self.values["months_served"]
        years = f"[{', '.join(str(start + place) for place in range(count))}]"
        interval = _around("cost", self.values["cost"]) if self.answers.numbers["cost"].is_default else None
        put((*team, "total"), self.number("cost", "mio DKK", price_year=year, interval=interval))
        put((*team, "years"), years)
        served = ("programme", "served")
        length = self.number("months_served", "months", interval=_around("months_served", months))
        put((*served, "length"), length)
        intake = f"{{value: {min(12, 6 * count)}, unit: months, source: enrolled over the first year, grade: B}}"
        put((*served, "intake"), intake)
        three = [months * factor for factor in (1.5, 1.25, 1.75)]
        longer = f"{{value: {_short(three[0])}, low: {_short(three[1])}, high: {_short(three[2])}, unit: months"
        put(("variants", "longer support", "programme.served.length"), f"{longer}, assumption: half as long again}}")
        each = 1e6 * self.values["cost"] / self.values["families"]
        three = [each * factor for factor in (5 / 6, 2 / 3, 1.0)]
        routine = f"{{value: {three[0]:.0f}, low: {three[1]:.0f}, high: {three[2]:.0f}, unit: DKK, price_year: {year}"
        put(("programme", "steady_state", "per_family"), f"{routine}, assumption: the budget less development}}")
        if self.values["grants"] > 0:
            grant = self.number("grants", "mio DKK", price_year=year)
            self.parts.before(
                ("programme", "success"),
                "  grants:\n    grant:               # or payer: central_government\n"
                "      label: {en: Grant, da: Tilskud}\n      payer: foundation\n"
                f"      total: {grant}\n      years: {years}\n",
            )

    def _effects(self) -> None:
        put, level = self.parts.value, ("effects", "levels", "parents")
        people, months = parents(self.values), self.values["months_served"]
        for part in ("lag", "ramp"):  # six months of two years; of a shorter time of service as large a part
            at = min(months / 4, 6.0)
            three = f"value: {_short(at)}, low: {_short(at / 2)}, high: {_short(at * (5 / 3 if part == 'lag' else 2))}"
            why = "trust comes first" if part == "lag" else "judgement"
            put(("effects", "profiles", "lasting", part), f"{{{three}, unit: months, assumption: {why}}}")
        share = self.values["ascribed"] / 100.0
        interval = moved(_HALF, share) if 0 < share < 1 else None
        attribution = self.number("ascribed", "share", per=100.0, interval=interval, limits=(0.0, 1.0))
        put(("effects", "attribution"), attribution)
        ended = int(self.values["start_year"] + self.values["cost_years"])
        put((*level, "measured"), f"{ended}-01-01")
        goal = "{value: 300, low: 200, high: 400, unit: persons, assumption: a goal is no sample; it hardly varies}"
        put((*level, "effective_n"), goal)
        put((*level, "targets", "job", "share"), self.number("in_work", "share", per=people))
        expected = expected_placements(self.values)
        ratio = 1.0 - self.values["avoided"] / expected
        answer = self.answers.numbers["avoided"]
        interval = (0.75 * ratio, 1.3125 * ratio)
        if answer.low is not None and answer.high is not None:
            interval = (1.0 - answer.high / expected, 1.0 - answer.low / expected)
        origin = f"{DEFAULT}; " if answer.is_default else ""
        why = (
            f'assumption: "{origin}{_short(self.values["avoided"])} of {_short(expected)} expected placements avoided"'
        )
        self._check("avoided", answer, ratio, interval, "ratio", None)
        three = f"value: {_short(ratio)}, low: {_short(interval[0])}, high: {_short(interval[1])}"
        put(("effects", "ratios", "placement_entry", "ratio"), f"{{{three}, unit: ratio, {why}}}")

    def _claims(self) -> None:
        years = int(self.values["within_years"])
        self.parts.name(_CLAIM, "recouped")
        self.parts.value((*_CLAIM, "label"), _recouped(years, "The municipality", "Kommunen"))
        self.parts.value((*_CLAIM, "within_years"), str(years))
        longer = max(10, years)
        self.parts.value((*_PUBLIC, "label"), _recouped(longer, "The public sector", "Det offentlige"))
        self.parts.value((*_PUBLIC, "within_years"), str(longer))
        if self.values["grants"] > 0:
            own = _recouped(years, "The municipality (its own part of the cost)", "Kommunen (sin egen del af udgiften)")
            self.parts.before(
                _PUBLIC,
                f"  own_cost:\n    label: {own}\n    perspective: municipality\n    costs: net_of_grants\n"
                f"    within_years: {years}\n    source: the same question for what no grant pays\n",
            )


def _around(key: str, value: float) -> tuple[float, float]:
    interval = BY_KEY[key].interval
    assert interval is not None
    return value * interval[0], value * interval[1]


def _recouped(years: int, english: str, danish: str) -> str:
    within, inden = (f"{years} years", f"{years} år") if years > 1 else ("1 year", "1 år")
    return f"{{en: {english} recoups the cost within {within}, da: {danish} tjener udgiften hjem inden for {inden}}}"


def _short(number: float) -> str:
    return f"{number:.6g}" if number < 1e6 else f"{number:.12g}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def answered(answers: Answers) -> Iterator[str]:
    """The answers as lines that `from_lines` reads."""
    yield f"name: {answers.name}"
    for key, answer in answers.numbers.items():
        ends = "" if answer.low is None or answer.high is None else f" ({shown(answer.low)}-{shown(answer.high)})"
        yield f"{key}: {shown(answer.value)}{ends}" if not answer.is_default else f"{key}:"
