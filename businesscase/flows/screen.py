"""A table of flows on screen, and as JSON."""

from __future__ import annotations

import json
from typing import Any

from rich.console import Console
from rich.text import Text

from businesscase.flows import tables
from businesscase.flows.measures import FlowsResult, PartyFlows, Valued
from businesscase.flows.table import EVERYONE
from businesscase.report.json.plain import plain
from businesscase.report.terminal.terminal import print_table
from businesscase.report.texts.texts import ENGLISH, Texts

FORMAT_VERSION = 1  # counts up whenever a key is renamed, moved or taken away


def print_flows(result: FlowsResult, texts: Texts, console: Console) -> None:
    """The answer of the party that stands first, what it hangs on, then all parties."""
    title = texts("flows.title", source=result.flows.source)
    console.print(Text(title, style="bold"), Text(tables.subtitle(result, texts), style="dim"), sep="\n")
    console.print()
    console.print(Text(tables.answer(result, texts), style="bold"))
    console.print()
    for line in tables.declared(result, texts):
        console.print(Text(line))
    chances = tables.chances(result, texts)
    for table in (
        tables.paybacks(result, texts, discounted=False),
        tables.paybacks(result, texts, discounted=True),
        *([chances] if result.flows.drawn and chances.rows else []),  # none where the table ends before the limit
        tables.rates(result, texts),
    ):
        console.print()
        print_table(table, texts, console)


def as_flows_document(result: FlowsResult) -> dict[str, Any]:
    """Keys as documented in docs/reference/json.md; null where something is not within the horizon or not known.

    Raises:
        ValueError: if a number is not finite, which would not be JSON.
    """
    flows, terms = result.flows, result.terms
    opening = (flows.paid - flows.saved)[:, :, 0].mean(axis=1) if flows.opens else None
    found: dict[str, Any] = plain(
        {
            "format_version": FORMAT_VERSION,
            "source": flows.source,
            "begins": flows.begins,
            "ends": flows.ends,
            "horizon_years": result.horizon,
            "draws": result.draws if flows.drawn else None,
            "at_time_0": None if opening is None else dict(zip(flows.payers, map(float, opening), strict=True)),
            "clock_start": terms.clock_start.value,
            "clock_starts_after": result.clock,
            "within_years": terms.within,
            "discount_rates": {f"{limit:g}": rate for limit, rate in sorted(terms.rates.items())},
            "flows_at": "end" if terms.at_end else "middle",
            "seed": terms.seed,
            "headline": terms.payer,
            "parties": [_party(party, texts=ENGLISH) for party in result.parties],
            "remarks": [ENGLISH(f"flows.remark.{remark.name.value}", **remark.values) for remark in flows.remarks],
        }
    )
    return found


def as_flows_json(result: FlowsResult) -> str:
    """The document as text, keys in their own order."""
    return json.dumps(as_flows_document(result), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _party(party: PartyFlows, *, texts: Texts) -> dict[str, Any]:
    return {
        "name": party.name,
        "label": tables.label(party.name, texts),
        "pays": party.pays,
        "undiscounted": _valued(party, party.undiscounted),
        "discounted": _valued(party, party.discounted),
        "internal_rate_of_return": party.internal_rate_of_return,
        "internal_rates": party.internal_rates,
        "internal_rates_above": -1.0,
        "peak_need": party.peak_need,
        "peak_years": party.peak_years,
    }


def _valued(party: PartyFlows, own: Valued) -> dict[str, Any]:
    everyone = party.name == EVERYONE
    return {
        "cost": own.cost,
        "saving": own.saving,
        "net_present_value" if own.discounted else "net_saving": own.net,
        "benefit_cost_ratio": own.ratio if everyone else None,
        "fiscal_return": None if everyone else own.ratio,
        "first_years": own.first_years,
        "sustained_years": own.sustained_years,
        "probability": own.probability,
        "probability_by_year": own.probability_by_year,
        "never_share": own.never_share,
    }
