"""The closed sets of the field: strategies, cost definitions, verdicts. Names only, no numbers."""

from __future__ import annotations

from enum import StrEnum


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
            Costs.NET_OF_GRANTS: (PROGRAMME_COST, GRANT, ON_PAYROLL),
            Costs.NET_OF_GRANTS_AND_DISPLACED: (PROGRAMME_COST, GRANT, ON_PAYROLL, DISPLACED_CASEWORK),
            Costs.STEADY_STATE: (STEADY_STATE_COST,),
        }[self]


class Savings(StrEnum):
    """Which savings count: before tax, after it (tax and equalisation switch together), or what a budget can be cut by.

    The part that a budget can be cut by is before tax, and the municipality's alone.
    """

    BEFORE_TAX = "before_tax"
    AFTER_TAX = "after_tax"
    BUDGET_REDUCIBLE = "budget_reducible"


class Discrepancy(StrEnum):
    """Whether a claim counts what is not modelled and was declared in kroner (docs/explanation/not_modelled.md)."""

    COUNTED = "counted"
    LEFT_OUT = "left_out"


class Crossing(StrEnum):
    """Sustained: never negative again to the horizon. First: the first upcrossing."""

    SUSTAINED = "sustained"
    FIRST = "first"


class ClockStart(StrEnum):
    """From when the years of a claim are counted."""

    FIRST_OUTLAY = "first_outlay"
    PROGRAMME_START = "programme_start"
    ENROLMENT = "enrolment"


class Basis(StrEnum):
    """On what the verdict of a claim rests (`measures.basis`)."""

    ASSUMED = "assumed"  # on goals, levels and what others have found
    MEASURED = "measured"  # its own outcome was measured with a comparison, and the draws fitted to it
    CONTESTED = "contested"  # a comparison and the model disagree beyond their errors


class Verdict(StrEnum):
    """What is said of a claim, by its probability P, its confidence c and its basis (docs/explanation/payback.md)."""

    LIKELY = "likely"  # P is at least c, on assumptions
    UNLIKELY = "unlikely"  # P is at most 1 - c, on assumptions
    SUPPORTED = "supported"  # P is at least c, and the outcome was measured
    REFUTED = "refuted"  # P is at most 1 - c, and the outcome was measured
    OPEN = "open"  # neither
    CONTESTED = "contested"
    UNDECIDED = "undecided"  # simulation noise forbids a verdict
    NO_SAVING_COUNTED = "no_saving_counted"  # nothing that could be saved has a price


class Shortfall(StrEnum):
    """Why a precision that was asked for was not reached."""

    DRAWS = "draws"  # as many as a search may take
    TABLE = "table"  # as many as a file of draws has
    NOISE = "noise"  # inside draws, with as many lives in each as may be


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
ON_PAYROLL = "on_payroll"
DISPLACED_CASEWORK = "displaced_casework"
STEADY_STATE_COST = "steady_state_cost"
COST_CATEGORIES = (PROGRAMME_COST, GRANT, ON_PAYROLL, DISPLACED_CASEWORK, STEADY_STATE_COST)
# Categories that levies book: left out of savings before tax.
TAX = "tax"
EQUALISATION = "equalisation"
TAX_CATEGORIES = (TAX, EQUALISATION)
# What is not modelled has a category for each entry, so that each is a line of its own; its index is that of them all.
NOT_MODELLED = "not_modelled"


def not_modelled(name: str) -> str:
    """Ledger category of an entry under `not_modelled`."""
    return f"{NOT_MODELLED}:{name}"


def is_not_modelled(category: str) -> bool:
    """Whether a ledger category is that of an entry under `not_modelled`."""
    return category.startswith(f"{NOT_MODELLED}:")
