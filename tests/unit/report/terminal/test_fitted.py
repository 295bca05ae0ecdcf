"""The screen of a fit: the verdict on the inputs as declared, and on those that were fitted."""

from __future__ import annotations

import io

from rich.console import Console

from businesscase.analysis.fit.fitting import Fit
from businesscase.report.terminal.fitted import print_fit
from businesscase.report.texts.texts import Texts
from tests.unit.measures.test_basis import seen


def test_prior_and_posterior_verdict_stand_side_by_side() -> None:
    found = Fit(seen(fitted=False), seen(), (), 50.0, 3, 9, 150, ())
    for language, before, after in (("en", "Likely", "Supported"), ("da", "Sandsynligt", "Underbygget")):
        stream = io.StringIO()
        print_fit(found, Texts(language), Console(width=80, file=stream, highlight=False))
        (row,) = [line for line in stream.getvalue().splitlines() if line.rstrip().endswith(after)]
        assert before in row
        assert max(len(line.rstrip()) for line in stream.getvalue().splitlines()) <= 80
