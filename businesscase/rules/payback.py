"""When a cost is recouped: one tolerance for library, formulas and every processor.

A balance counts as zero if it is within `TOLERANCE` of its turnover (all that was added and taken away, without signs):
sums of a few hundred months carry errors of about 1e-13 of their turnover, whose sign depends on the order of the
additions, so this is wide of rounding and far below a krone in a million.
"""

from __future__ import annotations

TOLERANCE = 1e-9
