"""Quantities of some draws on disk, so that a changed price, share or discount rate needs no new simulation.

The file is found good by its address: a hash of everything that the quantities come from. It is an .npz (a ZIP of
arrays); numbers stand there as planes of bytes, draw by draw, which compress to two thirds of what they would.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from businesscase.core.files import written
from businesscase.core.vocabulary import Engine
from businesscase.core.words import Words, read_again
from businesscase.core.words import kept as as_kept
from businesscase.engines.addresses import Address, differs
from businesscase.engines.choosing import Choice
from businesscase.engines.common.occupancy import Occupancy
from businesscase.model.compiled import CompiledModel, Solved

_ABOUT = "about.json"
_SERVICE = ("served", "effective")  # of an occupancy, where the families' situation can end their service
_UNREADABLE = (
    OSError, zipfile.BadZipFile, zlib.error, struct.error, KeyError, TypeError, ValueError, EOFError, MemoryError,
    RuntimeError,
)  # fmt: skip


@dataclass(frozen=True)
class Simulated:
    """What an engine answered for some draws: the quantities, and those of the cohort view where it is asked for."""

    draws: slice
    occupancy: Occupancy
    cohort: Occupancy | None


@dataclass(frozen=True)
class Store:
    """Where the quantities of some draws are kept.

    Attributes:
        name: of the file.
        folder: where it is looked for first, and written; None: nowhere.
        also: further folders where it is looked for.
    """

    name: str
    folder: Path | None = None
    also: tuple[Path, ...] = ()

    def levels(self) -> Solved | None:
        """The solution of the reported levels and goals that is kept, None if there is none."""
        for file in self._files():
            with contextlib.suppress(*_UNREADABLE), zipfile.ZipFile(file) as kept:
                about = json.loads(kept.read(_ABOUT))["levels"]
                attempts = dict(zip(about["levels"], _array(kept, "levels.attempts"), strict=True))
                stocks = dict(zip(about["targets"], _array(kept, "levels.stocks"), strict=True))
                goals = dict(zip(about["goals"], _array(kept, "levels.goals"), strict=True))
                ratio = _array(kept, "levels.ratio")
                return Solved(about["key"], ratio, attempts, stocks, about["goals_key"], goals, about["steps"])
        return None

    def _files(self) -> list[Path]:
        folders = (*((self.folder,) if self.folder else ()), *self.also)
        return [folder / self.name for folder in folders if (folder / self.name).is_file()]

    def find(self, address: Address, model: CompiledModel) -> tuple[Kept | None, str]:
        """What is kept of this very run, None if nothing is; and where it is, or why not."""
        why: str = ""
        for file in self._files():
            try:
                with zipfile.ZipFile(file) as kept:
                    about = json.loads(kept.read(_ABOUT))
                    if about["hash"] == address.hash:
                        _check(kept, about, model)
                        choice = Choice(Engine(about["engine"]), read_again(about["reason"]), about["approximations"])
                        return Kept(file, choice, about["blocks"]), ""
                    why = Words("kept.another_run", file=file, differs=differs(about["told"], address.told))
            except _UNREADABLE as problem:
                why = Words("kept.unreadable", file=file, why=_why(problem))
        return None, why

    @property
    def own(self) -> Path | None:
        """The file that is written, None if none is."""
        return None if self.folder is None else self.folder / self.name

    def copy(self, file: Path) -> None:
        """Write the file as it is kept elsewhere.

        Raises:
            UsageError: if it cannot be written.
        """
        assert self.own is not None
        with written(self.own) as own, file.open("rb") as other:
            shutil.copyfileobj(other, own)

    @contextlib.contextmanager
    def keep(self, address: Address, choice: Choice, solved: Solved) -> Iterator[Callable[[Simulated], None]]:
        """Write the file block by block, in place of one of another run; nothing is half-written.

        Yields:
            What takes a block after the other.

        Raises:
            UsageError: if it cannot be written.
        """
        assert self.own is not None
        about: dict[str, Any] = {
            "hash": address.hash, "told": address.told, "engine": choice.engine, "reason": as_kept(choice.reason),
            "approximations": choice.approximations, "blocks": [],
            "levels": {"key": solved.key, "levels": list(solved.attempts), "targets": list(solved.stocks)}
            | {"goals_key": solved.goals_key, "goals": list(solved.goals), "steps": dict(solved.steps)},
        }  # fmt: skip
        with written(self.own) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as kept:
            _put_array(kept, "levels.ratio", solved.ratio)
            for part in ("attempts", "stocks", "goals"):
                _put_array(kept, f"levels.{part}", np.array(list(getattr(solved, part).values())))

            def put(block: Simulated) -> None:
                name, views = str(block.draws.start), {"programme": block.occupancy, "cohort": block.cohort}
                about["blocks"].append(
                    {"draws": [block.draws.start, block.draws.stop]}
                    | {view: _put(kept, f"{name}.{view}", own) for view, own in views.items() if own is not None}
                )

            yield put
            kept.writestr(zipfile.ZipInfo(_ABOUT), json.dumps(about, ensure_ascii=False, indent=1))


@dataclass(frozen=True)
class Kept:
    """A file of quantities that was found good: which engine they are of, and what it says of its blocks."""

    file: Path
    choice: Choice
    about: list[dict[str, Any]]

    def blocks(self, model: CompiledModel) -> Iterator[Simulated]:
        """The quantities, block by block."""
        with zipfile.ZipFile(self.file) as kept:
            for about in self.about:
                first, last = about["draws"]
                views = {
                    view: _occupancy(kept, f"{first}.{view}", about[view], model)
                    for view in ("programme", "cohort")
                    if view in about
                }
                yield Simulated(slice(first, last), views["programme"], views.get("cohort"))


def _put(kept: zipfile.ZipFile, name: str, occupancy: Occupancy) -> dict[str, Any]:
    """Write the arrays of an occupancy; of the second half only the cells in which it is not like the first."""
    quantities = occupancy.quantities
    first, last = quantities[:, 0], quantities[:, -1]
    differing = np.array(
        [cell for cell in range(first.shape[-1]) if not np.array_equal(first[..., cell], last[..., cell])], np.int64
    )
    _put_planes(kept, f"{name}.quantities", first)
    _put_planes(kept, f"{name}.second_half", last[..., differing])
    small = {"differing": differing, "edges": occupancy.edges} | {name: getattr(occupancy, name) for name in _SERVICE}
    for part, array in small.items():
        if array is not None:
            _put_array(kept, f"{name}.{part}", array)
    return {
        "shape": quantities.shape, "type": quantities.dtype.str, "key": occupancy.key,
        "replications": occupancy.replications,
        "service": [name for name in _SERVICE if getattr(occupancy, name) is not None],
    }  # fmt: skip


def _why(problem: Exception) -> str:
    """What is wrong with a file, in this package's words where they are."""
    words = problem.args[0] if problem.args else ""
    return words if isinstance(words, Words) else str(problem) or type(problem).__name__


