"""What is asked for by name: a claim, a department, an input; with the nearest where there is none."""

from __future__ import annotations

from collections.abc import Sequence

from businesscase.core.errors import REQUEST, Fault, ScenarioError, UsageError, nearest
from businesscase.core.payers import Perspective
from businesscase.core.words import Words
from businesscase.measures.asked import Asked
from businesscase.model.levers import ASIDE, Lever
from businesscase.scenario.declare.keys import find, join, nearest_key, quantities, series_of, split
from businesscase.scenario.declare.places import Path
from businesscase.scenario.declare.quantity import Quantity
from businesscase.scenario.load.scenario import Scenario

_NO = {"claim": "asked.no_claim", "department": "asked.no_department"}
_DECLARING = {"claim": "asked.a_claim", "department": "asked.a_department"}


def asked_of(scenario: Scenario, claim: str | None, department: str | None) -> Asked:
    """The claim that is meant, the headline where none is named.

    Raises:
        ScenarioError: if there is no such claim or department; with the nearest.
    """
    name = claim or next(each for each, one in scenario.claims.items() if one.headline)
    for what, given, names in (("claim", name, scenario.claims), ("department", department, scenario.departments)):
        if given is not None and given not in names:
            expected = Words("one_of", names=", ".join(names)) if names else Words(_DECLARING[what])
            close = nearest(given, names)
            raise ScenarioError([Fault(Words(_NO[what], name=given), expected=expected, nearest=close)], of=REQUEST)
    found = scenario.claims[name]
    if department is not None:
        found = found.model_copy(update={"perspective": Perspective.MUNICIPALITY})
    return Asked(name, found, department)


def lever_of(scenario: Scenario, key: str, levers: Sequence[Lever], derived: Sequence[str] = ()) -> Lever:
    """The lever of a key, also of a number that is held fixed; `derived` are names that may have been meant as well.

    Raises:
        ScenarioError: if there is no such number; with the nearest.
        UsageError: if the number is 0 and fixed.
    """
    path: Path = split(key)
    key = join(path)
    for lever in levers:
        if key in lever.numbers:
            return Lever(key, lever.numbers, lever.drawn)
        if key in {series_of(each) for each in lever.numbers}:
            return lever
    try:
        found = find(scenario, path)
    except KeyError:
        close, names = nearest_key(scenario, path)
        if not any(each.startswith(f"{path[0]}.") for each in quantities(scenario)):
            names = (*names, *derived)
        close = nearest(key, derived) or close
        expected = Words("one_of", names=", ".join(names)) if names else Words("asked.a_number")
        raise ScenarioError(
            [Fault(Words("asked.no_input", name=key), expected=expected, nearest=close)], of=REQUEST
        ) from None
    if not isinstance(found, Quantity):
        below = [each for each in quantities(scenario) if each.startswith(f"{key}.")]
        expected = Words("asked.a_number_such", name=below[0]) if below else Words("asked.a_number")
        raise ScenarioError([Fault(Words("asked.not_one_number", name=key), expected=expected)], of=REQUEST)
    if path[0] in ASIDE:
        raise UsageError(Words("asked.moves_nothing", name=key))
    if found.value == 0:
        raise UsageError(Words("asked.held_at_0", name=key))
    series = {each: one for each, one in quantities(scenario).items() if series_of(each) == series_of(key)}
    return Lever(key, series if key in series else {key: found})
