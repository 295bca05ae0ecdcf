"""Tables of a result in words, for every medium."""
