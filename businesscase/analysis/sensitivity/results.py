"""What `sensitivity` answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from businesscase.core.payers import Perspective
from businesscase.measures.asked import Asked
from businesscase.scenario.load.scenario import Scenario

WORTH = 5  # numbers worth improving that are named
LEAST_SHARE = 0.01  # of the spread, of a number that is worth improving


@dataclass(frozen=True)
class Found:
    """A claim on one central curve: its payback in years (None: not within the horizon), and K at its date, DKK.

    `at_date` is by perspective, all else as claimed.
    """

    payback: float | None
    at_date: Mapping[Perspective, float]


@dataclass(frozen=True)
class Bar:
    """One input from its 5th to its 95th percentile, all others as they are.

    Attributes:
        key, unit: of the input.
        low, high: its values there.
        at_low, at_high: the claim there; None where the model cannot be.
        simulated: whether it moves quantities.
        approximate: whether its change was taken from a few draws that were simulated again.
    """

    key: str
    unit: str
    low: float
    high: float
    at_low: Found | None
    at_high: Found | None
    simulated: bool
    approximate: bool

    def swing(self, perspective: Perspective) -> float:
        """Distance between K at both ends, DKK; 0 where an end is missing."""
        if self.at_low is None or self.at_high is None:
            return 0.0
        return abs(self.at_high.at_date[perspective] - self.at_low.at_date[perspective])


@dataclass(frozen=True)
class Switch:
    """A choice made otherwise; `name` and `choice` are keys of words. None where the model cannot be there."""

    name: str
    choice: str
    found: Found | None


@dataclass(frozen=True)
class Index:
    """Share of the variance of K at the claim's date, over draws, that a group of inputs explains alone.

    Attributes:
        keys: of the group; correlated inputs stay together.
        first, error: first-order (closed) index, and its standard error.
        total, total_error: with all it does together with others; None where the draws cannot tell.
        grade: weakest of its numbers.
    """

    keys: tuple[str, ...]
    first: float
    error: float
    grade: str
    total: float | None = None
    total_error: float | None = None

    @property
    def explains(self) -> float:
        """The total index where it is known, else the first-order one."""
        return self.first if self.total is None else self.total

    @property
    def explains_error(self) -> float:
        """Standard error of `explains`."""
        return self.error if self.total_error is None else self.total_error


@dataclass(frozen=True)
class Share:
    """Share of the variance from numbers of one grade, or of one source."""

    name: str
    share: float
    error: float
    numbers: int


@dataclass(frozen=True)
class Sensitivity:
    """Everything that `sensitivity` found.

    Attributes:
        scenario: as declared (with the variant's values).
        asked: the claim.
        draws, few: all draws, and those from which the changes of narrow bars that move quantities were taken.
        seed: of the run.
        base: the claim as declared.
        spread: standard deviation over draws of K at the claim's date, DKK.
        bars: of every input, the widest first.
        switches: choices made otherwise.
        indices: of every group, the largest first (of a design by the total index).
        design: evaluations of a design by which the indices were found; 0: the draws themselves.
        noise: share of the variance that is sampling noise inside the draws.
        grades: share of the variance by grade, A to D.
        sources: by source, the largest first.
        signs: inputs whose interval holds both signs of their effect, those that matter most first.
    """

    scenario: Scenario
    asked: Asked
    draws: int
    few: int
    seed: int
    base: Found
    spread: float
    bars: tuple[Bar, ...]
    switches: tuple[Switch, ...]
    indices: tuple[Index, ...]
    design: int
    noise: float
    grades: tuple[Share, ...]
    sources: tuple[Share, ...]
    signs: tuple[str, ...]

    @property
    def worth_improving(self) -> tuple[Index, ...]:
        """The five groups that explain most, beyond two standard errors and more than a hundredth.

        By the total index where a design tells it: a number that only matters together with others is worth improving.
        """
        told = [one for one in self.indices if one.explains > max(2.0 * one.explains_error, LEAST_SHARE)]
        return tuple(told[:WORTH])

    @property
    def coarse(self) -> bool:
        """Whether a design says that a topic does less with all others than alone, which cannot be: too few points."""
        return any(one.total is not None and one.total < one.first for one in self.indices)

    @property
    def together(self) -> float:
        """Share that no group explains alone: inputs acting together, noise, and what the estimate misses."""
        return max(0.0, 1.0 - sum(one.first for one in self.indices))
