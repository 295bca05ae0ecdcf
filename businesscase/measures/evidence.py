"""The model beside the measurements: how surprising each is, what explains it, and what it would leave of the claim.

Draws are weighted by the likelihood of what was measured, normal with its standard error and mixed over the readings
of what was counted: importance sampling, which needs no new simulation. Where few draws carry the weight
(`LEAST_EFFECTIVE`), nothing is reported of what they say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from businesscase.measures.observations import (
    LEAST_EFFECTIVE,
    SURPRISING,
    Comparison,
    Gap,
    Needed,
    Observed,
    Reading,
    Updated,
)
from businesscase.measures.observing import Prediction, readings
from businesscase.measures.sensitivity import chance
from businesscase.measures.weighing import (
    effective,
    evenly,
    log_normal,
    normal_scores,
    of_possible,
    paired_error,
    share_below,
    two_sided,
    weighted_percentiles,
    weights_of,
)
from businesscase.scenario.declare.distribution import quantile
from businesscase.scenario.declare.keys import quantities
from businesscase.scenario.declare.observations import Observation
from businesscase.scenario.declare.quantity import Quantity
from businesscase.scenario.load.scenario import Scenario

Floats = NDArray[np.float64]
SHOWN = 6  # inputs that are named for a measurement


@dataclass(frozen=True)
class Headline:
    """What the draws answer to the headline claim.

    Attributes:
        hits: whether its cost is recouped in time, corrected for noise, shape (draw,).
        saving: net saving at its date, DKK, shape (draw,).
        cost: to be recouped, DKK, mean over draws.
        families: that are served.
    """

    hits: Floats
    saving: Floats
    cost: float
    families: float

    @property
    def saved(self) -> Floats:
        """Before its cost until its date, DKK per family, shape (draw,)."""
        return (self.saving + self.cost) / self.families


def compared(
    scenario: Scenario,
    predictions: Mapping[tuple[str, str], Prediction],
    errors: Mapping[tuple[str, str], Floats],
    likelihoods: Mapping[str, Floats],
    possible: NDArray[np.bool_],
    inputs: Mapping[str, Floats],
    headline: Headline,
) -> Observed:
    """Put every observation beside the draws.

    Args:
        scenario: what is declared.
        predictions: by observation and reading.
        errors: standard errors, likewise, shape (draw,).
        likelihoods: logs, by observation, shape (draw,).
        possible: draws that are weighed: those that no report contradicts, as in a fit, shape (draw,).
        inputs: of every draw, key -> shape (draw,).
        headline: what the draws answer to the headline claim.
    """
    declared = quantities(scenario)
    found = tuple(
        _comparison(name, one, predictions, errors, declared, inputs, _updated(likelihoods[name], possible, headline))
        for name, one in scenario.observations.items()
    )
    fitting = [likelihoods[name] for name, one in scenario.observations.items() if one.role == "fit"]
    saved = headline.saved
    low, high = np.percentile(saved, [10, 90])
    gap = Gap(headline.cost / headline.families, float(saved.mean()), float(low), float(high))
    return Observed(gap, found, _updated(np.sum(fitting, axis=0), possible, headline) if fitting else None)


def _updated(likelihood: Floats, possible: NDArray[np.bool_], headline: Headline) -> Updated:
    weights = weights_of(of_possible(likelihood, possible)) if possible.any() else np.zeros(len(possible))
    draws = effective(weights) if possible.any() else 0.0
    if draws < LEAST_EFFECTIVE:
        return Updated(draws, None, None, None, None, None, None)
    even, hits = evenly(possible), headline.hits
    before, after = (float(np.clip(each @ hits, 0.0, 1.0)) for each in (even, weights))
    low, high = weighted_percentiles(headline.saving, weights, (10.0, 90.0))
    error = paired_error(hits, weights, even)
    return Updated(draws, after, before, error, float(weights @ headline.saving), low, high)


def _comparison(
    name: str,
    observation: Observation,
    predictions: Mapping[tuple[str, str], Prediction],
    errors: Mapping[tuple[str, str], Floats],
    declared: Mapping[str, Quantity],
    inputs: Mapping[str, Floats],
    updated: Updated,
) -> Comparison:
    measured = observation.value.canonical
    each = [
        _reading(label, 1.0 if one is None else one.weight, observation, predictions[name, label], errors[name, label])
        for label, one in readings(observation).items()
    ]
    prior = np.array([one.weight for one in each])
    values = [predictions[name, one.name].value.mean(axis=1) for one in each]
    deviations = np.array([errors[name, one.name] for one in each])
    mixed, shares = np.concatenate(values), np.repeat(prior / len(values[0]), len(values[0]))
    p10, p50, p90 = weighted_percentiles(mixed, shares, (10.0, 50.0, 90.0))
    mean = float(shares @ mixed)
    spread = float(np.sqrt(shares @ (mixed - mean) ** 2))
    error = float(np.sqrt(prior @ (deviations**2).mean(axis=1)))
    below = [share_below(observation, measured, v, s) for v, s in zip(values, deviations, strict=True)]
    tail = two_sided(float(prior @ below))
    after = weights_of(np.log(prior) + [_evidence(measured, v, s) for v, s in zip(values, deviations, strict=True)])
    return Comparison(
        name=name,
        measured=measured,
        mean=mean,
        spread=spread,
        p10=p10,
        p50=p50,
        p90=p90,
        lowest=float(values[0].min()),
        highest=float(values[0].max()),
        standard_error=error,
        z=(measured - mean) / float(np.hypot(spread, error)),
        tail=tail,
        surprising=tail < SURPRISING,
        readings=tuple(
            Reading(**{**vars(one), "weight_after": float(share)}) for one, share in zip(each, after, strict=True)
        ),
        needed=_needed(declared, inputs, values[0], measured),
        updated=updated,
    )


def _reading(label: str, weight: float, observation: Observation, prediction: Prediction, error: Floats) -> Reading:
    value = prediction.value.mean(axis=1)
    low, middle, high = np.percentile(value, [10, 50, 90])
    return Reading(
        name=label,
        weight=weight,
        weight_after=weight,
        mean=float(value.mean()),
        p10=float(low),
        p50=float(middle),
        p90=float(high),
        standard_error=float(np.sqrt(np.mean(error**2))),
        tail=two_sided(share_below(observation, observation.value.canonical, value, error)),
        by_category={category: float(part.mean()) for category, part in prediction.by_category.items()},
        anyway=None if prediction.anyway is None else float(prediction.anyway.mean()),
    )


def _evidence(measured: float, value: Floats, error: Floats) -> float:
    """Log of the mean likelihood over draws."""
    logs = log_normal(measured, value, error)
    return float(np.logaddexp.reduce(logs) - np.log(len(logs)))


def _needed(
    declared: Mapping[str, Quantity], inputs: Mapping[str, Floats], prediction: Floats, measured: float
) -> tuple[Needed, ...]:
    """Inputs on the regression line of their normal scores on the prediction, carried on to what was measured.

    Beyond the draws where the line leads there: at that place of the input's own distribution. What has none, such as a
    reported share as it was sampled, ends at its largest draw. Only those that chance would not put among so many (as
    `sensitivity.beyond_chance`).
    """
    from scipy.special import ndtr

    spread = float(prediction.std())
    if len(prediction) < 3 or spread == 0.0:
        return ()
    distance = (prediction - prediction.mean()) / spread
    wanted = (measured - float(prediction.mean())) / spread
    found = []
    for key, values in inputs.items():
        if np.ptp(values) == 0.0:
            continue
        score = normal_scores(values)
        correlation = float(np.mean(score * distance) / score.std())
        percentile = float(ndtr(correlation * wanted))
        own = declared.get(key)
        if own is None or own.column is not None or not own.is_uncertain:
            value = float(np.quantile(values, percentile))
        else:
            value = float(quantile(own, np.array([correlation * wanted]))[0])
        found.append(Needed(key, correlation, value, percentile))
    limit = chance(len(found), len(prediction))
    found = [one for one in found if abs(one.correlation) > limit]
    return tuple(sorted(found, key=lambda one: (-abs(one.correlation), one.key))[:SHOWN])
