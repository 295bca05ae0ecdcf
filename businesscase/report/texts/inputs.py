"""Names and values of inputs as a reader sees them: an input of a price or a move is told from its neighbours."""

from __future__ import annotations

import math

from businesscase.core.vocabulary import NOT_MODELLED
from businesscase.report.texts.labels import described, part_label
from businesscase.report.texts.texts import Texts
from businesscase.scenario.declare.keys import series_of, split
from businesscase.scenario.load.scenario import Scenario

_PLAIN = (
    "since", "per_time", "per_entry", "per_family", "exponential", "weibull", "gompertz", "bands", "rate", "ratio",
    "probability", "mean_duration", "couplings", "share", "mean", "elapsed",
)  # fmt: skip
_TOLD = {"prices": 2, "not_modelled": 3, "clocks": 4}  # parts of a key that `described` puts into words


def input_name(scenario: Scenario, key: str, texts: Texts) -> str:
    """What a number is, with the part of the price or move that it is where there are several."""
    parts = split(series_of(key))
    name = described(scenario, key, texts)
    if name and parts[0] not in _TOLD:
        return name
    if name and "start" in parts:
        return name
    rest = parts[_TOLD[parts[0]] :] if name else parts
    words = [part_label(part, texts) for part in rest if part not in _PLAIN]
    return ", ".join([name, *words] if name else words) or key


def in_unit(value: float, unit: str, texts: Texts) -> str:
    """A value with three significant digits; a share in per cent."""
    if unit == "share":
        return texts.percent(value, decimals=1 if abs(value) < 0.1 else 0)
    if value == 0.0:
        return texts.number(0.0, 0)
    value = float(f"{value:.3g}")
    digits = 2 - math.floor(math.log10(abs(value)))
    return texts.number(value, min(4, max(0, digits)))


def unit_name(unit: str, texts: Texts, key: str = "") -> str:
    """The word beside a value; none beside a share in per cent. What is not modelled is declared per family."""
    if is_per_family(key):
        return texts("unit.per_family_year")
    return "" if unit == "share" else texts(f"unit.{unit}")


def is_per_family(key: str) -> bool:
    """Whether an amount by the year is one for each family."""
    return key.startswith(f"{NOT_MODELLED}.") and key.endswith(".per_family")


def percentile(share: float | None, texts: Texts) -> str:
    """A percentile, never a bare 0 or 100."""
    if share is None:
        return ""
    if share < 0.001:
        return f"< {texts.number(0.1, 1)} %"
    if share > 0.999:
        return f"> {texts.number(99.9, 1)} %"
    return f"{texts.number(100 * share, 1 if share < 0.01 or share > 0.99 else 0)} %"
