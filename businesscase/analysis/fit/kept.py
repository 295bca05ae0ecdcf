"""The sampler's state on disk: after every step, whole or not at all, found good by what it comes from."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import fields
from pathlib import Path

import numpy as np

from businesscase.analysis.fit.tempering import State
from businesscase.core.compiling import sources_hash
from businesscase.core.files import write_file
from businesscase.measures.result import Result
from businesscase.scenario.load.scenario import Scenario

_UNREADABLE = (OSError, zipfile.BadZipFile, KeyError, TypeError, ValueError, EOFError)
_ARRAYS = ("positions", "likelihood", "origins")


class Kept:
    """A file with the state of one fit; no file: nothing is kept."""

    def __init__(self, file: Path | None, scenario: Scenario, prior: Result, names: tuple[str, ...]) -> None:
        code = sources_hash(("analysis/fit", "measures", "model", "engines", "ledger", "rules", "core"))
        run = (prior.run.origin.hash, prior.run.draws, prior.run.seed, names, repr(scenario.observations))
        self._file = file
        self._key = hashlib.blake2b(json.dumps([code, *map(str, run)]).encode(), digest_size=16).hexdigest()

    def read(self, state: State) -> State:
        """The state kept of this very fit, otherwise the one given; a damaged file counts as none."""
        if self._file is None or not self._file.is_file():
            return state
        try:
            with np.load(io.BytesIO(self._file.read_bytes()), allow_pickle=False) as kept:
                about = json.loads(str(kept["about"]))
                if about.pop("key") != self._key:
                    return state
                return State(**about, **{name: kept[name] for name in _ARRAYS})
        except _UNREADABLE:
            return state

    def write(self, state: State) -> None:
        """Keep a state in the place of the one before."""
        if self._file is None:
            return
        about = {each.name: getattr(state, each.name) for each in fields(state) if each.name not in _ARRAYS}
        buffer = io.BytesIO()
        arrays = {name: getattr(state, name) for name in _ARRAYS}
        np.savez(buffer, about=np.array(json.dumps({"key": self._key, **about})), **arrays)
        write_file(self._file, buffer.getvalue())
