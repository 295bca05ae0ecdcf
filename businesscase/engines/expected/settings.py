"""How finely the expected engine resolves what it approximates. One place, so that each can be changed and measured."""

from __future__ import annotations

from dataclasses import dataclass

CONSERVED = 1e-9  # how far a clock's probabilities may sum from one


@dataclass(frozen=True)
class Settings:
    """Resolution of the named approximations.

    Attributes:
        months: length of a step in months; 12 is a whole number of steps.
        frailty_nodes: nodes of the Gauss-Hermite rule over a family's frailty.
        rank_nodes: places in the intake at which the programme's lives are solved; families lie between them.
        covariate_nodes, age_nodes: the same for a covariate, and for the age of members whose hazards depend on it.
        growth: how much wider each class of durations is than the one before, where a hazard changes smoothly.
        cohort: years within which members whose clock begins later begin together.
        carry_bins: classes of self-support time that has been gathered but has not yet reset the count of weeks.
        precise: whether those who are out of benefit below the last limit of weeks keep their count to the step and
            gather self-support; otherwise they keep the middle of their band, and gather none.
        forget: weight of the rate at which gathered self-support leaves the window in which it counts (0: never).
        windows: whether those who are read leave when their clock ends at an age; otherwise they stay for ever.
        joint: whether a clock is followed together with the clocks it reads; otherwise it meets their averages.
        pooled: then, whether states that no coupling tells apart are one class.
        linked: how what is remembered goes with other clocks that are read: 0 not, 1 and -1 as closely as it can.
        sampled: types that are not solved: their life courses are sampled beside (`engines.mixed`).
    """

    months: float = 2.0
    frailty_nodes: int = 3
    rank_nodes: int = 3
    covariate_nodes: int = 5
    age_nodes: int = 5
    growth: float = 2.0
    cohort: float = 1.0
    carry_bins: int = 1
    precise: bool = False
    forget: float = 1.0
    windows: bool = True
    joint: bool = False
    pooled: bool = True
    linked: int = 0
    sampled: frozenset[int] = frozenset()

    @property
    def of_systems(self) -> tuple[float | bool, ...]:
        """Those on which the numbering of a clock's compartments and rates hangs; the others leave it as it is."""
        return self.months, self.growth, self.carry_bins, self.precise, self.forget, self.joint, self.pooled
