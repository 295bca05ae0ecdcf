"""Slips beside the ten commonest: said in the reader's words too, never in the parser's."""

from __future__ import annotations

import pytest

from businesscase.core.errors import ScenarioError
from businesscase.scenario.explain.json_schema import FILE_NAME
from businesscase.scenario.read.reading import misread_number, parse_yaml

START = "version: 1\ntitle: A programme\n"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (START + "time:\n  horizon_years:12\n  start: 2020-01-01\n", 4, "a space is missing after the colon"),
        (START.replace("A programme", "@home"), 2, "begins with @ must stand in quotes"),
        (START.replace("A programme", "%home"), 2, "begins with % must stand in quotes"),
        (START.replace("A programme", "A\x0bprogramme"), 2, "a control character (U+000B)"),
        ("a: " + "[" * 2000 + "\n", None, "nested deeper"),
    ],
)
def test_the_parsers_words_are_not_shown(text: str, line: int | None, words: str) -> None:
    with pytest.raises(ScenarioError) as refused:
        parse_yaml(text, FILE_NAME)
    fault = refused.value.faults[0]
    assert words in str(fault.message)
    assert fault.line == line


def test_a_comma_before_three_digits_may_be_either() -> None:
    found = misread_number("250,000")
    assert found is not None
    assert "250000" in found[0]
    assert "250 if" in found[0]
    assert misread_number("0,500") == misread_number("0,500")
    assert "decimal comma" in (misread_number("0,500") or ("",))[0]
