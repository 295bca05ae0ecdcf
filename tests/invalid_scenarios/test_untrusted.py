"""What fuzzing found (`python -m benchmarks.fuzz`): each a fault in words, at its place."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from businesscase.core.errors import ScenarioError
from businesscase.scenario.load.resolve import as_scenario, read_scenario
from businesscase.scenario.read.reading import read_yaml
from businesscase.som.reading import load_som

ROOT = Path(__file__).parents[2]
INVENTED = ROOT / "tests" / "invented_municipality.yaml"


def test_half_a_character_is_a_fault_where_it_stands() -> None:
    text = INVENTED.read_text(encoding="utf-8")
    head = next(line for line in text.splitlines() if line.startswith("title:"))
    with pytest.raises(ScenarioError, match="this text holds half a character") as found:
        read_scenario(text.replace(head, 'title: "a \\ud800"').encode(), "file")
    (fault,) = found.value.faults
    assert (fault.key, fault.line) == ("title", text.splitlines().index(head) + 1)
    str(found.value).encode()
    data = dict(read_yaml(INVENTED).data)
    with pytest.raises(ScenarioError, match="half a character"):
        as_scenario({**data, "variants": {"\ud800": {}}})
    som: dict[str, Any] = dict(read_yaml(ROOT / "examples" / "som_example.yaml").data)
    with pytest.raises(ScenarioError, match="half a character"):
        load_som({**som, "title": "\ud800"})


def test_a_comment_in_an_odd_place_is_no_end_of_the_reader() -> None:
    """The reader that keeps comments has no place for one between a key and its text, before an empty line."""
    with pytest.raises(ScenarioError) as found:
        read_scenario(b"include:  #[one,\n          two]\n\npopulation:\n", "file")
    assert any(fault.key == "include" for fault in found.value.faults)


@pytest.mark.parametrize("year", [10**30, -(10**9), 0])
@pytest.mark.parametrize("place", ["time", "costs", "years"])
def test_a_year_beyond_all_prices_is_refused_at_once(place: str, year: int) -> None:
    data: dict[str, Any] = dict(read_yaml(INVENTED).data)
    if place == "time":
        data["time"] = {**data["time"], "price_year": year}
    else:
        programme = data["programme"]
        evaluation = programme["costs"]["evaluation"]
        evaluation = {**evaluation, "years": [year]} if place == "years" else evaluation
        if place == "costs":
            evaluation["total"] = {**evaluation["total"], "price_year": year}
        data["programme"] = {**programme, "costs": {**programme["costs"], "evaluation": evaluation}}
    begin = time.perf_counter()
    with pytest.raises(ScenarioError) as found:
        as_scenario(data)
    assert time.perf_counter() - begin < 10
    assert str(year) in str(found.value)


@pytest.mark.parametrize(
    ("shape", "words"),
    [
        ("title: " + "x" * 200_000 + "\n", "this line has 200,007 characters"),
        ("title: " + "[" * 20_000 + "\n", "this line has 20,007 characters"),
        ("title:\n" + "  - a value\n" * 50_000, "the file has 600,007 characters"),
    ],
    ids=("one long line", "nested brackets", "a long list"),
)
def test_a_text_that_would_take_minutes_is_refused_at_once(shape: str, words: str) -> None:
    begin = time.perf_counter()
    with pytest.raises(ScenarioError, match=words):
        read_scenario(shape.encode(), "file")
    assert time.perf_counter() - begin < 5
