"""`Spill`: arrays put aside and read again in their order; small ones stay in memory, many go into a temporary file."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from businesscase.core.errors import UsageError
from businesscase.core.system import system_words
from businesscase.core.words import Words

IN_MEMORY = 32_000_000  # bytes beyond which a file is begun


class Held:
    """Groups of arrays that are few enough to be held: a `Spill` without a file."""

    def __init__(self) -> None:
        self._groups: list[tuple[NDArray[np.generic], ...]] = []

    def put(self, arrays: Sequence[NDArray[np.generic]]) -> None:
        """Put a group aside, behind those that are there."""
        self._groups.append(tuple(arrays))

    def groups(self) -> Iterator[tuple[NDArray[np.generic], ...]]:
        """The groups in the order in which they were put."""
        return iter(self._groups)


class Spill:
    """Groups of arrays, written one after the other, each group read back as it was put.

    Used as a context: the file is gone afterwards, whatever happened.
    """

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
        self._groups: list[int] = []

    def __enter__(self) -> Spill:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()

    def put(self, arrays: Sequence[NDArray[np.generic]]) -> None:
        """Put a group aside, behind those that are there.

        Raises:
            UsageError: if the temporary folder has no room for it.
        """
        try:
            self._file.seek(0, 2)
            for array in arrays:
                np.lib.format.write_array(self._file, array, version=(1, 0), allow_pickle=False)
        except OSError as error:
            raise UsageError(Words("files.temporary", folder=tempfile.gettempdir(), why=system_words(error))) from None
        self._groups.append(len(arrays))

    def groups(self) -> Iterator[tuple[NDArray[np.generic], ...]]:
        """The groups in the order in which they were put."""
        self._file.seek(0)
        for many in self._groups:
            yield tuple(np.lib.format.read_array(self._file, allow_pickle=False) for _ in range(many))
