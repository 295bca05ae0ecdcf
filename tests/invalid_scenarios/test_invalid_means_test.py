# ruff: noqa: E501  (one fault on one line)
"""A means test declared wrongly: the invented municipality with it, a small edit, and what the message must say."""

from pathlib import Path

import pytest

from businesscase.core.errors import ScenarioError
from businesscase.scenario import load_scenario
from tests.breaking import Broken

PLAIN = (Path(__file__).parents[1] / "invented_municipality.yaml").read_text(encoding="utf-8")
MEANS = """\
  housing:
    label: {en: Housing support, da: Boligstøtte}
    clock: public_benefit
    states: [on_benefit, job]
    per_time: {value: 30000, unit: DKK per year, price_year: 2024, source: invented, grade: A}
    means_test:
      benefits: [benefit]
      wages: [wage]
      wage_share: {value: 0.95, unit: ratio, source: invented, grade: A}
      limit: {value: 150000, unit: DKK per year, price_year: 2024, source: invented, grade: A}
      limit_per_child: {value: 40000, unit: DKK per year, price_year: 2024, source: invented, grade: A}
      further_children: {value: 1, unit: ratio, source: invented, grade: A}
      taper: {value: 0.2, unit: share, source: invented, grade: A}
      ceiling:
        states: [on_benefit]
        amount: {value: 17000, unit: DKK per month, price_year: 2024, source: invented, grade: A}
        share: {value: 0.5, low: 0.3, high: 0.7, unit: share, assumption: invented}
    category: public_benefit
    financing: mostly_municipal
    to_household: true
"""
SUPPORT = """\
    mutual_support:
      segments: [couple]
      married: {value: 0.5, low: 0.3, high: 0.7, unit: share, assumption: invented}
      contribution: {value: 0.08, unit: share, source: invented, grade: A}
      fixed: {value: 90, unit: DKK per month, price_year: 2024, source: invented, grade: A}
      disregard: hourly
      disregards:
        hourly:
          per_hour: {value: 25, unit: DKK per hour, price_year: 2024, source: invented, grade: A}
          at_most: {value: 160, unit: hours per month, source: invented, grade: A}
      partner: {pension: {benefits: [pension]}}
"""
PLACE = "\nfinancing:\n"
VALID = PLAIN.replace(PLACE, "\n" + MEANS + PLACE, 1)
TEST = "    means_test:"

FAULTS = [
    Broken("unknown wage", "wages: [wage]", "wages: [wages]",
           ("there is no price 'wages'", "did you mean: wage?"), "wages: [wages]"),
    Broken("unknown benefit", "benefits: [benefit]", "benefits: [benefits]",
           ("there is no price 'benefits'", "did you mean: benefit?"), "benefits: [benefits]"),
    Broken("benefit of another clock", "benefits: [benefit]", "benefits: [treatment]",
           ("the price 'treatment' is no amount per time of the clock public_benefit",), "benefits: [treatment]"),
    Broken("its own income", "benefits: [benefit]", "benefits: [benefit, housing]",
           ("the price 'housing' is itself means-tested",), "benefits: [benefit, housing]"),
    Broken("ceiling in another state", "states: [on_benefit]\n        amount", "states: [pension]\n        amount",
           ("there is no state of this price 'pension'",), "        states: [pension]"),
    Broken("no income", "      benefits: [benefit]\n      wages: [wage]\n      wage_share: {value: 0.95, unit: ratio, source: invented, grade: A}\n", "",
           ("expected wages or benefits",), TEST),
    Broken("wages without their share", "      wage_share: {value: 0.95, unit: ratio, source: invented, grade: A}\n", "",
           ("wages and wage_share go together",), TEST),
    Broken("children without a number", "      further_children: {value: 1, unit: ratio, source: invented, grade: A}\n", "",
           ("limit_per_child and further_children go together",), TEST),
    Broken("limit of a year without index", "limit: {value: 150000, unit: DKK per year, price_year: 2024",
           "limit: {value: 150000, unit: DKK per year, price_year: 1990",
           ("prices of 1990, and no index brings 'public_benefit' to 2024",), "limit:"),
    Broken("with the partner's income too", "    means_test:\n", SUPPORT + "    means_test:\n",
           ("with the partner's income or with the household's, not with both",), TEST),
    Broken("price per entry", "per_time: {value: 30000, unit: DKK per year", "per_entry: {value: 30000, unit: DKK",
           ("a means test reduces an amount per time",), TEST),
    Broken("price of children", "    states: [on_benefit, job]\n    per_time", "    states: [on_benefit, job]\n    members: children\n    per_time",
           ("a means test asks for the parents' income",), TEST),
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
    assert load_scenario(file).prices["housing"].means_test is not None


@pytest.mark.parametrize("broken", FAULTS, ids=lambda broken: broken.name)
def test_fault_is_named_at_its_line(broken: Broken, tmp_path: Path) -> None:
    error = faults_of(broken.text(VALID), tmp_path)
    for word in broken.words:
        assert word in str(error)
    line = broken.line(VALID)
    lines = {fault.line for fault in error.faults if any(word in str(fault) for word in broken.words)}
    assert line in lines, str(error)
