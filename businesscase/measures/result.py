"""`Result`: what a run answers, as plain frozen values in groups that report and callers read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from businesscase.core.errors import UsageError
from businesscase.core.payers import PerspectiveKey
from businesscase.core.vocabulary import Engine
from businesscase.core.words import Words
from businesscase.engines.common.occupancy import Occupancy
from businesscase.ledger.central import Central
from businesscase.ledger.ledger import Ledger
from businesscase.measures.goals import GoalOutcome
from businesscase.measures.levels import LevelStock
from businesscase.measures.observations import Observed
from businesscase.measures.precision import Sought
from businesscase.measures.rows import (
    Accounts,
    ClaimResult,
    Driver,
    NetSaving,
    Payback,
    Purse,
    Returns,
    SavingsView,
    Successes,
)
from businesscase.measures.strategies import StrategyMoney, StrategyTime
from businesscase.measures.turning import TurningPoint
from businesscase.scenario.load.edits import Edits
from businesscase.scenario.load.scenario import Scenario

if TYPE_CHECKING:
    from pandas import DataFrame

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Origin:
    """Where the quantities came from.

    Attributes:
        hash: of all that they come from: equal hash, equal quantities.
        file: the folder (or folders) in which all of them were kept, None if any were simulated now.
        instead: of what was found and could not be used, why.
        read: draws whose quantities were kept; all of them where there is a file.
    """

    hash: str
    file: str | None = None
    instead: str = ""
    read: int = 0


@dataclass(frozen=True)
class Run:
    """How the answer was computed.

    Attributes:
        variant: its name, None for the scenario itself.
        reason: why this engine.
        approximations: of the engines expected and mixed, by key: the largest share of a clock's person-time in a year
            that changing the approximation moves to another cell (measured on a few draws); empty for the others.
        replications: life courses of every family per draw; 0 where nothing was sampled.
        noise_share: share of the variance of the headline's K(T) that is noise inside draws; None with one draw.
        redrawn: by level, share of draws whose base hazards contradicted what was reported and were drawn again.
        origin: where the quantities came from.
        edits: what a reader changed in a workbook; None where no workbook was read.
        fitted: observations to which the draws were fitted; none where they are those of the declared inputs.
        scrambles: of Sobol points that the draws are; 0: they are random.
        sought: a precision that was asked for; None where none was.
    """

    variant: str | None
    engine: Engine
    reason: str
    approximations: Mapping[str, float]
    draws: int
    replications: int
    seed: int
    noise_share: float | None
    redrawn: Mapping[str, float]
    origin: Origin
    edits: Edits | None
    fitted: tuple[str, ...] = ()
    scrambles: int = 0
    sought: Sought | None = None


@dataclass(frozen=True)
class Paybacks:
    """When the cost is recouped.

    Attributes:
        headline: by perspective, by the headline's own definition (cost, savings, discounting, crossing, clock start).
        routine: the same for the headline's perspective at the cost of routine operation; None if not declared.
        rows: one per perspective, cost definition and discounting; before tax, for good, from the first outlay.
        cohort: the same as if every family enrolled on the start date; empty where that was not run.
        by_savings: all savings and those that a budget can be cut by, by cost definition, the headline's first; empty
            where nothing says what a budget can be cut by.
    """

    headline: Mapping[PerspectiveKey, Payback]
    routine: Payback | None
    rows: tuple[Payback, ...]
    cohort: tuple[Payback, ...]
    by_savings: tuple[SavingsView, ...]


@dataclass(frozen=True)
class Money:
    """What is paid and saved, DKK, means over draws; headline costs and savings, undiscounted unless said.

    Attributes:
        cost: what the headline's perspective has to recoup over the horizon, by its own definition.
        by_category: the headline's saving up to its date before that cost, by ledger category, by its own definition.
        not_modelled: of each entry under `not_modelled`, what all payers save until the headline's date.
        by_segment: mean K(T) per family of each segment.
        net_saving: cumulative, by perspective.
        yearly_saving: in each of years 1 to 5 (or the horizon), before the programme's own cost.
        extra_cost: the headline cost definition's cost over the horizon, by perspective.
        other_municipalities: saving after 5 years (or the horizon) of municipalities that families have moved to.
        extrapolated_share: share of the headline's savings up to its date, in absolute terms, that does not rest on
            outcomes observed in this programme; None where nothing is saved.
        observed_until: years from programme start to the last observed level; None where none was observed.
        returns: by party, everyone last: net present value and the like.
        successes: what a success costs; None where the scenario does not say what one is.
        strategies: what each payer pays for each category, with the programme and without it.
    """

    cost: float
    by_category: Mapping[str, float]
    not_modelled: Mapping[str, float]
    by_segment: Mapping[str, float]
    net_saving: Mapping[PerspectiveKey, NetSaving]
    yearly_saving: Mapping[PerspectiveKey, tuple[float, ...]]
    extra_cost: Mapping[PerspectiveKey, float]
    other_municipalities: float
    extrapolated_share: float | None
    observed_until: float | None
    returns: tuple[Returns, ...]
    successes: Successes | None
    strategies: tuple[StrategyMoney, ...]


@dataclass(frozen=True)
class Moved:
    """Who was where, without money.

    Attributes:
        families, persons: that are served.
        person_years, entries: "clock.state" -> (programme, counterfactual) until the headline claim's date.
        outcomes: clock -> strategy -> state -> share of members at the end of years 1, 2, ...; clocks that end a
            member (death) left out.
        levels: reported, without and credited, for each target of each level.
        goals: without, the goal, and what is reached in the model.
        strategies: person-years in each state, with the programme and without it, discounted too.
    """

    families: int
    persons: int
    person_years: Mapping[str, tuple[float, float]]
    entries: Mapping[str, tuple[float, float]]
    outcomes: Mapping[str, Mapping[str, Mapping[str, tuple[float, ...]]]]
    levels: tuple[LevelStock, ...]
    goals: tuple[GoalOutcome, ...]
    strategies: tuple[StrategyTime, ...]


@dataclass(frozen=True)
class PerDraw:
    """What is kept of each draw.

    Attributes:
        inputs: key -> value, shape (draw,).
        likelihood: log likelihood of each observation, by name, shape (draw,).
        possible: whether no reported level contradicted the draw's base hazards as they were drawn first, (draw,).
        net_saving: cumulative, headline costs and savings, undiscounted, by perspective at the end of years 1, 2, ...,
            DKK, shape (draw, year).
        hits: whether each claim is true, by name, corrected for noise: the mean is its probability, shape (draw,).
        saved: the headline's saving until its date before its cost, DKK per family, shape (draw,).
    """

    inputs: Mapping[str, Floats]
    likelihood: Mapping[str, Floats]
    possible: NDArray[np.bool_]
    net_saving: Mapping[PerspectiveKey, Floats]
    hits: Mapping[str, Floats]
    saved: Floats


@dataclass(frozen=True)
class Fan:
    """Cumulative undiscounted net saving over time and draws, DKK, headline costs and savings, shape (period + 1,)."""

    edges: Floats
    mean: Floats
    p10: Floats
    p90: Floats


@dataclass(frozen=True, repr=False)
class Result:
    """Everything a run answers.

    Attributes:
        drivers: uncertain inputs by their rank correlation with the headline's K(T), strongest first; none where
            nothing is saved.
        turning: the values nearest to what is declared at which the headline claim turns.
        observations: what was measured, beside what the model predicts for it.
        purses: departments, the municipality as a whole and the other payers, each as a purse of its own.
        accounts: the municipality's money in its chart of accounts; None where nothing says where it is booked.
        fans: net saving over time, by perspective.
        central: quantities averaged over draws, at declared prices: what the workbook recalculates.
        cohort_central_ledger: its ledger as if every family enrolled on the start date; None where not run.
    """

    scenario: Scenario
    run: Run
    claims: tuple[ClaimResult, ...]
    drivers: tuple[Driver, ...]
    paybacks: Paybacks
    observations: Observed
    purses: tuple[Purse, ...]
    accounts: Accounts | None
    money: Money
    moved: Moved
    per_draw: PerDraw = field(repr=False)
    fans: Mapping[PerspectiveKey, Fan] = field(repr=False)
    central: Central = field(repr=False)
    cohort_central_ledger: Ledger | None = field(repr=False)
    turning: tuple[TurningPoint, ...] = ()

    @property
    def occupancy(self) -> Occupancy:
        """Quantities averaged over draws, one draw and one half."""
        return self.central.occupancy

    @property
    def central_ledger(self) -> Ledger:
        """What those cost at declared prices."""
        return self.central.ledger

    @property
    def headline(self) -> ClaimResult:
        """The one claim the scenario puts first."""
        return next(claim for claim in self.claims if claim.headline)

    def __repr__(self) -> str:
        claim, run = self.headline, self.run
        return (
            f"<Result of {self.scenario.title!r}: {claim.name} {claim.verdict.value}, "
            f"P = {claim.probability:.2f} ({claim.lower:.2f} to {claim.upper:.2f}); "
            f"{run.draws} draws, engine {run.engine.value}>"
        )

    def _repr_html_(self) -> str:
        """What a notebook shows; the report's floor writes it."""
        html: str = import_module("businesscase.report.notebook").result_html(self)
        return html

    def to_frame(self, name: str) -> DataFrame:
        """One kind of rows as a pandas data frame with tidy columns.

        Args:
            name: net_saving, claims, paybacks, probabilities, purses, person_years, entries, outcomes, levels, goals,
                strategy_money, strategy_time, accounts, drivers, observations, draws or inputs.

        Raises:
            UsageError: if there is no such frame, or pandas is not installed.
        """
        rows = import_module("businesscase.report.frames").rows_of(self, name)
        try:
            from pandas import DataFrame
        except ImportError:
            raise UsageError(Words("usage.pandas")) from None
        return DataFrame(rows)