def _put_array(kept: zipfile.ZipFile, name: str, array: NDArray[Any]) -> None:
    with kept.open(_member(name), "w") as file:
        np.lib.format.write_array(file, array, version=(1, 0), allow_pickle=False)


def _put_planes(kept: zipfile.ZipFile, name: str, array: NDArray[np.floating]) -> None:
    """Write an array with the draw as its first axis as bytes, shape (draw, byte, number)."""
    size, each = array.dtype.itemsize, int(np.prod(array.shape[1:]))
    head = {"descr": "|u1", "fortran_order": False, "shape": (array.shape[0], size, each)}
    with kept.open(_member(name), "w", force_zip64=True) as file:
        np.lib.format.write_array_header_1_0(file, head)
        for draw in array:
            numbers = np.ascontiguousarray(draw).reshape(-1)
            file.write(numbers.view(np.uint8).reshape(each, size).T.tobytes())


def _member(name: str) -> str:
    return f"{name}.npy"


def _check(kept: zipfile.ZipFile, about: dict[str, Any], model: CompiledModel) -> None:
    """See that every byte is as it was written, and that every block is of this model."""
    broken = kept.testzip()
    if broken is not None:
        raise zipfile.BadZipFile(Words("kept.damaged", file=broken))
    each = (2, len(model.segments), len(model.arrays.edges) - 1, len(model.structure.cells))
    first = 0
    for block in about["blocks"]:
        begin, end = block["draws"]
        if begin != first:
            raise ValueError(Words("kept.missing", first=first, last=begin))
        for view in set(block) - {"draws"}:
            shape, kind = tuple(block[view]["shape"]), np.dtype(block[view]["type"])
            if shape[:1] + shape[2:] != (end - begin, *each) or shape[1] not in (1, 2) or kind.kind != "f":
                expected = (end - begin, "1 or 2", *each)
                raise ValueError(Words("kept.shape", kind=kind, shape=str(shape), expected=str(expected)))
        first = end
    if first != model.draws:
        raise ValueError(Words("kept.draws", found=first, expected=model.draws))


def _occupancy(kept: zipfile.ZipFile, name: str, about: dict[str, Any], model: CompiledModel) -> Occupancy:
    shape, kind = tuple(about["shape"]), np.dtype(about["type"])
    quantities = np.empty(shape, kind)
    small = {part: _array(kept, f"{name}.{part}") for part in ("differing", "edges")}
    differing = small["differing"]
    for draw, numbers in zip(range(shape[0]), _planes(kept, f"{name}.quantities", kind), strict=True):
        quantities[draw] = numbers.reshape(shape[2:])
    if shape[1] > 1:
        for draw, numbers in zip(range(shape[0]), _planes(kept, f"{name}.second_half", kind), strict=True):
            quantities[draw, 1, ..., differing] = np.moveaxis(numbers.reshape((*shape[2:-1], len(differing))), -1, 0)
    quantities.setflags(write=False)
    return Occupancy(
        quantities=quantities,
        cells=model.structure.cells,
        edges=small["edges"],
        segments=model.segments,
        replications=about["replications"],
        key=about["key"],
        **{part: _array(kept, f"{name}.{part}") for part in about["service"]},
    )


def _planes(kept: zipfile.ZipFile, name: str, kind: np.dtype[Any]) -> Iterator[NDArray[np.floating]]:
    """The numbers of each draw."""
    with kept.open(_member(name)) as file:
        np.lib.format.read_magic(file)
        (draws, size, each), _, _ = np.lib.format.read_array_header_1_0(file)
        for _ in range(draws):
            planes = np.frombuffer(file.read(size * each), np.uint8)
            yield np.ascontiguousarray(planes.reshape(size, each).T).view(kind).reshape(-1)
        file.read()  # to its end, where the sum of all bytes is checked


def _array(kept: zipfile.ZipFile, name: str) -> NDArray[Any]:
    with kept.open(_member(name)) as file:
        array = np.asarray(np.lib.format.read_array(file, allow_pickle=False))
        file.read()  # to its end, where the sum of all bytes is checked
    return array
