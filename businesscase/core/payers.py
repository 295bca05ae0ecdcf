"""Who pays: the one table of payers, and whose purse a saving can be counted from."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias


class Payer(StrEnum):
    """Who pays: the one table of payers, each a word and what holds of it. Their order is that of every list.

    A new payer is a row here, its words in the texts (payer.<word>, payer_short.<word>, and for.<word> if it asks; and
    where.payer.<word> of `explain`), and its line in the documentation.

    Attributes:
        public: inside the public sector.
        asks: whether a claim can be tested from its purse (`Perspective`).
        gives: expects nothing back, unless the claim is its own.
    """

    public: bool
    asks: bool
    gives: bool

    def __new__(cls, word: str, public: bool = False, asks: bool = True, gives: bool = False) -> Payer:  # noqa: D102
        payer = str.__new__(cls, word)
        payer._value_, payer.public, payer.asks, payer.gives = word, public, asks, gives
        return payer

    # word, public, asks, gives
    MUNICIPALITY = "municipality", True
    REGION = "region", True
    CENTRAL_GOVERNMENT = "central_government", True
    OTHER_MUNICIPALITY = "other_municipality", True, False  # pays for families that have moved away
    FOUNDATION = "foundation", False, True, True
    HOUSEHOLD = "household"


class Perspective(StrEnum):
    """From whose purse a saving is counted: a payer that asks, or the public sector, which follows its payers."""

    vars().update({payer.name: payer.value for payer in Payer if payer.asks and payer.public})
    PUBLIC_SECTOR = "public_sector"
    vars().update({payer.name: payer.value for payer in Payer if payer.asks and not payer.public})

    MUNICIPALITY: Perspective  # members from the table that the code names, for the type checker
    CENTRAL_GOVERNMENT: Perspective

    @property
    def payers(self) -> tuple[Payer, ...]:
        """The payers whose ledgers are added."""
        if self is Perspective.PUBLIC_SECTOR:
            return tuple(payer for payer in Payer if payer.public)
        return (Payer(self.value),)

    @property
    def public(self) -> bool:
        """Whether all its payers are inside the public sector."""
        return all(payer.public for payer in self.payers)

    @property
    def gives(self) -> bool:
        """Whether it expects nothing back, unless the claim is its own."""
        return all(payer.gives for payer in self.payers)


if TYPE_CHECKING:  # what is kept by perspective is found by its plain word, which a type checker has to be told
    PerspectiveKey: TypeAlias = str
else:
    PerspectiveKey = Perspective
