"""Capacity and roll-out as JSON: what was found, without the records of every family."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

import numpy as np

from businesscase.analysis.team.capacity import Capacity, Size
from businesscase.analysis.team.money import spread
from businesscase.analysis.team.rollout import RolledOut, public_sector
from businesscase.analysis.team.staffing import Staffed
from businesscase.report.json.plain import plain
from businesscase.scenario.declare.finance import Claim
from businesscase.scenario.load.scenario import Scenario

FORMAT_VERSION = 1


def capacity_json(found: Capacity) -> str:
    """Teams of several sizes (docs/reference/json.md)."""
    simulated, declared = found.project
    return _text(
        {
            **_asked(found.scenario, found.claim),
            "draws": found.draws,
            "declared_pairs": found.declared,
            "staff": [_staffed(each) for each in found.staff],
            "project_cost": {"simulated": plain(simulated), "declared": plain(declared)},
            "steady_state": plain(found.steady_state),
            "wait": found.wait,
            "smallest": found.smallest,
            "sizes": [_size(size) for size in found.sizes],
        }
    )


def rollout_json(found: RolledOut) -> str:
    """A roll-out year by year (docs/reference/json.md)."""
    rollout = found.scenario.rollout
    return _text(
        {
            **_asked(found.scenario, found.claim),
            "draws": found.records.plan.draws,
            "ceiling": None if rollout is None else rollout.ceiling,
            "families": {
                "come": int(found.records.served.shape[1]),
                "served": plain(spread(found.records.served.sum(axis=1).astype(np.float64))),
            },
            "per_family": plain(found.per_family),
            "strength": plain(found.strength),
            "peak": plain(found.peak),
            "peak_after": found.peak_after,
            "programme": plain(found.programme),
            "cohort": plain(found.cohort),
            "late": plain(found.late),
            "years": plain(found.years),
            "staff": [_staffed(each) for each in found.staff],
            "balance": [plain(spread(year)) for year in found.balance.T],
            "purses": [
                {"payer": payer.value, "department": department, "net": net.tolist()}
                for (payer, department), net in found.purses.items()
            ],
            "public_sector": public_sector(found).tolist(),
        }
    )


def _asked(scenario: Scenario, claim: Claim) -> dict[str, Any]:
    return {
        "format_version": FORMAT_VERSION,
        "title": scenario.title,
        "price_year": scenario.time.price_year,
        "horizon_years": scenario.time.horizon_years,
        "perspective": claim.perspective.value,
        "within_years": claim.within_years,
    }


def _staffed(staff: Staffed) -> dict[str, Any]:
    return {
        "department": staff.department,
        "profession": staff.profession,
        "years": staff.years.tolist(),
        "total": plain(staff.total),
    }


def _size(size: Size) -> dict[str, Any]:
    return {each.name: plain(getattr(size, each.name)) for each in fields(size) if each.name != "records"}


def _text(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
