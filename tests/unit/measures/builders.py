"""A tiny invented municipality for tests of measures and reports: a scenario, ledgers and quantities made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np

from businesscase.core.payers import Payer, Perspective
from businesscase.core.vocabulary import Costs, Engine
from businesscase.engines.common.occupancy import Occupancy
from businesscase.ledger.central import Central
from businesscase.ledger.ledger import Ledger, Line
from businesscase.measures.asking import Valued
from businesscase.measures.drawn import drawn_of
from businesscase.measures.result import Origin, Result, Run
from businesscase.measures.returns import in_success, success_cells
from businesscase.measures.summary import Beside, Counted, measure
from businesscase.model.structure.cells import Cell, CellTable
from businesscase.model.structure.structure import structure_of
from businesscase.model.tariffs.tariffs import tariffs_of
from businesscase.rules.amounts import Amounts
from businesscase.scenario.load.scenario import Scenario

HORIZON = 10


def label(text: str) -> dict[str, str]:
    return {"en": text, "da": text + " (da)"}


def sourced(value: float, unit: str, **more: Any) -> dict[str, Any]:
    return {"value": float(value), "unit": unit, "source": "invented register", "grade": "A", **more}


def assumed(value: float, low: float, high: float, unit: str, **more: Any) -> dict[str, Any]:
    return {"value": value, "low": low, "high": high, "unit": unit, "assumption": "invented for a test", **more}


def declaration(**changes: Any) -> dict[str, Any]:
    """The mapping behind `scenario()`; `changes` replace whole top-level parts."""
    kroner = {"price_year": 2020}
    base: dict[str, Any] = {
        "version": 1,
        "title": "Invented municipality",
        "evidence": label("Levels among participants at project end; no control group."),
        "time": {"start": date(2020, 1, 1), "horizon_years": HORIZON, "price_year": 2020},
        "population": {
            "families": sourced(10, "families"),
            "persons": sourced(40, "persons"),
            "segments": {
                "single": {"label": label("Single parents"), "parents": 1, "share": assumed(0.6, 0.5, 0.7, "share")},
                "couple": {"label": label("Couples"), "parents": 2, "share": "rest"},
            },
            "parent_ages": {"mean": sourced(38, "years"), "spread": sourced(6, "years")},
        },
        "clocks": {
            "public_benefit": {
                "label": label("Public benefit"),
                "members": "parents",
                "states": {
                    "support": {"label": label("Support"), "counts": "benefit"},
                    "job": {"label": label("Job"), "counts": "self_support"},
                },
                "start": {"support": {"share": "rest"}},
                "transitions": {"support -> job": {"exponential": {"rate": sourced(0.1, "per year")}}},
            },
            "social_measure": {
                "label": label("Social measure"),
                "members": "children",
                "ages": {"until": 18.0},
                "states": {"none": {"label": label("No measure")}, "placed": {"label": label("Placed away")}},
                "start": {"none": {"share": "rest"}},
                "transitions": {"none -> placed": {"exponential": {"rate": sourced(0.02, "per year")}}},
            },
        },
        "programme": {
            "served": {"intake": sourced(1, "years"), "length": sourced(2, "years")},
            "costs": {
                "team": {"label": label("Team"), "total": sourced(2.0, "mio DKK", **kroner), "years": [2020, 2021]}
            },
            "steady_state": {"per_family": assumed(150.0, 100.0, 200.0, "thousand DKK", **kroner)},
            "success": {"clock": "public_benefit", "states": ["job"]},
        },
        "effects": {
            "attribution": assumed(0.5, 0.1, 0.9, "share"),
            "profiles": {
                "full": {
                    "lag": sourced(0, "years"),
                    "ramp": sourced(1, "years"),
                    "half_life": assumed(5.0, 2.0, 15.0, "years"),
                }
            },
            "levels": {
                "work": {
                    "clock": "public_benefit",
                    "measured": date(2023, 1, 1),
                    "observed": True,
                    "profile": "full",
                    "effective_n": assumed(60.0, 40.0, 80.0, "persons"),
                    "targets": {
                        "job": {"states": ["job"], "transitions": ["support -> job"], "share": sourced(0.5, "share")}
                    },
                }
            },
        },
        "prices": {
            "support": {
                "label": label("Support"),
                "clock": "public_benefit",
                "states": ["support"],
                "per_time": sourced(15000, "DKK per month", **kroner),
                "category": "public_benefit",
                "financing": "municipal",
                "to_household": True,
            }
        },
        "financing": {
            "municipal": {"label": label("Municipal"), "shares": {Payer.MUNICIPALITY: sourced(1.0, "share")}},
        },
        "discounting": {"rates": {"0 years": sourced(0.035, "per year"), "35 years": sourced(0.025, "per year")}},
        "claims": {
            "recouped": {
                "label": label("The extra cost is recouped within five years"),
                "headline": True,
                "perspective": Perspective.MUNICIPALITY,
                "costs": Costs.NET_OF_GRANTS,
                "within_years": 5.0,
                "source": "the fund's own page",
            },
            "public_sector": {
                "label": label("Recouped for the public sector"),
                "perspective": Perspective.PUBLIC_SECTOR,
                "costs": Costs.GROSS,
                "discounted": True,
                "within_years": 5.0,
                "source": "tested beside it",
            },
        },
    }
    return {**base, **changes}


def scenario(**changes: Any) -> Scenario:
    return Scenario.model_validate(declaration(**changes))


def book(amounts: dict[Any, Any], *, years: int = HORIZON, draws: int = 1, halves: int = 2) -> Ledger:
    """A ledger from yearly amounts (programme, counterfactual) per line, spread evenly over the months.

    A key is (payer, category) or (payer, category, department), a value a pair of arrays that broadcast to
    (draw, half, year).
    """
    lines = tuple(Line(*key) for key in amounts)
    table = np.zeros((draws, halves, 2, len(lines), years * 12))
    for row, pair in enumerate(amounts.values()):
        for strategy, yearly in enumerate(pair):
            full = np.broadcast_to(np.asarray(yearly, dtype=np.float64), (draws, halves, years))
            table[:, :, strategy, row] = np.repeat(full / 12, 12, axis=-1)
    return Ledger(lines, table, np.arange(years * 12 + 1) / 12)


CELLS = CellTable(
    (
        Cell("public_benefit", "parent", "support", "time", 0),
        Cell("public_benefit", "parent", "support", "time", 1),
        Cell("public_benefit", "parent", "job", "time"),
        Cell("social_measure", "child", "none", "time"),
        Cell("social_measure", "child", "placed", "time"),
        Cell("public_benefit", "parent", "job", "entry"),
        Cell("social_measure", "child", "placed", "entry"),
    )
)


def occupancy(*, years: int = HORIZON, draws: int = 1, halves: int = 2) -> Occupancy:
    """10 parents, of whom 4 (programme) or 2 hold a job throughout, half the others in band 1; 20 children.

    1 child (programme) or 2 are placed; 0.1 or 0.2 children enter a placement each month. Two equal segments.
    """
    monthly = np.array(
        [[3 / 12, 3 / 12, 4 / 12, 19 / 12, 1 / 12, 0.4, 0.1], [4 / 12, 4 / 12, 2 / 12, 18 / 12, 2 / 12, 0.2, 0.2]]
    )
    quantities = np.zeros((draws, halves, 2, 2, years * 12, len(CELLS)), dtype=np.float32)
    quantities += (monthly / 2)[None, None, :, None, None, :]
    return Occupancy(quantities, CELLS, np.arange(years * 12 + 1) / 12, ("single", "couple"), 8, "invented")


def noisy_ledger(*, draws: int, saving: float, spread: float, noise: float, seed: int = 0) -> Ledger:
    """2 mio. cost over two years, half of it granted; a yearly saving that differs between draws and halves."""
    generator = np.random.default_rng(seed)
    yearly = (
        saving + spread * generator.standard_normal((draws, 1, 1)) + noise * generator.standard_normal((draws, 2, 1))
    )
    spent = np.r_[1.0e6, 1.0e6, np.zeros(HORIZON - 2)]
    return book(
        {
            (Payer.MUNICIPALITY, "programme_cost"): (spent, 0),
            (Payer.MUNICIPALITY, "grant"): (-spent / 2, 0),
            (Payer.FOUNDATION, "grant"): (spent / 2, 0),
            (Payer.MUNICIPALITY, "steady_state_cost"): (0.75 * spent, 0),
            (Payer.MUNICIPALITY, "public_benefit"): (2.0e6 - yearly, 2.0e6),
            (Payer.CENTRAL_GOVERNMENT, "public_benefit"): (0.5e6 - yearly / 4, 0.5e6),
            (Payer.HOUSEHOLD, "public_benefit"): (-2.5e6 + yearly, -2.5e6),
            (Payer.CENTRAL_GOVERNMENT, "tax"): (-6e5 + yearly / 8, -6e5),
            (Payer.HOUSEHOLD, "tax"): (6e5 - yearly / 8, 6e5),
        },
        draws=draws,
    )


def averaged(ledger: Ledger) -> Ledger:
    """The mean over draws and halves, as a central ledger is one of each."""
    return replace(ledger, amounts=ledger.amounts.mean(axis=(0, 1), keepdims=True))


def result(
    *, draws: int = 40, saving: float = 2.2e5, spread: float = 8e4, noise: float = 1e4, **changes: Any
) -> Result:
    """A measured result of the invented municipality."""
    ledger = noisy_ledger(draws=draws, saving=saving, spread=spread, noise=noise)
    generator = np.random.default_rng(1)
    effect = ledger.amounts[:, 0, 1, 4, 0] - ledger.amounts[:, 0, 0, 4, 0]
    given: dict[str, Any] = {
        "scenario": scenario(),
        "ledger": ledger,
        "segment_ledgers": {"single": ledger, "couple": ledger},
        "occupancy": occupancy(draws=draws),
        "inputs": {
            "effects.attribution": effect / max(effect.max(), 1.0),
            "clocks.noise": generator.standard_normal(draws),
        },
        "seed": 1,
        "predicted": lambda: Beside({}, {}, {}, np.ones(draws, dtype=bool)),
        "fitted": (),
        **changes,
    }
    given.setdefault("stocks", stocks(given["scenario"]))
    given.setdefault("central_ledger", averaged(given["ledger"]))
    given.setdefault("cohort_ledgers", (ledger, averaged(ledger)))
    there, cohort = given["occupancy"], given["cohort_ledgers"]
    cells = success_cells(given["scenario"], there)
    success = None if cells is None else in_success(there, cells)
    drawn = drawn_of(given["ledger"], success)
    run = Run(
        None, Engine.MONTECARLO, "asked for", {}, drawn.draws, there.replications, given["seed"], None, {},
        Origin("0" * 64), None, given["fitted"],
    )  # fmt: skip
    segments = {name: averaged(one) for name, one in given["segment_ledgers"].items()}
    together = None if cohort is None else (drawn_of(cohort[0]), cohort[1])
    return measure(
        given["scenario"],
        run,
        Valued(drawn, given["central_ledger"], segments, together),
        Counted(
            central(given["scenario"], there, given["central_ledger"]), {"single": 6, "couple": 4}, 40, given["stocks"]
        ),
        given["predicted"],
        given["inputs"],
    )


def stocks(declared: Scenario) -> dict[str, np.ndarray]:
    """Two draws of every target: half reported, a fifth without, and half of the gap credited."""
    return {
        f"effects.levels.{name}.targets.{target}": np.array([[0.45, 0.55], [0.15, 0.25], [0.3, 0.4]])
        for name, level in declared.effects.levels.items()
        for target in level.targets
    }


def central(declared: Scenario, lived: Occupancy, ledger: Ledger) -> Central:
    """A central case whose quantities and money need not fit together."""
    structure = replace(structure_of(declared), cells=lived.cells, band_limits=(0.0, 1.0))
    return Central(
        effective={},
        tariffs=tariffs_of(declared, structure, Amounts(declared)),
        occupancy=lived.mean(),
        ledger=ledger,
        refunded=refunded(ledger),
        served=np.zeros(len(lived.edges) - 1),
        resident=np.ones(len(lived.edges) - 1),
    )


def refunded(ledger: Ledger) -> Ledger:
    """The state's part of each category, as far as families still live here: as this municipality to both."""
    flows = {}
    for line in ledger.lines:
        if line.payer is Payer.CENTRAL_GOVERNMENT:
            here, elsewhere = (
                ledger.total((payer,), (line.category,)) for payer in (Payer.MUNICIPALITY, Payer.OTHER_MUNICIPALITY)
            )
            both = here + elsewhere
            part = np.where(both == 0.0, 1.0, here / np.where(both == 0.0, 1.0, both))
            flows[line] = ledger.total((line.payer,), (line.category,)) * part
    amounts = np.stack(list(flows.values()), axis=3) if flows else ledger.amounts[:, :, :, :0]
    return Ledger(tuple(flows), amounts, ledger.edges)


def altered(found: Result, **changes: Any) -> Result:
    """The result with other values of fields that lie in its groups, or of its own."""
    for name, value in changes.items():
        group = next((each for each in ("run", "paybacks", "money") if hasattr(getattr(found, each), name)), None)
        own = value if group is None else replace(getattr(found, group), **{name: value})
        found = replace(found, **{group or name: own})
    return found
