"""What changes on dates, and the rules of a run: as legislated, or frozen as they stood in one year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any, Generic, Literal, Self, TypeAlias, TypeVar

from pydantic import AfterValidator, Discriminator, Field, Tag, model_validator

from businesscase.core.timeline import latest
from businesscase.core.words import RuleBroken
from businesscase.scenario.declare.quantity import Declaration

Q = TypeVar("Q")


class Frozen(Declaration):
    """Rules and amounts as they stood on 1 January of a year, whatever was legislated later."""

    frozen: int = Field(ge=1900, le=2100, description="a year")

    @property
    def moment(self) -> date:
        """The day whose rules hold."""
        return date(self.frozen, 1, 1)


Rules = Literal["as_legislated"] | Frozen


def parse_since(text: str) -> date:
    """The date of "2018" (1 January) or "2025-07-01".

    Raises:
        ValueError: if the text is neither a year nor a date.
    """
    try:
        return date(int(text), 1, 1) if len(text) == len("2018") else date.fromisoformat(text)
    except ValueError:
        raise RuleBroken("rule.date", text=text) from None


def _check_since(text: str) -> str:
    parse_since(text)
    return text


Since = Annotated[str, AfterValidator(_check_since)]


class Dated(Declaration, Generic[Q]):
    """A number or a choice that changes on dates. The last one is open-ended, unless `until` ends the thing itself."""

    since: dict[Since, Q] = Field(min_length=1, description="a year, or a date, from which each number is in force")
    until: date | None = Field(default=None, description="from this date there is no such thing any more")

    @model_validator(mode="after")
    def _rising(self) -> Self:
        dates = [parse_since(name) for name in self.since]
        for (before, after), name in zip(pairwise(dates), list(self.since)[1:], strict=True):
            if after <= before:
                raise RuleBroken("rule.dates_rise", name=name, before=before)
        if self.until is not None and self.until <= dates[-1]:
            raise RuleBroken("rule.until", until=self.until, dates=dates[-1])
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled as a number of any kind: the class of one kind has no name of its own to be found by."""
        return _again, (self.since, self.until)


def _again(since: dict[str, Any], until: date | None) -> Dated[Any]:
    return Dated[Any].model_construct(since=since, until=until)


def _form(given: Any) -> str:
    return "dated" if isinstance(given, Dated) or (isinstance(given, dict) and "since" in given) else "one"


if TYPE_CHECKING:
    OneOrDated: TypeAlias = Q | Dated[Q]
else:

    class OneOrDated:
        """A number of some kind, or a dated one; an alias with a type variable would lose the kind inside `Dated`."""

        def __class_getitem__(cls, kind):
            return Annotated[Annotated[kind, Tag("one")] | Annotated[Dated[kind], Tag("dated")], Discriminator(_form)]


def numbers_of(given: Q | Dated[Q]) -> Iterator[tuple[str, date | None, Q]]:
    """Every number with what follows its key ("" or ".since.2018") and the date from which it is in force."""
    if not isinstance(given, Dated):
        yield "", None, given
        return
    for name, number in given.since.items():
        yield f".since.{name}", parse_since(name), number


def numbers_between(given: Q | Dated[Q], first: date, last: date) -> Iterator[tuple[str, Q]]:
    """The numbers in force at some time from `first` to `last`, with what follows their keys."""
    numbers = list(numbers_of(given))
    for place, (suffix, begin, number) in enumerate(numbers):
        following = numbers[place + 1][1] if place + 1 < len(numbers) else None
        begun = place == 0 or begin is None or begin <= last
        if begun and (following is None or following > first):
            yield suffix, number


def in_force(given: Q | Dated[Q], moment: date) -> tuple[str, Q]:
    """The number in force on a date, with what follows its key; the first also stands for what was before it."""
    return latest(((begin, (suffix, number)) for suffix, begin, number in numbers_of(given)), moment)
