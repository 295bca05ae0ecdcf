"""The screen of `businesscase voi`."""

from __future__ import annotations

import textwrap

from rich.console import Console
from rich.text import Text

from businesscase.analysis.voi.results import Sampling, Voi
from businesscase.analysis.voi.sampling import Method
from businesscase.core.vocabulary import GRANT, NOT_MODELLED
from businesscase.report.tables.voi import decisions, group_name, groups, outcome_name, studies, worth_knowing
from businesscase.report.terminal.terminal import print_table
from businesscase.report.texts.texts import Texts
from businesscase.scenario.declare.keys import split


def print_voi(found: Voi, texts: Texts, console: Console, *, everything: bool = False) -> None:
    """The decision, what perfect information is worth, which inputs to find out about, and which study pays."""
    console.print(Text(texts("voi.title", title=found.scenario.title), style="bold"))
    for line in opening(found, texts):
        console.print(Text(textwrap.fill(line, console.width)))
    console.print()
    print_table(decisions(found, texts), texts, console)
    if worth_knowing(found):
        print_table(groups(found, texts, shown=None if everything else 5), texts, console)
    else:
        console.print(Text(textwrap.fill(texts("voi.groups.none"), console.width)))
    console.print(Text(texts("voi.study", outcome=outcome_name(found, texts)), style="bold"))
    print_table(studies(found, texts), texts, console)
    for line in closing(found, texts):
        console.print(Text(textwrap.fill(line, console.width)))


def opening(found: Voi, texts: Texts) -> list[str]:
    """Whom the decision is about, what it would be today, and whether the claim says the same."""
    claim = found.asked.claim
    expected = found.decision.expected.value
    decision = texts(
        "voi.decision",
        families=texts.number(found.population.families, 0),
        years=texts.count("years", found.years),
        within=texts.count("years", claim.within_years),
        costs=texts(f"costs.{claim.costs.value}"),
    )
    if GRANT in claim.costs.categories and found.scenario.programme.grants:
        decision += " " + texts("voi.grants")
    return [
        decision,
        texts(
            "voi.today",
            what=texts("voi.roll_out" if found.decision.rolls_out else "voi.leave").lower(),
            amount=texts.money(abs(expected), 1),
            sign=texts("voi.loss" if expected < 0 else "voi.saving"),
            probability=texts.probability(found.probability),
            confidence=texts.number(claim.confidence, 2),
            agrees=texts("voi.disagrees" if found.disagrees else "voi.agrees"),
        ),
    ]


def closing(found: Voi, texts: Texts) -> list[str]:
    """The best study, how its worth was found, and what to find out first."""
    sampling = found.sampling
    best, chosen = sampling.best, sampling.chosen
    shape = {"families": texts.number(chosen.families, 0), "years": texts.count("years", chosen.follow_up)}
    if not sampling.pays:
        words = "voi.none" if sampling.costs_told else "voi.none.untold"
        worth, forgone, cost = (texts.money(each, 1) for each in (chosen.worth, chosen.forgone, chosen.cost))
        design = texts("voi.design.one_arm" if sampling.study.arms == 1 else "voi.design.two_arms")
        said = [texts(words, design=design, worth=worth, forgone=forgone, cost=cost, **shape)]
    elif sampling.costs_told:
        said = [
            texts(
                "voi.best", families=texts.number(best.families, 0), years=texts.count("years", best.follow_up),
                worth=texts.money(best.worth, 1), forgone=texts.money(best.forgone, 1),
                cost=texts.money(best.cost, 1), net=texts.money(best.net, 1),
                least=texts.amount(best.least, 1), most=texts.amount(best.most, 1),
            )
        ]  # fmt: skip
    else:
        said = [
            texts(
                "voi.best.untold", families=texts.number(best.families, 0),
                years=texts.count("years", best.follow_up), net=texts.money(best.net, 1),
            )
        ]  # fmt: skip
    found_by = [(method, sampling.methods[method]) for method in Method]
    methods = ", ".join(
        texts(f"voi.method.{method.value}", value=texts.number(one.value, 0), error=texts.number(one.error, 0))
        for method, one in found_by
    )
    if chosen.forgone > 0.0 and found.decision.expected.value < 0.0:
        said.append(texts("voi.anyway", count=texts.plain(round(found.population.served_anyway))))
    said.append(texts("voi.methods", methods=methods, agree=_agreement(sampling, texts), **shape))
    said.append(first_line(found, texts))
    return said


def first_line(found: Voi, texts: Texts) -> str:
    """The group to find out about first; where none is told from nothing, the first candidate, with its error."""
    known = [one for one in found.groups if split(one.keys[0])[0] != NOT_MODELLED]  # what can be looked up
    told = next((one for one in known if one.worth.told), None)
    first = told or next((one for one in known if one.worth.value > 0.0), None)
    if first is None:
        return texts("voi.first.nothing")
    name = group_name(found, first, texts)
    worth, error = (texts.money(found.of_all(each), 1) for each in (first.worth.value, first.worth.error))
    return texts("voi.first" if told else "voi.first.candidate", name=name, worth=worth, error=error)


def _agreement(sampling: Sampling, texts: Texts) -> str:
    """Whether the methods agree; that three values near zero do says nothing."""
    told = [one.told for one in sampling.methods.values()]
    if not any(told):
        return texts("voi.methods.none")
    if not sampling.agree:
        return texts("voi.methods.apart")
    if all(told):
        return texts("voi.methods.agree")
    return texts("voi.methods.some")
