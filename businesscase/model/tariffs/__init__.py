"""Prices, shares, levies and outlays by draw and stretch of time."""
