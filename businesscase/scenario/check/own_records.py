"""Checks of own records: names of clocks, moves and states, and whether what they count can be updated at all."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from businesscase.core.errors import Fault, nearest
from businesscase.core.words import Words
from businesscase.scenario.declare.clocks import Clock, Transition
from businesscase.scenario.declare.document import Document
from businesscase.scenario.declare.keys import join, split
from businesscase.scenario.declare.own_records import Moves, Stock
from businesscase.scenario.declare.places import Path
from businesscase.scenario.declare.quantity import Quantity, parse_span
from businesscase.scenario.read.faults import fault


def own_record_faults(scenario: Document) -> Iterator[Fault]:
    """Faults of all own records, each by its name; that their numbers have an interval is seen where they are moved."""
    if scenario.own_records is None:
        return
    for name, record in scenario.own_records.moves.items():
        yield from _move_faults(scenario, ("own_records", "moves", name), record)
    seen: dict[tuple[str, str], str] = {}
    for name, stock in scenario.own_records.stocks.items():
        at = (stock.clock, stock.state)
        if stock.by_duration and seen.setdefault(at, name) != name:
            message, expected = Words("own.twice", name=seen[at]), Words("own.leave_out")
            where = ("own_records", "stocks", name, "by_duration")
            yield fault(scenario.provenance, where, message, expected=expected, at_key=True)
        yield from _stock_faults(scenario, ("own_records", "stocks", name), stock)


def number_faults(scenario: Document, path: Path, key: str, number: Quantity) -> Iterator[Fault]:
    """Why a count cannot move a number, if it cannot."""
    if number.column is not None:
        message, expected = Words("own.from_draws", number=key), Words("own.set_it")
        yield fault(scenario.provenance, path, message, expected=expected, at_key=True)
    elif not number.is_uncertain:
        message, expected = Words("own.certain", number=key), Words("own.give_interval")
        yield fault(scenario.provenance, path, message, expected=expected, at_key=True)


def _move_faults(scenario: Document, path: Path, record: Moves) -> Iterator[Fault]:
    clock = scenario.clocks.get(record.clock)
    if clock is None:
        yield _unknown(scenario, (*path, "clock"), Words("own.no_clock", name=record.clock), record.clock)
        return
    (move,) = split(record.move) if "." not in record.move else (record.move,)
    transition = clock.transitions.get(move)
    if transition is None:
        names = ", ".join(clock.transitions)
        message = Words("own.no_move", clock=record.clock, name=record.move)
        expected, close = Words("one_of", names=names), nearest(move, clock.transitions)
        yield fault(scenario.provenance, (*path, "move"), message, found=move, expected=expected, nearest=close)
        return
    yield from _law_faults(scenario, path, record, transition)


def _law_faults(scenario: Document, path: Path, record: Moves, transition: Transition) -> Iterator[Fault]:
    origin = scenario.provenance
    if transition.covariates or transition.time_covariates:
        yield fault(origin, path, Words("own.covariates"), expected=Words("own.set_it"), at_key=True)
    if transition.bands is None and record.band is not None:
        expected = Words("own.leave_out")
        yield fault(origin, (*path, "band"), Words("own.no_bands"), found=record.band, expected=expected)
    elif transition.bands is not None and record.band not in transition.bands:
        missing = record.band is None
        message = Words("own.band" if missing else "own.no_band")
        expected = Words("one_of", names=", ".join(transition.bands))
        where = path if missing else (*path, "band")
        yield fault(origin, where, message, found=record.band, expected=expected, at_key=missing)
    changes = transition.weibull is not None or transition.gompertz is not None
    if changes and (record.duration is None or (transition.weibull is not None and not parse_span(record.duration))):
        yield fault(origin, path, Words("own.duration"), expected=Words("own.span"), at_key=True)


def _stock_faults(scenario: Document, path: Path, stock: Stock) -> Iterator[Fault]:
    origin, clock = scenario.provenance, scenario.clocks.get(stock.clock)
    if clock is None:
        yield _unknown(scenario, (*path, "clock"), Words("own.no_clock", name=stock.clock), stock.clock)
        return
    start = clock.start.get(stock.state)
    if start is None:
        message = Words("own.nobody_starts", clock=stock.clock, name=stock.state)
        yield _of_states(scenario, (*path, "state"), message, stock.state, clock)
        return
    if isinstance(start.share, str) and not stock.by_duration:
        message = Words("own.a_rest", name=stock.state)
        yield fault(origin, (*path, "state"), message, found=stock.state, expected=Words("own.other_states"))
    if not stock.by_duration:
        return
    if start.elapsed is None:
        message, expected = Words("own.no_elapsed", name=stock.state), Words("own.declare_elapsed")
        yield fault(origin, (*path, "by_duration"), message, expected=expected, at_key=True)
    limits = [parse_span(since) for since in stock.by_duration]
    filled = sum(count > 0 for count in stock.by_duration.values())
    if limits[0] != 0 or any(later <= before for before, later in pairwise(limits)) or filled < min(2, stock.persons):
        found = ", ".join(stock.by_duration)
        yield fault(origin, (*path, "by_duration"), Words("own.rising"), found=found, at_key=True)


def _unknown(scenario: Document, path: Path, message: str, name: str) -> Fault:
    expected, close = Words("one_of", names=", ".join(scenario.clocks)), nearest(name, scenario.clocks)
    return fault(scenario.provenance, path, message, found=name, expected=expected, nearest=close)


def _of_states(scenario: Document, path: Path, message: str, name: str, clock: Clock) -> Fault:
    expected, close = Words("one_of", names=", ".join(clock.start)), nearest(name, clock.start)
    return fault(scenario.provenance, path, message, found=name, expected=expected, nearest=close)


def key_of(*parts: str) -> str:
    """The dotted key of a number of a clock."""
    return join(("clocks", *parts))
