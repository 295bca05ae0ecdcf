"""How long, and how fully, an effect of the programme has acted by a moment: the integral of its profile.

A profile is 0 during its lag, rises on its ramp, is 1 while the family is served, and then fades from the height that
it had reached; its integral is known in closed form.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def effective_years(moments: Floats, begin: Floats, end: Floats, lag: Floats, ramp: Floats, decay: Floats) -> Floats:
    """Years of full effect that a service has had by each moment; the arguments are broadcast against each other.

    Args:
        moments: years since programme start.
        begin, end: of the service, end not before begin.
        lag, ramp: years; a ramp of 0 is a step.
        decay: rate of fading per year after the service; 0: it does not fade.
    """
    rises, fades = np.where(ramp > 0.0, ramp, 1.0), np.where(decay > 0.0, decay, 1.0)
    since = np.minimum(moments, end) - begin - lag
    risen = np.where(ramp > 0.0, 0.5 * np.clip(since, 0.0, ramp) ** 2 / rises, 0.0) + np.maximum(since - ramp, 0.0)
    served = end - begin - lag
    reached = np.where(ramp > 0.0, np.clip(served / rises, 0.0, 1.0), (served > 0.0) * 1.0)
    after = np.maximum(moments - end, 0.0)
    faded = np.where(decay > 0.0, -np.expm1(-decay * after) / fades, after)
    return np.asarray(risen + reached * faded)
