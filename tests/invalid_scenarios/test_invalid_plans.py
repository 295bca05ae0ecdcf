# ruff: noqa: E501  (one fault on one line)
"""One broken plan per fault, and the words and the line its message must have."""

from pathlib import Path

import pytest

from businesscase.core.errors import ScenarioError
from businesscase.scenario import load_scenario
from tests.breaking import Broken, only_english

VALID = (
    (Path(__file__).parents[1] / "invented_municipality.yaml").read_text(encoding="utf-8")
    + """
plans:
  early:
    label: {en: early, da: tidligt}
    stop: {after: 1 year, of: project, notice: 2 months}
  short:
    label: {en: short, da: kort}
    stop: {after: 6 months, of: family}
  few:
    label: {en: few, da: få}
    serve_first: {families: 8, by: [segment, children, youngest_child]}
  other:
    label: {en: other, da: andet}
    against: dear placement
"""
)

# fmt: off
BROKEN = [
    Broken("a variant that does not exist", "against: dear placement", "against: dear placment", ("there is no variant 'dear placment'", "did you mean: dear placement?"), "against: dear placment"),
    Broken("a characteristic that does not exist", "by: [segment, children, ", "by: [segmant, children, ", ("there is no characteristic of a family 'segmant'", "did you mean: segment?"), "segmant"),
    Broken("a characteristic twice", "by: [segment, children, ", "by: [children, children, ", ("'children' stands twice",), "by: [children, children"),
    Broken("more places than families", "families: 8, by", "families: 80, by", ("places for 80 families, and there are 20", "at most 20"), "families: 80"),
    Broken("no place", "families: 8, by", "families: 0, by", ("at least 1",), "families: 0"),
    Broken("nothing to ask about", "by: [segment, children, youngest_child]", "by: []", ("at least 1",), "by: []"),
    Broken("two forms", "    against: dear placement", "    against: dear placement\n    stop: {after: 1 year}", ("expected exactly one of stop, serve_first, against",), "  other:"),
    Broken("no form", "    against: dear placement\n", "", ("expected exactly one of stop, serve_first, against",), "  other:"),
    Broken("a stop that is no time", "after: 1 year", "after: soon", ("expected a span of time",), "after: soon"),
    Broken("a stop at no number", "after: 1 year", "after: nan years", ("nan years",), "after: nan years"),
    Broken("a stop that never comes", "after: 1 year", "after: inf years", ("inf years",), "after: inf years"),
    Broken("notice of a family", "after: 6 months, of: family", "after: 6 months, of: family, notice: 1 month", ("notice: is of a project that stops",), "of: family, notice"),
    Broken("a stop of whom", "of: project", "of: porject", ("did you mean: project?",), "of: porject"),
    Broken("a misspelt form", "    against: dear placement", "    agianst: dear placement", ("unknown key 'agianst'", "did you mean: against?"), "agianst"),
    Broken("no label", "    label: {en: few, da: få}\n", "", ("'label' is missing",), "  few:"),
]
# fmt: on


def test_the_valid_one_is(tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    file.write_text(VALID, encoding="utf-8")
    assert list(load_scenario(file).plans) == ["early", "short", "few", "other"]


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.name)
def test_a_fault_is_told_at_its_line(tmp_path: Path, broken: Broken) -> None:
    file = tmp_path / "case.yaml"
    file.write_text(broken.text(VALID), encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load_scenario(file)
    (fault,) = caught.value.faults
    assert fault.line == broken.line(VALID), str(caught.value)
    for words in broken.words:
        assert words in str(caught.value)
    said = [words for words in only_english([fault]) if words not in broken.new and "placement" not in words]
    assert not said  # beside what the file itself says
