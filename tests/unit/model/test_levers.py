"""Levers: numbers that are moved along their own distributions."""

from __future__ import annotations

import pytest

from businesscase.model.levers import changed, held
from businesscase.scenario.declare.keys import quantities
from businesscase.scenario.read.dumping import declared
from tests.loaded import loaded

INVENTED = "tests/invented_municipality.yaml"
KEYS = [key for key, number in quantities(loaded(INVENTED)).items() if number.is_uncertain]


@pytest.mark.parametrize("key", KEYS)
def test_a_number_held_where_it_stands_is_the_scenario_with_that_what_if(key: str) -> None:
    scenario = loaded(INVENTED)
    own, checked = held(scenario, [key]), changed(scenario, {key: quantities(scenario)[key].canonical})
    noted = quantities(checked)[key]
    assert noted.note is not None  # that it was changed, which says nothing where nothing was
    assert quantities(own)[key] == noted.model_copy(update={"note": None})
    others = quantities(own) | {}, quantities(checked) | {}
    for each in others:
        each.pop(key)
    assert others[0] == others[1]
    assert declared(own).keys() == declared(checked).keys()
