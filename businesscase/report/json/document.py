"""`Document`: the result for machines, which `--json` writes. Nothing is rounded, nothing is NaN.

The groups are those of `Result`; what is added here are the facts of the scenario and of the run that a reader needs.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from businesscase.core.vocabulary import Engine
from businesscase.measures.observations import Observed
from businesscase.measures.precision import Sought
from businesscase.measures.result import Money, Moved, Paybacks, Result
from businesscase.measures.rows import Accounts, ClaimResult, Driver, Purse, TurningPoint
from businesscase.report.json.plain import plain
from businesscase.scenario.explain.own_records import OwnUpdate, updates

Version = Literal[1]  # counts up whenever a key is renamed, moved or taken away
FORMAT_VERSION: Version = 1


@dataclass(frozen=True)
class Facts:
    """What was declared.

    Attributes:
        frozen: the year of which rules and prices were kept; null: as legislated.
        evidence: what the effects rest on, in English.
        left_out: what the model leaves out and which way that pushes, in English, by name.
        not_modelled: what it leaves out and counts as it was declared, in English, by name.
        own_records: numbers that the municipality's own counts have moved, before and after.
    """

    title: str
    horizon_years: int
    start: date
    price_year: int
    frozen: int | None
    evidence: str
    left_out: Mapping[str, str]
    not_modelled: Mapping[str, str]
    own_records: tuple[OwnUpdate, ...]


@dataclass(frozen=True)
class Changed:
    """A number that a reader changed in a workbook, in the scenario's own unit."""

    key: str
    file: float
    workbook: float
    fixed: bool


@dataclass(frozen=True)
class Assumptions:
    """What a reader changed: of the workbook its content counts, not where it lies."""

    workbook_sha256: str
    changed: tuple[Changed, ...]


@dataclass(frozen=True)
class Computed:
    """How the answer was computed: `measures.result.Run` without places on a machine.

    Attributes:
        quantities_sha256: hash of all that the quantities come from: equal hash, equal quantities.
        scrambles: of Sobol points that the draws are; 0: they are random.
        sought: a precision that was asked for; null where none was.
    """

    variant: str | None
    engine: Engine
    reason: str
    approximations: Mapping[str, float]
    draws: int
    replications: int
    seed: int
    noise_share: float | None
    redrawn: Mapping[str, float]
    quantities_sha256: str
    scrambles: int
    sought: Sought | None
    assumptions: Assumptions | None


@dataclass(frozen=True)
class Document:
    """A result. Amounts are DKK in prices of `price_year`; null: not within the horizon, or not known."""

    format_version: Version
    scenario: Facts
    run: Computed
    claims: tuple[ClaimResult, ...]
    drivers: tuple[Driver, ...]
    turning: tuple[TurningPoint, ...]
    observations: Observed
    paybacks: Paybacks
    purses: tuple[Purse, ...]
    accounts: Accounts | None
    money: Money
    moved: Moved


def document_of(result: Result) -> Document:
    """What of a result is told to machines."""
    scenario, run = result.scenario, result.run
    edits = run.edits
    return Document(
        format_version=FORMAT_VERSION,
        scenario=Facts(
            title=scenario.title,
            horizon_years=scenario.time.horizon_years,
            start=scenario.time.start,
            price_year=scenario.time.price_year,
            frozen=None if scenario.frozen is None else scenario.frozen.year,
            evidence=scenario.evidence.en,
            left_out={name: label.en for name, label in scenario.left_out.items()},
            not_modelled={name: entry.label.en for name, entry in scenario.not_modelled.items()},
            own_records=updates(scenario),
        ),
        run=Computed(
            variant=run.variant,
            engine=run.engine,
            reason=run.reason,
            approximations=run.approximations,
            draws=run.draws,
            replications=run.replications,
            seed=run.seed,
            noise_share=run.noise_share,
            redrawn=run.redrawn,
            quantities_sha256=run.origin.hash,
            scrambles=run.scrambles,
            sought=run.sought,
            assumptions=None
            if edits is None
            else Assumptions(
                edits.sha256,
                tuple(Changed(key, edits.before[key], now, key in edits.fixed) for key, now in edits.values.items()),
            ),
        ),
        claims=result.claims,
        drivers=result.drivers,
        turning=result.turning,
        observations=result.observations,
        paybacks=result.paybacks,
        purses=result.purses,
        accounts=result.accounts,
        money=result.money,
        moved=result.moved,
    )


def as_document(result: Result) -> dict[str, Any]:
    """The document as plain values, described in docs/reference/json.md and, type by type, in result.schema.json.

    Raises:
        ValueError: if a number is not finite, which would not be JSON.
    """
    found: dict[str, Any] = plain(document_of(result))
    return found


def as_json(result: Result) -> str:
    """The document as text, keys in their own order."""
    return json.dumps(as_document(result), ensure_ascii=False, indent=2, allow_nan=False) + "\n"
