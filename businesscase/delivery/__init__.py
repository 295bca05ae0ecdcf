"""Floor 3: who is served, from when to when."""
