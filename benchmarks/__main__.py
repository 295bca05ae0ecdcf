"""`python -m benchmarks [--quick] [--only TABLE ...]`: print the tables."""

from __future__ import annotations

import argparse
import platform
import sys

from benchmarks.aarhus import aarhus
from benchmarks.bench4 import bench4_table
from benchmarks.expected import expected
from benchmarks.memory import memory
from benchmarks.starting import starting
from benchmarks.tables import machine
from benchmarks.team import team
from benchmarks.throughput import throughput
from benchmarks.variance import variance

TABLES = {
    "throughput": throughput,
    "variance": variance,
    "memory": memory,
    "starting": starting,
    "aarhus": aarhus,
    "bench4": bench4_table,
    "expected": expected,
    "team": team,
}


def main() -> None:
    """Print all tables, or those asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a smoke test of seconds; its numbers mean nothing")
    parser.add_argument(
        "--only", nargs="+", choices=TABLES, default=list(TABLES), metavar="TABLE", help=", ".join(TABLES)
    )
    options = parser.parse_args()
    python = platform.python_version()
    print(
        f"businesscase benchmark on {machine()}, Python {python}, invented family model (benchmarks/family_model.yaml)"
    )
    if options.quick:
        print("quick: a smoke test; the numbers below mean nothing")
    for name, table in TABLES.items():
        if name in options.only:
            table(quick=options.quick)
            sys.stdout.flush()


if __name__ == "__main__":
    main()
