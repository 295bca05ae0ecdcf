"""Goals in numbers: the ratios under which an engine's own outcome is the goal, in every draw."""
