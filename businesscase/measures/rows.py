"""The rows of a result: a claim tested, a payback, a purse, an account. Frozen values; nothing is computed here."""

from __future__ import annotations

from dataclasses import dataclass

from businesscase.core.payers import Payer, Perspective
from businesscase.core.vocabulary import (
    Area,
    Basis,
    ClockStart,
    Costs,
    Crossing,
    Discrepancy,
    Savings,
    Standing,
    Verdict,
)


@dataclass(frozen=True)
class ClaimResult:
    """One claim tested. `probability` is corrected for residual noise, `raw_probability` is not.

    `not_modelled`: whether it counts what is not modelled and was declared; `with_not_modelled` and
    `without_not_modelled`: its probability either way; None where nothing is declared, or it is no claim of the file.
    `noise_share`: share of the variance of its own K at its date that is noise inside draws; None with one draw. Above
    `measures.claims.NOISE_GATE` the verdict is undecided. `basis`: on what the verdict rests (`measures.basis`).
    """

    name: str
    headline: bool
    perspective: Perspective
    costs: Costs
    savings: Savings
    discounted: bool
    crossing: Crossing
    clock_start: ClockStart
    not_modelled: Discrepancy
    within_years: float
    horizon_years: int
    confidence: float
    probability: float
    with_not_modelled: float | None
    without_not_modelled: float | None
    raw_probability: float
    monte_carlo_error: float
    lower: float
    upper: float
    noise_share: float | None
    basis: Basis
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
        internal_rates: every rate above -100 % a year that makes the net present value zero, ascending.
        roots: how many they are.
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
    internal_rates: tuple[float, ...]
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
class Purse:
    """One purse: a department, or a payer as a whole where `department` is None.

    Amounts are undiscounted means over draws in DKK; the verdict is by the headline's own definition.

    Attributes:
        pays: of the headline's cost, until the headline's date; negative is received.
        saves: until that date, by the headline's savings; a household's saving is income.
        not_modelled: the part of it that is not modelled and was declared.
        budget_reducible: the part of it that this purse's budget can be cut by; None where that is not asked.
        pays_by_year, saves_by_year: of each year since the start of the programme, to the horizon.
        standing: how it stands between paying and saving.
        payback: of its own central curve, and over draws.
        claim: recouped within the headline's years; of a purse that pays nothing: out of deficit.
    """

    payer: Payer
    department: str | None
    pays: float
    saves: float
    not_modelled: float
    budget_reducible: float | None
    pays_by_year: tuple[float, ...]
    saves_by_year: tuple[float, ...]
    standing: Standing
    payback: Payback
    claim: ClaimResult

    @property
    def net(self) -> float:
        """Saved less paid until the headline's date."""
        return self.saves - self.pays

    @property
    def modelled(self) -> float:
        """The part of what it saves that the model finds."""
        return self.saves - self.not_modelled

    @property
    def net_by_year(self) -> tuple[float, ...]:
        """Saved less paid in each year."""
        return tuple(saved - paid for saved, paid in zip(self.saves_by_year, self.pays_by_year, strict=True))


@dataclass(frozen=True)
class SavingsView:
    """The municipality's claim with one cost definition and one kind of saving.

    Attributes:
        saved: until the headline's date, before the cost, mean over draws, DKK, undiscounted.
        by_category: the same by ledger category.
        payback: of the central curve, and over draws.
        claim: the headline's years and confidence, tested with this cost and saving.
    """

    costs: Costs
    savings: Savings
    saved: float
    by_category: dict[str, float]
    payback: Payback
    claim: ClaimResult


@dataclass(frozen=True)
class AccountRecord:
    """One row as Danmarks Statistik asks for it, without kommunekode: DKK, expenditure positive."""

    year: int
    function: str
    dranst: int
    art: str | None
    area: Area
    amount: float
    verified: bool


@dataclass(frozen=True)
class AreaTotal:
    """A class until the headline's date: gross (dranst 2 apart), and refusion (dranst 2, income negative)."""

    area: Area
    gross: float
    refusion: float

    @property
    def net(self) -> float:
        """Gross and refusion together."""
        return self.gross + self.refusion


@dataclass(frozen=True)
class Frame:
    """What a period does to the service frame (class service, dranst 1) and to cash (everything, net of refusion).

    `financing` is the part of cash that is tax and equalisation.
    """

    service: float
    cash: float
    financing: float


@dataclass(frozen=True)
class Accounts:
    """The municipality's accounts, by the headline's cost definition, tax and equalisation with them.

    Attributes:
        records: flat rows by calendar year; rows without an amount are left out.
        by_year: calendar year -> service frame and cash.
        within: the same until the headline's date.
        areas: classes until the headline's date.
        unverified: functions in use of which number or name was not read in a public source.
    """

    records: tuple[AccountRecord, ...]
    by_year: dict[int, Frame]
    within: Frame
    areas: tuple[AreaTotal, ...]
    unverified: tuple[str, ...]
