"""Clocks, families and cells of a scenario as positions in arrays."""
