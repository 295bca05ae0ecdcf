"""Which key was meant: the one that is spelt most like it, or the one whose Danish word was written."""

from __future__ import annotations

from collections.abc import Iterable

from businesscase.core.errors import nearest

# Keys are English in every language; who writes a file in Danish writes some of them in Danish.
DANISH_WORDS = {
    "titel": "title", "dokumentation": "evidence", "evidens": "evidence", "tid": "time", "regler": "rules",
    "befolkning": "population", "målgruppe": "population", "ure": "clocks", "indsats": "programme",
    "program": "programme", "hold": "team", "udbredelse": "rollout", "virkninger": "effects", "effekter": "effects",
    "mål": "goals", "kategorier": "categories", "priser": "prices", "finansiering": "financing", "skatter": "levies",
    "bidrag": "contributions", "indekser": "indices", "ikke_modelleret": "not_modelled",
    "forvaltninger": "departments", "konti": "accounts", "diskontering": "discounting",
    "korrelationer": "correlations", "simuleringer": "draws", "observationer": "observations",
    "egne_tal": "own_records", "påstande": "claims", "varianter": "variants", "planer": "plans",
    "værdi": "value", "nedre": "low", "øvre": "high", "lav": "low", "høj": "high",
    "enhed": "unit", "prisår": "price_year",
    "grad": "grade", "kilde": "source", "antagelse": "assumption", "bemærkning": "note", "adresse": "url",
    "familier": "families", "personer": "persons", "andel": "share", "navn": "label", "betaler": "payer",
    "udgifter": "costs", "tilskud": "grants", "længde": "length", "horisont": "horizon_years",
    "segmenter": "segments", "niveauer": "levels", "faktorer": "ratios", "profiler": "profiles",
    "tilstande": "states", "overgange": "transitions", "perspektiv": "perspective",
}  # fmt: skip


def meant(word: str, names: Iterable[str]) -> str | None:
    """The key among `names` that was meant by an unknown one, None if none is like it."""
    names = list(names)
    danish = DANISH_WORDS.get(word.lower().replace(" ", "_"))
    return danish if danish in names else nearest(word, names)
