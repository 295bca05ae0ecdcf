"""Checks of what an engine receives and of what it returns. Nothing is clipped: what is wrong is named."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from businesscase.core.errors import NumericalError
from businesscase.core.recent import of_itself
from businesscase.core.words import Figure, Words
from businesscase.laws.registry import has_scale
from businesscase.model.compiled import CompiledModel

Floats = NDArray[np.float64]
_Clock = tuple[str, dict[str, str]]  # key and values of what a clock is called
_ROLES = {"parent": "sound.role.parent", "child": "sound.role.child"}
TOLERANCE = 1e-9  # of shares that sum to one, and of person-years that add up


@of_itself(4)  # both engines of a run, and both views of a block, ask about the same model
def check_model(model: CompiledModel) -> None:
    """Whether start shares are probabilities, and rates, scales and ratios are numbers that hazards can be made of.

    Raises:
        NumericalError: names the clock, the draw and the number.
    """
    arrays, structure, first = model.arrays, model.structure, model.inputs.first
    for kind in structure.types:
        clock: _Clock = ("sound.clock_of", {"clock": kind.clock, "role": Words(_ROLES[kind.role])})
        reached = arrays.start_share[:, kind.first_state : kind.first_state + len(kind.states)]
        shares = np.diff(reached, axis=1, prepend=0.0)
        wrong = (shares < -TOLERANCE) | (shares > 1.0 + TOLERANCE) | np.isnan(shares)
        _refuse(first, wrong, shares, "sound.share", clock)
        _refuse(first, ~(np.abs(reached[:, -1:] - 1.0) <= TOLERANCE), reached[:, -1:], "sound.shares", clock)
    for k, edge in enumerate(structure.edges):
        clock = ("sound.clock", {"clock": structure.types[edge.kind].clock, "move": edge.name})
        _refuse_bad(first, arrays.parameters[:, k, :1], "sound.rate", clock)
        second = arrays.parameters[:, k, 1:]
        if has_scale(arrays, k):
            _refuse(first, ~((second > 0.0) & np.isfinite(second)), second, "sound.scale", clock)
        _refuse(first, ~np.isfinite(second), second, "sound.slope", clock)
        bands = slice(int(arrays.band_first[k]), int(arrays.band_first[k + 1]))
        _refuse_bad(first, arrays.band_rates[:, bands], "sound.band", clock)
        _refuse_bad(first, arrays.ratio[:, k : k + 1], "sound.effect", clock)
        couplings = slice(int(arrays.coupling_first[k]), int(arrays.coupling_first[k + 1]))
        _refuse_bad(first, arrays.coupling_ratio[:, couplings], "sound.coupling", clock)


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
            held = {"spent": Figure(f"{spent:.9f}"), "there": Figure(f"{there:.9f}")}
            raise NumericalError(Words("sound.mass", clock=name, draw=draw, **held))


def _refuse_bad(first: int, values: Floats, key: str, clock: _Clock) -> None:
    _refuse(first, ~((values >= 0.0) & np.isfinite(values)), values, key, clock)


def _refuse(first: int, wrong: NDArray[np.bool_], values: Floats, key: str, clock: _Clock) -> None:
    """Raise with the words of a key where any number is wrong; they are composed only then."""
    if np.any(wrong):
        draw, at = np.argwhere(wrong)[0]
        what = Words(key, clock=Words(clock[0], **clock[1]))
        number = Figure(f"{values[draw, at]:g}")
        raise NumericalError(Words("sound.in_draw", what=what, number=number, draw=first + draw))
