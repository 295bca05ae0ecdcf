"""One fault of the declared births each, and the words and the line its message must have."""

from pathlib import Path

import pytest

from businesscase.core.errors import ScenarioError
from businesscase.scenario import load_scenario
from tests.breaking import Broken

VALID = (
    (Path(__file__).parents[1] / "invented_municipality.yaml")
    .read_text(encoding="utf-8")
    .replace(
        "  parent_ages:\n",
        """  births:
    rates:
      young: {since: 20, until: 35, rate: {value: 0.1, unit: per year, source: invented, grade: A}}
      older: {since: 35, until: 45, rate: {value: 0.05, unit: per year, source: invented, grade: A}}
  parent_ages:
""",
        1,
    )
    .replace("at_home: {share: {value: 0.95, unit: share, source: invented, grade: A}}", "at_home: {share: rest}")
)
UNCERTAIN = "rate: {value: 0.1, low: 0.05, high: 0.2, unit: per year, assumption: invented}}"
BROKEN = [
    Broken(
        "ages that overlap",
        "older: {since: 35",
        "older: {since: 33",
        ("the ages of older overlap those of young", "expected: >= 35"),
        "older: {since: 33",
    ),
    Broken(
        "ages that end before they begin",
        "since: 20, until: 35",
        "since: 38, until: 35",
        ("a band of ages that ends at 35 cannot begin at 38",),
        "young: {since: 38",
    ),
    Broken(
        "a rate that is uncertain",
        "rate: {value: 0.1, unit: per year, source: invented, grade: A}}",
        UNCERTAIN,
        ("a rate of births is certain", "found:    0.05 - 0.2"),
        "low: 0.05, high: 0.2, unit: per year",
    ),
    Broken(
        "no rates",
        VALID[VALID.index("    rates:\n") : VALID.index("  parent_ages:")],
        "    rates: {}\n",
        ("rates",),
        "rates: {}",
    ),
    Broken(
        "a word that is not allowed",
        "  births:\n",
        "  births:\n    count: true\n",
        ("unknown key 'count'", "did you mean: counted?"),
        "count: true",
    ),
]


def test_the_valid_file_is_valid(tmp_path: Path) -> None:
    (tmp_path / "valid.yaml").write_text(VALID, encoding="utf-8")
    births = load_scenario(tmp_path / "valid.yaml").population.births
    assert births is not None and births.counted and set(births.rates) == {"young", "older"}


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.name)
def test_the_message_says_what_and_where(broken: Broken, tmp_path: Path) -> None:
    file = tmp_path / "broken.yaml"
    file.write_text(broken.text(VALID), encoding="utf-8")
    with pytest.raises(ScenarioError) as raised:
        load_scenario(file)
    said = str(raised.value)
    assert all(words in said for words in broken.words), said
    assert f"broken.yaml:{broken.line(VALID)}" in said, said
