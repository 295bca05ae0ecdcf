"""`Scenario`: a declared document that can be changed, each change checked like the file it came from."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any, Self

from businesscase.core.door import check_kind
from businesscase.core.errors import REQUEST, Fault, ScenarioError, nearest
from businesscase.core.words import Words
from businesscase.scenario.check.checks import meaning_faults
from businesscase.scenario.declare.document import Document
from businesscase.scenario.declare.keys import split
from businesscase.scenario.declare.places import Path, Place
from businesscase.scenario.load.building import build
from businesscase.scenario.load.changing import changed
from businesscase.scenario.load.emptied import with_emptied


class Scenario(Document):
    """A file covering both strategies: families, clocks, programme, effects, money and claims."""

    def with_values(
        self, values: Mapping[str, Any], *, by: str = "with_values", places: Mapping[Path, Place] | None = None
    ) -> Self:
        """A changed copy: dotted keys, each to a new value.

        A bare number where a quantity stands is a what-if: same unit and price year, held fixed, without a source. A
        bare value elsewhere is set. A mapping replaces a quantity, and is merged into anything else. None removes.

        Args:
            values: key -> value.
            by: who changes it, for the notes of what-ifs.
            places: where the values stand, for messages.

        Raises:
            ScenarioError: if a key does not exist or the changed scenario is invalid.
        """
        data, provenance = changed(self, values, by, places or {})
        try:
            other = build(type(self), data, provenance)
            faults = meaning_faults(other, unused=False)
        except ScenarioError as error:
            faults = error.faults
        if faults:
            raise ScenarioError(with_emptied(faults, provenance))
        return other

    def variant(self, name: str) -> Self:
        """The scenario with the values of one of its variants.

        Raises:
            ScenarioError: if there is no such variant, or it does not fit the scenario.
            UsageError: if the name is no text.
        """
        check_kind("variant", name, str, "the name of a variant")
        if name not in self.variants:
            names = ", ".join(self.variants) or Words("changing.nothing")
            close = nearest(name, self.variants)
            raise ScenarioError(
                [Fault(Words("variants.unknown", name=name), expected=Words("one_of", names=names), nearest=close)],
                of=REQUEST,
            )
        at_variant = ("variants", name)
        places: dict[Path, Place] = {}
        for layer in self.provenance.layers:
            for path, place in layer.places.items():
                if path[:2] == at_variant and len(path) > 2:
                    places.setdefault((*split(path[2]), *path[3:]), place)
        return self.with_values(self.variants[name], by=str(Words("note.variant", name=name)), places=places)

    def __repr__(self) -> str:
        years = f"{self.time.horizon_years} years from {self.time.start.isoformat()}"
        return f"<Scenario {self.title!r}: {years}, {len(self.claims)} claims, {len(self.variants)} variants>"

    def __str__(self) -> str:
        return repr(self)

    def _repr_html_(self) -> str:
        """What a notebook shows; the report's floor writes it."""
        html: str = import_module("businesscase.report.notebook").scenario_html(self)
        return html
