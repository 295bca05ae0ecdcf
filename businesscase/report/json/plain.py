"""Values of a result as what JSON knows: objects, lists, texts, numbers and null. The types say all there is to say."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any


def plain(value: Any, path: str = "") -> Any:
    """A value, and all in it, as JSON would read it back; an object has the fields of its type, in their order.

    Raises:
        ValueError: if a number is not finite, naming where it stands; that would not be JSON.
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: plain(getattr(value, each.name), f"{path}.{each.name}") for each in fields(value)}
    if isinstance(value, Mapping):
        return {str(plain(key)): plain(item, f"{path}.{plain(key)}") for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [plain(item, f"{path}[{place}]") for place, item in enumerate(value)]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(f"{path[1:]} is {value}, which is not a finite number")
    return value
