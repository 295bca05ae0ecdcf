# ruff: noqa: E501  (one fault on one line)
"""One broken goal per fault, and the words and the line its message must have."""

from pathlib import Path

import pytest

from businesscase.core.errors import ScenarioError
from businesscase.scenario import load_scenario
from tests.breaking import Broken

VALID = (
    (Path(__file__).parents[1] / "invented_municipality.yaml").read_text(encoding="utf-8")
    + """
goals:
  home_sooner:
    label: {en: home sooner, da: hjem før}
    clock: placement
    states: [placed]
    measure: time
    since: 2021-01-01
    until: 2023-01-01
    fewer: {value: 300, unit: days, source: the plan, grade: B}
    transitions: [placed -> at_home]
    profile: slow
    met: {value: 0.7, low: 0.4, high: 0.9, unit: share, assumption: invented}
  well:
    clock: health
    states: [well]
    measure: share
    until: 2023-01-01
    at_least: {value: 10, unit: persons, source: the plan, grade: B}
    of: {value: 12, unit: persons, source: the plan, grade: B}
    transitions: [treated -> well]
    profile: prompt
    met: {value: 1.0, unit: share, assumption: as if met}
"""
)


# fmt: off
TOGETHER = """    measure: families
    until: 2023-01-01
    at_least: {value: 4, unit: families, source: the plan, grade: B}
    parts:
      well: {clock: health, of: any_parent, states: [well], begun_in: [treated], transitions: [treated -> well]}
      home: {clock: placement, of: all_children, states: [at_home], transitions: [placed -> at_home]}
"""
ALONE = VALID[VALID.index("    clock: placement\n    states: [placed]\n    measure") : VALID.index("    profile: slow\n    met")]
APART = VALID[VALID.index("  well:\n    clock") :]
JOINT = VALID.replace(ALONE, TOGETHER).replace(APART, "")
BROKEN = [
    Broken("a clock that does not exist", "clock: placement\n    states: [placed]\n    measure", "clock: placment\n    states: [placed]\n    measure", ("there is no clock 'placment'", "did you mean: placement?"), "clock: placment"),
    Broken("a state that does not exist", "states: [placed]\n    measure", "states: [plaecd]\n    measure", ("there is no state of placement 'plaecd'", "did you mean: placed?"), "plaecd"),
    Broken("a transition that does not exist", "transitions: [placed -> at_home]\n    profile", "transitions: [placed -> home]\n    profile", ("there is no transition of placement 'placed -> home'", "did you mean: placed -> at_home?"), "placed -> home"),
    Broken("a profile that does not exist", "profile: slow\n    met", "profile: slwo\n    met", ("there is no profile 'slwo'", "did you mean: slow?"), "slwo"),
    Broken("a date beyond the horizon", "until: 2023-01-01\n    fewer", "until: 2093-01-01\n    fewer", ("met outside the years that are looked at", "found:    2093-01-01"), "2093-01-01"),
    Broken("from after its end", "since: 2021-01-01", "since: 2024-01-01", ("counted from outside the years", "found:    2024-01-01"), "2024-01-01"),
    Broken("a stock over time", "measure: share\n", "measure: share\n    since: 2021-01-01\n", ("a share is counted at one date",), "since: 2021-01-01\n    until: 2023-01-01\n    at_least"),
    Broken("days of a share", "at_least: {value: 10, unit: persons", "at_least: {value: 10, unit: days", ("wrong unit 'days' of a goal of share", "one of: families, persons, children"), "at_least: {value: 10, unit: days"),
    Broken("a share of time", "fewer: {value: 300, unit: days", "fewer: {value: 0.3, unit: share", ("wrong unit 'share' of a goal of time", "one of: years, months, weeks, days"), "unit: share, source: the plan"),
    Broken("more than all", "at_least: {value: 10", "at_least: {value: 13", ("a share above all of them", "found:    1.08333"), "value: 13"),
    Broken("below nothing", "fewer: {value: 300", "fewer: {value: -300", ("a goal below 0",), "value: -300"),
    Broken("no amount at all", "    at_least: {value: 10, unit: persons, source: the plan, grade: B}\n", "", ("expected exactly one of at_least, at_most, more, fewer, times",), "  well:\n    clock"),
    Broken("two amounts", "    transitions: [treated -> well]", "    more: {value: 2, unit: persons, source: the plan, grade: B}\n    transitions: [treated -> well]", ("exactly one of at_least",), "  well:\n    clock"),
    Broken("met twice over", "met: {value: 1.0, ", "met: {value: 2.0, low: 1.5, high: 2.5, ", ("a share cannot exceed 1",), "met: {value: 2.0"),
    Broken("on the transition of a ratio", "transitions: [placed -> at_home]\n    profile", "transitions: [at_home -> placed]\n    profile", ("'at_home -> placed' has two effects: 'effects.ratios.fewer_placements' acts on it already",), "at_home -> placed]\n    profile: slow"),
    Broken("on the transition of a level", "clock: health\n    states: [well]\n    measure: share\n    until: 2023-01-01\n    at_least: {value: 10, unit: persons, source: the plan, grade: B}\n    of: {value: 12, unit: persons, source: the plan, grade: B}\n    transitions: [treated -> well]", "clock: public_benefit\n    states: [job]\n    measure: share\n    until: 2023-01-01\n    at_least: {value: 10, unit: persons, source: the plan, grade: B}\n    of: {value: 12, unit: persons, source: the plan, grade: B}\n    transitions: [on_benefit -> job]", ("'on_benefit -> job' has two effects: 'effects.levels.end_of_project' acts on it already",), "on_benefit -> job]\n    profile: prompt"),
    Broken("in the clock of a level", "clock: health\n    states: [well]\n    measure: share\n    until: 2023-01-01\n    at_least: {value: 10, unit: persons, source: the plan, grade: B}\n    of: {value: 12, unit: persons, source: the plan, grade: B}\n    transitions: [treated -> well]", "clock: public_benefit\n    states: [pension]\n    measure: share\n    until: 2023-01-01\n    at_most: {value: 3, unit: persons, source: the plan, grade: B}\n    of: {value: 12, unit: persons, source: the plan, grade: B}\n    transitions: [on_benefit -> pension]", ("in which effects.levels.end_of_project is solved for",), "clock: public_benefit\n    states: [pension]\n    measure"),
]
BROKEN_TOGETHER = [
    Broken("a part without its states", "states: [at_home], ", "", ("'states' is missing",), "home: {clock: placement"),
    Broken("a clock beside the parts", "    measure: families\n", "    measure: families\n    clock: health\n", ("families are counted by parts",), "  home_sooner:"),
    Broken("parts of a share", "    measure: families\n", "    measure: share\n", ("expected clock, states and transitions",), "  home_sooner:"),
    Broken("persons for families", "value: 4, unit: families", "value: 4, unit: number", ("wrong unit 'number' of a goal of families",), "unit: number, source: the plan"),
    Broken("children of a clock of parents", "clock: health, of: any_parent", "clock: health, of: any_child", ("of: any_child, but health is a clock of parents",), "of: any_child"),
    Broken("begun nowhere", "begun_in: [treated]", "begun_in: [treted]", ("there is no state of health 'treted'", "did you mean: treated?"), "treted"),
    Broken("a state of another clock", "states: [at_home]", "states: [well]", ("there is no state of placement 'well'",), "all_children, states: [well]"),
    Broken("a transition of a ratio", "transitions: [placed -> at_home]", "transitions: [at_home -> placed]", ("'at_home -> placed' has two effects",), "all_children, states: [at_home], transitions: [at_home"),
]
# fmt: on


