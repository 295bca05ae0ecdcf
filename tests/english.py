"""Which words are English: learned from the texts of the package's files and their Danish ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from businesscase.core.by_text import CATALOGUE, by_text

PACKAGE = Path(__file__).parents[1] / "businesscase"
STARTERS = [PACKAGE / "scenario" / "explain" / f"starter{part}.yaml" for part in ("", ".da")]
FILES = [*sorted((PACKAGE / "catalogue").rglob("*.yaml")), STARTERS[0]]
SHOWN = ("source", "assumption", "note", "reason")
# What a title of a publication may say in English in a Danish text, and names that look English.
TITLES = re.compile(
    r"Children and Youth Services Review|HBS Economics|Kraka Economics|Housing First|COHERE|Policy Lab|GUIDE|Top 20|"
    r"LundsteenWiederquist|refugees\.dk|Region Hovedstad\w+|Reform af|\b\w+_\w+\b"
)
WORDS = re.compile(r"[a-zæøå]{2,}", re.IGNORECASE)
FUNCTION = {
    "the", "and", "of", "from", "as", "with", "was", "were", "is", "are", "by", "which", "than", "not", "no", "none",
    "read", "found", "rate", "rates", "year", "years", "month", "months", "judgement", "assumed", "assumption", "share",
    "level", "per", "only", "less", "plus", "half", "third", "number", "name", "those", "who", "until", "before", "one",
    "two", "about", "between", "source", "price", "note", "rounding", "taken", "used", "bill", "answer", "midpoint",
}  # fmt: skip


def texts_in(node: Any, names: tuple[str, ...] = SHOWN) -> Iterator[str]:
    """Texts of a file's tree that stand at one of some names."""
    if isinstance(node, dict):
        for name, value in node.items():
            if name in names and isinstance(value, str):
                yield " ".join(value.split())
            yield from texts_in(value, names)
    elif isinstance(node, list):
        for value in node:
            yield from texts_in(value, names)


@cache
def of_file(path: Path) -> Any:
    return YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))


@cache
def english() -> frozenset[str]:
    """Words that English texts have and no Danish one has: learned from the pairs, with the commonest added."""
    pairs = by_text(CATALOGUE, "da")
    labels = [label for path in FILES for label in texts_in(of_file(path), ("da",))]
    danish = {word for text in (*pairs.values(), *labels) for word in words_of(text)}
    learned = {word for text in pairs for word in words_of(text)} - danish
    return frozenset(learned | (FUNCTION - {"per", "plus", "rate"}))


def words_of(text: str) -> list[str]:
    return [word.lower() for word in WORDS.findall(TITLES.sub(" ", text))]
