"""The screen of `businesscase plans`."""

from __future__ import annotations

import textwrap

from rich.console import Console
from rich.text import Text

from businesscase.analysis.plans.results import Plans
from businesscase.report.tables.plans import change_words, group_table, plan_table, small_words, worth_words
from businesscase.report.terminal.terminal import print_table
from businesscase.report.texts.texts import Texts


def print_plans(found: Plans, texts: Texts, console: Console) -> None:
    """The claim under each plan, what each changes, and who is served first."""
    console.print(Text(texts("plan.title", title=found.scenario.title), style="bold"))
    claim = texts.named(found.scenario.claims[found.asked.name].label)
    draws = texts.count("draws", found.draws)
    console.print(Text(texts("turn.claim", claim=claim, department="", draws=draws), style="dim"))
    console.print()
    print_table(plan_table(found, texts), texts, console)
    for one in found.rows[1:]:
        console.print(Text(textwrap.fill(change_words(found, one, texts), console.width, subsequent_indent="  ")))
    for chosen in found.chosen:
        console.print()
        print_table(group_table(found, chosen, texts), texts, console)
        for words in (worth_words(found, chosen, texts), *small_words(chosen, texts)):
            console.print(Text(textwrap.fill(words, console.width)))
    error = texts.probability(max(one.probability.error for one in found.rows))
    console.print(Text(textwrap.fill(texts("plan.note", error=error), console.width), style="dim"))
