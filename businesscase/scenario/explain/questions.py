"""The fifteen numbers that matter, and the name: what is asked, in what unit, between what limits, by what default."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from businesscase.scenario.declare.composition import largest_remainder
from businesscase.scenario.declare.keys import quantities
from businesscase.scenario.declare.quantity import Label
from businesscase.scenario.explain.starter import starter_text
from businesscase.scenario.load.resolve import read_scenario

Values = Mapping[str, float]
NAME, WORK_IS = "name", "work_is"  # the two answers that are no numbers
GOAL, MEASURED = "goal", "measured"
KINDS = {GOAL: GOAL, "mål": GOAL, "maal": GOAL, MEASURED: MEASURED, "målt": MEASURED, "maalt": MEASURED}
_RATES = "clocks.social_measure.transitions.{} -> placed.exponential.rate"
_STARTS = "clocks.social_measure.start.{}.share"


@dataclass(frozen=True)
class Question:
    """One number.

    Attributes:
        key: by which it is answered in a file.
        asks: the question.
        unit: what it is counted in.
        default: what Enter takes, of the answers before it.
        least, most: limits, of the answers before it; `above` and `below`: whether the limit itself is outside.
        whole: whether it must be a whole number.
        plan: whether it is decided by somebody (a plan, a budget) rather than judged.
        interval: whether low and high may be given; where they are not, low and high in proportion to the number.
        of_all: what a share in per cent is a share of; None where per cent are no answer.
    """

    key: str
    asks: Label
    unit: Label
    default: Callable[[Values], float]
    least: Callable[[Values], float]
    most: Callable[[Values], float]
    above: bool = False
    below: bool = False
    whole: bool = False
    plan: bool = False
    interval: tuple[float, float] | None = None
    of_all: Callable[[Values], float] | None = None

    @property
    def takes_interval(self) -> bool:
        """Whether low and high may be given: of whatever is judged, and of a goal."""
        return self.interval is not None or self.of_all is not None


def parents(values: Values) -> float:
    """Parents of all families."""
    singles = single_parents(values)
    return 2.0 * values["families"] - singles


def single_parents(values: Values) -> int:
    """Families with one parent: by largest remainder, as the model lists them."""
    import numpy as np

    share = 2.0 - values["adults_per_family"]
    return int(largest_remainder(np.array([share, 1.0 - share]), int(values["families"]))[0])


def children(values: Values) -> float:
    """Children of all families."""
    return float(round(values["families"] * values["children_per_family"]))


def expected_placements(values: Values) -> float:
    """Placements that begin in the years of the effort without it, by the catalogue's rates and the starter's mix."""
    rates = _catalogue_rates()
    placed = values["placed_at_start"] / children(values)
    at_home = (1.0 - placed - rates["share"]) * rates["none"] + rates["share"] * rates["supportive"]
    return children(values) * max(at_home, 0.0) * values["cost_years"]


@cache
def _catalogue_rates() -> dict[str, float]:
    numbers = quantities(read_scenario(starter_text().encode(), "starter"))
    rates = {state: numbers[_RATES.format(state)].canonical for state in ("none", "supportive")}
    return {**rates, "share": numbers[_STARTS.format("supportive")].canonical}


def _is(number: float) -> Callable[[Values], float]:
    return lambda _: number


def _label(en: str, da: str) -> Label:
    return Label(en=en, da=da)


NAMED = _label(
    "What is the programme called, and in which municipality?", "Hvad hedder indsatsen, og i hvilken kommune?"
)
KIND = _label("Is that a goal, or did somebody measure it?", "Er det et mål, eller er det målt?")
KIND_WORDS = {GOAL: _label("goal", "mål"), MEASURED: _label("measured", "målt")}
DEFAULT_NAME = _label("My programme", "Min indsats")
_PERSONS, _YEARS = _label("persons", "personer"), _label("years", "år")
_A_YEAR, _MILLIONS = _label("calendar year", "kalenderår"), _label("mio. DKK", "mio. kr.")
_PLACEMENTS = _label("placements", "anbringelser")

QUESTIONS = (
    Question(
        "families",
        _label("How many families are served?", "Hvor mange familier får indsatsen?"),
        _label("families", "familier"),
        _is(30), _is(2), _is(2_000), whole=True, plan=True,
    ),
    Question(
        "adults_per_family",
        _label("How many adults are there in a family, on average?",
               "Hvor mange voksne er der i gennemsnit i en familie?"),
        _label("adults per family", "voksne pr. familie"),
        _is(1.5), lambda values: 1 + 1 / values["families"], lambda values: 2 - 1 / values["families"],
        interval=(1.0, 1.0),
    ),
    Question(
        "children_per_family",
        _label("How many children under 18, on average?", "Hvor mange børn under 18 år i gennemsnit?"),
        _label("children per family", "børn pr. familie"),
        _is(2.5), _is(0.5), _is(7), plan=True,
    ),
    Question(
        "years_on_benefit",
        _label("How long have the parents been on kontanthjælp when they begin?",
               "Hvor længe har forældrene fået kontanthjælp, når de begynder?"),
        _YEARS, _is(6), _is(0.25), _is(30), interval=(2 / 3, 4 / 3),
    ),
    Question(
        "start_year",
        _label("In which year does it start (1 January)?", "Hvilket år begynder den (1. januar)?"),
        _A_YEAR, _is(2026), _is(2018), _is(2028), whole=True, plan=True,
    ),
    Question(
        "months_served",
        _label("For how many months is a family served?", "Hvor mange måneder får en familie indsatsen?"),
        _label("months", "måneder"), _is(24), _is(1), _is(60), interval=(0.75, 1.25),
    ),
    Question(
        "cost",
        _label("What does it cost in all?", "Hvad koster den i alt?"),
        _MILLIONS, _is(9), _is(0), _is(10_000), above=True, plan=True, interval=(0.85, 1.2),
    ),
    Question(
        "cost_years",
        _label("Over how many years is that spent?", "Over hvor mange år bruges pengene?"),
        _YEARS, _is(3), _is(1), _is(10), whole=True, plan=True,
    ),
    Question(
        "grants",
        _label("How much of it do others pay (a foundation)?", "Hvor meget af det betaler andre (en fond)?"),
        _MILLIONS, _is(0), _is(0), lambda values: values["cost"], plan=True,
    ),
    Question(
        "in_work",
        _label("How many of the parents are in an ordinary job at the end? As 10, 10 of 42 or 20 %",
               "Hvor mange af forældrene er i ordinært job til sidst? Som 10, 10 af 42 eller 20 %"),
        _PERSONS, lambda values: float(round(0.2 * parents(values))) or 1.0, _is(0), parents, above=True, below=True,
        of_all=parents, plan=True,
    ),
    Question(
        "ascribed",
        _label("How much of it counts? Of a goal: what is met; of what was measured: what the programme caused",
               "Hvor meget af det tæller? Af et mål: det, der nås; af noget målt: det, der skyldes indsatsen"),
        _label("per cent", "procent"), _is(50), _is(0), _is(100), interval=(1.0, 1.0), of_all=_is(100),
    ),
    Question(
        "placed_at_start",
        _label("How many of the children are placed outside the home at the start?",
               "Hvor mange af børnene er anbragt ved start?"),
        _label("children", "børn"), lambda values: 0.04 * children(values), _is(0),
        lambda values: 0.3 * children(values), of_all=children, interval=(0.4, 1.8),
    ),
    Question(
        "avoided",
        _label("How many new placements are to be avoided in those years?",
               "Hvor mange nye anbringelser skal undgås i de år?"),
        _PLACEMENTS, lambda values: float(f"{0.2 * expected_placements(values):.2g}"), _is(0), expected_placements,
        below=True, of_all=expected_placements, interval=(1.0, 1.0),
    ),
    Question(
        "price_year",
        _label("In the prices of which year are amounts given?", "I hvilket års priser er beløbene?"),
        _A_YEAR, lambda values: min(values["start_year"], 2026.0), _is(2018), _is(2026), whole=True, plan=True,
    ),
    Question(
        "within_years",
        _label("Within how many years is the cost to be recouped?",
               "Inden for hvor mange år skal udgiften være tjent hjem?"),
        _YEARS, _is(5), _is(1), _is(30), whole=True, plan=True,
    ),
)  # fmt: skip
BY_KEY = {question.key: question for question in QUESTIONS}
ORDER = tuple(key for question in QUESTIONS for key in ((question.key, WORK_IS) if question.key == "in_work" else
                                                        (question.key,)))  # fmt: skip
