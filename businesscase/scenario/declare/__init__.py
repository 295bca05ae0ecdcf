"""The declarations of a scenario, as pydantic models, and the keys of their numbers."""
