"""How large a team: families served, waits, use, cost and payback for teams of more and fewer pairs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from businesscase.analysis.team.money import (
    Progress,
    Spread,
    answer,
    gross_claim,
    solved_model,
    spread,
    steady_state,
    strength_spread,
    total,
)
from businesscase.analysis.team.staffing import Staffed, staffing
from businesscase.core.door import check_settings
from businesscase.core.errors import UsageError
from businesscase.core.words import Words
from businesscase.delivery.costs import team_costs
from businesscase.delivery.plan import plan_of, team_of
from businesscase.delivery.records import Records, utilisation
from businesscase.delivery.rooms import room_years
from businesscase.delivery.routine import at_full_use, with_routine_cost
from businesscase.delivery.serving import given_by, records_of
from businesscase.delivery.strength import held
from businesscase.delivery.team import Ending
from businesscase.ledger.valuation import declared_cost
from businesscase.measures.claims import Probability, probability_within
from businesscase.model.compiled import CompiledModel
from businesscase.scenario.declare.finance import Claim
from businesscase.scenario.declare.quantity import parse_span
from businesscase.scenario.load.resolve import as_scenario
from businesscase.scenario.load.scenario import Scenario

Floats = NDArray[np.float64]
PATIENT = 0.9  # of all families, those whose service the smallest team begins within the stated wait


@dataclass(frozen=True)
class Size:
    """A team of so many pairs. Times in years, money in DKK of the price year; spreads are over draws.

    Attributes:
        pairs, posts: of the team.
        served: families whose service began.
        completed, dropped_out, cut_off: of those, families that were done, gave up, and were still served when service
            ended for everybody.
        service: median years of service of those that were served, over families and draws; None if nobody was.
        wait: mean wait of the families that came, whatever became of them.
        long_wait: 90th percentile of those waits, over families and draws.
        within: share of all families whose service began within the stated wait: one that the team never reached, or
            that gave up, did not; None if no wait was stated.
        used: share of the places that are taken.
        held: share of the time in service in which a settled member of the family's pair is there.
        strength: of its full effect, what the service of the families that are served has; None: all of it.
        cost: routine cost of the team until service ends, without development and evaluation.
        per_family, per_year: that per family served, and per family-year of service.
        at_full_use: that for a family if every place were taken: the cost in routine.
        marginal: what one more family costs: the difference in cost to the next smaller of the sizes over that in
            families served; None for the smallest, and where no more are served than chance may bring.
        balance: net saving by the claim's date, at that cost.
        payback: median years to payback at that cost, None if not within the horizon.
        probability: of payback within the claim's years, at that cost.
        records: a life of the team in each draw.
    """

    pairs: int
    posts: int
    served: Spread
    completed: Spread
    dropped_out: Spread
    cut_off: Spread
    service: float | None
    wait: Spread
    long_wait: float
    within: float | None
    used: Spread
    held: Spread
    strength: Spread | None
    cost: Spread
    per_family: Spread
    per_year: Spread
    at_full_use: Spread
    marginal: float | None
    balance: Spread
    payback: float | None
    probability: Probability
    records: Records


@dataclass(frozen=True)
class Capacity:
    """Teams of several sizes, in the order of their size.

    Attributes:
        scenario: with its team at work.
        claim: the headline, at the routine cost of the team and without grants.
        sizes: one for each team.
        declared: pairs of the team that the scenario declares.
        staff: person-years of the declared team, by department and profession.
        project: cost of the declared team, development and evaluation included, and the declared costs, both in prices
            of the price year.
        steady_state: what the scenario says that a family costs in routine, in prices of the price year; None if it
            does not.
        wait: the stated wait, such as "3 months"; None if none was stated.
        smallest: pairs of the smallest team with which the service of nine of ten of all families begins within that
            wait; None if no size does, or no wait was stated.
        draws: of the inputs.
    """

    scenario: Scenario
    claim: Claim
    sizes: tuple[Size, ...]
    declared: int
    staff: tuple[Staffed, ...]
    project: tuple[Spread, Spread]
    steady_state: Spread | None
    wait: str | None
    smallest: int | None
    draws: int

    @property
    def soonest(self) -> Size | None:
        """The smallest team for the stated wait; where none is large enough, the one that comes nearest to it."""
        if self.wait is None:
            return None
        return next(
            (one for one in self.sizes if one.pairs == self.smallest),
            max(self.sizes, key=lambda one: one.within or 0.0),
        )


def capacity(
    source: str | Path | Mapping[str, Any] | Scenario,
    *,
    variant: str | None = None,
    pairs: Sequence[int] | None = None,
    wait: str | None = None,
    draws: int = 200,
    replications: int = 4,
    seed: int = 1,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Capacity:
    """Teams of several sizes before the same families, each simulated once in every draw.

    Families, inputs and every random number are the same for all sizes, so that differences are those of size. Effects
    are those solved for under the declared service. The cost is that of the simulated team, routine and gross.

    Args:
        source: a scenario file, its content as a mapping, or a `Scenario`; declares a team.
        variant: name of a variant in it.
        pairs: sizes; missing: from one pair to three more than are declared.
        wait: a stated wait, such as "3 months".
        draws, replications, seed, workers, progress: as for `run`.

    Raises:
        UsageError: if the scenario declares no team, or the wait is no span of time.
    """
    check_settings({"draws": draws, "replications": replications, "seed": seed, "workers": workers})
    scenario = with_routine_cost(as_scenario(source) if variant is None else as_scenario(source).variant(variant))
    declared = len(team_of(scenario).pairs)
    sizes = tuple(sorted(set(pairs or range(1, declared + 4))))
    stated = None if wait is None else _span(wait)
    say = progress or (lambda _stage, _fraction: None)
    served = scenario.with_values({"programme.served.by": "team"})
    say(Words("stage.levels"), 0.0)
    model = solved_model(served, draws=draws, seed=seed, workers=workers)
    claim = gross_claim(served)
    found = list[Size]()
    for number, size in enumerate(sizes):

        def tell(_stage: str, fraction: float, number: int = number) -> None:
            say(Words("stage.teams"), (number + fraction) / len(sizes))

        before = found[-1] if found else None
        found.append(_size(served, model, claim, size, before, stated, replications, workers, tell))
    plan = plan_of(served, model.inputs)
    records = records_of(served, model, plan)
    whole = total(team_costs(served, model.inputs, records, model.arrays.edges, routine=False))
    patient = [one.pairs for one in found if one.within is not None and one.within >= PATIENT]
    return Capacity(
        scenario=served,
        claim=claim,
        sizes=tuple(found),
        declared=declared,
        staff=staffing(served, records),
        project=(spread(whole), spread(declared_cost(model))),
        steady_state=steady_state(served, model),
        wait=wait,
        smallest=min(patient, default=None),
        draws=draws,
    )


def _size(
    scenario: Scenario,
    model: CompiledModel,
    claim: Claim,
    pairs: int,
    before: Size | None,
    stated: float | None,
    replications: int,
    workers: int | None,
    progress: Progress,
) -> Size:
    begins = parse_span(team_of(scenario).begins)
    plan = plan_of(scenario, model.inputs, begins=(begins,) * pairs)
    records = records_of(scenario, model, plan)
    costs = team_costs(scenario, model.inputs, records, model.arrays.edges, routine=True)
    own = given_by(model, records)
    found = answer(scenario, own, claim, costs, begins, replications, workers, progress)
    served, money, room = records.served.sum(axis=1).astype(np.float64), total(costs), room_years(records)
    came, waits = records.ending != Ending.NEVER_CAME, records.waits
    median = float(np.median(found.paybacks.whole))
    return Size(
        pairs=pairs,
        posts=len(plan.posts),
        served=spread(served),
        completed=_ended(records, Ending.COMPLETED),
        dropped_out=_ended(records, Ending.DROPPED_OUT),
        cut_off=_ended(records, Ending.SERVED),
        service=_median_service(records),
        wait=spread(np.where(came, waits, 0.0).sum(axis=1) / np.maximum(came.sum(axis=1), 1)),
        long_wait=float(np.percentile(waits[came], 90)),
        within=None if stated is None else float((records.served & (waits <= stated + 1e-9)).mean()),
        used=spread(utilisation(records, room)),
        held=spread(held(records)),
        strength=strength_spread(records),
        cost=spread(money),
        per_family=spread(_per(money, served)),
        per_year=spread(_per(money, records.service_years)),
        at_full_use=spread(at_full_use(records, money)),
        marginal=None if before is None else _marginal(before, spread(money), records),
        balance=spread(found.balance),
        payback=None if np.isinf(median) else median,
        probability=probability_within(found.paybacks, claim.within_years, seed=model.inputs.seed),
        records=records,
    )


def _ended(records: Records, ending: Ending) -> Spread:
    """Families whose service ended so."""
    return spread((records.ending == ending).sum(axis=1).astype(np.float64))


def _median_service(records: Records) -> float | None:
    lasted = (records.ends - np.where(records.served, records.begins, 0.0))[records.served]
    return float(np.median(lasted)) if lasted.size else None


def _marginal(before: Size, cost: Spread, records: Records) -> float | None:
    """What one more family costs than in the size before, whose draws are the same."""
    more = records.served.sum(axis=1) - before.records.served.sum(axis=1).astype(np.float64)
    if more.mean() <= 2.0 * more.std(ddof=1) / np.sqrt(len(more)):
        return None
    return float((cost.mean - before.cost.mean) / more.mean())


def _per(money: Floats, number: Floats) -> Floats:
    """Where nobody is served, the money itself: no division by zero, and more than any real cost of a family."""
    return money / np.maximum(number, 1.0)


def _span(text: str) -> float:
    try:
        return parse_span(text)
    except ValueError:
        raise UsageError(Words("team.ask.wait", text=text)) from None
