"""What the user declared: the scenario file, read, resolved and checked. Pydantic and YAML live only here."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from businesscase.scenario.document import Scenario
    from businesscase.scenario.keys import quantities
    from businesscase.scenario.quantity import Quantity
    from businesscase.scenario.resolve import (
        apply_variant,
        as_scenario,
        from_yaml,
        load_scenario,
        resolved_hash,
        to_yaml,
        with_values,
    )

_HOME = {
    "Quantity": "quantity",
    "Scenario": "document",
    "apply_variant": "resolve",
    "as_scenario": "resolve",
    "from_yaml": "resolve",
    "load_scenario": "resolve",
    "quantities": "keys",
    "resolved_hash": "resolve",
    "to_yaml": "resolve",
    "with_values": "resolve",
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
