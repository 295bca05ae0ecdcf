"""The rows of what was measured beside what the model predicts. Frozen values; nothing is computed here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

LEAST_EFFECTIVE = 100.0  # effective draws below which weighted draws are not reported
SURPRISING = 0.05  # two-sided tail below which a measurement and the model disagree beyond their errors


@dataclass(frozen=True)
class Reading:
    """One reading of what was counted.

    Attributes:
        name: its key, "" where the observation has no alternatives.
        weight: how likely before the measurement is looked at, and after.
        mean, p10, p50, p90: of the model's prediction over draws.
        standard_error: of the measured value, mean over draws.
        tail: two-sided share of what the model would let be measured that lies as far out.
        by_category: of money, mean prediction by ledger category, DKK per family.
        anyway: of a before-after count, mean of what would come without the programme; None otherwise.
    """

    name: str
    weight: float
    weight_after: float
    mean: float
    p10: float
    p50: float
    p90: float
    standard_error: float
    tail: float
    by_category: Mapping[str, float]
    anyway: float | None


@dataclass(frozen=True)
class Needed:
    """Where an input would have to be for the model to predict what was measured.

    Attributes:
        key: of the input.
        correlation: of its rank with the prediction.
        value: that goes with the measured value on the line through the draws, in canonical units.
        percentile: of that value among the draws, in (0, 1); nearly 0 or 1 where none of them reaches so far.
    """

    key: str
    correlation: float
    value: float
    percentile: float


@dataclass(frozen=True)
class Updated:
    """What the draws say once weighted by what was measured.

    Attributes:
        effective_draws: what the weighted draws are worth, of those that no report contradicts.
        probability: of the headline claim; None with too few effective draws.
        before: the same of the same draws, unweighted; None as well.
        error: standard error of the change between the two, paired; None as well.
        mean, p10, p90: of the headline's net saving at its date, DKK; None as well.
    """

    effective_draws: float
    probability: float | None
    before: float | None
    error: float | None
    mean: float | None
    p10: float | None
    p90: float | None


@dataclass(frozen=True)
class Comparison:
    """One observation beside the model.

    Attributes:
        name: its key.
        measured: value in canonical units (DKK, years, share, number).
        mean, spread, p10, p50, p90: of the prediction, readings mixed by their weights before; its standard deviation.
        lowest, highest: of the draws under the first reading.
        standard_error: of the measurement, root mean square over draws and readings.
        z: distance in standard deviations of prediction and error together.
        tail: two-sided share of what the model would let be measured that lies as far out.
        surprising: whether it disagrees beyond the errors: tail below `SURPRISING`.
        readings: each by itself.
        needed: inputs that would explain it under the first reading, strongest first.
        updated: the headline if this measurement is right.
    """

    name: str
    measured: float
    mean: float
    spread: float
    p10: float
    p50: float
    p90: float
    lowest: float
    highest: float
    standard_error: float
    z: float
    tail: float
    surprising: bool
    readings: tuple[Reading, ...]
    needed: tuple[Needed, ...]
    updated: Updated


@dataclass(frozen=True)
class Gap:
    """What is needed and what is found, DKK per family by the headline's own definition at its date.

    Attributes:
        needed: to be recouped, mean over draws.
        found: saved, mean over draws; p10 and p90 of it.
    """

    needed: float
    found: float
    p10: float
    p90: float


@dataclass(frozen=True)
class Observed:
    """All observations beside the model.

    Attributes:
        gap: what a family has to save, and does.
        comparisons: in declared order.
        fitted: the headline weighted by all observations of the role fit together; None where there is none.
    """

    gap: Gap
    comparisons: tuple[Comparison, ...]
    fitted: Updated | None
