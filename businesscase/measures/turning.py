"""`Turning`: where along a lever a claim turns, found between the ends of its range by a bracketing root finder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from businesscase.core.errors import NumericalError, ScenarioError

Gain = Callable[[float], float]
STILL = 0.01
_SHORTER = (1.0, 0.75, 0.5, 1.0 / 3.0, 0.25)  # of the range, tried in turn where the model cannot be at its end


@dataclass(frozen=True)
class Turn:
    """A place at which a gain is zero.

    Attributes:
        at: the place; None where the gain has one sign at both ends and in the middle.
        lowest, highest: ends of what was searched.
    """

    at: float | None
    lowest: float
    highest: float


def turn_of(
    gain: Gain,
    *,
    lowest: float,
    middle: float,
    highest: float,
    at_middle: float | None = None,
    steps: bool = False,
    tolerance: float = 1e-9,
) -> Turn:
    """The zero of a gain that lies nearest the middle.

    The ends and, where they agree, the middle are looked at: a gain that turns and turns back between two of these
    is not seen to.

    Args:
        gain: positive where the claim holds.
        lowest, highest: ends of what is searched.
        middle: where the declared value lies.
        at_middle: the gain with the input as declared, distribution and all; then an input that moves it at the upper
            end by less than `STILL` of itself is taken to turn nothing.
        steps: whether the gain is a step function, whose step is halved towards; else TOMS 748 (Alefeld, Potra and Shi
            1995).
        tolerance: of the place.
    """
    from scipy.optimize import bisect, toms748

    high, at_high = _end(gain, highest, middle)
    if at_middle is not None and abs(at_high - at_middle) < STILL * abs(at_middle):
        return Turn(None, lowest, high)
    low, at_low = _end(gain, lowest, middle)
    pairs = [(low, at_low, high, at_high)]
    if at_low * at_high > 0.0:
        if at_middle is None or at_middle * at_low < 0.0:
            at_middle = gain(middle)
        pairs = [(low, at_low, middle, at_middle), (middle, at_middle, high, at_high)]
    found: list[float] = []
    for first, before, last, after in pairs:
        if before == 0.0 or after == 0.0:
            found.append(first if before == 0.0 else last)
        elif before * after < 0.0:
            search = bisect if steps else toms748
            found.append(float(search(gain, first, last, xtol=tolerance, rtol=1e-14)))
    nearest = min(found, key=lambda at: abs(at - middle)) if found else None
    return Turn(nearest, low, high)


def _end(gain: Gain, end: float, middle: float) -> tuple[float, float]:
    """The end of the range, or the farthest place towards it at which the model can be, with the gain there."""
    for part in _SHORTER[:-1]:
        try:
            return middle + part * (end - middle), gain(middle + part * (end - middle))
        except (NumericalError, ScenarioError):
            continue
    nearest = middle + _SHORTER[-1] * (end - middle)
    return nearest, gain(nearest)
