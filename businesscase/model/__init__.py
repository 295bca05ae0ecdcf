"""Floor 2: a scenario as frozen arrays, for one draw of its inputs or many."""
