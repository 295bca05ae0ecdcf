# ruff: noqa: E501  (one fault on one line)
"""Mutual support declared wrongly: the invented municipality with it, a small edit, and what the message must say."""

from pathlib import Path

import pytest

from businesscase.core.errors import ScenarioError
from businesscase.scenario import load_scenario
from tests.breaking import Broken

PLAIN = (Path(__file__).parents[1] / "invented_municipality.yaml").read_text(encoding="utf-8")
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
      partner:
        job:
          wages: [wage]
          hours: {value: 137, unit: hours per month, source: invented, grade: A}
        pension:
          benefits: [pension]
          above_own_rate: true
"""
PLACE = "    category: public_benefit\n    financing: staircase\n    to_household: true\n  subsidy:"
VALID = PLAIN.replace(PLACE, SUPPORT + PLACE, 1)


FAULTS = [
    Broken("unknown state", "        pension:\n          benefits", "        pensjon:\n          benefits",
           ("there is no state of public_benefit 'pensjon'", "did you mean: pension?"), "        pensjon:\n"),
    Broken("unknown wage", "wages: [wage]", "wages: [wages]",
           ("there is no price 'wages'", "did you mean: wage?"), "wages: [wages]"),
    Broken("unknown benefit", "benefits: [pension]", "benefits: [pensions]",
           ("there is no price 'pensions'", "did you mean: pension?"), "benefits: [pensions]"),
    Broken("wage of another state", "wages: [wage]", "wages: [subsidy]",
           ("the price 'subsidy' does not stand on the partner's state 'job' of public_benefit", "one of: wage"),
           "wages: [subsidy]"),
    Broken("benefit of another clock", "benefits: [pension]", "benefits: [treatment]",
           ("'treatment' does not stand on the partner's state 'pension'",), "benefits: [treatment]"),
    Broken("unknown segment", "segments: [couple]", "segments: [cuple]",
           ("there is no segment of this price 'cuple'", "did you mean: couple?"), "[cuple]"),
    Broken("segment with one parent", "segments: [couple]", "segments: [couple, single]",
           ("the families of the segment 'single' have one parent", "segments with two parents: couple"),
           "[couple, single]"),
    Broken("unknown disregard", "disregard: hourly", "disregard: hourli",
           ("'hourli' cannot stand here", "hourly or allowance", "did you mean: hourly?"), "hourli"),
    Broken("disregard not declared", "disregard: hourly", "disregard: allowance",
           ("the disregard 'allowance' is not declared under disregards",), "    mutual_support:"),
    Broken("no income", "          benefits: [pension]\n", "",
           ("expected wages or benefits",), "        pension:\n          above"),
    Broken("wage without hours", "          hours: {value: 137, unit: hours per month, source: invented, grade: A}\n", "",
           ("wages and hours go together",), "        job:\n          wages"),
    Broken("hours in years", "{value: 137, unit: hours per month", "{value: 137, unit: months",
           ("wrong unit 'months'", "hours per month, hours per week"), "value: 137"),
    Broken("kroner per hour without price year", "DKK per hour, price_year: 2024", "DKK per hour",
           ("needs its price_year",), "DKK per hour"),
    Broken("kroner of a year without index", "fixed: {value: 90, unit: DKK per month, price_year: 2024",
           "fixed: {value: 90, unit: DKK per month, price_year: 1990", ("prices of 1990, and no index brings 'public_benefit' to 2024",), "fixed:"),
    Broken("price per entry", "per_time: {value: 15000, unit: DKK per month, price", "per_entry: {value: 15000, unit: DKK, price",
           ("mutual support reduces an amount per time",), "    mutual_support:"),
    Broken("price of children", "    states: [on_benefit]\n    per_time", "    states: [on_benefit]\n    members: children\n    per_time",
           ("mutual support is between parents",), "    mutual_support:"),
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
    assert load_scenario(file).prices["benefit"].mutual_support is not None


@pytest.mark.parametrize("broken", FAULTS, ids=lambda broken: broken.name)
def test_fault_is_named_at_its_line(broken: Broken, tmp_path: Path) -> None:
    error = faults_of(broken.text(VALID), tmp_path)
    for word in broken.words:
        assert word in str(error)
    line = broken.line(VALID)
    lines = {fault.line for fault in error.faults if any(word in str(fault) for word in broken.words)}
    assert line in lines, str(error)


def test_all_faults_at_once(tmp_path: Path) -> None:
    text = VALID
    for broken in FAULTS[:3] + FAULTS[5:6]:
        text = text.replace(broken.old, broken.new, 1)
    assert len(faults_of(text, tmp_path).faults) == 4
