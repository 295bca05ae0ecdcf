# ruff: noqa: E501  (one fault on one line)
"""Faults of what is not modelled: unknown names, numbers without what they need, claims that leave out nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from businesscase.core.errors import ScenarioError
from businesscase.scenario import load_scenario
from tests.breaking import Broken

ENTRIES = """not_modelled:
  school:
    label: {en: special classes, da: specialklasser}
    per_family: {value: 3456, low: -9000, high: 15000, unit: DKK per year, price_year: 2024, assumption: invented}
    payer: municipality
    department: children
    profile: slow
  state:
    label: {en: refusion, da: refusion}
    per_family: {value: 100, unit: DKK per year, price_year: 2024, source: invented, grade: A}
    payer: central_government
    profile: prompt

discounting:
"""
INVENTED = (Path(__file__).parents[1] / "invented_municipality.yaml").read_text(encoding="utf-8")
VALID = INVENTED.replace("discounting:\n", ENTRIES, 1)
ACCOUNT = '  "not_modelled:school": [{since: 2022, function: "6.45.53", art: "1.0", assumption: invented}]\n'
LEFT_OUT = "    savings: after_tax\n"

# fmt: off
FAULTS = [
    Broken("unknown payer", "payer: central_government\n    profile", "payer: central_goverment\n    profile", ("'central_goverment' cannot stand here", "did you mean: central_government?"), "central_goverment"),
    Broken("unknown profile", "    profile: slow\n  state", "    profile: slo\n  state", ("there is no profile 'slo'", "did you mean: slow?"), "profile: slo\n"),
    Broken("unknown department", "    department: children\n    profile", "    department: childern\n    profile", ("there is no department 'childern'", "did you mean: children?"), "childern"),
    Broken("department of another payer", "payer: central_government\n    profile", "payer: central_government\n    department: work\n    profile", ("a department is of the municipality, and the payer is central_government",), "    department: work\n    profile"),
    Broken("no price year", "high: 15000, unit: DKK per year, price_year: 2024", "high: 15000, unit: DKK per year", ("an amount of money needs its price_year",), "value: 3456"),
    Broken("no index to the price year", "low: -9000, high: 15000, unit: DKK per year, price_year: 2024", "low: -9000, high: 15000, unit: DKK per year, price_year: 2022", ("no index brings 'not_modelled' to 2024", "an index for not_modelled under index_of"), "value: 3456"),
    Broken("money without time", "high: 15000, unit: DKK per year", "high: 15000, unit: DKK", ("wrong unit 'DKK'", "money rate"), "value: 3456"),
    Broken("assumption without an interval", "value: 3456, low: -9000, high: 15000", "value: 3456", ("needs low and high",), "value: 3456"),
    Broken("as spent", "high: 15000, unit: DKK per year, price_year: 2024", "high: 15000, unit: DKK per year, price_year: as_spent", ("as_spent is for the costs and grants of the programme",), "value: 3456"),
    Broken("no label", "    label: {en: special classes, da: specialklasser}\n", "", ("'label' is missing",), "  school:"),
    Broken("unknown field", "    profile: slow\n  state", "    profil: slow\n  state", ("unknown key 'profil'", "did you mean: profile?"), "profil: slow"),
    Broken("in a department's categories too", "    categories: [social_measure]", '    categories: [social_measure, "not_modelled:school"]', ("there is no ledger category 'not_modelled:school'",), "not_modelled:school\"]"),
    Broken("account from later on", "account_of:\n", "account_of:\n" + ACCOUNT, ("'not_modelled:school' has no account in 2020",), "not_modelled:school\": ["),
    Broken("headline that leaves it out", "    headline: true\n", "    headline: true\n    not_modelled: left_out\n", ("the headline counts what is not modelled", "counted"), "not_modelled: left_out"),
    Broken("unknown word", LEFT_OUT, LEFT_OUT + "    not_modelled: leftout\n", ("'leftout' cannot stand here", "did you mean: left_out?"), "leftout"),
]
# fmt: on


def load_text(tmp_path: Path, text: str) -> ScenarioError:
    file = tmp_path / "broken.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load_scenario(file)
    return caught.value


def test_the_entries_are_valid(tmp_path: Path) -> None:
    file = tmp_path / "valid.yaml"
    file.write_text(VALID.replace(LEFT_OUT, LEFT_OUT + "    not_modelled: left_out\n"), encoding="utf-8")
    assert list(load_scenario(file).not_modelled) == ["school", "state"]


@pytest.mark.parametrize("broken", FAULTS, ids=lambda broken: broken.name)
def test_fault_is_named_at_its_line(broken: Broken, tmp_path: Path) -> None:
    error = load_text(tmp_path, broken.text(VALID))
    for word in broken.words:
        assert word in str(error)
    lines = {fault.line for fault in error.faults if any(word in str(fault) for word in broken.words)}
    assert broken.line(VALID) in lines, str(error)
    assert all(fault.file.endswith("broken.yaml") for fault in error.faults)


def test_a_claim_cannot_leave_out_what_nobody_declared(tmp_path: Path) -> None:
    error = load_text(tmp_path, INVENTED.replace(LEFT_OUT, LEFT_OUT + "    not_modelled: left_out\n"))
    assert "nothing is declared under not_modelled" in str(error)
