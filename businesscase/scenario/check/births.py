"""Checks of births: bands of ages that do not overlap, rates that are certain, a state for newborns to begin in."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from businesscase.core.errors import Fault
from businesscase.core.words import Words
from businesscase.scenario.declare.document import Document
from businesscase.scenario.read.faults import fault


def birth_faults(scenario: Document) -> Iterator[Fault]:
    """What keeps the declared births from being one fixed list of children."""
    births = scenario.population.births
    if births is None:
        return
    path = ("population", "births", "rates")
    for name, band in births.rates.items():
        if band.rate.is_uncertain:
            found, expected = f"{band.rate.low:g} - {band.rate.high:g}", Words("births.certain_expected")
            place = (*path, name, "rate")
            yield fault(scenario.provenance, place, Words("births.certain"), found=found, expected=expected)
    in_order = sorted(births.rates.items(), key=lambda item: item[1].since)
    for (name, before), (other, after) in pairwise(in_order):
        if after.since < before.until:
            message = Words("births.overlap", name=other, other=name)
            place = (*path, other, "since")
            yield fault(scenario.provenance, place, message, found=f"{after.since:g}", expected=f">= {before.until:g}")
    if not births.counted:
        return
    for name, clock in scenario.clocks.items():
        from_birth = clock.members in ("children", "everyone") and clock.ages.since <= 0.0
        if from_birth and len(clock.start) > 1 and not any(start.share == "rest" for start in clock.start.values()):
            message, expected = Words("births.no_rest", clock=name), Words("births.rest")
            yield fault(scenario.provenance, ("clocks", name, "start"), message, expected=expected)
