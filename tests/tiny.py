"""Tiny scenarios with one clock, for tests against closed forms. Every number is fixed and invented."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from businesscase.core.vocabulary import Engine
from businesscase.delivery.schedule import Exposure
from businesscase.engines.common.occupancy import Occupancy
from businesscase.engines.expected.approximations import resolution
from businesscase.engines.expected.engine import expect
from businesscase.engines.montecarlo.engine import simulate
from businesscase.model.compile import compile_model
from businesscase.model.compiled import CompiledModel
from businesscase.scenario.load.resolve import as_scenario
from businesscase.scenario.load.scenario import Scenario


def fixed(value: float, unit: str, **more: Any) -> dict[str, Any]:
    """A known number."""
    return {"value": value, "unit": unit, "source": "invented", "grade": "A", **more}


def label(name: str) -> dict[str, str]:
    return {"en": name, "da": name}


def document(
    *,
    states: dict[str, dict[str, Any]] | list[str],
    transitions: dict[str, Any],
    start: dict[str, Any],
    families: int = 50,
    horizon_years: int = 6,
    more_clocks: dict[str, Any] | None = None,
    ratios: dict[str, Any] | None = None,
    levels: dict[str, Any] | None = None,
    frailty: float | None = None,
    **overrides: Any,
) -> dict[str, Any]:
    """A scenario of single parents with one clock `life` and one price; the rest is as small as it can be."""
    declared = states if isinstance(states, dict) else {name: {} for name in states}
    clock = {
        "label": label("life"),
        "members": "parents",
        "states": {name: {"label": label(name), **state} for name, state in declared.items()},
        "start": start,
        "transitions": transitions,
    }
    content = {
        "version": 1,
        "title": "A tiny test",
        "evidence": label("invented"),
        "time": {"start": date(2020, 1, 1), "horizon_years": horizon_years, "price_year": 2020},
        "population": {
            "families": fixed(families, "families"),
            "children_per_family": fixed(0, "children"),
            "segments": {"single": {"label": label("single"), "parents": 1, "share": "rest"}},
            "parent_ages": {"mean": fixed(40, "years"), "spread": fixed(0, "years")},
        },
        "clocks": {"life": clock, **(more_clocks or {})},
        "programme": {
            "served": {"intake": fixed(12, "months"), "length": fixed(12, "months")},
            "costs": {"team": {"label": label("team"), "total": fixed(1, "mio DKK", price_year=2020), "years": [2020]}},
        },
        "effects": {
            "attribution": fixed(1, "share"),
            "profiles": {
                "plain": {"lag": fixed(0, "months"), "ramp": fixed(0, "months"), "half_life": fixed(1, "years")}
            },
            "ratios": ratios
            if ratios is not None
            else {
                "none": {
                    "clock": "life",
                    "kind": "hazard_ratio",
                    "transitions": [next(iter(transitions))],
                    "ratio": fixed(1, "ratio"),
                    "profile": "plain",
                }
            },
            "levels": levels or {},
        },
        "prices": {
            "stay": {
                "label": label("stay"),
                "clock": "life",
                "states": [next(iter(declared))],
                "per_time": fixed(100_000, "DKK per year", price_year=2020),
                "category": "support",
                "financing": "town",
            }
        },
        "financing": {"town": {"label": label("town"), "shares": {"municipality": fixed(1, "share")}}},
        "discounting": {"rates": {"0 years": fixed(0.035, "per year")}},
        "claims": {
            "recouped": {
                "label": label("recouped"),
                "headline": True,
                "perspective": "municipality",
                "costs": "gross",
                "within_years": 3,
                "source": "invented",
            }
        },
    }
    if frailty is not None:
        content["population"]["frailty"] = {"variance": fixed(frailty, "ratio")}  # type: ignore[index]
    return {**content, **overrides}


def tiny(**declared: Any) -> Scenario:
    return as_scenario(document(**declared))


def live(
    scenario: Scenario,
    *,
    draws: int = 100,
    replications: int = 2,
    seed: int = 1,
    engine: Engine = Engine.MONTECARLO,
) -> tuple[CompiledModel, Occupancy]:
    """Simulate; draws of a scenario without uncertainty are independent replications of the population.

    The engine expected has nothing to replicate: two draws tell as much as two hundred.
    """
    model = compile_model(scenario, draws=2 if engine is Engine.EXPECTED else draws, seed=seed)
    return model, live_with(model, Exposure(model.schedule), replications, engine=engine)


def live_with(
    model: CompiledModel, exposure: Exposure, replications: int = 2, *, engine: Engine = Engine.MONTECARLO
) -> Occupancy:
    if engine is Engine.EXPECTED:
        return expect(model, exposure, settings=resolution(model, exposure).settings)
    return simulate(model, exposure, replications=replications, workers=2)


def yearly(occupancy: Occupancy, state: str, *, strategy: int = 1, kind: str = "time") -> NDArray[np.float64]:
    """Person-years (or entries) per year, shape (draw, year)."""
    cells = occupancy.cells.find("life", (state,), kind=kind)
    months = occupancy.quantities[:, :, strategy][..., cells].mean(axis=1).sum(axis=(1, 3)).astype(np.float64)
    return months.reshape(months.shape[0], -1, 12).sum(axis=2)


def z_score(sample: NDArray[np.float64], expected: NDArray[np.float64] | float) -> NDArray[np.float64]:
    """Distance of the mean over draws from the expected value in standard errors, element by element.

    What is not sampled has no standard error; it is given a quarter of a thousandth of the largest value, so that four
    of them are its resolution.
    """
    error = sample.std(axis=0, ddof=1) / np.sqrt(sample.shape[0])
    if np.all(error <= 1e-9 * np.abs(sample).max()):
        error = np.full_like(error, 2.5e-4 * np.abs(expected).max())
    return np.abs(sample.mean(axis=0) - expected) / np.maximum(error, 1e-12)
