"""The screen of `businesscase breakeven`."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from businesscase.analysis.breakeven.results import BreakEven
from businesscase.report.tables.breakeven import SHOWN, always_listed, turning_table, value_unit
from businesscase.report.terminal.terminal import print_table
from businesscase.report.texts.inputs import in_unit
from businesscase.report.texts.texts import Texts


def print_breakeven(found: BreakEven, texts: Texts, console: Console, *, everything: bool = False) -> None:
    """What is claimed, how far it is from turning, and what would turn it."""
    console.print(Text(texts("turn.title", title=found.scenario.title), style="bold"))
    console.print(Text(claim_line(found, texts), style="dim"))
    console.print()
    console.print(Text(opening(found, texts)))
    console.print()
    print_table(turning_table(found, texts, shown=None if everything else SHOWN), texts, console)
    for line in closing(found, texts):
        console.print(Text(line))


def claim_line(found: BreakEven, texts: Texts) -> str:
    """Which claim, of whom, on how many draws."""
    department = ""
    if found.asked.department is not None:
        label = texts.named(found.scenario.departments[found.asked.department].label)
        department = texts("turn.department", department=label)
    claim = texts.named(found.scenario.claims[found.asked.name].label)
    return texts("turn.claim", claim=claim, department=department, draws=texts.count("draws", found.draws))


def opening(found: BreakEven, texts: Texts) -> str:
    """How the claim stands as declared."""
    claim = found.asked.claim
    wanted = texts.number(claim.confidence, 2)
    one_of = "" if len(found.values) == 1 else texts("turn.one_of")
    if found.by_probability:
        assert found.probability is not None
        chance = texts.probability(found.probability)
        return texts("turn.probability", probability=chance, confidence=wanted) + one_of
    cost, cost_words = found.cost_per_family, texts("turn.no_cost")
    if cost is not None:
        cost_words = texts("turn.cost", amount=texts.number(cost, -3 if cost >= 1e5 else 0))
    said = texts(
        "turn.central",
        amount=texts.money(abs(found.at_date), 1),
        short=texts("turn.short" if found.at_date < 0 else "turn.over"),
        years=texts.count("years", claim.within_years),
        cost=cost_words,
        confidence=wanted,
    )
    return said + one_of


def closing(found: BreakEven, texts: Texts) -> list[str]:
    """How many inputs cannot turn the claim, and which were not asked."""
    if len(found.values) == 1:
        (one,) = found.values
        if one.value is not None:
            return []
        lowest, highest = (in_unit(end, one.unit, texts) for end in (one.lowest, one.highest))
        unit = value_unit(found, one, texts)
        key = "turn.nothing_one" if found.by_probability else "turn.nothing_one.even"
        return [texts(key, lowest=lowest, highest=highest, unit=unit).replace("  ", " ")]
    others = sum(one.value is None and not always_listed(one) for one in found.values)
    said = [] if found.turning else [texts("turn.nothing" if found.by_probability else "turn.nothing.even")]
    if others and found.turning:
        said.append(texts("turn.others", count=others))
    if found.not_asked:
        said.append(texts("turn.not_asked", count=len(found.not_asked)))
    return said
