"""What the user declared: the scenario file, read, resolved and checked. Pydantic and YAML live only here."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from businesscase.scenario.declare.document import Scenario
    from businesscase.scenario.declare.keys import quantities
    from businesscase.scenario.declare.quantity import Quantity
    from businesscase.scenario.read.resolve import (
        apply_variant,
        as_scenario,
        from_yaml,
        load_scenario,
        resolved_hash,
        to_yaml,
        with_values,
    )

_HOME = {
    "Quantity": "declare.quantity",
    "Scenario": "declare.document",
    "apply_variant": "read.resolve",
    "as_scenario": "read.resolve",
    "from_yaml": "read.resolve",
    "load_scenario": "read.resolve",
    "quantities": "declare.keys",
    "resolved_hash": "read.resolve",
    "to_yaml": "read.resolve",
    "with_values": "read.resolve",
}

__all__ = [
    "Quantity",
    "Scenario",
    "apply_variant",
    "as_scenario",
    "from_yaml",
    "load_scenario",
    "quantities",
    "resolved_hash",
    "to_yaml",
    "with_values",
]


def __getattr__(name: str) -> Any:
    """The public names, imported when first asked for: building the declarations takes a moment."""
    if name not in _HOME:
        raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
