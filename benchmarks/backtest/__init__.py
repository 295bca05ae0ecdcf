"""What was measured elsewhere, against what the library would have predicted from what was believed before."""
