"""The real scenarios without the other purses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from businesscase.scenario.read.reading import read_yaml

PART = "danish_other_purses"
CLOCKS = ("schooling", "day_care", "adult_support")
BASE_RATES = ("special_classes", "day_care", "home_support", "misuse_treatment", "dental_care")
BY_LAW = ("housing_benefit", "special_support", "sickness_benefit", "free_places")


def without_purses(name: str) -> dict[str, Any]:
    """Content of a scenario that does not include the part, nor name anything of it."""
    content = read_yaml(Path(f"scenarios/{name}.yaml")).data
    content["include"] = [part for part in content["include"] if part != PART]
    ours = ("housing_benefit", "free_places")
    content["prices"] = {key: one for key, one in content["prices"].items() if not key.startswith(ours)}
    for name_of_it in ("observations", "variants", "plans"):
        content.pop(name_of_it, None)
    return content
