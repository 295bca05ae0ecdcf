"""What is printed: the first screen, the details, comparisons and explanations."""
