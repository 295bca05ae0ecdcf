"""The closed sets of the field: payers, strategies, cost definitions. Names only, no numbers."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias


class Strategy(StrEnum):
    """The two futures that are compared; the order is the order of the strategy axis."""

    PROGRAMME = "programme"
    COUNTERFACTUAL = "counterfactual"

    @property
    def axis(self) -> int:
        """Its position on the strategy axis."""
        return list(Strategy).index(self)


class Engine(StrEnum):
    """Ways to compute quantities (docs/explanation/engines.md); auto takes what can represent the scenario."""

    AUTO = "auto"
    MONTECARLO = "montecarlo"
    EXPECTED = "expected"
    MIXED = "mixed"
    DISCRETE_EVENT = "discrete_event"


class Payer(StrEnum):
    """Who pays: the one table of payers, each a word and what holds of it. Their order is that of every list.

    A new payer is a row here, its words in the texts (payer, payer_short, for), and its line in the documentation.

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


class Costs(StrEnum):
    """Which cost has to be recouped (docs/explanation/payback.md)."""

    GROSS = "gross"
    NET_OF_GRANTS = "net_of_grants"
    NET_OF_GRANTS_AND_DISPLACED = "net_of_grants_and_displaced"
    STEADY_STATE = "steady_state"

    @property
    def categories(self) -> tuple[str, ...]:
        """Ledger categories that make up this cost."""
        return {
            Costs.GROSS: (PROGRAMME_COST,),
            Costs.NET_OF_GRANTS: (PROGRAMME_COST, GRANT),
            Costs.NET_OF_GRANTS_AND_DISPLACED: (PROGRAMME_COST, GRANT, DISPLACED_CASEWORK),
            Costs.STEADY_STATE: (STEADY_STATE_COST,),
        }[self]


class Savings(StrEnum):
    """Which savings count: before tax, after it (tax and equalisation switch together), or what a budget can be cut by.

    The part that a budget can be cut by is before tax, and the municipality's alone.
    """

    BEFORE_TAX = "before_tax"
    AFTER_TAX = "after_tax"
    BUDGET_REDUCIBLE = "budget_reducible"


class Crossing(StrEnum):
    """Sustained: never negative again to the horizon. First: the first upcrossing."""

    SUSTAINED = "sustained"
    FIRST = "first"


class ClockStart(StrEnum):
    """From when the years of a claim are counted."""

    FIRST_OUTLAY = "first_outlay"
    PROGRAMME_START = "programme_start"
    ENROLMENT = "enrolment"


class Verdict(StrEnum):
    """What the draws say of a claim at its confidence."""

    SUPPORTED = "supported"
    REFUTED = "refuted"
    UNDECIDED = "undecided"


class Standing(StrEnum):
    """How a purse stands between paying and saving (docs/explanation/departments.md)."""

    PAYS = "pays"  # has a cost to recoup, so that its verdict says something
    SAVES_FROM_THE_START = "saves_from_the_start"
    SAVES_LATER = "saves_later"  # pays nothing, is in deficit at first
    LOSES = "loses"  # pays nothing for the programme, and is in deficit at the headline's date
    GIVES = "gives"  # a foundation, which expects nothing back
    UNTOUCHED = "untouched"


class Area(StrEnum):
    """Classes of the municipal chart of accounts (styringsområder)."""

    SERVICE = "service"
    BUDGET_GUARANTEED = "budget_guaranteed"
    OTHER_TRANSFERS = "other_transfers"
    CO_FINANCING = "co_financing"
    CAPITAL = "capital"
    CENTRAL_REFUSION = "central_refusion"
    FINANCING = "financing"


# Ledger categories that the code itself books; all others are named by the price that books them.
PROGRAMME_COST = "programme_cost"
GRANT = "grant"
DISPLACED_CASEWORK = "displaced_casework"
STEADY_STATE_COST = "steady_state_cost"
COST_CATEGORIES = (PROGRAMME_COST, GRANT, DISPLACED_CASEWORK, STEADY_STATE_COST)
# Categories that levies book: left out of savings before tax.
TAX = "tax"
EQUALISATION = "equalisation"
TAX_CATEGORIES = (TAX, EQUALISATION)
