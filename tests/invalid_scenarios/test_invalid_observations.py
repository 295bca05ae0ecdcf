# ruff: noqa: E501  (one fault on one line)
"""One broken observation per fault, and the words and the line its message must have."""

from pathlib import Path

import pytest

from businesscase.core.errors import ScenarioError
from businesscase.scenario import load_scenario
from tests.breaking import Broken

VALID = (
    (Path(__file__).parents[1] / "invented_municipality.yaml").read_text(encoding="utf-8")
    + """
observations:
  saved:
    label: {en: what was saved, da: hvad der blev sparet}
    role: fit
    design: randomised
    saving: {perspective: municipality, leave_out: [health]}
    until: 2024-01-01
    value: {value: 100, unit: thousand DKK, price_year: 2024, grade: B, source: invented}
    families:
      programme: {value: 20, unit: families, source: invented, grade: A}
      comparison: {value: 25, unit: families, source: invented, grade: A}
    definitions:
      plain: {label: {en: plain, da: plain}, weight: 0.6, assumption: invented}
      average: {label: {en: average, da: gennemsnit}, weight: 0.4, assumption: invented, values: [{key: prices.benefit.factor, value: 1.0}]}
  at_work:
    label: {en: at work, da: i job}
    role: compare
    design: level
    share: {clock: public_benefit, states: [job]}
    arm: programme
    until: 2022-12-31
    value: {value: 0.4, unit: share, grade: B, source: invented}
    standard_error: {value: 0.1, unit: share, source: invented, grade: A}
"""
)


# fmt: off
BROKEN = [
    Broken("a category that nothing books", "leave_out: [health]", "leave_out: [helth]", ("there is no ledger category 'helth'", "did you mean: health?"), "helth"),
    Broken("a payer that does not exist", "saving: {perspective: municipality", "saving: {perspective: municipalty", ("did you mean: municipality?",), "municipalty"),
    Broken("a state that does not exist", "states: [job]}\n    arm", "states: [jbo]}\n    arm", ("there is no state of public_benefit 'jbo'", "did you mean: job?"), "jbo"),
    Broken("a clock that does not exist", "share: {clock: public_benefit", "share: {clock: public_benefits", ("there is no clock 'public_benefits'", "did you mean: public_benefit?"), "public_benefits"),
    Broken("a window beyond the horizon", "until: 2024-01-01", "until: 2054-01-01", ("the window ends outside the years", "found:    2054-01-01"), "2054-01-01"),
    Broken("a window that ends before it begins", "until: 2022-12-31", "until: 2022-12-31\n    since: 2023-01-01", ("the window begins outside",), "since: 2023-01-01"),
    Broken("no error at all", "standard_error: {value: 0.1", "standard_error: {value: 0.0", ("a standard error of zero or less",), "value: 0.0, unit: share, source: invented"),
    Broken("an arm without families", "comparison: {value: 25", "comparison: {value: 0", ("the arm 'comparison' has no families",), "comparison: {value: 0"),
    Broken("a difference from nobody", "      comparison: {value: 25, unit: families, source: invented, grade: A}\n", "", ("a difference between arms, and only one arm has families",), "families:\n      programme: {value: 20, unit: families, source: invented, grade: A}\n    def"),
    Broken("weights that do not sum to one", "weight: 0.4", "weight: 0.3", ("the weights of the definitions do not sum to one", "found:    0.9"), "definitions:\n      plain"),
    Broken("a value of another key", "key: prices.benefit.factor", "key: prices.benefit.facto", ("there is no number 'prices.benefit.facto'", "did you mean: prices.benefit.factor?"), "prices.benefit.facto"),
    Broken("a value that moves people", "key: prices.benefit.factor", "key: effects.attribution", ("moves what is counted, not what it costs",), "key: effects.attribution"),
    Broken("prices of another year", "unit: thousand DKK, price_year: 2024, grade: B", "unit: thousand DKK, price_year: 2020, grade: B", ("prices of another year than the scenario's", "found:    2020"), "price_year: 2020, grade: B"),
    Broken("a share in kroner", "value: {value: 0.4, unit: share, grade: B", "value: {value: 0.4, unit: DKK, price_year: 2024, grade: B", ("wrong unit 'DKK' of a share", "expected: one of: share, percent"), "value: {value: 0.4, unit: DKK"),
    Broken("both measures", "    arm: programme\n", "    arm: programme\n    time: {clock: public_benefit, states: [job]}\n", ("exactly one of saving, money, share, entries, time",), "at_work:\n    label"),
    Broken("a fit to what nobody published", "price_year: 2024, grade: B, source", "price_year: 2024, grade: C, source", ("nobody published is no measurement to fit to", "role: compare, or grade A or B"), "role: fit"),
    Broken("a role nobody knows", "role: compare", "role: compared", ("did you mean: compare?",), "role: compared"),
    Broken("a definition of money for a share", "    standard_error: {value: 0.1", "    definitions: {one: {label: {en: a, da: a}, weight: 1.0, assumption: invented, leave_out: [health]}}\n    standard_error: {value: 0.1", ("leave_out is said of money",), "leave_out: [health]}}"),
]
# fmt: on


def test_the_valid_file_is_valid(tmp_path: Path) -> None:
    (tmp_path / "valid.yaml").write_text(VALID, encoding="utf-8")
    assert set(load_scenario(tmp_path / "valid.yaml").observations) == {"saved", "at_work"}


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.name)
def test_the_message_says_what_and_where(broken: Broken, tmp_path: Path) -> None:
    file = tmp_path / "broken.yaml"
    file.write_text(broken.text(VALID), encoding="utf-8")
    with pytest.raises(ScenarioError) as raised:
        load_scenario(file)
    said = str(raised.value)
    assert all(words in said for words in broken.words), said
    assert f"broken.yaml:{broken.line(VALID)}" in said, said
