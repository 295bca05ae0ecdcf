"""The benchmark: how fast, how large, and against what. Run by `make bench` or `python -m benchmarks`."""
