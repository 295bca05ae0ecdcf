"""Fitting the inputs to what was measured: posterior draws that go down the same line as any others."""
