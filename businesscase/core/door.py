"""What the public functions ask of their arguments: one check, and one way to say what was found and expected."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Mapping
from concurrent.futures import Executor
from typing import Any, TypedDict

from businesscase.core.errors import Fault, UsageError, nearest
from businesscase.core.vocabulary import Engine
from businesscase.core.words import Words

MOST_SEED = 2**64 - 1  # random numbers are addressed by 64 bits
MOST_WORKERS = 1024  # threads or processes: more than any machine that this was thought for
_SHOWN = 60  # characters of what was found


class Settings(TypedDict, total=False):
    """How a run is computed, as `run` takes it."""

    engine: Engine | str
    draws: int
    replications: int | None
    seed: int
    workers: int | None
    executor: Executor | None


def check_settings(settings: Mapping[str, Any]) -> None:
    """See that settings of a run are what `run` can take.

    Raises:
        UsageError: if one is not, or has no such name.
    """
    for name, value in settings.items():
        check_name("setting", name, Settings.__annotations__)
        if name == "engine":
            check_name("engine", value, tuple(Engine))
        elif name == "draws":
            check_whole(name, value, least=1)
        elif name == "seed":
            check_whole(name, value, least=0, most=MOST_SEED)
        elif name == "replications" and value is not None:
            check_whole(name, value, least=2, even=True)
        elif name == "workers" and value is not None:
            check_whole(name, value, least=1, most=MOST_WORKERS)


def check_whole(name: str, found: object, *, least: int, most: int | None = None, even: bool = False) -> None:
    """See that an argument is a whole number.

    Raises:
        UsageError: if it is none, too small or large, or odd where it must be even.
    """
    expected = Words("an_even_number" if even else "whole_number", least=least)
    expected = expected if most is None else Words("and_at_most", what=expected, most=most)
    try:
        number = operator.index(found)  # type: ignore[arg-type]
    except TypeError:
        raise _refused(name, found, expected) from None
    if isinstance(found, bool) or number < least or (most is not None and number > most) or (even and number % 2):
        raise _refused(name, found, expected)


def check_share(name: str, found: object) -> None:
    """See that an argument is a share between 0 and 1, neither of them.

    Raises:
        UsageError: if it is not.
    """
    if isinstance(found, bool) or not isinstance(found, (int, float)) or not 0.0 < found < 1.0:
        raise _refused(name, found, Words("inner_share"))


def check_kind(name: str, found: object, kinds: type | tuple[type, ...], expected: str) -> None:
    """See that an argument is of a kind.

    Raises:
        UsageError: if it is not; `expected` says what is.
    """
    if not isinstance(found, kinds):
        raise _refused(name, found, expected)


def check_name(what: str, found: object, names: Iterable[str]) -> None:
    """See that an argument is one of the names there are.

    Raises:
        UsageError: if it is not; lists them, and the nearest.
    """
    names = list(names)
    if found not in names:
        said = found if isinstance(found, str) else _shown(found)
        close = nearest(said, names)
        raise UsageError(
            Fault(
                Words("no_such_name", what=what, name=said),
                expected=Words("one_of", names=", ".join(names)),
                nearest=close,
            )
        )


def _refused(name: str, found: object, expected: str) -> UsageError:
    return UsageError(Fault(Words("must_be", name=name, expected=expected), found=_shown(found), expected=expected))


def _shown(found: object) -> str:
    said = repr(found)
    return said if len(said) <= _SHOWN else said[: _SHOWN - 3] + "..."
