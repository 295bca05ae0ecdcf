"""Tiny scenarios of yearly refusion: children placed outside the home, at a price and under brackets that are given."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from businesscase.core.payers import Payer
from businesscase.delivery.schedule import Exposure
from businesscase.engines.montecarlo.engine import simulate
from businesscase.ledger.ledger import Ledger
from businesscase.ledger.valuation import value
from businesscase.model.compile import compile_model
from businesscase.scenario.load.resolve import as_scenario
from businesscase.scenario.load.scenario import Scenario
from tests.tiny import document, fixed, label

RESIDENTIAL = 1_309_000  # DKK per year of residential care, 2024 (evidence: tariffs of 2019, indexed)
LAW_2024 = {"first": (913_000, 0.25), "second": (1_784_000, 0.5), "third": (2_251_000, 0.75)}  # derived levels of 2024
NEVER = {"exponential": {"rate": fixed(0, "per year")}}
RATE = {"exponential": {"rate": fixed(0.8, "per year")}}


def brackets(pooled: str, steps: dict[str, tuple[float, float]], unit: str = "DKK", **more: Any) -> dict[str, Any]:
    """Brackets of a year: steps as (limit, share); amounts at the price year 2024."""
    level = more if unit != "DKK" else {"price_year": 2024, **more}
    return {
        "pooled": pooled,
        "refunded": {
            name: {"above": fixed(above, unit, **level), "share": fixed(share, "share")}
            for name, (above, share) in steps.items()
        },
    }


def cases(
    *,
    children: list[float],
    since: dict[int, dict[str, Any]],
    price: float = RESIDENTIAL,
    start: date = date(2024, 1, 1),
    horizon_years: int = 3,
    moving: bool = False,
    spread: dict[str, Any] | None = None,
    families: int = 1,
    **overrides: Any,
) -> dict[str, Any]:
    """Families of one parent whose children are placed from the start: for ever, or in and out if `moving`."""
    care: dict[str, Any] = {
        "label": label("care"),
        "members": "children",
        "ages": {"until": 18},
        "states": {name: {"label": label(name)} for name in ("placed", "home")},
        "start": {"placed": {"share": "rest"}},
        "transitions": {"placed -> home": RATE if moving else NEVER, "home -> placed": RATE},
    }
    ratios: dict[str, Any] = {}
    if moving:
        ratios = {
            "return": {
                "clock": "care", "kind": "hazard_ratio", "transitions": ["placed -> home"], "profile": "plain",
                "ratio": fixed(2.0, "ratio"),
            }
        }  # fmt: skip
    named = {f"family{i}": {"segment": "single", "parents": [40.0], "children": children} for i in range(families)}
    rule: dict[str, Any] = {
        "label": label("refusion"), "category": "central_refusion", "of": ["placement"], "payer": "central_government",
        "since": since,
    }  # fmt: skip
    if spread is not None:
        rule["spread"] = spread
    content = document(
        states=["here", "there"],
        transitions={"here -> there": RATE},
        start={"here": {"share": "rest"}},
        families=families,
        horizon_years=horizon_years,
        more_clocks={"care": care},
        ratios=ratios or None,
        time={"start": start, "horizon_years": horizon_years, "price_year": 2024},
        yearly_refusion={"refusion": rule},
        **overrides,
    )
    content["population"] |= {"children_per_family": fixed(len(children), "children"), "listed": named}
    content["programme"]["costs"]["team"]["years"] = [start.year]
    content["programme"]["costs"]["team"]["total"] = fixed(1, "mio DKK", price_year=2024)
    content["prices"]["stay"]["per_time"] = fixed(0, "DKK per year", price_year=2024)
    content["prices"]["placement"] = {
        "label": label("placement"), "clock": "care", "states": ["placed"], "category": "placement",
        "financing": "town", "per_time": fixed(price, "DKK per year", price_year=2024),
    }  # fmt: skip
    return content


def ledger_of(content: dict[str, Any] | Scenario, *, draws: int = 1, replications: int = 2, seed: int = 1) -> Ledger:
    """The money of a scenario, by life courses."""
    model = compile_model(as_scenario(content), draws=draws, seed=seed)
    exposure = Exposure(model.schedule)
    return value(model, simulate(model, exposure, replications=replications, workers=1), exposure)


def by_year(ledger: Ledger, payer: Payer, category: str, *, strategy: int = 1) -> NDArray[np.float64]:
    """DKK in each year since the start, shape (draw, half, year)."""
    months = ledger.total((payer,), (category,))[:, :, strategy]
    return np.asarray(months.reshape(*months.shape[:2], -1, 12).sum(axis=-1))
