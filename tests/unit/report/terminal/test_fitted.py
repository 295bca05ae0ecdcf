"""The screen of a fit: the verdict on the inputs as declared, and on those that were fitted."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
from rich.console import Console

from businesscase.analysis.fit.changes import changed
from businesscase.analysis.fit.fitting import Fit
from businesscase.report.terminal.fitted import print_fit
from businesscase.report.texts.observed import distance
from businesscase.report.texts.texts import Texts
from tests.unit.measures.test_basis import DRAWS, seen

FEW = np.where(np.arange(DRAWS) < 50, 1.0 / 50.0, 0.0)  # weights that are worth too few draws


def test_prior_and_posterior_verdict_stand_side_by_side() -> None:
    prior, posterior = seen(fitted=False), seen()
    found = Fit(prior, posterior, (), 50.0, 3, 9, 150, changed(prior, posterior, FEW, 120.0), ())
    for language, before, after in (("en", "Likely", "Supported"), ("da", "Sandsynligt", "Underbygget")):
        stream = io.StringIO()
        print_fit(found, Texts(language), Console(width=80, file=stream, highlight=False))
        (row,) = [line for line in stream.getvalue().splitlines() if line.rstrip().endswith(after)]
        assert before in row
        assert max(len(line.rstrip()) for line in stream.getvalue().splitlines()) <= 80


def test_it_is_said_of_which_draws_after_is() -> None:
    prior, posterior = seen(fitted=False), seen()
    fitted, weighed = (
        "After is of the fitted draws, worth 120 independent ones",
        "Both are of the same 200 possible draws",
    )
    for weights, said in ((FEW, fitted), (np.full(DRAWS, 1.0 / DRAWS), weighed)):
        stream = io.StringIO()
        found = Fit(prior, posterior, (), 50.0, 3, 9, 150, changed(prior, posterior, weights, 120.0), ())
        print_fit(found, Texts("en"), Console(width=200, file=stream, highlight=False))
        assert said in stream.getvalue()


def test_a_tail_is_never_nothing() -> None:
    (one,) = seen().observations.comparisons
    for language, said in (("en", "in < 1 % of cases"), ("da", "< 1 %")):
        assert said in distance(replace(one, surprising=True, tail=0.0), Texts(language))
