"""How steps of the rules of money are shown on a sheet: words, the form of their numbers, and whether they add up."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from businesscase.core.vocabulary import PROGRAMME_COST
from businesscase.report.texts.labels import state_label
from businesscase.report.texts.texts import Texts
from businesscase.scenario.declare.keys import find, split
from businesscase.scenario.load.scenario import Scenario
from businesscase.workbook.formulas import Words
from businesscase.workbook.remarks import Remarks


class StepWords:
    """Words of steps by name, in a language; `rules` says which names there are."""

    def __init__(self, scenario: Scenario, texts: Texts) -> None:
        self.scenario, self.texts, self.remarks = scenario, texts, Remarks(scenario, texts)

    def __call__(self, name: tuple[str, ...]) -> Words:
        """How a step is shown.

        Raises:
            KeyError: if there is no such kind of step.
        """
        kind, *rest = name
        return self._kinds[kind](self, *rest)

    def _number(self, key: str) -> Words:
        """A dated number, of which each period has the one in force."""
        given = find(self.scenario, split(key))
        dimension = next(iter(given.since.values())).dimension
        form = {"share": "percent", "ratio": "percent" if key.startswith("levies.") else "factor"}
        return Words([self.remarks.label(key)], form.get(dimension, "amount"))

    def _price(self, name: str, partner: str | None = None, *part: str) -> Words:
        price = self.scenario.prices[name]
        label = self.texts.named(price.label)
        if partner is None:
            return Words([label])
        state = state_label(self.scenario, price.clock, partner, self.texts)
        is_flag = part[0] == "rule"  # which of several rules applies
        return Words([label, state, self.texts(f"book.support.{part[0]}")], "integer" if is_flag else "amount")

    def _means(self, price: str, segment: str, *rest: str) -> Words:
        """A step of a means test: of a segment, or of a parent in a state with a partner in another."""
        declared, who = self.scenario.prices[price], self.texts.named(self.scenario.population.segments[segment].label)
        *states, part = rest
        spoken = [state_label(self.scenario, declared.clock, one, self.texts) for one in states if one]
        said = ", ".join([who, " / ".join(spoken)] if spoken else [who])
        return Words([self.texts.named(declared.label), said, self.texts(f"book.means.{part}")])

    def _parents(self, segment: str, share: str = "") -> Words:
        who = self.texts.named(self.scenario.population.segments[segment].label)
        if share:
            return Words([self.texts("book.means.share"), who], "percent", cell=True)
        return Words([self.texts("book.means.parents"), who], "integer", cell=True)

    def _share(self, rule: str, payer: str, step: str | None = None) -> Words:
        label = f"{self.texts.named(self.scenario.financing[rule].label)}: {self.texts(f'payer.{payer}')}"
        return Words([label if step is None else f"{label}, {self.texts.spoken(step)}"], "percent")

    def _levy(self, name: str) -> Words:
        return Words([self.texts.named(self.scenario.levies[name].label)], "percent")

    def _contribution(self, name: str, step: str, part: str) -> Words:
        label = self.texts.named(self.scenario.contributions[name].label)
        said = self.texts("book.contribution.full" if part == "full" else "book.contribution.paid")
        return Words([label, self.texts.spoken(step), said])

    def _carried(self, index: str) -> Words:
        return Words([self.texts("book.effort.index"), self.texts.named(self.scenario.indices[index].label)], "factor")

    def _cost(self, item: str, department: str | None = None) -> Words:
        key = f"programme.costs.{item}.total"
        who = self.texts("book.all") if department is None else self.remarks.department(department)
        label = self.texts.named(self.scenario.programme.costs[item].label)
        return Words([label, who, self.remarks.lasting(key)], "kroner", summed=True)

    def _grant(self, item: str) -> Words:
        grant = self.scenario.programme.grants[item]
        words = [self.texts.named(grant.label), self.texts(f"payer.{grant.payer.value}")]
        return Words([*words, self.remarks.lasting(f"programme.grants.{item}.total")], "kroner", summed=True)

    def _relief(self, item: str, department: str) -> Words:
        label = self.texts("book.effort.relief", name=self.texts.named(self.scenario.programme.grants[item].label))
        who = self.remarks.department(department) if department else ""
        return Words([label, who, self.remarks.lasting(f"programme.grants.{item}.total")], "kroner", summed=True)

    def _on_payroll(self, department: str | None = None) -> Words:
        who = (
            self.texts("book.all") if department is None else self.remarks.department(department) if department else ""
        )
        return Words([self.texts("category.on_payroll"), who], "kroner", summed=True)

    def _service(self, category: str, department: str) -> Words:
        who = [self.remarks.department(department)] if department and category != PROGRAMME_COST else []
        return Words([self.texts.category(category, self.scenario), *who], "kroner", summed=True)

    def _effort(self, what: str, department: str | None = None) -> Words:
        if department is None:
            words, is_count = [self.texts(f"book.effort.{what}")], what == "departments"
            return Words(words, "integer", cell=True) if is_count else Words(words, "kroner", summed=True)
        who = self.remarks.department(department) if department else self.texts("book.all")
        label = {"all_years": "share", "in_year": "part"}[what]
        return Words([self.texts(f"book.effort.{label}"), who], "percent", cell=what == "all_years")

    _kinds: ClassVar[dict[str, Callable[..., Words]]] = {
        "number": _number, "price": _price, "share": _share, "levy": _levy, "carried": _carried, "cost": _cost,
        "contribution": _contribution, "grant": _grant, "relief": _relief, "on_payroll": _on_payroll,
        "service": _service, "effort": _effort, "means": _means, "parents": _parents,
    }  # fmt: skip
