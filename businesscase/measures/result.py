"""`Result`: what a run answers, as plain frozen values that report and callers read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from businesscase.core.vocabulary import ClockStart, Costs, Crossing, Engine, Perspective, Savings, Verdict

if TYPE_CHECKING:
    from businesscase.engines.common.occupancy import Occupancy
    from businesscase.ledger.ledger import Ledger
    from businesscase.measures.accounts import Accounts
    from businesscase.measures.purses import Pocket
    from businesscase.measures.reducible import SavingsView
    from businesscase.scenario.load.edits import Edits
    from businesscase.scenario.load.scenario import Scenario


@dataclass(frozen=True)
class ClaimResult:
    """One claim tested. `probability` is corrected for residual noise, `raw_probability` is not.

    `noise_share`: share of the variance of its own K at its date that is noise inside draws; None with one draw. Above
    `measures.claims.NOISE_GATE` the verdict is undecided.
    """

    name: str
    headline: bool
    perspective: Perspective
    costs: Costs
    savings: Savings
    discounted: bool
    crossing: Crossing
    clock_start: ClockStart
    within_years: float
    horizon_years: int
    confidence: float
    probability: float
    raw_probability: float
    monte_carlo_error: float
    lower: float
    upper: float
    noise_share: float | None
    verdict: Verdict


@dataclass(frozen=True)
class Payback:
    """Payback of one perspective, cost and discounting: of the central curve, and over draws.

    `first_years` and `sustained_years` are of the central curve (None: not within the horizon); the shares and
    `probability_by_year` (years 1..horizon, corrected, monotone; for good unless the headline's own row asks for the
    first time) are over draws. `extra_cost` is
    what has to be recouped over the horizon (DKK, undiscounted mean over draws); with none, a payback says how soon
    the perspective is out of deficit. `untouched`: it neither pays nor saves, so its payback of 0 years means nothing.
    """

    perspective: Perspective
    costs: Costs
    discounted: bool
    first_years: float | None
    sustained_years: float | None
    never_share: float
    probability_by_year: tuple[float, ...]
    extra_cost: float
    untouched: bool


@dataclass(frozen=True)
class NetSaving:
    """Cumulative undiscounted net saving of a perspective at year ends (DKK, positive = saved), over draws."""

    perspective: Perspective
    costs: Costs
    years: tuple[float, ...]
    mean: tuple[float, ...]
    p10: tuple[float, ...]
    p90: tuple[float, ...]


@dataclass(frozen=True)
class Spread:
    """A figure on the central curve, and over draws: its mean, 10th and 90th percentile."""

    central: float
    mean: float
    p10: float
    p90: float


@dataclass(frozen=True)
class Returns:
    """Net present value, ratio, rate and funding need of a party; of everyone together where `party` is None.

    Attributes:
        present_cost, present_saving: discounted to the first outlay, central curve, DKK.
        net_present_value: saving less cost, DKK; positive is saved.
        probability_not_negative: P(net present value >= 0) over draws, corrected for noise.
        benefit_cost_ratio: of everyone only: saving per krone of cost; None without a positive cost.
        fiscal_return: of a public purse only: its own saving per krone of its own cost (gross: 1 breaks even).
        internal_rate_of_return: a year, central curve; None unless there is exactly one and money is laid out first.
        roots: how many rates make the net present value zero.
        peak_need: deepest accumulated deficit, undiscounted, DKK.
        peak_years: when, in years from the first outlay, central curve; None without a deficit.
        untouched: it neither pays nor saves.
    """

    party: Perspective | None
    present_cost: float
    present_saving: float
    net_present_value: Spread
    probability_not_negative: float
    benefit_cost_ratio: Spread | None
    fiscal_return: Spread | None
    internal_rate_of_return: float | None
    roots: int
    peak_need: Spread
    peak_years: float | None
    untouched: bool


@dataclass(frozen=True)
class Successes:
    """Persons in a state called a success at the headline's date, beyond those who would be without the programme.

    Attributes:
        states: "clock.state" of what counts as success.
        families: families served.
        extra: successes over draws; its central value is the mean.
        cost_per_success: headline cost per success, DKK; None where there is no success or no cost.
        needed: successes that would recoup that cost by that date, each worth what these are; None also where
            nothing is saved.
    """

    states: tuple[str, ...]
    families: float
    extra: Spread
    cost_per_success: float | None
    needed: float | None


@dataclass(frozen=True)
class Driver:
    """An uncertain input and its rank correlation over draws with K at the headline claim's date."""

    key: str
    correlation: float


