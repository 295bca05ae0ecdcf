"""A SØM calculation on screen, and as JSON."""

from __future__ import annotations

import json
from typing import Any

from rich.console import Console
from rich.text import Text

from businesscase.report.json.plain import plain
from businesscase.report.terminal.terminal import print_table
from businesscase.report.texts.sentences import evidence_line
from businesscase.report.texts.texts import Texts
from businesscase.som import tables as som
from businesscase.som.measures import SomResult, SomView


def print_som(result: SomResult, texts: Texts, console: Console) -> None:
    """SØM's own table first, then what it lacks, then what its method ignores."""
    console.print(Text(result.scenario.title, style="bold"), Text(som.subtitle(result, texts), style="dim"), sep="\n")
    console.print(Text(som.timing(result, texts)))
    for table in (som.by_year(result, texts), som.by_item(result, texts), *som.item_years(result, texts)):
        console.print()
        print_table(table, texts, console)
    console.print()
    console.print(Text(texts("som.lacks"), style="bold"))
    console.print(Text(som.verdict(result, texts)))
    console.print(Text(som.needed(result, texts)))
    for table in (*som.how_sure(result, texts), som.returns(result, texts)):
        console.print()
        print_table(table, texts, console)
    lines = list(som.turning(result, texts))
    if lines:
        console.print()
        years = texts.plain(result.scenario.within_years)
        console.print(Text(texts("title.drivers", years=years), style="bold"))
        for line in lines:
            console.print(Text(line, overflow="ignore", no_wrap=True), soft_wrap=True)
    console.print()
    console.print(Text(texts("som.ignores"), style="bold"))
    for line in som.ignores(texts):
        console.print(Text(line))
    console.print(Text(evidence_line(result.scenario.evidence, texts)))


def as_som_document(result: SomResult) -> dict[str, Any]:
    """Keys as documented in docs/reference/json.md; null where something is not within the horizon or not known.

    Raises:
        ValueError: if a number is not finite, which would not be JSON.
    """
    scenario = result.scenario
    document = {
        "scenario": {
            "title": scenario.title,
            "participants": sum(number.canonical for number in scenario.participants.values()),
            "success_rate": scenario.success_rate.canonical,
            "horizon_years": scenario.time.horizon_years,
            "start": scenario.time.start.isoformat(),
            "price_year": scenario.time.price_year,
            "evidence": scenario.evidence.en,
            "perspective": scenario.perspective.value,
            "clock_start": scenario.clock_start,
            "within_years": scenario.within_years,
            "confidence": scenario.confidence,
        },
        "draws": result.draws,
        "seed": result.seed,
        "years": list(result.years),
        "net_by_year": {
            payer.value: {item: list(flows) for item, flows in items.items()} for payer, items in result.flows.items()
        },
        "net_at_time_0": {payer.value: net for payer, net in result.opening.items()},
        "as_som": _view(result.as_som),
        "timed": None if result.timed is None else _view(result.timed),
    }
    found: dict[str, Any] = plain(document)
    return found


def as_som_json(result: SomResult) -> str:
    """The document as text, keys in their own order."""
    return json.dumps(as_som_document(result), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _view(view: SomView) -> dict[str, Any]:
    return {
        "probability": view.probability.value,
        "monte_carlo_error": view.probability.error,
        "lower": view.probability.lower,
        "upper": view.probability.upper,
        "verdict": view.verdict.value,
        "net_result": view.net_result,
        "net_within": view.net_within,
        "payback": list(view.payback.values()),
        "needed_rate": view.needed_rate,
        "needed_rate_within": view.needed_rate_within,
        "returns": view.returns,
        "drivers": view.drivers,
    }
