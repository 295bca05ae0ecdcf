"""The first screen of the real scenarios is one screen, in both languages."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.console import Console

from businesscase.pipeline import run
from businesscase.report.terminal.terminal import print_first_screen
from businesscase.report.texts.texts import Texts
from tests.loaded import loaded

LINES = 40
WIDTH = 80


@pytest.mark.slow
@pytest.mark.parametrize("name", ["opgang_til_opgang", "familien_paa_vej", "helhedsindsats_kolding"])
def test_the_first_screen_is_one_screen(name: str) -> None:
    result = run(loaded(f"scenarios/{name}.yaml"), draws=150)
    # so few draws are warned of, in a sentence that a thousand draws do not have
    near = replace(result.headline, lower=result.headline.probability - 0.02, upper=result.headline.probability + 0.02)
    found = replace(result, claims=tuple(near if claim.headline else claim for claim in result.claims))
    for language in ("en", "da"):
        out = io.StringIO()
        print_first_screen(found, Texts(language), Console(file=out, width=WIDTH, highlight=False))
        lines = out.getvalue().splitlines()
        assert len(lines) <= LINES, out.getvalue()
        assert max(map(len, lines)) <= WIDTH
