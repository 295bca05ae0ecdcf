"""`Recent`: a few answers by the content of what was asked, so that an analysis does not ask the same twice."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


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
