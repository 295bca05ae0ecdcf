"""A null, wherever it stands, is named as empty at its own line, whatever else is missed because of it."""

from pathlib import Path

import pytest

from businesscase.core.errors import ScenarioError
from businesscase.scenario import load_scenario
from tests.breaking import only_english

VALID = (Path(__file__).parents[1] / "invented_municipality.yaml").read_text(encoding="utf-8")
TARGET = "effects.levels.end_of_project.targets.job.share"
START = "clocks.public_benefit.start.on_benefit.share"


def refused(tmp_path: Path, text: str, variant: str = "") -> ScenarioError:
    file = tmp_path / "case.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load_scenario(file).variant(variant)
    return caught.value


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        (f"{{{TARGET}: null}}", TARGET),
        ("{effects.levels.end_of_project.targets: {job: {share: null}}}", TARGET),
        (f"{{{START}: null}}", START),
        ("{clocks.public_benefit.start: {on_benefit: {share: null}}}", START),
        ("{clocks.public_benefit.start.on_benefit: null}", "clocks.public_benefit.start.on_benefit"),
        ("{clocks.health: null}", "clocks.health"),
        ("{prices.wage.per_time: null}", "prices.wage.per_time"),
        ("{budget_reducible.social_measure: null}", "budget_reducible.social_measure"),
        ('{financing.staircase.staircase.refusion.0 weeks: null}', "financing.staircase.staircase.refusion.0 weeks"),
        ("{population.persons: null, time.horizon_years: 6}", "population.persons"),
    ],
)  # fmt: skip
def test_of_a_variant(tmp_path: Path, changes: str, key: str) -> None:
    assert "\nvariants:\n" in VALID
    text = VALID.replace("\nvariants:\n", f"\nvariants:\n  emptied: {changes}\n")
    error = refused(tmp_path, text, "emptied")
    line = text[: text.index("  emptied: ")].count("\n") + 1
    found = [one for one in error.faults if one.key == key and one.line == line]
    assert [one.file.endswith("case.yaml") for one in found] == [True], str(error)
    assert "empty" in found[0].message or "set to null" in found[0].message
    assert "tom" in found[0].said("da") or "sættes til null" in found[0].said("da")
    assert not only_english(error.faults)


def test_an_innocent_one_is_not_blamed(tmp_path: Path) -> None:
    changes = "{population.moving_away: null, clocks.health: null}"
    error = refused(tmp_path, VALID.replace("\nvariants:\n", f"\nvariants:\n  emptied: {changes}\n"), "emptied")
    assert [one.key for one in error.faults if one.found == "null"] == ["clocks.health"]


def test_of_a_file(tmp_path: Path) -> None:
    old = "        job:\n"
    at = VALID.index(old, VALID.index("    end_of_project:"))
    share = VALID.index("          share: ", at)
    text = VALID[:share] + "          share: null\n" + VALID[VALID.index("\n", share) + 1 :]
    error = refused(tmp_path, text)
    assert [(one.key, one.line) for one in error.faults] == [(TARGET, text[:share].count("\n") + 1)]
    assert "'share' is empty" in str(error)
    assert "'share' er tom" in error.said("da")


@pytest.mark.parametrize("value", ["null", "job", "{a: b}", "3"])
def test_a_part_of_a_list_cannot_be_set_alone(tmp_path: Path, value: str) -> None:
    key = "programme.success.states.0"
    error = refused(tmp_path, VALID.replace("\nvariants:\n", f"\nvariants:\n  item: {{{key}: {value}}}\n"), "item")
    assert [(one.key, one.nearest) for one in error.faults] == [(key, "programme.success.states")]
    assert "a part of a list" in str(error)
