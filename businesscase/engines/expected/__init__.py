"""The expected engine: quantities as expectations, from Kolmogorov's forward equations; nothing is sampled."""
