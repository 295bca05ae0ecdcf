"""1. From a scenario file to a verdict.

Run from the folder of the repository:  python examples/01_verdict.py
Few draws, so that it answers within seconds; leave `draws` out for an answer to rely on (1,000 draws).
"""

from businesscase import load_scenario, run

scenario = load_scenario("scenarios/opgang_til_opgang.yaml")
result = run(scenario, draws=100, replications=4, seed=1)

claim = result.headline
print(scenario.title)
print(scenario.claims[claim.name].label.en)
print(f"  verdict      {claim.verdict} at confidence {claim.confidence:.2f}")
print(f"  probability  {claim.probability:.2f} (95 %: {claim.lower:.2f} to {claim.upper:.2f})")
print(f"  evidence     {' '.join(scenario.evidence.en.split())}")

# How to read it. The probability is a share of draws: of sets of inputs that the sources and assumptions allow. It says
# how often the effort pays back on average for families like these. It says nothing of these 62 families, whose own
# course also depends on chance. "likely" means that the lower bound reaches the confidence, "unlikely" that the upper
# bound is at most one minus it, "open" neither: under these assumptions. "supported" and "refuted" are said instead
# only where the saving itself was measured with a comparison.

saving = result.money.net_saving[claim.perspective]
print(f"\nAccumulated net saving of the {claim.perspective}, mio. DKK in {scenario.time.price_year} prices")
for year, mean, low, high in zip(saving.years, saving.mean, saving.p10, saving.p90, strict=True):
    if year in (1, 5, 10, 15):
        print(f"  after {year:2.0f} years {mean / 1e6:8.1f}   (10-90 % of draws: {low / 1e6:.1f} to {high / 1e6:.1f})")

# Negative: the cost is not yet recouped. The headline counts the cost net of grants, so what the foundation paid is not
# to be recouped by the municipality.

print("\nWhat turns it most (rank correlation over draws with the net saving after five years)")
for driver in result.drivers[:3]:
    print(f"  {driver.correlation:+.2f}  {driver.key}")

# businesscase explain scenarios/opgang_til_opgang.yaml KEY prints where such a number comes from.
