"""What own records did: each number before, what was counted, and after; and what a reader should know besides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from businesscase.scenario.declare.document import Document
from businesscase.scenario.declare.keys import quantities
from businesscase.scenario.declare.quantity import Quantity, parse_span
from businesscase.scenario.load.own_records import counted_by_key, is_own


@dataclass(frozen=True)
class OwnUpdate:
    """A number that own records have moved; numbers in its own unit.

    Attributes:
        count: how many moved, or stand in the state.
        of: person-years, or persons.
        in_time: whether `of` is person-years.
        before, after: mean, 5th and 95th percentile.
        followers: keys of numbers that share the draw it had, and have no counts of their own.
    """

    key: str
    unit: str
    records: tuple[str, ...]
    count: float
    of: float
    in_time: bool
    before: tuple[float, float, float]
    after: tuple[float, float, float]
    followers: tuple[str, ...]


@dataclass(frozen=True)
class OtherDuration:
    """Members who start another time into a state than its hazards are stated at.

    Attributes:
        years: they have been there, on average.
        stated: duration at which a hazard by a Weibull law is stated, in years.
        moves: those of such laws, which follow the time that was spent there.
        constant: the other moves out of the state, which do not.
    """

    clock: str
    state: str
    years: float
    stated: float
    moves: tuple[str, ...]
    constant: tuple[str, ...]


def updates(scenario: Document) -> tuple[OwnUpdate, ...]:
    """Every number that own records have moved, in the order of the records."""
    if scenario.own_records is None:
        return ()
    declared = quantities(scenario)
    before = {prior.key: Quantity.model_validate(prior.number) for prior in scenario.own_records.priors}
    found = []
    for key, counts in counted_by_key(scenario).items():
        if key not in before or not is_own(declared.get(key)):
            continue
        followers = (name for name, number in declared.items() if number.draws_with == key)
        in_time, names = counts.hazard is not None, tuple(counts.names)
        both = _interval(before[key]), _interval(declared[key])
        found.append(
            OwnUpdate(key, before[key].unit, names, counts.told, counts.of, in_time, *both, tuple(followers))
        )  # fmt: skip
    return tuple(found)


def other_durations(scenario: Document) -> Iterator[OtherDuration]:
    """States whose hazards are stated at another duration than members start at, by more than its interval."""
    moved = {each.key for each in updates(scenario)}
    for name, clock in scenario.clocks.items():
        for state, start in clock.start.items():
            if start.elapsed is None:
                continue
            mean = start.elapsed.mean
            low, high = (
                mean.factor * (mean.value if end is None else end) for end in (mean.low, mean.high)
            )  # fmt: skip
            out = {
                move: transition
                for move, transition in clock.transitions.items()
                if move.startswith(f"{state} -> ")
                and not any(key.startswith(f"clocks.{name}.transitions.{move}.") for key in moved)
            }
            stated = {
                move: parse_span(law.weibull.at)
                for move, law in out.items()
                if law.weibull is not None and law.weibull.at is not None
            }
            for at in dict.fromkeys(stated.values()):
                if low <= at <= high:
                    continue
                constant = tuple(move for move, law in out.items() if law.exponential is not None)
                moves = tuple(move for move, other in stated.items() if other == at)
                yield OtherDuration(name, state, mean.canonical, at, moves, constant)


def _interval(number: Quantity) -> tuple[float, float, float]:
    assert number.low is not None
    assert number.high is not None
    return number.value, number.low, number.high
