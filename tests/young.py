"""The real scenarios without what becomes of their children after 18."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from businesscase.scenario.read.reading import read_yaml

PART = "danish_young_adults"


def without_young(name: str) -> dict[str, Any]:
    """Content of a scenario that does not include the part, nor name anything of it."""
    content = read_yaml(Path(f"scenarios/{name}.yaml")).data
    content["include"] = [part for part in content["include"] if part != PART]
    content["levies"] = {key: levy for key, levy in content["levies"].items() if "_young" not in key}
    return content
