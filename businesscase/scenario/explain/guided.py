"""Fifteen numbers and a name as a commented scenario: the starter with the numbers in their places."""

from __future__ import annotations

import math
from collections.abc import Iterator

from businesscase.core.errors import ScenarioError
from businesscase.scenario.declare.distribution import moved
from businesscase.scenario.declare.keys import split
from businesscase.scenario.declare.quantity import Quantity
from businesscase.scenario.explain.answers import Answers, shown
from businesscase.scenario.explain.guided_words import HEAD, KNOWN, WHY
from businesscase.scenario.explain.guided_writer import DEFAULT, Writer, about, quoted, short
from businesscase.scenario.explain.questions import (
    BY_KEY,
    GOAL,
    KIND,
    KIND_WORDS,
    MEASURED,
    QUESTIONS,
    WORK_IS,
    children,
    expected_placements,
    parents,
)
from businesscase.scenario.load.resolve import read_scenario

LEVEL, WORK = "effects.levels.parents.targets.job", "work"  # key of how many were measured in work; name of the goal
BENEFIT, MEASURE = "public_benefit", "social_measure"  # clocks of the starter
_CLAIM = ("claims", "recouped_within_five_years")
_PUBLIC = ("claims", "public_sector")
_SEGMENTS = ("population", "segments")
_LEAST_HORIZON, _AFTER = 12, 2  # years: the starter's horizon, and what is looked at beyond the claim
_HALF = Quantity(value=0.5, low=0.1, high=0.9, unit="share", assumption="no control group")
_NO_EFFECT, _LONGER = ("no effect", "uden virkning"), ("longer support", "længere indsats")  # variants of the starter
_PLACED = Quantity(value=0.04, low=0.01, high=0.08, unit="share", assumption="look it up in your own records")
_MIX = Quantity(value=0.5, low=0.35, high=0.65, unit="share", assumption="not counted yet")


def guided_text(answers: Answers, language: str) -> str:
    """The scenario, checked.

    Raises:
        ScenarioError: if a number with its interval cannot be drawn, or the whole does not hold together.
    """
    text = _Scenario(answers, language).text()
    read_scenario(text.encode(), "the answers")
    return text


