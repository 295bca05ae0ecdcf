"""`python -m benchmarks.backtest`: make `docs/reference/backtest.md`."""

from __future__ import annotations

from pathlib import Path

from benchmarks.backtest.page import page
from benchmarks.backtest.predictions import measurements, predictions, row_of, scenario_of, sign_of

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "backtest.md"


def main() -> None:
    """Predict every small scenario once and write the page."""
    said = measurements()
    scenarios = {name: scenario_of(name) for name in said["bases"]}
    found = {name: predictions(scenario) for name, scenario in scenarios.items()}
    rows = [row_of(one, scenarios[one["scenario"]], found[one["scenario"]][one["observation"]]) for one in said["rows"]]
    signs = [sign_of(one, found[one["scenario"]][one["observation"]]) for one in said["signs"]]
    PAGE.write_text(page(rows, signs, scenarios, said["bases"]), encoding="utf-8", newline="\n")
    print(f"Written: {PAGE.name}, {len(rows)} rows")


if __name__ == "__main__":
    main()
