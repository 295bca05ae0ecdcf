"""The screen of `businesscase fit`."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from businesscase.analysis.fit.fitting import Fit
from businesscase.measures.observations import LEAST_EFFECTIVE
from businesscase.report.tables.fitted import fitted_tables
from businesscase.report.terminal.observed import print_observed
from businesscase.report.terminal.terminal import print_table
from businesscase.report.texts import sentences
from businesscase.report.texts.texts import Texts


def print_fit(found: Fit, texts: Texts, console: Console) -> None:
    """How the fit went, what it says of every claim before and after, and which inputs moved."""
    prior, posterior = found.prior, found.posterior
    declared = prior.scenario.observations
    changes = found.changes
    if posterior is None or changes is None:
        print_observed(prior, texts, console)
        console.print()
        names = ", ".join(texts.named(declared[name].label) for name in found.contested)
        console.print(Text(texts("fit.contested", names=names), style="bold"))
        return
    console.print(Text(sentences.title(prior, texts), style="bold"))
    console.print()
    names = ", ".join(texts.named(declared[name].label) for name in posterior.run.fitted)
    console.print(
        Text(
            texts(
                "fit.done",
                names=names,
                draws=texts.count("draws", posterior.run.draws),
                steps=texts.count("steps", found.steps),
                origins=texts.plain(found.origins),
                effective=texts.number(found.effective_first, 0),
                least=texts.number(LEAST_EFFECTIVE, 0),
            )
        )
    )
    claim, saving = changes.headline, changes.saved
    for side, kroner, words in (
        (claim.before, saving.before, "fit.before"), (claim.after, saving.after, "fit.after")
    ):  # fmt: skip
        saved, low, high = (texts.number(value / 1e3, 0) for value in kroner)
        probability, bounds = texts.probability(side.probability), texts.bounds(side.lower, side.upper)
        console.print(Text(texts(words, saved=saved, low=low, high=high, probability=probability, bounds=bounds)))
    console.print(
        Text(
            texts(
                "fit.weighed" if changes.weighed else "fit.sampled",
                draws=texts.plain(changes.draws),
                worth=texts.number(changes.worth, 0),
                change=texts.number(claim.after.probability - claim.before.probability, 2, sign=True),
                error=texts.probability(claim.error),
                saved=texts.number((saving.after[0] - saving.before[0]) / 1e3, 0, sign=True),
                saved_error=texts.number(saving.error / 1e3, 1),
            )
        )
    )
    for table in fitted_tables(found, texts):
        console.print()
        print_table(table, texts, console)
