"""All words that a reader sees, by key and language, and how numbers are written."""
