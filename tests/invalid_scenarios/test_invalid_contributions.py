# ruff: noqa: E501  (one fault on one line)
"""Contributions declared wrongly: the invented municipality with one, a small edit, and what the message must say."""

from pathlib import Path

import pytest

from businesscase.core.errors import ScenarioError
from businesscase.scenario import load_scenario
from tests.breaking import Broken

PLAIN = (Path(__file__).parents[1] / "invented_municipality.yaml").read_text(encoding="utf-8")
CONTRIBUTION = """\
contributions:
  added:
    label: {en: added by the state, da: tillæg fra staten}
    on: subsidy
    from_step: 26 weeks
    base: {value: 16000, unit: DKK per month, price_year: 2024, source: invented, grade: A}
    share: {value: 0.3, unit: share, source: invented, grade: A}
    less: {share: {value: 0.2, unit: share, source: invented, grade: A}, of: earned}
    payer: central_government
    receiver: municipality
    category: public_benefit

"""
EARNED = """\
  earned:
    label: {en: earned, da: tjent}
    clock: public_benefit
    states: [supported_job]
    per_time: {value: 6000, unit: DKK per month, price_year: 2024, source: invented, grade: A}
    category: wage
    financing: employer
"""
PLACE, WAGE = "indices:\n  wages:", "  wage:\n    label"
VALID = PLAIN.replace(PLACE, CONTRIBUTION + PLACE, 1).replace(WAGE, EARNED + WAGE, 1)

FAULTS = [
    Broken("unknown price", "    on: subsidy", "    on: subsidi",
           ("there is no price 'subsidi'", "did you mean: subsidy?"), "    on: subsidi"),
    Broken("price without a staircase", "    on: subsidy", "    on: pension",
           ("the price 'pension' is financed by 'mostly_municipal', which has no steps", "a price that a staircase pays"), "    on: pension"),
    Broken("a step that does not exist", "from_step: 26 weeks", "from_step: 27 weeks",
           ("there is no step of the staircase 'staircase' '27 weeks'", "one of: 0 weeks, 4 weeks, 26 weeks, 52 weeks"), "from_step: 27 weeks"),
    Broken("no span of time", "from_step: 26 weeks", "from_step: late", ("expected a span of time",), "from_step: late"),
    Broken("unknown wage", "of: earned}", "of: earnt}",
           ("there is no price 'earnt'", "did you mean: earned?"), "of: earnt}"),
    Broken("wage of another state", "of: earned}", "of: wage}",
           ("the price 'wage' does not stand on the state 'supported_job' of public_benefit", "a price of the states of 'subsidy'"), "of: wage}"),
    Broken("wage of another clock", "of: earned}", "of: placement}",
           ("the price 'placement' does not stand on the state 'supported_job'",), "of: placement}"),
    Broken("wage per entry", "of: earned}", "of: placement_decision}",
           ("the price 'placement_decision' is per entry", "a price with per_time"), "of: placement_decision}"),
    Broken("nothing taken off", "    less: {share: {value: 0.2, unit: share, source: invented, grade: A}, of: earned}\n", "",
           ("less",), "  added:"),
    Broken("to the payer itself", "    receiver: municipality\n    category: public_benefit", "    receiver: central_government\n    category: public_benefit",
           ("the contribution is paid to the payer itself",), "receiver: central_government"),
    Broken("money once", "base: {value: 16000, unit: DKK per month", "base: {value: 16000, unit: DKK",
           ("wrong unit 'DKK'", "DKK per month"), "value: 16000"),
    Broken("no index", "unit: DKK per month, price_year: 2024, source: invented, grade: A}\n    share",
           "unit: DKK per month, price_year: 2023, source: invented, grade: A}\n    share",
           ("in the prices of 2023, and no index brings 'public_benefit' to 2024",), "value: 16000"),
    Broken("a share that begins too late", "share: {value: 0.3, unit: share, source: invented, grade: A}\n    less",
           "share: {since: {2022: {value: 0.3, unit: share, source: invented, grade: A}}}\n    less",
           ("a gap: nothing says what holds from 2020-01-01 to 2022-01-01",), "share: {since"),
    Broken("a category in no department", "    category: public_benefit\n\nindices", "    category: contribution\n\nindices",
           ("the municipality books 'contribution', and it stands in no department",), "departments:\n  work"),
]  # fmt: skip


def faults_of(text: str, tmp_path: Path) -> ScenarioError:
    file = tmp_path / "broken.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load_scenario(file)
    return caught.value


def test_the_unbroken_file_is_valid(tmp_path: Path) -> None:
    file = tmp_path / "valid.yaml"
    file.write_text(VALID, encoding="utf-8")
    assert load_scenario(file).contributions["added"].on == "subsidy"


@pytest.mark.parametrize("broken", FAULTS, ids=lambda broken: broken.name)
def test_fault_is_named_at_its_line(broken: Broken, tmp_path: Path) -> None:
    error = faults_of(broken.text(VALID), tmp_path)
    for word in broken.words:
        assert word in str(error)
    line = broken.line(VALID)
    lines = {fault.line for fault in error.faults if any(word in str(fault) for word in broken.words)}
    assert line in lines, str(error)
