"""`Tariffs`: all money of a scenario before quantities: charges, the programme's own outlays, and when rules change."""

from __future__ import annotations

from dataclasses import dataclass

from businesscase.model.structure.structure import Structure
from businesscase.model.tariffs.charges import Charge, charges_of
from businesscase.model.tariffs.epochs import Epochs, epochs_of
from businesscase.rules.amounts import Amounts
from businesscase.rules.expressions import Expression
from businesscase.rules.moving import moving_rate
from businesscase.rules.programme import ProgrammeMoney, programme_money
from businesscase.scenario.load.scenario import Scenario


@dataclass(frozen=True)
class Tariffs:
    """The rules of money of a scenario, as expressions over its numbers: the same for every draw.

    Attributes:
        charges: prices on cells, what is added to them, and refunds.
        programme: cost, grants, and what goes with service.
        spent: name of a flow of `rules.programme.spending` -> the calendar years over which it is spread.
        moving: rate at which families leave the municipality; None if none do.
        epochs: stretches of time within which no price and no rule changes.
    """

    charges: tuple[Charge, ...]
    programme: ProgrammeMoney
    spent: dict[str, tuple[int, ...]]
    moving: Expression | None
    epochs: Epochs


def tariffs_of(scenario: Scenario, structure: Structure, amounts: Amounts) -> Tariffs:
    """Read prices, financing, levies and the programme's outlays."""
    declared = scenario.programme
    items = (("costs", declared.costs), ("grants", declared.grants))
    return Tariffs(
        charges=charges_of(scenario, structure, amounts),
        programme=programme_money(amounts),
        spent={f"{kind}.{name}": tuple(item.years) for kind, own in items for name, item in own.items()},
        moving=moving_rate(amounts),
        epochs=epochs_of(scenario),
    )
