"""What may be asked of a team on the command line."""

from __future__ import annotations

import re

from businesscase.core.errors import UsageError
from businesscase.core.words import Words

_MOST = 500  # pairs


def sizes_of(text: str) -> tuple[int, ...]:
    """Sizes written as "3-8", "2,4,6" or "5".

    Raises:
        UsageError: if they are not, or no team is that small or large.
    """
    found: set[int] = set()
    for part in text.split(","):
        match = re.fullmatch(r"\s*(\d{1,4})\s*(?:-\s*(\d{1,4})\s*)?", part)
        first, last = (0, 0) if match is None else (int(match[1]), int(match[2] or match[1]))
        if not 1 <= first <= last <= _MOST:
            raise UsageError(Words("team.ask.sizes", text=text, most=_MOST))
        found |= set(range(first, last + 1))
    return tuple(sorted(found))
