"""`Shelf`: the folder in which the quantities of a run are kept, a file for every chunk of its draws.

A chunk is found good by itself (`engines.store`). The manifest beside them says what they come from, so that chunks of
another run are told apart at once, and are told in words.
"""

from __future__ import annotations

import contextlib
import json
import re
from dataclasses import dataclass
from pathlib import Path

from businesscase.core.files import check_folder, sweep, write_file
from businesscase.core.words import Words
from businesscase.engines.addresses import FORMAT, Origins, differs
from businesscase.engines.store import Store

MANIFEST = "manifest.json"
_CHUNK = re.compile(r"\d{7}-\d{7}(\.\d+)?\.npz")


@dataclass(frozen=True)
class Shelf:
    """Where the quantities of a run are kept.

    Attributes:
        name: of the folder of chunks.
        folder: in which that stands; it is looked in first, and written in; None: nowhere.
        also: further folders in which one is looked for.
        writes: whether chunks are written where they are not there yet.
    """

    name: str
    folder: Path | None = None
    also: tuple[Path, ...] = ()
    writes: bool = True

    @property
    def own(self) -> Path | None:
        """The folder of chunks that is written, None if none is."""
        return None if self.folder is None or not self.writes else self.folder / self.name

    @property
    def is_used(self) -> bool:
        """Whether there is anything to read or to write."""
        return self.own is not None or bool(self.places)

    @property
    def places(self) -> list[Path]:
        """Folders of chunks that are there."""
        folders = (*((self.folder,) if self.folder else ()), *self.also)
        return [folder / self.name for folder in folders if (folder / self.name).is_dir()]

    @property
    def missing(self) -> str:
        """What is said where the first of the further folders has none; empty where it has, or there is none."""
        wanting = [folder for folder in self.also[:1] if not (folder / self.name).is_dir()]
        return Words("kept.none", name=self.name, folder=wanting[0]) if wanting else ""

    def opened(self, origins: Origins) -> str:
        """Make the folder ready for chunks of a run: those of another are taken away, and what they are of is said.

        Raises:
            UsageError: if it cannot be written.
        """
        if self.own is None:
            return ""
        check_folder(self.own)
        sweep(self.own)
        why: str = ""
        manifest = self.own / MANIFEST
        content = json.dumps({"format": FORMAT, "key": origins.key, "comes_from": origins.told}, indent=2) + "\n"
        with contextlib.suppress(FileNotFoundError):
            try:
                found = json.loads(manifest.read_bytes())
                if found["key"] != origins.key:
                    why = Words("kept.another_run", file=self.own, differs=differs(found["comes_from"], origins.told))
                    for chunk in filter(lambda each: _CHUNK.fullmatch(each.name), self.own.iterdir()):
                        chunk.unlink()
            except (KeyError, TypeError, ValueError, AttributeError):  # each chunk says itself what it is of
                why = Words("kept.damaged", file=manifest)
        write_file(manifest, content.encode())
        return why

    def chunk(self, draws: slice, replications: int | None) -> Store:
        """Where some draws are kept; under the number of replications, where that was raised or asked for."""
        lives = "" if replications is None else f".{replications}"
        others = tuple(place for place in self.places if place != self.own)
        return Store(f"{draws.start:07}-{draws.stop:07}{lives}.npz", self.own, others)
