"""What the user declared. Pydantic and YAML live only here; a room imports only rooms above it in this list.

declare: the fields of a file, and look-ups in them. read: from YAML to plain data and back, catalogue parts laid under.
check: what fields cannot know. load: the one door, and changes to a scenario. explain: what helps its writer.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from businesscase.scenario.declare.keys import quantities
    from businesscase.scenario.declare.quantity import Quantity
    from businesscase.scenario.load.resolve import as_scenario, from_yaml, load_scenario
    from businesscase.scenario.load.scenario import Scenario
    from businesscase.scenario.read.dumping import resolved_hash, to_yaml

_HOME = {
    "Quantity": "declare.quantity",
    "Scenario": "load.scenario",
    "as_scenario": "load.resolve",
    "from_yaml": "load.resolve",
    "load_scenario": "load.resolve",
    "quantities": "declare.keys",
    "resolved_hash": "read.dumping",
    "to_yaml": "read.dumping",
}

__all__ = [
    "Quantity",
    "Scenario",
    "as_scenario",
    "from_yaml",
    "load_scenario",
    "quantities",
    "resolved_hash",
    "to_yaml",
]


def __getattr__(name: str) -> Any:
    """The public names, imported when first asked for: building the declarations takes a moment."""
    if name not in _HOME:
        raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
