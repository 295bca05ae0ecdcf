"""What the system says of a file that cannot be used, in words that are in both languages where they are common."""

from __future__ import annotations

from errno import errorcode

from businesscase.core.fault_texts import TEXTS
from businesscase.core.words import Words


def system_words(error: OSError | ValueError) -> str:
    """Why something failed: the words of its code where it has some, else those of the system."""
    own = getattr(error, "strerror", None)
    key = f"system.{errorcode.get(getattr(error, 'errno', None) or 0)}"
    return Words(key) if key in TEXTS and not isinstance(own, Words) else own or str(error)
