"""Other plans for the same families: stopped early, given to some first, set against another effort."""
