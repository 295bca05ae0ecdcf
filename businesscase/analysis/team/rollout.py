"""Rolling the effort out: cohorts of families year by year, the pairs that serve them, money, and two paybacks.

What a family saves is taken from the cohort view, in which all families enrol on the first day, and moved to the month
in which the team begins to serve it: the families of a later year are other families like these, not these grown older.
It goes with the time that the family is served, and with what is lost in a large team. Prices and rules are those of
the scenario's own dates, counted from enrolment.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from businesscase.analysis.team.money import Progress, Spread, gross_claim, solved_model, spread, strength_spread
from businesscase.analysis.team.moved import MONTHS, as_served, moved, saved_by_a_family, starts, while_served
from businesscase.analysis.team.planned import records_of_plan
from businesscase.analysis.team.staffing import Staffed, staffing
from businesscase.core.categories import is_saving
from businesscase.core.door import check_settings
from businesscase.core.errors import UsageError
from businesscase.core.payers import Payer
from businesscase.core.vocabulary import Crossing
from businesscase.core.words import Words
from businesscase.delivery.costs import person_years, team_costs
from businesscase.delivery.plan import team_of
from businesscase.delivery.records import Records, present
from businesscase.delivery.routine import with_routine_cost
from businesscase.delivery.team import Ending
from businesscase.ledger.ledger import Line
from businesscase.measures.claims import DrawnPaybacks, Probability, probability_within
from businesscase.measures.payback import cumulative, first, peak_need, sustained
from businesscase.scenario.declare.finance import Claim
from businesscase.scenario.declare.rollout import Rollout
from businesscase.scenario.load.resolve import as_scenario
from businesscase.scenario.load.scenario import Scenario

Floats = NDArray[np.float64]
_LATE = 3  # years in which families come, the last


@dataclass(frozen=True)
class Year:
    """A year of the roll-out: means over draws.

    Attributes:
        number: from 1.
        came: families that came in it.
        planned, pairs: pairs that take families in it: as planned, and as the ceiling allows.
        person_years: for which posts were held.
        begun: families whose service began in it.
        waiting, served: families at its end.
        wait: mean wait in years of those that came in it, whatever becomes of them; None where nobody came.
        cost: what the team cost.
    """

    number: int
    came: int
    planned: int
    pairs: int
    person_years: float
    begun: float
    waiting: float
    served: float
    wait: float | None
    cost: Spread


@dataclass(frozen=True)
class Outlook:
    """When something pays back: median years (None: not within the horizon), and the probability of the claim."""

    payback: float | None
    probability: Probability


@dataclass(frozen=True)
class Late:
    """Families whose service begins in the last three years in which families come, or later.

    Attributes:
        year: the first of those, from 1.
        families: whose service begins in it or later, mean over draws.
        left: mean years from then to the horizon, in which their savings count.
    """

    year: int
    families: float
    left: float


@dataclass(frozen=True)
class RolledOut:
    """A roll-out. Money in DKK of the price year, in routine: without development, evaluation and grants.

    Attributes:
        scenario: with its team at work.
        claim: the headline, at the team's own cost.
        years: of the roll-out.
        late: those who begin late, None if nobody does.
        staff: person-years by department and profession, in each year of the roll-out.
        purses: payer and department -> net saving by year, mean over draws, shape (year,); years to the horizon.
        balance: accumulated net saving of the claim's purse at the end of each year, shape (draw, year + 1).
        peak, peak_after: the most that this purse has ever laid out, and median years after which it is.
        programme, cohort: payback of the whole, from its first day, and of one family, from its enrolment: the mean of
            those that are served, with what each of them saves.
        each: accumulated net saving of that family at the end of each year from its enrolment, shape (draw, year + 1).
        per_family: cost of the team over families served.
        strength: of its full effect, what the service of the families that are served has; None: all of it.
        records: a life of the team in each draw.
    """

    scenario: Scenario
    claim: Claim
    years: tuple[Year, ...]
    late: Late | None
    staff: tuple[Staffed, ...]
    purses: dict[tuple[Payer, str | None], Floats]
    balance: Floats
    peak: Spread
    peak_after: float
    programme: Outlook
    cohort: Outlook
    each: Floats
    per_family: Spread
    strength: Spread | None
    records: Records

    @property
    def still_pays(self) -> bool:
        """Whether the programme pays for its last families when the first have paid back, and pays back after that."""
        first, whole = self.cohort.payback, self.programme.payback
        return first is not None and whole is not None and first < min(whole, self.records.plan.until)


def roll_out(
    source: str | Path | Mapping[str, Any] | Scenario,
    *,
    variant: str | None = None,
    draws: int = 200,
    replications: int | None = None,
    seed: int = 1,
    workers: int | None = None,
    progress: Progress | None = None,
) -> RolledOut:
    """Simulate the declared roll-out, once in each draw.

    Args:
        source: a scenario file, its content as a mapping, or a `Scenario`; declares a team and a roll-out.
        variant: name of a variant in it.
        draws, replications, seed, workers, progress: as for `run`.

    Raises:
        UsageError: if it declares no roll-out.
    """
    check_settings({"draws": draws, "replications": replications, "seed": seed, "workers": workers})
    scenario = with_routine_cost(as_scenario(source) if variant is None else as_scenario(source).variant(variant))
    if scenario.rollout is None:
        raise UsageError(Words("team.ask.no_rollout"))
    say = progress or (lambda _stage, _fraction: None)
    served, rollout = scenario.with_values({"programme.served.by": "team"}), scenario.rollout
    say(Words("stage.levels"), 0.0)
    model = solved_model(served, draws=draws, seed=seed, workers=workers)
    claim = gross_claim(served)
    say(Words("stage.rollout"), 0.0)
    edges = model.arrays.edges
    records, pairs = records_of_plan(served, model.inputs, rollout)
    lines, saved = saved_by_a_family(served, model, claim, replications, workers, say)
    costs = team_costs(served, model.inputs, records, edges, routine=True)
    begun = starts(rollout, records, pairs[1], len(team_of(served).pairs), model.inputs, len(edges) - 1)
    savings = moved(saved, begun)  # line, draw, half, period
    counted = _counted(claim, lines)
    cost = np.sum(list(costs.values()), axis=0)
    own = cost[:, None] if Payer.MUNICIPALITY in claim.perspective.payers else np.zeros_like(cost)[:, None]
    curve = cumulative(savings[counted].sum(axis=0) - own)
    each = cost.sum(axis=1) / np.maximum(records.served.sum(axis=1), 1)
    outlay = (each[:, None] * while_served(model, edges))[:, None]
    alone = cumulative(as_served(saved[counted].sum(axis=0), begun, records) - outlay)
    return RolledOut(
        scenario=served,
        claim=claim,
        years=tuple(_years(rollout, records, pairs, costs, edges)),
        late=_late(rollout, records, served.time.horizon_years),
        staff=staffing(served, records),
        purses=_purses(lines, savings.mean(axis=(1, 2)), costs, claim),
        balance=curve.mean(axis=1)[:, ::MONTHS],
        peak=spread(peak_need(curve.mean(axis=1))),
        peak_after=float(np.median(curve.mean(axis=1).argmin(axis=1)) / MONTHS),
        programme=_outlook(curve, edges, claim, seed),
        cohort=_outlook(alone, edges, claim, seed),
        each=alone.mean(axis=1)[:, ::MONTHS],
        per_family=spread(each),
        strength=strength_spread(records),
        records=records,
    )


def public_sector(found: RolledOut) -> Floats:
    """Net saving of all public payers together, by year, mean over draws, shape (year,)."""
    return np.asarray(np.sum([net for (payer, _), net in found.purses.items() if payer.public], axis=0))


def _counted(claim: Claim, lines: tuple[Line, ...]) -> NDArray[np.bool_]:
    return np.array([one.payer in claim.perspective.payers and is_saving(one.category, claim.savings) for one in lines])


def _purses(
    lines: tuple[Line, ...], savings: Floats, costs: dict[str, Floats], claim: Claim
) -> dict[tuple[Payer, str | None], Floats]:
    """Net saving by payer and department and year, mean over draws; taxes count where the claim counts them."""
    found: dict[tuple[Payer, str | None], Floats] = {}
    for line, money in zip(lines, savings, strict=True):
        if is_saving(line.category, claim.savings) and line.payer is not Payer.HOUSEHOLD:
            key = (line.payer, line.department)
            found[key] = found.get(key, 0.0) + money.reshape(-1, MONTHS).sum(axis=1)
    for department, money in costs.items():
        key = (Payer.MUNICIPALITY, department)
        found[key] = found.get(key, 0.0) - money.mean(axis=0).reshape(-1, MONTHS).sum(axis=1)
    return found


def _years(
    rollout: Rollout, records: Records, pairs: NDArray[np.int64], costs: dict[str, Floats], edges: Floats
) -> Iterator[Year]:
    cost = np.sum(list(costs.values()), axis=0)
    held = np.sum(list(person_years(records, edges).values()), axis=0).mean(axis=0)
    ends = np.arange(1.0, rollout.lasts + 1.0) - 1e-9
    there = {name: counts.mean(axis=0) for name, counts in present(records, ends).items()}
    begun = np.where(records.served, records.begins, np.inf)
    came, waits = records.ending != Ending.NEVER_CAME, records.waits
    for year in range(rollout.lasts):
        months = slice(year * MONTHS, (year + 1) * MONTHS)
        own = came & (records.arrives >= year) & (records.arrives < year + 1)
        yield Year(
            number=year + 1,
            came=rollout.cohorts.get(year + 1, 0),
            planned=int(pairs[0, year]),
            pairs=int(pairs[1, year]),
            person_years=float(held[months].sum()),
            begun=float(((begun >= year) & (begun < year + 1)).sum(axis=1).mean()),
            waiting=float(there["waiting"][year]),
            served=float(there["served"][year]),
            wait=float(waits[own].mean()) if own.any() else None,
            cost=spread(cost[:, months].sum(axis=1)),
        )


def _late(rollout: Rollout, records: Records, horizon: float) -> Late | None:
    year = max(max(rollout.cohorts) - _LATE + 1, 1)
    late = records.served & (records.begins >= year - 1)
    if not late.any():
        return None
    return Late(year, float(late.sum(axis=1).mean()), float(horizon - records.begins[late].mean()))


def _outlook(curve: Floats, edges: Floats, claim: Claim, seed: int) -> Outlook:
    measure = sustained if claim.crossing is Crossing.SUSTAINED else first
    drawn = DrawnPaybacks(measure(curve.mean(axis=1), edges), measure(curve, edges))
    median = float(np.median(drawn.whole))
    return Outlook(None if np.isinf(median) else median, probability_within(drawn, claim.within_years, seed=seed))
