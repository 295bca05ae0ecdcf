"""The SimPy engine: families, clocks and service in one environment; the reference implementation."""
