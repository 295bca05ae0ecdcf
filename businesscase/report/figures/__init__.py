"""The pictures, with matplotlib."""
