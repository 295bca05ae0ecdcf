"""`Central`: the one case that can be traced by hand, and that the workbook recalculates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from businesscase.delivery.schedule import Exposure
from businesscase.engines.common.occupancy import Occupancy
from businesscase.ledger.ledger import Ledger
from businesscase.ledger.service import effective_family_years, service_years
from businesscase.ledger.valuation import value
from businesscase.model.compiled import CompiledModel
from businesscase.model.tariffs.tariffs import Tariffs
from businesscase.rules.bookings import Memo
from businesscase.rules.moving import resident


@dataclass(frozen=True)
class Central:
    """Quantities averaged over draws, valued at declared prices.

    Attributes:
        tariffs: the rules of money.
        occupancy: the quantities, one draw and one half.
        ledger: their money.
        refunded: the state's part of what families that live here cost, where it is booked on dranst 2.
        served: family-years of service, shape (period,).
        effective: family-years x height of each profile by which something not modelled is counted, shape (period,).
        resident: share of families that still live in the municipality, shape (period,).
    """

    tariffs: Tariffs
    occupancy: Occupancy
    ledger: Ledger
    refunded: Ledger
    served: NDArray[np.float64]
    effective: Mapping[str, NDArray[np.float64]]
    resident: NDArray[np.float64]


def central_of(central: CompiledModel, mean: Occupancy, *, cohort: bool = False) -> Central:
    """Value the central case.

    Args:
        central: the model with money and service at their declared values (`model.central`).
        mean: quantities averaged over draws and halves.
        cohort: as if every family enrolled at programme start.
    """
    exposure = Exposure(central.schedule, cohort=cohort)
    stay = resident(central.tariffs.moving, central.inputs.values, mean.edges)
    return Central(
        tariffs=central.tariffs,
        occupancy=mean,
        ledger=value(central, mean, exposure),
        refunded=value(central, mean, exposure, memo=Memo.REFUSION),
        served=service_years(central, exposure, mean)[0, 0],
        effective={
            charge.profile: effective_family_years(central, exposure, mean, charge.profile)[0, 0]
            for charge in central.tariffs.charges
            if charge.profile is not None
        },
        resident=np.ones(len(mean.edges) - 1) if stay is None else stay[0],
    )
