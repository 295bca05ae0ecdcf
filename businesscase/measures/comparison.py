"""Cases side by side: the results of several scenarios or variants without their draws, and where they differ."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from businesscase.core.categories import is_counted
from businesscase.core.timeline import calendar_years
from businesscase.core.vocabulary import Area, Savings, Strategy
from businesscase.ledger.ledger import Line
from businesscase.measures.reducible import reducible_ledger
from businesscase.measures.result import PerDraw, Result
from businesscase.measures.saving import extra_cost, first_outlay
from businesscase.measures.views import ledger_of, view_of
from businesscase.scenario.declare.finance import Claim
from businesscase.scenario.declare.keys import join, quantities, walk
from businesscase.scenario.declare.quantity import Declaration, Quantity

Floats = NDArray[np.float64]
# What a claim asks; where cases ask otherwise, their verdicts answer different questions.
_ASKED = ("perspective", "costs", "savings", "discounted", "crossing", "clock_start", "within_years", "confidence")
_SECTIONS = (
    "variants",
    "plans",
    "title",
    "evidence",
    "left_out",
    "include",
    "draws",
)  # of words, or of where things stand
_WORDS = ("label", "note", "source")


@dataclass(frozen=True)
class Case:
    """One of the cases: its name here, the file it stands in, and its result without draws (`without_draws`)."""

    name: str
    file: str
    result: Result

    @property
    def claim(self) -> Claim:
        """The headline claim as it is declared."""
        return next(claim for claim in self.result.scenario.claims.values() if claim.headline)


@dataclass(frozen=True)
class Difference:
    """A number that is not the same in all cases, in the order of the cases; None where a case has no such number."""

    key: str
    numbers: tuple[Quantity | None, ...]


@dataclass(frozen=True)
class Setting:
    """What is declared otherwise and is not a number, as text, in the order of the cases; None where it is absent."""

    key: str
    values: tuple[str | None, ...]


@dataclass(frozen=True)
class Comparison:
    """Cases side by side.

    Attributes:
        cases: the first is what the others are compared with.
        differing: numbers that differ.
        settings: declarations that differ and are not numbers; words for readers are left out.
        equal: how many numbers are the same in all cases.
        apart: what makes figures not comparable as they stand: parts of the headline claim, "not_modelled" where only
            some declare it, "price_year", "start", "horizon".
    """

    cases: tuple[Case, ...]
    differing: tuple[Difference, ...]
    settings: tuple[Setting, ...]
    equal: int
    apart: tuple[str, ...]


@dataclass(frozen=True)
class Yearly:
    """Cost and saving of a case's headline in each year since its clock began, central curve, DKK.

    Attributes:
        cost, saving: shape (year,); whole years within the horizon.
        payback: years for good or first, as the headline asks; None: not within the horizon.
    """

    cost: tuple[float, ...]
    saving: tuple[float, ...]
    payback: float | None


def without_draws(result: Result) -> Result:
    """The result without what is kept of each draw, so that many can be held at a time."""
    return replace(result, per_draw=PerDraw({}, {}, np.zeros(0, dtype=bool), {}, {}, np.zeros(0)))


def compare_cases(cases: tuple[Case, ...]) -> Comparison:
    """Where the cases differ.

    Raises:
        ValueError: if two cases have one name.
    """
    if len({case.name for case in cases}) < len(cases):
        raise ValueError("two cases have one name")
    declared = [quantities(case.result.scenario) for case in cases]
    keys = dict.fromkeys(key for each in declared for key in each)
    found = {key: tuple(each.get(key) for each in declared) for key in keys}
    differing = tuple(Difference(key, numbers) for key, numbers in found.items() if len(set(map(_told, numbers))) > 1)
    claims = [case.claim for case in cases]
    apart = [name for name in _ASKED if len({getattr(claim, name) for claim in claims}) > 1]
    times = [case.result.scenario.time for case in cases]
    apart += ["not_modelled"] if len({bool(case.result.scenario.not_modelled) for case in cases}) > 1 else []
    apart += ["price_year"] if len({time.price_year for time in times}) > 1 else []
    apart += ["start"] if len({time.start for time in times}) > 1 else []
    apart += ["horizon"] if len({time.horizon_years for time in times}) > 1 else []
    return Comparison(cases, differing, _settings(cases), len(found) - len(differing), tuple(apart))


def _settings(cases: tuple[Case, ...]) -> tuple[Setting, ...]:
    """What stands at every key that is neither a number nor words for readers."""
    declared = [
        {join(path): str(value) for path, value in walk(case.result.scenario) if _is_setting(path, value)}
        for case in cases
    ]
    keys = dict.fromkeys(key for each in declared for key in each)
    found = {key: tuple(each.get(key) for each in declared) for key in keys}
    return tuple(Setting(key, values) for key, values in found.items() if len(set(values)) > 1)


def _is_setting(path: tuple[str, ...], value: object) -> bool:
    if value is None or isinstance(value, (Declaration, dict)):
        return False
    return path[0] not in _SECTIONS and not set(path[-2:]) & set(_WORDS)


def _told(number: Quantity | None) -> tuple[object, ...]:
    """What of a number changes results."""
    if number is None:
        return ()
    words = {"source", "assumption", "note", "grade"}
    return tuple(number.model_dump(exclude=words).values())


def yearly(case: Case) -> Yearly:
    """The headline's cost and saving, year by year, as its payback is found."""
    result, claim = case.result, case.claim
    outlay = first_outlay(result.central_ledger, claim.costs)
    central = ledger_of(claim, result.central_ledger, result.cohort_central_ledger)
    if claim.savings is Savings.BUDGET_REDUCIBLE:
        central = reducible_ledger(result.scenario, central, {})
    view = view_of(result.scenario, claim, central, outlay=outlay)
    cost = extra_cost(central, claim.perspective, claim.costs)[0, 0] * view.factors
    spent = np.concatenate([[0.0], np.cumsum(cost)])
    ends = view.start + np.arange(np.floor(view.edges[-1] - view.start + 1e-9) + 1.0)
    costs, net = (np.diff(np.interp(ends, view.edges, curve)) for curve in (spent, view.curve[0, 0]))
    payback = float(view.paybacks(claim.crossing).whole[0])
    return Yearly(tuple(map(float, costs)), tuple(map(float, net + costs)), payback if np.isfinite(payback) else None)


def by_calendar_year(case: Case) -> tuple[tuple[int, ...], dict[Line, Floats]]:
    """What the programme changes by line and calendar year, headline cost, expenditure positive, central curve, DKK."""
    ledger, costs = case.result.central_ledger, case.claim.costs
    of = calendar_years(case.result.scenario.time.start, ledger.edges)
    years = np.unique(of)
    programme, counterfactual = Strategy.PROGRAMME.axis, Strategy.COUNTERFACTUAL.axis
    change = ledger.amounts[0, 0, programme] - ledger.amounts[0, 0, counterfactual]
    found = {
        line: np.array([change[row, of == year].sum() for year in years])
        for row, line in enumerate(ledger.lines)
        if is_counted(line.category, costs)
    }
    return tuple(map(int, years)), found


def by_area(case: Case) -> dict[Area, dict[int, float]]:
    """The municipality's net expenditure by class of account and calendar year; nothing where nothing is booked."""
    accounts = case.result.accounts
    found: dict[Area, dict[int, float]] = {}
    for record in accounts.records if accounts is not None else ():
        by_year = found.setdefault(record.area, {})
        by_year[record.year] = by_year.get(record.year, 0.0) + record.amount
    return found
