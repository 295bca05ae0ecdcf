"""Which declared numbers a rule reads: what has to be evaluated again when one of them changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from businesscase.rules.expressions import Expression, Input


class Reading:
    """Keys of the numbers that expressions read; each expression is looked through once."""

    def __init__(self) -> None:
        self._found: dict[Expression, frozenset[str]] = {}

    def of(self, expression: Expression) -> frozenset[str]:
        """Keys of all numbers from which an expression is calculated, whichever of them is in force when."""
        found = self._found.get(expression)
        if found is None:
            own = {expression.key} if isinstance(expression, Input) else set()
            for field in fields(expression):  # type: ignore[arg-type]  # every expression is a dataclass
                for part in _parts(getattr(expression, field.name)):
                    own |= self.of(part)
            found = self._found[expression] = frozenset(own)
        return found


def _parts(held: Any) -> Iterator[Expression]:
    if isinstance(held, Expression):
        yield held
    elif isinstance(held, Mapping):
        for each in held.values():
            yield from _parts(each)
    elif isinstance(held, (tuple, list)):
        for each in held:
            yield from _parts(each)
