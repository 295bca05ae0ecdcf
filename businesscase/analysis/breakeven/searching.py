"""`Search`: the value at which a claim turns, of one input or one derived quantity."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from businesscase.analysis.breakeven.results import BreakEvenValue
from businesscase.analysis.levers.blocks import Block, Money
from businesscase.analysis.levers.line import Line, answer_at, answer_there, base_view, mover
from businesscase.analysis.levers.scaled import Derived, Scaled
from businesscase.core.errors import NumericalError, ScenarioError
from businesscase.core.spill import Spill
from businesscase.ledger.ledger import Ledger
from businesscase.measures.answers import Answer
from businesscase.measures.asked import Asked, margin
from businesscase.measures.claims import probability_within
from businesscase.measures.turning import Turn, turn_of
from businesscase.model.levers import Lever

Floats = NDArray[np.float64]
ROUGH, FINE = 1e-4, 1e-9  # tolerances of a place, where a few draws are asked and where all are
_UNITS = {Derived.COST_PER_FAMILY: "DKK", Derived.SUCCESS: "persons", Derived.AVOIDED: "number"}


@dataclass(frozen=True)
class Search:
    """Of a claim.

    Attributes:
        line: the scenario as declared.
        asked: the claim.
        blocks: the line's draws, put aside; none: no probability is told.
    """

    line: Line
    asked: Asked
    blocks: Iterable[Block] = ()

    def chance(self) -> float:
        """Probability of the claim as declared."""
        return self._with_money(lambda block: block.ledger)

    def central(self, lever: Lever, *, touches: bool, alone: bool) -> BreakEvenValue:
        """Where the central curve pays back exactly at the claim's date; `alone`: looked for with all draws."""
        line, asked = self.line, self.asked
        views = mover(line, lever.values(lever.declared), touches=touches)

        def gain(at: float) -> float:
            return margin(asked, views([asked], lever.values(at))[0])

        approximate = touches and line.few is not line.base
        try:
            turn = turn_of(
                gain,
                lowest=-lever.reach,
                middle=lever.declared,
                highest=lever.reach,
                at_middle=None if alone else margin(asked, base_view(line, asked)),
                tolerance=ROUGH if approximate else FINE,
            )
        except (NumericalError, ScenarioError):
            turn = Turn(None, lever.declared, lever.declared)
        if alone and approximate and turn.at is not None:
            turn, approximate = _with_all_draws(line, asked, lever, turn), False
        found = _found(lever, turn, simulated=touches, approximate=approximate)
        if turn.at is None or touches or not self.blocks:
            return found
        return replace(found, chance=self._probability(answer_at(line, asked, lever, turn.at, self.blocks)))

    def over_draws(self, lever: Lever, *, touches: bool) -> BreakEvenValue:
        """Where the claim's probability is the wanted confidence."""
        line, asked = self.line, self.asked

        def gain(at: float) -> float:
            there = answer_there(line, asked, lever, at) if touches else answer_at(line, asked, lever, at, self.blocks)
            return self._probability(there) - asked.claim.confidence

        try:
            turn = turn_of(
                gain, lowest=-lever.reach, middle=lever.declared, highest=lever.reach, steps=True, tolerance=1e-3
            )
        except (NumericalError, ScenarioError):
            turn = Turn(None, lever.declared, lever.declared)
        return _found(lever, turn, simulated=touches, approximate=False)

    def of_derived(self, one: Scaled, *, probability: bool = False) -> BreakEvenValue:
        """Where either is so, of a derived quantity, which scales a part of the money."""
        most = one.most / one.found
        with Spill() as without:
            for block in self.blocks:
                without.put((one.part.without(block).amounts,))

            def chance(factor: float) -> float:
                """With so many times as much of it in every draw."""
                rest = without.groups()
                return self._with_money(lambda block: _scaled(block.ledger, next(rest)[0], factor))  # type: ignore[arg-type]

            if probability:
                confidence = self.asked.claim.confidence
                turn = turn_of(
                    lambda by: chance(by) - confidence, lowest=0.0, middle=1.0, highest=most, steps=True, tolerance=1e-3
                )  # fmt: skip
            else:
                turn = turn_of(lambda by: margin(self.asked, one.at(by)), lowest=0.0, middle=1.0, highest=most)
            there = None if turn.at is None or probability or not self.blocks else chance(turn.at)
        found = BreakEvenValue(
            key=one.key, derived=one.kind, unit=_UNITS[one.kind], declared=one.found,
            value=None if turn.at is None else one.found * turn.at, percentile=None, distance=None, lowest=0.0,
            highest=one.most, simulated=False, approximate=False, chance=there,
        )  # fmt: skip
        if found.value is None or not self.blocks:
            return found
        drawn = np.concatenate([one.part.found(block) for block in self.blocks])
        spread = float(drawn.std(ddof=1)) if len(drawn) > 1 else 0.0
        return replace(
            found, percentile=float((drawn < found.value).mean()),
            distance=(found.value - one.found) / spread if spread else None,
        )  # fmt: skip

    def _with_money(self, of: Callable[[Block], Ledger]) -> float:
        with Money() as money:
            for block in self.blocks:
                money.take(replace(block, ledger=of(block)))
            return self._probability(money.answer(self.line.scenario, self.asked, self.line.drawn))

    def _probability(self, answer: Answer) -> float:
        within = self.asked.claim.within_years
        return probability_within(answer.paybacks, within, seed=self.line.setting.seed).value


def _scaled(money: Ledger, without: Floats, factor: float) -> Ledger:
    return replace(money, amounts=without + factor * (money.amounts - without))


def _with_all_draws(line: Line, asked: Asked, lever: Lever, near: Turn) -> Turn:
    """The same with all draws, looked for about where a few put it."""
    assert near.at is not None
    views = mover(line, lever.values(lever.declared), touches=True, full=True)

    @cache
    def gain(at: float) -> float:
        return margin(asked, views([asked], lever.values(at))[0])

    for reach in (0.05, 0.4, 2.0):
        found = turn_of(gain, lowest=near.at - reach, middle=near.at, highest=near.at + reach, tolerance=1e-7)
        if found.at is not None:
            return Turn(found.at, near.lowest, near.highest)
    return Turn(None, near.lowest, near.highest)


def _found(lever: Lever, turn: Turn, *, simulated: bool, approximate: bool) -> BreakEvenValue:
    at = turn.at
    ends = sorted(lever.value(end) for end in (turn.lowest, turn.highest))
    numbers = {} if at is None else lever.values(at)
    return BreakEvenValue(
        key=lever.key, derived=None, unit=lever.shown.unit, declared=lever.shown.value,
        value=None if at is None else lever.value(at),
        percentile=None if at is None else lever.percentile(at),
        distance=None if at is None or lever.is_fixed else at - lever.declared,
        lowest=ends[0], highest=ends[1], simulated=simulated, approximate=approximate,
        numbers=tuple((key, each / lever.numbers[key].factor) for key, each in numbers.items()),
    )  # fmt: skip
