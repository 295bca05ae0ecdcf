"""Small scenarios with every kind of price and rule, and results of them, for tests of the workbook."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
from hypothesis import strategies as st

from businesscase.core.vocabulary import Engine
from businesscase.ledger.central import central_of
from businesscase.measures.payback import whole_years
from businesscase.measures.result import Result
from businesscase.model.central import central_model
from businesscase.model.compile import compile_model
from businesscase.pipeline import run
from businesscase.scenario.load.resolve import as_scenario
from businesscase.scenario.load.scenario import Scenario
from businesscase.workbook.workbook import Book
from tests.tiny import document, fixed, label


def small(
    *,
    start: date = date(2020, 1, 1),
    horizon: int = 6,
    rate: float = 0.3,
    price: float = 100_000.0,
    later: float = 120_000.0,
    change: str = "2021-07-01",
    state_share: float = 0.4,
    moving: float = 0.05,
    cost: float = 1.0,
    grant: float = 0.4,
    interest: float = 0.035,
    tax: float = 0.25,
    ratio: float = 2.0,
    growth: float = 0.03,
    left_out: float = 3_000.0,
    booked: bool = True,
    half_life: float = 1.0,
) -> Scenario:
    """A benefit whose price and share change inside a year, a wage, taxes, a grant, departments and discounting.

    And what is not modelled: a saving of a department, one of no department, and a cost of the state. `booked`: whether
    it says on which accounts, casework divided among two.
    """
    year = start.year
    content = document(
        states=["support", "job"],
        transitions={"support -> job": {"exponential": {"rate": fixed(rate, "per year")}}},
        start={"support": {"share": "rest"}},
        horizon_years=horizon,
        ratios={
            "help": {
                "clock": "life", "kind": "hazard_ratio", "transitions": ["support -> job"],
                "ratio": fixed(ratio, "ratio"), "profile": "plain",
            }
        },
    )  # fmt: skip
    content["time"] = {"start": start, "horizon_years": horizon, "price_year": 2021}
    content["population"]["moving_away"] = fixed(moving, "per year")
    dated = {
        "since": {
            "2019": fixed(price, "DKK per year", price_year=2020),
            change: fixed(later / 12.0, "DKK per month", price_year=2021),
        }
    }
    content["prices"] = {
        "stay": {
            "label": label("stay"), "clock": "life", "states": ["support"], "per_time": dated,
            "factor": fixed(0.9, "ratio"), "category": "support", "financing": "town", "to_household": True,
        },
        "wage": {
            "label": label("=wage"), "clock": "life", "states": ["job"],
            "per_time": fixed(25_000.0, "DKK per month", price_year=2021),
            "category": "wage", "financing": "employer", "to_household": True,
        },
        "entry": {
            "label": label("entry"), "clock": "life", "states": ["job"],
            "per_entry": fixed(5_000.0, "DKK", price_year=2021), "category": "casework", "financing": "half",
        },
    }  # fmt: skip
    content["financing"] = {
        "town": {
            "label": label("town"),
            "shares": {"municipality": "rest", "central_government": fixed(state_share, "share")},
        },
        "half": {
            "label": label("half"),
            "shares": {"municipality": fixed(0.5, "share"), "region": fixed(0.5, "share")},
        },
        "employer": {"label": label("employer"), "shares": {}},
    }
    content["levies"] = {
        "tax": {
            "label": label("tax"), "on": ["wage", "support"], "rate": fixed(tax, "share"),
            "rate_factor": fixed(0.8, "ratio"), "payer": "household", "receiver": "municipality", "category": "tax",
        }
    }  # fmt: skip
    content["indices"] = {
        "prices": {
            "label": label("prices"),
            "growth": {each: fixed(growth, "per year") for each in range(2020, year + horizon + 2)},
        }
    }
    categories = ("support", "wage", "casework", "programme_cost", "grant", "displaced_casework", "steady_state_cost")
    content["index_of"] = dict.fromkeys(categories, "prices")
    content["programme"]["costs"] = {
        "team": {
            "label": label("team"), "total": fixed(cost, "mio DKK", price_year="as_spent"), "years": [year, year + 1],
            "departments": {"work": fixed(0.7, "share"), "family": fixed(0.3, "share")},
        }
    }  # fmt: skip
    content["programme"]["grants"] = {
        "fund": {
            "label": label("fund"), "payer": "foundation",
            "total": fixed(grant, "mio DKK", price_year="as_spent"), "years": [year],
        }
    }  # fmt: skip
    content["programme"]["displaced"] = {
        "saved": {"label": label("saved"), "per_family": fixed(2_000.0, "DKK per year", price_year=2020)}
    }
    content["programme"]["steady_state"] = {"per_family": fixed(15_000.0, "DKK", price_year=2020)}
    content["departments"] = {
        "work": {"label": label("Work"), "categories": ["support", "casework", "tax"]},
        "family": {"label": label("Family"), "categories": ["displaced_casework"]},
    }
    content["budget_reducible"] = {
        "support": {"share": fixed(0.6, "share"), "lag": fixed(1, "years"), "ramp": fixed(9, "months")}
    }
    content["discounting"] = {"rates": {"0 years": fixed(interest, "per year"), "3 years": fixed(0.02, "per year")}}
    declared = fixed(left_out, "DKK per year", price_year=2020)
    content["index_of"]["not_modelled"] = "prices"
    content["not_modelled"] = {
        "school": {"label": label("school"), "per_family": declared, "payer": "municipality", "department": "family"},
        "unknown": {"label": label("unknown"), "per_family": fixed(-900, "DKK per year", price_year=2021),
                    "payer": "municipality"},
        "state": {"label": label("state"), "per_family": declared, "payer": "central_government"},
    }  # fmt: skip
    for entry in content["not_modelled"].values():
        entry["profile"] = "plain"
    content["effects"]["profiles"]["plain"]["half_life"] = fixed(half_life, "years")
    if booked:
        content |= accounts()
    content["claims"]["recouped"] |= {"costs": "net_of_grants"}
    return as_scenario(content)


def accounts() -> dict[str, Any]:
    """A chart of accounts of four classes, and where each category is booked: gross, co-financed, divided."""

    def row(area: str, name: str) -> list[dict[str, Any]]:
        return [{"name": label(name), "area": area, "since": 2007, "verified": True, "source": "invented"}]

    def at(function: str, **more: Any) -> dict[str, Any]:
        return {"function": function, "source": "invented", "art": "1.0", **more}

    return {
        "accounts": {
            "5.57.73": row("budget_guaranteed", "benefits"),
            "5.28.20": row("service", "homes"),
            "5.28.22": row("service", "families"),
            "6.45.53": row("service", "staff"),
            "7.68.90": row("financing", "taxes"),
        },
        "account_of": {
            "support": [at("5.57.73", refusion="booked", refusion_art="8.6")],
            "casework": [at("5.28.22", share=0.625), at("5.28.20", share=0.375)],
            "tax": [at("7.68.90", dranst=7)],
            **{
                name: [at("6.45.53")] for name in ("displaced_casework", "programme_cost", "grant", "steady_state_cost")
            },
        },
    }


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """Small scenarios over the range of what may be declared."""
    shares = st.floats(0.05, 0.95)
    kinds: dict[str, Any] = {
        "start": st.sampled_from([date(2020, 1, 1), date(2020, 7, 1), date(2021, 4, 1)]),
        "horizon": st.integers(3, 8),
        "rate": st.floats(0.05, 2.0),
        "price": st.floats(1_000.0, 400_000.0),
        "later": st.floats(1_000.0, 400_000.0),
        "change": st.sampled_from(["2020-02-01", "2021-07-01", "2022-03-15", "2040"]),
        "state_share": shares,
        "moving": st.sampled_from([0.0, 0.03, 0.3]),
        "cost": st.floats(0.01, 5.0),
        "grant": st.floats(0.01, 0.99),
        "interest": st.floats(0.0, 0.1).map(lambda rate: round(rate, 6)),
        "tax": shares,
        "ratio": st.floats(0.5, 5.0),
        "growth": st.floats(-0.02, 0.08).map(lambda rate: round(rate, 6)),
        "left_out": st.floats(-20_000.0, 40_000.0).map(lambda amount: round(amount, 2)),  # kroner and øre
        "booked": st.booleans(),
        "half_life": st.sampled_from([0.5, 1.0, 50.0]),
    }
    drawn = {name: draw(kind) for name, kind in kinds.items()}
    return small(**{**drawn, "grant": drawn["grant"] * drawn["cost"] / 2.0})  # no more than is spent in its year


def assert_whole_years_agree(book: Book) -> None:
    """The sheet interpolates within its periods, the library within months: both end in the same year, or in none."""
    never, free = book.paybacks.never.value, book.paybacks.no_cost.value
    for answer in book.paybacks.answers:
        told = {each.value for each in (answer.library, answer.years, answer.whole_years)}
        if not answer.cost.number:  # nothing to recoup is no payback at once, and no first time either
            assert told | {answer.first_years.value} == {free}, answer.asked
        elif isinstance(answer.library.value, str):
            assert told == {never}, answer.asked
        else:
            assert answer.whole_years.value == whole_years(np.array(answer.library.number)), answer.asked


def result_of(scenario: Scenario, draws: int = 2, seed: int = 1, engine: Engine = Engine.MONTECARLO) -> Result:
    """A run with few draws; sampled, because the workbook does not know engines and choosing one takes longest."""
    return run(scenario, draws=draws, replications=2, seed=seed, workers=1, engine=engine)


def valued_again(result: Result, values: dict[str, float]) -> Result:
    """The library's own answer to changed inputs: the same quantities, valued again; only what the workbook reads."""
    changed = result.scenario.with_values(values)
    model = compile_model(changed, draws=result.run.draws, seed=result.run.seed)
    return replace(result, scenario=changed, central=central_of(central_model(changed, model), result.occupancy))
