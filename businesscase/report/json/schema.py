"""The JSON Schema of the result document, derived from its types."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

COMMITTED = Path("docs") / "reference" / "result.schema.json"


def result_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of what `run --json` writes."""
    from pydantic import TypeAdapter

    from businesscase.report.json.document import Document

    schema = closed(TypeAdapter(Document).json_schema(mode="serialization"))
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def closed(schema: dict[str, Any]) -> dict[str, Any]:
    """A schema whose objects have all their keys, and no other."""
    for each in (schema, *schema["$defs"].values()):
        each["additionalProperties"] = each.get("additionalProperties", False) if "properties" in each else True
        if "properties" in each:
            each["required"] = list(each["properties"])
        else:
            del each["additionalProperties"]
    return schema


def result_schema_text() -> str:
    """The schema as it is published, beside the reference of the document."""
    return json.dumps(result_schema(), ensure_ascii=False, indent=2) + "\n"
