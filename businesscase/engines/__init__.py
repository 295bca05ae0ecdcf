"""Floor 4: how often and how long: quantities by cell and month, from life courses or from expectations."""
