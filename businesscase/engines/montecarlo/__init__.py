"""The compiled next-event engine: life courses of families, counted into cells."""
