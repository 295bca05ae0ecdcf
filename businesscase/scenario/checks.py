"""What the fields cannot know: whether the names, shares, years and correlations of a scenario fit together."""

from __future__ import annotations

from businesscase.errors import Fault
from businesscase.scenario.check_clocks import clock_faults
from businesscase.scenario.check_effects import effect_faults
from businesscase.scenario.check_money import money_faults
from businesscase.scenario.check_shares import share_faults
from businesscase.scenario.check_uncertainty import uncertainty_faults
from businesscase.scenario.check_use import unused_faults
from businesscase.scenario.document import Scenario


def meaning_faults(scenario: Scenario, *, unused: bool) -> list[Fault]:
    """Every fault of meaning, in the order of the document.

    Whether something that nothing uses is a fault is up to `unused`: it is in a file, while a what-if may leave things
    unused.
    """
    faults = [
        *clock_faults(scenario),
        *effect_faults(scenario),
        *money_faults(scenario, changed=not unused),
        *share_faults(scenario),
        *uncertainty_faults(scenario, changed=not unused),
    ]
    if unused:
        faults += unused_faults(scenario)
    return sorted(faults, key=lambda one: (one.file, one.line or 0, one.column or 0))
