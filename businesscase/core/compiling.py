"""Compilation of the kernels: one decorator, and a cache folder that knows the sources it was compiled from.

A cached function does not notice that a function it calls was edited, so the folder is named by a hash of every
module that is compiled. With NUMBA_DISABLE_JIT=1 the same functions run as plain Python.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

from businesscase.core.kernel_cache import KernelCache, Places, cache_places

# Every module (or whole folder) with kernels, or with constants and functions that kernels take in. The one list.
COMPILED = (
    "core/randomness.py",
    "model/arrays.py",
    "model/calibration/advancing.py",
    "laws",
    "engines/common/numbers.py",
    "engines/common/hazards.py",
    "engines/common/starts.py",
    "engines/common/tally.py",
    "engines/common/yearly_cases.py",
    "engines/montecarlo/stretch.py",
    "engines/montecarlo/kernel.py",
    "engines/montecarlo/courses.py",
    "engines/montecarlo/refunds.py",
    "engines/expected/arrays.py",
    "engines/expected/advance.py",
    "engines/expected/spreading.py",
    "ledger/adding.py",
)
Function = TypeVar("Function", bound=Callable[..., Any])


def places() -> Places:
    """Where compiled kernels lie: in a folder that knows the sources they were compiled from."""
    return cache_places(sources_hash((*COMPILED, "core/kernel_cache.py")))


def sources_hash(names: Sequence[str]) -> str:
    """Hash of modules of the package, and of all modules in folders of it."""
    package = Path(__file__).parents[1]
    digest = hashlib.blake2b(digest_size=8)
    for name in names:
        path = package / name
        for module in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            digest.update(module.read_bytes() if module.exists() else b"")
    return digest.hexdigest()


def is_cached() -> bool:
    """Whether the kernels have been compiled on this machine before (then starting takes about a second)."""
    return places().filled


def compiled(function: Function) -> Function:
    """Compile a kernel: it releases the interpreter lock, keeps IEEE arithmetic, and is cached.

    Kernels allocate nothing (their callers do), so they are compiled without reference counting, whose atomic
    counters otherwise took more time than the simulation (docs/explanation/speed.md).
    """
    return _compiled(function)


def inlined(function: Function) -> Function:
    """Compile a part of a kernel into its caller: a call that hands over all arrays costs more than what it calls."""
    return _compiled(function, forceinline=True)


def _compiled(function: Function, **options: bool) -> Function:
    import numba

    decorate: Any = numba.njit  # its stubs do not know the flag below
    made = decorate(nogil=True, error_model="numpy", _nrt=False, **options)(function)
    if made is not function:  # as it is with NUMBA_DISABLE_JIT=1
        made._cache = KernelCache(function, _places())
    return cast(Function, made)


_places = cache(places)
