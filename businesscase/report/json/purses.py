"""Purses, what budgets can be cut by and municipal accounts as plain values for machines."""

from __future__ import annotations

from typing import Any

from businesscase.measures.rows import Accounts, Frame, Purse, SavingsView


def purse_row(purse: Purse) -> dict[str, Any]:
    """One purse."""
    return {
        "payer": purse.payer.value,
        "department": purse.department,
        "pays": purse.pays,
        "saves": purse.saves,
        "net": purse.net,
        "budget_reducible": purse.budget_reducible,
        "pays_by_year": list(purse.pays_by_year),
        "saves_by_year": list(purse.saves_by_year),
        "standing": purse.standing.value,
        "first_years": purse.payback.first_years,
        "sustained_years": purse.payback.sustained_years,
        "probability_by_year": list(purse.payback.probability_by_year),
        "probability": purse.claim.probability,
        "lower": purse.claim.lower,
        "upper": purse.claim.upper,
        "verdict": purse.claim.verdict.value,
    }


def savings_row(view: SavingsView) -> dict[str, Any]:
    """One kind of saving with one cost definition."""
    return {
        "costs": view.costs.value,
        "savings": view.savings.value,
        "saved": view.saved,
        "by_category": dict(view.by_category),
        "first_years": view.payback.first_years,
        "sustained_years": view.payback.sustained_years,
        "probability_by_year": list(view.payback.probability_by_year),
        "probability": view.claim.probability,
        "lower": view.claim.lower,
        "upper": view.claim.upper,
        "verdict": view.claim.verdict.value,
    }


def accounts_document(accounts: Accounts) -> dict[str, Any]:
    """The accounts: flat rows, classes, service frame and cash."""
    return {
        "records": [
            {
                "year": one.year,
                "function": one.function,
                "dranst": one.dranst,
                "art": one.art,
                "area": one.area.value,
                "amount": one.amount,
                "verified": one.verified,
            }
            for one in accounts.records
        ],
        "by_year": {str(year): _frame(frame) for year, frame in accounts.by_year.items()},
        "within": _frame(accounts.within),
        "areas": [
            {"area": one.area.value, "gross": one.gross, "refusion": one.refusion, "net": one.net}
            for one in accounts.areas
        ],
        "unverified": list(accounts.unverified),
    }


def _frame(frame: Frame) -> dict[str, float]:
    return {"service": frame.service, "cash": frame.cash, "financing": frame.financing}
