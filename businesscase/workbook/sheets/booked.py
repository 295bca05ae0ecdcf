"""The sheets that need a chart of accounts: they stay away where the scenario does not say what is booked where."""

from __future__ import annotations

from dataclasses import dataclass

from businesscase.report.texts.texts import Texts
from businesscase.workbook.layout import Ruler
from businesscase.workbook.sheets.accounts import AccountSheet
from businesscase.workbook.sheets.amounts import AmountSheet
from businesscase.workbook.sheets.budget import Budget
from businesscase.workbook.sheets.frame import FrameSheet
from businesscase.workbook.sheets.lines import CentralCase


@dataclass(frozen=True)
class BookedSheets:
    """The chart sheet, and what is read off it."""

    accounts: AccountSheet
    frame: FrameSheet
    budget: Budget

    @classmethod
    def of(cls, case: CentralCase, amounts: AmountSheet, ruler: Ruler, texts: Texts) -> BookedSheets | None:
        """The sheets; None without `account_of`: classes, service frame and dranst would be made up."""
        if not case.result.scenario.account_of:
            return None
        accounts = AccountSheet(case, amounts, ruler, texts)
        return cls(accounts, FrameSheet(accounts, texts), Budget(accounts, texts))
