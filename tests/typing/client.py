"""A client of the public door, checked by mypy in strict mode and never run."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

import businesscase
from businesscase import (
    Comparison,
    Edits,
    Explanation,
    Payer,
    Perspective,
    Result,
    Scenario,
    Verdict,
    compare,
    explain,
    export,
    load_scenario,
    read_edits,
    run,
)

scenario: Scenario = load_scenario("scenario.yaml")
result: Result = run(scenario, draws=100, seed=1)
probability: float = result.headline.probability
names: list[str] = [claim.name for claim in result.claims]
mean: tuple[float, ...] = result.money.net_saving[result.headline.perspective].mean
frame: pd.DataFrame = result.to_frame("net_saving")
book: Path = export(result, "book.xlsx", language="en")
meaning: str = explain(scenario, "effects.attribution").meaning
costs: list[float] = [case.result.money.cost for case in compare("scenario.yaml").cases]
error: type[Exception] = businesscase.ScenarioError
engine: str = result.run.engine.value
by_word: float = result.money.extra_cost["region"] + result.money.extra_cost[Perspective("region")]
states: list[str] = list(result.money.net_saving)
is_refuted: bool = result.headline.verdict is Verdict.REFUTED
payers: list[Payer] = [purse.payer for purse in result.purses]
compared: Comparison = compare([scenario, "other.yaml"], draws=100, engine="auto")
explained: Explanation = explain(scenario, "time")
edits: Edits = read_edits("book.xlsx", scenario)
again: Result = run(scenario, edits="book.xlsx")
html: str = result._repr_html_() + scenario._repr_html_()
