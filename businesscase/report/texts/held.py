"""How often the library's intervals held what was measured: said beside every interval of a saving.

The counts are those of `docs/reference/backtest.md`, which `python -m benchmarks.backtest` makes; a test compares them.
"""

from __future__ import annotations

from businesscase.measures.result import Result
from businesscase.report.texts.texts import Texts

ROWS, INSIDE, MORE = 15, 9, 6  # measurements; inside the 80 % interval; outside, with more effect than predicted


def held(result: Result, texts: Texts) -> str | None:
    """One sentence on the open back-test; None where nothing is to recoup, and no interval is shown."""
    if result.observations.gap.needed <= 0.0:
        return None
    return texts("held", rows=ROWS, inside=INSIDE, more=MORE)
