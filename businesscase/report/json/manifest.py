"""What it takes to get the same files again: versions, seed, sizes and the hash of the resolved scenario. No dates."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from businesscase.core.version import VERSION
from businesscase.measures.result import Result
from businesscase.scenario.read.dumping import resolved_hash

_PACKAGES = ("numpy", "scipy", "numba", "pydantic", "ruamel.yaml", "simpy", "matplotlib", "XlsxWriter")


def manifest(result: Result, files: Mapping[str, bytes]) -> dict[str, Any]:
    """Everything a rerun needs, and the SHA-256 of the files it should give."""
    return {
        "businesscase": VERSION,
        "python": platform.python_version(),
        "packages": {name: _version(name) for name in _PACKAGES},
        "scenario": result.scenario.title,
        "variant": result.run.variant,
        "scenario_sha256": resolved_hash(result.scenario),
        "quantities_sha256": result.run.origin.hash,
        "assumptions": None
        if result.run.edits is None
        else {
            "workbook_sha256": result.run.edits.sha256,
            "values": dict(result.run.edits.values),
            "fixed": sorted(result.run.edits.fixed),
        },
        "engine": result.run.engine,
        "rules": "as_legislated" if result.scenario.frozen is None else {"frozen": result.scenario.frozen.year},
        "seed": result.run.seed,
        "draws": result.run.draws,
        "replications": result.run.replications,
        "scrambles": result.run.scrambles,
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())},
    }


def manifest_bytes(result: Result, files: Mapping[str, bytes]) -> bytes:
    """The manifest as it is written."""
    return (json.dumps(manifest(result, files), ensure_ascii=False, indent=2) + "\n").encode(errors="backslashreplace")


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
