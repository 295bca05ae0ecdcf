"""Untrusted scenarios and workbooks: mutated at random, they are read or refused in words, in bounded time and memory.

`python -m benchmarks.fuzz --seconds 600 --seed 1` mutates the real scenarios (bytes, lines, nodes) and an exported
workbook (the XML inside, and the archive). An outcome that is neither success nor an error of the package is a finding,
printed with its number; `--only NUMBER` repeats that case, `--save FOLDER` writes what was read. Exit code 1 if there
is any finding.
"""

from __future__ import annotations

import argparse
import io
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
SCENARIOS = (
    *sorted((ROOT / "scenarios").glob("*.yaml")),
    ROOT / "tests" / "invented_municipality.yaml",
    ROOT / "businesscase" / "scenario" / "explain" / "starter.yaml",
)
SMALL = ROOT / "tests" / "invented_municipality.yaml"
LIMIT, SLACK = 20.0, 10.0  # seconds for a case; more for one that cannot be interrupted, whose process is then ended
MEMORY = 3_000_000_000  # bytes of address space beyond what a process begins with
Outcome = tuple[int, str, str]  # number of the case, its kind, and what was found: "" is fine

# What a value is replaced by: wrong kinds, ends of ranges, and what has surprised readers of YAML.
ODD: tuple[Any, ...] = (
    None, True, False, "", " ", "x", "æøå", "\x00", "\ud800", "1,5", "1.000", ".nan", "nan", "inf", "x" * 10_000, "..",
    "/dev/zero", "../../etc/passwd", [], {}, [[]], [None], {"": None}, {"a": {"b": {}}}, {"value": 1}, {"low": 1},
    0, -1, 1, 2, 10**6, 10**30, -(10**30), 0.5, -0.0, 1e-300, 1e300, 1.7976931348623157e308, float("inf"),
    date(1, 1, 1), date(9999, 12, 31),
)  # fmt: skip
WORDS = (
    b": ", b"- ", b"{", b"}", b"[", b"]", b"'", b'"', b"&a ", b"*a", b"!!python/object:os.system ", b"<<: ", b"|\n",
    b">-\n", b"# ", b"\t", b"\xc2\xa0", b"\xff", b"\x00", b"%YAML 1.1\n", b"---\n", b"...\n", b"? ", b", ", b".nan",
    b".inf", b"~", b"1e400", b"0x", b"1_0", b"999999999999999999999999", b"2024-13-45", b"\xef\xbb\xbf",
    b"\xe2\x80\xa8", b"\r",
)  # fmt: skip
XML = (
    b"<", b">", b"&", b"</c>", b"<v>", b"</v>", b"<f>1+1</f>", b"<f>", b't="s"', b'r="ZZZ99999999"', b'r=""', b"NaN",
    b"1e999", b"-1", b"999999999999999999999", b"\x00", b"\xff", b'<!DOCTYPE x [<!ENTITY a "b">]>', b"&a;", b"&#0;",
    b'<sheet name="x"/>', b'ref="A1:XFD1048576"', b"inlineStr", b'r:id="rId999"', b'Target="../../x"',
)  # fmt: skip


def mutated_bytes(content: bytes, chance: random.Random, words: tuple[bytes, ...]) -> bytes:
    """Bytes turned, taken out, doubled, cut, or with something put in."""
    found = bytearray(content)
    for _ in range(chance.choice((1, 1, 1, 2, 5, 20))):
        at = chance.randrange(len(found) + 1)
        end = min(len(found), at + chance.choice((1, 1, 2, 10, 100)))
        match chance.randrange(6):
            case 0:
                found[at:end] = bytes(chance.randrange(256) for _ in range(end - at))
            case 1:
                del found[at:end]
            case 2:
                found[at:at] = found[at:end]
            case 3 if chance.random() < 0.2:
                del found[at:]
            case _:
                found[at : at if chance.random() < 0.5 else end] = chance.choice(words)
    return bytes(found)


