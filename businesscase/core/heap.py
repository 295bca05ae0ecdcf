"""One heap for all threads of a command: what one block of draws frees is there for the next, whoever simulates it."""

from __future__ import annotations

import ctypes

_ARENA_MAX = -8  # M_ARENA_MAX of glibc's malloc.h


def share_heap() -> None:
    """Let the threads of this process share one heap; other C libraries than glibc stay as they are.

    The large arrays of a run are few, so threads hardly wait for each other, and a run of 1,000 draws takes a tenth
    less memory. For the process as a whole: a command may, a library that is imported may not.
    """
    try:
        ctypes.CDLL(None).mallopt(_ARENA_MAX, 1)
    except (AttributeError, OSError, TypeError):
        return
