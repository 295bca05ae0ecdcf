# ruff: noqa: E501  (one fault on one line)
"""One broken team per fault, and the words and the line its message must have."""

from pathlib import Path

import pytest

from businesscase.core.errors import ScenarioError
from businesscase.scenario import load_scenario
from tests.breaking import Broken, only_english
from tests.loaded import loaded

TEAM = (Path(__file__).parents[1] / "invented_team.yaml").read_text(encoding="utf-8")
VALID = (Path(__file__).parents[1] / "invented_municipality.yaml").read_text(encoding="utf-8") + TEAM

# fmt: off
BROKEN = [
    Broken("a pair without a member", "first: [caseworker, pedagogue]", "first: []", ("the pair 'first' has no member",), "first: []"),
    Broken("a profession that does not exist", "first: [caseworker, pedagogue]", "first: [casworker, pedagogue]", ("there is no profession 'casworker'", "did you mean: caseworker?"), "casworker"),
    Broken("a profession that nobody has", "  pairs:\n    first", "    nurse: {label: {en: nurse, da: sygeplejerske}, department: work, post: {value: 1, unit: DKK per year, price_year: 2024, source: invented, grade: A}}\n  pairs:\n    first", ("no pair has a member of the profession 'nurse'",), "    nurse:"),
    Broken("caseload zero", "caseload: {value: 4, low: 3, high: 5, unit: families, assumption: invented}", "caseload: {value: 0, unit: families, source: invented, grade: A}", ("a pair that holds no family serves none", "found:    0 families"), "caseload: {value: 0"),
    Broken("caseload in persons", "caseload: {value: 4, low: 3, high: 5, unit: families", "caseload: {value: 4, low: 3, high: 5, unit: persons", ("wrong unit 'persons'",), "caseload: {value: 4"),
    Broken("a profession no department pays", "label: {en: caseworker, da: rådgiver}\n      department: work\n", "label: {en: caseworker, da: rådgiver}\n", ("no department pays the profession 'caseworker'", "one of: work, children"), "    caseworker:"),
    Broken("a department that does not exist", "label: {en: caseworker, da: rådgiver}\n      department: work\n", "label: {en: caseworker, da: rådgiver}\n      department: wrok\n", ("there is no department 'wrok'", "did you mean: work?"), "department: wrok"),
    Broken("an overhead nobody pays", "label: {en: leader, da: leder}\n      department: work\n", "label: {en: leader, da: leder}\n", ("no department pays the overhead 'leader'",), "    leader:"),
    Broken("visits before the team exists", "begins: 4 weeks\n    doors", "begins: 1 week\n    doors", ("families are visited before the team exists", "found:    1 week"), "begins: 1 week"),
    Broken("families before the team exists", TEAM[TEAM.index("  recruitment:") : TEAM.index("  waiting:")], "", ("families come from programme start on, before the team exists",), "begins: 2 weeks"),
    Broken("a team that comes too late", "begins: 2 weeks", "begins: 11 years", ("the team begins when nobody is served any more",), "begins: 11 years"),
    Broken("service longer than the programme", "intake: {value: 12, unit: months, source: invented, grade: A}", "until: 2021-07-01\n    intake: {value: 12, unit: months, source: invented, grade: A}", ("a family is served for longer than the programme lasts", "at most 1.50 years"), "length: {value: 24"),
    Broken("feedback of nothing", "  caseload: {value: 4", "  feedback: true\n  caseload: {value: 4", ("nothing feeds back: no situation of a family ends its service",), "feedback: true"),
    Broken("a strength that feedback cannot know", "  caseload: {value: 4", "  feedback: true\n  weaker_effect:\n    intensity: {value: 0.5, low: 0.2, high: 0.8, unit: share, assumption: invented}\n  caseload: {value: 4", ("nobody knows, when a family begins, what time the team will have for it",), "    intensity: {value"),
    Broken("a routine without a place taken", "    per_family: {value: 180000, low: 150000, high: 210000, unit: DKK, price_year: 2024, assumption: invented}", "    use: {value: 0, unit: share, source: invented, grade: A}", ("a team of which no place is taken costs nobody a sum per family",), "    use: {value: 0"),
    Broken("two costs of routine", "  steady_state:\n", "  steady_state:\n    use: {value: 1, unit: share, source: invented, grade: A}\n", ("expected exactly one of per_family, use",), "  steady_state:"),
    Broken("a first phase that begins late", "after: 0 weeks", "after: 2 weeks", ("the first phase of a case begins with its first day",), "after: 2 weeks"),
    Broken("phases in disorder", "after: 6 months", "after: 0 months", ("phases follow one another", "more than 0 weeks"), "after: 0 months"),
    Broken("two amounts of one overhead", "      per_year: {value: 90000", "      once: {value: 1, unit: mio DKK, price_year: 2024, source: invented, grade: A}\n      per_year: {value: 90000", ("expected exactly one of per_year, once",), "    premises:"),
    Broken("a share of newcomers above all", "at_first: {value: 0.5, low: 0.3, high: 0.7", "at_first: {value: 1.5, low: 1.3, high: 1.7", ("a share cannot exceed 1",), "at_first: {value: 1.5"),
]
# fmt: on


def test_the_valid_file_is_valid(tmp_path: Path) -> None:
    (tmp_path / "valid.yaml").write_text(VALID, encoding="utf-8")
    scenario = load_scenario(tmp_path / "valid.yaml")
    assert scenario.team is not None
    assert scenario.idle == ("team", "rollout")
    assert scenario.with_values({"programme.served.by": "team"}).idle == ()


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.name)
def test_the_message_says_what_and_where(broken: Broken, tmp_path: Path) -> None:
    file = tmp_path / "broken.yaml"
    file.write_text(broken.text(VALID), encoding="utf-8")
    with pytest.raises(ScenarioError) as raised:
        load_scenario(file)
    said = str(raised.value)
    assert all(words in said for words in broken.words), said
    assert f"broken.yaml:{broken.line(VALID)}" in said, said
    assert only_english(raised.value.faults) == []


def test_a_routine_without_its_team() -> None:
    municipality = loaded(Path(__file__).parents[1] / "invented_municipality.yaml")
    use = {"value": 0.8, "low": 0.7, "high": 0.9, "unit": "share", "assumption": "invented"}
    with pytest.raises(ScenarioError, match="the cost of routine is left to a team, and none is declared"):
        municipality.with_values({"programme.steady_state.per_family": None, "programme.steady_state.use": use})


def test_a_service_without_its_team() -> None:
    municipality = loaded(Path(__file__).parents[1] / "invented_municipality.yaml")
    with pytest.raises(ScenarioError, match="the service is left to a team, and none is declared"):
        municipality.with_values({"programme.served.by": "team"})
