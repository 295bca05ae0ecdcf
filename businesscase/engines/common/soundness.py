"""Checks of what an engine receives and of what it returns. Nothing is clipped: what is wrong is named."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from businesscase.core.errors import NumericalError
from businesscase.laws.registry import has_scale
from businesscase.model.compiled import CompiledModel

Floats = NDArray[np.float64]
TOLERANCE = 1e-9  # of shares that sum to one, and of person-years that add up


def check_model(model: CompiledModel) -> None:
    """Whether start shares are probabilities, and rates, scales and ratios are numbers that hazards can be made of.

    Raises:
        NumericalError: names the clock, the draw and the number.
    """
    arrays, structure, first = model.arrays, model.structure, model.inputs.first
    for kind in structure.types:
        clock = f"clock {kind.clock} of the {kind.role}"
        reached = arrays.start_share[:, kind.first_state : kind.first_state + len(kind.states)]
        shares = np.diff(reached, axis=1, prepend=0.0)
        _refuse(first, (shares < -TOLERANCE) | (shares > 1.0 + TOLERANCE) | np.isnan(shares), shares,
                f"{clock}: a share at the start that is no probability")  # fmt: skip
        _refuse(first, ~(np.abs(reached[:, -1:] - 1.0) <= TOLERANCE), reached[:, -1:],
                f"{clock}: shares at the start that do not sum to one")  # fmt: skip
    for k, edge in enumerate(structure.edges):
        clock = f"clock {structure.types[edge.kind].clock}, '{edge.name}'"
        _refuse_bad(first, arrays.parameters[:, k, :1], f"{clock}: the rate or shape of its law")
        second = arrays.parameters[:, k, 1:]
        if has_scale(arrays, k):
            _refuse(
                first, ~((second > 0.0) & np.isfinite(second)), second, f"{clock}: a scale that is no number above 0"
            )
        _refuse(first, ~np.isfinite(second), second, f"{clock}: a slope that is no number")
        bands = slice(int(arrays.band_first[k]), int(arrays.band_first[k + 1]))
        _refuse_bad(first, arrays.band_rates[:, bands], f"{clock}: the rate of a band")
        _refuse_bad(first, arrays.ratio[:, k : k + 1], f"{clock}: the ratio of its effect")
        couplings = slice(int(arrays.coupling_first[k]), int(arrays.coupling_first[k + 1]))
        _refuse_bad(first, arrays.coupling_ratio[:, couplings], f"{clock}: the ratio of a coupling")


def check_mass(names: Sequence[str], found: Floats, present: Floats, draw: int) -> None:
    """Whether members are conserved: person-time in a clock's states against the time for which members have it.

    Args:
        names: names of the clocks.
        found: person-years in all states of each clock, shape (clock,).
        present: person-years for which the members with this clock were there, shape (clock,).
        draw: number of the draw, for the message.

    Raises:
        NumericalError: names the clock and both numbers.
    """
    for name, spent, there in zip(names, found, present, strict=True):
        if not abs(spent - there) <= TOLERANCE * max(there, 1.0):
            raise NumericalError(
                f"clock {name}: in draw {draw} its states hold {spent:.9f} person-years, and the members were there "
                f"for {there:.9f}"
            )


def _refuse_bad(first: int, values: Floats, what: str) -> None:
    _refuse(first, ~((values >= 0.0) & np.isfinite(values)), values, f"{what} that is no number from 0 up")


def _refuse(first: int, wrong: NDArray[np.bool_], values: Floats, what: str) -> None:
    if np.any(wrong):
        draw, at = np.argwhere(wrong)[0]
        raise NumericalError(f"{what}: {values[draw, at]:g}, in draw {first + draw}")
