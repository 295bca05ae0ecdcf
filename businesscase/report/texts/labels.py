"""Names of what a scenario declares, as a reader sees them: clocks, states, and the dotted keys of numbers."""

from __future__ import annotations

from businesscase.report.texts.texts import Texts, humanised
from businesscase.scenario.load.scenario import Scenario

SAMPLED = " (sampled)"  # ends the key of an input that is not declared but drawn: sampling error of a level
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
    parts = key.removesuffix(SAMPLED).split(".")
    section, name = parts[0], parts[1] if len(parts) > 1 else ""
    if section == "prices" and name in scenario.prices:
        return texts.named(scenario.prices[name].label)
    if section == "clocks" and parts[2:3] == ["transitions"] and " -> " in parts[3]:
        start, end = (state_label(scenario, name, state, texts) for state in parts[3].split(" -> "))
        return f"{clock_label(scenario, name, texts)}: {start} → {end}"
    if section == "effects":
        said = [part.replace("_", " ") for part in parts[1:] if part not in CONTAINERS]
        return texts("driver.effect", name=", ".join(said)) if said else ""
    return ""
