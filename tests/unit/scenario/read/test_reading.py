"""Reading YAML: plain data, places, and the traps that other YAML versions fall into."""

import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from businesscase.core.errors import ScenarioError
from businesscase.scenario.declare.places import Place
from businesscase.scenario.read import composing
from businesscase.scenario.read.reading import misread_number, parse_yaml, read_yaml

ROOT = Path(__file__).parents[4]


def test_plain_data_of_every_kind() -> None:
    numbers = "c: 010\nd: 1_000\ne: 1e-05\ni: 0x1F\n"
    others = "a: no\nb: 22:30\nf: 2019-01-01\ng: ~\nh: true\nj: [1, x]\n2021: {k: '5.28'}\n"
    assert parse_yaml(numbers + others, "x").data == {
        "a": "no",
        "b": "22:30",
        "c": 10,
        "d": 1000,
        "e": 1e-05,
        "f": date(2019, 1, 1),
        "g": None,
        "h": True,
        "i": 31,
        "j": [1, "x"],
        "2021": {"k": "5.28"},
    }


def test_places_are_those_of_the_text() -> None:
    source = parse_yaml("time:\n  start: 2020-01-01\nkeys:\n  - a\n  - {b: 1.50}\n", "x.yaml")
    start = source.places["time", "start"]
    assert (start.file, start.key_line, start.key_column, start.line, start.column) == ("x.yaml", 2, 3, 2, 10)
    number = source.places["keys", "1", "b"]
    assert (number.line, number.column, number.text) == (5, 9, "1.50")


def test_a_byte_order_mark_and_an_alias_are_read(tmp_path: Path) -> None:
    file = tmp_path / "bom.yaml"
    file.write_bytes(b"\xef\xbb\xbfa: &x {b: 1}\nc: *x\n")
    assert read_yaml(file).data == {"a": {"b": 1}, "c": {"b": 1}}


def test_every_duplicate_key_is_reported() -> None:
    with pytest.raises(ScenarioError) as caught:
        parse_yaml("a: 1\na: 2\nb: {c: 1, c: 2}\n2021: 1\n'2021': 2\n", "x")
    assert [fault.line for fault in caught.value.faults] == [2, 3, 5]


@pytest.mark.parametrize(
    ("text", "correct"),
    [("1.000", "1000"), ("41.500.000", "41500000"), ("1.000,50", "1000.50"), ("12,5", "12.5"), ("-12,5", "-12.5")],
)
def test_numbers_of_a_danish_spreadsheet(text: str, correct: str) -> None:
    misread = misread_number(text)
    assert misread is not None
    assert misread[1] == correct


@pytest.mark.parametrize("text", ["0.327", "12.5", "1000", "1.00", "1.0000", "1,2,3", "5.28.21", ""])
def test_numbers_that_are_fine(text: str) -> None:
    assert misread_number(text) is None


def test_thousands_are_refused_for_money_only() -> None:
    assert parse_yaml("{value: 1.000, unit: ratio}", "x").data["value"] == 1.0
    with pytest.raises(ScenarioError, match="did you mean 1000"):
        parse_yaml("{value: 1.000, unit: mio DKK}", "x")


def test_a_folded_text_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "folded.yaml"
    path.write_text("title: >-\n  one\n  two\n", encoding="utf-8")
    assert read_yaml(path).data["title"] == "one two"


FILES = sorted((ROOT / "businesscase" / "catalogue").rglob("*.yaml")) + sorted((ROOT / "scenarios").glob("*.yaml"))
ODD = (
    *"\t :'\"[]{},|>%@~\\é\U0001f600\u00a0\ufeff\x07\x85\u2028",
    *(": ", "- ", "? ", " #", "&a ", "*a ", "!x ", "!!int ", "<<: ", "---", "...", "1_0", "0o7", "017", "yes", "1:30"),
)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_libyaml_reads_a_file_as_the_reader_of_slips_does(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = file.read_text(encoding="utf-8")
    assert composing._by_libyaml(text) is not None
    fast, slow = _by_both(text, monkeypatch)
    assert fast == slow


def test_what_is_spoilt_is_read_alike_by_both(monkeypatch: pytest.MonkeyPatch) -> None:
    """Data, faults and the places of keys; a missing value stands behind its key, or where the next thing begins."""
    pick, text = random.Random(1), (ROOT / "scenarios" / "opgang_til_opgang.yaml").read_text(encoding="utf-8")
    lines, seen = text.split("\n"), set()
    for _ in range(400):
        first = pick.randrange(len(lines) - 30)
        some = lines[first : first + 30]
        at, column = pick.randrange(30), pick.randrange(40)
        some[at] = some[at][:column] + pick.choice(ODD) + some[at][column + pick.choice((0, 0, 1)) :]
        fast, slow = _by_both("\n".join(some), monkeypatch)
        assert fast[:1] == slow[:1], "\n".join(some)
        assert {key: place.key_line for key, place in fast[1].items()} == {
            key: place.key_line for key, place in slow[1].items()
        }
        seen.add(isinstance(fast[0], str))
    assert seen == {True, False}


def _by_both(text: str, monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, dict[Any, Place]]]:
    """Data or what is said of the faults, and places: by libyaml where it reads the text, and by the other reader."""
    found: list[tuple[Any, dict[Any, Place]]] = []
    with monkeypatch.context() as patched:
        for _ in range(2):
            try:
                source = parse_yaml(text, "file")
                found.append((source.data, source.places))
            except ScenarioError as error:
                found.append((str(error), {}))
            patched.setattr(composing, "_by_libyaml", lambda text: None)
    return found


@pytest.mark.parametrize("deep", [" [\n" * 2000 + " ]\n" * 2000, "".join(" " * i + "-\n" for i in range(800))])
def test_what_lies_too_deep_is_refused_and_fills_no_stack(deep: str) -> None:
    with pytest.raises(ScenarioError, match="deep"):
        parse_yaml(f"a:\n{deep}", "file")