@dataclass(frozen=True)
class Lives:
    """Where the quantities came from.

    Attributes:
        hash: of all that they come from: equal hash, equal quantities.
        file: in which they were kept, None if they were simulated now.
        instead: of a file that was found and could not be used, why.
    """

    hash: str
    file: str | None = None
    instead: str = ""


@dataclass(frozen=True)
class Result:
    """Everything a run answers. Arrays for pictures and tables are in `ledger` and `occupancy`.

    Attributes:
        engine_reason: why this engine.
        approximations: of the engines expected and mixed, by key: the largest share of a clock's person-time in a year
            that changing the approximation moves to another cell (measured on a few draws); empty for the others.
        residual_noise_share: share of the variance of the headline's K(T) that is noise inside draws; None with one
            draw.
        extrapolated_share: share of the headline's savings up to its date, in absolute terms, that does not rest on
            outcomes observed in this programme; None where nothing is saved.
        observed_until: years from programme start to the last observed level; None where none was observed.
        headline_payback: by perspective, payback by the headline's own definition (cost, savings, discounting,
            crossing, clock start).
        routine_payback: the same for the headline's perspective at the cost of routine operation; None if not declared.
        headline_cost: what the headline's perspective has to recoup over the horizon, by its own definition, DKK.
        saving_by_category: the headline's saving up to its date before that cost, by ledger category, mean over draws,
            by its own definition, DKK.
        other_municipalities: saving after 5 years (or the horizon) of municipalities that families have moved to, DKK.
        payback: one row per perspective, cost definition and discounting; before tax, for good, from the first outlay.
        cohort_payback: the same as if every family enrolled on the start date; empty where that was not run.
        net_saving: cumulative, headline costs and savings, undiscounted, by perspective.
        returns: by party, everyone last: net present value and the like, headline costs and savings.
        successes: what a success costs; None where the scenario does not say what one is.
        yearly_saving: saving in each of years 1 to 5 (or the horizon) before the programme's own cost, DKK.
        extra_cost: the headline cost definition's cost over the horizon, DKK.
        outcomes: clock -> strategy -> state -> share of members at the end of years 1, 2, ...; clocks that end a
            member (death) left out.
        person_years, entries: "clock.state" -> (programme, counterfactual) until the headline claim's date.
        drivers: uncertain inputs by their rank correlation with the headline's K(T), strongest first; none where
            nothing is saved.
        segment_saving: mean K(T) per family of each segment, headline costs.
        redrawn: by level, share of draws whose reported shares contradicted the base hazards and were drawn again.
        pockets: departments, the municipality as a whole and the other payers, each as a purse of its own.
        savings_views: all savings and those that a budget can be cut by, by cost definition, the headline's first;
            empty where nothing says what a budget can be cut by.
        accounts: the municipality's money in its chart of accounts; None where nothing says where it is booked.
        lives: where the quantities came from.
        edits: what a reader changed in a workbook; None where no workbook was read.
        cohort_central_ledger: the central ledger as if every family enrolled on the start date; None where not run.
        inputs: key -> value per draw.
    """

    scenario: Scenario
    variant: str | None
    engine: Engine
    engine_reason: str
    approximations: dict[str, float]
    draws: int
    replications: int
    seed: int
    residual_noise_share: float | None
    extrapolated_share: float | None
    observed_until: float | None
    claims: tuple[ClaimResult, ...]
    headline_payback: dict[Perspective, Payback]
    routine_payback: Payback | None
    headline_cost: float
    saving_by_category: dict[str, float]
    other_municipalities: float
    payback: tuple[Payback, ...]
    cohort_payback: tuple[Payback, ...]
    net_saving: dict[Perspective, NetSaving]
    returns: tuple[Returns, ...]
    successes: Successes | None
    yearly_saving: dict[Perspective, tuple[float, ...]]
    extra_cost: dict[Perspective, float]
    outcomes: dict[str, dict[str, dict[str, tuple[float, ...]]]]
    person_years: dict[str, tuple[float, float]]
    entries: dict[str, tuple[float, float]]
    drivers: tuple[Driver, ...]
    segment_saving: dict[str, float]
    redrawn: dict[str, float]
    pockets: tuple[Pocket, ...]
    savings_views: tuple[SavingsView, ...]
    accounts: Accounts | None
    families: int
    persons: int
    lives: Lives
    edits: Edits | None
    inputs: dict[str, NDArray[np.float64]] = field(repr=False)
    occupancy: Occupancy = field(repr=False)
    ledger: Ledger = field(repr=False)
    central_ledger: Ledger = field(repr=False)
    cohort_central_ledger: Ledger | None = field(repr=False)

    @property
    def headline(self) -> ClaimResult:
        """The one claim the scenario puts first."""
        return next(claim for claim in self.claims if claim.headline)
