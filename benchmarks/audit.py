"""Licences of what is installed here, and known vulnerabilities, by tools: pip-licenses and pip-audit (extra `audit`).

`python -m benchmarks.audit` (`make audit`). Exit code 0: all was checked and nothing is known; 1: a vulnerability is
known; 3: not all could be checked, so nothing can be said of the rest.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

KNOWN, UNCHECKED = 1, 3
STRONG = ("GPL", "AGPL", "SSPL")  # licences that reach into a program that is built on them
WEAK = ("LGPL", "Lesser General Public")


def main() -> int:
    """List licences, then vulnerabilities."""
    licences()
    return vulnerabilities()


def licences() -> None:
    """Print the licence of every package, those to look at marked."""
    done = _tool("piplicenses", "--format=json", "--with-system")
    try:
        found: list[dict[str, str]] = json.loads(done.stdout)
    except ValueError:
        print(f"Licences: not listed, for the tool failed: {_last(done)}")
        return
    print(f"Licences of {len(found)} packages")
    for each in found:
        mark = "  <- look at this one" if to_look_at(each["License"]) else ""
        print(f"  {each['Name']} {each['Version']}: {each['License']}{mark}")


def to_look_at(licence: str) -> bool:
    """Whether a licence is unknown, or leaves no choice but one that reaches further."""
    choices = licence.replace(" OR ", ";").split(";")
    strong = [any(word in each for word in STRONG) and not any(word in each for word in WEAK) for each in choices]
    return licence.strip().upper() in ("", "UNKNOWN") or all(strong)


def vulnerabilities() -> int:
    """Print what is known, and of what nothing could be learnt: silence of the service is no good news."""
    done = _tool("pip_audit", "--format=json", "--progress-spinner=off", "--skip-editable")
    try:
        found = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        print(f"Known vulnerabilities: NOT CHECKED, for the service that knows them did not answer: {_last(done)}")
        return UNCHECKED
    return tell(found)


def tell(found: list[dict[str, Any]]) -> int:
    """Print what the tool found of each package."""
    skipped = [each for each in found if "skip_reason" in each and "editable" not in each["skip_reason"]]
    checked = [each for each in found if "skip_reason" not in each]
    known = [(each, one) for each in checked for one in each.get("vulns", [])]
    print(f"Known vulnerabilities: {len(known)} in the {len(checked)} packages that could be checked")
    for each, one in known:
        fixed = ", ".join(one.get("fix_versions") or ["none yet"])
        print(f"  {each['name']} {each['version']}: {one['id']}, mended in {fixed}")
    if skipped or not checked:
        names = ", ".join(each["name"] for each in skipped)
        print(f"NOT CHECKED: {len(skipped)} packages that the service does not know or did not answer for: {names}")
    if known:
        return KNOWN
    return UNCHECKED if skipped or not checked else 0


def _tool(module: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", module, *arguments], capture_output=True, text=True, check=False)


def _last(done: subprocess.CompletedProcess[str]) -> str:
    lines = [line for line in done.stderr.strip().splitlines() if line.strip()]
    return lines[-1] if lines else f"exit code {done.returncode}"


if __name__ == "__main__":
    sys.exit(main())
