"""Mixes that sum to one in every draw, and the elapsed time of those who are already there."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from businesscase.errors import NumericalError
from businesscase.model.inputs import Inputs
from businesscase.scenario.quantity import Quantity

Floats = NDArray[np.float64]


def drawn_shares(key: str, declared: Mapping[str, Quantity | str], inputs: Inputs) -> dict[str, Floats]:
    """Shares per draw; `rest` takes what the others leave.

    Raises:
        NumericalError: if the others exceed one in a draw (never cut silently).
    """
    drawn = {name: inputs[f"{key}.{name}.share"] for name, share in declared.items() if not isinstance(share, str)}
    left = 1.0 - sum(drawn.values(), np.zeros(inputs.draws))
    if np.any(left < -1e-9):
        worst = int(np.argmin(left))
        raise NumericalError(
            f"{key}: in draw {worst} the shares of {', '.join(drawn)} sum to {1.0 - left[worst]:.3f}; "
            "narrow their ranges, or make the largest one the rest"
        )
    return {name: np.maximum(left, 0.0) if isinstance(s, str) else drawn[name] for name, s in declared.items()}


def elapsed_parameters(mean: Floats, spread: Floats) -> Floats:
    """Mean and standard deviation of the log of a lognormal time with this mean and spread, shape (draw, 2)."""
    variance = np.log1p((spread / mean) ** 2)
    return np.stack([np.log(mean) - 0.5 * variance, np.sqrt(variance)], axis=1)
