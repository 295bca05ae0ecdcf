"""Own records put to use: each number that they tell of is replaced by its posterior, once, and the prior is kept.

A number that somebody has set since (a variant, a what-if, a workbook) is left as it was set.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from businesscase.core.errors import Fault, ScenarioError
from businesscase.core.words import Words
from businesscase.scenario.check.own_records import key_of, number_faults, own_record_faults
from businesscase.scenario.declare.distribution import cannot_be_drawn
from businesscase.scenario.declare.document import Document
from businesscase.scenario.declare.keys import find, split
from businesscase.scenario.declare.own_records import OWN, Stock
from businesscase.scenario.declare.places import Path, Place, Provenance, Source, holds, look_up
from businesscase.scenario.declare.quantity import Quantity, parse_span
from businesscase.scenario.load.conjugate import (
    Hazard,
    Interval,
    hazard_of,
    posterior_rate,
    posterior_share,
    posterior_times,
)
from businesscase.scenario.read.dumping import plain
from businesscase.scenario.read.faults import fault
from businesscase.scenario.read.merging import put


@dataclass
class Counts:
    """What own records say of one number: moves in person-years, persons of persons, or persons by duration.

    Attributes:
        path: of the first record.
        hazard: how the number makes the hazard that was counted; None of a stock.
        number, exposure: what counts: divided by design effects, person-years at the level of the hazard.
        told, of: what was counted, as the records say it.
        names, sources: of the records.
        stock: by duration, whose time is updated.
    """

    path: Path
    hazard: Hazard | None = None
    number: float = 0.0
    exposure: float = 0.0
    told: float = 0.0
    of: float = 0.0
    names: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    stock: Stock | None = None


def with_own_records(
    scenario: Document, data: dict[str, Any], provenance: Provenance
) -> tuple[dict[str, Any], Provenance]:
    """The data with every number that own records tell of replaced, its prior kept under `own_records.priors`.

    Raises:
        ScenarioError: with every own record that cannot be used.
    """
    faults = list(own_record_faults(scenario))
    if faults:
        raise ScenarioError(_sorted(faults))
    assert scenario.own_records is not None
    before = {prior.key: prior.number for prior in scenario.own_records.priors}
    counts = counted_by_key(scenario)
    over: dict[str, Any] = {}
    places: dict[Path, Place] = {}
    priors: dict[str, dict[str, Any]] = {}
    for key in before.keys() - counts.keys():  # a record that was taken away
        if is_own(find(scenario, split(key))):
            over = put(over, split(key), before[key])
    for key, counted in counts.items():
        now = find(scenario, split(key))
        if key in before and not is_own(now):
            priors[key] = before[key]
            continue
        if now.what_if:
            continue
        prior = Quantity.model_validate(before[key]) if key in before else now
        found = list(number_faults(scenario, counted.path, key, prior))
        posterior = None if found else _posterior(scenario, key, prior, counted)
        if posterior is not None and cannot_be_drawn(Quantity.model_validate(posterior)) is not None:
            message, expected = Words("own.too_wide", number=key), Words("own.narrower")
            found = [fault(provenance, counted.path, message, expected=expected, at_key=True)]
        faults += found
        if posterior is None or found:
            continue
        over, priors[key] = put(over, split(key), posterior), _declared(prior)
        place = provenance.place(counted.path)
        if place is not None:
            places[split(key)] = place
    if faults:
        raise ScenarioError(_sorted(faults))
    kept = [{"key": key, "number": number} for key, number in priors.items()]
    if not over and kept == plain([prior.model_dump() for prior in scenario.own_records.priors]):
        return data, provenance
    for path in _numbers_in(over):
        data = put(data, path, look_up(over, path))
    own = {**data["own_records"], "priors": kept}
    return {**data, "own_records": own}, provenance.over(Source("", over, places))


def counted_by_key(scenario: Document) -> dict[str, Counts]:
    """Key -> what is counted of it, over all records; their names have been checked."""
    found: dict[str, Counts] = {}
    assert scenario.own_records is not None
    for name, record in scenario.own_records.moves.items():
        if record.exposure == 0:
            continue  # nothing was seen, so nothing moves
        (move,) = split(record.move)
        duration = None if record.duration is None else parse_span(record.duration)
        transition = scenario.clocks[record.clock].transitions[move]
        part, hazard = hazard_of(transition, record.band, duration)
        key = key_of(record.clock, "transitions", move, part)
        counts = found.setdefault(key, Counts(("own_records", "moves", name), hazard))
        counts.number += record.count / record.design_effect
        counts.told += record.count
        counts.of += record.exposure
        counts.exposure += hazard.level * record.exposure / record.design_effect
        _told(counts, name, record.source)
    for name, stock in scenario.own_records.stocks.items():
        path: Path = ("own_records", "stocks", name)
        start = scenario.clocks[stock.clock].start[stock.state]
        at = (stock.clock, "start", stock.state)
        if not isinstance(start.share, str) and stock.of > 0:
            counts = found.setdefault(key_of(*at, "share"), Counts(path))
            counts.number += stock.persons / stock.design_effect
            counts.exposure += stock.of / stock.design_effect
            counts.told += stock.persons
            counts.of += stock.of
            _told(counts, name, stock.source)
        if stock.by_duration and stock.persons > 0 and start.elapsed is not None:
            for part in ("mean", "spread") if start.elapsed.spread.is_uncertain else ("mean",):
                counts = Counts(path, told=stock.persons, of=stock.of, stock=stock)
                _told(counts, name, stock.source)
                found[key_of(*at, "elapsed", part)] = counts
    return found


def _told(counts: Counts, name: str, source: str) -> None:
    counts.names.append(name)
    if source not in counts.sources:
        counts.sources.append(source)


def _posterior(scenario: Document, key: str, prior: Quantity, counts: Counts) -> dict[str, Any]:
    if counts.stock is not None:
        clock, state = scenario.clocks[counts.stock.clock], counts.stock.state
        elapsed = clock.start[state].elapsed
        assert elapsed is not None
        before = {each.key: each.number for each in (scenario.own_records.priors if scenario.own_records else [])}
        both: list[Quantity] = []
        for part in ("mean", "spread"):
            at = key_of(counts.stock.clock, "start", state, "elapsed", part)
            own = getattr(elapsed, part)
            both.append(Quantity.model_validate(before[at]) if at in before and is_own(own) else own)
        times = posterior_times(both[0], both[1], counts.stock.by_duration, counts.stock.design_effect)
        chosen = times[0] if key.endswith(".mean") else times[1]
        assert chosen is not None
        return _written(prior, chosen, counts)
    if counts.hazard is None:
        return _written(prior, posterior_share(prior, counts.number, counts.exposure), counts)
    return _written(prior, posterior_rate(prior, counts.hazard, counts.number, counts.exposure), counts)


def _written(prior: Quantity, posterior: Interval, counts: Counts) -> dict[str, Any]:
    """The number as a file would declare it: derived, from what was believed and what was counted."""
    value, low, high = posterior
    before = {"value": f"{prior.value:.4g}", "low": f"{prior.low:.4g}", "high": f"{prior.high:.4g}"}
    before["origin"] = str(prior.source or prior.assumption)
    told = f"{counts.told:g}"
    if counts.hazard:
        note = Words("note.rate", told=told, time=f"{counts.of:.6g}", **before)
    else:
        note = Words("note.share", told=told, of=f"{counts.of:g}", **before)
    return {
        "value": value,
        "low": low,
        "high": high,
        "unit": prior.unit,
        "source": str(Words("note.records", names=", ".join(counts.names), sources="; ".join(counts.sources))),
        "grade": "C",
        "note": str(note),
    }


def is_own(number: Any) -> bool:
    """Whether a number is as own records left it."""
    return isinstance(number, Quantity) and not number.what_if and (number.source or "").startswith(f"{OWN} (")


def _declared(number: Quantity) -> dict[str, Any]:
    found: dict[str, Any] = plain(number.model_dump(exclude_defaults=True))
    return found


def _numbers_in(over: Mapping[str, Any], path: Path = ()) -> Iterator[Path]:
    if "value" in over and holds(over, ("unit",)):
        yield path
        return
    for name, value in over.items():
        yield from _numbers_in(value, (*path, name))


def _sorted(faults: list[Fault]) -> list[Fault]:
    return sorted(faults, key=lambda one: (one.file, one.line or 0, one.column or 0))
