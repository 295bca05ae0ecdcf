"""2. What if: variants of the file, and values changed from Python.

Run from the folder of the repository:  python examples/02_what_if.py
"""

from businesscase import load_scenario, run
from businesscase.core.errors import ScenarioError

scenario = load_scenario("scenarios/multisystemisk_terapi.yaml")
RATIO = "effects.ratios.placement_entry.ratio"  # of placements begun
PLACEMENT = "prices.placement.per_time"
DOUBLE = 2 * scenario.prices["placement"].per_time.value

# A key is a dotted path, the one that `businesscase explain` takes. A bare number is a what-if: same unit, held fixed,
# no longer uncertain. A mapping replaces the number with its certificate, so it stays uncertain.
asked = {
    "as declared": scenario,
    "variant: no effect": scenario.variant("no effect"),
    "variant: as the Norwegian trial": scenario.variant("as the Norwegian trial"),
    "variant: as before-after counts had it": scenario.variant("as before-after counts had it"),
    "ratio of placements begun held at 0.8": scenario.with_values({RATIO: 0.8}),
    "a placement costs twice as much": scenario.with_values({PLACEMENT: DOUBLE}),
    "ratio of placements begun 0.5 to 0.9": scenario.with_values(
        {
            RATIO: {
                "value": 0.7, "low": 0.5, "high": 0.9, "unit": "ratio",
                "assumption": "what if another controlled study had found fewer placed",
            }
        }
    ),
}  # fmt: skip

print(f"{'':<40}{'net saving, mio. DKK':>22}{'probability':>24}")
print(f"{'':<40}{'year 5':>11}{'year 8':>11}{'5 years':>12}{'8 years':>12}")
for name, changed in asked.items():
    result = run(changed, draws=30, replications=4, seed=1)
    claim = result.headline
    mean = result.money.net_saving[claim.perspective].mean
    row = next(
        row
        for row in result.paybacks.rows
        if (row.perspective, row.costs, row.discounted) == (claim.perspective, claim.costs, False)
    )
    by_year = row.probability_by_year
    print(f"{name:<40}{mean[4] / 1e6:>11.1f}{mean[7] / 1e6:>11.1f}{claim.probability:>12.2f}{by_year[7]:>12.2f}")

# How to read it. Every row has the same seed, so the rows share their random numbers: what differs between two rows is
# the change, and very little of it is chance. A what-if narrows the range of results, because one number is no longer
# uncertain; it is not evidence that the number is right.
# "no effect" still has the cost, and the saving before the cost is exactly zero in every draw.

# A key that does not exist is refused, with the nearest one that does.
try:
    scenario.with_values({"effects.atribution": 0.5})
except ScenarioError as error:
    print(f"\n{error}")
