"""The result as plain values for machines: what `--json` writes. Nothing is rounded, nothing is NaN."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

from businesscase.measures.result import Result
from businesscase.measures.rows import ClaimResult, Payback, Returns, Spread, Successes
from businesscase.report.json.purses import accounts_document, purse_row, savings_row
from businesscase.scenario.load.edits import Edits


def as_document(result: Result) -> dict[str, Any]:
    """Keys as documented in docs/reference; null where something is not within the horizon or not known.

    Raises:
        ValueError: if a number is not finite, which would not be JSON.
    """
    scenario = result.scenario
    document: dict[str, Any] = {
        "scenario": {
            "title": scenario.title,
            "variant": result.run.variant,
            "assumptions": None if result.run.edits is None else _edits(result.run.edits),
            "quantities_sha256": result.run.origin.hash,
            "families": result.moved.families,
            "persons": result.moved.persons,
            "horizon_years": scenario.time.horizon_years,
            "start": scenario.time.start.isoformat(),
            "price_year": scenario.time.price_year,
            "rules": "as_legislated" if scenario.frozen is None else {"frozen": scenario.frozen.year},
            "evidence": scenario.evidence.en,
            "left_out": {name: label.en for name, label in scenario.left_out.items()},
        },
        "engine": result.run.engine,
        "engine_reason": result.run.reason,
        "approximations": result.run.approximations,
        "draws": result.run.draws,
        "replications": result.run.replications,
        "seed": result.run.seed,
        "residual_noise_share": result.run.noise_share,
        "extrapolated_share": result.money.extrapolated_share,
        "observed_until_years": result.money.observed_until,
        "claims": [_claim(claim) for claim in result.claims],
        "headline_payback": [payback_row(row) for row in _headline_rows(result)],
        "headline_cost": result.money.cost,
        "saving_by_category": [
            {"category": category, "saving": saved} for category, saved in result.money.by_category.items()
        ],
        "other_municipalities": result.money.other_municipalities,
        "payback": [payback_row(row) for row in result.paybacks.rows],
        "cohort_payback": [payback_row(row) for row in result.paybacks.cohort],
        "net_saving": {
            perspective.value: {
                "costs": saving.costs.value,
                "years": list(saving.years),
                "mean": list(saving.mean),
                "p10": list(saving.p10),
                "p90": list(saving.p90),
            }
            for perspective, saving in result.money.net_saving.items()
        },
        "returns": [returns_row(row) for row in result.money.returns],
        "successes": None if result.money.successes is None else _successes(result.money.successes),
        "yearly_saving": {payer.value: list(saving) for payer, saving in result.money.yearly_saving.items()},
        "extra_cost": {payer.value: cost for payer, cost in result.money.extra_cost.items()},
        "outcomes": {
            clock: {
                strategy: {state: list(shares) for state, shares in states.items()}
                for strategy, states in strategies.items()
            }
            for clock, strategies in result.moved.outcomes.items()
        },
        "person_years": _both(result.moved.person_years),
        "entries": _both(result.moved.entries),
        "drivers": [{"key": driver.key, "correlation": driver.correlation} for driver in result.drivers],
        "segment_saving": dict(result.money.by_segment),
        "redrawn": dict(result.run.redrawn),
        "purses": [purse_row(purse) for purse in result.purses],
        "savings_views": [savings_row(view) for view in result.paybacks.by_savings],
        "accounts": None if result.accounts is None else accounts_document(result.accounts),
    }
    refuse_what_is_not_finite(document)
    return document


def as_json(result: Result) -> str:
    """The document as text, keys in their own order."""
    return json.dumps(as_document(result), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _edits(edits: Edits) -> dict[str, Any]:
    """What differs from the file; of the workbook its content counts, not where it lies."""
    changed = [{"key": key, "file": edits.before[key], "workbook": now} for key, now in edits.values.items()]
    return {"workbook_sha256": edits.sha256, "changed": changed}


def _claim(claim: ClaimResult) -> dict[str, Any]:
    return {
        "name": claim.name,
        "headline": claim.headline,
        "perspective": claim.perspective.value,
        "costs": claim.costs.value,
        "savings": claim.savings.value,
        "discounted": claim.discounted,
        "crossing": claim.crossing.value,
        "clock_start": claim.clock_start.value,
        "within_years": claim.within_years,
        "horizon_years": claim.horizon_years,
        "confidence": claim.confidence,
        "probability": claim.probability,
        "raw_probability": claim.raw_probability,
        "monte_carlo_error": claim.monte_carlo_error,
        "lower": claim.lower,
        "upper": claim.upper,
        "noise_share": claim.noise_share,
        "verdict": claim.verdict.value,
    }


def _headline_rows(result: Result) -> list[Payback]:
    routine = [] if result.paybacks.routine is None else [result.paybacks.routine]
    return [*result.paybacks.headline.values(), *routine]


def payback_row(row: Payback) -> dict[str, Any]:
    """One payback."""
    return {
        "perspective": row.perspective.value,
        "costs": row.costs.value,
        "discounted": row.discounted,
        "first_years": row.first_years,
        "sustained_years": row.sustained_years,
        "never_share": row.never_share,
        "probability_by_year": list(row.probability_by_year),
        "extra_cost": row.extra_cost,
        "untouched": row.untouched,
    }


def returns_row(row: Returns) -> dict[str, Any]:
    """The other views of one party."""
    return {
        "party": "everyone" if row.party is None else row.party.value,
        "present_cost": row.present_cost,
        "present_saving": row.present_saving,
        "net_present_value": spread_row(row.net_present_value),
        "probability_not_negative": row.probability_not_negative,
        "benefit_cost_ratio": None if row.benefit_cost_ratio is None else spread_row(row.benefit_cost_ratio),
        "fiscal_return": None if row.fiscal_return is None else spread_row(row.fiscal_return),
        "internal_rate_of_return": row.internal_rate_of_return,
        "roots": row.roots,
        "peak_need": spread_row(row.peak_need),
        "peak_years": row.peak_years,
        "untouched": row.untouched,
    }


def _successes(found: Successes) -> dict[str, Any]:
    return {
        "states": list(found.states),
        "families": found.families,
        "extra": spread_row(found.extra),
        "cost_per_success": found.cost_per_success,
        "needed": found.needed,
    }


def spread_row(spread: Spread) -> dict[str, float]:
    """A figure on the central curve and over draws."""
    return {"central": spread.central, "mean": spread.mean, "p10": spread.p10, "p90": spread.p90}


def _both(counts: Mapping[str, tuple[float, float]]) -> dict[str, dict[str, float]]:
    return {key: {"programme": served, "counterfactual": not_served} for key, (served, not_served) in counts.items()}


def refuse_what_is_not_finite(value: Any, path: str = "") -> None:
    """See that every number of a document is finite.

    Raises:
        ValueError: naming the first that is not.
    """
    if isinstance(value, dict):
        for key, item in value.items():
            refuse_what_is_not_finite(item, f"{path}.{key}")
    elif isinstance(value, list):
        for place, item in enumerate(value):
            refuse_what_is_not_finite(item, f"{path}[{place}]")
    elif isinstance(value, float) and not math.isfinite(value):
        raise ValueError(f"{path[1:]} is {value}, which is not a finite number")