def mutated_lines(content: bytes, chance: random.Random) -> bytes:
    """Lines taken out, doubled, moved, indented otherwise, or with another line's value."""
    lines = content.splitlines(keepends=True)
    for _ in range(chance.choice((1, 1, 2, 5))):
        at, other = (chance.randrange(len(lines)) for _ in range(2))
        match chance.randrange(6):
            case 0 if len(lines) > 2:
                del lines[at]
            case 1:
                lines.insert(at, lines[other])
            case 2:
                lines[at], lines[other] = lines[other], lines[at]
            case 3:
                lines[at] = b" " * chance.randrange(1, 5) + lines[at]
            case 4:
                lines[at] = lines[at].lstrip()
            case _:
                lines[at] = lines[at].split(b":")[0] + b":" + lines[other].partition(b":")[2]
    return b"".join(lines)


def mutated_nodes(data: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """Values replaced by odd ones or by each other, keys taken out, renamed or doubled elsewhere."""
    found = deepcopy(data)
    for _ in range(chance.choice((1, 1, 1, 2, 5))):
        holders = list(_holders(found))
        holder, key = chance.choice(holders)
        other, further = chance.choice(holders)
        match chance.randrange(6):
            case 0:
                del holder[key]
            case 1:
                holder[key] = deepcopy(other[further])
            case 2 if isinstance(holder, dict):
                holder[f"{key}{chance.choice(('x', '.', ' ', '-> '))}"] = holder.pop(key)
            case 3 if isinstance(holder, dict) and isinstance(further, str):
                holder[further] = deepcopy(other[further])
            case 4 if isinstance(holder[key], (int, float)):
                holder[key] = chance.choice((0, -1, 10, 1e3, 1e-3, -1e9, 1e9)) * holder[key]
            case _:
                holder[key] = deepcopy(chance.choice(ODD))
    return found


def _holders(node: Any) -> Iterator[tuple[Any, Any]]:
    """Every place of a value: what holds it, and its key there."""
    for key, value in list(node.items() if isinstance(node, dict) else enumerate(node)):
        yield node, key
        if isinstance(value, (dict, list)):
            yield from _holders(value)


def mutated_book(content: bytes, chance: random.Random) -> bytes:
    """A workbook with its XML or its archive changed."""
    if chance.random() < 0.25:
        return mutated_bytes(content, chance, (b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06", b"\xff\xff\xff\xff", b"\0"))
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    name = chance.choice(list(parts))
    match chance.randrange(8):
        case 0:
            del parts[name]
        case 1:
            parts[name] = parts[chance.choice(list(parts))]
        case 2:
            parts[name] = parts[name].replace(b"><", b">" + b"<x>" * chance.choice((1, 10, 100_000)) + b"<", 1)
        case 3:
            head, _, rest = parts[name].partition(b"?>")
            bomb = b"".join(b'<!ENTITY x%d "%s">' % (i, b"&x%d;" % (i - 1) * 10) for i in range(1, 12))
            parts[name] = (
                head + b'?><!DOCTYPE x [<!ENTITY x0 "x">' + bomb + b"]>" + rest.replace(b"</v>", b"&x11;</v>", 1)
            )
        case 4:
            parts[name] += b" " * chance.choice((10**6, 10**8))
        case _:
            parts[name] = mutated_bytes(parts[name], chance, XML)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        for part, body in parts.items():
            book.writestr(part, body)
    return made.getvalue()


class Fuzzer:
    """Cases by number: what is made of it, and what reading it came to."""

    def __init__(self, seed: int, save: Path | None = None) -> None:
        import businesscase
        from businesscase.output import export
        from businesscase.scenario.read.reading import parse_bytes

        self.seed, self.save = seed, save
        self.texts = [path.read_bytes() for path in SCENARIOS]
        self.trees = [parse_bytes(text, "").data for text in self.texts]
        self.small = businesscase.load_scenario(SMALL)
        with tempfile.TemporaryDirectory() as folder:
            result = businesscase.run(self.small, draws=2, replications=2, workers=1)
            self.book = export(result, Path(folder) / "book.xlsx").read_bytes()

    def case(self, number: int) -> Outcome:
        """Make and read one."""
        chance = random.Random(f"{self.seed}/{number}")
        kind = ("bytes", "lines", "nodes", "nodes", "book", "book")[number % 6]
        place = chance.randrange(len(self.texts))
        if kind == "nodes":
            tree = mutated_nodes(self.trees[place], chance)
            self._keep(number, repr(tree).encode(errors="backslashreplace"))
            return number, kind, _found(lambda: _read_tree(tree))
        if kind == "book":
            book = mutated_book(self.book, chance)
            self._keep(number, book)
            return number, kind, _found(lambda: _read_book(book, self.small))
        text = self.texts[place]
        text = mutated_bytes(text, chance, WORDS) if kind == "bytes" else mutated_lines(text, chance)
        self._keep(number, text)
        return number, kind, _found(lambda: _read_text(text))

    def _keep(self, number: int, content: bytes) -> None:
        if self.save is not None:
            self.save.mkdir(parents=True, exist_ok=True)
            (self.save / f"case_{number}").write_bytes(content)


def _read_text(content: bytes) -> None:
    from businesscase.scenario.load.resolve import read_scenario

    read_scenario(content, "fuzz")


def _read_tree(tree: dict[str, Any]) -> None:
    from businesscase.scenario.load.resolve import as_scenario

    as_scenario(tree)


def _read_book(content: bytes, scenario: Any) -> None:
    from businesscase import read_edits

    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        file.write(content)
        file.flush()
        read_edits(file.name, scenario).applied(scenario)


class _TooLongError(BaseException):
    pass


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    def stop(_number: int, _frame: object) -> None:
        raise _TooLongError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0.0)
        signal.signal(signal.SIGALRM, before)


def _found(act: Callable[[], None]) -> str:
    """What is wrong with an outcome; "" for success and for an error in the package's words."""
    from businesscase.core.errors import BusinessCaseError

    try:
        with _limited(LIMIT):
            act()
    except BusinessCaseError as error:
        said = str(error)
        return "" if said.strip() and len(said) < 1_000_000 else f"an error of {len(said):,} characters"
    except _TooLongError:
        return f"longer than {LIMIT:g} seconds"
    except Exception as error:  # noqa: BLE001, RUF100
        frames = [f for f in traceback.extract_tb(error.__traceback__) if "businesscase" in f.filename]
        where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
        return f"{type(error).__name__}: {str(error)[:150]!r} at {where}"
    return ""


def _work(fuzzer: Fuzzer, first: int, told: Connection) -> None:
    """Case after case from a number on, in a process that may use so much memory."""
    import resource

    used = int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY, used + MEMORY))
    number = first
    while True:
        told.send((number, None))
        told.send((number, fuzzer.case(number)))
        number += 1


