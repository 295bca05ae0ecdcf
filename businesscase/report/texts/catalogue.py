"""The words of a language by key, from its catalogue `en.po` or `da.po` beside this module; those of files by text."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

LANGUAGES = ("en", "da")


@cache
def catalogue(language: str) -> Mapping[str, str | tuple[str, ...]]:
    """Key -> its words, or its plural forms in the order of the language; read once, when first asked for.

    Raises:
        babel.messages.pofile.PoFileError: if the catalogue is no PO file.
    """
    words = {}
    for message in _read(files(__package__) / f"{language}.po", language):
        key, *_ = (message.id,) if isinstance(message.id, str) else message.id
        if key:  # the header's is empty
            words[key] = message.string if isinstance(message.string, str) else tuple(message.string or ())
    return words


@cache
def texts_of_files(language: str) -> Mapping[str, str]:
    """Sources, assumptions and notes of the package's prices and states, as the files have them -> in the language.

    English is what the files are in: nothing to look up.

    Raises:
        babel.messages.pofile.PoFileError: if their catalogue is no PO file.
    """
    if language == "en":
        return {}
    found = _read(files("businesscase") / "catalogue" / f"{language}.po", language)
    return {str(message.id): str(message.string) for message in found if message.id}


def _read(file: Traversable, language: str) -> Catalog:
    from babel.messages.pofile import read_po

    return read_po(io.BytesIO(file.read_bytes()), locale=language, abort_invalid=True)
