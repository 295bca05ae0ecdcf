"""Which numbers the engines' arrays come from: those that are read while a model is compiled."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from businesscase.model.inputs.inputs import Inputs

Floats = NDArray[np.float64]


def keys_read(inputs: Inputs, compiling: Callable[[Inputs], object]) -> frozenset[str]:
    """Keys of the inputs that compiling looks at; no other can move a quantity. Nothing is simulated."""
    read = _Read(inputs.values)
    compiling(replace(inputs, values=read))
    return frozenset(read.keys_read)


class _Read(dict[str, Floats]):
    """Values that note which of them were asked for."""

    def __init__(self, values: Mapping[str, Floats]) -> None:
        super().__init__(values)
        self.keys_read: set[str] = set()

    def __getitem__(self, key: str) -> Floats:
        self.keys_read.add(key)
        return super().__getitem__(key)

    def get(self, key: str, default: Any = None) -> Any:
        self.keys_read.add(key)
        return super().get(key, default)
