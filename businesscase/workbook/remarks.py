"""What stands beside an input: its label, who cuts which budget and when, and how long it lasts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date as Date
from typing import Any

from businesscase.core.vocabulary import NOT_MODELLED, STEADY_STATE_COST
from businesscase.report.texts.labels import clock_label, described, part_label, state_label, worded
from businesscase.report.texts.texts import Texts, humanised
from businesscase.rules.reducible import budget_of
from businesscase.scenario.declare.booked import department_of
from businesscase.scenario.declare.dated import parse_since
from businesscase.scenario.load.scenario import Scenario
from businesscase.workbook.lasting import fades, half_life_of

_SILENT = ("per_time", "per_entry", "rate", "since")  # pieces of a key that say nothing to a reader

_PAID = ("prices", "contributions")  # sections whose numbers are paid for as long as quantities are


class Remarks:
    """Remarks on the inputs of a scenario in a language."""

    def __init__(self, scenario: Scenario, texts: Texts) -> None:
        self.scenario, self.texts = scenario, texts
        self.owner = department_of(scenario)
        self.half_life, self.fades = half_life_of(scenario), fades(scenario)

    def label(self, key: str) -> str:
        """An input in words."""
        section, name, *rest = (*key.split("."), "")
        sections: dict[str, Mapping[str, Any]] = {
            "financing": self.scenario.financing, "levies": self.scenario.levies, "indices": self.scenario.indices,
            "contributions": self.scenario.contributions, "yearly_refusion": self.scenario.yearly_refusion,
        }  # fmt: skip
        if section in sections and name in sections[section]:
            found = sections[section][name]
            return f"{self.texts.named(found.label)}: {self._tail(found, rest)}".rstrip(": ")
        if section == "programme" and name == "steady_state":
            return self.texts.category(STEADY_STATE_COST, self.scenario)
        if section == "programme" and rest:
            found = getattr(self.scenario.programme, name, None)
            if isinstance(found, dict) and rest[0] in found:
                own = self.texts.named(found[rest[0]].label)
                part = rest[2] if rest[1:2] == ["departments"] else ""
                return own + (f": {self.department(part)}" if part else "")
        if section == "budget_reducible":
            return f"{self.texts.category(name, self.scenario)}: {self.texts('book.reducible.' + rest[0])}"
        said = described(self.scenario, key, self.texts)
        if section == NOT_MODELLED:
            return said
        if section == "prices" and said:
            extra = self._tail(self.scenario.prices[name], rest, self._partners(name))
            return f"{said} ({extra})" if extra else said
        if section == "discounting":
            return self.texts("book.discount.rate", limit=part_label(rest[0], self.texts))
        if section == "clocks" and rest[0] == "start":
            clock, state = clock_label(self.scenario, name, self.texts), rest[1]
            return f"{clock}: {state_label(self.scenario, name, state, self.texts)} ({part_label('start', self.texts)})"
        found_last = part_label(key.rpartition(".")[2], self.texts)
        return said or found_last[:1].upper() + found_last[1:]

    def _tail(self, declared: object, rest: Sequence[str], named: Mapping[str, str] | None = None) -> str:
        said = worded(declared, [part for part in rest if part], self.texts)
        return ", ".join((named or {}).get(part, words) for part, words in said if part not in _SILENT)

    def _partners(self, name: str) -> dict[str, str]:
        """The states of a partner that a price names."""
        price = self.scenario.prices[name]
        states = () if price.mutual_support is None else price.mutual_support.partner
        return {state: state_label(self.scenario, price.clock, state, self.texts) for state in states}

    def department(self, name: str) -> str:
        """A department's own name."""
        found = self.scenario.departments.get(name)
        return self.texts.named(found.label) if found is not None else humanised(name)

    def who(self, key: str) -> str:
        """Who can cut which budget by the saving that an input prices, and from when."""
        section, name, *_ = (*key.split("."), "")
        category = name if section == "budget_reducible" else ""
        if section in _PAID and name in getattr(self.scenario, section):
            category = getattr(self.scenario, section)[name].category
        rule = self.scenario.budget_reducible.get(category)
        if rule is None:
            return ""
        owner = budget_of(self.scenario, category, self.owner.get(category))
        begin = (
            self.texts("book.reducible.after", lag=self.texts.plain(rule.lag.value),
                 unit=self.texts(f"unit.{rule.lag.unit}"))
            if rule.lag is not None
            else str(rule.not_before)
        )  # fmt: skip
        return self.texts(
            "book.reducible.who",
            who=self.department(owner) if owner else self.texts("payer.municipality"),
            budget=self.texts.category(category, self.scenario),
            begin=begin,
            ramp=self.texts.plain(rule.ramp.value),
            unit=self.texts(f"unit.{rule.ramp.unit}"),
        )

    def lasting(self, key: str) -> str:
        """Varig or midlertidig."""
        section, name, *rest = (*key.split("."), "", "")
        programme = self.scenario.programme
        if section in _PAID and name in getattr(self.scenario, section):
            category = getattr(self.scenario, section)[name].category
            if not self.fades(category):
                return self.texts("book.lasting.varig")
            return self.texts("book.lasting.fading", years=self.texts.count("years", self.half_life(category)))
        if section == NOT_MODELLED:
            return self.texts("book.lasting.effect")
        if section == "programme" and name in ("costs", "grants"):
            item = getattr(programme, name)[rest[0]]
            return self.texts("book.lasting.years", first=min(item.years), last=max(item.years))
        if section == "programme" and name in ("displaced", "steady_state"):
            return self.texts("book.lasting.served")
        return ""


def since(key: str) -> Date | None:
    """The day from which a dated number is in force."""
    _, found, day = key.partition(".since.")
    try:
        return parse_since(day.partition(".")[0]) if found else None
    except ValueError:
        return None
