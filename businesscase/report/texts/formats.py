"""Numbers as readers write them: 1,234.5 in English, 1.234,5 in Danish. The only place that rounds for print."""

from __future__ import annotations

import math

_SWAP = str.maketrans({",": ".", ".": ","})

MINUS = "−"


def number(value: float, decimals: int, language: str, *, sign: bool = False) -> str:
    """A rounded number with the language's separators; a true minus; zero never signed."""
    rounded = round(value, decimals) + 0.0
    if rounded == 0:
        rounded = 0.0
    shown = f"{abs(rounded):,.{decimals}f}"
    shown = shown.translate(_SWAP) if language == "da" else shown
    return (MINUS if rounded < 0 else "+" if sign and rounded > 0 else "") + shown


def millions(value: float, decimals: int, language: str) -> str:
    """Kroner as millions."""
    return number(value / 1e6, decimals, language)


def probability(value: float, language: str) -> str:
    """Two decimals; never a bare 0 or 1, which no simulation shows."""
    if value < 0.005:
        return f"< {number(0.01, 2, language)}"
    if value > 0.995:
        return f"> {number(0.99, 2, language)}"
    return number(value, 2, language)


def bounds(lower: float, upper: float, language: str) -> str:
    """An interval of probabilities, rounded outwards."""
    low, high = math.floor(lower * 100 + 1e-9) / 100, math.ceil(upper * 100 - 1e-9) / 100
    return f"{number(low, 2, language)}–{number(high, 2, language)}"


def percent(share: float, language: str, *, decimals: int = 0) -> str:
    """A share in per cent, whole unless decimals are asked for; below the smallest that can be shown, said so."""
    smallest = 10.0 ** (-decimals - 2)
    if 0 < share < 0.5 * smallest:
        return f"< {number(100 * smallest, decimals, language)} %"
    return f"{number(100 * share, decimals, language)} %"


def plain(value: float, language: str) -> str:
    """A declared number with the digits it was given, at most six significant."""
    magnitude = 0 if value == 0 else math.floor(math.log10(abs(value)))
    decimals = max(0, 5 - magnitude)
    shown = number(value, decimals, language)
    point = "," if language == "da" else "."
    return shown.rstrip("0").rstrip(point) if point in shown else shown


def years(value: float) -> str:
    """Whole years without decimals: 5, not 5.0; 2.5 stays."""
    return f"{value:g}"
