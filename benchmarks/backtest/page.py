"""The page of the back-test: tables and what was learned, made from the rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import fill

from scipy.stats import binom

from benchmarks.backtest.predictions import DRAWS, SEED, Row, Sign
from benchmarks.backtest.scoring import brier
from businesscase.scenario.load.scenario import Scenario

HEAD = f"""# Open back-test: what was predicted, what was measured

Made by `python -m benchmarks.backtest` ({DRAWS} draws, seed {SEED}). Do not edit it.

What would this library have said of programmes that somebody has measured, from what was believed before? Each row is
an observation of a small scenario in `benchmarks/backtest/scenarios/`: base rates of the catalogue for its population,
effects that were believed before (or that come from studies of other programmes), and the measurement, which is no
input. **No input may be moved because of a result**; a prediction that fails stays, with what it taught. Inputs were
written down before the table was first made, but by somebody who had read the measurements: it is open, not blind.
`businesscase evidence FILE` shows any of them by itself.

- *Prediction*: median of the draws, and their tenth and ninetieth percentile (80 %).
- *Would be measured*: the same with the error of measuring. A measurement is *inside* if it lies there; of sound
  predictions eight in ten do.
- *CRPS* (continuous ranked probability score, `mean |x - y| - mean |x - x'| / 2` over draws x of the prediction and
  the measured y): in the unit of the row, lower is better; of a single number it is the distance. *No effect* is zero
  difference, or for a level what the same draws give without the programme. *Promoters* is the number that whoever
  ran or paid for it had said, where there is one.

"""
AFTER = """
## What could not be tested

