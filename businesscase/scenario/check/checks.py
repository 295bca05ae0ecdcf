"""What the fields cannot know: whether the names, shares, years and correlations of a scenario fit together."""

from __future__ import annotations

from collections.abc import Iterator

from businesscase.core.errors import Fault
from businesscase.core.words import Words
from businesscase.scenario.check.births import birth_faults
from businesscase.scenario.check.clocks import clock_faults
from businesscase.scenario.check.composition import composition_faults
from businesscase.scenario.check.dates import one_for_each_date
from businesscase.scenario.check.draws import draw_faults
from businesscase.scenario.check.effects import effect_faults
from businesscase.scenario.check.goals import goal_faults
from businesscase.scenario.check.money import money_faults
from businesscase.scenario.check.municipality import municipality_faults
from businesscase.scenario.check.not_modelled import not_modelled_faults
from businesscase.scenario.check.observations import observation_faults
from businesscase.scenario.check.plans import plan_faults
from businesscase.scenario.check.service import service_faults
from businesscase.scenario.check.shares import share_faults
from businesscase.scenario.check.team import team_faults
from businesscase.scenario.check.uncertainty import uncertainty_faults
from businesscase.scenario.check.use import unused_faults
from businesscase.scenario.check.yearly import yearly_faults
from businesscase.scenario.declare.document import Document
from businesscase.scenario.declare.keys import walked
from businesscase.scenario.read.faults import fault


def meaning_faults(scenario: Document, *, unused: bool) -> list[Fault]:
    """Every fault of meaning, in the order of the document.

    Whether something that nothing uses is a fault is up to `unused`: it is in a file, while a what-if may leave things
    unused.
    """
    faults = [
        *_name_faults(scenario),
        *clock_faults(scenario),
        *composition_faults(scenario),
        *birth_faults(scenario),
        *effect_faults(scenario),
        *goal_faults(scenario),
        *service_faults(scenario),
        *team_faults(scenario),
        *money_faults(scenario, changed=not unused),
        *not_modelled_faults(scenario, changed=not unused),
        *municipality_faults(scenario, changed=not unused),
        *yearly_faults(scenario),
        *observation_faults(scenario),
        *plan_faults(scenario),
        *share_faults(scenario),
        *uncertainty_faults(scenario, changed=not unused),
        *draw_faults(scenario),
    ]
    if unused:
        faults += unused_faults(scenario)
    faults = list(one_for_each_date(faults))
    return sorted(faults, key=lambda one: (one.file, one.line or 0, one.column or 0))


def _name_faults(scenario: Document) -> Iterator[Fault]:
    """Names given from Python; those of a file were checked when it was read."""
    for path, _ in walked(scenario):
        if path and "." in path[-1] and path[0] not in ("variants", "accounts"):
            message = Words("name.with_point")
            yield fault(scenario.provenance, path, message, found=path[-1], at_key=True)
