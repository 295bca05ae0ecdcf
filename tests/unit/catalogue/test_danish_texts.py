"""Every source, assumption and note that stands in a file of the package has a Danish text, true to its figures."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from businesscase.core.by_text import CATALOGUE, by_text
from businesscase.report.texts.texts import DANISH
from tests.english import FILES, STARTERS, english, of_file, texts_in, words_of


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_text_of_a_file_is_danish_in_danish(path: Path) -> None:
    shown = {text: DANISH.note(text) for text in texts_in(of_file(path))}
    left = {text: sorted({*words_of(danish)} & english()) for text, danish in shown.items()}
    assert {text: words for text, words in left.items() if words} == {}


def test_no_danish_text_outlives_its_english_one() -> None:
    standing = {text for path in FILES for text in texts_in(of_file(path))}
    assert [text for text in by_text(CATALOGUE, "da") if text not in standing] == []


def test_a_danish_text_has_the_figures_of_the_english_one() -> None:
    figures = {text: sorted(re.findall(r"\d+", text)) for text in by_text(CATALOGUE, "da")}
    assert {text: sorted(re.findall(r"\d+", danish)) for text, danish in by_text(CATALOGUE, "da").items()} == figures


@pytest.mark.parametrize(
    ("english", "danish"),
    [
        ("judgement", "skøn"),
        ("assum", "antag|forudsæt"),
        ("not found|no .* found|found no", "ikke .*fundet|ikke fundet|ingen|intet"),
        ("not read|no law was read|name not|number not|art not", "ikke|ingen|hverken"),
        ("from memory|recalled", "hukommelsen"),
        ("inferred|our derivation|derived", "udled"),
        ("not verified|was verified", "efterprøvet"),
        ("general knowledge", "almindelig viden"),
        ("one draw", "trækkes sammen"),
    ],
)
def test_what_is_no_fact_is_marked_in_danish_too(english: str, danish: str) -> None:
    marked = {text: said for text, said in by_text(CATALOGUE, "da").items() if re.search(english, text)}
    assert marked
    assert [said for said in marked.values() if not re.search(danish, said)] == []


def test_the_starter_says_the_same_in_both_languages() -> None:
    """Its English file in a Danish workbook has the words of its Danish file."""
    ours, theirs = (list(texts_in(of_file(path))) for path in STARTERS)
    assert [DANISH.note(text) for text in ours] == theirs
