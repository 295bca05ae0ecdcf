"""What `breakeven`, `sensitivity`, `voi` and `plans` found, for machines: derived from the types of their results.

A document has what its result has, but for the scenario and the claim, of which the facts are told.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields, make_dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal, get_type_hints

from businesscase.analysis.breakeven.results import BreakEven
from businesscase.analysis.plans.results import Plans
from businesscase.analysis.sensitivity.results import Sensitivity
from businesscase.analysis.voi.results import Voi
from businesscase.core.payers import Perspective
from businesscase.core.vocabulary import ClockStart, Costs, Crossing, Discrepancy, Savings
from businesscase.measures.asked import Asked
from businesscase.report.json.plain import plain
from businesscase.report.json.schema import closed
from businesscase.scenario.load.scenario import Scenario

Version = Literal[1]  # counts up whenever a key is renamed, moved or taken away
FORMAT_VERSION: Version = 1
COMMITTED = Path("docs") / "reference" / "analyses.schema.json"
ANALYSES: dict[type[Any], str] = {BreakEven: "breakeven", Sensitivity: "sensitivity", Voi: "voi", Plans: "plans"}
_TOLD = ("scenario", "asked")  # fields of a result that are told as facts


@dataclass(frozen=True)
class Declared:
    """Of the scenario."""

    title: str
    horizon_years: int
    start: date
    price_year: int


@dataclass(frozen=True)
class Claimed:
    """The claim, as it was asked; `department`: whose purse it was asked of instead of the perspective's."""

    name: str
    department: str | None
    perspective: Perspective
    costs: Costs
    savings: Savings
    discounted: bool
    crossing: Crossing
    clock_start: ClockStart
    within_years: float
    confidence: float
    not_modelled: Discrepancy


def as_analysis(found: BreakEven | Sensitivity | Voi | Plans) -> dict[str, Any]:
    """The document as plain values, described type by type in analyses.schema.json.

    Raises:
        ValueError: if a number is not finite, which would not be JSON.
    """
    head = {
        "format_version": FORMAT_VERSION,
        "analysis": ANALYSES[type(found)],
        "scenario": plain(_declared(found.scenario), ".scenario"),
        "claim": plain(_claimed(found.asked), ".claim"),
    }
    own = {each.name: plain(getattr(found, each.name), f".{each.name}") for each in _own(type(found))}
    return {**head, **own}


def as_analysis_json(found: BreakEven | Sensitivity | Voi | Plans) -> str:
    """The document as text, keys in their own order."""
    return json.dumps(as_analysis(found), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def analyses_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of these documents: which one it is says its key `analysis`."""
    from pydantic import TypeAdapter

    found: dict[str, Any] = {"oneOf": [], "$defs": {}}
    for kind in ANALYSES:
        schema = closed(TypeAdapter(_document(kind)).json_schema(mode="serialization"))
        for each, definition in schema.pop("$defs").items():
            assert found["$defs"].setdefault(each, definition) == definition, f"two types are called {each}"
        found["$defs"][schema["title"]] = schema
        found["oneOf"].append({"$ref": f"#/$defs/{schema['title']}"})
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Analysis", **found}


def analyses_schema_text() -> str:
    """The schema as it is published."""
    return json.dumps(analyses_schema(), ensure_ascii=False, indent=2) + "\n"


def _own(kind: type[Any]) -> list[Any]:
    return [each for each in fields(kind) if each.name not in _TOLD]


def _document(kind: type[Any]) -> type[Any]:
    """The type of a document."""
    hints = get_type_hints(kind)
    head = [
        ("format_version", Version),
        ("analysis", Literal[ANALYSES[kind]]),
        ("scenario", Declared),
        ("claim", Claimed),
    ]
    own = [(each.name, hints[each.name]) for each in _own(kind)]
    made = make_dataclass(f"{kind.__name__}Document", [*head, *own], frozen=True)
    made.__doc__ = kind.__doc__
    return made


def _declared(scenario: Scenario) -> Declared:
    time = scenario.time
    return Declared(scenario.title, time.horizon_years, time.start, time.price_year)


def _claimed(asked: Asked) -> Claimed:
    claim = asked.claim
    return Claimed(
        asked.name, asked.department, claim.perspective, claim.costs, claim.savings, claim.discounted, claim.crossing,
        claim.clock_start, claim.within_years, claim.confidence, claim.not_modelled,
    )  # fmt: skip
