"""A client of the public door, checked by mypy in strict mode and never run."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

import businesscase
from businesscase import Result, Scenario, compare, explain, export, load_scenario, run

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
html: str = result._repr_html_() + scenario._repr_html_()