- **Familien på vej (Jammerbugt)**: nothing measured was found, so nothing can be compared ([what would have to be asked
  for](evidence_gaps.md#familien-på-vej-jammerbugt)).
- **Troubled Families, second phase** (looked-after children 2.5 to 1.7 %): the full scenarios' effect on placements
  rests on it, so predicting it would be no test.
- **Money per family in Kolding, expenditure in the Danish comparison of multisystemic therapy**: measured, and not
  published where it could be read.

Much that is compared here is weak: of several measurements only the sign is public, and stands here as zero, which no
prediction can beat; some are of other countries under Danish rules. A row inside with a wide interval proves little; a
row outside says where to look.
"""


def page(
    rows: Sequence[Row], signs: Sequence[Sign], scenarios: Mapping[str, Scenario], bases: Mapping[str, str]
) -> str:
    """The whole page as Markdown."""
    parts = [HEAD, table(rows), summary(rows), "\n## What was learned\n\n", learned(rows)]
    parts += ["\n## Whether it repaid\n\n", repaid(signs), "\n## What went in\n\n", inputs(scenarios, bases)]
    parts += ["\n## Errors of the measurements\n\n", errors(rows), AFTER]
    return "".join(parts)


def number(value: float) -> str:
    """Three significant digits at most, without an exponent."""
    return f"{float(f'{value:.2g}'):g}" if abs(value) < 100 else f"{value:.0f}"


def span(percentiles: tuple[float, float, float]) -> str:
    """Median and both ends."""
    low, middle, high = (number(each) for each in percentiles)
    return f"{middle} ({low} to {high})"


def line(row: Row) -> str:
    """A row of the main table."""
    said = row.said
    promoters = "" if row.promoters is None else number(row.promoters)
    cells = [
        f"{said['title']} ({said['unit']})",
        span(row.prediction),
        span(row.measurable),
        number(row.measured) + "*" * row.sign_only,
    ]
    cells += ["inside" if row.inside else "**outside**", number(row.model), number(row.nothing), promoters]
    return "| " + " | ".join(cells) + " |\n"


def table(rows: Sequence[Row]) -> str:
    """The main table."""
    columns = ["What was measured", "Prediction (80 %)", "Would be measured (80 %)", "Measured", "", "CRPS"]
    columns += ["no effect", "promoters"]
    head = "| " + " | ".join(columns) + " |\n" + "|---" * len(columns) + "|\n"
    return head + "".join(line(row) for row in rows)


def summary(rows: Sequence[Row]) -> str:
    """How many lie inside, on which side the others lie, and how often the prediction was nearer than its rivals."""
    said, numbers = [row for row in rows if row.promoters is not None], [row for row in rows if not row.sign_only]
    nothing = sum(row.model < row.nothing for row in rows)
    promoters = sum(row.model < row.promoters for row in said if row.promoters is not None)
    outside = [row for row in rows if not row.inside]
    more = sum(row.farther for row in outside)
    coverage = (
        f"**{_inside(rows)} of {len(rows)} inside**, nominally {0.8 * len(rows):.0f}. Were the intervals sound and the "
        f"rows independent, so few would come with probability {_so_few(rows):.3f}. Of a *, only is public that no "
        f"difference was found, and the zero is our reading: of the {len(numbers)} others {_inside(numbers)} are "
        f"inside (probability {_so_few(numbers):.3f}). Of the {len(outside)} outside {more} lie farther from no effect "
        f"than predicted. Nearer than no effect in {nothing} of {len(rows)}, nearer than the promoters in {promoters} "
        f"of {len(said)}."
    )
    lesson = (
        "So the intervals are too narrow, and predictions of kindred programmes were too cautious more often than too "
        f"bold. Read an 80 % interval of this library as one that held {_inside(rows)} of {len(rows)} times, and of "
        f"published numbers {_inside(numbers)} of {len(numbers)}; and read that with care too: what was found large is "
        "published more often."
    )
    return "\n" + "\n\n".join(fill(part, 118, break_on_hyphens=False) for part in (coverage, lesson)) + "\n"


def _inside(rows: Sequence[Row]) -> int:
    return sum(row.inside for row in rows)


def _so_few(rows: Sequence[Row]) -> float:
    """Probability of so few inside or fewer, of independent rows with sound intervals."""
    return float(binom.cdf(_inside(rows), len(rows), 0.8))


def learned(rows: Sequence[Row]) -> str:
    """A table of sentences."""
    texts = [f"| {row.said['title']} | {row.said['learned']} | {promise(row)} |\n" for row in rows]
    return "| Row | What it taught | What promoters had said |\n|---|---|---|\n" + "".join(texts)


def promise(row: Row) -> str:
    """What promoters had said, with its origin."""
    said = row.said["promoters"]
    return "no number found" if said is None else f"{said['value']:g}: {said['why']}"


def repaid(signs: Sequence[Sign]) -> str:
    """The table of yes and no, with Brier scores."""
    answer = {True: "yes", False: "no"}
    lines = "".join(
        f"| {one.name} | {one.threshold / 1000:.0f} | {certain(one.probability)} | {answer[one.happened]} |\n"
        for one in signs
    )
    happened = [one.happened for one in signs]
    scores = (
        brier([one.probability for one in signs], happened),
        brier([0.0] * len(signs), happened),
        brier([1.0] * len(signs), happened),
        brier([0.5] * len(signs), happened),
    )
    less = "So these probabilities are worth less than a coin: that they would not repay was said too surely.\n"
    return (
        "The cost of each is given; the probability is that of a predicted saving at least as large. The nine American"
        "\nprogrammes share one prediction: only their cost tells them apart here.\n\n"
        "| Programme | Cost, thousand kr. | Probability | Repaid |\n|---|---|---|---|\n" + lines + "\n"
        f"Brier score {scores[0]:.2f} (lower is better); *none repays* {scores[1]:.2f}, *all repay* {scores[2]:.2f}, "
        f"*one half of each* {scores[3]:.2f}.\n{less if scores[0] > scores[3] else ''}"
    )


def certain(probability: float) -> str:
    """A probability, never 0 or 1."""
    return "< 0.01" if probability < 0.005 else "> 0.99" if probability > 0.995 else f"{probability:.2f}"


def inputs(scenarios: Mapping[str, Scenario], bases: Mapping[str, str]) -> str:
    """Base rates in words, and each effect with interval, grade and origin."""
    lines = []
    for name, scenario in scenarios.items():
        for key, effect in scenario.effects.ratios.items():
            one = effect.ratio
            origin = one.source or one.assumption
            believed = (
                f"{key.replace('_', ' ')}: {one.value:g} ({one.low:g}-{one.high:g}), {one.evidence_grade}: {origin}"
            )
            lines.append(f"| `{name}` | {bases[name]} | {believed} |\n")
    return (
        "Grade C is derived from what was published, D an assumption. Ratios multiply the rate at which people move"
        " while\nthe effect is full.\n\n| Scenario | Base rates | Effect believed |\n|---|---|---|\n" + "".join(lines)
    )


def errors(rows: Sequence[Row]) -> str:
    """Which measurements have no published error, and what was assumed."""
    lines = []
    for row in rows:
        if row.said.get("ratio") is not None:
            origin = "published: from the 95 % interval of the ratio, on the log scale"
        elif row.assumed is None:
            origin = "not published; computed from the number of families, by cohorts of that size lived in the model"
        else:
            origin = f"assumed: {row.assumed}"
        lines.append(f"| {row.said['title']} ({row.said['unit']}) | {number(row.error)} | {origin} |\n")
    return "| Measurement | Standard error | Origin |\n|---|---|---|\n" + "".join(lines)
