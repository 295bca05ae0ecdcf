"""Names of what a scenario declares, as a reader sees them: clocks, states, and the dotted keys of numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from businesscase.core.payers import Payer
from businesscase.core.vocabulary import NOT_MODELLED
from businesscase.measures.levels import SAMPLED
from businesscase.report.texts.texts import Texts, humanised
from businesscase.scenario.declare.keys import children, split
from businesscase.scenario.load.scenario import Scenario

CONTAINERS = ("levels", "ratios", "profiles", "targets", "share", "change", "ratio")


def state_label(scenario: Scenario, clock: str, state: str, texts: Texts) -> str:
    """The scenario's name of a state, its key where it declares none (a state that the model adds)."""
    states = scenario.clocks[clock].states if clock in scenario.clocks else {}
    return texts.named(states[state].label) if state in states else humanised(state)


def clock_label(scenario: Scenario, clock: str, texts: Texts) -> str:
    """The scenario's name of a clock."""
    return texts.named(scenario.clocks[clock].label) if clock in scenario.clocks else humanised(clock)


def described(scenario: Scenario, key: str, texts: Texts) -> str:
    """What a dotted key is in words: a price, a move between states, an effect; "" where only the key says it."""
    parts = split(key.removesuffix(SAMPLED))
    section, name = parts[0], parts[1] if len(parts) > 1 else ""
    if section == "prices" and name in scenario.prices:
        return texts.named(scenario.prices[name].label)
    if section == NOT_MODELLED and name in scenario.not_modelled:
        return texts("driver.not_modelled", name=texts.named(scenario.not_modelled[name].label))
    if section == "clocks" and parts[2:3] == ("transitions",) and " -> " in parts[3]:
        start, end = (state_label(scenario, name, state, texts) for state in parts[3].split(" -> "))
        return f"{clock_label(scenario, name, texts)}: {start} → {end}"
    if section == "clocks" and parts[2:3] == ("start",) and f"own.part.{parts[-1]}" in texts:
        state = state_label(scenario, name, parts[3], texts)
        return f"{clock_label(scenario, name, texts)}: {state}, {texts(f'own.part.{parts[-1]}')}"
    if section == "effects":
        said = [words for part, words in worded(scenario.effects, parts[1:], texts) if part not in CONTAINERS]
        return texts("driver.effect", name=", ".join(said)) if said else ""
    if section == "goals" and name in scenario.goals:
        label = scenario.goals[name].label
        what = "driver.goal_met" if parts[2:3] == ("met",) else "driver.goal"
        return texts(what, name=humanised(name).lower() if label is None else texts.named(label))
    if parts[:3] == ("population", "births", "rates"):
        return texts("driver.births", ages=parts[3])
    if section == "programme":
        return ": ".join(
            words for part, words in worded(scenario.programme, parts[1:], texts) if part not in CONTAINERS
        )
    return ""


def worded(declared: object, parts: Sequence[str], texts: Texts) -> Iterator[tuple[str, str]]:
    """Each part of a key below a declaration with its words: the label where one is declared, otherwise of the part."""
    for part in parts:
        declared = children(declared).get(part)
        label = getattr(declared, "label", None)
        yield part, part_label(part, texts) if label is None else texts.named(label)


def part_label(part: str, texts: Texts) -> str:
    """A part of a key that has no label: a word of the format, a payer, a stretch of time; otherwise as it is."""
    if f"part.{part}" in texts:
        return texts(f"part.{part}")
    if part in {payer.value for payer in Payer}:
        return texts(f"payer.{part}")
    return texts.spoken(part) if part[:1].isdigit() else humanised(part).lower()
