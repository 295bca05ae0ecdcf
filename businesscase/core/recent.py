"""Answers kept for a while: by the content of what was asked (`Recent`), or by the very object (`of_itself`)."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Generic, TypeVar

Answer = TypeVar("Answer")
Asked = TypeVar("Asked")


class Recent(Generic[Answer]):
    """The latest answers, at most `size` of them; a key holds all that an answer comes from."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._answers: OrderedDict[str, Answer] = OrderedDict()

    def of(self, key: str, ask: Callable[[], Answer]) -> Answer:
        """The answer of a key, asked for if it is not among the latest; what is raised is not kept."""
        found = self._answers.pop(key, None)
        answer = ask() if found is None else found
        self._answers[key] = answer
        while len(self._answers) > self.size:
            self._answers.popitem(last=False)
        return answer

    def __len__(self) -> int:
        return len(self._answers)

    def clear(self) -> None:
        """Forget them."""
        self._answers.clear()


class _Itself(Generic[Asked]):
    """An object as a key: the same one, whatever it holds."""

    def __init__(self, held: Asked) -> None:
        self.held = held

    def __hash__(self) -> int:
        return id(self.held)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Itself) and self.held is other.held


def of_itself(size: int) -> Callable[[Callable[[Asked], Answer]], Callable[[Asked], Answer]]:
    """Decorator of a function of one object that nobody changes: asked again about the same object, it answers at once.

    Objects are told apart by which they are: comparing what large ones hold takes as long as asking.

    Args:
        size: of the latest objects, how many are kept with their answers.
    """

    def decorate(function: Callable[[Asked], Answer]) -> Callable[[Asked], Answer]:
        @lru_cache(maxsize=size)
        def kept(itself: _Itself[Asked]) -> Answer:
            return function(itself.held)

        @wraps(function)
        def asking(held: Asked) -> Answer:
            return kept(_Itself(held))

        return asking

    return decorate
