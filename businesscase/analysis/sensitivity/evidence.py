"""Of what evidence the spread is: by grade, by source; and inputs of which not even the sign is known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from businesscase.analysis.sensitivity.groups import Group
from businesscase.analysis.sensitivity.results import Bar, Share
from businesscase.core.payers import Perspective
from businesscase.model.levers import Lever
from businesscase.scenario.declare.keys import split

GRADES = ("A", "B", "C", "D")
ASSUMPTION = ""  # name of all that is assumed, among the sources


@dataclass(frozen=True)
class Explained:
    """A group with its first-order index and the error of that."""

    group: Group
    first: float
    error: float


def by_grade(explained: Sequence[Explained]) -> tuple[Share, ...]:
    """Sums of first-order indices by the weakest grade of a group; all four grades."""
    return tuple(_sum(grade, [one for one in explained if one.group.grade == grade]) for grade in GRADES)


def by_source(explained: Sequence[Explained]) -> tuple[Share, ...]:
    """The same by the source that a group's first number names, all assumptions together; the largest first."""
    names = dict.fromkeys(_source(one.group) for one in explained)
    found = [_sum(name, [one for one in explained if _source(one.group) == name]) for name in names]
    return tuple(sorted(found, key=lambda share: (-share.share, share.name)))


def unsigned(levers: Sequence[Lever], bars: Sequence[Bar], perspective: Perspective) -> tuple[str, ...]:
    """Inputs whose interval holds both signs of what they do: a ratio about 1, an amount about 0; widest bar first."""
    wide: Callable[[str], float] = {bar.key: bar.swing(perspective) for bar in bars}.__getitem__
    found = [lever.key for lever in levers if _straddles(lever) and wide(lever.key) > 0.0]
    return tuple(sorted(found, key=lambda key: (-wide(key), key)))


def _straddles(lever: Lever) -> bool:
    """Whether nothing at all (a ratio of 1 in effects and couplings, an amount of 0) lies inside the interval."""
    low, high, parts = lever.shown.low, lever.shown.high, split(lever.key)
    if low is None or high is None:
        return False
    if lever.shown.dimension == "ratio" and (parts[0] == "effects" or "couplings" in parts):
        return low < 1.0 < high
    return low < 0.0 < high


def _source(group: Group) -> str:
    if not group.levers:
        return ASSUMPTION
    shown = group.levers[0].shown
    return shown.source if shown.source is not None else ASSUMPTION


def _sum(name: str, explained: Sequence[Explained]) -> Share:
    error = sum(one.error**2 for one in explained) ** 0.5  # estimates on the same draws: near enough independent
    return Share(name, sum(one.first for one in explained), error, sum(len(one.group.keys) for one in explained))
