"""What files and declarations of the package say in English, in another language by that text.

A room whose English stands where it is used (sources in YAML, descriptions of fields, help of options) has the other
languages beside it, `da.po`, keyed by the English text. Read when it is first asked for: English needs none of it.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

CATALOGUE, DECLARE, CLI = "catalogue", "scenario/declare", "cli"


@cache
def by_text(room: str, language: str) -> Mapping[str, str]:
    """English text of a room -> the same in a language; nothing for English itself.

    Raises:
        babel.messages.pofile.PoFileError: if the room's catalogue is no PO file.
    """
    if language == "en":
        return {}
    from babel.messages.pofile import read_po

    content = files("businesscase").joinpath(room, f"{language}.po").read_bytes()
    found = read_po(io.BytesIO(content), locale=language, abort_invalid=True)
    return {str(message.id): str(message.string) for message in found if message.id}


class Described(str):
    """What a field of a scenario is for: the English of its declaration, which can be said in another language."""

    __slots__ = ()

    def said(self, language: str) -> str:
        """The same in a language of `core.words.LANGUAGES`."""
        return by_text(DECLARE, language).get(self, str(self))
