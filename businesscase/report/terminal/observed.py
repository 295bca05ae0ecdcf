"""The screen of `businesscase evidence`."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from businesscase.measures.result import Result
from businesscase.report.tables.observed import observed_tables
from businesscase.report.terminal.terminal import print_table
from businesscase.report.texts import saved, sentences
from businesscase.report.texts.observed import observed_lines, weighed_values
from businesscase.report.texts.texts import Texts


def print_observed(result: Result, texts: Texts, console: Console) -> None:
    """What is needed, what was measured and predicted in sentences, then each observation in tables."""
    console.print(Text(sentences.title(result, texts), style="bold"))
    console.print()
    needed = saved.found_and_why(result, texts)
    if needed is not None:
        console.print(Text(needed))
    if not result.observations.comparisons:
        console.print(Text(texts("observed.none")))
        return
    for line in observed_lines(result, texts):
        console.print()
        console.print(Text(line))
    fitted = result.observations.fitted
    if fitted is not None and fitted.probability is not None:
        effective = texts.number(fitted.effective_draws, 0)
        console.print()
        console.print(Text(texts("observed.fitted", effective=effective, **weighed_values(fitted, texts))))
    for table in observed_tables(result, texts):
        console.print()
        print_table(table, texts, console)
