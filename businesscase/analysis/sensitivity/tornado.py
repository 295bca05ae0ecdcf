"""One input at a time, from its 5th to its 95th percentile; and the choices that a claim rests on, made otherwise."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from businesscase.analysis.levers.line import Line, base_view, mover
from businesscase.analysis.sensitivity.results import Bar, Found, Switch
from businesscase.core.errors import NumericalError, ScenarioError
from businesscase.core.payers import Perspective
from businesscase.core.vocabulary import Costs, Discrepancy, Savings
from businesscase.core.words import Words
from businesscase.measures.asked import Asked, at_date, payback, within_horizon
from businesscase.measures.views import View
from businesscase.model.levers import Z95, Lever
from businesscase.simulating import Progress

ATTRIBUTION = "effects.attribution"
EXACT = 5  # of the widest bars every end is found with all draws, as a run would find it


def asked_by_payer(asked: Asked) -> list[Asked]:
    """The claim itself, then as every perspective would claim it."""
    return [asked, *(_like(asked, perspective=each) for each in Perspective)]


def found_of(asked: Sequence[Asked], views: Sequence[View]) -> Found:
    """What the views of `asked_by_payer` say."""
    own, *others = zip(asked, views, strict=True)
    return Found(within_horizon(payback(*own)), {each.claim.perspective: at_date(each, seen) for each, seen in others})


def base_found(line: Line, asked: Asked) -> Found:
    """The claim as declared."""
    each = asked_by_payer(asked)
    return found_of(each, [base_view(line, one) for one in each])


def bars_of(
    line: Line, asked: Asked, levers: Sequence[Lever], touching: Collection[str], *, progress: Progress
) -> list[Bar]:
    """The bar of every lever, the widest first; those that move quantities from a few draws, the widest from all."""
    each, by_key = asked_by_payer(asked), {lever.key: lever for lever in levers}

    def bar(lever: Lever, *, full: bool) -> Bar:
        touches = lever.key in touching
        views = mover(line, lever.values(lever.declared), touches=touches, full=full)
        low, high = (_tried(lambda at=at: found_of(each, views(each, lever.values(at)))) for at in (-Z95, Z95))  # type: ignore[misc]
        approximate = touches and not full and line.few is not line.base
        return Bar(lever.key, lever.shown.unit, lever.value(-Z95), lever.value(Z95), low, high, touches, approximate)

    found = []
    for place, lever in enumerate(levers):
        progress(Words("stage.bars", count=len(levers)), place / len(levers))
        found.append(bar(lever, full=False))
    widest = {one.key: one for one in found}
    ordered = _ordered(asked, widest)
    while rough := [one for one in ordered[:EXACT] if one.approximate]:
        progress(Words("stage.exact", count=EXACT), 1.0 - len(rough) / EXACT)
        widest[rough[0].key] = bar(by_key[rough[0].key], full=True)
        ordered = _ordered(asked, widest)
    return ordered


def _ordered(asked: Asked, bars: Mapping[str, Bar]) -> list[Bar]:
    return sorted(bars.values(), key=lambda bar: (-bar.swing(asked.claim.perspective), bar.key))


def switches_of(line: Line, asked: Asked) -> Iterator[Switch]:
    """Which cost, discounted or not, tax, what a budget can be cut by, what is not modelled; attribution 0 and 1."""
    claim, scenario = asked.claim, line.scenario
    for costs in Costs:
        if costs is not claim.costs and (costs is not Costs.STEADY_STATE or scenario.programme.steady_state):
            yield _otherwise(line, asked, "costs", costs, costs=costs)
    if scenario.discounting is not None:
        way = "undiscounted" if claim.discounted else "discounted"
        yield _otherwise(line, asked, "discounting", way, discounted=not claim.discounted)
    for savings in Savings:
        if savings is not claim.savings and (savings is not Savings.BUDGET_REDUCIBLE or scenario.budget_reducible):
            yield _otherwise(line, asked, "savings", savings, savings=savings)
    if scenario.not_modelled:
        counted = claim.not_modelled is Discrepancy.COUNTED
        other = Discrepancy.LEFT_OUT if counted else Discrepancy.COUNTED
        yield _otherwise(line, asked, "not_modelled", other, not_modelled=other)
    each = asked_by_payer(asked)
    if scenario.effects.levels and scenario.effects.attribution is not None:
        for share in (0.0, 1.0):
            views = mover(line, {ATTRIBUTION: scenario.effects.attribution.canonical}, touches=True, full=True)
            found = _tried(lambda share=share: found_of(each, views(each, {ATTRIBUTION: share})))  # type: ignore[misc]  # noqa: B023
            yield Switch("attribution", f"{share:.0f}", found)


def _otherwise(line: Line, asked: Asked, name: str, choice: str, **update: object) -> Switch:
    return Switch(name, choice, base_found(line, _like(asked, **update)))


def _like(asked: Asked, **update: object) -> Asked:
    return replace(asked, claim=asked.claim.model_copy(update=update))


def _tried(of: Callable[[], Found]) -> Found | None:
    try:
        return of()
    except (NumericalError, ScenarioError):
        return None