def test_the_valid_file_is_valid(tmp_path: Path) -> None:
    (tmp_path / "valid.yaml").write_text(VALID, encoding="utf-8")
    assert set(load_scenario(tmp_path / "valid.yaml").goals) == {"home_sooner", "well"}


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.name)
def test_the_message_says_what_and_where(broken: Broken, tmp_path: Path) -> None:
    file = tmp_path / "broken.yaml"
    file.write_text(broken.text(VALID), encoding="utf-8")
    with pytest.raises(ScenarioError) as raised:
        load_scenario(file)
    said = str(raised.value)
    assert all(words in said for words in broken.words), said
    assert f"broken.yaml:{broken.line(VALID)}" in said, said


def test_the_valid_joint_goal_is_valid(tmp_path: Path) -> None:
    (tmp_path / "valid.yaml").write_text(JOINT, encoding="utf-8")
    assert set(load_scenario(tmp_path / "valid.yaml").goals["home_sooner"].parts) == {"well", "home"}


@pytest.mark.parametrize("broken", BROKEN_TOGETHER, ids=lambda broken: broken.name)
def test_the_message_on_a_joint_goal_says_what_and_where(broken: Broken, tmp_path: Path) -> None:
    file = tmp_path / "broken.yaml"
    file.write_text(broken.text(JOINT), encoding="utf-8")
    with pytest.raises(ScenarioError) as raised:
        load_scenario(file)
    said = str(raised.value)
    assert all(words in said for words in broken.words), said
    assert f"broken.yaml:{broken.line(JOINT)}" in said, said
