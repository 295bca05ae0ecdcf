"""Everything in the Danish workbook of the scenarios and the starter is Danish, but for what a scenario's file says."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from businesscase.core.version import VERSION
from businesscase.measures.result import Result
from businesscase.pipeline import run
from businesscase.report.texts import labels, texts
from businesscase.report.texts.texts import DANISH, ENGLISH, humanised
from businesscase.scenario.read.dumping import resolved_hash
from businesscase.workbook import remarks
from businesscase.workbook.grid import Page, address
from businesscase.workbook.layout import HEAD
from businesscase.workbook.sheets.assumptions import DECLARED, KEY, NOTE, ORIGIN
from businesscase.workbook.term import Term
from businesscase.workbook.workbook import build
from tests.english import english, of_file, texts_in, words_of
from tests.loaded import loaded

ROOT = Path(__file__).parents[2]
STARTER = ROOT / "businesscase" / "scenario" / "explain" / "starter.yaml"  # what a newcomer's first workbook says
SCENARIOS = [*sorted((ROOT / "scenarios").glob("*.yaml")), STARTER]
# Words that are the same in both languages: Danish terms that English has no word for, and words that both have.
SAME = {"Job",
    "AM-bidrag", "businesscase", "Central refusion", "Kontanthjælp", "Ledighedsydelse", "Fleksløntilskud",
    "Førtidspension", "SU", "Partner", "partner", "refusion", "Service", "Status", "Version", "Dranst", "Art", "OK",
    "P×Q", "fleksjob", "førtidspension", "FGU", "Uddannelseshjælp",
}  # fmt: skip


@cache
def result_of(path: Path) -> Result:
    return run(loaded(path), draws=2)


@cache
def danish_of(path: Path) -> tuple[Page, ...]:
    return build(result_of(path), DANISH).pages


def words(path: Path, pages: tuple[Page, ...]) -> dict[tuple[str, str], str]:
    """Every text by sheet and place: cells, results of formulas, and what stands at pictures; not the user's own data.

    The user's own: keys, sources and notes of the inputs, units as files write them, and keys of sensitivity.
    """
    inputs, drivers = DANISH("book.sheet.assumptions"), DANISH("book.sheet.sensitivity")
    own = {inputs: (KEY, ORIGIN, NOTE, DECLARED), drivers: (KEY,)}
    found = {}
    for name, page in zip([page.name for page in danish_of(path)], pages, strict=True):  # by which the English is found
        for (row, column), cell in page.cells.items():
            content = cell.content.value if isinstance(cell.content, Term) else cell.content
            if isinstance(content, str) and not (row > HEAD and column in own.get(name, ())):
                found[name, address(row, column)] = content
        for number, chart in enumerate(page.charts):
            found |= {(name, f"picture {number}, {part}"): getattr(chart, part) for part in ("title", "alt", "axis")}
    return found


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_no_text_is_the_same_in_both_languages(path: Path) -> None:
    """But names, numbers and the words of `SAME`."""
    result = result_of(path)
    names = SAME | {result.scenario.title, VERSION, resolved_hash(result.scenario)}
    known = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in sorted(names, key=len, reverse=True)))
    english = words(path, build(result, ENGLISH).pages)
    same = {place: text for place, text in words(path, danish_of(path)).items() if english.get(place) == text}
    assert {place: text for place, text in same.items() if re.search("[a-zæøå]{2}", known.sub("", text), re.I)} == {}


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_no_danish_text_falls_back_on_a_key(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key that has neither a label nor words is shown as it is, in English."""
    shown: set[str] = set()

    def noted(key: str) -> str:
        shown.add(key.replace("_", " ").lower())
        return humanised(key)

    for module in (texts, labels, remarks):
        monkeypatch.setattr(module, "humanised", noted)
    danish = words(path, build(result_of(path), DANISH).pages)  # again: looked up anew
    assert shown, "some parts of keys are looked up though they are not shown"
    known = {name.lower() for name in SAME}
    fallen = {
        text for text in danish.values() for key in shown - known if re.search(rf"\b{re.escape(key)}\b", text.lower())
    }
    assert fallen == set()


@pytest.mark.parametrize("path", [*SCENARIOS, STARTER.with_name("starter.da.yaml")], ids=lambda path: path.stem)
def test_origins_and_notes_are_danish_but_for_those_of_the_scenario(path: Path) -> None:
    own = {" ".join(text.split()) for text in texts_in(of_file(path))} if path != STARTER else set()
    (page,) = (page for page in danish_of(path) if page.name == DANISH("book.sheet.assumptions"))
    cells = {(row, column): cell.content for (row, column), cell in page.cells.items() if column in (ORIGIN, NOTE)}
    shown = {
        address(row, column): text for (row, column), text in cells.items() if row > HEAD and isinstance(text, str)
    }
    assert len(shown) > 20, "the sheet says where its numbers are from"
    assert {place: text for place, text in shown.items() if text not in own and {*words_of(text)} & english()} == {}
