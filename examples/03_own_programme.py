"""3. A programme of one's own, in an invented municipality.

Run from the folder of the repository:  python examples/03_own_programme.py [FOLDER]
With a folder, pictures, workbook and manifest are written into it.

The same as a file is what `businesscase init FOLDER` writes. From Python a scenario is a mapping of the same shape.
"""

import sys
from pathlib import Path
from typing import Any

from businesscase import run

PLAN, GUESS = "the plan of an invented municipality", "invented, to show the form"


def known(value: float, unit: str, **more: Any) -> dict[str, Any]:
    """A number that was read somewhere: it needs a source and a grade."""
    return {"value": value, "unit": unit, "source": PLAN, "grade": "B", **more}


def assumed(value: float, low: float, high: float, unit: str, **more: Any) -> dict[str, Any]:
    """A number that nobody measured: it needs its 5th and 95th percentile."""
    return {"value": value, "low": low, "high": high, "unit": unit, "assumption": GUESS, **more}


scenario = {
    "version": 1,
    "title": "Hand in hand, an invented municipality",
    "evidence": {"en": "Invented numbers; they prove nothing.", "da": "Opdigtede tal; de beviser intet."},
    # States, base rates, prices and financing rules of Denmark; whatever stands below is laid over them.
    "include": ["danish_benefits", "danish_children", "danish_health", "danish_prices", "danish_financing"],
    "time": {"start": "2026-01-01", "horizon_years": 10, "price_year": 2026},
    "population": {
        "families": known(25, "families"),
        "children_per_family": known(2.4, "children"),
        "segments": {
            "single_parent": {
                "label": {"en": "Single parent", "da": "Enlig forælder"},
                "parents": 1,
                "share": assumed(0.6, 0.45, 0.75, "share"),
            },
            "couple": {"label": {"en": "Couple", "da": "Par"}, "parents": 2, "share": "rest"},
        },
        "parent_ages": {"mean": assumed(36, 33, 39, "years"), "spread": assumed(7, 5, 9, "years")},
    },
    "clocks": {  # where the members stand at the start is a matter of the families, not of Denmark
        "public_benefit": {
            "start": {
                "kontanthjaelp": {
                    "share": "rest",
                    "elapsed": {"mean": assumed(4, 3, 6, "years"), "spread": assumed(3, 2, 4, "years")},
                },
                "job": {"share": assumed(0.1, 0.05, 0.2, "share")},
            }
        },
        "social_measure": {
            "start": {
                "none": {"share": "rest"},
                "supportive": {"share": assumed(0.3, 0.2, 0.4, "share")},
                "placed": {"share": assumed(0.06, 0.03, 0.1, "share")},
            }
        },
    },
    "programme": {
        "served": {"intake": known(12, "months"), "length": assumed(18, 12, 24, "months")},
        "costs": {
            "team": {
                "label": {"en": "The team", "da": "Teamet"},
                "total": known(2.4, "mio DKK", price_year="as_spent"),
                "years": [2026],
            }
        },
    },
    "effects": {
        "attribution": assumed(0.5, 0.2, 0.8, "share"),
        "profiles": {
            "lasting": {
                "lag": assumed(4, 2, 6, "months"),
                "ramp": assumed(6, 3, 9, "months"),
                "half_life": assumed(3, 1, 6, "years"),
            }
        },
        "levels": {  # where the participants are hoped to stand two years in: a level, not an effect
            "goal": {
                "clock": "public_benefit",
                "measured": "2027-12-31",
                "observed": False,
                "profile": "lasting",
                "effective_n": assumed(25, 15, 35, "persons"),
                "targets": {
                    "job": {
                        "states": ["job"],
                        "transitions": ["kontanthjaelp -> job"],
                        "share": assumed(0.3, 0.22, 0.38, "share"),  # not observed: all savings are extrapolation
                    }
                },
            }
        },
        "ratios": {  # from studies with a control group: used as they are
            "fewer_placements": {
                "clock": "social_measure",
                "kind": "hazard_ratio",
                "transitions": ["none -> placed", "supportive -> placed"],
                "profile": "lasting",
                "ratio": assumed(0.75, 0.5, 1.05, "ratio"),
            }
        },
    },
    "claims": {
        "five_years": {
            "headline": True,
            "label": {"en": "Recouped within five years", "da": "Tjent hjem inden for fem år"},
            "perspective": "municipality",
            "costs": "gross",
            "within_years": 5,
            "source": "the question of the finance committee",
        }
    },
}

result = run(scenario, draws=100, replications=4, seed=1)

print(f"{result.moved.families} families, {result.moved.persons} persons, {result.run.draws} draws")
print("\nAccumulated net saving, mio. DKK (mean over draws)")
print(f"{'after year':<22}" + "".join(f"{year:>8.0f}" for year in result.money.net_saving["municipality"].years))
for payer, saving in result.money.net_saving.items():
    print(f"{payer.value:<22}" + "".join(f"{mean / 1e6:>8.2f}" for mean in saving.mean))

# How to read it. The municipality pays for the team, so it begins below zero. `public_sector` is the sum of
# municipality, other municipalities (families that moved), region and central government; households are not in it.
# A household's saving is its change in income.

row = next(row for row in result.paybacks.rows if row.perspective == "municipality" and row.costs == "gross")
print("\nProbability that the municipality has recouped the cost for good, by year")
for year, probability in enumerate(row.probability_by_year, start=1):
    print(f"  {year:>2}  {probability:.2f}  {'#' * round(40 * probability)}")
print(f"  not within {result.scenario.time.horizon_years} years: {row.never_share:.2f}")

# The S-curve never falls, and what is missing to one at the horizon is the share that does not pay back within it.
# It is a probability over assumptions, most of them invented here; the shape tells when to look, not whether to start.

if len(sys.argv) > 1:
    from businesscase.output import write_results

    print()
    for path in write_results(result, Path(sys.argv[1]), "own_programme"):
        print(path)
