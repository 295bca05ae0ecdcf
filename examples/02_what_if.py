"""2. What if: variants of the file, and values changed from Python.

Run from the folder of the repository:  python examples/02_what_if.py
"""

from businesscase import load_scenario, run
from businesscase.core.errors import ScenarioError

scenario = load_scenario("scenarios/opgang_til_opgang.yaml")
ATTRIBUTION = "effects.attribution"
PLACEMENT = "prices.placement.per_time"
DOUBLE = 2 * scenario.prices["placement"].per_time.value

# A key is a dotted path, the one that `businesscase explain` takes. A bare number is a what-if: same unit, held fixed,
# no longer uncertain. A mapping replaces the number with its certificate, so it stays uncertain.
asked = {
    "as declared": scenario,
    "variant: no effect": scenario.variant("no effect"),
    "variant: full attribution": scenario.variant("full attribution"),
    "variant: routine price": scenario.variant("routine price"),
    "attribution held at 0.5": scenario.with_values({ATTRIBUTION: 0.5}),
    "a placement costs twice as much": scenario.with_values({PLACEMENT: DOUBLE}),
    "attribution 0.6 to 0.95": scenario.with_values(
        {
            ATTRIBUTION: {
                "value": 0.8, "low": 0.6, "high": 0.95, "unit": "share",
                "assumption": "what if a control group had fared much worse",
            }
        }
    ),
}  # fmt: skip

print(f"{'':<34}{'net saving, mio. DKK':>22}{'probability':>24}")
print(f"{'':<34}{'year 5':>11}{'year 15':>11}{'5 years':>12}{'15 years':>12}")
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
    print(f"{name:<34}{mean[4] / 1e6:>11.1f}{mean[14] / 1e6:>11.1f}{claim.probability:>12.2f}{by_year[14]:>12.2f}")

# How to read it. Every row has the same seed, so the rows share their random numbers: what differs between two rows is
# the change, and very little of it is chance. A what-if narrows the range of results, because one number is no longer
# uncertain; it is not evidence that the number is right.
# "no effect" still has the cost, and the saving before the cost is exactly zero in every draw.

# A key that does not exist is refused, with the nearest one that does.
try:
    scenario.with_values({"effects.atribution": 0.5})
except ScenarioError as error:
    print(f"\n{error}")