def fuzz(fuzzer: Fuzzer, seconds: float) -> tuple[Counter[str], list[Outcome]]:
    """Cases from 0 on until the time is up, and what was found."""
    context = multiprocessing.get_context("fork")
    end, number, counts, findings = time.monotonic() + seconds, 0, Counter[str](), list[Outcome]()
    while time.monotonic() < end:
        ours, theirs = context.Pipe()
        process = context.Process(target=_work, args=(fuzzer, number, theirs), daemon=True)
        process.start()
        theirs.close()
        finding = ""
        while time.monotonic() < end:
            if not ours.poll(LIMIT + SLACK):
                finding = f"longer than {LIMIT + SLACK:g} seconds, and not to be interrupted"
                break
            try:
                number, outcome = ours.recv()
            except EOFError:
                process.join()
                finding = f"the process ended with {process.exitcode}"
                break
            if outcome is not None:
                counts[outcome[1]] += 1
                if outcome[2]:
                    findings.append(outcome)
                    print(f"case {outcome[0]} ({outcome[1]}): {outcome[2]}", flush=True)
                number += 1
        if finding:
            findings.append((number, "process", finding))
            print(f"case {number}: {finding}", flush=True)
            number += 1
        process.kill()
        process.join()
    return counts, findings


def main() -> int:
    """Fuzz, and tell."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=float, default=600.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, metavar="NUMBER", help="repeat one case, here")
    parser.add_argument("--save", type=Path, metavar="FOLDER", help="write what is read there")
    options = parser.parse_args()
    fuzzer = Fuzzer(options.seed, options.save)
    if options.only is not None:
        _, kind, found = fuzzer.case(options.only)
        print(f"case {options.only} ({kind}): {found or 'fine'}")
        return int(bool(found))
    counts, findings = fuzz(fuzzer, options.seconds)
    told = ", ".join(f"{count} {kind}" for kind, count in sorted(counts.items()))
    total = f"{sum(counts.values()):,} cases ({told}) in {options.seconds:g} seconds"
    print(f"seed {options.seed}: {total}; {len(findings)} findings")
    return int(bool(findings))


if __name__ == "__main__":
    sys.exit(main())
