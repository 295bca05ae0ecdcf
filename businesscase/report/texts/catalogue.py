"""The words of a language by key, from its catalogue `en.po` or `da.po` beside this module."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

LANGUAGES = ("en", "da")


@cache
def catalogue(language: str) -> Mapping[str, str | tuple[str, ...]]:
    """Key -> its words, or its plural forms in the order of the language; read once, when first asked for.

    Raises:
        babel.messages.pofile.PoFileError: if the catalogue is no PO file.
    """
    from babel.messages.pofile import read_po

    content = files(__package__).joinpath(f"{language}.po").read_bytes()
    found = read_po(io.BytesIO(content), locale=language, abort_invalid=True)
    words = {}
    for message in found:
        key, *_ = (message.id,) if isinstance(message.id, str) else message.id
        if key:  # the header's is empty
            words[key] = message.string if isinstance(message.string, str) else tuple(message.string or ())
    return words
