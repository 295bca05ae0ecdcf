"""The team: how large it should be, and what rolling it out takes."""
