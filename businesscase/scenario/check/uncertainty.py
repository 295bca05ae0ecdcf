"""Checks of uncertainty: numbers that can be drawn, correlated groups, and numbers that share a draw."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from businesscase.core.errors import Fault
from businesscase.core.words import Words
from businesscase.scenario.declare.document import Correlation, DeclaresNumbers
from businesscase.scenario.declare.keys import nearest_key, quantities, series_of, split
from businesscase.scenario.declare.places import Path, Provenance
from businesscase.scenario.declare.quantity import Quantity
from businesscase.scenario.read.faults import fault


def uncertainty_faults(scenario: DeclaresNumbers, *, changed: bool) -> Iterator[Fault]:
    """Faults of intervals, `correlations` and `draws_with`; a change may fix what others are correlated with."""
    yield from _interval_faults(scenario)
    numbers = dict(quantities(scenario))
    for key in list(numbers):  # a series is drawn once, and may be named as a whole: as its first uncertain number
        series = series_of(key)
        if series not in numbers or (series != key and not numbers[series].is_uncertain):
            numbers[series] = numbers[key]
    yield from _sharing_faults(scenario, numbers, changed)
    seen: dict[str, str] = {}
    for name, group in scenario.correlations.items():
        path = ("correlations", name)
        for index, key in enumerate(group.keys):
            here = (*path, "keys", str(index))
            yield from _drawn_faults(scenario, here, key, numbers, changed)
            if key in seen:
                message = Words("uncertainty.twice", seen=seen[key])
                yield fault(scenario.provenance, here, message, found=key, expected=Words("uncertainty.one_group"))
            seen[key] = name
        if group.common is not None:
            high = group.common.value if group.common.high is None else group.common.high
            if high * group.common.factor >= 1:
                message = Words("uncertainty.common")
                yield fault(scenario.provenance, (*path, "common"), message, expected=Words("uncertainty.below_one"))
        if group.matrix is not None:
            yield from _matrix_faults(scenario.provenance, path, group, group.matrix)


def _interval_faults(scenario: DeclaresNumbers) -> Iterator[Fault]:
    """Values that cannot be the mean of a distribution with their percentiles."""
    from businesscase.scenario.declare.distribution import cannot_be_drawn

    for key, number in quantities(scenario).items():
        if number.column is None and (why := cannot_be_drawn(number)) is not None:
            interval = f"{number.value:g} ({number.low:g} to {number.high:g})"
            yield fault(scenario.provenance, split(key), why.message, found=interval, expected=why.expected)


def _sharing_faults(scenario: DeclaresNumbers, numbers: Mapping[str, Quantity], changed: bool) -> Iterator[Fault]:
    for key, number in quantities(scenario).items():
        if number.draws_with is None:
            continue
        path = (*split(key), "draws_with")
        if not number.is_uncertain:
            message = Words("uncertainty.certain")
            yield fault(
                scenario.provenance, path, message, found=number.draws_with, expected=Words("uncertainty.interval")
            )
        if series_of(number.draws_with) == series_of(key):
            yield fault(scenario.provenance, path, Words("uncertainty.itself"), found=key)
        else:
            yield from _drawn_faults(scenario, path, number.draws_with, numbers, changed)


def _drawn_faults(
    scenario: DeclaresNumbers, path: Path, key: str, numbers: Mapping[str, Quantity], changed: bool
) -> Iterator[Fault]:
    """Faults of a key that should name an uncertain number with a draw of its own."""
    origin, number = scenario.provenance, numbers.get(key)
    if number is None:
        close, _ = nearest_key(scenario, split(key))
        close = close if close in numbers else None
        message, expected = Words("no_number", name=key), Words("uncertainty.a_key")
        yield fault(origin, path, message, found=key, expected=expected, nearest=close)
    elif not number.is_uncertain and not number.what_if and not changed:
        message, expected = Words("uncertainty.not_uncertain", name=key), Words("uncertainty.a_number")
        yield fault(origin, path, message, found=key, expected=expected)
    elif number.column is not None:
        message, expected = Words("uncertainty.from_file", name=key), Words("uncertainty.a_number")
        yield fault(origin, path, message, found=key, expected=expected)
    elif number.draws_with is not None and not changed:
        message = Words("uncertainty.no_draw", name=key)
        yield fault(origin, path, message, found=key, expected=number.draws_with)


def _matrix_faults(origin: Provenance, path: Path, group: Correlation, matrix: list[list[float]]) -> Iterator[Fault]:
    import numpy as np

    here, size = (*path, "matrix"), len(group.keys)
    if len(matrix) != size or any(len(row) != size for row in matrix):
        yield fault(origin, here, Words("uncertainty.size", size=size), expected=Words("uncertainty.rows", size=size))
        return
    values = np.array(matrix, dtype=np.float64)
    if not np.array_equal(values, values.T):
        message = Words("uncertainty.symmetric")
        yield fault(origin, here, message, expected=Words("uncertainty.same"))
    elif not np.array_equal(np.diag(values), np.ones(size)):
        yield fault(origin, here, Words("uncertainty.diagonal"), expected="1")
    else:
        try:
            np.linalg.cholesky(values)
        except np.linalg.LinAlgError:
            message = Words("uncertainty.definite")
            yield fault(origin, here, message, expected=Words("uncertainty.weaker"))
