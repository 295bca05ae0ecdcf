"""`measure_som`: the net result as SØM prints it, and what it lacks: payback, probability, range, phase-in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from businesscase.core.payers import Payer, Perspective, PerspectiveKey
from businesscase.core.vocabulary import ClockStart, Costs, Savings, Strategy, Verdict
from businesscase.ledger.ledger import Ledger
from businesscase.measures.answers import Owner, answers_of, question_of
from businesscase.measures.claims import Probability, probability_within, verdict
from businesscase.measures.drawn import drawn_of
from businesscase.measures.payback import ROUNDING, cumulative, value_at
from businesscase.measures.returns import PARTIES, returns_by_party
from businesscase.measures.rows import Driver, Payback, Returns, Spread
from businesscase.measures.sample import Sample
from businesscase.measures.saving import extra_cost, net_saving, saving
from businesscase.measures.sensitivity import drivers
from businesscase.measures.verdicts import payback_of
from businesscase.scenario.declare.finance import Claim
from businesscase.scenario.declare.quantity import Label
from businesscase.som.declaration import SomScenario

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class SomView:
    """The answers under one timing: as SØM counts, or with the declared phase-in and fading.

    Attributes:
        net_result: by perspective, accumulated over the horizon, undiscounted DKK; positive is saved.
        net_within: the same by the date of the test.
        payback: by perspective, for good, undiscounted, years from where the clock starts.
        probability: that the tested perspective has recouped its cost within the limit.
        verdict: of that, at the declared confidence.
        needed_rate: success rate at which the tested perspective's mean saving over the horizon equals its mean cost;
            None where there is no cost, or nothing is saved.
        needed_rate_within: the same by the date of the test.
        returns: net present value and the like; at no discount where none is declared.
        drivers: inputs by rank correlation with the tested perspective's net result by the date.
    """

    net_result: Mapping[PerspectiveKey, Spread]
    net_within: Mapping[PerspectiveKey, Spread]
    payback: Mapping[PerspectiveKey, Payback]
    probability: Probability
    verdict: Verdict
    needed_rate: float | None
    needed_rate_within: float | None
    returns: tuple[Returns, ...]
    drivers: tuple[Driver, ...]


@dataclass(frozen=True)
class SomResult:
    """What `businesscase som` answers.

    Attributes:
        years: calendar years.
        flows: payer -> item (the cost first) -> net result by year, DKK at declared values; positive is saved.
        opening: payer -> the same at time 0, before the first year; none where nothing is paid then.
        as_som: with SØM's own timing.
        timed: with the declared phase-in and fading; None where neither is declared.
        inputs: key -> value per draw.
    """

    scenario: SomScenario
    draws: int
    seed: int
    years: tuple[int, ...]
    flows: dict[Payer, dict[str, tuple[float, ...]]]
    opening: dict[Payer, float]
    as_som: SomView
    timed: SomView | None
    inputs: dict[str, Floats] = field(repr=False)

    @property
    def perspectives(self) -> tuple[Perspective, ...]:
        """Perspectives with money in them, the public sector after its parts."""
        return tuple(each for each in Perspective if any(payer in self.flows for payer in each.payers))


def measure_som(
    scenario: SomScenario,
    *,
    as_som: tuple[Ledger, Ledger],
    timed: tuple[Ledger, Ledger] | None,
    inputs: Mapping[str, Floats],
    seed: int,
) -> SomResult:
    """Summarise a SØM scenario.

    Args:
        scenario: what was declared.
        as_som: money over draws and at declared values, with SØM's own timing.
        timed: the same with the declared phase-in and fading.
        inputs: the drawn inputs that vary, key -> shape (draw,).
        seed: of the run.
    """
    drawn, declared = as_som
    start = scenario.time.start.year
    return SomResult(
        scenario=scenario,
        draws=len(drawn.amounts),
        seed=seed,
        years=tuple(range(start, start + scenario.time.horizon_years)),
        flows=net_by_year(declared),
        opening=net_at_start(declared),
        as_som=_view(scenario, drawn, declared, inputs, seed),
        timed=None if timed is None else _view(scenario, *timed, inputs, seed),
        inputs=dict(inputs),
    )


def net_by_year(ledger: Ledger) -> dict[Payer, dict[str, tuple[float, ...]]]:
    """Counterfactual minus programme of every line by year, mean over draws: payer -> item -> years."""
    order = list(Strategy)
    money = ledger.amounts.mean(axis=(0, 1))
    net = money[order.index(Strategy.COUNTERFACTUAL)] - money[order.index(Strategy.PROGRAMME)]
    found: dict[Payer, dict[str, tuple[float, ...]]] = {}
    for payer in Payer:
        for row, line in enumerate(ledger.lines):
            if line.payer is payer:
                curve = cumulative(np.where(np.diff(ledger.edges) > 0.0, net[row], 0.0))
                ends = [float(value_at(curve, ledger.edges, year)) for year in range(round(ledger.edges[-1]) + 1)]
                found.setdefault(payer, {})[line.category] = tuple(map(float, np.diff(ends)))
    return found


def net_at_start(ledger: Ledger) -> dict[Payer, float]:
    """The same of what is paid at time 0, which belongs to no year: payer -> net result."""
    moment = np.diff(ledger.edges) == 0.0
    net = (ledger.amounts[:, :, Strategy.COUNTERFACTUAL.axis] - ledger.amounts[:, :, Strategy.PROGRAMME.axis]).mean(
        axis=(0, 1)
    )
    found: dict[Payer, float] = {}
    for line, flow in zip(ledger.lines, net[:, moment].sum(axis=-1), strict=True):
        if flow:
            found[line.payer] = found.get(line.payer, 0.0) + float(flow)
    return found


def claim_of(scenario: SomScenario) -> Claim:
    """The claim that a SØM scenario tests: the whole cost, undiscounted, for good, from where its clock starts.

    Every item counts, one called tax too: SØM has no tax of its own that would have to be switched off.
    """
    return Claim(
        label=Label(en="The cost is recouped", da="Udgiften er tjent hjem"),
        headline=True,
        perspective=scenario.perspective,
        costs=Costs.GROSS,
        savings=Savings.AFTER_TAX,
        clock_start=ClockStart(scenario.clock_start),
        within_years=scenario.within_years,
        confidence=scenario.confidence,
        source="the file's own perspective and within_years",
    )


def _view(scenario: SomScenario, drawn: Ledger, declared: Ledger, inputs: Mapping[str, Floats], seed: int) -> SomView:
    claim, money = claim_of(scenario), drawn_of(drawn)
    claims = {each: claim.model_copy(update={"perspective": each}) for each in Perspective}
    questions = [question_of(each) for each in claims.values()]
    fans = [Owner(each.payers) for each in Perspective]
    answers = answers_of(scenario, claim, money, questions, parties=PARTIES, fans=fans)
    sample = Sample(money, declared, None, answers)
    date, horizon = sample.start(claim) + claim.within_years, float(drawn.edges[-1])
    answer = answers.to(claim)
    probability = probability_within(answer.paybacks, claim.within_years, seed=seed)
    return SomView(
        net_result={each: _net(sample, each, claim, horizon) for each in Perspective},
        net_within={each: _net(sample, each, claim, date) for each in Perspective},
        payback={each: payback_of(scenario, own, sample) for each, own in claims.items()},
        probability=probability,
        verdict=verdict(probability, claim.confidence) if answer.priced else Verdict.NO_SAVING_COUNTED,
        needed_rate=_needed_rate(scenario, claim, declared, horizon),
        needed_rate_within=_needed_rate(scenario, claim, declared, date),
        returns=returns_by_party(scenario, claim, sample, seed=seed),
        drivers=drivers(inputs, answer.at_date.mean(axis=1)),
    )


def _net(sample: Sample, perspective: Perspective, claim: Claim, until: float) -> Spread:
    edges, declared = sample.drawn.edges, sample.central
    by_draw = value_at(sample.answers.parties[Owner(perspective.payers)].curve, edges, until)
    middle = value_at(cumulative(net_saving(declared, perspective, claim.costs, claim.savings)), edges, until)
    low, high = map(float, np.percentile(by_draw, [10, 90]))
    return Spread(float(middle[0, 0]), float(by_draw.mean()), low, high)


def _needed_rate(scenario: SomScenario, claim: Claim, declared: Ledger, until: float) -> float | None:
    """The declared rate x cost / saving until a time: savings are proportional to the rate; at declared values."""
    saved, paid = (
        float(value_at(cumulative(flow), declared.edges, until)[0, 0])
        for flow in (
            saving(declared, claim.perspective, claim.savings),
            extra_cost(declared, claim.perspective, claim.costs),
        )
    )
    if paid <= 0 or saved <= ROUNDING * paid:
        return None
    return scenario.success_rate.canonical * paid / saved
