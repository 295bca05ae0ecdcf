"""A result as plain data, and the manifest of a run."""