class _Scenario(Writer):
    """The starter becoming the scenario of some answers."""

    def text(self) -> str:
        """All of it.

        Raises:
            ScenarioError: with every number whose interval cannot be its own.
        """
        self._head()
        self._families()
        self._starts()
        self._costs()
        self._profile()
        if self.answers.measured:
            self._level()
        else:
            self._goal()
        self._placements()
        self._claims()
        if self.faults:
            raise ScenarioError(self.faults, of="the answers")
        return str(self.parts)

    def _head(self) -> None:
        danish = self.language == "da"
        lines = [f"# {self.said(HEAD)}", f"#      {self.answers.name}"]
        for place, question in enumerate(QUESTIONS, start=1):
            answer = self.answers.numbers[question.key]
            asks, unit = ((each.da if danish else each.en) for each in (question.asks, question.unit))
            mark = " *" if answer.is_default else ""
            of = "" if answer.of is None else f" ({self.said(('of', 'af'))} {self.figure(answer.of, 4)})"
            some = answer.value if answer.of is None else answer.value * answer.of / parents(self.values)
            lines.append(f"#  {place:>2}. {asks}  {self.figure(some, 4)}{of} {unit}{mark}")
            if question.key == "in_work":
                kind = KIND_WORDS[MEASURED if self.answers.measured else GOAL]
                lines.append(f"#      {self.said((KIND.en, KIND.da))}  {self.said((kind.en, kind.da))}")
        self.parts.before(("version",), "\n".join([*lines, ""]))
        self.parts.value(("title",), quoted(self.answers.name))
        for place, tongue in enumerate(("en", "da")):
            known = KNOWN[MEASURED if self.answers.measured else GOAL][place]
            self.parts.value(("evidence", tongue), f"{quoted(known)}\n{place * chr(10)}")
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
        benefit = ("clocks", BENEFIT, "start", self.waited_in(BENEFIT), "elapsed")
        placed = ("clocks", MEASURE, "start", self.waited_in(MEASURE))
        years = self.values["years_on_benefit"]
        mean = self.number("years_on_benefit", "years", interval=_around("years_on_benefit", years))
        self.parts.value((*benefit, "mean"), mean)
        spread = f"value: {short(years / 2)}, low: {about(years / 3)}, high: {about(years * 5 / 6)}"
        self.parts.value((*benefit, "spread"), f"{{{spread}, unit: years, assumption: {self.said(WHY['spread'])}}}")
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
        intake = f"{{value: {min(12, 6 * count)}, unit: months, source: {self.said(WHY['intake'])}, grade: B}}"
        put((*served, "intake"), intake)
        three = [months * factor for factor in (1.5, 1.25, 1.75)]
        longer = f"{{value: {short(three[0])}, low: {short(three[1])}, high: {short(three[2])}, unit: months"
        put(
            ("variants", self.said(_LONGER), "programme.served.length"),
            f"{longer}, assumption: {self.said(WHY['longer'])}}}",
        )
        each = 1e6 * self.values["cost"] / self.values["families"]
        three = [float(f"{each * factor:.3g}") for factor in (5 / 6, 2 / 3, 1.0)]
        routine = f"{{value: {three[0]:.0f}, low: {three[1]:.0f}, high: {three[2]:.0f}, unit: DKK, price_year: {year}"
        put(("programme", "steady_state", "per_family"), f"{routine}, assumption: {self.said(WHY['routine'])}}}")
        if self.values["grants"] > 0:
            grant = self.number("grants", "mio DKK", price_year=year)
            self.parts.before(
                ("programme", "success"),
                f"  grants:\n    grant:               # {self.said(WHY['payer'])}\n"
                "      label: {en: Grant, da: Tilskud}\n      payer: foundation\n"
                f"      total: {grant}\n      years: {years}\n",
            )

    def _profile(self) -> None:
        months = self.values["months_served"]
        for part, why in (("lag", WHY["trust"]), ("ramp", WHY["judgement"])):
            at = min(months / 4, 6.0)  # six months of two years; of a shorter time of service as large a part
            high = at * (5 / 3 if part == "lag" else 2)
            three = f"value: {short(at)}, low: {about(at / 2)}, high: {about(high)}"
            self.parts.value(
                ("effects", "profiles", "lasting", part), f"{{{three}, unit: months, assumption: {self.said(why)}}}"
            )

    def _level(self) -> None:
        """What somebody measured: a level, and how much of it the programme caused."""
        put, level, people = self.parts.value, ("effects", "levels", "parents"), parents(self.values)
        put(("effects", "attribution"), self._counted())
        put((*level, "measured"), self._ended())
        put((*level, "observed"), "true")
        among = self.answers.numbers["in_work"].of or people
        three = f"value: {about(0.78 * among)}, low: {about(0.55 * among)}, high: {about(among)}"
        why = f"{short(among)} {self.said(WHY['alike'])}"
        put((*level, "effective_n"), f"{{{three}, unit: persons, assumption: {why}}}")
        put((*split(LEVEL), "share"), self.number("in_work", "share", per=people))

    def _goal(self) -> None:
        """What is to be reached: a goal, and how much of it is met."""
        self.parts.cut(("effects", "attribution"), ("effects", "profiles"))
        self.parts.cut(("effects", "levels"), ("effects", "ratios"))
        people, among = parents(self.values), self.answers.numbers["in_work"].of
        per = people / (among or people)
        origin = self.origin("in_work", self.answers.numbers["in_work"], certain=True)
        everyone = f"{{value: {short(among or people)}, unit: persons, {origin}}}"
        after, day = self.said(WHY["goals"]), self.said(WHY["day"])
        level = self.starter["effects"]["levels"]["parents"]
        (target,) = level["targets"].values()
        acts = {name: ", ".join(target[name]) for name in ("states", "transitions")}
        self.parts.before(
            ("effects",),
            f"goals:                     # {after}\n  {WORK}:\n    label: {{en: in a job, da: i job}}\n"
            f"    clock: {level['clock']}\n    states: [{acts['states']}]\n    measure: share\n"
            f"    until: {self._ended()}      # {day}\n"
            f"    at_least: {self.number('in_work', 'persons', per=per)}\n    of: {everyone}\n"
            f"    transitions: [{acts['transitions']}]\n    profile: {level['profile']}\n"
            f"    met: {self._counted()}\n\n",
        )
        self.parts.name(("variants", self.said(_NO_EFFECT), "effects.attribution"), f"goals.{WORK}.met")

    def _ended(self) -> str:
        return f"{int(self.values['start_year'] + self.values['cost_years'])}-01-01"

    def _counted(self) -> str:
        """The share that is met, or was caused."""
        share = self.values["ascribed"] / 100.0
        interval = moved(_HALF, share) if 0 < share < 1 else None
        return self.number("ascribed", "share", per=100.0, interval=interval, limits=(0.0, 1.0))

    def _placements(self) -> None:
        expected = expected_placements(self.values)
        ratio = 1.0 - self.values["avoided"] / expected
        answer = self.answers.numbers["avoided"]
        interval = (0.75 * ratio, 1.3125 * ratio)
        if answer.low is not None and answer.high is not None:
            interval = (1.0 - answer.high / expected, 1.0 - answer.low / expected)
        origin = f"{DEFAULT}; " if answer.is_default else ""
        some, of = (self.figure(number, 3) for number in (self.values["avoided"], expected))
        why = f'assumption: "{origin}{self.said(WHY["avoided"]).format(some=some, of=of)}"'
        self.check("avoided", answer, ratio, interval, "ratio", None)
        three = f"value: {short(float(f'{ratio:.4g}'))}, low: {about(interval[0])}, high: {about(interval[1])}"
        self.parts.value(("effects", "ratios", "placement_entry", "ratio"), f"{{{three}, unit: ratio, {why}}}")

    def _claims(self) -> None:
        years = int(self.values["within_years"])
        self.parts.name(_CLAIM, "recouped")
        self.parts.value((*_CLAIM, "label"), _recouped(years, "The municipality", "Kommunen"))
        self.parts.value((*_CLAIM, "within_years"), str(years))
        longer = max(10, years)
        self.parts.value((*_PUBLIC, "label"), _recouped(longer, "The public sector", "Det offentlige"))
        self.parts.value((*_PUBLIC, "within_years"), str(longer))
        if self.values["grants"] > 0:
            own = _recouped(
                years, "The municipality", "Kommunen", "its own part of the cost", "sin egen del af udgiften"
            )
            self.parts.before(
                _PUBLIC,
                f"  own_cost:\n    label: {own}\n    perspective: municipality\n    costs: net_of_grants\n"
                f"    within_years: {years}\n    source: {self.said(WHY['own'])}\n",
            )


def _around(key: str, value: float) -> tuple[float, float]:
    interval = BY_KEY[key].interval
    assert interval is not None
    return value * interval[0], value * interval[1]


def _recouped(years: int, english: str, danish: str, what: str = "the cost", hvad: str = "udgiften") -> str:
    within, inden = (f"{years} years", f"{years} år") if years > 1 else ("1 year", "1 år")
    return f"{{en: {english} recoups {what} within {within}, da: {danish} tjener {hvad} hjem inden for {inden}}}"


def answered(answers: Answers) -> Iterator[str]:
    """The answers as lines that `from_lines` reads."""
    yield f"name: {answers.name}"
    yield f"{WORK_IS}: {MEASURED if answers.measured else GOAL}"
    for key, answer in answers.numbers.items():
        if answer.of is not None:
            yield f"{key}: {shown(round(answer.value * answer.of / parents(answers.values), 9))} of {shown(answer.of)}"
            continue
        ends = "" if answer.low is None or answer.high is None else f" ({shown(answer.low)}-{shown(answer.high)})"
        yield f"{key}: {shown(answer.value)}{ends}" if not answer.is_default else f"{key}:"
