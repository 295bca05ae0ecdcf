"""What is declared of a family, and the questions that a rule may ask of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from businesscase.model.structure.families import Family
from businesscase.scenario.declare.plans import CHILDREN, OLDEST, SEGMENT, YOUNGEST

Bools = NDArray[np.bool_]


class Asks(StrEnum):
    """How a question compares."""

    IS = "is"
    AT_LEAST = "at_least"
    UNDER = "under"


@dataclass(frozen=True)
class Question:
    """A question that every family answers with yes or no.

    Attributes:
        trait: what is asked about: a name of `declare.plans.TRAITS` or of a covariate.
        asks: how.
        value: the segment, the number, or the age in years.
    """

    trait: str
    asks: Asks
    value: str | float


def answers_to(question: Question, families: Sequence[Family]) -> Bools:
    """Which families answer yes, shape (family,); nobody has a youngest child who has none."""
    return np.array([_holds(question, family) for family in families], dtype=bool)


def questions(by: Sequence[str], families: Sequence[Family]) -> tuple[Question, ...]:
    """Every question that parts the families, in the order in which they may ask; ages in whole years."""
    found: list[Question] = []
    for trait in by:
        if trait == SEGMENT:
            names = list(dict.fromkeys(family.segment for family in families))
            found += [Question(trait, Asks.IS, name) for name in names[: 1 if len(names) == 2 else None]]
        elif trait == CHILDREN:
            found += [Question(trait, Asks.AT_LEAST, float(n)) for n in sorted({len(_ages(one)) for one in families})]
        elif trait in (YOUNGEST, OLDEST):
            found += [Question(trait, Asks.UNDER, float(age)) for age in range(1, 18)]
        else:
            values = sorted({family.covariates.get(trait, 0.0) for family in families})
            found += [Question(trait, Asks.AT_LEAST, value) for value in values]
    seen: set[bytes] = set()
    parting = []
    for question in found:
        yes = answers_to(question, families)
        if yes.any() and not yes.all() and yes.tobytes() not in seen:
            seen |= {yes.tobytes(), (~yes).tobytes()}
            parting.append(question)
    return tuple(parting)


def _holds(question: Question, family: Family) -> bool:
    trait, value = question.trait, question.value
    if trait == SEGMENT:
        return family.segment == value
    assert isinstance(value, float)
    ages = _ages(family)
    if trait == CHILDREN:
        return len(ages) >= value
    if trait in (YOUNGEST, OLDEST):
        return bool(ages) and (min(ages) if trait == YOUNGEST else max(ages)) < value
    return family.covariates.get(trait, 0.0) >= value


def _ages(family: Family) -> list[float]:
    """Of the children who are born, at programme start."""
    return [one.age for one in family.members if one.role == "child" and one.age >= 0.0]
