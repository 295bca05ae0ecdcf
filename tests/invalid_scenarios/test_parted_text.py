"""A comma in a text without quotes, in braces: what was meant is said, with the line and a mark under the comma."""

from pathlib import Path

import pytest

from businesscase.core.errors import Fault, ScenarioError
from businesscase.scenario import load_scenario

VALID = (Path(__file__).parents[1] / "invented_municipality.yaml").read_text(encoding="utf-8")
WHOLE = 'assumption: "about 3, or so"'


def refused(tmp_path: Path, new: str, old: str = "assumption: invented}") -> list[Fault]:
    file = tmp_path / "case.yaml"
    file.write_text(VALID.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load_scenario(file)
    return caught.value.faults


@pytest.mark.parametrize(
    ("new", "whole"),
    [
        ("assumption: about 3, or so}", WHOLE),
        ("assumption: about 3,\n        or so}", WHOLE),
        ("assumption: about 3, or so, note: x}", WHOLE),
        ("assumption: about 3, or so, at a guess}", 'assumption: "about 3, or so, at a guess"'),
    ],
)
def test_it_is_explained_once_at_the_comma(tmp_path: Path, new: str, whole: str) -> None:
    (fault,) = refused(tmp_path, new)
    number = VALID[: VALID.index("assumption: invented}")].count("\n")
    line = VALID.replace("assumption: invented}", new, 1).split("\n")[number]
    assert (fault.line, fault.column, fault.expected) == (number + 1, line.index("about 3,") + len("about 3,"), whole)
    assert "put it in quotes" in fault.said("en")
    assert "sæt den i anførselstegn" in fault.said("da")
    shown, mark = fault.said("da").splitlines()[1:3]
    assert shown[mark.index("^")] == ","


@pytest.mark.parametrize("new", ["assumption: 'about 3', or so}", "assumption: about 3, or_so: 4}"])
def test_other_keys_that_nothing_reads_are_no_texts(tmp_path: Path, new: str) -> None:
    (fault,) = refused(tmp_path, new)
    assert "unknown key 'or" in fault.message
