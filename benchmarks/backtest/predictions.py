"""What the library predicts for the observations of a small scenario, draw by draw, and what is said beside it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.backtest.scoring import countable, crps, interval, measurable
from businesscase.delivery.schedule import Exposure
from businesscase.engines.expected.approximations import resolution
from businesscase.engines.expected.engine import expect
from businesscase.ledger.valuation import value
from businesscase.measures.observing import AS_DECLARED
from businesscase.model.compile import compile_model
from businesscase.predicting import Seen, block_predictions, realised, standard_errors
from businesscase.scenario.load.resolve import load_scenario
from businesscase.scenario.load.scenario import Scenario
from businesscase.scenario.read.dumping import to_json
from businesscase.scenario.read.reading import parse_yaml

Floats = NDArray[np.float64]
FOLDER = Path(__file__).parent
DRAWS, SEED = 500, 1


@dataclass(frozen=True)
class Predicted:
    """One observation as the draws predict it, each of shape (draw,).

    Attributes:
        value: what was measured: of one arm, or programme less counterfactual (of a saving the other way round).
        programme, counterfactual: of each arm.
        errors: standard error of the measured value.
    """

    value: Floats
    programme: Floats
    counterfactual: Floats
    errors: Floats


SHARE_ROUNDING = 0.0005  # shares are declared with three decimals


@dataclass(frozen=True)
class Row:
    """One measurement beside its prediction, in the unit of the table.

    Attributes:
        said: what stands in `measurements.yaml`.
        measured, error: value and standard error, of a ratio that of its logarithm.
        prediction: percentiles 10, 50, 90 of the draws.
        measurable: the same with the error of measuring.
        model, nothing, promoters: continuous ranked probability scores; None where promoters said no number.
        assumed: why the error is what it is; None where it is computed from the number of families.
        sign_only: whether no number was published, only that there was no difference: the zero is our reading.
        rounding: half the last decimal of a share that was declared: six of nineteen is no more than six of nineteen.
        farther: whether the measured value lies farther from no effect than the median of the prediction.
    """

    said: dict[str, Any]
    measured: float
    error: float
    prediction: tuple[float, float, float]
    measurable: tuple[float, float, float]
    model: float
    nothing: float
    promoters: float | None
    assumed: str | None
    sign_only: bool
    rounding: float
    farther: bool

    @property
    def inside(self) -> bool:
        """Whether what was measured lies in the 80 % interval of what would be."""
        return self.measurable[0] - self.rounding <= self.measured <= self.measurable[2] + self.rounding


@dataclass(frozen=True)
class Sign:
    """Whether a threshold was passed, beside the probability of it."""

    name: str
    threshold: float
    probability: float
    happened: bool


def measurements() -> dict[str, Any]:
    """The lists of `measurements.yaml`: rows, signs and bases."""
    file = FOLDER / "measurements.yaml"
    found: dict[str, Any] = json.loads(to_json(parse_yaml(file.read_text(encoding="utf-8"), file.name).data))
    return found


def scenario_of(name: str) -> Scenario:
    """A small scenario by its name."""
    return load_scenario(FOLDER / "scenarios" / f"{name}.yaml")


def predictions(scenario: Scenario, *, draws: int = DRAWS, seed: int = SEED) -> dict[str, Predicted]:
    """What is predicted for each observation of a scenario, by the engine without sampling."""
    model = compile_model(scenario, draws=draws, seed=seed)
    exposure = Exposure(model.schedule)
    occupancy = expect(model, exposure, settings=resolution(model, exposure).settings)
    found = block_predictions(scenario, model, Seen(occupancy, value(model, occupancy, exposure), exposure))
    errors = standard_errors(scenario, model, realised(scenario, model))
    return {
        name: Predicted(
            one.value.mean(axis=1),
            one.programme.mean(axis=1),
            one.counterfactual.mean(axis=1),
            np.broadcast_to(errors[name, AS_DECLARED], (draws,)),
        )
        for (name, _), one in found.items()
    }


def row_of(said: dict[str, Any], scenario: Scenario, predicted: Predicted) -> Row:
    """A row of the table from what is said of a measurement."""
    observation, unit = scenario.observations[said["observation"]], float(said["divided_by"])
    draws, errors = predicted.value / unit, predicted.errors / unit
    measured, nothing = observation.value.canonical / unit, np.zeros(1)
    if observation.arm == "programme":
        nothing = predicted.counterfactual / unit
    if (ratio := said.get("ratio")) is not None:  # of the two arms: its error is that of the logarithm
        draws, measured, nothing = predicted.programme / predicted.counterfactual, ratio["value"], np.ones(1)
        errors = np.full_like(draws, ratio["log_error"])
        could = np.exp(measurable(np.log(draws), errors))
    elif observation.measure == "share" and observation.arm != "difference":
        could = countable(predicted.value, predicted.errors) / unit
    else:
        could = measurable(draws, errors)
    promoters, declared = said["promoters"], observation.standard_error
    return Row(
        said, measured, float(np.sqrt(np.mean(errors**2))), interval(draws), interval(could),
        crps(draws, measured), crps(nothing, measured),
        None if promoters is None else crps(np.array([promoters["value"]]), measured),
        None if declared is None or ratio is not None else declared.assumption,
        measured == 0.0,
        SHARE_ROUNDING / unit if observation.measure == "share" else 0.0,
        abs(measured - nothing.mean()) > abs(interval(draws)[1] - nothing.mean()),
    )  # fmt: skip


def sign_of(said: dict[str, Any], predicted: Predicted) -> Sign:
    """A yes or no from the draws that pass a threshold."""
    passed = float(np.mean(predicted.value >= said["threshold"]))
    return Sign(said["name"], said["threshold"], passed, said["happened"])
