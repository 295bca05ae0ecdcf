"""How much less a difference of strategies varies when both share their random numbers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from benchmarks.family_model import family_model, yearly_saving
from benchmarks.tables import show, verdict
from businesscase.core.payers import Perspective
from businesscase.delivery.schedule import Exposure
from businesscase.engines.montecarlo.engine import simulate
from businesscase.model.compiled import CompiledModel

Floats = NDArray[np.float64]
YEARS = (2, 5, 10)


def variance(*, quick: bool) -> None:
    """Print the ratio of variances, independent streams over shared ones, of the saving of 62 families."""
    draws = 30 if quick else 700
    rows, headline = [], 0.0
    for name, effect in (("as declared", 1.0), ("effects halved", 0.5)):
        first, second = (family_model(draws, seed=seed, effect=effect) for seed in (1, 2))
        for perspective in (Perspective.PUBLIC_SECTOR, Perspective.MUNICIPALITY):
            shared, independent = _savings(first, second, perspective)
            ratio = independent.var(axis=0, ddof=1) / shared.var(axis=0, ddof=1)
            error = _error(shared, independent)
            if not rows:
                headline = float(ratio[YEARS.index(10)])
            spread = shared.std(axis=0, ddof=1)[2] / 1e6, independent.std(axis=0, ddof=1)[2] / 1e6
            rows.append(
                (
                    f"{name}, {perspective.value.replace('_', ' ')}",
                    *(f"{ratio[i]:.1f} ± {error[i]:.1f}" for i in range(3)),
                    f"{shared.mean(axis=0)[2] / 1e6:.1f}",
                    f"{spread[0]:.1f} / {spread[1]:.1f}",
                )
            )
    show(
        "2. Variance of the saving, independent streams over shared random numbers",
        ("effect and perspective", "2 years", "5 years", "10 years", "mean, mio.", "standard deviations"),
        rows,
        f"{2 * draws} runs of 62 families, all inputs fixed; ± one standard error. Independent: the counterfactual",
        "from another seed. Mean and standard deviations (shared / independent) are those of the saving at ten years.",
        f"at ten years, public sector, effects as declared: {verdict(headline, 8)}",
    )


def _savings(first: CompiledModel, second: CompiledModel, perspective: Perspective) -> tuple[Floats, Floats]:
    """Saving at the years, shape (run, year): with shared numbers, and with the two counterfactuals swapped.

    Each half of a draw holds one replication, and parameters are fixed, so halves are independent runs.
    """
    shared, swapped = [], []
    occupancies = [simulate(model, Exposure(model.schedule), replications=2) for model in (first, second)]
    for own, other in ((0, 1), (1, 0)):
        shared.append(yearly_saving(first, occupancies[own], perspective))
        mixed = occupancies[own].quantities.copy()
        mixed[:, :, 1] = occupancies[other].quantities[:, :, 1]
        swapped.append(yearly_saving(first, replace(occupancies[own], quantities=mixed), perspective))
    at = [year - 1 for year in YEARS]
    runs = [np.concatenate(part).reshape(-1, part[0].shape[2])[:, at] for part in (shared, swapped)]
    return runs[0], runs[1]


def _error(shared: Floats, independent: Floats, resamples: int = 400) -> Floats:
    """Standard error of the ratio of variances, by the bootstrap over runs."""
    random = np.random.default_rng(0)
    ratios = []
    for _ in range(resamples):
        chosen = random.integers(0, len(shared), len(shared))
        ratios.append(independent[chosen].var(axis=0, ddof=1) / shared[chosen].var(axis=0, ddof=1))
    return np.asarray(np.std(ratios, axis=0, ddof=1))
